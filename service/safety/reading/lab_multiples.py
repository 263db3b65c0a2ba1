"""Results told as a multiple: "3 x ULN", "doubled", "4-fold"."""

from __future__ import annotations

from service.safety.reading.lab_drafts import Ledger
from service.safety.reading.lab_figures import Figures
from service.safety.reading.lab_tokens import asks_meaning, bounded, comparator_at, multiple_of, states_a_result
from service.safety.reading.lab_words import Words
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind, Token

_MULTIPLIED = frozenset("doubled tripled trebled quadrupled".split())


class Multiples:
    """Decides which results a multiple is said of."""

    def __init__(self, scan: Scan, book: Ledger, figures: Figures, words: Words) -> None:
        self.scan = scan
        self.book = book
        self.figures = figures
        self.words = words

    def read(self, i: int, token: Token) -> None:
        """Give the multiple at `i` to the results that it is said of."""
        kind = multiple_of(self.scan, i)
        if kind is None and token.text.casefold() in _MULTIPLIED and not self.figures.follow(i):
            self.words.say(i, i, self.book.waiting)
            return
        if (token.form and kind is None) or not states_a_result(self.scan, i) or asks_meaning(self.scan, i):
            return
        of_a_panel = self.scan.is_kind(i - 1, Kind.PANEL) or self.scan.is_kind(i - 2, Kind.PANEL)
        drafts = self.book.waiting if of_a_panel else self.book.waiting[:1]
        if not drafts:
            measured = [d for d in self.book.drafts if d.measured]
            drafts = [*measured[-1:], *(d for d in measured if d.said != "normal")][-1:]
        if not drafts and (kind or self.book.prevailing):
            drafts = [self.book.assumed(i, self.figures.depth)]
        for draft in drafts:
            draft.times[kind or "upper-limit"] = bounded(token.low, token.high, comparator_at(self.scan, i), None)
            draft.end = max(draft.end, i)
            self.book.settled(draft)
