"""What a question wants: its parts, each with the aspects of the topic that it asks for and the passages on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Aspect
from service.answering.asking import asked_in
from service.answering.calls import Called
from service.answering.case import Case
from service.answering.likeness import likeness_of, or_alike
from service.answering.parts import (
    EARLIER_TURNS,
    ELLIPTIC_WORDS,
    asking,
    asks_what_to_do,
    besides_what_to_do,
    lead_in,
    lookups,
)
from service.answering.sections import HEADINGS, Place
from service.answering.telling import telling_of
from service.answering.unsettled import open_parts
from service.domain.facts import Span
from service.domain.ports import Hit, Part, Query, Retriever
from service.safety.rules.shown import shown
from service.safety.rules.truth import Truth


@dataclass(slots=True)
class _Wanted:
    """One thing that is wanted: by which parts of the question, in whose words, and which aspect it is."""

    text: str
    aspect: Aspect | None
    general: bool
    """Whether it asks what to do about the case and nothing else."""
    named: str = ""
    """The single word of the question that named the aspect, where it was no more than one."""
    numbers: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """One look-up: its words, what they count for, and the passages found."""

    words: str
    weight: float
    hits: Sequence[Hit]


def wanted(case: Case, retriever: Retriever) -> tuple[Part, ...]:
    """Return what is asked, each under its heading; what two parts ask alike is answered once.

    Passages are looked up for what the topic names no aspect for, and for a single question.

    Raises:
        IndexNotReadyError: there is no index to answer from.
    """
    found = _found(case)
    alone = len(found) == 1
    parts = []
    texts = [one.text if alone or not (one.aspect or one.general) else None for one in found]
    for one, looked in zip(found, _looked_up(texts, case, retriever), strict=True):
        aspect = None if _otherwise_meant(one, looked, case) else one.aspect
        parts.append(
            Part(
                text=one.text,
                hits=_best(looked, case, settled=aspect is not None),
                aspects=() if aspect is None else (aspect,),
                general=one.general,
                heading=HEADINGS[Place.IN_SHORT] if alone else _heading(one, counted=len(case.parts) > 1),
            )
        )
    return tuple(parts)


def _found(case: Case) -> Sequence[_Wanted]:
    opened = open_parts(case)
    lead = lead_in(case.parts, case.question.text)
    found: dict[str, _Wanted] = {}
    for number, text in enumerate(case.parts, start=1):
        if text in opened:
            pointed_at, own = asking(text, case.question.text, _results(case), figured=case.figured)
            asked = _led(lead, own, case) or _asked(own, text, pointed_at, case) or _led(lead, own, case, long=True)
            general = case.figured and (asks_what_to_do(own) or not (asked or _lookups(text, case)))
            if general or not asked:
                # What to do about a case comes before what else is asked of it.
                found.setdefault(text, _Wanted(text=text, aspect=None, general=general)).numbers.append(number)
            for aspect, named in asked:
                made = _Wanted(text=text, aspect=aspect, general=False, named=named)
                found.setdefault(aspect.about, made).numbers.append(number)
    return tuple(found.values())


def _heading(one: _Wanted, *, counted: bool) -> str:
    """What it is about, with its number where the question counts; never the question's own, unchecked words."""
    numbers = ", ".join(str(number) for number in dict.fromkeys(one.numbers))
    if one.aspect is None:
        return HEADINGS[Place.ACT] if one.general else f"Part {numbers} of the question"
    about = f"{one.aspect.about[:1].upper()}{one.aspect.about[1:]}"
    return f"{numbers}. {about}" if counted else about


def _results(case: Case) -> tuple[Span, ...]:
    """Where in the question results were read as facts; where nobody's are judged, a word for one asks as well."""
    labs = (lab for lab in case.facts.labs if lab.read.origin == "question" and (case.figured or lab.said is None))
    return tuple(span for lab in labs if (span := lab.read.span))


