"""Orders the best passages once more by a cross-encoder, which reads question and passage together.

Off unless the operator names a model. Nothing is claimed for its quality: it depends on the model, and none was
measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from service.domain.errors import IndexNotReadyError, SettingsError
from service.domain.ports import Hit, Query, Retriever
from service.retrieval.encoder import find_weights
from service.retrieval.windows import windows

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

#: So many hits of a question are ordered anew, however many are asked for: a longer list only adds to a shorter one.
RERANKED = 32
_DECIMALS = 6
_SETTING = "GROUNDRULE_RERANKER"


class Reranker(Protocol):
    """Says how well each of some passages answers a question."""

    @property
    def id(self) -> str:
        """Name and fingerprint of the weights."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return one score per text, higher for a better answer."""
        ...


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers on the processor, read when it is made: a bad one stops the start."""

    def __init__(self, model: str) -> None:
        """Read a model.

        Args:
            model: a folder, or the name of a model on the Hugging Face hub, as the encoder's setting takes it.

        Raises:
            SettingsError: there is no such model, or it does not give one score per pair.
        """
        try:
            weights = find_weights(model, setting=_SETTING)
            self.id = weights.fingerprint()
        except IndexNotReadyError as error:
            raise SettingsError(f"{_SETTING}: {error}") from error
        self._model = _load(str(weights.folder))

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return one score per text, higher for a better answer."""
        scores: list[float] = self._model.predict(
            [(question, text) for text in texts], show_progress_bar=False, convert_to_numpy=True
        ).tolist()
        return scores


class RerankedRetriever:
    """A retriever whose best hits are ordered anew. It keeps the scale: the n-th hit has the n-th best fused score.

    So whoever compares scores to a line, or to the best one, need not know whether there is a re-ranker.
    """

    def __init__(self, retriever: Retriever, reranker: Reranker) -> None:
        self._retriever = retriever
        self._reranker = reranker

    def retrieve(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        """Return the hits of each query, best first by the re-ranker, ties by passage id.

        Raises:
            IndexNotReadyError: as the retriever beneath.
            UnknownTopicError: as the retriever beneath.
        """
        deep = [replace(query, limit=max(query.limit, RERANKED)) for query in queries]
        return tuple(
            self._ordered(query, hits)[: query.limit]
            for query, hits in zip(queries, self._retriever.retrieve(deep), strict=True)
        )

    def _ordered(self, query: Query, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        best, rest = hits[:RERANKED], hits[RERANKED:]
        if not best:
            return ()
        scores = np.round(self._reranker.scores(query.text, [windows(hit.passage)[0] for hit in best]), _DECIMALS)
        order = sorted(range(len(best)), key=lambda n: (-scores[n], best[n].passage.id))
        anew = (replace(best[n], score=hit.score, ahead=hit.ahead) for n, hit in zip(order, best, strict=True))
        return (*anew, *rest)


def _load(folder: str) -> CrossEncoder:
    # Importing it takes seconds, so that only who has a re-ranker pays for it.
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 - takes seconds to import
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415 - as above

    # The function carries no types.
    disable_progress_bar()  # type: ignore[no-untyped-call]  # the library has no types here
    try:
        model: CrossEncoder = CrossEncoder(folder, device="cpu", local_files_only=True)
        labels = model.num_labels
    except (OSError, ValueError, KeyError, RuntimeError, AttributeError, TypeError) as error:
        raise SettingsError(f"{_SETTING}: the model cannot be loaded: {type(error).__name__}.") from error
    if labels != 1:
        raise SettingsError(f"{_SETTING}: the model gives {labels} scores for a pair; one is needed.")
    return model
