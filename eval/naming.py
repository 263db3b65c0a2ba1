"""Which drugs, tests, signs and conditions a text names, by the topic's own vocabulary."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model.vocabulary import Analyte, Drug, Sign, Vocabulary
from eval.facts import plain


class Names:
    """Finds the names of a topic in plain texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        named: tuple[Drug | Analyte | Sign, ...] = (
            *vocabulary.drugs,
            *vocabulary.analytes,
            *vocabulary.symptoms,
            *vocabulary.conditions,
        )
        self._ids: dict[str, str] = {}
        for one in named:
            for name in (*one.names, one.id):
                self._ids.setdefault(plain(name), one.id)
        longest_first = sorted(map(re.escape, self._ids), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])")
        self.governed_names = frozenset(
            plain(name) for drug in vocabulary.drugs if drug.relation == "governed" for name in drug.names
        )
        self.governed = frozenset(drug.id for drug in vocabulary.drugs if drug.relation == "governed")
        self.of = lru_cache(maxsize=20_000)(self._of)
        """Returns the ids of what a plain text names, in order."""

    def _of(self, text: str) -> tuple[str, ...]:
        return tuple(self._ids[found.group()] for found in self._pattern.finditer(text))
