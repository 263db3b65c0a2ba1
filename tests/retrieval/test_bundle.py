"""A bundle that is missing, damaged, half-written or somebody else's is refused in words that say what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import ingest
from corpus.model import Topic
from service.domain.errors import IndexNotReadyError
from service.domain.ports import Query
from service.retrieval import bundle
from service.retrieval.retriever import BundleRetriever
from tests.retrieval.made_topics import GARDEN, WEATHER, HashEncoder, topic


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    ingest.build([topic()], folder, HashEncoder())
    return folder


@pytest.fixture
def data_dir(sealed: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(sealed, copy)
    return copy


def in_use(data_dir: Path) -> Path:
    return data_dir / "bundles" / bundle.current_name(data_dir)


def refused(data_dir: Path, topics: list[Topic] | None = None, encoder: HashEncoder | None = None) -> str:
    with pytest.raises(IndexNotReadyError) as caught:
        BundleRetriever.open(data_dir, topics or [topic()], encoder or HashEncoder())
    return str(caught.value)


def rewrite_manifest(data_dir: Path, **changes: object) -> None:
    """Change the manifest and point to it, as another version or machine might have written it."""
    folder = in_use(data_dir)
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **changes}))
    (data_dir / "current").write_text(bundle.pointer(folder.name, manifest))


def test_without_a_bundle_the_reader_is_told_to_ingest(tmp_path: Path) -> None:
    message = refused(tmp_path)

    assert message == "There is no index yet. Run `groundrule ingest`."


def test_every_file_of_a_bundle_is_guarded_by_a_checksum(data_dir: Path) -> None:
    files = [path for path in in_use(data_dir).rglob("*") if path.is_file()]
    assert len(files) > 8

    for path in files:
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if whole else b"x")
        assert "Run `groundrule ingest`" in refused(data_dir), path
        path.write_bytes(whole)
    BundleRetriever.open(data_dir, [topic()], HashEncoder()).close()


@pytest.mark.parametrize("name", ["manifest.json", "chroma/chroma.sqlite3", "topic-000/vectors.npy"])
def test_a_half_written_bundle_is_refused(data_dir: Path, name: str) -> None:
    path = in_use(data_dir) / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert "Run `groundrule ingest`" in refused(data_dir)


@pytest.mark.parametrize("name", ["manifest.json", "topic-000/passages.jsonl"])
def test_a_bundle_that_lost_a_file_is_refused(data_dir: Path, name: str) -> None:
    (in_use(data_dir) / name).unlink()

    assert "Run `groundrule ingest`" in refused(data_dir)


def test_a_bundle_with_a_strange_file_is_refused(data_dir: Path) -> None:
    (in_use(data_dir) / "topic-000" / "more.npy").write_bytes(b"")

    assert "damaged at topic-000/more.npy" in refused(data_dir)


@pytest.mark.parametrize("text", ["", "no", "../../etc 00", "0123456789abcdef", "\xff\xfe", "0123456789abcdef 00 11"])
def test_a_damaged_pointer_is_refused(data_dir: Path, text: str) -> None:
    (data_dir / "current").write_bytes(text.encode("latin-1"))

    assert "pointer to the index" in refused(data_dir)


def test_a_pointer_to_a_bundle_that_is_gone_is_refused(data_dir: Path) -> None:
    shutil.rmtree(in_use(data_dir))

    assert "has no readable manifest" in refused(data_dir)


def test_a_bundle_of_another_format_is_refused(data_dir: Path) -> None:
    rewrite_manifest(data_dir, format=bundle.FORMAT + 1)

    assert f"has format {bundle.FORMAT + 1}" in refused(data_dir)


def test_a_bundle_under_another_name_is_refused(data_dir: Path) -> None:
    rewrite_manifest(data_dir, name="0123456789abcdef")

    assert "is a copy of 0123456789abcdef" in refused(data_dir)


def test_a_manifest_that_is_not_one_is_refused(data_dir: Path) -> None:
    rewrite_manifest(data_dir, topics="none")

    assert "does not hold" in refused(data_dir)


def test_a_bundle_of_another_encoder_is_refused_and_both_are_named(data_dir: Path) -> None:
    message = refused(data_dir, encoder=HashEncoder("other"))

    assert "hash@1" in message
    assert "other@1" in message
    assert "groundrule ingest" in message


@pytest.mark.parametrize(
    "topics",
    [[topic(sentences=GARDEN[:4])], [topic(corpus_hash="sha256:other")]],
    ids=["other passages", "another corpus hash"],
)
def test_a_bundle_of_another_corpus_is_refused(data_dir: Path, topics: list[Topic]) -> None:
    assert "corpus has changed since the index was built: garden" in refused(data_dir, topics)


@pytest.mark.parametrize("topics", [[topic("weather", WEATHER)], [topic(), topic("weather", WEATHER)]])
def test_a_bundle_of_other_topics_is_refused(data_dir: Path, topics: list[Topic]) -> None:
    assert "other topics than the service" in refused(data_dir, topics)


def _lose_a_row(folder: Path) -> None:
    """Take a window out of the words' index alone, as no interrupted write could."""
    passages = folder / "topic-000" / "passages.jsonl"
    lines = passages.read_text(encoding="utf-8").splitlines(keepends=True)
    passages.write_text("".join(lines[:-1]), encoding="utf-8")


