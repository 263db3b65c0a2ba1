"""Cuts a text into the terms that BM25 counts, and widens a question by what its words also mean in the topic."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

import Stemmer

from corpus.model import Vocabulary

#: A number, or a run of letters and digits that starts with a letter. "25mg" and "25 mg" are the same two words.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")

_Names = Mapping[tuple[str, ...], tuple[str, ...]]


class Lexicon:
    """The terms of one topic.

    A term is a stemmed word, a number, a number with the word behind it (`25mg`), a name of the vocabulary by its id
    (`drug:…`), so that a brand in the question meets the generic name in the passage, or a group of phrases that mean
    the same (`phrase:…`). Stop words stay: BM25 weighs them down by itself, and taking them out lost rank on guideline
    questions (docs/adr/0013).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._stemmer = Stemmer.Stemmer("english", 0)
        # A stemmer keeps state while it works on a word.
        self._lock = threading.Lock()
        self._names = self._read_names(vocabulary)
        self._phrases = self._read_phrases(vocabulary)
        self._panels = self._read_panels(vocabulary)

    def terms(self, text: str) -> list[str]:
        """Return the terms of a passage, in order, repeated as often as they stand there."""
        words, terms = self._words(text)
        return [*terms, *_found(words, self._names), *_found(words, self._phrases)]

    def query_terms(self, text: str) -> list[str]:
        """Return the terms of a question, each once, with the readings that a word for several of them asks for."""
        words, terms = self._words(text)
        named = (*_found(words, self._names), *_found(words, self._phrases), *_found(words, self._panels))
        return list(dict.fromkeys((*terms, *named)))

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
            # "25 mg", "25mg" and "25-mg" are one dose, "6-AB" one name.
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

    def _read_phrases(self, vocabulary: Vocabulary) -> _Names:
        phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        for term, others in vocabulary.phrases.items():
            for phrase in (term, *others):
                _add(phrases, tuple(self._words(phrase)[0]), (f"phrase:{term}",))
        return phrases

    def _read_panels(self, vocabulary: Vocabulary) -> _Names:
        panels: dict[tuple[str, ...], tuple[str, ...]] = {}
        for panel, analytes in vocabulary.panels.items():
            _add(panels, tuple(self._words(panel)[0]), [f"analyte:{analyte}" for analyte in analytes])
        return panels


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
