"""Text to tokens: the one place where letters and digits become figures, names and operators.

Names come from the topic's vocabulary, grammar from the closed lists of the lexicon. What neither knows stays a WORD,
so that coverage can see it. Time is linear in the text: one pass, dictionary look-ups, patterns without nesting.
"""

from __future__ import annotations

from collections.abc import Set

from corpus.model import Vocabulary
from service.safety import lexicon, measures
from service.safety.amounts import read_frequency, read_multiple
from service.safety.dates import find_dates, is_year
from service.safety.normalise import normalise
from service.safety.number_words import NUMBER_WORDS
from service.safety.numerals import read_number
from service.safety.once import once_for_each
from service.safety.phrasebook import NAMED, SHORT_WORDS, Meaning, Phrases, cut, grammar, match_phrase, names_in, pieces
from service.safety.spelling import Speller
from service.safety.tokens import Kind, Lexed, Raw, Token
from service.safety.units_written import UnitReader
from service.safety.wordlist import words

__all__ = ["Kind", "Lexed", "Lexer", "Token", "lex", "lexer_for"]


#: A fixed budget of work: what lies beyond is one token `UNREAD`, which nothing that judges a text may pass over.
MAX_PIECES = 3000
UNREAD = "unread"
_FIGURE_STARTS = (
    NUMBER_WORDS | frozenset(measures.TIME_UNITS) | words("per each every q at in into as once twice thrice × / % °")
)


#: Parts of the day that head an amount ("morning: 50 mg").
_PART_WORDS = frozenset(("morning", "noon", "afternoon", "evening", "night", "bedtime", "breakfast", "lunch", "dinner"))


