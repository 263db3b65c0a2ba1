"""BM25 over the windows of one topic's passages, by bm25s."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from service.retrieval.fusion import Scores
from service.retrieval.lexicon import Asked

#: The defaults of Anserini for passages; they were not chosen on the sets that are measured (docs/adr/0014).
K1, B = 0.9, 0.4
#: What a pair of words counts beside a word. Chosen on one half of the measured questions (docs/adr/0014).
PAIR_WEIGHT = 0.5


class LexicalIndex:
    """BM25 scores of every window; `len` is the number of windows."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25

    def __len__(self) -> int:
        return int(self._bm25.scores["num_docs"])

    @classmethod
    def build(cls, terms: Sequence[list[str]]) -> LexicalIndex:
        """Index the terms of each window."""
        bm25 = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")
        bm25.index(list(terms), show_progress=False)
        return cls(bm25)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read an index that `save` wrote.

        Raises:
            OSError, ValueError, KeyError: the folder holds no such index.
        """
        return cls(bm25s.BM25.load(folder, show_progress=False, backend="numpy"))

    def save(self, folder: Path) -> None:
        """Write the index as plain arrays and JSON."""
        self._bm25.save(folder, show_progress=False)

    def score(self, asked: Asked) -> Scores:
        """Return the BM25 score of every window for a question, its pairs at their weight; 0 where no term is met."""
        return self._score(asked.words) + PAIR_WEIGHT * self._score(asked.pairs)

    def _score(self, terms: Sequence[str]) -> Scores:
        known = self._bm25.get_tokens_ids(list(terms))
        if not known:
            return np.zeros(len(self), dtype=np.float64)
        scores: npt.NDArray[np.float32] = self._bm25.get_scores_from_ids(known)
        return scores.astype(np.float64)
