"""A model's words in place of quotations: each judged with those before it and told; what they leave out is quoted.

The draft that quotes stays the plan: it says which passages the answer rests on and in which order. A model only words
them. A passage whose figures or actions its words do not carry is quoted all the same, so that a model that fails costs
its wording and nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from service.answering.assembly import Numbering
from service.answering.case import Case
from service.answering.grounding import GROUNDING
from service.answering.plan import Section, sections_of, task
from service.answering.reviewing import Reviewed
from service.answering.shown_so_far import Shown
from service.answering.support import Reading, covers, misdeclared, reading, unsupported
from service.domain.answer import Change, DraftStatement, Outcome
from service.domain.ports import Entailment, Wording
from service.domain.told import Listener
from service.domain.wording import ModelUse, Worded

OMISSION = "omission"
#: So many answers are planned at a time, so that what models have written meanwhile is judged before more begins.
PLANNING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A model that words answers, and the second opinion on its words, where there is one."""

    wording: Wording
    entailment: Entailment | None = None
    planning: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(PLANNING), compare=False)
    """Held while an answer is planned: of the many that are under way, most wait for their model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a draft: the statements in the order in which they were told, numbered, and what a model took."""

    reviewed: Reviewed
    numbering: Numbering
    use: ModelUse | None = None


def worded(case: Case, plan: Reviewed, voice: Voice, listener: Listener) -> Made:
    """Let a model word an answer that passes as it is, and tell every statement once it may be shown.

    Raises:
        GoneError: the listener has gone.
    """
    telling = _Telling(case, plan, listener, voice.entailment)
    use: ModelUse | None = None
    for item in voice.wording.word(task(case, telling.sections), gone=lambda: listener.gone):
        if isinstance(item, ModelUse):
            use = item
        else:
            telling.take(item)
    if use is None:
        raise AssertionError("a wording ends by saying what it took")
    return Made(reviewed=telling.close(degraded=use.degraded is not None), numbering=telling.shown.numbering, use=use)


@dataclass(slots=True)
class _Progress:
    """How far the plan has been told, and what became of the model's words."""

    at: int = -1
    """The section that is open."""
    carried: dict[int, tuple[Reading, ...]] = field(default_factory=dict)
    """By passage, the statements of the model that rest on it."""
    refused: tuple[tuple[Change, tuple[int, ...]], ...] = ()
    filled: dict[int, Change] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    judged: int = 0
    """Statements of the model."""

    def copied(self) -> _Progress:
        """Return one that can go on by itself."""
        return replace(self, carried=dict(self.carried), filled=dict(self.filled))


