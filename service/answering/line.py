"""One question, one straight line: read, assess, route, retrieve, draft, ground, check, decide, assemble."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

from corpus.model import Topic
from service.answering.assembly import Decided, Numbering, asked_first, assemble
from service.answering.audience import for_audience
from service.answering.case import Case, open_case
from service.answering.disputes import with_conflict
from service.answering.drafting import drafted
from service.answering.gradually import Made, Voice, worded
from service.answering.grounding import ground
from service.answering.pictured import pictured
from service.answering.plan import wordable
from service.answering.reviewing import review
from service.answering.stopwatch import Stopwatch
from service.answering.unsettled import floor, only_sent_on, with_abstention
from service.domain.answer import Answer, Draft, Status
from service.domain.ports import Drafter, Retriever
from service.domain.question import Question
from service.domain.told import NOBODY, Listener, Opened, said
from service.safety.decide import decide


def answer(
    question: Question,
    topic: Topic,
    retriever: Retriever,
    drafter: Drafter,
    *,
    contacts: str | None = None,
    voice: Voice | None = None,
    listener: Listener = NOBODY,
) -> Answer:
    """Answer a question about a topic. A refusal is an answer.

    Args:
        question: with the earlier turns of its conversation, oldest first.
        topic: what the question is answered from.
        retriever: finds passages; asked only when the question is neither an emergency nor about something else.
        drafter: words the answer out of what was found.
        contacts: the operator's local emergency, crisis and poison-centre numbers, shown in emergencies.
        voice: a language model that words what the drafter would quote; the findings and the passages stay the same.
        listener: hears the findings at once, and each statement when it has been checked with those before it.

    Raises:
        InputError: the patient block cannot be used as it is.
        IndexNotReadyError: there is no index to answer from.
        GoneError: the listener has gone.
    """
    watch = Stopwatch()
    with voice.planning if voice is not None else nullcontext():
        case = with_conflict(open_case(question, topic, watch))
        draft = drafted(case, retriever, drafter, watch)
        watch.lap("draft")
        made = _quoted(case, draft)
    status = _status(case, made)
    opened = with_abstention(case, status)
    listener.hear(_opened(opened, draft))
    if voice is not None and not case.emergency and wordable(made.reviewed.statements):
        made = worded(case, made.reviewed, voice, listener)
        status = _status(case, made)
    watch.lap("check")
    assembled = assemble(
        opened,
        Decided(
            reviewed=made.reviewed,
            not_addressed=draft.not_addressed,
            disagreements=draft.disagreements,
            missing=draft.missing,
            status=status,
            contacts=contacts,
            numbering=made.numbering,
        ),
    )
    if made.use is None:
        for event in said(assembled):
            listener.hear(event)
    watch.lap("assemble")
    pictures = pictured(opened, status)
    watch.lap("picture")
    return replace(assembled, model=made.use, pictures=pictures, timings_ms=watch.laps_ms)


def _quoted(case: Case, draft: Draft) -> Made:
    """Judge a draft that needs no wording as a whole."""
    grounded, ungrounded = ground(draft.statements, case.topic, case.assessment)
    reviewed = review(grounded, topic=case.topic, facts=case.facts, assessment=case.assessment, audience=case.audience)
    if case.emergency and reviewed.failed:
        # The topic's own instruction is proved before the topic is served; losing it would be worse than any wording.
        reviewed = replace(reviewed, statements=grounded[:1], changes=(), failed=False)
    return Made(
        reviewed=replace(reviewed, changes=(*ungrounded, *reviewed.changes), checked=len(draft.statements)),
        numbering=Numbering(),
    )


def _status(case: Case, made: Made) -> Status:
    reviewed = made.reviewed
    least = Status.NOT_COVERED if only_sent_on(case, reviewed.statements) else floor(case)
    return decide(case.assessment, statements=len(reviewed.statements), withheld=reviewed.failed, floor=least)


def _opened(case: Case, draft: Draft) -> Opened:
    """What the rules say of the case and what is missing, as the answer will show it."""
    told = for_audience(case.assessment, case.audience, case.topic)
    return Opened(
        topic=case.topic.id,
        audience=case.audience,
        findings=told.findings,
        missing=() if case.emergency else asked_first(told.missing, draft.missing, case.topic),
    )
