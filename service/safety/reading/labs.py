"""Read laboratory results out of a text: values, multiples, words, upper limits and baselines, each with its span."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import LabFact, Problem, Said
from service.safety.reading.lab_drafts import Draft, Ledger
from service.safety.reading.lab_figures import Figures
from service.safety.reading.lab_order import of_the_past
from service.safety.reading.lab_tokens import (
    LIMIT_ENDS,
    amount_at,
    asks_meaning,
    bounded,
    broken,
    comparator_at,
    is_ratio,
    multiple_of,
    opens_limit,
    rejected,
    states_a_result,
)
from service.safety.reading.lines import compared_analytes
from service.safety.reading.scan import Scan
from service.safety.tokens import Kind, Token

#: An undated earlier figure above this many upper limits is taken for a result of the injury, not for a baseline.
_HIGHEST_BASELINE = 2.0


_BESIDE = frozenset("is are was were still slightly mildly bit well way gone going".split())


class LabReader:
    """One pass over the tokens with a little memory: which results wait for a figure, which limit is being given."""

    def __init__(self, scan: Scan, topic: Topic, prevailing: str | None) -> None:
        self.scan = scan
        self.topic = topic
        self.book = Ledger({a.id: a for a in topic.vocabulary.analytes}, compared_analytes(topic), prevailing)
        self.figures = Figures(scan, topic, self.book)
        self.listing: str | None = None
        """The kind of limit that a sentence lists for one analyte after the other."""

    def read(self) -> tuple[LabFact, ...]:
        """Read the text once, first token to last."""
        for i, token in enumerate(self.scan.tokens):
            self._take(i, token)
        self.figures.take_loose()
        self.book.give_to_named()
        return tuple(self._fact(d) for d in self.book.drafts if d.told)

    def placed(self) -> tuple[tuple[int, LabFact], ...]:
        """The results that have a figure, each with the token of its figure."""
        self.read()
        return tuple((d.figure, self._fact(d)) for d in self.book.drafts if d.figure is not None)

    def limits(self) -> tuple[LabFact, ...]:
        """The limits that were given apart from any result; read after `read`."""
        apart = (d for d in self.book.drafts if not d.measured and d.limits)
        return tuple(replace(self._fact(d), said=None, baseline_said=None) for d in apart)

    def clashes(self) -> tuple[Problem, ...]:
        """The limits that the text gave twice and differently; the stricter of them holds."""
        words = {"upper-limit": "upper limit of ", "baseline": "baseline "}
        return tuple(
            Problem(kind="conflict", what=words[kind] + d.analyte, read=self._fact(d).read)
            for d in self.book.drafts
            for kind in sorted(d.clashes)
        )

    # ------------------------------------------------------------------ one token
    def _take(self, i: int, token: Token) -> None:
        match token.kind:
            case Kind.PUNCT:
                self._punctuation(i, token)
            case Kind.ANALYTE:
                self._analyte(i, token)
            case Kind.PANEL:
                self._panel(i, token)
            case Kind.MULTIPLE:
                self._multiple(i, token)
            case Kind.NUMBER if i not in self.scan.used:
                self.figures.read(i, token)
            case _ if opens_limit(self.scan, i):
                self._limit(i, token)
            case Kind.QUALITY:
                self._quality(i, token)
            case Kind.WORD | Kind.NEGATOR if token.text.casefold() in LIMIT_ENDS and not rejected(self.scan, i + 1):
                self.figures.limit = None
            case _:
                return

    def _punctuation(self, i: int, token: Token) -> None:
        if token.text in ("(", "["):
            self.figures.depth += 1
        elif token.text in (")", "]"):
            self.figures.depth = max(0, self.figures.depth - 1)
            if not (self.scan.is_kind(i - 1, Kind.LIMIT) and self.scan.is_kind(i - 3, Kind.LIMIT)):
                self.figures.limit = None
        elif token.text[:1] in ".?!;\n":
            self.book.waiting, self.figures.limit, self.listing, self.figures.depth = [], None, None, 0
            self.book.give_to_named()

    def _analyte(self, i: int, token: Token) -> None:
        if is_ratio(self.scan, i):
            return
        if self.figures.limit == "baseline" and self.figures.limit_at < i - 3:
            self.figures.limit = None
        if self._takes_limit(i, token):
            self.figures.limit_of = [self.book.begin(token.id, i, self.figures.depth)]
            return
        self.figures.limit = None
        joined = self.book.waiting and self.scan.text(i - 1) in ("/", "and", ",", "&", "or")
        draft = self.book.begin(token.id, i, self.figures.depth)
        self.book.waiting = [*self.book.waiting, draft] if joined else [draft]
        before = self.figures.before(i)
        if before is not None and not self.figures.follow(i):
            self.figures.set_value(draft, before)

    def _takes_limit(self, i: int, token: Token) -> bool:
        """Whether the analyte at `i` is named for its limit: "ULN for it", "normal ranges: this <40, that <35"."""
        if self.figures.limit is not None and not any(self.scan.is_kind(j, Kind.NUMBER) for j in range(i - 2, i)):
            return True
        if self.listing is None:
            return False
        if self.listing == "baseline" and not self._falls_below(i, token.id):
            return False
        self.figures.limit, self.figures.limit_at = self.listing, i
        return True

    def _falls_below(self, i: int, analyte: str) -> bool:
        """Whether the figure after `i` is lower than a result that was read before: only then can it be a baseline."""
        known = self.book.earlier(analyte)
        after = next((self.scan.tokens[j] for j in range(i + 1, i + 4) if self.scan.is_kind(j, Kind.NUMBER)), None)
        if known is None or known.value is None or after is None:
            return False
        return (after.high or 0.0) < (known.value.high or 0.0)

    def _panel(self, i: int, token: Token) -> None:
        drafts = [self.book.begin(a, i, self.figures.depth) for a in self.topic.vocabulary.panels.get(token.id, ())]
        if self.figures.limit is not None:
            self.figures.limit_of = drafts
            return
        self.book.waiting += drafts
        if self.scan.is_kind(i - 1, Kind.QUALITY) and not self.scan.is_kind(i + 1, Kind.QUALITY):
            self._say(i - 1, i, self.book.waiting)

    def _limit(self, i: int, token: Token) -> None:
        gives = self.scan.text(i + 1) in ("of", "=", ":") and self.scan.is_kind(i + 2, Kind.NUMBER)
        if not gives and any(
            self.scan.is_kind(j, Kind.MULTIPLE) and i - j <= 4 and not broken(self.scan, j, i) for j in range(i - 4, i)
        ):
            return
        kind = "baseline" if token.id == "baseline" else "upper-limit"
        if kind == "baseline" and self._at_baseline(i):
            return
        self.figures.limit, self.figures.limit_at = kind, i
        own = self.book.waiting[-1:] if self.scan.is_kind(i - 1, Kind.ANALYTE) else []
        self.figures.limit_of = own
        plural = token.text.casefold().endswith("s")
        self.listing = kind if plural else ("baseline" if kind == "baseline" and not own else None)

    def _at_baseline(self, i: int) -> bool:
        """`22 at baseline`: the figure before it is the baseline, and none is announced; a word before it is read."""
        bracketed = self.scan.text(i - 1) == "(" and self.scan.text(i + 1) == ")"
        risen_from = self.scan.text(i - 2 - self.scan.is_kind(i - 1, Kind.UNIT)) == "from"
        if self.scan.text(i - 1) not in ("at", "as") and not bracketed and not risen_from:
            return False
        j = i - 2 + risen_from
        j -= self.scan.is_kind(j, Kind.UNIT)
        if not self.scan.is_kind(j, Kind.NUMBER):
            return self.scan.is_kind(j, Kind.QUALITY)
        target = next((d for d in self.book.drafts if d.value is not None and d.value == amount_at(self.scan, j)), None)
        if target is not None:
            target.value = None
            self.book.waiting = [target]
        else:
            target = self.book.last() or self.book.assumed(i, self.figures.depth)
        self.scan.used.add(j)
        target.limit("baseline", amount_at(self.scan, j))
        return True

    def _multiple(self, i: int, token: Token) -> None:
        kind = multiple_of(self.scan, i)
        if (token.form and kind is None) or not states_a_result(self.scan, i) or asks_meaning(self.scan, i):
            return
        of_a_panel = self.scan.is_kind(i - 1, Kind.PANEL) or self.scan.is_kind(i - 2, Kind.PANEL)
        drafts = self.book.waiting if of_a_panel else self.book.waiting[:1]
        if not drafts:
            drafts = [d for d in self.book.drafts if d.measured][-1:]
        if not drafts and (kind or self.book.prevailing):
            drafts = [self.book.assumed(i, self.figures.depth)]
        for draft in drafts:
            draft.times[kind or "upper-limit"] = bounded(token.low, token.high, comparator_at(self.scan, i), None)
            draft.end = max(draft.end, i)
            self.book.settled(draft)

    def _quality(self, i: int, token: Token) -> None:
        if self._of_something_else(i):
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
            self._say(i, i, self.book.waiting)
            self.book.waiting = [] if not self.figures.follow(i) else self.book.waiting
        elif last is not None and last.times and last.at in self.scan.sentence(i):
            self._say(i, i, [last])

    def _of_something_else(self, i: int) -> bool:
        """Whether the word at `i` belongs to a multiple or a limit, or is an "up" that no result stands beside."""
        if self.scan.is_kind(i + 1, Kind.LIMIT) or any(self.scan.is_kind(j, Kind.MULTIPLE) for j in (i - 1, i - 2)):
            return True
        beside = self.scan.is_kind(i - 1, Kind.ANALYTE, Kind.PANEL) or self.scan.text(i - 1) in _BESIDE
        return self.scan.text(i) == "up" and not beside

    def _say(self, i: int, end: int, drafts: list[Draft]) -> None:
        """The word at `i` describes the results; what follows `end` tells whether it is of now or of before."""
        if self.scan.asks_in_general(i):
            return
        said: Said = "normal" if self.scan.tokens[i].id == "normal" else "raised"
        if any(self.scan.is_kind(j, Kind.NEGATOR) for j in (i - 1, i - 2)):
            said = "raised" if said == "normal" else "normal"
        past = of_the_past(self.scan, end)
        for draft in drafts:
            if past:
                draft.baseline_said = said
            elif draft.value is None:
                draft.said = said
            draft.end = max(draft.end, i)

    def _fact(self, draft: Draft) -> LabFact:
        read = self.scan.read(draft.at, min(draft.end, len(self.scan.tokens) - 1))
        return LabFact(
            analyte=draft.analyte,
            read=read,
            value=draft.value,
            times_upper_limit=draft.times.get("upper-limit"),
            times_baseline=draft.times.get("baseline"),
            said=draft.said if draft.value is None else None,
            upper_limit=draft.limits.get("upper-limit"),
            baseline=draft.limits.get("baseline"),
            baseline_said=draft.baseline_said,
        )
