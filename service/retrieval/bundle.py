"""The format of an index bundle: its manifest, its checksums, and the pointer to the one in use.

- `DATA_DIR/current`: name of the bundle in use and the checksum of its manifest, replaced atomically
- `DATA_DIR/bundles/<name>/`: never changes once it is there, and is named by what it was built from
    - `manifest.json`: format, encoder, versions, topics, counts, and a checksum for every other file
    - `chroma/`: one collection per topic
    - `topic-000/passages.jsonl`: each passage word for word, with the windows it is searched by
    - `topic-000/vectors.npy`, `topic-000/bm25/`: one row per window
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.model import Passage, Topic
from service.domain.errors import IndexNotReadyError
from service.retrieval.encoder import Encoder
from service.retrieval.lexicon import named

#: Raised whenever what is stored, or how a text is cut into windows and terms, changes.
FORMAT = 3
BUNDLES, CURRENT, MANIFEST = "bundles", "current", "manifest.json"
PASSAGES, VECTORS, BM25, CHROMA = "passages.jsonl", "vectors.npy", "bm25", "chroma"

_NAME = re.compile(r"[0-9a-f]{16}")
_LIBRARIES = ("bm25s", "chromadb", "PyStemmer")
_AGAIN = "Run `groundrule ingest`."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfRecord:
    """What the manifest says of one topic: which corpus it was, and how much of it is searched."""

    topic: str
    folder: str
    corpus_hash: str
    fingerprint: str
    passages: int
    windows: int
    superseded: int
    """Passages of superseded sources, which are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderRecord:
    """Which encoder gave the vectors, and how long they are."""

    id: str
    dimensions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle is made of. `files` maps each path in the bundle to its SHA-256."""

    format: int
    name: str
    created: str
    encoder: EncoderRecord
    libraries: dict[str, str]
    topics: tuple[ShelfRecord, ...]
    files: dict[str, str]

    def to_json(self) -> str:
        """Return the manifest as it is stored."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


_manifests = TypeAdapter(Manifest)


def fingerprint(topic: Topic) -> str:
    """Return a hash over everything of a topic that decides what is found in it: corpus, passages and vocabulary."""
    content = [
        topic.corpus_hash,
        [asdict(passage) for passage in topic.passages.values()],
        list(named(topic.vocabulary)),
        sorted(topic.vocabulary.panels.items()),
        sorted(topic.vocabulary.phrases.items()),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries whose files stand in a bundle."""
    return {name: version(name) for name in _LIBRARIES}


def bundle_name(topics: Iterable[Topic], encoder: Encoder) -> str:
    """Return the name of the bundle that these topics and this encoder give: a hash over all that goes into it."""
    content = [FORMAT, encoder.id, library_versions(), sorted((topic.id, fingerprint(topic)) for topic in topics)]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of a bundle but its manifest."""
    manifest = folder / MANIFEST
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path != manifest)
    return {path.relative_to(folder).as_posix(): checksum(path) for path in files}


def pointer(name: str, manifest: Path) -> str:
    """Return what stands in `current` for a bundle."""
    return f"{name} {checksum(manifest)}\n"


def current_name(data_dir: Path) -> str:
    """Return the name of the bundle in use, without reading the bundle.

    Raises:
        IndexNotReadyError: none was built here, or the pointer is damaged.
    """
    return _read_pointer(data_dir)[0]


def read_current(data_dir: Path) -> tuple[Path, Manifest]:
    """Return the folder and the manifest of the bundle in use, every file of it checked.

    Raises:
        IndexNotReadyError: there is none, or it is not what was sealed; the message says what to do.
    """
    name, expected = _read_pointer(data_dir)
    folder = data_dir / BUNDLES / name
    try:
        if checksum(folder / MANIFEST) != expected:
            raise IndexNotReadyError(f"The manifest of index {name} was changed. {_AGAIN}")
    except OSError as error:
        raise IndexNotReadyError(f"Index {name} has no readable manifest. {_AGAIN}") from error
    return folder, check(folder)


def check(folder: Path) -> Manifest:
    """Return the manifest of a bundle after checking every file against it.

    Raises:
        IndexNotReadyError: a file is missing, changed or strange, or the manifest does not belong here.
    """
    name = folder.name
    try:
        manifest = _manifests.validate_json((folder / MANIFEST).read_bytes())
        found = file_checksums(folder)
    except OSError as error:
        raise IndexNotReadyError(f"Index {name} cannot be read: {error.strerror}. {_AGAIN}") from error
    except ValidationError as error:
        raise IndexNotReadyError(f"The manifest of index {name} does not hold. {_AGAIN}") from error
    if manifest.format != FORMAT:
        raise IndexNotReadyError(f"Index {name} has format {manifest.format}, this version reads {FORMAT}. {_AGAIN}")
    if manifest.name != name:
        raise IndexNotReadyError(f"Index {name} is a copy of {manifest.name}. {_AGAIN}")
    differing = sorted({path for path, _sum in found.items() ^ manifest.files.items()})
    if differing:
        raise IndexNotReadyError(f"Index {name} is damaged at {differing[0]} ({len(differing)} files). {_AGAIN}")
    return manifest


def write_passages(path: Path, rows: Iterable[tuple[Passage, tuple[str, ...]]]) -> None:
    """Write one passage a line, word for word, with the windows it is searched by."""
    with path.open("w", encoding="utf-8") as file:
        for passage, windows in rows:
            file.write(json.dumps({**asdict(passage), "windows": windows}, ensure_ascii=False) + "\n")


def read_passages(path: Path) -> list[tuple[str, int]]:
    """Return the passage ids of a shelf and how many windows each has.

    Raises:
        OSError, ValueError, KeyError: the file is not what `write_passages` wrote.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(str(row["id"]), len(row["windows"])) for row in map(json.loads, lines)]


def _read_pointer(data_dir: Path) -> tuple[str, str]:
    try:
        words = (data_dir / CURRENT).read_text(encoding="ascii").split()
    except FileNotFoundError as error:
        raise IndexNotReadyError(f"There is no index yet. {_AGAIN}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexNotReadyError(f"The pointer to the index cannot be read. {_AGAIN}") from error
    if len(words) != 2 or not _NAME.fullmatch(words[0]):
        raise IndexNotReadyError(f"The pointer to the index is damaged. {_AGAIN}")
    return words[0], words[1]
