"""Reads the signs and numbers of a text as they are written, by a reader that knows neither units nor names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.figures import NUMBER_WORDS, NUMERAL

#: Signs that part or join, and say nothing.
_PLAIN = frozenset(" .,;:()-\u2013'")
#: A passage's own word, quoted as such: "it does not define 'normalised'".
_WORDED = re.compile(
    "\\b(?P<how>(?:define|word|term|call|phrase)(?:s|d|ed)?(?: as| the word| the term)?) "
    '["\u201c](?P<word>[\\w -]{1,40})["\u201d]',
    re.IGNORECASE,
)
#: What parts a sentence: numbers on its two sides have nothing to do with each other.
_PARTS = re.compile(r"[,;:.]\s|[()]")
#: What a number is a number of, by the word or sign behind it.
_THING = re.compile(r"(?:st|nd|rd|th)?[\s-]*(?!(?:to|and|or)\b)([^\W\d]+|%)", re.IGNORECASE)
_Pairs = frozenset[tuple[float, float]]
#: "One" and "once" are numbers only beside what they count, which the lexer sees.
_SPELT = "|".join(word for word in NUMBER_WORDS if word not in ("one", "once"))
_TIMES = "hour|day|night|morning|week|fortnight|month|quarter|year"
_ONE = re.compile(r"\bone\b", re.IGNORECASE)
_ONCE = rf"\bonce(?= (?:(?:a|per|every|each|in an?) (?:\d|{_TIMES})|daily|weekly|monthly|yearly))"
_NUMBER = re.compile(
    rf"{NUMERAL.pattern}|\b(?:{_SPELT})\b|{_ONCE}",
    re.IGNORECASE,
)


def odd_signs(text: str, texts: Sequence[str]) -> str | None:
    """Return which signs are new: a question mark, a quotation mark or a symbol may turn what stands beside it."""
    known, whole = _PLAIN.union(*texts), " ".join(texts).casefold()
    text = _WORDED.sub(lambda found: found["word"] if found["word"].casefold() in whole else found.group(), text)
    odd = dict.fromkeys(char for char in text if char not in known and not (char.isascii() and char.isalnum()))
    return f"it holds signs that no passage it cites holds: {' '.join(map(repr, odd))}" if odd else None


def odd_numbers(text: str, texts: Sequence[str]) -> str | None:
    """Numbers are read once more, by a reader that knows no units: none is new, none changes places with another."""
    known, pairs, rows = _paired(texts)
    new, turned, own = _paired([text])
    # Numbers of two measures are told apart by them, and may come in any order.
    swapped = {(one, other) for one, other in turned - pairs if (other, one) in pairs} - _measured(text)
    odd = {*(new - known), *(number for pair in swapped | (own - rows) for number in pair)}
    if known - new and _ones([text]) > _ones(texts):
        # "One study" says nothing; in the place of another number it does.
        odd.add(1.0)
    named = ", ".join(f"{number:g}" for number in sorted(odd))
    return f"these numbers do not stand so in a passage it cites: {named}" if named else None


def _paired(texts: Sequence[str]) -> tuple[frozenset[float], _Pairs, _Pairs]:
    """The numbers of some texts; each with the next one in its part of a sentence, and with the next of its kind."""
    numbers: set[float] = set()
    pairs: set[tuple[float, float]] = set()
    alike: set[tuple[float, float]] = set()
    for part in (part for text in texts for part in _PARTS.split(text)):
        rows: dict[str, list[float]] = {}
        thing = ""
        found = list(_NUMBER.finditer(part))
        # From the end, since in "2-4 weeks" both are weeks.
        for number in reversed(found):
            thing = _thing_behind(part, number.end()) or thing
            rows.setdefault(thing, []).insert(0, _value(number.group()))
        values = [_value(number.group()) for number in found]
        numbers.update(values)
        pairs.update(pairwise(values))
        alike.update(pair for row in rows.values() for pair in pairwise(row))
    return frozenset(numbers), frozenset(pairs), frozenset(alike)


#: Measures by which one number cannot be taken for another.
_MEASURES = frozenset("% mg day week month year hour patient case woman women men people time mmol pmol g".split())


def _measured(text: str) -> _Pairs:
    """Pairs of numbers in a text that are each followed by a measure, not the same."""
    found: set[tuple[float, float]] = set()
    for part in _PARTS.split(text):
        numbers = list(_NUMBER.finditer(part))
        things = [_thing_behind(part, number.end()) for number in numbers]
        for (one, thing), (other, another) in pairwise(zip(numbers, things, strict=True)):
            if thing != another and {thing, another} <= _MEASURES:
                found.add((_value(one.group()), _value(other.group())))
    return frozenset(found)


def _thing_behind(part: str, end: int) -> str:
    behind = _THING.match(part, end)
    return behind.group(1).lower().removesuffix("s") if behind else ""


def _ones(texts: Sequence[str]) -> int:
    return sum(len(_ONE.findall(text)) for text in texts)


def _value(written: str) -> float:
    word = NUMBER_WORDS.get(written.lower())
    return word if word is not None else float(written.replace(",", ""))


def numbers_in(texts: Iterable[str]) -> frozenset[float]:
    """Return the numbers of some texts."""
    return _paired(list(texts))[0]