class Lexer:
    """Reads texts with the names of one vocabulary; made once per vocabulary, holds no state of any text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases: Phrases = {}
        names: dict[str, Meaning] = {}
        known = grammar()
        for parts, meaning in known.items():
            self._phrases.setdefault(parts[0], []).append((parts, meaning, ""))
        for name, meaning in names_in(vocabulary):
            parts = pieces(normalise(name).text)
            if not parts:
                continue
            exact = name if len(parts) == 1 and parts[0] in SHORT_WORDS else ""
            self._phrases.setdefault(parts[0], []).append((parts, meaning, exact))
            spelled = meaning.kind in (Kind.DRUG, Kind.ANALYTE) or (meaning.kind is Kind.SYMPTOM and len(parts[0]) >= 8)
            if len(parts) == 1 and spelled:
                names.setdefault(parts[0], meaning)
        for listed in self._phrases.values():
            # The longest phrase first; of two as long, the vocabulary's.
            listed.sort(key=lambda entry: (-len(entry[0]), entry[1].kind not in NAMED))
        groups = {g + ending for d in vocabulary.drugs for g in d.groups for ending in ("", "s")}
        self._speller = Speller(names, (*(w[0] for w in known if len(w) == 1), *groups))
        self._heads = {
            n[:k] for n, m in names.items() if m.kind is Kind.DRUG and len(n) >= 8 for k in range(3, len(n) - 2)
        }
        tested = (Kind.ANALYTE, Kind.PANEL)
        self._tested = _TESTED | {p for n, m in names_in(vocabulary) if m.kind in tested for p in pieces(n.lower())[:1]}
        self._whole = {n: m for n, m in names.items() if m.kind is Kind.DRUG and len(n) >= 8}
        self._units = UnitReader(vocabulary.units)
        self._starts = _FIGURE_STARTS | self._units.starts

    def __call__(self, text: str) -> Lexed:
        """Tokens of `text`; never raises, and every visible character is in a token."""
        normalised = normalise(text)
        return Lexed(original=text, normalised=normalised, tokens=tuple(self._tokens(normalised.text)))

    def _tokens(self, text: str) -> list[Token]:
        raw = cut(text)
        if len(raw) > MAX_PIECES:
            unread = Token(Kind.WORD, "", raw[MAX_PIECES].start, raw[-1].end, UNREAD)
            return [*self._read(text, raw[:MAX_PIECES]), unread]
        return self._read(text, raw)

    def _read(self, text: str, raw: list[Raw]) -> list[Token]:
        dates = find_dates(text)
        tokens: list[Token] = []
        i, size = 0, len(raw)
        while i < size:
            token, j = self._next(text, raw, i, tokens, dates)
            tokens.append(token)
            i = max(j, i + 1)
        return tokens

    def _next(
        self, text: str, raw: list[Raw], i: int, tokens: list[Token], dates: dict[int, tuple[int, str]]
    ) -> tuple[Token, int]:
        piece = raw[i]
        if piece.sort == "l":
            return Token(Kind.PUNCT, "\n", piece.start, piece.end, "\n"), i + 1
        if piece.start in dates:
            end, name = dates[piece.start]
            return Token(Kind.DATE, text[piece.start : end], piece.start, end, name), _after(raw, i, end)
        named = self._phrase(raw, i, tokens)
        if named is not None and named[0].kind in NAMED:
            return named
        if piece.sort == "n" or piece.lower in self._starts:
            read = self._figure(text, raw, i, tokens)
            if read is not None and (named is None or read[0].kind is Kind.FREQUENCY or read[1] >= named[1]):
                return read
        if named is not None:
            return named
        return self._plain(raw, i, tokens)

    def _figure(self, text: str, raw: list[Raw], i: int, tokens: list[Token]) -> tuple[Token, int] | None:
        before = tokens[-1] if tokens else None
        frequency = read_frequency(raw, i, before)
        if frequency is not None:
            name, low, high, j = frequency
            return _made(Kind.FREQUENCY, text, raw, i, j, name, low, high), j
        unit = self._units(text, raw, i, before)
        if unit is not None:
            return _made(Kind.UNIT, text, raw, i, unit[1], unit[0]), unit[1]
        multiple = read_multiple(raw, i)
        if multiple is not None:
            low, high, j, form = multiple
            return _made(Kind.MULTIPLE, text, raw, i, j, "times", low, high)._replace(form=form), j
        if (before is not None and before.kind is Kind.NUMBER) or (before is not None and before.text == "/"):
            days = measures.TIME_UNITS.get(raw[i].lower)
            if days is not None:
                return _made(Kind.TIMEUNIT, text, raw, i, i + 1, days[0], days[1], days[1]), i + 1
        number = read_number(raw, i)
        if number is None:
            if raw[i].sort == "n":
                return _made(Kind.DATE, text, raw, i, i + 1, "section"), i + 1
            return None
        if is_year(raw, i, number.next) and not _of_a_result(raw, i, tokens):
            return _made(Kind.DATE, text, raw, i, number.next, "year"), number.next
        low, high = number.readings[0]
        token = _made(Kind.NUMBER, text, raw, i, number.next, "", low, high)
        return token._replace(readings=number.readings, form=number.form), number.next

    def _phrase(self, raw: list[Raw], i: int, tokens: list[Token]) -> tuple[Token, int] | None:
        first = raw[i].lower
        listed = self._phrases.get(first)
        if listed is None and first.endswith("'s"):
            listed = self._phrases.get(first[:-2])
        if listed is None and first.endswith("s") and len(first) > 4:
            listed = [e for e in self._phrases.get(first[:-1], ()) if e[1].kind in NAMED and len(e[0]) == 1]
        for parts, meaning, exact in listed or ():
            j = match_phrase(raw, i, parts)
            if j is None or (exact and raw[i].text != exact) or _given_up_to(parts, raw, j):
                continue
            token = _made(meaning.kind, "", raw, i, j, meaning.id, meaning.low, meaning.high)
            return _settled(token._replace(form=meaning.form), raw, j, tokens, self._tested), j
        return None

    def _plain(self, raw: list[Raw], i: int, tokens: list[Token]) -> tuple[Token, int]:
        piece = raw[i]
        if piece.sort == "s":
            if piece.lower in ("->", "-->", "→", "=>"):
                return Token(Kind.ARROW, piece.text, piece.start, piece.end, "→"), i + 1
            name = {"=<": "<=", "…": "..."}.get(piece.lower, piece.lower)
            kind = Kind.COMPARATOR if name == "<=" else Kind.PUNCT
            return Token(kind, piece.text, piece.start, piece.end, name), i + 1
        frequency = _short_frequency(raw, i, tokens)
        if frequency is not None:
            return Token(Kind.FREQUENCY, piece.text, piece.start, piece.end, *frequency), i + 1
        found = self._misspelt(raw, i)
        if found is not None:
            meaning, j = found
            return _made(meaning.kind, "", raw, i, j, meaning.id)._replace(fuzzy=True), j
        return Token(Kind.WORD, piece.text, piece.start, piece.end), i + 1

    def _misspelt(self, raw: list[Raw], i: int) -> tuple[Meaning, int] | None:
        """A name with a letter wrong, broken in two, or with digits for letters."""
        word, j = raw[i].lower, i + 1
        while j < len(raw) and raw[j].start == raw[j - 1].end and raw[j].sort in "nw" and j - i < 6:
            word, j = word + raw[j].lower, j + 1
        if j > i + 1 and raw[i].sort == "w" and raw[j - 1].sort == "w":
            meaning = self._speller(word)
            if meaning is not None:
                return meaning, j
        word = raw[i].lower
        if word in self._heads:
            for k in (i + 1, i + 2, i + 3):
                if k < len(raw) and word + raw[k].lower in self._whole:
                    return self._whole[word + raw[k].lower], k + 1
        meaning = self._speller(word)
        return None if meaning is None else (meaning, i + 1)


def _of_a_result(raw: list[Raw], i: int, tokens: list[Token]) -> bool:
    """Whether four digits stand right behind a laboratory name: a high result must never be taken for a year."""
    named = any(token.kind in (Kind.ANALYTE, Kind.PANEL) for token in tokens[-4:])
    return named and raw[i - 1].lower not in ("in", "since", "year", "dated", "(", "published")


def _short_frequency(raw: list[Raw], i: int, tokens: list[Token]) -> tuple[str, float, float] | None:
    """Words that say how often only beside an amount: "bd", "AM:", "morning 50 mg", "75 mg morning and night"."""
    piece = raw[i]
    after = raw[i + 1] if i + 1 < len(raw) else None
    headed = after is None or after.sort in "nl" or after.text in (":", "|", "-", "=", ",", ")")
    if piece.text in ("AM", "PM") and headed:
        return ("part:morning" if piece.text == "AM" else "part:evening"), 1.0, 1.0
    near = [t for t in tokens[-3:] if t.kind is not Kind.PUNCT and t.id not in ("and", "at")]
    if piece.lower in _PART_WORDS:
        heads = after is not None and (after.sort == "n" or after.text in (":", "=", "-"))
        follows = bool(near) and near[-1].kind in (Kind.UNIT, Kind.FREQUENCY, Kind.DRUG)
        return (f"part:{piece.lower}", 1.0, 1.0) if heads or follows else None
    early = measures.FREQUENCY_AFTER_AMOUNT.get(piece.lower)
    if early is None or not early[0] or not near:
        return None
    beside = near[-1].kind in (Kind.UNIT, Kind.NUMBER) or (
        piece.lower in ("bd", "od", "td") and near[-1].kind is Kind.DRUG
    )
    return early if beside else None


def _given_up_to(parts: tuple[str, ...], raw: list[Raw], j: int) -> bool:
    """In "given up to 150 mg" nothing is given up."""
    return parts[-1] == "up" and parts[0][:3] in ("giv", "gav") and j < len(raw) and raw[j].lower == "to"


def _settled(token: Token, raw: list[Raw], j: int, tokens: list[Token], tested: Set[str]) -> Token:
    """Words of two kinds, told apart by what stands before them."""
    before = tokens[-1] if tokens else None
    if token.kind is Kind.LIMIT and token.id == "range" and token.text.lower() == "ref":
        return token._replace(kind=Kind.WORD, id="ref")
    if token.kind is Kind.QUALITY:
        if token.id == "normal" and before is not None and before.kind is Kind.MULTIPLE:
            return token._replace(kind=Kind.LIMIT, id="upper-limit")
        of_a_test = any(t.kind in (Kind.ANALYTE, Kind.PANEL, Kind.LIMIT) for t in tokens[-3:])
        if token.text.lower() in ("up", "fine", "ok", "hyper") and not of_a_test:
            return token._replace(kind=Kind.WORD)
        if token.form == "past" and token.text.lower() == "raised" and not of_a_test and not _describes(raw, j, tested):
            return token._replace(kind=Kind.VERB, id="raise")
    if token.kind is Kind.VERB and token.id == "exceed":
        return token._replace(kind=Kind.COMPARATOR, id=">", form=f"verb:{token.form}")
    if (
        token.kind is Kind.COMPARATOR
        and token.text.lower() in lexicon.ONLY_BEFORE_NUMBER
        and not _figure_follows(raw, j)
    ):
        return token._replace(kind=Kind.WORD, id="")
    if token.id == "range" and before is not None and before.kind is Kind.MULTIPLE:
        return token._replace(id="upper-limit")
    return token


def _figure_follows(raw: list[Raw], j: int) -> bool:
    while j < len(raw) and raw[j].lower in ("the", "a", "an", "his", "her", "of"):
        j += 1
    return j < len(raw) and (raw[j].sort == "n" or read_number(raw, j) is not None or raw[j].lower in _FIGURE_WORDS)


_FIGURE_WORDS = words("uln upper twice double triple baseline half limit cap ceiling maximum threshold")
#: Words for results of any kind; the names of the topic's own come from its vocabulary.
_TESTED = words("enzymes enzyme levels tests results")


def _describes(raw: list[Raw], j: int, tested: Set[str]) -> bool:
    return any(r.lower in tested for r in raw[j : j + 2])


def _after(raw: list[Raw], i: int, end: int) -> int:
    while i < len(raw) and raw[i].start < end:
        i += 1
    return i


def _made(
    kind: Kind,
    text: str,
    raw: list[Raw],
    i: int,
    j: int,
    name: str,
    low: float | None = None,
    high: float | None = None,
) -> Token:
    body = text[raw[i].start : raw[j - 1].end] if text else " ".join(r.text for r in raw[i:j])
    return Token(kind, body, raw[i].start, raw[j - 1].end, name, low, high)


#: The lexer of a vocabulary, made once.
lexer_for = once_for_each(Lexer)


def lex(text: str, vocabulary: Vocabulary) -> Lexed:
    """Read `text` with the names of `vocabulary`."""
    return lexer_for(vocabulary)(text)
