"""The drafter that needs no model: it quotes the statements that answer, word for word."""

from __future__ import annotations

from corpus.model import Action, Aspect
from service.answering.calls import Call, Called
from service.answering.page import Page
from service.answering.schedule import (
    asks_for_plan,
    besides,
    ceiling,
    completed,
    forbidden,
    plan_open,
    schedule,
    stated,
    steps_of,
    undecided,
)
from service.answering.sections import HEADINGS, Place, grounded_rules
from service.answering.selection import relevant, section_asked
from service.domain.answer import Draft
from service.domain.ports import Brief, Part

#: How many statements are given to a part besides what settles it (of second ones hardly one in two bore on the
#: question), and how many where they were only found.
SUPPORTS = 1
FOUND = 3
#: Who asks for so many pieces of the schedule, in several parts, asks for the schedule.
MANY_PIECES = 3


class QuotingDrafter:
    """Chooses whole statements of the corpus: what settles the question first, then what bears on it."""

    def draft(self, brief: Brief) -> Draft:
        """Return the statements that settle the question and that the findings call for; none when none does."""
        called = Called(topic=brief.topic, facts=brief.facts, assessment=brief.assessment)
        page = Page(brief)
        parts = brief.parts or (Part(text=brief.question, hits=brief.hits, heading=HEADINGS[Place.IN_SHORT]),)
        open_ends = [number for number, part in enumerate(parts, start=1) if not _answer(part, called, page, brief)]
        calls = called.calls
        if not page.statements:
            page.add(called.lead(), HEADINGS[Place.IN_SHORT])
        page.add(call.statement for call in calls if call.weighty and not (call.placed and _told(page, calls, parts)))
        _add_schedule(page, brief)
        for part in parts:
            _support(part, called, page, brief)
        if not any(part.aspects for part in parts):
            page.add(call.statement for call in calls if not call.weighty)
        return Draft(statements=page.drafted(), not_addressed=_unanswered(parts, open_ends, calls))


def _told(page: Page, calls: tuple[Call, ...], parts: tuple[Part, ...]) -> bool:
    """Whether the question is answered, asks for no restart, and no finding calls for anything of this patient."""
    restarting = any(aspect.step == "restart" for part in parts for aspect in part.aspects)
    return bool(page.statements) and not restarting and not any(call.weighty and not call.placed for call in calls)


def _answer(part: Part, called: Called, page: Page, brief: Brief) -> bool:
    """Put what settles a part under its heading; return whether something does, here or where it stands already."""
    before = len(page.statements)
    for aspect in part.aspects:
        settling = _ruled(aspect, called) or called.settling(aspect)
        if not page.add(settling, part.heading):
            page.join(part.heading, settling)
        if page.statements.keys() & set(settling):
            return True
    if part.general:
        page.add(called.lead(), part.heading)
    elif not part.aspects and not (called.calls and len(brief.parts) == 1):
        named = section_asked(part.text, brief.topic)
        found = named or tuple(relevant(part.hits, brief.topic))
        page.add(found, part.heading, most=None if named else FOUND)
    return part.general or len(page.statements) > before


def _ruled(aspect: Aspect, called: Called) -> tuple[str, ...]:
    """What the rules that settle an aspect say, where they have fired for this patient."""
    grounded = grounded_rules(called.topic)
    own = {rule.id for statement in aspect.settles for rule in grounded.get(statement, ())} | set(aspect.rules)
    return tuple(c.statement for c in called.calls if c.rule in own and c.weighty and not c.follows)


def _support(part: Part, called: Called, page: Page, brief: Brief) -> None:
    """Add what bears on a part besides what settles it, best found first.

    Beside what the findings call for a patient needs no more: of what was added there hardly anything bore on the case.
    """
    scores = relevant(part.hits, brief.topic)
    heading = part.heading if len(brief.parts) > 1 else None
    if part.aspects:
        known = [statement for aspect in part.aspects for statement in _bearing(aspect, called)]
        bearing = sorted((s for s in known if s in scores), key=lambda s: -scores[s]) if part.hits else known
        page.add(bearing, heading, most=_supports(brief, beside=bool(called.calls)))


def _bearing(aspect: Aspect, called: Called) -> tuple[str, ...]:
    """What bears on an aspect: where rules settled it for this patient, what settles it in general as well.

    Of what holds or stops the drug only the line that is met bears on a patient with figures.
    """
    if aspect.step == "stop" and (called.stopped or called.figured):
        return ()
    bearing = (*(called.settling(aspect) if _ruled(aspect, called) else ()), *called.supporting(aspect))
    return tuple(s for s in bearing if not _uncalled_hold(s, called))


def _uncalled_hold(statement: str, called: Called) -> bool:
    """Whether a statement is the ground of a hold that no rule calls for in a patient whose figures were judged."""
    holds = [r for r in grounded_rules(called.topic).get(statement, ()) if r.action is Action.HOLD]
    return called.figured and bool(holds) and not called.held


def _supports(brief: Brief, *, beside: bool) -> int:
    return 0 if beside or len(brief.parts) > 2 else SUPPORTS


def _add_schedule(page: Page, brief: Brief) -> None:
    """Add the schedule to an open plan, complete it where it was found in pieces, and what goes with every schedule.

    Who asks for several of its pieces by name gets these, and the ceiling that they lead to.
    Where a schedule is forbidden only what was found stays: the check takes it out and says so.
    """
    if forbidden(brief.assessment, brief.topic):
        return
    page.add(_plan(brief))
    asked = [part for part in brief.parts if _asks_for_steps(part, brief)]
    pieces = stated((s for part in asked for aspect in part.aspects for s in aspect.settles), brief.topic)
    if not asked or (len(asked) > 1 and len(pieces) >= MANY_PIECES):
        page.add(completed(page.statements, brief.topic))
    elif len(asked) > 1:
        page.add(ceiling(brief.topic))
    steps = stated(page.statements, brief.topic)
    open_facts = bool(undecided(brief.assessment, brief.topic))
    if len(steps) > 1 or (steps and open_facts):
        page.add(besides(brief.topic), most=None if open_facts else 1)


def _asks_for_steps(part: Part, brief: Brief) -> bool:
    """Whether a part asks for a piece of the schedule: what settles one piece alone is the topic's to say."""
    steps = steps_of(brief.topic)
    return any(not steps.isdisjoint(aspect.settles) for aspect in part.aspects)


def _plan(brief: Brief) -> tuple[str, ...]:
    """The steps of the schedule: when nothing that decides is missing, or one fact is and the plan is asked for.

    In the second case what goes with every schedule says that it is conditional, and the fact is asked for. A line that
    was only quoted is no patient's.
    """
    if (
        not brief.facts.labs
        or any(part.aspects for part in brief.parts)
        or not plan_open(brief.assessment, brief.topic)
    ):
        return ()
    missing = undecided(brief.assessment, brief.topic)
    asked = len(missing) == 1 and asks_for_plan(brief.question)
    return schedule(brief.topic) if not missing or asked else ()


def _unanswered(parts: tuple[Part, ...], open_ends: list[int], calls: tuple[Call, ...]) -> tuple[str, ...]:
    """Name the parts that nothing answers; by number, so that no unchecked words are handed back."""
    if len(parts) == 1 or (calls and not any(part.hits or part.aspects for part in parts)):
        return ()
    return tuple(f"part {number} of the question: nothing in the sources bears on it" for number in open_ends)
