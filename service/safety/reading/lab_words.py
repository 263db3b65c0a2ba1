"""Words that describe laboratory results: normal, raised, gone up; of now or of before, of a patient or in general."""

from __future__ import annotations

from service.domain.facts import Said
from service.safety.reading.lab_drafts import Draft, Ledger
from service.safety.reading.lab_figures import Figures
from service.safety.reading.lab_led import GENERAL
from service.safety.reading.lab_order import of_the_past
from service.safety.reading.scan import PRESSING, Scan
from service.safety.text.tokens import Kind, Token

_BESIDE = frozenset(
    "is are was were still slightly mildly bit well way gone going went go creeping shot came come".split()
)
_OF_A_CASE = frozenset("he she his her my i we our this these patient pt has had".split())
_OF_OTHERS = frozenset("else rest other others everything feels feel feeling looks tests bloods labs".split())
#: What may stand between a denial and the "raised" that it denies.
_DEGREES = frozenset(
    "longer be been being very really too so that much at all yet even ever particularly especially significantly "
    "markedly massively hugely overly any more the is are was were a an got gone".split()
)
_IN_GENERAL = frozenset("of for a an any no".split())
#: What may stand between a result and the word for another one: "a raised A with a normal B".
_ANOTHER = frozenset("with but and while despite plus yet , ; &".split())


class Words:
    """Gives the results that wait for it what a word says of them."""

    def __init__(self, scan: Scan, book: Ledger, figures: Figures) -> None:
        self.scan = scan
        self.book = book
        self.figures = figures

    def quality(self, i: int, token: Token) -> None:
        """Give the word at `i` to the limit that waits for one, else to the results that wait."""
        if self._of_something_else(i) or self._ordered(i) or self.of_the_next(i):
            return
        if self.figures.limit == "baseline":
            if not self.figures.follow(i):
                last = self.book.last()
                for target in self.figures.limit_of or [last or self.book.assumed(i, self.figures.depth)]:
                    target.baseline_said = "normal" if token.id == "normal" else "raised"
                self.figures.limit = None
            return
        last = self.book.last()
        if self.book.waiting:
            self.say(i, i, self.book.waiting)
            self.book.waiting = [] if not self.figures.follow(i) else self.book.waiting
        elif last is not None and last.value is not None and self._of_now(i):
            self.say(i, i, [self.book.begin(last.analyte, i, self.figures.depth)])
        elif last is not None and last.times and last.at in self.scan.sentence(i):
            self.say(i, i, [last])

    def _of_now(self, i: int) -> bool:
        """`Was 510 last month and is normal now`: a later result in a word, of the name that had a figure before."""
        near = range(max(self.scan.sentence(i).start, i - 1), min(self.scan.sentence(i).stop, i + 2))
        clause = self.scan.words(range(max(self.scan.clause(i).start, i - 5), i))
        return bool(self.scan.words(near) & {"now", "today", "currently"}) and not clause & _OF_OTHERS

    def risen(self, i: int) -> None:
        """`The tests went up`: said to be raised, unless the rule is asked for or the clause only supposes it."""
        past = self.scan.tokens[i].form == "past" and self.scan.is_kind(i - 1, Kind.ANALYTE, Kind.PANEL)
        if past and not self.scan.words(range(self.scan.sentence(i).start, i)) & GENERAL:
            self.say(i, i, self.book.waiting)
            self.book.waiting = []

    def _ordered(self, i: int) -> bool:
        """`Treat it as normal`: what somebody wants a result to be taken for."""
        return self.scan.text(i - 1) == "as" and bool(
            {self.scan.text(j) for j in range(i - 6, i)} & {"treat", "count", "regard", "consider", "take", "read"}
        )

    def _of_something_else(self, i: int) -> bool:
        """Whether the word at `i` belongs to a multiple or a limit, or is an "up" that no result stands beside."""
        if self.scan.is_kind(i + 1, Kind.LIMIT) or any(self.scan.is_kind(j, Kind.MULTIPLE) for j in (i - 1, i - 2)):
            return True
        beside = self.scan.is_kind(i - 1, Kind.ANALYTE, Kind.PANEL) or self.scan.text(i - 1) in _BESIDE
        return self.scan.text(i) == "up" and not beside

    def say(self, i: int, end: int, drafts: list[Draft]) -> None:
        """The word at `i` describes the results; what follows `end` tells whether it is of now or of before."""
        if self.scan.asks_in_general(i):
            return
        said: Said = "normal" if self.scan.tokens[i].id == "normal" else "raised"
        if self._denied(i, said):
            said = "raised" if said == "normal" else "normal"
        past = of_the_past(self.scan, end)
        for draft in self._meant(drafts) if said == "raised" else drafts:
            if past:
                draft.baseline_said = said
            elif draft.value is None:
                draft.said = said
            draft.end = max(draft.end, i)

    def _denied(self, i: int, said: Said) -> bool:
        """Whether the word at `i` is denied; "cannot pin raised tests on it" denies the verb, and not that they are."""
        links = said == "normal" or self.scan.text(i - 1) in _DEGREES
        return self.scan.is_kind(i - 1, Kind.NEGATOR) or (links and self.scan.is_kind(i - 2, Kind.NEGATOR))

    def _meant(self, drafts: list[Draft]) -> list[Draft]:
        """Raised "liver tests" are raised in what their rules compare with a baseline; the rest stays unknown."""
        main = [d for d in drafts if d.analyte in self.book.compared["baseline"]]
        of_a_panel = len({d.at for d in drafts}) == 1 and len(drafts) > 1
        return main if of_a_panel and main else drafts

    def of_the_next(self, i: int) -> bool:
        """Whether the word at `i` describes the name behind it and not the one before ("A, normal B")."""
        if not self.scan.is_kind(i, Kind.QUALITY) or self.scan.text(i - 1) not in _ANOTHER:
            return False
        return self.scan.is_kind(i + 1, Kind.ANALYTE, Kind.PANEL)

    def described(self, i: int) -> bool:
        """Whether a figure or a word of its own follows the name at `i`, or the word before it is another's."""
        opens = i - 1 == self.scan.clause(i).start or self.scan.is_kind(i - 2, Kind.PUNCT)
        words = self.scan.words(self.scan.sentence(i))
        if self.scan.text(i - 2) in _IN_GENERAL and not words & PRESSING:
            return True
        if not (opens or words & _OF_A_CASE or words & PRESSING):
            return True
        behind = [j for j in (i + 1, i + 2) if self.scan.is_kind(j, Kind.QUALITY, Kind.MULTIPLE)]
        after = any(not self.of_the_next(j) for j in behind)
        return after or self.figures.follow(i) or self.scan.is_kind(i - 2, Kind.ANALYTE, Kind.PANEL, Kind.LIMIT)
