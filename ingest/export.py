"""Writes the encoder as a graph that starts fast, and keeps it only if it gives the same vectors."""

from __future__ import annotations

import logging
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest import publish
from service.domain.errors import IndexNotReadyError
from service.retrieval.encoder import SentenceTransformerEncoder
from service.retrieval.exported import (
    FIELDS,
    GRAPH,
    RECORD,
    TOKENIZER,
    ExportedEncoder,
    ExportRecord,
    export_folder,
    file_digest,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: Every compared text must agree at least this well; single precision leaves about 0.999999.
LEAST_COSINE = 0.9999
_COMPARED = 256
_NEEDED = ("onnx", "onnxscript")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportInfo:
    """Whether the exported graph is there to be used, and in one sentence why or why not."""

    used: bool
    note: str


def export_encoder(encoder: SentenceTransformerEncoder, data_dir: Path, texts: Sequence[str]) -> ExportInfo:
    """Export an encoder into the data folder, unless it is there. Only for the holder of the writer's lock.

    Without the graph everything works as well and starts some seconds later, so that no failure here is an error.

    Args:
        encoder: what to export.
        data_dir: where it is kept, beside the bundles.
        texts: the corpus; a part of it is encoded both ways and compared.
    """
    folder = export_folder(data_dir, encoder.id)
    if _opens(folder):
        return ExportInfo(used=True, note="The exported encoder is up to date.")
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        return ExportInfo(used=False, note=f"The encoder was not exported: {' and '.join(missing)} not installed.")
    work = publish.new_folder(folder)
    try:
        _write(encoder, work)
        least = _least_cosine(encoder, ExportedEncoder(work), texts)
        if least < LEAST_COSINE:
            return ExportInfo(used=False, note=f"The exported encoder is not used: it agrees only to {least:.6f}.")
        publish.put_in_place(work, folder)
        return ExportInfo(used=True, note=f"The encoder was exported; it agrees to {least:.6f}.")
    except (IndexNotReadyError, ImportError, RuntimeError, ValueError, TypeError) as error:
        # The model may hold a part that cannot be written as a graph.
        return ExportInfo(used=False, note=f"The encoder was not exported: {type(error).__name__}.")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _opens(folder: Path) -> bool:
    try:
        ExportedEncoder(folder)
    except IndexNotReadyError:
        return False
    return True


def _write(encoder: SentenceTransformerEncoder, folder: Path) -> None:
    model = encoder.model
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None or model.max_seq_length is None:
        raise ValueError("only a model with a fast tokeniser and a length limit can be exported")
    tokenizer.save(str(folder / TOKENIZER))
    _write_graph(model, folder / GRAPH)
    record = ExportRecord(
        id=encoder.id,
        dimensions=encoder.dimensions,
        max_tokens=model.max_seq_length,
        files={name: file_digest(folder / name) for name in (GRAPH, TOKENIZER)},
    )
    (folder / RECORD).write_text(record.to_json(), encoding="utf-8")


def _write_graph(model: SentenceTransformer, path: Path) -> None:
    """Write the whole model, pooling and normalisation with it, as one graph over token ids."""
    # Only an export needs it, and importing it takes seconds.
    import torch  # noqa: PLC0415 - takes seconds; only an export pays

    # Two texts of unlike length, so that neither axis looks fixed.
    features = model.preprocess(["a text", "another text that is longer than the first"])
    names = [name for name in FIELDS if name in features]

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *values: Any) -> Any:
            vectors = self.model(dict(zip(names, values, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(vectors, dim=-1)

    axes = {
        0: torch.export.Dim("texts", min=1, max=1024),
        1: torch.export.Dim("tokens", min=2, max=model.max_seq_length),
    }
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        # The exporter warns of its own internals, which nobody here can change.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            tuple(features[name] for name in names),
            path,
            input_names=names,
            output_names=["vectors"],
            dynamic_shapes=((axes,) * len(names),),
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def _least_cosine(model: SentenceTransformerEncoder, exported: ExportedEncoder, texts: Sequence[str]) -> float:
    """Return the worst agreement over a part of the corpus, in batches and each text alone."""
    chosen = texts[:: max(1, len(texts) // _COMPARED)]
    expected = np.asarray(model.encode(chosen))
    together = np.asarray(exported.encode(chosen))
    alone = np.asarray([exported.encode([text])[0] for text in chosen])
    return float(min((expected * together).sum(axis=1).min(), (expected * alone).sum(axis=1).min()))
