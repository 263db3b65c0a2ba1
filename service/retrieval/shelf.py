"""One topic in an open bundle: its passages, and how each scores for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.model import Passage, Topic
from service.domain.errors import IndexNotReadyError
from service.retrieval import bundle
from service.retrieval.dense import Vectors, row_ids
from service.retrieval.fusion import Scores
from service.retrieval.lexical import LexicalIndex
from service.retrieval.lexicon import Lexicon
from service.retrieval.windows import windows

#: How many windows by vector, and how many passages by words, come into the pool that is scored.
NEAREST_WINDOWS = 128
BEST_PASSAGES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The candidates of a topic with their raw scores, in the order of the passages."""

    passages: tuple[Passage, ...]
    dense: Scores
    lexical: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Passages of a topic with the index over their windows.

    The windows of passage n are the rows `starts[n]` up to `starts[n + 1]`: the whole passage first, then its parts.
    """

    collection: str
    passages: tuple[Passage, ...]
    starts: npt.NDArray[np.intp]
    vectors: Vectors
    lexical: LexicalIndex
    lexicon: Lexicon

    def pool(self, text: str, vector: Vectors, nearest: Sequence[int]) -> Pool:
        """Return the passages that stand near a question by vector or by words, with both scores for each.

        A passage scores by its whole and by its best part together: in `dense` the mean of the two cosines, in
        `lexical` the sum of the two BM25 scores.

        Args:
            text: the question.
            vector: the question's vector.
            nearest: the windows that the vector store holds to be nearest, as rows.
        """
        lexical = self._lexical(text)
        by_vector = np.searchsorted(self.starts, nearest, side="right") - 1
        met = np.flatnonzero(lexical > 0)
        by_words = met[np.argsort(-lexical[met], kind="stable")[:BEST_PASSAGES]]
        chosen = np.union1d(by_vector, by_words).astype(np.intp)
        return Pool(
            passages=tuple(self.passages[n] for n in chosen),
            dense=self._dense(chosen, vector),
            lexical=lexical[chosen],
        )

    def _lexical(self, text: str) -> Scores:
        scores = self.lexical.score(self.lexicon.asked(text))
        first = self.starts[:-1]
        whole = scores[first].copy()
        scores[first] = 0
        best = np.maximum.reduceat(scores, first)
        both: Scores = whole + best
        return both

    def _dense(self, chosen: npt.NDArray[np.intp], vector: Vectors) -> Scores:
        sizes = self.starts[chosen + 1] - self.starts[chosen]
        first = np.cumsum(sizes) - sizes
        rows = np.arange(sizes.sum()) + np.repeat(self.starts[chosen] - first, sizes)
        cosines = (self.vectors[rows] @ vector).astype(np.float64)
        mean: Scores = (cosines[first] + np.maximum.reduceat(cosines, first)) / 2
        return mean


def row_ids_of(record: bundle.ShelfRecord, folder: Path) -> list[str]:
    """Return the row ids of a shelf in the order of its vectors.

    Raises:
        IndexNotReadyError: the shelf's passages cannot be read.
    """
    return [row for passage, count in _read_passages(record, folder) for row in row_ids(passage, count)]


def read_shelf(record: bundle.ShelfRecord, folder: Path, topic: Topic) -> Shelf:
    """Return a topic's shelf of a checked bundle.

    Raises:
        IndexNotReadyError: the parts of the shelf do not fit together.
    """
    kept = _read_passages(record, folder)
    place = folder / record.folder
    try:
        passages = tuple(topic.passages[passage] for passage, _count in kept)
        vectors: Vectors = np.load(place / bundle.VECTORS, allow_pickle=False)
        lexical = LexicalIndex.load(place / bundle.BM25)
    except (OSError, ValueError, KeyError) as error:
        raise IndexNotReadyError(f"The index of topic {record.topic} does not hold: {type(error).__name__}.") from error
    starts = np.concatenate(([0], np.cumsum([count for _passage, count in kept]))).astype(np.intp)
    if not len(vectors) == len(lexical) == starts[-1] == record.windows:
        raise IndexNotReadyError(f"The index of topic {record.topic} has parts of different length.")
    return Shelf(
        collection=record.folder,
        passages=passages,
        starts=starts,
        vectors=vectors,
        lexical=lexical,
        lexicon=Lexicon(topic.vocabulary),
    )


def searched(topic: Topic) -> list[tuple[Passage, tuple[str, ...]]]:
    """Return the passages of a topic that may be found, each with its windows: all but those of superseded sources."""
    return [(passage, windows(passage)) for passage in topic.passages.values() if passage.current]


def _read_passages(record: bundle.ShelfRecord, folder: Path) -> list[tuple[str, int]]:
    try:
        return bundle.read_passages(folder / record.folder / bundle.PASSAGES)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexNotReadyError(f"The passages of topic {record.topic} cannot be read.") from error
