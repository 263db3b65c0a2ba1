"""The types of planted faults of what is said, and of edits that keep the meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Topic
from eval.relations import RELATIONS, Edit, first_word

_FLIPS = (("above", "below"), ("more than", "less than"), ("or more", "or less"), (">", "<"), ("below", "above"))
_UNITS = (
    ("mg/dL", "µmol/L"),
    ("U/L", "µkat/L"),
    ("mg", "g"),
    ("weeks", "days"),
    ("weekly", "monthly"),
    ("days", "weeks"),
)
_DENIALS = ((" not ", " "), ("no restart", "a restart"), ("No restart", "A restart"), (" never ", " always "))


def _first(pairs: Sequence[tuple[str, str]]) -> Edit:
    def edit(text: str) -> str:
        return next((text.replace(old, new, 1) for old, new in pairs if old in text), text)

    return edit


def _tenfold(text: str) -> str:
    return re.sub(r"(?<![\w.>])(\d{2,3}) mg", lambda found: f"{int(found[1]) * 10} mg", text, count=1)


_SAME = (
    ("above", "over"),
    ("greater than", "more than"),
    ("discontinue", "stop"),
    ("discontinued", "stopped"),
    ("before", "prior to"),
    ("when", "if"),
    ("When", "If"),
    ("do not", "don't"),
    ("such as", "like"),
    ("three", "3"),
    ("two", "2"),
)
_TRAILING = re.compile(r"^([A-Z][^,.;:()]+?) ((?:if|when|while|until) [^,.;:()]+)\.$")
_LEADING = re.compile(r"^((?:If|When|While) [^,.;:()]+), (\w[^,.;:()]+)\.$")

#: Faults of what is said, by type; all of them bear on safety.
SAID: dict[str, Edit] = {
    "dose times ten": _tenfold,
    "unit swapped": _first(_UNITS),
    "comparator turned": _first(_FLIPS),
    "denial lost": _first(_DENIALS),
    "population changed": lambda text: f"{text[:-1]} in children and in pregnancy." if text.endswith(".") else text,
}
#: What a model may do to the words that it cites.
REWORDED: dict[str, Edit] = {
    "another word for the same": first_word(_SAME),
    "source named before": lambda text: f"According to the source, {text}",
    "condition set last": lambda text: _LEADING.sub(
        lambda found: f"{found[2][0].upper()}{found[2][1:]} {found[1][0].lower()}{found[1][1:]}.", text
    ),
    "condition set first": lambda text: _TRAILING.sub(
        lambda found: f"{found[2][0].upper()}{found[2][1:]}, {found[1][0].lower()}{found[1][1:]}.", text
    ),
    "sentences for semicolons": lambda text: re.sub(r"; (\w)", lambda found: f". {found[1].upper()}", text, count=1),
}
HARMLESS: dict[str, Edit] = {
    **REWORDED,
    "spaces": lambda text: text.replace(" ", "  ", 1),
    "capitals": lambda text: text[:1].swapcase() + text[1:],
    "full stop dropped": lambda text: text.removesuffix("."),
    "commas dropped": lambda text: re.sub(r",(?= [a-z])", "", text, count=1),
    "dashes": lambda text: text.replace("-", "\u2011"),
    "space that does not break": lambda text: re.sub(r"(?<=\d) ", "\u00a0", text, count=1),
    "apostrophe": lambda text: text.replace("'", "\u2019", 1),
}
#: Of these, what changes nothing but in a quote.
PUNCTUATION = frozenset({"full stop dropped", "commas dropped"})
_DUTIES = (
    ("must ", "must not "),
    ("should ", "should not "),
    ("may be ", "may not be "),
    (": hold ", ": do not hold "),
    ("Hold ", "Do not hold "),
)
_URGENT = (
    ("today", "at the next visit"),
    ("immediately", "in due course"),
    ("now", "later"),
    ("the same day", "the same month"),
    ("urgently", "when convenient"),
)
_ACTS = (
    ("hold", "continue"),
    ("stop", "start"),
    ("restart", "stop"),
    ("increase", "decrease"),
    ("reduce", "raise"),
    ("permanently", "temporarily"),
    ("temporarily", "permanently"),
    ("discontinued", "continued"),
)
_COUNTS = (("one", "two"), ("two", "four"), ("three", "six"), ("twice", "once"), ("once", "twice"), ("half", "double"))
_CONDITION = re.compile(r",? (?:until|unless|only if|only when|only after|if|when|once) [^,.;:]+(?=[,.;:])")
_TWO_FIGURES = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)(?= )(.+?)(?<![\w.])(?!\1(?!\d))(\d+(?:\.\d+)?)(?= )")


def said(topic: Topic) -> dict[str, Edit]:
    """Return every fault of what is said, by type; all of them bear on safety."""
    return {**SAID, **_later(topic), **RELATIONS}


def _later(topic: Topic) -> dict[str, Edit]:
    """Types that were written when the suite was done: what they showed at first sight stands in docs/evaluation.md."""
    return {
        "drug exchanged": _exchanged([drug.names[0] for drug in topic.vocabulary.drugs]),
        "analyte exchanged": _exchanged([analyte.id for analyte in topic.vocabulary.analytes]),
        "denial added": _first(_DUTIES),
        "urgency lost": first_word(_URGENT),
        "condition dropped": lambda text: _CONDITION.sub("", text, count=1),
        "act turned": first_word(_ACTS),
        "and made or": first_word((("and", "or"),)),
        "number word changed": first_word(_COUNTS),
        "figures exchanged": lambda text: _TWO_FIGURES.sub(lambda two: f"{two[3]}{two[2]}{two[1]}", text, count=1),
    }


def _exchanged(names: Sequence[str]) -> Edit:
    """One name becomes another: the next in the topic's vocabulary."""
    known = {name.lower(): n for n, name in enumerate(names)}
    named = re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\w)", re.IGNORECASE
    )

    def edit(text: str) -> str:
        return named.sub(lambda found: names[(known[found[0].lower()] + 1) % len(names)], text, count=1)

    return edit
