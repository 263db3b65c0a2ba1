"""Figures that stand in the sources and in no rule, so that an editor sees what is only quoted and never enforced."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.figures import Figure, figures, numbers
from corpus.model import Topic
from corpus.rules import rule_figures

#: What is shown behind a figure besides the units of the vocabulary; any other word there is no unit.
_UNITS = frozenset(
    "% × x times fold mg g µg μg mcg kg mg/kg mg/day day days week weeks month months year years hour hours h min "
    "minutes patients people cases mg/d".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredFigure:
    """A figure of a statement that no rule resting on the statement holds; `figure` is as shown, unit included."""

    source: str
    statement: str
    file: str
    line: int
    figure: str


def figures_without_rule(topic: Topic) -> tuple[UncoveredFigure, ...]:
    """Every figure of a current source that no rule carries.

    A rule carries a figure when it rests on the statement (`ground` or `also`) and the figure is one that it enforces
    or stands in its quote.
    """
    units = _UNITS | {spelling for unit, named in topic.vocabulary.units.items() for spelling in (unit, *named)}
    carried: dict[str, set[float]] = {}
    for rule in topic.rules:
        held = {*rule_figures(rule), *numbers(rule.ground.quote)}
        for name in (rule.ground.statement, *rule.also):
            carried.setdefault(name, set()).update(held)
    return tuple(
        UncoveredFigure(
            source=source.id,
            statement=statement.id,
            file=source.file,
            line=statement.line,
            figure=f"{figure.value:g} {figure.unit if figure.unit in units else ''}".strip(),
        )
        for source, statement in topic.statements.values()
        if source.status == "current"
        for figure in figures(statement.text)
        if figure.value not in carried.get(statement.id, set()) and not _is_year(figure)
    )


def _is_year(figure: Figure) -> bool:
    """Whether a figure is the year of a publication rather than an amount of anything."""
    return figure.value in range(1900, 2100) and figure.unit not in _UNITS
