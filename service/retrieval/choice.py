"""Chooses the fastest encoder that gives the vectors of the model in the settings."""

from __future__ import annotations

from pathlib import Path

from service.domain.errors import IndexNotReadyError
from service.retrieval.encoder import Encoder, SentenceTransformerEncoder, find_weights
from service.retrieval.exported import ExportedEncoder, export_folder


def load_encoder(model: str | None = None, data_dir: Path | None = None) -> Encoder:
    """Return the encoder of a model: its exported graph where an ingest has left one, else the model itself.

    Both have the same id and give the same vectors, so that this choice changes no answer.

    Args:
        model: a folder or a name, as `find_weights` takes it; the packaged model when absent.
        data_dir: where an ingest may have exported it.

    Raises:
        IndexNotReadyError: there is no such model.
    """
    encoder = SentenceTransformerEncoder(find_weights(model))
    if data_dir is None:
        return encoder
    try:
        exported = ExportedEncoder(export_folder(data_dir, encoder.id))
    except IndexNotReadyError:
        return encoder
    return exported if exported.id == encoder.id else encoder
