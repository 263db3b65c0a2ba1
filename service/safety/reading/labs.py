"""Read laboratory results out of a text: values, multiples, words, upper limits and baselines, each with its span."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import LabFact, Problem
from service.safety.reading.lab_clashes import at_one_time
from service.safety.reading.lab_days import by_day
from service.safety.reading.lab_drafts import Draft, Ledger
from service.safety.reading.lab_figures import Figures
from service.safety.reading.lab_multiples import Multiples
from service.safety.reading.lab_tokens import (
    LIMIT_ENDS,
    RANGE_WORDS,
    amount_at,
    broken,
    is_ratio,
    lists_names,
    opens_limit,
    rejected,
)
from service.safety.reading.lab_words import Words
from service.safety.reading.scan import Scan
from service.safety.rules.lines import compared_analytes, falling_analytes
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token

_TO_A_FIGURE = frozenset("of to up at ~ : = ( about around was is".split()) | {"up to"}
_OF_NOW = frozenset(("now", "today", "currently"))

#: What the reader stops at; a symptom may be one that is measured.
_OF_RESULTS = cue(
    LIMIT_ENDS | RANGE_WORDS,
    kinds=(Kind.PUNCT, Kind.ANALYTE, Kind.PANEL, Kind.SYMPTOM, Kind.MULTIPLE, Kind.NUMBER, Kind.LIMIT, Kind.QUALITY),
    ids=("raise",),
)


class LabReader:
    """One pass over the tokens with a little memory: which results wait for a figure, which limit is being given."""

    def __init__(self, scan: Scan, topic: Topic, prevailing: str | None) -> None:
        self.scan = scan
        self.topic = topic
        self.book = Ledger({a.id: a for a in topic.vocabulary.analytes}, compared_analytes(topic), prevailing)
        self.figures = Figures(scan, topic, self.book)
        self.words = Words(scan, self.book, self.figures)
        self.multiples = Multiples(scan, self.book, self.figures, self.words)
        self.measured = {s.id: s.measured_as for s in topic.vocabulary.symptoms if s.measured_as is not None}
        self.twice: tuple[Draft, ...] = ()
        """Results that contradict another one of the same time."""
        self.listing: str | None = None
        """The kind of limit that a sentence lists for one analyte after the other."""

    def read(self) -> tuple[LabFact, ...]:
        """Read the text once, first token to last."""
        for i in line_of(self.scan.tokens).places(_OF_RESULTS):
            self._take(i, self.scan.tokens[i])
        self.figures.take_loose()
        self.book.give_to_named()
        self.book.give_starts()
        self.book.drafts = by_day(self.scan, self.book.drafts)
        self.twice = at_one_time(self.scan, self.book.drafts, falling_analytes(self.topic))
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
        """The limits, and the results of one time, that the text gave twice and differently; the worse holds."""
        words = {"upper-limit": "upper limit of ", "baseline": "baseline "}
        limits = (
            Problem(kind="conflict", what=words[kind] + d.analyte, read=self._fact(d).read)
            for d in self.book.drafts
            for kind in sorted(d.clashes)
        )
        figures = [(d.analyte, d.figure) for d in self.twice if d.figure is not None]
        results = (Problem(kind="conflict", what=name, read=self.scan.read(at, at)) for name, at in figures)
        return (*limits, *results)

    def _take(self, i: int, token: Token) -> None:
        match token.kind:
            case Kind.PUNCT:
                self._punctuation(i, token)
            case Kind.ANALYTE:
                self._analyte(i, token)
            case Kind.PANEL:
                self._panel(i, token)
            case Kind.SYMPTOM if token.id in self.measured and self._figure_behind(i):
                self._analyte(i, token._replace(id=self.measured[token.id]))
            case Kind.MULTIPLE:
                self.multiples.read(i, token)
            case Kind.NUMBER if i not in self.scan.used:
                self.figures.read(i, token)
            case _ if opens_limit(self.scan, i):
                self._limit(i, token)
            case Kind.QUALITY:
                self.words.quality(i, token)
            case _:
                self._word(i, token)

    def _word(self, i: int, token: Token) -> None:
        if token.kind is Kind.VERB and token.id == "raise" and self.book.waiting and not self.figures.follow(i):
            self.words.risen(i)
        ends = token.kind in (Kind.WORD, Kind.NEGATOR) and token.text.casefold() in LIMIT_ENDS
        if ends and not rejected(self.scan, i + 1):
            self.figures.limit = None
            self.listing = None if token.text.casefold() in _OF_NOW else self.listing

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
        draft.beside = self.scan.text(i - 1) == "/"
        self.book.waiting = [*self.book.waiting, draft] if joined else [draft]
        before = self.figures.before(i)
        if before is not None and not self.figures.follow(i):
            self.figures.set_value(draft, before)
        elif self.scan.is_kind(i - 1, Kind.QUALITY) and not self.words.described(i):
            self.words.say(i - 1, i, [draft])

    def _figure_behind(self, i: int) -> bool:
        """Whether the figure of a sign stands right behind its name: "fever 39.2", "fever of 39"."""
        j = next((j for j in range(i + 1, i + 4) if self.scan.text(j) not in _TO_A_FIGURE), i + 1)
        return self.scan.is_kind(j, Kind.NUMBER) and j not in self.scan.used and self.figures.follow(i)

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
        self.book.waiting = drafts if self.words.of_the_next(i - 1) else [*self.book.waiting, *drafts]
        if self.scan.is_kind(i - 1, Kind.QUALITY) and not self.scan.is_kind(i + 1, Kind.QUALITY):
            self.words.say(i - 1, i, self.book.waiting)

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
        self.listing = kind if lists_names(self.scan, i) else ("baseline" if kind == "baseline" and not own else None)

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
