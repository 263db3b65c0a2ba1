"""Facts as structured matchers: words, figures after conversion and polarity, within a window of sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9])")
_FIGURE = re.compile(
    r"(?P<op><=|>=|<|>|≤|≥)?\s*(?<![\w.])(?P<value>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?:-\s*)?"
    r"(?P<unit>%|µkat/l|µmol/l|iu/l|u/l|mg/dl|mg/kg|mg|g|x|times|days?|weeks?|months?|hours?|years?)?(?![\w])"
)
#: Factor to the unit that figures are compared in; a unit that is not here is compared as it is written.
_SAME = {"iu/l": "u/l", "times": "x"}
_SCALE = {
    "day": ("day", 1.0),
    "week": ("day", 7.0),
    "g": ("mg", 1000.0),
    "µkat/l": ("u/l", 60.0),
    "mg/dl": ("µmol/l", 17.1),
}
_NEGATION = re.compile(r"\b(?:no|not|never|none|neither|nor|cannot|without|avoid\w*|refus\w*|contraindicated)\b|n't\b")
_SYMBOLS = str.maketrans(
    {
        "×": "x",
        "–": "-",
        "—": "-",
        "\u2212": "-",
        "\u2011": "-",
        "μ": "µ",
        "\u2019": "'",
        "\u2018": "'",
        "\u201c": '"',
        "\u201d": '"',
    }
)
_WORDS = {"twice": "2 x", "half": "0.5", "double": "2 x", "triple": "3 x"}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SPOKEN = re.compile(r"\b(" + "|".join([*_WORDS, *_NUMBERS]) + r")\b")


def plain(text: str) -> str:
    """Return a text in lower case, with one kind of dash, of space and of symbols, and number words as numerals."""
    # Not NFKC: it would turn a power of ten into another number.
    text = unicodedata.normalize("NFC", text).translate(_SYMBOLS).lower()
    text = _SPOKEN.sub(lambda found: _WORDS.get(found[1]) or str(_NUMBERS.index(found[1])), text)
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in plain form."""
    return tuple(plain(part) for part in _SENTENCE.split(text) if part.strip())


@lru_cache(maxsize=50_000)
def figures(text: str) -> frozenset[tuple[float, str]]:
    """Return every figure of a plain text with its unit, after conversion."""
    return frozenset((value, unit) for value, unit, _ in compared(text))


@lru_cache(maxsize=50_000)
def compared(text: str) -> frozenset[tuple[float, str, str]]:
    """Return every figure of a plain text with its unit and its comparator; `above`, `at least` and their kin count."""
    return frozenset(in_order(text))


@lru_cache(maxsize=50_000)
def in_order(text: str) -> tuple[tuple[float, str, str], ...]:
    """Return the figures of a plain text, as `compared` has them, in the order they stand in."""
    found = []
    for match in _FIGURE.finditer(text):
        value = float(match["value"].replace(",", ""))
        unit = (match["unit"] or "").rstrip("s") if match["unit"] != "times" else "x"
        unit = _SAME.get(unit, unit)
        unit, factor = _SCALE.get(unit, (unit, 1.0))
        found.append((round(value * factor, 4), unit, _comparator(text, match)))
    return tuple(found)


def _comparator(text: str, match: re.Match[str]) -> str:
    if match["op"]:
        return {"≤": "<=", "≥": ">="}.get(match["op"], match["op"])
    before, after = text[max(0, match.start() - 22) : match.start()], text[match.end() : match.end() + 18]
    for sign, words in _COMPARATORS:
        if words.search(before):
            return sign
    if re.match(r"(?:\s\w+)?\s+or (?:more|above|higher)\b", after):
        return ">="
    if re.match(r"(?:\s\w+)?\s+or (?:less|below|lower|under)\b", after):
        return "<="
    return ""


_COMPARATORS = (
    (">=", re.compile(r"(?:at least|no less than|not below)\s*$")),
    ("<=", re.compile(r"(?:at most|no more than|not above|up to|not exceed|never exceed)\s*$")),
    (">", re.compile(r"(?:above|over|more than|exceed\w*|greater than|higher than|beyond)\s*$")),
    ("<", re.compile(r"(?:below|under|less than|lower than|fewer than)\s*$")),
)


def denies(text: str) -> int:
    """How many denials a plain sentence holds."""
    return len(_NEGATION.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What an answer must, may or must not say.

    `words` holds groups: of each group one term stands in the window. `numbers` are figures with units that all stand
    there, in any unit that converts. `denied` asks for a denial in it (True), for none (False), or for neither (None).
    `says` is a sentence that tells it, where no passage does: what a wrong answer would say.
    """

    id: str
    words: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...] = ()
    denied: bool | None = None
    window: int = 1
    gold: tuple[str, ...] = ()
    says: str = ""

    def found(self, texts: Iterable[str]) -> bool:
        """Return whether one of the texts says it."""
        return any(self._said(window) for text in texts for window in self._windows(sentences(text)))

    def named(self, gaps: Iterable[str]) -> bool:
        """Return whether a gap that is told names it: by its words, whatever it says of figures and denials."""
        told = [plain(gap) for gap in gaps]
        return bool(self.words) and any(
            all(any(_stands(term, gap) for term in group) for group in self.words) for gap in told
        )

    def sentence(self, texts: Iterable[str]) -> str | None:
        """Return the words that say it, for a report."""
        return next((w for text in texts for w in self._windows(sentences(text)) if self._said(w)), None)

    def _windows(self, parts: Sequence[str]) -> Iterable[str]:
        return (" ".join(parts[start : start + self.window]) for start in range(len(parts)))

    def _said(self, window: str) -> bool:
        if self.denied is not None and bool(denies(window)) is not self.denied:
            return False
        if not all(any(_stands(term, window) for term in group) for group in self.words):
            return False
        held = figures(window)
        return all(figures(plain(number)) <= held for number in self.numbers)


@lru_cache(maxsize=5_000)
def _term(term: str) -> re.Pattern[str]:
    """A term stands at the start of a word: `normal` finds `normalise`."""
    return re.compile(rf"(?<!\w){re.escape(term)}")


def _stands(term: str, text: str) -> bool:
    return _term(plain(term)).search(text) is not None


def read_fact(row: Mapping[str, Any]) -> Fact:
    """Return a fact from its row.

    Raises:
        ValueError: it has no words and no figures, an empty group, or a figure that cannot be read, or misses the
            sentence that it gives: it could not match.
    """
    unknown = row.keys() - {"id", "words", "numbers", "denied", "window", "gold", "says"}
    if unknown:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
    words = tuple(tuple(group) for group in row.get("words", ()))
    numbers = tuple(row.get("numbers", ()))
    if not words and not numbers:
        raise ValueError("a matcher without words and figures would match everything")
    if any(not group or not all(plain(term) for term in group) for group in words):
        raise ValueError("an empty group of words cannot match")
    if row.get("denied") is False and any(all(denies(plain(term)) for term in group) for group in words):
        raise ValueError("words that deny cannot match where no denial may stand")
    for number in numbers:
        if not figures(plain(number)):
            raise ValueError(f"no figure can be read in {number!r}, so that it cannot match")
    window = int(row.get("window", 1))
    if not 1 <= window <= 5:
        raise ValueError("the window is 1 to 5 sentences")
    fact = Fact(
        id=row["id"],
        words=words,
        numbers=numbers,
        denied=row.get("denied"),
        window=window,
        gold=tuple(row.get("gold", ())),
        says=row.get("says", ""),
    )
    if fact.says and not fact.found([fact.says]):
        raise ValueError("cannot match: not even the sentence that it gives says it")
    return fact
