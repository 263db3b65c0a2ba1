"""What goes into a draft besides the drafter's own statements, and when the drafter is not asked at all."""

from __future__ import annotations

from service.answering.case import Case
from service.answering.corrected import corrected
from service.answering.disputes import disputes
from service.answering.figuring import figures, needed_for
from service.answering.stopwatch import Stopwatch
from service.answering.unsettled import corrections, gap_statements
from service.answering.urgent import urgent
from service.answering.wanted import wanted
from service.domain.answer import DisagreementShown, Draft, DraftStatement
from service.domain.ports import Brief, Drafter, Hit, Part, Retriever

#: The longest answer to a single question, and what each further part may add.
MOST_STATEMENTS = 12
MORE_PER_PART = 2


def drafted(case: Case, retriever: Retriever, drafter: Drafter, watch: Stopwatch) -> Draft:
    """Return the draft of an answer.

    An emergency gets its instruction alone and another matter nothing. Where the corpus says that it does not settle
    the question, no passage is looked up: the drafter has the findings alone, and the corpus's own sentence is shown.

    Raises:
        IndexNotReadyError: there is no index to answer from.
    """
    if case.emergency:
        return urgent(case)
    if case.elsewhere:
        return Draft(statements=())
    parts = wanted(case, retriever)
    watch.lap("retrieve")
    first, computed, last = (*corrected(case), *corrections(case)), figures(case, parts), gap_statements(case)
    most = MOST_STATEMENTS + MORE_PER_PART * max(len(parts) - 1, 0) - len(first) - len(computed) - len(last)
    made = drafter.draft(_brief(case, parts, most))
    disputed = disputes(case)
    return Draft(
        statements=_each_once((*first, *computed, *_undisputed(made.statements, disputed), *last)),
        not_addressed=tuple(dict.fromkeys((*(g.about for g in case.route.gaps), *made.not_addressed))),
        disagreements=(*disputed, *made.disagreements),
        missing=needed_for(case, parts),
    )


def _brief(case: Case, parts: tuple[Part, ...], most: int) -> Brief:
    best: dict[str, Hit] = {}
    for hit in (hit for part in parts for hit in part.hits):
        if hit.passage.id not in best or hit.score > best[hit.passage.id].score:
            best[hit.passage.id] = hit
    return Brief(
        question=case.question.text,
        audience=case.audience,
        topic=case.topic,
        facts=case.facts,
        assessment=case.assessment,
        hits=tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.passage.id))),
        parts=parts,
        most=most,
    )


def _undisputed(
    statements: tuple[DraftStatement, ...], disputed: tuple[DisagreementShown, ...]
) -> tuple[DraftStatement, ...]:
    """Leave to a disagreement what it shows side by side, but for the statement that answers under its heading."""
    shown = {position.statement_ids for one in disputed for position in one.positions}
    first = {statement.heading: statement for statement in reversed(statements)}
    return tuple(s for s in statements if s.statement_ids not in shown or first[s.heading] is s)


def _each_once(statements: tuple[DraftStatement, ...]) -> tuple[DraftStatement, ...]:
    """Keep the first of statements with the same words."""
    return tuple({statement.text: statement for statement in reversed(statements)}.values())[::-1]
