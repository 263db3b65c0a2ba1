"""Nearest windows by vector, in an embedded Chroma: written through LangChain's vector store, read by row id alone.

Chroma writes to its files when they are merely opened and read, so that a reader works on a private copy and the bundle
stays as it was sealed (docs/adr/0011). Chroma's own server is never started.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from service.domain.errors import IndexNotReadyError

Vectors = npt.NDArray[np.float32]

#: Wide enough that the graph's answer over some thousand windows equals an exhaustive search.
_GRAPH: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 256, "ef_search": 512, "max_neighbors": 32}
_BATCH = 64
#: Chroma keeps single precision, so that a stored vector comes back this near to itself.
_SAME = 1e-3
_PROBES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One window to store: its id, its text and the passage it belongs to."""

    id: str
    text: str
    passage: str


def store_rows(
    folder: Path, collections: Mapping[str, Sequence[Row]], embeddings: Embeddings, stored: Callable[[int], None]
) -> dict[str, Vectors]:
    """Embed and store each collection's rows, and return their vectors in the order of the rows.

    Args:
        folder: where Chroma keeps its files; must not exist.
        collections: rows by collection name.
        embeddings: gives the vectors; Chroma's own model is never asked.
        stored: is told after each batch how many rows were stored in it.
    """
    vectors: dict[str, Vectors] = {}
    with _client(folder) as client:
        for name, rows in collections.items():
            store = Chroma(
                client=client,
                collection_name=name,
                embedding_function=embeddings,
                collection_configuration={"hnsw": _GRAPH},
            )
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                store.add_texts(
                    [row.text for row in batch],
                    metadatas=[{"passage": row.passage} for row in batch],
                    ids=[row.id for row in batch],
                )
                stored(len(batch))
            vectors[name] = _read_vectors(store, rows)
    _settle(folder, vectors)
    return vectors


class DenseIndex:
    """The collections of a sealed bundle, read from a private copy that goes when the index is closed."""

    def __init__(self, folder: Path, rows: Mapping[str, Sequence[str]]) -> None:
        """Copy the folder and open its collections.

        Args:
            folder: Chroma's folder in the bundle, already checked.
            rows: the row ids of each collection, in the order of their vectors.

        Raises:
            IndexNotReadyError: Chroma cannot open the copy, or does not hold these rows.
        """
        copy = Path(tempfile.mkdtemp(prefix="groundrule-index-"))
        self._drop = weakref.finalize(self, shutil.rmtree, copy, ignore_errors=True)
        self._position = {name: {row: n for n, row in enumerate(ids)} for name, ids in rows.items()}
        try:
            shutil.copytree(folder, copy / "chroma", copy_function=shutil.copyfile)
            self._client = _client(copy / "chroma")
            self._collections = {name: self._client.get_collection(name, embedding_function=None) for name in rows}
            held = {name: set(collection.get(include=[])["ids"]) for name, collection in self._collections.items()}
        except (ChromaError, OSError, ValueError) as error:
            self._drop()
            raise IndexNotReadyError(f"The vector store cannot be opened: {type(error).__name__}.") from error
        if any(held[name] != position.keys() for name, position in self._position.items()):
            self.close()
            raise IndexNotReadyError("The vector store does not hold the rows of its bundle. Run `groundrule ingest`.")

    def nearest(self, collection: str, vectors: Vectors, limit: int) -> list[list[int]]:
        """Return for each vector the positions of the nearest rows, nearest first."""
        position = self._position[collection]
        # Asking for the texts too would take twice as long; the passages are at hand.
        found = self._collections[collection].query(
            query_embeddings=list(vectors), n_results=min(limit, len(position)), include=[]
        )
        return [[position[row] for row in ids] for ids in found["ids"]]

    def probe(self, collection: str, vectors: Vectors) -> None:
        """Ask for some rows by their own vectors.

        Raises:
            IndexNotReadyError: a row that is there was not found, which Chroma would not say by itself.
        """
        probed = sorted({round(n) for n in np.linspace(0, len(vectors) - 1, _PROBES)})
        for n, nearest in zip(probed, self.nearest(collection, vectors[probed], 3), strict=True):
            # Two windows may have the same words, so that the vector counts and not the row.
            if not any(np.linalg.norm(vectors[m] - vectors[n]) < _SAME for m in nearest):
                raise IndexNotReadyError("The vector store does not find its own rows. Run `groundrule ingest`.")

    def close(self) -> None:
        """Let go of Chroma and remove the private copy."""
        self._client.close()
        self._drop()


def _client(folder: Path) -> Client:
    # What it returns can be closed, which its declared type does not say.
    return cast("Client", chromadb.PersistentClient(path=folder, settings=Settings(anonymized_telemetry=False)))


def _read_vectors(store: Chroma, rows: Sequence[Row]) -> Vectors:
    kept = store.get(include=["embeddings"])
    by_id = dict(zip(kept["ids"], kept["embeddings"], strict=True))
    vectors: Vectors = np.asarray([by_id[row.id] for row in rows], dtype=np.float32)
    return vectors


def _settle(folder: Path, vectors: dict[str, Vectors]) -> None:
    """Open once more and ask, so that Chroma has written its graph before the bundle is sealed."""
    with _client(folder) as client:
        for name, rows in vectors.items():
            store = Chroma(client=client, collection_name=name, create_collection_if_not_exists=False)
            store.similarity_search_by_vector(rows[0].tolist(), k=1)


def row_ids(passage: str, windows: int) -> list[str]:
    """Return the stable row ids of a passage's windows."""
    return [f"{passage}#{n}" for n in range(windows)]
