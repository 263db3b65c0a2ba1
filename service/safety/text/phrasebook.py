"""What every known phrase means: the lists of English words and the names of a vocabulary, cut as texts are cut."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import regex

from corpus.model import Vocabulary
from service.safety.english import bounds, lexicon, limits, measures
from service.safety.english.measures import MASS
from service.safety.english.verbs import VERB_FORMS
from service.safety.english.wordlist import words
from service.safety.text.number_words import SCALES
from service.safety.text.tokens import Kind, Raw

_RAW = regex.compile(
    r"""(?P<n>\d+(?:[.,]\d+)?\s?[x×*·]\s?10\s?\^\s?[-+]?\d{1,2}(?!\s?/|\d)
    |\d+(?:\.\d+)?[eE][-+]?\d{1,2}(?![\p{L}\d/])
    |\d+\^[-+]?\d{1,2}
    |\d+(?:[.,']\d+)*
    |(?<![\d\p{L}])[.,]\d+)
    |(?P<x>(?<!\p{L})[xX](?=\s?\d|\s?ULN|\s?(?:the\s)?(?:upper|baseline|normal)|\s*[/,.;)\n]|\s|-|$)|×|(?<=\d)\*)
    |(?P<w>毫克|微克|毫升|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]
        |[\p{L}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]]+(?:'(?i:s|t|re|ve|ll|d|m)(?!\p{L}))?)
    |(?P<l>\n)
    |(?P<s>-{1,2}>|=>|→|>=|=<|<=|\.\.\.|…|[^\s])""",
    regex.VERBOSE | regex.V1,
)


#: Abbreviations of these spellings are also English words: they count only when written as in the vocabulary.
SHORT_WORDS = words(
    "a add all am an and are as at be but by can do for go got had has he hi his how if in is it its may "
    "me mg no not of off on or our out pt she so some the to up us was we who will you"
)


class Meaning(NamedTuple):
    """What a phrase stands for, as the fields of a token."""

    kind: Kind
    id: str
    low: float | None = None
    high: float | None = None
    form: str = ""


Phrase = tuple[tuple[str, ...], Meaning, str]
"""The words of a phrase, what it means, and its exact spelling where only that counts."""


class Listed(NamedTuple):
    """The phrases that begin with one word, the one to try first first."""

    longer: tuple[tuple[tuple[str, ...], Meaning], ...]
    seconds: frozenset[str]
    """The words that can come second in them."""
    alone: tuple[tuple[Meaning, str], ...]
    """What the word means alone, each with the spelling where only that counts."""


def listed(phrases: Iterable[Phrase]) -> dict[str, Listed]:
    """The phrases by their first word, the longest first; of two as long, the vocabulary's."""
    by_word: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase[0]), phrase[1].kind not in NAMED)):
        by_word.setdefault(phrase[0][0], []).append(phrase)
    return {
        word: Listed(
            longer=tuple((parts, meaning) for parts, meaning, _ in own if len(parts) > 1),
            seconds=frozenset(form for parts, _, _ in own for second in parts[1:2] for form in _forms(second)),
            alone=tuple((meaning, exact) for parts, meaning, exact in own if len(parts) == 1),
        )
        for word, own in by_word.items()
    }


def _forms(word: str) -> tuple[str, ...]:
    """The ways in which the last word of a phrase can stand in a text."""
    return (word, word + "s", word + "'s") if len(word) > 2 else (word,)


def following(raw: list[Raw], i: int) -> int:
    """Index of the piece that goes on a phrase at `raw[i]`: hyphens and one line end do not matter."""
    j, size = i + 1, len(raw)
    while j < size and (raw[j].text == "-" or (raw[j].sort == "l" and j == i + 1)):
        j += 1
    return j


def pieces(text: str) -> tuple[str, ...]:
    """A name as the raw texts it is matched by: lower case, without hyphens."""
    return tuple(r.lower for r in cut(text) if r.text != "-" and r.sort != "l")


def cut(text: str) -> list[Raw]:
    """Cut a text into pieces: figures, words and signs."""
    found: list[Raw] = []
    for match in _RAW.finditer(text):
        sort = match.lastgroup or "s"
        start, end = match.span()
        body = text[start:end]
        if sort == "x":
            found.append(Raw(body, "×", start, end, "s"))
        else:
            found.append(Raw(body, body.lower(), start, end, sort))
    return _unwrapped(found) if "\n" in text else found


def _unwrapped(raw: list[Raw]) -> list[Raw]:
    """Drop a line end that only wraps a sentence: a lower-case word or a figure goes on after a word."""
    rows = any(r.text == "|" for r in raw)
    return [r for k, r in enumerate(raw) if r.sort != "l" or rows or not _wraps(raw, k)]


