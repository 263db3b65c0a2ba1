"""The types of planted faults of how things stand to each other: in time, amount and certainty, and who acts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

Edit = Callable[[str], str]
"""Returns a text with the edit, or as it is where there is no place for it."""

_TIMES = (("before", "after"), ("after", "before"), ("until", "once"), ("while", "after"), ("then", "first"))
_DIRECTIONS = (
    ("rise", "fall"),
    ("rises", "falls"),
    ("raised", "lowered"),
    ("elevated", "low"),
    ("increased", "decreased"),
    ("increase", "decrease"),
    ("higher", "lower"),
    ("lower", "higher"),
    ("lowering", "raising"),
    ("upper", "lower"),
    ("high", "low"),
    ("low", "high"),
    ("improvement", "deterioration"),
)
_OFTEN = (
    ("daily", "weekly"),
    ("weekly", "daily"),
    ("monthly", "yearly"),
    ("every", "every other"),
    ("a day", "a week"),
    ("a week", "a month"),
    ("week", "month"),
    ("weeks", "months"),
    ("months", "weeks"),
)
_AMOUNTS = (
    ("all", "some"),
    ("both", "either"),
    ("any", "every"),
    ("most", "few"),
    ("rarely", "often"),
    ("often", "rarely"),
    ("usually", "rarely"),
    ("only", "also"),
    ("at least", "at most"),
    ("within", "beyond"),
    ("exactly", "nearly"),
)
_CERTAINTIES = (
    ("may", "will"),
    ("can", "does"),
    ("could", "will"),
    ("suspected", "proven"),
    ("might", "will"),
    ("usually", "always"),
    ("should", "may"),
    ("must", "may"),
    ("required", "optional"),
    ("requiring", "allowing"),
    ("needs", "allows"),
)
_RANGE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:-| to )(\d+(?:\.\d+)?)(?![\w.])")
_LONG = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_WHO = (
    ("specialist", "patient"),
    ("prescriber", "pharmacist"),
    ("pharmacist", "patient"),
    ("doctor", "pharmacist"),
    ("patient", "service"),
    ("laboratory", "prescriber"),
    ("article", "service"),
    ("service", "article"),
)
_OPENING = re.compile(r"[.;] ([Ii]f|[Ww]hen|[Uu]nless|[Oo]nce|[Ww]hile) ([^,.;]+), (\w)")
_SPANS = {"in": "for", "for": "in", "at": "for", "by": "for", "on": "until"}
_SINCE = re.compile(
    r"(?<!\w)(?:in|for|at|by|on)(?= (?:the |a |an |about |least |every )*"
    r"(?:\d|one|two|three|four|six|eight|week|day|month|hour|first|same))"
)
_TENSES = (
    ("is", "was"),
    ("are", "were"),
    ("has", "had"),
    ("have", "had"),
    ("was", "is"),
    ("were", "are"),
    ("had", "has"),
)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def first_word(pairs: Sequence[tuple[str, str]]) -> Edit:
    """Return an edit that puts another word for the first of the words, in their order, that the text holds."""

    def edit(text: str) -> str:
        made = (re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text, count=1) for old, new in pairs)
        return next((one for one in made if one != text), text)

    return edit


def _words(pairs: Sequence[tuple[str, str]]) -> Edit:
    """The first of the words, wherever it stands first in the text, becomes its opposite."""
    told = dict(reversed(pairs))
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, told), key=len, reverse=True))})(?!\w)")
    return lambda text: any_of.sub(lambda found: told[found[0]], text, count=1)


def a_week_later(text: str) -> str:
    """Return a text with every date one week later."""
    return _DATE.sub(lambda found: (date.fromisoformat(found[0]) + timedelta(days=7)).isoformat(), text)


def _cut(text: str) -> str:
    """The last clause is cut off."""
    head, mark, _ = text.removesuffix(".").rpartition(", ")
    return f"{head}." if mark else text


def _last_sentence_lost(text: str) -> str:
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
    return " ".join(sentences[:-1]) if len(sentences) > 1 else text


def _exchanged(text: str) -> str:
    """The first two long words that differ change places."""
    found = list(_LONG.finditer(text))
    for first, other in pairwise(found):
        if first[0] != other[0]:
            return text[: first.start()] + other[0] + text[first.end() : other.start()] + first[0] + text[other.end() :]
    return text


def _set_to_the_sentence_before(text: str) -> str:
    """A condition that opens a sentence, or a part of one, closes the one before it: only the stops move."""
    return _OPENING.sub(lambda found: f" {found[1].lower()} {found[2]}. {found[3].upper()}", text, count=1)


RELATIONS: dict[str, Edit] = {
    "before and after exchanged": _words(_TIMES),
    "direction turned": _words(_DIRECTIONS),
    "how often changed": _words(_OFTEN),
    "how many changed": _words(_AMOUNTS),
    "certainty changed": _words(_CERTAINTIES),
    "last clause cut": _cut,
    "last sentence lost": _last_sentence_lost,
    "date a week later": a_week_later,
    "words exchanged": _exchanged,
    "who acts changed": first_word(_WHO),
    "condition set to the sentence before": _set_to_the_sentence_before,
    "word before a time exchanged": lambda text: _SINCE.sub(lambda found: _SPANS[found[0]], text, count=1),
    "tense changed": _words(_TENSES),
    "range made its upper end": lambda text: _RANGE.sub(lambda found: found[1], text, count=1),
}