def _lose_the_store(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"not a database")


def _scramble_passages(folder: Path) -> None:
    (folder / "topic-000" / "passages.jsonl").write_text("{}\n", encoding="utf-8")


def _scramble_vectors(folder: Path) -> None:
    (folder / "topic-000" / "vectors.npy").write_bytes(b"no array")


@pytest.mark.parametrize("harm", [_lose_a_row, _lose_the_store, _scramble_passages, _scramble_vectors])
def test_parts_that_do_not_fit_together_are_refused_even_under_good_checksums(
    data_dir: Path, harm: Callable[[Path], None]
) -> None:
    folder = in_use(data_dir)
    harm(folder)
    rewrite_manifest(data_dir, files=bundle.file_checksums(folder))

    assert refused(data_dir)


def _other_words(lines: Sequence[str]) -> Iterator[str]:
    """The same sentences with every letter moved by one: as many windows, other vectors."""
    for line in lines:
        yield "".join(chr(ord(letter) + 1) if letter.isalpha() else letter for letter in line)


def test_a_store_whose_vectors_are_not_the_bundles_is_refused(data_dir: Path, tmp_path: Path) -> None:
    other = ingest.build([topic(sentences=list(_other_words(GARDEN)))], tmp_path / "other", HashEncoder())
    folder = in_use(data_dir)
    shutil.copy(other.folder / "topic-000" / "vectors.npy", folder / "topic-000" / "vectors.npy")
    rewrite_manifest(data_dir, files=bundle.file_checksums(folder))

    assert "does not find its own rows" in refused(data_dir)


def test_reading_leaves_every_file_of_the_bundle_as_it_was(data_dir: Path) -> None:
    folder = in_use(data_dir)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}

    retriever = BundleRetriever.open(data_dir, [topic()], HashEncoder())
    retriever.retrieve([Query(text="frost", topic=None)])
    retriever.close()

    assert {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()
    } == before


def test_a_reader_keeps_its_bundle_while_another_is_built_and_it_is_removed(data_dir: Path) -> None:
    retriever = BundleRetriever.open(data_dir, [topic()], HashEncoder())
    for n in (2, 3, 4):
        ingest.build([topic(sentences=GARDEN[:n])], data_dir, HashEncoder())

    (hits,) = retriever.retrieve([Query(text=GARDEN[4], topic="garden")])
    retriever.close()

    assert not (data_dir / "bundles" / retriever.manifest.name).exists()
    assert hits[0].passage.text == GARDEN[4]
