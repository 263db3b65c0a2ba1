"""The drafter that needs no model: it quotes the statements that answer, word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.model import Passage
from service.answering.schedule import (
    asks_for_plan,
    besides,
    completed,
    forbidden,
    plan_open,
    schedule,
    stated,
    undecided,
)
from service.answering.sections import HEADINGS, grounded_rules, place_of
from service.answering.selection import Candidate, called_for, candidates, relevant, same, section_asked
from service.domain.answer import Audience, Draft, DraftStatement
from service.domain.ports import Brief, Part

#: How many statements the findings may bring besides what was asked.
MOST_CALLED = 8
#: A statement worth less than this is not called for.
LEAST_CALLED = 0.35
#: How many relevant statements a question gets, alone and beside findings, and each of several parts.
RELEVANT_ALONE = 6
RELEVANT_BESIDE = 4
RELEVANT_PER_PART = 3
RELEVANT_FOR_PATIENTS = 2
#: What a step of an open plan counts for.
PLAN_WORTH = 0.85


class QuotingDrafter:
    """Chooses whole statements of the corpus and groups them in clinical order."""

    def draft(self, brief: Brief) -> Draft:
        """Return the statements that the findings call for and that bear on the question; none when none does."""
        parts = brief.parts or (Part(text=brief.question, hits=brief.hits),)
        called = called_for(brief.assessment.findings, brief.topic)
        found = [relevant(part.hits, brief.topic) for part in parts]
        chosen: dict[str, Candidate] = {}
        strong = {statement: weight for statement, weight in called.items() if weight >= LEAST_CALLED}
        _add(chosen, candidates(strong, {}, brief.topic), min(MOST_CALLED, brief.most), brief)
        for part, scores in zip(parts, found, strict=True):
            named = dict.fromkeys(section_asked(part.text, brief.topic), PLAN_WORTH)
            room = len(named) or _per_part(brief, beside=bool(called))
            _add(chosen, candidates({}, named or scores, brief.topic), room, brief)
        _add_schedule(chosen, brief)
        kept = sorted(chosen.values(), key=lambda c: (-c.worth, c.passage.id))[: brief.most]
        return Draft(statements=_in_sections(kept, brief), not_addressed=_unanswered(parts, found))


def _add_schedule(chosen: dict[str, Candidate], brief: Brief) -> None:
    """Complete a schedule, and state with it what the rules add to every schedule.

    Where a schedule is forbidden only what was found stays: the check takes it out and says so.
    """
    if forbidden(brief.assessment, brief.topic):
        return
    steps = dict.fromkeys((*_plan(brief), *completed(chosen, brief.question, brief.topic)), PLAN_WORTH)
    _add(chosen, candidates(steps, {}, brief.topic), len(steps), brief)
    if stated(chosen, brief.topic):
        with_it = dict.fromkeys(besides(brief.topic), PLAN_WORTH)
        _add(chosen, candidates(with_it, {}, brief.topic), len(with_it), brief)
    for statement in steps.keys() & chosen.keys():
        chosen[statement] = replace(chosen[statement], called=PLAN_WORTH)


def _plan(brief: Brief) -> tuple[str, ...]:
    """The steps of the schedule: when nothing that decides is missing, or one fact is and the plan is asked for.

    In the second case what goes with every schedule says that it is conditional, and the fact is asked for.
    """
    missing = undecided(brief.assessment, brief.topic)
    asked = len(missing) == 1 and asks_for_plan(brief.question)
    return schedule(brief.topic) if plan_open(brief.assessment, brief.topic) and (not missing or asked) else ()


def _per_part(brief: Brief, *, beside: bool) -> int:
    if brief.audience is Audience.PATIENT:
        return RELEVANT_FOR_PATIENTS
    if len(brief.parts) > 1:
        return RELEVANT_PER_PART
    return RELEVANT_BESIDE if beside else RELEVANT_ALONE


def _add(chosen: dict[str, Candidate], found: Iterable[Candidate], most: int, brief: Brief) -> None:
    """Add up to `most` new statements that may be shown to the audience and that say something new."""
    left = most
    for candidate in _showable(found, brief):
        statement = candidate.passage.statement_id
        if left <= 0:
            return
        if statement not in chosen and not any(same(candidate.passage.text, c.passage.text) for c in chosen.values()):
            chosen[statement] = candidate
            left -= 1


def _showable(found: Iterable[Candidate], brief: Brief) -> list[Candidate]:
    """A patient is shown only what has words for patients, and of a restart only what the findings call for."""
    if brief.audience is not Audience.PATIENT:
        return list(found)
    return [c for c in found if c.passage.patient_text and (c.called or not asks_for_plan(c.passage.text))]


def _in_sections(chosen: Iterable[Candidate], brief: Brief) -> tuple[DraftStatement, ...]:
    """Order by place, within a place by the order of the schedule, then by worth."""
    grounded = grounded_rules(brief.topic)
    steps = {statement: rank for rank, statement in enumerate(schedule(brief.topic))}
    placed = sorted(
        (
            place_of(c.passage.statement_id, brief.topic, grounded),
            steps.get(c.passage.statement_id, len(steps)),
            -c.worth,
            c.passage.id,
        )
        for c in chosen
    )
    return tuple(
        _quoted(brief.topic.passages[passage], HEADINGS[place], brief.audience) for place, _, _, passage in placed
    )


def _quoted(passage: Passage, heading: str, audience: Audience) -> DraftStatement:
    text = passage.patient_text if audience is Audience.PATIENT and passage.patient_text else passage.text
    return DraftStatement(
        text=text,
        passages=(passage.id,),
        origin="quote",
        heading=heading,
        statement_ids=(passage.statement_id,),
    )


def _unanswered(parts: tuple[Part, ...], found: list[dict[str, float]]) -> tuple[str, ...]:
    """Name the parts for which nothing was found; by number, so that no unchecked words are handed back."""
    if len(parts) == 1:
        return ()
    return tuple(
        f"part {number} of the question: nothing in the sources bears on it"
        for number, (part, scores) in enumerate(zip(parts, found, strict=True), start=1)
        if part.hits and not scores
    )
