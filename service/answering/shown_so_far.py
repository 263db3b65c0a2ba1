"""The statements of an answer that have been told, and those about to be: judged together, then told in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from service.answering.assembly import Numbering, cite_findings
from service.answering.audience import for_audience
from service.answering.case import Case
from service.answering.grounding import GROUNDING, ground
from service.answering.reviewing import Reviewed, review
from service.answering.sections import in_order
from service.domain.answer import AnswerStatement, Change, DraftStatement
from service.domain.told import Listener, Said, SectionOpened

Rest = Callable[[], Sequence[DraftStatement]]


class Shown:
    """What has been told cannot be taken back: nothing joins it that does not pass together with all of it.

    What the rules demand may still be to come: `rest` is what will be told in any case if nothing else is, and what has
    been told passes with it.
    """

    def __init__(self, case: Case, plan: Reviewed, listener: Listener) -> None:
        self._case = case
        self._listener = listener
        self._judged = (list(plan.statements), plan)
        self._headings: list[str] = []
        self._told = 0
        self.kept: list[DraftStatement] = []
        """All statements so far, those not told yet included."""
        self.numbering = Numbering()
        cite_findings(for_audience(case.assessment, case.audience, case.topic).findings, case.topic, self.numbering)

    def join(self, candidate: DraftStatement) -> Change | None:
        """Put a statement behind the others, to be judged with them by `stands`; return why it rests on nothing."""
        _, loose = ground([candidate], self._case.topic, self._case.assessment)
        if loose:
            return loose[0]
        self.kept.append(candidate)
        return None

    def admit(self, candidate: DraftStatement, rest: Rest) -> Change | None:
        """Judge one statement with those before it and tell it; return why it may not be shown."""
        change = self.join(candidate)
        if change is not None:
            return change
        if not self.stands(rest):
            after = self._judge(self.kept)
            self.kept.pop()
            return _why(candidate, after)
        self.tell()
        return None

    def stands(self, rest: Rest) -> bool:
        """Return whether all statements so far pass together: as they are, or with what will be told in any case."""
        return self._told == len(self.kept) or self._passes(self.kept) or self._passes([*self.kept, *rest()])

    def drop(self) -> None:
        """Let go of what has not been told."""
        del self.kept[self._told :]

    def tell(self) -> None:
        """Tell what has passed and has not been told."""
        for statement in self.kept[self._told :]:
            self._tell(statement)
        self._told = len(self.kept)

    def close(self) -> Reviewed:
        """Tell what the whole owes, in the words of the rules that call for it; return what was told."""
        whole = self._judge(self.kept)
        self.kept += whole.statements[len(self.kept) :]
        self.tell()
        return whole

    def _passes(self, statements: list[DraftStatement]) -> bool:
        """Whether a review leaves every statement where it is; what the whole owes may stand behind them."""
        after = self._judge(statements)
        return not after.failed and after.statements[: len(statements)] == tuple(statements)

    def _judge(self, statements: list[DraftStatement]) -> Reviewed:
        """Judge statements together, unless the same were judged last."""
        if self._judged[0] != statements:
            case = self._case
            found = review(
                statements, topic=case.topic, facts=case.facts, assessment=case.assessment, audience=case.audience
            )
            self._judged = (list(statements), found)
        return self._judged[1]

    def _tell(self, statement: DraftStatement) -> None:
        if statement.heading not in self._headings:
            self._headings = in_order([*self._headings, statement.heading], stop_first=self._case.stopped)
            place = self._headings.index(statement.heading)
            self._listener.hear(SectionOpened(index=place, heading=statement.heading))
        shown = AnswerStatement(
            text=statement.text, citations=self.numbering.cite(statement.passages), origin=statement.origin
        )
        self._listener.hear(Said(section=self._headings.index(statement.heading), statement=shown))


def _why(candidate: DraftStatement, after: Reviewed) -> Change:
    """What speaks against a statement, which may be that it makes one before it unsafe."""
    first = next((c for c in after.changes if c.outcome != "added"), None) or next(iter(after.changes), None)
    rule, reason = (first.rule, first.reason) if first is not None else (GROUNDING, "the answer does not pass with it")
    return Change(statement=candidate.text, rule=rule, reason=reason, outcome="removed")
