"""The exported encoder gives the vectors of the model it came from, or it is not used."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import ingest
from ingest.export import export_encoder
from service.domain.errors import IndexNotReadyError
from service.domain.ports import Query
from service.retrieval.choice import load_encoder
from service.retrieval.encoder import SentenceTransformerEncoder, find_weights
from service.retrieval.exported import ExportedEncoder, export_folder
from service.retrieval.retriever import BundleRetriever
from tests.retrieval.made_topics import GARDEN, HashEncoder, topic

TEXTS = ("", "a frosty night", "🌱 ünï\x00", "ما هذا", "frost " * 400, *GARDEN)


@pytest.fixture(scope="module")
def model() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(find_weights())


@pytest.fixture(scope="module")
def data_dir(model: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after an ingest with the real encoder."""
    folder = tmp_path_factory.mktemp("data")
    info = ingest.build([topic()], folder, model)
    assert info.export.used, info.export.note
    return folder


@pytest.fixture
def exported(data_dir: Path, model: SentenceTransformerEncoder) -> Path:
    return export_folder(data_dir, model.id)


def test_an_ingest_leaves_an_encoder_with_the_same_id_and_the_same_vectors(
    data_dir: Path, model: SentenceTransformerEncoder
) -> None:
    fast = load_encoder(None, data_dir)

    assert isinstance(fast, ExportedEncoder)
    assert (fast.id, fast.dimensions) == (model.id, model.dimensions)
    assert np.allclose(fast.encode(TEXTS), model.encode(TEXTS), atol=1e-5)
    assert np.allclose(fast.encode([TEXTS[4]]), model.encode([TEXTS[4]]), atol=1e-5)
    assert fast.encode([]) == []


def test_both_encoders_find_the_same_passages_in_the_same_bundle(
    data_dir: Path, model: SentenceTransformerEncoder
) -> None:
    query = Query(text="my roses look hungry in april", topic="garden")
    found = []
    for encoder in (model, load_encoder(None, data_dir)):
        retriever = BundleRetriever.open(data_dir, [topic()], encoder)
        found.append([hit.passage.id for hit in retriever.retrieve([query])[0]])
        retriever.close()

    assert found[0] == found[1]
    assert found[0][0] == "p_garden_almanac-2"


def test_a_second_ingest_exports_nothing_again(data_dir: Path, model: SentenceTransformerEncoder) -> None:
    again = ingest.build([topic()], data_dir, model)

    assert not again.changed
    assert again.export.note == "The exported encoder is up to date."


def test_without_an_export_the_model_itself_is_used(tmp_path: Path) -> None:
    assert isinstance(load_encoder(None, tmp_path), SentenceTransformerEncoder)


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json", "encoder.json"])
def test_a_damaged_export_is_passed_over(data_dir: Path, exported: Path, name: str) -> None:
    path = exported / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(IndexNotReadyError):
        ExportedEncoder(exported)
    assert isinstance(load_encoder(None, data_dir), SentenceTransformerEncoder)

    path.write_bytes(whole)
    assert isinstance(load_encoder(None, data_dir), ExportedEncoder)


def test_an_export_of_another_model_is_passed_over(data_dir: Path, exported: Path) -> None:
    record = exported / "encoder.json"
    whole = record.read_text()
    record.write_text(whole.replace("all-MiniLM-L6-v2@", "another@"))

    assert isinstance(load_encoder(None, data_dir), SentenceTransformerEncoder)

    record.write_text(whole)


def test_a_graph_that_disagrees_is_not_kept(tmp_path: Path) -> None:
    class Prompted(SentenceTransformerEncoder):
        """Puts words of its own before each text, which the graph does not see."""

        def encode(self, texts: object) -> list[list[float]]:
            return super().encode([f"income tax: {text}" for text in texts])  # type: ignore[attr-defined]  # texts

    encoder = Prompted(find_weights())

    info = export_encoder(encoder, tmp_path, GARDEN)

    assert not info.used
    assert "agrees only to" in info.note
    assert list((tmp_path / "encoders").iterdir()) == []


def test_without_the_exporter_an_ingest_says_so_and_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr("ingest.export.find_spec", lambda name: None if name == "onnx" else find(name))

    info = export_encoder(SentenceTransformerEncoder(find_weights()), tmp_path, GARDEN)

    assert not info.used
    assert info.note == "The encoder was not exported: onnx not installed."


def test_an_encoder_that_starts_fast_anyway_is_not_exported(tmp_path: Path) -> None:
    info = ingest.build([topic()], tmp_path, HashEncoder())

    assert not info.export.used
    assert not (tmp_path / "encoders").exists()
