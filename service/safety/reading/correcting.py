"""How a turn shows that it corrects the case: by its opening, by a word of mistake, by the figure that it rejects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.model import Topic
from service.domain.facts import DoseFact, LabFact, PatientFacts
from service.safety.rules.units import candidate_units

_VARIES = frozenset(
    "same identical but instead actually sorry correction meant typo mistake wrong hypothetically suppose".split()
)
_VARYING_STARTS = tuple(
    tuple(start.split())
    for start in (
        "what about", "and with", "and if", "what if", "and for", "how about", "and what if", "and a", "make that"
    )
)  # fmt: skip
#: Words that say wherever they stand that a figure was told wrongly.
_MISTAKEN = frozenset(
    "typo misread mistyped misheard misspoke miswrote mis-read mis-typed mistranscribed transposed".split()
)
#: Words of a later result: with one of these a new figure is the course going on, not a correction of an old one.
_GOES_ON = frozenset(
    "now today repeat repeated latest currently later down fell dropped recovered normalised since".split()
)
_FIGURE = r"(\d+(?:\.\d+)?)\b(?!\s*(?:x|times|fold|days?|weeks?|months?|years?)\b)"
#: The figure that a turn takes back: "250 not 150", "not 100, he takes 200 mg", "260 instead of 250".
_REJECTED = re.compile(rf"\b(?:not|instead\s+of|rather\s+than)\s+{_FIGURE}", re.IGNORECASE)
#: A sentence that asks: what it rejects may be its question.
_ASKED = re.compile(r"[^.!?]*(?:\.\d[^.!?]*)*\?")
#: One without a figure, "What now?": it says nothing of when a figure was measured.
_BARE = re.compile(r"[^.!?\d]*\?")
#: "It should be 260", "should have read 4.2 mg/dL": what was told wrongly, and not "should be 40 or less".
_SHOULD_BE = re.compile(
    rf"\bshould\s+(?:be|read|say|have\s+(?:been|read|said))\s+{_FIGURE}(?:\s+[^\s\d.,;]+)?\s*(?:$|[.,;!]|\bnot\b)",
    re.IGNORECASE,
)
#: An answer that turns down what was said, and then says how it is.
_NO = re.compile(r"\W*(?:no|nope)\s*,", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrects:
    """What a turn corrects: the whole case as far as it speaks of it, or what had a figure that it rejects."""

    whole: bool = False
    figures: frozenset[float] = frozenset()
    course: bool = False
    """Whether it corrects how the patient stands with the drug."""

    def any_of(self, figures: Iterable[float | None]) -> bool:
        """Whether a fact with these figures is corrected."""
        return self.whole or not self.figures.isdisjoint(figures)

    def result(self, labs: Iterable[LabFact], analyte: str) -> bool:
        """Whether the results of an analyte are corrected."""
        return self.any_of(lab.value.exact for lab in labs if lab.analyte == analyte and lab.value is not None)

    def dose(self, dose: DoseFact) -> bool:
        """Whether a dose is corrected."""
        return self.any_of((dose.low_mg_per_day, dose.high_mg_per_day, dose.mg_per_kg))


def corrects(text: str) -> Corrects:
    """Return what a turn corrects or varies; nothing in a turn that tells how the case went on."""
    words = _words(text)
    if _GOES_ON & set(_words(_BARE.sub("", text))):
        return Corrects()
    asks = "?" in text
    told = _ASKED.sub("", text)
    opens = any(words[: len(start)] == start for start in _VARYING_STARTS) or bool(_VARIES & set(words[:6]))
    whole = opens or bool(_MISTAKEN & set(words)) or (not asks and _SHOULD_BE.search(text) is not None)
    rejected = (float(figure) for figure in _REJECTED.findall(told))
    return Corrects(whole=whole, figures=frozenset(rejected), course=whole or _NO.match(text) is not None)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip(".,:;-!?") for word in text.casefold().replace(",", " ").split())


def with_known_units(before: PatientFacts, now: PatientFacts, topic: Topic, made: Corrects) -> PatientFacts:
    """Give a corrected figure without a unit the unit of the one whose place it takes, where it can be in that unit."""
    return replace(now, labs=tuple(_with_known_unit(lab, before, topic, made) for lab in now.labs))


def _with_known_unit(lab: LabFact, before: PatientFacts, topic: Topic, made: Corrects) -> LabFact:
    value = lab.value
    if value is None or value.unit is not None or value.exact is None or not made.result(before.labs, lab.analyte):
        return lab
    units = [old.value.unit for old in before.labs if old.analyte == lab.analyte and old.value and old.value.unit]
    analyte = next(a for a in topic.vocabulary.analytes if a.id == lab.analyte)
    if not units or units[-1] not in candidate_units(analyte, value.exact):
        return lab
    return replace(lab, value=replace(value, unit=units[-1]))
