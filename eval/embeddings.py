"""Vectors that were computed once and are kept on disk, so that a measurement is repeated in seconds."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from service.retrieval.encoder import Encoder
from service.retrieval.exported import file_name


class KeptEncoder:
    """An encoder that remembers every vector in one file per collection and encoder.

    A vector is kept under the hash of its text, so that other windows of the same collection only add to the file.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        """Read what is kept in a folder; a file that cannot be read is written anew."""
        self._encoder = encoder
        self._file = folder / f"vectors-{file_name(encoder.id)}.npz"
        self._kept = _read(self._file)
        self._new = 0

    @property
    def id(self) -> str:
        """The id of the encoder itself: the vectors are the same."""
        return self._encoder.id

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return len(next(iter(self._kept.values()))) if self._kept else self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector per text, in order; only texts that were never seen are encoded."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        unseen = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._kept}
        if unseen:
            vectors = self._encoder.encode(list(unseen.values()))
            self._kept.update(zip(unseen, np.asarray(vectors, dtype=np.float32), strict=True))
            self._new += len(unseen)
        return [self._kept[key].tolist() for key in keys]

    def save(self) -> None:
        """Write the file, if there is anything new; whoever reads it sees the old one or the new one."""
        if not self._new:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_name(f".{self._file.name}")
        with new.open("wb") as file:
            np.savez(file, keys=np.array(list(self._kept)), vectors=np.stack(list(self._kept.values())))
        new.replace(self._file)
        self._new = 0


def _read(file: Path) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]]:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
            return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}