def _wraps(raw: list[Raw], k: int) -> bool:
    if k == 0 or k + 1 >= len(raw):
        return False
    before, after = raw[k - 1], raw[k + 1]
    goes_on = before.sort in "wn" or before.text in (",", "(", ":")
    if after.sort == "w":
        return goes_on and (after.text[0].islower() or after.lower in SCALES)
    if after.text == "+":
        return before.lower in MASS and k + 2 < len(raw) and raw[k + 2].sort == "n"
    if after.lower == "×":
        return before.sort == "n"
    bracket = any(r.text == "(" for r in raw[max(0, k - 8) : k])
    if after.sort == before.sort == "n" and len(after.text) == 3 and before.text.isdigit():
        return not _numbers_a_line(raw, k + 1)  # "25 / 000 micrograms".
    return (
        after.sort == "n"
        and before.sort == "w"
        and before.text.islower() | before.text.isupper()
        and (bracket or before.lower in _LEADING_ON or not _numbers_a_line(raw, k + 1))
    )


#: Behind these a figure belongs to the same sentence, whatever sign follows it.
_LEADING_ON = words("of to is was are at by than with about from and or up below above over under uln between the")


def _numbers_a_line(raw: list[Raw], k: int) -> bool:
    """Whether a figure at the start of a line counts the items of a list: "2) ...", "3. ..."."""
    if k + 2 >= len(raw) or raw[k + 1].text not in (".", ")") or raw[k + 1].start != raw[k].end:
        return False
    return raw[k].text.isdigit() and raw[k + 2].sort in "wn" and raw[k + 2].start > raw[k + 1].end


@lru_cache(maxsize=1)
def grammar() -> dict[tuple[str, ...], Meaning]:
    """All phrases of the lists of English words; on a clash the later list wins."""
    found: dict[tuple[str, ...], Meaning] = {}
    for parts, (name, form) in VERB_FORMS.items():
        found[parts] = Meaning(Kind.VERB, name, form=form)
    tables: tuple[tuple[Kind, dict[str, str]], ...] = (
        (Kind.PRONOUN, lexicon.PRONOUNS),
        (Kind.CONJ, lexicon.CONJUNCTIONS),
        (Kind.QUALITY, limits.QUALITIES),
        (Kind.LIMIT, limits.LIMITS),
        (Kind.COMPARATOR, bounds.COMPARATORS),
        (Kind.NEGATOR, lexicon.NEGATORS),
    )
    for kind, table in tables:
        for phrase, name in table.items():
            before = found.get(pieces(phrase))
            form = before.form if before and before.kind is Kind.VERB else ""
            found[pieces(phrase)] = Meaning(kind, name, form=form)
    found |= {(word,): Meaning(Kind.MODAL, word) for word in lexicon.MODALS}
    found |= {(word,): Meaning(Kind.NEGATOR, "not") for word in lexicon.CONTRACTED}
    found |= {pieces(w): Meaning(Kind.MULTIPLE, w, f, f, form) for w, (f, form) in bounds.MULTIPLES.items()}
    found |= {
        pieces(w): Meaning(Kind.FREQUENCY, name, low, high) for w, (name, low, high) in measures.FREQUENCIES.items()
    }
    found |= {
        (w,): Meaning(Kind.TIMEUNIT, n, d, d)
        for w, (n, d) in measures.TIME_UNITS.items()
        if w not in measures.TIME_LETTERS
    }
    return found


#: The id of a word for something that is no drug and comes in amounts.
SUBSTANCE = "substance"
NAMED = frozenset((Kind.DRUG, Kind.ANALYTE, Kind.PANEL, Kind.SYMPTOM, Kind.CONDITION))


def names_in(vocabulary: Vocabulary) -> list[tuple[str, Meaning]]:
    """Every name of the vocabulary with its meaning."""
    found = [(name, Meaning(Kind.DRUG, d.id)) for d in vocabulary.drugs for name in (d.id, *d.names)]
    found += [(name, Meaning(Kind.ANALYTE, a.id)) for a in vocabulary.analytes for name in (a.id, *a.names)]
    found += [(name, Meaning(Kind.SYMPTOM, s.id)) for s in vocabulary.symptoms for name in s.names]
    found += [(name, Meaning(Kind.CONDITION, s.id)) for s in vocabulary.conditions for name in s.names]
    # A sign that is named with the drug is named with each of its names.
    found += [
        (name.replace(d.names[0], other), Meaning(Kind.CONDITION, s.id))
        for d in vocabulary.drugs
        if d.relation == "governed"
        for s in vocabulary.conditions
        for name in s.names
        if d.names[0] in name
        for other in d.names[1:]
    ]
    found += [(name, Meaning(Kind.PANEL, name)) for name in vocabulary.panels]
    found += [(name, Meaning(Kind.WORD, SUBSTANCE)) for name in vocabulary.substances]
    return found


def match_phrase(raw: list[Raw], i: int, words: tuple[str, ...]) -> int | None:
    """Index after the phrase when it stands at `raw[i]`; hyphens and one line end inside it do not matter."""
    j, size, last = i, len(raw), len(words) - 1
    for n, word in enumerate(words):
        if n:
            while j < size and (raw[j].text == "-" or (raw[j].sort == "l" and j == i + n)):
                j += 1
        if j >= size:
            return None
        here = raw[j].lower
        if here != word and not (n == last and here in _forms(word)):
            return None
        j += 1
    return j
