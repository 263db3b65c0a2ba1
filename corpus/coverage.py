"""Figures that stand in the sources and in no rule, so that an editor sees what is only quoted and never enforced."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.figures import figures, numbers
from corpus.model import Topic
from corpus.rules import rule_figures


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
            figure=f"{figure.value:g} {figure.unit}".strip(),
        )
        for source, statement in topic.statements.values()
        if source.status == "current"
        for figure in figures(statement.text)
        if figure.value not in carried.get(statement.id, set())
    )
