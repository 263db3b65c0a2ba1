"""What goes into a draft besides the drafter's own statements, and when the drafter is not asked at all."""

from __future__ import annotations

from collections.abc import Iterable

from service.answering.case import Case
from service.answering.computed import lines_not_met
from service.answering.disputes import disputes
from service.answering.parts import lookups
from service.answering.stopwatch import Stopwatch
from service.answering.unsettled import corrections, gap_statements, open_parts
from service.answering.urgent import urgent
from service.domain.answer import Draft, DraftStatement
from service.domain.facts import Span
from service.domain.ports import Brief, Drafter, Hit, Part, Query, Retriever
from service.safety.shown import shown

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
    read = _spans(case)
    parts = _looked_up(open_parts(case), case, retriever, read)
    watch.lap("retrieve")
    first, figures, last = corrections(case), lines_not_met(case), gap_statements(case)
    most = MOST_STATEMENTS + MORE_PER_PART * (len(case.parts) - 1) - len(first) - len(figures) - len(last)
    made = drafter.draft(_brief(case, parts, most))
    return Draft(
        statements=_each_once((*first, *figures, *made.statements, *last)),
        not_addressed=tuple(dict.fromkeys((*(g.about for g in case.route.gaps), *made.not_addressed))),
        disagreements=(*disputes(case), *made.disagreements),
    )


def _spans(case: Case) -> tuple[Span, ...]:
    """Where in the question figures were read as facts of the patient."""
    return tuple(
        fact.span
        for fact in shown(case.facts, case.topic)
        if fact.origin == "question" and fact.span is not None and isinstance(fact.value, float | int)
    )


def _looked_up(texts: tuple[str, ...], case: Case, retriever: Retriever, read: tuple[Span, ...]) -> tuple[Part, ...]:
    """Look all parts up at once; what several look-ups of a part find counts by its best weighted score."""
    asked = [lookups(text, case.question, case.topic, read, judged=case.judged) for text in texts]
    queries = [Query(text=words, topic=case.topic.id) for part in asked for words, _weight in part]
    found = iter(retriever.retrieve(queries))
    return tuple(
        Part(text=text, hits=_best([_weighted(hit, weight) for _words, weight in part for hit in next(found)]))
        for text, part in zip(texts, asked, strict=True)
    )


def _best(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return each passage's best hit, best first."""
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.passage.id)
        if known is None or hit.score > known.score:
            best[hit.passage.id] = hit
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.passage.id)))


def _weighted(hit: Hit, weight: float) -> Hit:
    return Hit(passage=hit.passage, score=hit.score * weight, dense=hit.dense, lexical=hit.lexical)


def _brief(case: Case, parts: tuple[Part, ...], most: int) -> Brief:
    return Brief(
        question=case.question.text,
        audience=case.audience,
        topic=case.topic,
        facts=case.facts,
        assessment=case.assessment,
        hits=_best(hit for part in parts for hit in part.hits),
        parts=parts,
        most=most,
    )


def _each_once(statements: tuple[DraftStatement, ...]) -> tuple[DraftStatement, ...]:
    """Keep the first of statements with the same words."""
    return tuple({statement.text: statement for statement in reversed(statements)}.values())[::-1]
