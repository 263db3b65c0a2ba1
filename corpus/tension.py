"""Where a source's own case meets its own stop line, found from the data alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.figures import figures, spoken
from corpus.model import Analyte, Lab, Rule, Statement, Topic
from corpus.precedence import lines_of

_MULTIPLES = frozenset({"x", "×", "times", "fold", "%"})
_BETWEEN = re.compile(r"\s*(?:of|was|is|at)?\s*[(:=]?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """A value that the lead source states, and a line per baseline that it may cross."""

    analyte: str
    value: float
    statement: Statement
    rule: Rule
    lab: Lab

    @property
    def baseline(self) -> float:
        """The baseline at which the value is exactly on the line, in the unit of the value."""
        return self.value / self.lab.value

    def __str__(self) -> str:
        more, below = ("more", "below") if self.lab.op[0] == ">" else ("less", "above")
        return (
            f"{self.analyte} {self.value:g} ({self.statement.id}) is {more} than {spoken(self.lab.value)} times any "
            f"baseline {below} {self.baseline:.3g}: there the source's own case meets '{self.rule.id}' "
            f"({self.rule.action}), whatever its headline says"
        )


def tensions(topic: Topic) -> tuple[Tension, ...]:
    """Every value of an analyte in the lead source's statements against every line per baseline of that analyte.

    A line that several rules draw is told once, with the first of them.
    """
    lead = next(source for source in topic.sources if source.id == topic.article.lead_source)
    found: dict[tuple[str, float, float], Tension] = {}
    for rule in topic.rules:
        for line in lines_of(rule, topic.vocabulary):
            if line.lab.of != "baseline":
                continue
            analyte = next(a for a in topic.vocabulary.analytes if a.id == line.analyte)
            for statement in lead.statements:
                for value in _values(statement.text, analyte):
                    tension = Tension(analyte=analyte.id, value=value, statement=statement, rule=rule, lab=line.lab)
                    found.setdefault((analyte.id, value, line.lab.value), tension)
    return tuple(found.values())


def _values(text: str, analyte: Analyte) -> Iterator[float]:
    """Figures that directly follow a name of the analyte and are no multiples: "X of 190", "X (190)"."""
    names = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in analyte.names), re.IGNORECASE)
    ends = [match.end() for match in names.finditer(text)]
    for figure in figures(text):
        follows = any(end <= figure.start and _BETWEEN.fullmatch(text, end, figure.start) for end in ends)
        if follows and figure.unit.lower() not in _MULTIPLES:
            yield figure.value
