"""The packaged encoder, and what is said of one that is not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from service.domain.errors import IndexNotReadyError
from service.retrieval.encoder import EncoderEmbeddings, SentenceTransformerEncoder, Weights, find_weights


@pytest.fixture(scope="module")
def packaged() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(find_weights())


def test_the_packaged_encoder_puts_like_beside_like(packaged: SentenceTransformerEncoder) -> None:
    frost, cold, tax = np.array(packaged.encode(["a frosty night", "it was freezing cold", "income tax forms"]))

    assert packaged.dimensions == len(frost) == 384
    assert np.linalg.norm(frost) == pytest.approx(1, abs=1e-5)
    assert frost @ cold > frost @ tax + 0.2


def test_a_text_has_the_same_vector_alone_and_among_others(packaged: SentenceTransformerEncoder) -> None:
    text = "a frosty night"

    alone = packaged.encode([text])[0]

    assert np.allclose(packaged.encode(["x", text, "y " * 300])[1], alone, atol=1e-5)
    assert np.allclose(EncoderEmbeddings(packaged).embed_query(text), alone, atol=1e-5)
    assert packaged.encode([]) == []


def test_the_id_names_the_weights_and_no_path(packaged: SentenceTransformerEncoder) -> None:
    name, _, fingerprint = packaged.id.partition("@")

    assert name == "all-MiniLM-L6-v2"
    assert len(fingerprint) == 12


def test_the_id_follows_the_weights_and_not_their_readme(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"1")
    (folder / "README.md").write_text("one")
    weights = Weights(name="tiny", folder=folder)
    before = weights.fingerprint()

    (folder / "README.md").write_text("two")
    same = weights.fingerprint()
    (folder / "model.safetensors").write_bytes(b"2")

    assert same == before
    assert weights.fingerprint() != before


def test_weights_keep_their_fingerprint_when_they_are_moved(tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "tiny", tmp_path / "b" / "tiny"
    one.mkdir(parents=True)
    (one / "model.safetensors").write_bytes(b"1")
    shutil.copytree(one, two)

    assert find_weights(str(one)).fingerprint() == find_weights(str(two)).fingerprint()


def test_an_encoder_that_is_nowhere_is_named_in_the_error() -> None:
    with pytest.raises(IndexNotReadyError, match="GROUNDRULE_ENCODER"):
        find_weights("nobody/no-such-model")


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    encoder = SentenceTransformerEncoder(find_weights(str(tmp_path)))

    with pytest.raises(IndexNotReadyError, match="holds no model"):
        _ = encoder.id


def test_a_broken_model_is_refused_when_it_is_first_used(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("not json")

    with pytest.raises(IndexNotReadyError, match="cannot be loaded"):
        SentenceTransformerEncoder(find_weights(str(tmp_path))).encode(["x"])
