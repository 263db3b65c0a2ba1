"""Read a case out of words and structured facts: everything with where it stood, unknown where nothing was said."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import DoseFact, PatientFacts
from service.domain.question import Question, Turn
from service.safety.figures import shown
from service.safety.reading.conflicts import with_given
from service.safety.reading.corrected import replaced
from service.safety.reading.given import read_given
from service.safety.reading.merging import goes_on, later
from service.safety.reading.overdoses import with_overdoses
from service.safety.reading.turn import read_turn

_VARIES = frozenset(
    "same identical but instead actually sorry correction meant typo mistake wrong hypothetically suppose".split()
)
_VARYING_STARTS = tuple(
    tuple(start.split())
    for start in ("what about", "and with", "and if", "what if", "and for", "how about", "and what if", "and a")
)


def read_facts(question: Question, topic: Topic) -> PatientFacts:
    """Read all turns of a case, oldest first; later turns add to, correct or replace what earlier ones said.

    Raises:
        UnknownNameError: the structured block names something the topic does not know.
    """
    facts = PatientFacts()
    turns = (*question.history, Turn(text=question.text, patient=question.patient))
    for number, turn in enumerate(turns, start=1):
        now = read_turn(turn.text, "question" if number == len(turns) else "history", topic, facts)
        if turn.patient is not None:
            now = with_given(now, read_given(turn.patient, topic), topic)
        corrects = _varies(turn.text) and not goes_on(turn.text)
        noted = replaced(facts, now, topic, corrects=corrects)
        facts = replace(later(facts, now, text=turn.text, corrects=corrects), corrections=noted)
    return replace(
        facts,
        plans=tuple(dict.fromkeys(facts.plans)),
        doses=tuple(_weighed(d, facts) for d in facts.doses),
        signs=with_overdoses(facts, topic),
    )


def _weighed(dose: DoseFact, facts: PatientFacts) -> DoseFact:
    """A dose per kilogram in mg/day, when the weight is known."""
    if dose.mg_per_kg is None or facts.weight_kg is None:
        return dose
    daily = dose.mg_per_kg * facts.weight_kg
    words = f"{shown(dose.mg_per_kg)} mg/kg x {shown(facts.weight_kg)} kg = {shown(daily)} mg/day"
    return replace(dose, low_mg_per_day=daily, high_mg_per_day=daily, arithmetic=words)


def _varies(text: str) -> bool:
    """Whether a turn corrects or varies the case: "sorry, 150", "what about 119", "same but ULN 30"."""
    words = tuple(word.strip(".,:;-!?") for word in text.casefold().split())
    return any(words[: len(start)] == start for start in _VARYING_STARTS) or bool(_VARIES & set(words[:6]))