def _asked(own: str, part: str, pointed_at: str, case: Case) -> tuple[tuple[Aspect, str], ...]:
    """The aspects that a part asks for in this patient, each with the single word that named it, if it was one.

    One that names none leans on the others of its part ("it is in g; how do I convert?"), on the sentence that it
    points at ("does that clear it?"), then on the turns before.
    """
    called = Called(topic=case.topic, facts=case.facts, assessment=case.assessment)

    def applies(aspect: Aspect) -> bool:
        return aspect.when is None or called.holds(aspect.when) is not Truth.NO

    asked = asked_in(own, case.topic, applies)
    if not asked and not case.figured:
        asked = tuple(one for one in asked_in(part, case.topic, applies) if one.tells_in(own))
    if not asked and pointed_at:
        asked = asked_in(pointed_at, case.topic, applies)
    if not asked and case.question.history:
        earlier = f"{' '.join(turn.text for turn in case.question.history[-EARLIER_TURNS:])} "
        asked = tuple(one for one in asked_in(earlier + own, case.topic, applies) if one.tells_from(len(earlier)))
    # What is asked of a patient whose figures fired a rule is what to do, where nothing else is named.
    if case.figured and asks_what_to_do(own):
        asked = tuple(one for one in asked if one.tells_in(besides_what_to_do(own)))
    texts = () if case.figured else (own, part)
    return or_alike(asked, texts, likeness_of(case.topic), applies)


def _led(lead: str, own: str, case: Case, *, long: bool = False) -> tuple[tuple[Aspect, str], ...]:
    """The aspects that a short item asks for together with what stands before the list."""
    if not lead or case.figured or not (long or len(own.split()) <= ELLIPTIC_WORDS):
        return ()
    called = Called(topic=case.topic, facts=case.facts, assessment=case.assessment)
    whole = asked_in(
        f"{lead} {own}", case.topic, lambda aspect: aspect.when is None or called.holds(aspect.when) is not Truth.NO
    )
    begins = len(lead) + 1
    joined = [one for one in whole if one.touches(0, begins) and one.touches(begins, begins + len(own))]
    return tuple((one.aspect, "") for one in joined[:1])


def _spans(case: Case) -> tuple[Span, ...]:
    """Where in the question figures were read as facts of the patient."""
    return tuple(
        fact.span
        for fact in shown(case.facts, case.topic)
        if fact.origin == "question" and fact.span is not None and isinstance(fact.value, float | int)
    )


def _otherwise_meant(one: _Wanted, looked: Sequence[_Looked], case: Case) -> bool:
    """Whether a passage speaks of a question so much more than the aspect that a single common word of it named."""
    if one.aspect is None or not one.named or case.figured:
        return False
    statements = (*one.aspect.settles, *one.aspect.supports)
    return any(telling_of(case.topic).closer(up.words, up.hits, statements, one.named) for up in looked)


def _lookups(text: str, case: Case) -> tuple[tuple[str, float], ...]:
    return lookups(text, case.question, case.topic, _spans(case), judged=case.figured)


def _looked_up(texts: Sequence[str | None], case: Case, retriever: Retriever) -> tuple[tuple[_Looked, ...], ...]:
    """Look all texts up at once; None where nothing is to be looked up."""
    asked = [() if text is None else _lookups(text, case) for text in texts]
    hits = iter(
        retriever.retrieve(
            [Query(text=words, topic=case.topic.id, audience=case.audience) for part in asked for words, _ in part]
        )
    )
    return tuple(
        tuple(_Looked(words=words, weight=weight, hits=next(hits)) for words, weight in part) for part in asked
    )


def _best(looked: Sequence[_Looked], case: Case, *, settled: bool) -> tuple[Hit, ...]:
    """What several look-ups found, each passage by its best weighted score.

    Where the topic does not say what answers, only passages count that speak of what is asked.
    """
    best: dict[str, Hit] = {}
    for up in looked:
        for hit in up.hits if settled else telling_of(case.topic).bearing(up.words, up.hits):
            known = best.get(hit.passage.id)
            if known is None or hit.score * up.weight > known.score:
                best[hit.passage.id] = _weighted(hit, up.weight)
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.passage.id)))


def _weighted(hit: Hit, weight: float) -> Hit:
    return replace(hit, score=hit.score * weight, ahead=hit.ahead * weight)
