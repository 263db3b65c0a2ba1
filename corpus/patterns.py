"""The checks on word patterns: they are matched word by word, never as regular expressions, with bounded work."""

from __future__ import annotations

import math
import re

from corpus.build import refuse
from corpus.yaml_lines import Node, items_of

#: So many patterns of an entry, terms of a pattern and alternatives of a term are read.
MAX_PATTERNS = 50
MAX_TERMS = 10
MAX_ALTERNATIVES = 200
#: An alternative is a few words.
MAX_LENGTH = 80
_MIN_STEM = 2

#: Signs of a regular expression, which mean nothing here and would never match.
_REGEX = re.compile(r"[\\()\[\]{}^$?+]|\.\*")
#: A number with one of these behind it would be compared without its unit.
_UNITS = frozenset("g mg mcg ug µg ng kg l dl ml iu u u/l iu/l mmol µmol umol % day days week weeks hour hours".split())
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def check_terms(node: Node, terms: tuple[tuple[str, ...], ...]) -> None:
    """Refuse word patterns that could never match, or that would take more work than a fixed budget.

    Args:
        node: the list of lists.
        terms: what was read from it.

    Raises:
        TopicError: there are too many, or one does not hold; the line is that of the term.
    """
    if len(terms) > MAX_PATTERNS:
        raise refuse(node, f"more than {MAX_PATTERNS} patterns: join those that differ in one word with |")
    for place, pattern in zip(items_of(node), terms, strict=False):
        if len(pattern) > MAX_TERMS:
            raise refuse(place, f"more than {MAX_TERMS} words that must all stand in one question: leave some out")
        for item, term in zip(items_of(place), pattern, strict=False):
            check_term(item, term)


def check_term(node: Node, term: str) -> None:
    """Refuse one term: alternatives between |, each a few words, a word's open end written as *.

    Raises:
        TopicError: it does not hold.
    """
    alternatives = [alternative.strip() for alternative in term.split("|")]
    if len(alternatives) > MAX_ALTERNATIVES:
        raise refuse(node, f"more than {MAX_ALTERNATIVES} alternatives: split them over several patterns")
    for alternative in alternatives:
        why = _wrong(alternative)
        if why is not None:
            raise refuse(node, f"{_shown(alternative)} {why}")


def _wrong(alternative: str) -> str | None:
    """Why an alternative does not hold, if it does not."""
    if not alternative:
        return "is an empty alternative: remove a |"
    if len(alternative) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters: give the words that tell"
    if alternative.startswith(">="):
        number, _, behind = alternative[2:].partition(" ")
        amount = behind.split(maxsplit=1)[:1]
        if not (_NUMBER.fullmatch(number) and math.isfinite(float(number))) or set(amount) & _UNITS:
            return "is no number: write >=10 without a unit"
        return _wrong(behind.strip()) if behind.strip() else None
    if _REGEX.search(alternative):
        return "holds signs of a regular expression: write the words, with * at the end of one for any ending"
    for word in alternative.split():
        stem = word.removesuffix("*")
        if "*" in stem:
            return "may have * only at the end of a word"
        if word != stem and len(stem) < _MIN_STEM:
            return f"leaves fewer than {_MIN_STEM} letters before the *: almost every word would match"
    return None


def _shown(words: str) -> str:
    return f"'{words[:40]}…'" if len(words) > 40 else f"'{words}'"
