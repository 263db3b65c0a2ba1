"""The text of a topic's files, refused when it could hide something."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from corpus.errors import TopicError

MAX_BYTES = 1_000_000
MAX_SOURCES = 200

YAML_FILES = ("topic.yaml", "vocabulary.yaml", "rules.yaml")
#: What a topic may go without.
OPTIONAL_FILES = ("aspects.yaml", "formulas.yaml", "questions.yaml")


def read_files(folder: Path) -> Mapping[str, str]:
    """Every file of a topic folder by its path relative to the folder, in the order of the paths.

    Line ends become a single newline, so that offsets and hashes are the same on every system.

    Raises:
        TopicError: a file is missing, too large, not UTF-8, holds hidden characters, or does not belong in `sources`.
    """
    if not folder.is_dir():
        raise TopicError("there is no such topic folder: check the path", file=folder.name)
    sources = folder / "sources"
    found = sorted(p for p in sources.iterdir() if not p.name.startswith(".")) if sources.is_dir() else []
    if not found:
        raise TopicError("has no sources: write at least one Markdown file", file=f"{folder.name}/sources")
    if len(found) > MAX_SOURCES:
        raise TopicError(f"has more than {MAX_SOURCES} files: split the topic", file=f"{folder.name}/sources")
    for path in found:
        if path.suffix != ".md" or not path.is_file():
            raise TopicError("is not a .md file: move it out of sources", file=f"{folder.name}/sources/{path.name}")
    optional = [name for name in OPTIONAL_FILES if (folder / name).exists()]
    names = [*YAML_FILES, *optional, *(f"sources/{path.name}" for path in found)]
    return {name: _read_text(folder, name) for name in names}


def digest(files: Mapping[str, str]) -> str:
    """`sha256:<hex>` over names and texts, whatever the order of `files` and wherever the folder lies."""
    total = sha256()
    for name in sorted(files):
        for part in (name, files[name]):
            encoded = part.encode()
            total.update(len(encoded).to_bytes(8, "big") + encoded)
    return f"sha256:{total.hexdigest()}"


def _read_text(folder: Path, name: str) -> str:
    label = f"{folder.name}/{name}"
    path = folder / name
    if not path.is_file():
        raise TopicError("the file is missing: docs/topics.md shows what it must hold", file=label)
    if path.stat().st_size > MAX_BYTES:
        raise TopicError(f"is larger than {MAX_BYTES:,} bytes: split it", file=label)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TopicError("is not UTF-8: save the file as UTF-8", file=label, line=line) from error
    text = text.replace("\r\n", "\n")
    # Control and format characters (zero width, change of direction) would let a text read otherwise than it looks.
    hidden = {c for c in set(text) if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")}
    if hidden:
        offset = min(text.index(c) for c in hidden)
        line = text.count("\n", 0, offset) + 1
        raise TopicError(f"holds the hidden character U+{ord(text[offset]):04X}: delete it", file=label, line=line)
    return text
