"""Walk over the tokens of one text: sentences, clauses, what stands before and after, what is used up already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.domain.facts import Origin, Read
from service.safety.text.tokens import Kind, Lexed, Token

_SENTENCE_ENDS = frozenset(".?!;\n")
#: A run of words without an end is cut after this many tokens, so that no text can make the readers slow.
_LONGEST = 150
#: A word is told from others by so many of its first letters, so that no word can take up room by its length.
LONGEST_BEGINNING = 24
_ASKING = frozenset("what which why how when".split())
#: "These raised tests", "how urgent is it": a case is spoken of.
_POINTING = frozenset("these those this".split())
PRESSING = frozenset("urgent urgently serious worried worrying worrisome concerned".split())
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",:()")


@dataclass(slots=True)
class Scan:
    """The tokens of a text with the set of those that a reader has used, so that no figure is read twice."""

    lexed: Lexed
    origin: Origin
    used: set[int] = field(default_factory=set)
    tokens: Sequence[Token] = field(init=False)
    """All tokens of the text."""
    _texts: list[str] = field(init=False)
    _sentences: list[range] = field(init=False)
    _clauses: list[range] = field(init=False)
    _beginnings: dict[range, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Fold every word once: the readers ask for them thousands of times."""
        self.tokens = self.lexed.tokens
        self._texts = [token.text.casefold() for token in self.tokens]
        self._sentences = self._stretches(_SENTENCE_ENDS)
        self._clauses = self._stretches(_CLAUSE_ENDS)

    def _stretches(self, ends: frozenset[str]) -> list[range]:
        """For each token the stretch that it stands in; a token that ends a stretch belongs to the one before it."""
        found: list[range] = []
        start, size = 0, len(self.tokens)
        ended = (i for i, t in enumerate(self.tokens) if t.kind is Kind.PUNCT and t.text[:1] in ends)
        for end in (*ended, size):
            while end - start > _LONGEST:
                found += [range(start, start + _LONGEST)] * _LONGEST
                start += _LONGEST
            found += [range(start, end)] * (end - start + (end < size))
            start = end + 1
        return found

    def _ends(self, i: int, ends: frozenset[str]) -> bool:
        token = self.token(i)
        return token is not None and token.kind is Kind.PUNCT and token.text[:1] in ends

    def token(self, i: int) -> Token | None:
        """Token `i`, or None beyond either end."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def is_kind(self, i: int, *kinds: Kind) -> bool:
        """Whether token `i` is one of the kinds; never beyond either end."""
        return 0 <= i < len(self._texts) and self.tokens[i].kind in kinds

    def text(self, i: int) -> str:
        """The word of token `i` in lower case; empty beyond either end."""
        return self._texts[i] if 0 <= i < len(self._texts) else ""

    def texts(self, stretch: range) -> Sequence[str]:
        """The words of a stretch in lower case, in their order."""
        return self._texts[stretch.start : stretch.stop]

    def beginnings(self, stretch: range) -> frozenset[str]:
        """What the words of a stretch begin with, by one letter and more; a token of several words counts as each."""
        known = self._beginnings.get(stretch)
        if known is None:
            said = {form for text in self.texts(stretch) for form in (text, *text.split())}
            known = frozenset(word[:size] for word in said for size in range(1, min(len(word), LONGEST_BEGINNING) + 1))
            self._beginnings[stretch] = known
        return known

    def read(self, start: int, end: int) -> Read:
        """Where the tokens from `start` to `end` (inclusive) stood, in the words of the original."""
        low, high = self.lexed.original_span(self.tokens[start : end + 1])
        return Read(origin=self.origin, as_given=self.lexed.original[low:high], span=(low, high))

    def sentence(self, i: int) -> range:
        """The indexes of the sentence that holds token `i`."""
        return self._sentences[i] if i < len(self._sentences) else range(i, i)

    def clause(self, i: int) -> range:
        """The indexes of the clause that holds token `i`."""
        return self._clauses[i] if i < len(self._clauses) else range(i, i)

    def sentences(self) -> Iterator[range]:
        """Every sentence, as indexes of its tokens."""
        start = 0
        while start < len(self.tokens):
            stretch = self.sentence(start)
            yield stretch
            start = max(stretch.stop + self._ends(stretch.stop, _SENTENCE_ENDS), start + 1)

    def asks_in_general(self, i: int) -> bool:
        """Whether token `i` stands in a question for the rule ("what other causes of raised LFTs"), not in a case."""
        sentence = self.sentence(i)
        before = {self.text(j) for j in sentence if j < i}
        if before & _POINTING or {self.text(j) for j in sentence if j > i} & PRESSING or before & PRESSING:
            return False
        of_a_case = any(
            self.is_kind(j, Kind.NUMBER) or (self.is_kind(j, Kind.PRONOUN) and self.tokens[j].id == "patient")
            for j in sentence
        )
        return bool(before & _ASKING) and not of_a_case and self.text(sentence.stop) == "?"

    def words(self, stretch: range) -> frozenset[str]:
        """The words of a stretch in lower case."""
        return frozenset(self._texts[max(stretch.start, 0) : stretch.stop])


def in_order(token: Token) -> tuple[float, float]:
    """The two ends of "A to B" as they were written: from A to B, even when B is smaller."""
    low, high = token.low or 0.0, token.high or 0.0
    return (high, low) if token.form.endswith("-down") else (low, high)


def glued(scan: Scan, i: int) -> bool:
    """Whether a figure is the tail of a name ("gene15"): letters stand right before it that are no unit or sign."""
    start = scan.tokens[i].start
    before = scan.token(i - 1)
    return before is not None and before.end == start and before.kind is Kind.WORD and len(before.text) > 2


def is_duration(scan: Scan, i: int) -> bool:
    """Whether the figure and the unit after it are a time: "4 weeks", "6d", but not the "223 d" of "223 d6"."""
    unit = scan.token(i + 1)
    if unit is None or unit.kind is not Kind.TIMEUNIT:
        return False
    if len(unit.text) > 1:
        return True
    after = scan.token(i + 2)
    if after is not None and (after.kind is Kind.LIMIT or (after.kind is Kind.NUMBER and after.start == unit.end)):
        return False
    return unit.start == scan.tokens[i].end or not scan.is_kind(i - 1, Kind.ANALYTE)


def counts_a_day(scan: Scan, j: int) -> bool:
    """Whether a day is counted at token `j`: "day 9", "d9"."""
    token = scan.token(j)
    named = scan.text(j) in ("day", "d") or (token is not None and token.kind is Kind.TIMEUNIT and token.id == "day")
    return named and scan.is_kind(j + 1, Kind.NUMBER) and not scan.is_kind(j - 1, Kind.NUMBER)


def list_numbers(scan: Scan) -> frozenset[int]:
    """The figures that only count the parts of a question: 1, 2, 3 in a row, "(1)", "2)"."""
    small = [
        i for i, t in enumerate(scan.tokens) if t.kind is Kind.NUMBER and t.low == t.high and t.low in range(1, 12)
    ]
    marked = [
        i
        for i in small
        if scan.text(i + 1) in (")", ".") or not scan.is_kind(i + 1, Kind.UNIT, Kind.TIMEUNIT, Kind.LIMIT)
    ]
    run: list[int] = []
    for i in marked:
        if scan.tokens[i].low == len(run) + 1:
            run.append(i)
    return (
        frozenset(run)
        if len(run) >= 3 or (len(run) == 2 and all(scan.text(i + 1) == ")" for i in run))
        else frozenset()
    )
