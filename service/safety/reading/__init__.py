"""Read a case out of words and structured facts: everything with where it stood, unknown where nothing was said."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import DoseFact, Origin, PatientFacts
from service.domain.question import Question, Turn
from service.safety.reading.conflicts import with_given
from service.safety.reading.corrected import replaced
from service.safety.reading.correcting import corrects, with_known_units
from service.safety.reading.given import read_given
from service.safety.reading.merging import later
from service.safety.reading.overdoses import with_overdoses
from service.safety.reading.told_again import with_figures_told_again
from service.safety.reading.turn import read_turn
from service.safety.rules.figures import shown


def read_facts(question: Question, topic: Topic) -> PatientFacts:
    """Read all turns of a case, oldest first; later turns add to, correct or replace what earlier ones said.

    Raises:
        UnknownNameError: the structured block names something the topic does not know.
    """
    facts = PatientFacts()
    turns = (*question.history, Turn(text=question.text, patient=question.patient))
    for number, turn in enumerate(turns, start=1):
        origin: Origin = "question" if number == len(turns) else "history"
        now = read_turn(turn.text, origin, topic, facts)
        if turn.patient is not None:
            now = with_given(now, read_given(turn.patient, topic), topic)
        made = corrects(turn.text)
        now = with_figures_told_again(turn.text, facts, now, made, origin)
        now = with_known_units(facts, now, topic, made)
        noted = replaced(facts, now, topic, made)
        facts = replace(later(facts, now, text=turn.text, corrects=made), corrections=noted)
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
