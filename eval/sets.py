"""Public question sets over a fixed collection of passages: read from a file that is exactly the one they name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from service.domain.errors import InputError

Half = Literal["choice", "held"]
#: Where the shared data lie beside a checkout.
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A passage of a set under its headings."""

    id: str
    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A question and the ids of the passages that answer it."""

    question: str
    relevant: frozenset[str]

    @property
    def half(self) -> Half:
        """The half it belongs to, by a hash of its words: settings are chosen on one and reported on the other."""
        return "held" if hashlib.sha256(self.question.encode()).digest()[0] % 2 else "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSet:
    """A collection with its questions. `sha256` is that of the file it was read from."""

    name: str
    sha256: str
    documents: tuple[Document, ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loader:
    """How a set is read: from which file, and what that file must be."""

    name: str
    sha256: str
    default: str
    """Where it lies in the folder of shared data."""
    parse: Callable[[Any], tuple[Sequence[Document], Sequence[Sample]]]

    def read(self, path: Path) -> RetrievalSet:
        """Read the set.

        Raises:
            InputError: the file cannot be read, or is not the one whose figures are published.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(f"{self.name}: {path.name} cannot be read: {error.strerror}") from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise InputError(f"{self.name}: {path.name} is not the published file (SHA-256 {self.sha256[:12]}…)")
        documents, samples = self.parse(json.loads(content))
        return RetrievalSet(name=self.name, sha256=self.sha256, documents=tuple(documents), samples=tuple(samples))


def _cpgqa(content: Any) -> tuple[Sequence[Document], Sequence[Sample]]:
    """One entry per question, each with its passage; a passage is one document however many questions it has."""
    documents: dict[str, Document] = {}
    samples: list[Sample] = []
    for entry in content["data"]:
        text = entry["paragraphs"]["context"]
        new = Document(id=f"{len(documents):04d}", headings=(entry["title"],), text=text)
        passage = documents.setdefault(text, new).id
        asked = entry["paragraphs"]["qas"]
        samples.extend(Sample(question=one["question"], relevant=frozenset({passage})) for one in asked)
    return tuple(documents.values()), samples


def _pubmedqa(content: Any) -> tuple[Sequence[Document], Sequence[Sample]]:
    """One abstract without its conclusion per question."""
    documents = [Document(id=key, headings=(), text="\n".join(entry["CONTEXTS"])) for key, entry in content.items()]
    samples = [Sample(question=entry["QUESTION"], relevant=frozenset({key})) for key, entry in content.items()]
    return documents, samples


#: https://github.com/mmahbub/cpgQA at 39632da, MIT: questions on a practice guideline.
CPGQA = Loader(
    name="cpgQA",
    sha256="8cbd7732118ad2de18101281de90f15f94eac694b5577a59f4197aab17c1e806",
    default="cpgqa/cpgQA-v1.0.json",
    parse=_cpgqa,
)
#: https://github.com/pubmedqa/pubmedqa at 1cbae8e, MIT: questions on abstracts.
PUBMEDQA = Loader(
    name="PubMedQA",
    sha256="8b3276be8942ebbd77f3ddcda12c1749bf0e490045a736fd8438ee40cf37a41d",
    default="pubmedqa/ori_pqal.json",
    parse=_pubmedqa,
)


def chosen(paths: Mapping[Loader, Path | None]) -> Iterator[tuple[Loader, Path]]:
    """Yield each set with its path: those whose path is given, or all from the shared folder when none is."""
    given = any(path is not None for path in paths.values())
    for loader, path in paths.items():
        if path is not None:
            yield loader, path
        elif not given:
            yield loader, SHARED / loader.default
