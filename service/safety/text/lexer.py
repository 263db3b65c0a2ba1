"""Text to tokens: the one place where letters and digits become figures, names and operators.

Names come from the topic's vocabulary, grammar from the closed lists of words. What neither knows stays a WORD,
so that coverage can see it. Time is linear in the text: one pass, dictionary look-ups, patterns without nesting.
"""

from __future__ import annotations

from corpus.model import Vocabulary
from service.safety.english import measures
from service.safety.english.drug_stems import UNLISTED, names_a_drug
from service.safety.english.wordlist import words
from service.safety.once import once_for_each
from service.safety.text.ambiguous import (
    TESTED,
    UNSETTLED,
    given_up_to,
    names_tablets,
    of_a_result,
    roman_count,
    settled,
    short_frequency,
)
from service.safety.text.amounts import read_frequency, read_slashed_time
from service.safety.text.dates import Found, find_dates, is_year
from service.safety.text.line import Line
from service.safety.text.misspelt import Misspelt
from service.safety.text.multiples import read_multiple
from service.safety.text.normalise import normalise
from service.safety.text.number_words import NUMBER_WORDS, PLURAL
from service.safety.text.numerals import read_number
from service.safety.text.phrasebook import (
    NAMED,
    SHORT_WORDS,
    Meaning,
    Phrase,
    cut,
    following,
    grammar,
    listed,
    match_phrase,
    names_in,
    pieces,
)
from service.safety.text.tokens import Kind, Lexed, Raw, Token, index_after, made
from service.safety.text.units_written import UnitReader

__all__ = ["Kind", "Lexed", "Lexer", "Token", "lex", "lexer_for"]


#: A fixed budget of work: what lies beyond is one token `UNREAD`, which nothing that judges a text may pass over.
MAX_PIECES = 3000
UNREAD = "unread"
_FIGURE_STARTS = (
    NUMBER_WORDS
    | frozenset(measures.TIME_UNITS)
    | words("per each every all both q at in into as once twice thrice × / % °")
)


#: Signs that are no mere punctuation, or are written in several ways.
_SIGNS = {
    **dict.fromkeys(("->", "-->", "→", "=>"), (Kind.ARROW, "→")),
    **dict.fromkeys(("=<", "<="), (Kind.COMPARATOR, "<=")),
    "…": (Kind.PUNCT, "..."),
}


