"""Cuts a text into the terms that BM25 counts, and widens a question by what its words also mean in the topic."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import Stemmer

from corpus.model import Vocabulary

#: A number, or a run of letters and digits that starts with a letter. "25mg" and "25 mg" are the same two words.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
#: Two words are a pair when they follow each other or one word stands between them.
_REACH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The terms of a question, each once: what it names one by one, and what stands together in it."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]


class Lexicon:
    """The terms of one topic.

    A term is a stemmed word, a number, a number with the word behind it (`25mg`), a name of the vocabulary by its id
    (`drug:…`), so that a brand in the question meets the generic name in the passage, a group of phrases that mean
    the same (`phrase:…`), or a pair of words in their order (`hold drug:…`). Stop words stay: BM25 weighs them down by
    itself, and taking them out lost rank on guideline questions (docs/adr/0014).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._stemmer = Stemmer.Stemmer("english", 0)
        # A stemmer keeps state while it works on a word.
        self._lock = threading.Lock()
        self._names = _Names(self._run, ((name, (term,)) for term, names in named(vocabulary) for name in names))
        self._shown: dict[tuple[str, ...], str] = {(term,): names[0] for term, names in named(vocabulary) if names}
        self._phrases = _Names(
            self._run,
            ((name, (f"phrase:{term}",)) for term, others in vocabulary.phrases.items() for name in (term, *others)),
        )
        self._panels = _Names(
            self._run,
            ((panel, [f"analyte:{one}" for one in analytes]) for panel, analytes in vocabulary.panels.items()),
        )

    def terms(self, text: str) -> list[str]:
        """Return the terms of a passage, repeated as often as they stand there."""
        words, terms = self._words(text)
        return [*terms, *self._names.found(words), *self._phrases.found(words), *self._pairs(words)]

    def asked(self, text: str) -> Asked:
        """Return the terms of a question, with the readings that a word for several of them asks for."""
        words, terms = self._words(text)
        meant = (*self._names.found(words), *self._phrases.found(words), *self._panels.found(words))
        return Asked(
            words=tuple(dict.fromkeys((*terms, *meant))),
            pairs=tuple(dict.fromkeys(self._pairs(words))),
        )

    def spelled_out(self, text: str) -> str:
        """Return a text with the name that is shown to readers behind each brand, abbreviation or lay word for it.

        For an encoder, which has not learnt the names of a topic.
        """
        found = list(_WORD.finditer(text))
        words = self._stemmed(found)
        parts, last = [], 0
        said: set[tuple[str, ...]] = set()
        for start, end, terms in self._names.placed(words):
            shown = self._shown.get(terms)
            if shown and terms not in said and self._words(shown)[0] != words[start:end]:
                said.add(terms)
                parts.append(f"{text[last : found[end - 1].end()]} ({shown})")
                last = found[end - 1].end()
        return "".join((*parts, text[last:]))

    def _pairs(self, words: Sequence[str]) -> Iterator[str]:
        """Yield each pair of words; a name is one word, whichever of its spellings is written."""
        units = list(self._names.joined(words))
        for reach in range(1, _REACH + 1):
            for one, other in zip(units, units[reach:], strict=False):
                yield f"{one} {other}"

    def _run(self, name: str) -> Sequence[str]:
        return self._words(name)[0]

    def _words(self, text: str) -> tuple[list[str], list[str]]:
        """Return the stemmed words, and the same with a joint term for each number and the word behind it."""
        found = list(_WORD.finditer(text))
        words = self._stemmed(found)
        terms: list[str] = []
        number_end: int | None = None
        for n, (match, word) in enumerate(zip(found, words, strict=True)):
            numeric = word[0].isdecimal()
            terms.append(word)
            # "25 mg", "25mg" and "25-mg" are one dose, "6-AB" one name.
            if not numeric and number_end is not None and match.start() - number_end <= 1:
                terms.append(words[n - 1] + word)
            number_end = match.end() if numeric else None
        return words, terms

    def _stemmed(self, found: Sequence[re.Match[str]]) -> list[str]:
        with self._lock:
            stems: list[str] = self._stemmer.stemWords([match.group().casefold() for match in found])
        return [stem.replace(",", "") if _THOUSANDS.fullmatch(stem) else stem for stem in stems]


class _Names:
    """Names as runs of words, each with the terms that it stands for."""

    def __init__(self, words_of: Callable[[str], Sequence[str]], meant: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._terms: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._longest: dict[str, int] = {}
        for name, terms in meant:
            words = tuple(words_of(name))
            if words:
                self._terms[words] = tuple(dict.fromkeys((*self._terms.get(words, ()), *terms)))
                self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def found(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the terms of every name that stands in the words; the longest name at a place wins."""
        for _start, _end, terms in self.placed(words):
            yield from terms

    def joined(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the words with each name put together into one."""
        last = 0
        for start, end, terms in self.placed(words):
            yield from words[last:start]
            yield "+".join(terms)
            last = end
        yield from words[last:]

    def placed(self, words: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield where each name begins and ends, and its terms."""
        start = 0
        while start < len(words):
            for end in range(min(start + self._longest.get(words[start], 0), len(words)), start, -1):
                terms = self._terms.get(tuple(words[start:end]))
                if terms:
                    yield start, end, terms
                    start = end
                    break
            else:
                start += 1


def named(vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each thing of a vocabulary as its term, with everything that names it."""
    yield from ((f"drug:{drug.id}", drug.names) for drug in vocabulary.drugs)
    yield from ((f"analyte:{analyte.id}", (analyte.id, *analyte.names)) for analyte in vocabulary.analytes)
    yield from ((f"symptom:{sign.id}", sign.names) for sign in vocabulary.symptoms)
    yield from ((f"condition:{sign.id}", sign.names) for sign in vocabulary.conditions)
