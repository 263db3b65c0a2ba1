"""The laboratory figures of a whole text, each with the token that it stands at and the limits that belong to it.

Which limit belongs to which result is only seen over the whole text ("171 and 96, a limit of 40 for both"), so
the reader of questions reads it once, and the statements take from it what stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.model import Topic
from service.domain.facts import LabFact
from service.safety.reading.labs import LabReader
from service.safety.reading.scan import Scan
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Lexed


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Results by the place of their figure in the normalised text; `used` holds the places of all figures read."""

    results: Mapping[int, tuple[LabFact, ...]] = field(default_factory=dict)
    used: frozenset[int] = frozenset()
    limits: tuple[LabFact, ...] = ()
    """Limits that the text gives apart from any result: "ULN for it is 45"."""


_NUMBERS = cue(kinds=(Kind.NUMBER,))


def read_told(lexed: Lexed, topic: Topic, prevailing: str | None) -> Told:
    """Read the figures of a text; `prevailing` is the analyte that the case is about when the text names none."""
    if not line_of(lexed.tokens).cues & _NUMBERS:
        return Told()
    reader = LabReader(Scan(lexed=lexed, origin="question"), topic, prevailing)
    results: dict[int, tuple[LabFact, ...]] = {}
    for i, fact in reader.placed():
        start = lexed.tokens[i].start
        before = results.get(start, ())
        results[start] = (*before, _risen(before[-1], fact) if before else fact)
    return Told(
        results=results,
        used=frozenset(lexed.tokens[i].start for i in reader.scan.used),
        limits=reader.limits(),
    )


def _risen(first: LabFact, second: LabFact) -> LabFact:
    """The end of "from 14 to 72": where it started is the baseline, when no other is given."""
    figures = [v.high or 0.0 for v in (first.value, second.value) if v is not None]
    rose = second.baseline is None and len(figures) == 2 and figures[0] < figures[1]
    return replace(second, baseline=first.value) if rose else second