class _Telling:
    """Goes through the plan as the model's words come in."""

    def __init__(self, case: Case, plan: Reviewed, listener: Listener, entailment: Entailment | None) -> None:
        self._case = case
        self._plan = plan
        self._entailment = entailment
        self._done = _Progress()
        self._alone = False
        self.sections = sections_of(case, plan.statements)
        self.shown = Shown(case, plan, listener)
        self._quotes = {n: quote for s in self.sections for n, quote in s.quotes.items()}

    def take(self, group: Sequence[Worded]) -> None:
        """Judge statements of the model that came at one time; tell them, or note why not."""

        def each() -> None:
            for worded in group:
                self._one(worded)

        self._together(each)

    def close(self, *, degraded: bool) -> Reviewed:
        """Tell what is left of the plan and what the whole owes, and return all that was told."""
        self._together(lambda: self._move_to(len(self.sections)))
        owed = self.shown.close()
        return Reviewed(
            statements=tuple(self.shown.kept),
            changes=(*self._plan.changes, *self._named(degraded=degraded), *self._done.changes, *owed.changes),
            checked=self._plan.checked + self._done.judged,
            failed=False,
        )

    def _together(self, work: Callable[[], None]) -> None:
        """Judge at once all that some work adds; where that does not pass, do the work anew, one by one."""
        before = self._done.copied()
        self._alone = False
        work()
        if self.shown.stands(self._rest):
            self.shown.tell()
            return
        self.shown.drop()
        self._done, self._alone = before, True
        work()

    def _one(self, worded: Worded) -> None:
        again = worded.attempt > 1 and all(self._covered(n) for n in worded.passages)
        if again or worded.text in {k.text for k in self.shown.kept}:
            return
        self._done.judged += 1
        quotes = [self._quotes[n] for n in worded.passages]
        candidate = DraftStatement(
            text=worded.text,
            passages=tuple(p for quote in quotes for p in quote.passages),
            origin="model",
            heading=quotes[0].heading,
            statement_ids=tuple(s for quote in quotes for s in quote.statement_ids),
        )
        said = reading(worded.text, self._case.topic)
        change = self._unborne(worded, said, quotes)
        if change is None:
            self._move_to(next(i for i, s in enumerate(self.sections) if worded.passages[0] in s.quotes))
            change = self._add(candidate)
        if change is not None:
            self._done.refused += ((change, worded.passages),)
            return
        for n in worded.passages:
            self._done.carried[n] = (*self._done.carried.get(n, ()), said)

    def _move_to(self, index: int) -> None:
        """Leave each section before `index` complete, and open those up to it."""
        while self._done.at < index:
            if self._done.at >= 0:
                self._fill(self.sections[self._done.at])
            self._done.at += 1
            if self._done.at < len(self.sections):
                for statement in self.sections[self._done.at].fixed:
                    self._offer(statement)

    def _fill(self, section: Section) -> None:
        """Quote the passages of a section that no words of the model carry."""
        for n, quote in section.quotes.items():
            if not self._covered(n) and self._offer(quote):
                self._done.filled[n] = Change(
                    statement=quote.text, rule=OMISSION, reason="the draft does not carry this passage", outcome="added"
                )

    def _covered(self, n: int) -> bool:
        return covers(self._done.carried.get(n, ()), self._quotes[n].text, self._case.topic)

    def _offer(self, statement: DraftStatement) -> bool:
        """Add a statement of the plan if it may be shown; say whether it was."""
        change = self._add(statement)
        self._done.changes += (change,) if change is not None else ()
        return change is None

    def _add(self, candidate: DraftStatement) -> Change | None:
        return self.shown.admit(candidate, self._rest) if self._alone else self.shown.join(candidate)

    def _rest(self) -> list[DraftStatement]:
        """What of the plan is told in any case, as far as the model's words do not carry it."""
        rest: list[DraftStatement] = []
        for i, section in enumerate(self.sections[max(self._done.at, 0) :], start=max(self._done.at, 0)):
            rest += section.fixed if i > self._done.at else ()
            rest += (quote for n, quote in section.quotes.items() if not self._covered(n))
        return rest

    def _unborne(self, worded: Worded, said: Reading, quotes: Sequence[DraftStatement]) -> Change | None:
        """Why the words are not those of the passages; the readers of the core first, a model's opinion last."""
        texts = [quote.text for quote in quotes]
        reason = misdeclared(said, worded.claims) or unsupported(said, texts, self._case.topic)
        if reason is None and self._entailment is not None:
            held = self._entailment.entails(" ".join(texts), worded.text)
            reason = None if held else "the passages it cites do not entail it"
        if reason is None:
            return None
        return Change(statement=worded.text, rule=GROUNDING, reason=reason, outcome="removed")

    def _named(self, *, degraded: bool) -> Iterator[Change]:
        """What became of the model's words, and which passages it left out.

        A statement that was refused was replaced where one of its passages is quoted instead. When the model broke off,
        what it did not come to is no omission of its own.
        """
        replaced: set[int] = set()
        for change, passages in self._done.refused:
            instead = [n for n in passages if n in self._done.filled]
            replaced.update(instead)
            outcome: Outcome = "replaced" if instead else "removed"
            yield replace(change, outcome=outcome)
        if not degraded:
            yield from (change for n, change in self._done.filled.items() if n not in replaced)