class Lexer:
    """Reads texts with the names of one vocabulary; made once per vocabulary, holds no state of any text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        names: dict[str, Meaning] = {}
        known = grammar()
        phrases: list[Phrase] = [(parts, meaning, "") for parts, meaning in known.items()]
        for name, meaning in names_in(vocabulary):
            parts = pieces(normalise(name).text)
            if not parts:
                continue  # Nothing that can be seen.
            exact = name if len(parts) == 1 and parts[0] in SHORT_WORDS else ""
            phrases.append((parts, meaning, exact))
            spelled = meaning.kind in (Kind.DRUG, Kind.ANALYTE) or (meaning.kind is Kind.SYMPTOM and len(parts[0]) >= 8)
            if len(parts) == 1 and spelled:
                names.setdefault(parts[0], meaning)
        self._phrases = listed(phrases)
        groups = {g + ending for d in vocabulary.drugs for g in d.groups for ending in ("", "s")}
        self._misspelt = Misspelt(names, (*(w[0] for w in known if len(w) == 1), *groups))
        tested = (Kind.ANALYTE, Kind.PANEL)
        self._tested = TESTED | {p for n, m in names_in(vocabulary) if m.kind in tested for p in pieces(n.lower())[:1]}
        self._units = UnitReader(vocabulary.units)
        self._starts = _FIGURE_STARTS | self._units.starts

    def __call__(self, text: str) -> Lexed:
        """Tokens of `text`; never raises, and every visible character is in a token."""
        normalised = normalise(text)
        return Lexed(original=text, normalised=normalised, tokens=Line(self._tokens(normalised.text)))

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
            i = j
        return tokens

    def _next(
        self, text: str, raw: list[Raw], i: int, tokens: list[Token], dates: dict[int, Found]
    ) -> tuple[Token, int]:
        piece = raw[i]
        if piece.sort == "l":
            return Token(Kind.PUNCT, "\n", piece.start, piece.end, "\n"), i + 1
        if piece.start in dates:
            end, name, day = dates[piece.start]
            return Token(Kind.DATE, text[piece.start : end], piece.start, end, name, day, day), index_after(raw, i, end)
        if (
            piece.text == ">"
            and tokens
            and tokens[-1].kind is Kind.NUMBER
            and raw[i + 1 : i + 2]
            and raw[i + 1].sort == "n"
        ):
            return Token(
                Kind.ARROW, piece.text, piece.start, piece.end, "→"
            ), i + 1  # "148 > 71": from one to the next.
        named = self._phrase(raw, i, tokens)
        if named is not None and named[0].kind in NAMED:
            return named
        if piece.sort == "n" or piece.lower in self._starts:
            read = self._figure(text, raw, i, tokens)
            if read is not None and (named is None or read[0].kind is Kind.FREQUENCY or read[1] >= named[1]):
                return read
        count = roman_count(raw, i, tokens)
        if count is not None:
            return made(Kind.NUMBER, text, raw, i, i + 1, "", count, count, ((count, count),)), i + 1
        if named is not None:
            return named
        return self._sign(piece, i) if piece.sort == "s" else self._plain(raw, i, tokens)

    def _figure(self, text: str, raw: list[Raw], i: int, tokens: list[Token]) -> tuple[Token, int] | None:
        before = tokens[-1] if tokens else None
        slashed = read_slashed_time(raw, i, tokens) if raw[i].text == "/" else None
        if slashed is not None:
            return made(Kind.TIMEUNIT, text, raw, i, i + 2, slashed[0], slashed[1], slashed[1]), i + 2
        number = read_number(raw, i)
        frequency = read_frequency(raw, i, before, number)
        if frequency is not None:
            name, low, high, j = frequency
            return made(Kind.FREQUENCY, text, raw, i, j, name, low, high), j
        unit = self._units(text, raw, i, before)
        if unit is not None:
            return made(Kind.UNIT, text, raw, i, unit[1], unit[0]), unit[1]
        multiple = read_multiple(raw, i, number)
        if multiple is not None:
            low, high, j, form = multiple
            return made(Kind.MULTIPLE, text, raw, i, j, "times", low, high, form=form), j
        if before is not None and (before.kind is Kind.NUMBER or before.text == "/"):
            days = measures.TIME_UNITS.get(raw[i].lower)
            if days is not None:
                return made(Kind.TIMEUNIT, text, raw, i, i + 1, days[0], days[1], days[1]), i + 1
        if number is None:
            if raw[i].sort == "n":
                return made(Kind.DATE, text, raw, i, i + 1, "section"), i + 1
            return None
        if is_year(raw, i, number.next) and not of_a_result(raw, i, tokens):
            return made(Kind.DATE, text, raw, i, number.next, "year"), number.next
        low, high = number.readings[0]
        named = names_tablets(raw, i, number.next, before)
        j, form = number.next + named, PLURAL if named else number.form
        return made(Kind.NUMBER, text, raw, i, j, "", low, high, number.readings, form=form), j

    def _phrase(self, raw: list[Raw], i: int, tokens: list[Token]) -> tuple[Token, int] | None:
        piece = raw[i]
        known = self._phrases.get(piece.lower)
        if known is None:
            return self._inflected(raw, i, tokens) if piece.lower.endswith("s") else None
        if known.longer and (j := following(raw, i)) < len(raw) and raw[j].lower in known.seconds:
            for parts, meaning in known.longer:
                end = match_phrase(raw, i, parts)
                if end is not None and not given_up_to(parts, raw, end):
                    return self._meant(meaning, raw, i, end, tokens)
        for meaning, exact in known.alone:
            if not exact or piece.text == exact:
                return self._meant(meaning, raw, i, i + 1, tokens)
        return None

    def _inflected(self, raw: list[Raw], i: int, tokens: list[Token]) -> tuple[Token, int] | None:
        """The genitive of a phrase of one word, or the plural of a name."""
        word = raw[i].lower
        genitive = word.endswith("'s")
        known = self._phrases.get(word[:-2] if genitive else word[:-1]) if len(word) > 4 else None
        for meaning, exact in known.alone if known is not None else ():
            if not exact and (genitive or meaning.kind in NAMED):
                return self._meant(meaning, raw, i, i + 1, tokens)
        return None

    def _meant(self, meaning: Meaning, raw: list[Raw], i: int, j: int, tokens: list[Token]) -> tuple[Token, int]:
        token = made(meaning.kind, "", raw, i, j, meaning.id, meaning.low, meaning.high, form=meaning.form)
        return (settled(token, raw, j, tokens, self._tested) if meaning.kind in UNSETTLED else token), j

    @staticmethod
    def _sign(piece: Raw, i: int) -> tuple[Token, int]:
        kind, name = _SIGNS.get(piece.lower, (Kind.PUNCT, piece.lower))
        return Token(kind, piece.text, piece.start, piece.end, name), i + 1

    def _plain(self, raw: list[Raw], i: int, tokens: list[Token]) -> tuple[Token, int]:
        piece = raw[i]
        frequency = short_frequency(raw, i, tokens)
        if frequency is not None:
            return Token(Kind.FREQUENCY, piece.text, piece.start, piece.end, *frequency), i + 1
        found = self._misspelt(raw, i)
        if found is not None:
            meaning, j = found
            return made(meaning.kind, "", raw, i, j, meaning.id, fuzzy=True), j
        if names_a_drug(piece.lower):
            return Token(Kind.DRUG, piece.text, piece.start, piece.end, UNLISTED), i + 1
        return Token(Kind.WORD, piece.text, piece.start, piece.end), i + 1


#: The lexer of a vocabulary, made once.
lexer_for = once_for_each(Lexer)


def lex(text: str, vocabulary: Vocabulary) -> Lexed:
    """Read `text` with the names of `vocabulary`."""
    return lexer_for(vocabulary)(text)
