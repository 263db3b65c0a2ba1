"""The same weights as a graph for onnxruntime: ready at once, where sentence-transformers takes seconds.

An ingest writes the graph and compares it with the model that it came from (`ingest.export`). It carries the id of that
model, because both give the same vectors.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from pydantic import TypeAdapter, ValidationError
from tokenizers import Tokenizer

from service.domain.errors import IndexNotReadyError

ENCODERS = "encoders"
GRAPH, TOKENIZER, RECORD = "encoder.onnx", "tokenizer.json", "encoder.json"
#: Where a tokeniser's results go in, by the name of the model's input.
FIELDS = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
_THREADS = 2
_BATCH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord:
    """What an exported encoder is: of which model, how long its vectors are, and a checksum for its two files."""

    id: str
    dimensions: int
    max_tokens: int
    files: dict[str, str]

    def to_json(self) -> str:
        """Return the record as it is stored."""
        return json.dumps(asdict(self), indent=2) + "\n"


_records = TypeAdapter(ExportRecord)


def export_folder(data_dir: Path, encoder_id: str) -> Path:
    """Return where the exported graph of an encoder is kept."""
    return data_dir / ENCODERS / file_name(encoder_id)


def file_name(encoder_id: str) -> str:
    """Return the id of an encoder as a file may be called."""
    return re.sub(r"[^\w.@-]", "-", encoder_id)


def file_digest(path: Path) -> str:
    """Return the BLAKE2b checksum of a file, which is twice as fast over a large graph as SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


class ExportedEncoder:
    """An encoder that runs an exported graph on the processor. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open an exported encoder.

        Raises:
            IndexNotReadyError: it is not there, damaged, or cannot be run here.
        """
        try:
            record = _records.validate_json((folder / RECORD).read_bytes())
            if {name: file_digest(folder / name) for name in record.files} != record.files:
                raise IndexNotReadyError("The exported encoder is damaged.")
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = _open_graph(folder / GRAPH)
        except (OSError, ValidationError, RuntimeError, ValueError) as error:
            raise IndexNotReadyError(f"The exported encoder cannot be opened: {type(error).__name__}.") from error
        self.id = record.id
        self.dimensions = record.dimensions
        self._tokenizer.enable_truncation(record.max_tokens)
        padding = self._tokenizer.padding or {}
        self._tokenizer.enable_padding(**{**padding, "length": None, "pad_to_multiple_of": None})
        self._inputs = [field.name for field in self._session.get_inputs()]

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector per text, in order, each of Euclidean length 1."""
        vectors: list[list[float]] = []
        # Texts of like length go together, so that little is computed over padding.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        for start in range(0, len(order), _BATCH):
            vectors.extend(self._run([texts[n] for n in order[start : start + _BATCH]]))
        place = {n: position for position, n in enumerate(order)}
        return [vectors[place[n]] for n in range(len(texts))]

    def _run(self, texts: list[str]) -> list[list[float]]:
        encodings = self._tokenizer.encode_batch(texts)
        feed = {
            name: np.array([getattr(encoding, FIELDS[name]) for encoding in encodings], dtype=np.int64)
            for name in self._inputs
        }
        vectors: list[list[float]] = self._session.run(None, feed)[0].tolist()
        return vectors


def _open_graph(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    # Threads that wait in a loop take the processor from the vector store, which is asked next.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
