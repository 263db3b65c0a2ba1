"""Cuts a text into the terms that BM25 counts, and widens a question by what its words also mean in the topic."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import Stemmer

from corpus.model import Vocabulary

#: A number, or a run of letters and digits that starts with a letter. "25mg" and "25 mg" are the same two words.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")

_Names = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTerms:
    """The terms of a question: its own, and what the vocabulary says they also mean, each once."""

    own: tuple[str, ...]
    expanded: tuple[str, ...]


class Lexicon:
    """The terms of one topic.

    A term is a stemmed word, a number, a number with the word behind it (`25mg`), or a name of the vocabulary by its id
    (`drug:…`), so that a brand in the question meets the generic name in the passage. Stop words stay: BM25 weighs them
    down by itself, and taking them out lost rank on guideline questions (docs/adr/0013).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._stemmer = Stemmer.Stemmer("english", 0)
        # A stemmer keeps state while it works on a word.
        self._lock = threading.Lock()
        self._names = self._read_names(vocabulary)
        self._meanings = self._read_meanings(vocabulary)

    def terms(self, text: str) -> list[str]:
        """Return the terms of a passage, in order, repeated as often as they stand there."""
        words, terms = self._words(text)
        terms.extend(_found(words, self._names))
        return terms

    def query_terms(self, text: str) -> QueryTerms:
        """Return the terms of a question, each once, and those that its words also mean."""
        words, terms = self._words(text)
        own = dict.fromkeys((*terms, *_found(words, self._names)))
        expanded = dict.fromkeys(term for term in _found(words, self._meanings) if term not in own)
        return QueryTerms(own=tuple(own), expanded=tuple(expanded))

    def _words(self, text: str) -> tuple[list[str], list[str]]:
        """Return the stemmed words, and the same with a joint term for each number and the word behind it."""
        words: list[str] = []
        terms: list[str] = []
        number_end: int | None = None
        for match in _WORD.finditer(text.casefold()):
            word = match.group()
            numeric = word[0].isdecimal()
            word = (word.replace(",", "") if _THOUSANDS.fullmatch(word) else word) if numeric else self._stem(word)
            terms.append(word)
            # "25 mg", "25mg" and "25-mg" are one dose, "6-MMP" one name.
            if not numeric and number_end is not None and match.start() - number_end <= 1:
                terms.append(words[-1] + word)
            words.append(word)
            number_end = match.end() if numeric else None
        return words, terms

    def _stem(self, word: str) -> str:
        with self._lock:
            stem: str = self._stemmer.stemWord(word)
        return stem

    def _read_names(self, vocabulary: Vocabulary) -> _Names:
        names: dict[tuple[str, ...], tuple[str, ...]] = {}
        for term, written in named(vocabulary):
            for name in written:
                _add(names, tuple(self._words(name)[0]), (term,))
        return names

    def _read_meanings(self, vocabulary: Vocabulary) -> _Names:
        meanings: dict[tuple[str, ...], tuple[str, ...]] = {}
        for word, analytes in vocabulary.panels.items():
            _add(meanings, tuple(self._words(word)[0]), [f"analyte:{analyte}" for analyte in analytes])
        for word, others in vocabulary.phrases.items():
            also = [term for other in others for term in self.terms(other)]
            _add(meanings, tuple(self._words(word)[0]), also)
        return meanings


def named(vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each thing of a vocabulary as its term, with everything that names it."""
    yield from ((f"drug:{drug.id}", drug.names) for drug in vocabulary.drugs)
    yield from ((f"analyte:{analyte.id}", (analyte.id, *analyte.names)) for analyte in vocabulary.analytes)
    yield from ((f"symptom:{sign.id}", sign.names) for sign in vocabulary.symptoms)
    yield from ((f"condition:{sign.id}", sign.names) for sign in vocabulary.conditions)


def _add(names: dict[tuple[str, ...], tuple[str, ...]], words: tuple[str, ...], terms: Iterable[str]) -> None:
    if words:
        names[words] = tuple(dict.fromkeys((*names.get(words, ()), *terms)))


def _found(words: Sequence[str], names: _Names) -> Iterator[str]:
    """Yield the terms of every name that stands in the words; the longest name at a place wins."""
    longest = max(map(len, names), default=0)
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            terms = names.get(tuple(words[start : start + length]))
            if terms:
                yield from terms
                start += length
                break
        else:
            start += 1
