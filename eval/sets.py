"""Public question sets over a fixed collection of passages: which files they are, and that they are those files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from service.domain.errors import InputError

Half = Literal["choice", "held"]
#: Where the shared data lie beside a checkout.
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
#: What pins a set whose publisher names no checksum: the output of `sha256sum`, in the folder of its files.
PINS = "SHA256SUMS"


class AbsentError(InputError):
    """A set is not there: it is skipped aloud, where a file that does not hold is refused."""


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
class File:
    """A file of a set. `name` is its path inside the set's folder."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Its checksum."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What the files of a set hold. `notes` say what of it is not measured, and why."""

    documents: tuple[Document, ...]
    samples: tuple[Sample, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSet:
    """A collection with its questions. `sha256` is that of what it was read from."""

    name: str
    sha256: str
    documents: tuple[Document, ...]
    samples: tuple[Sample, ...]
    notes: tuple[str, ...] = ()


def one_file(path: Path) -> Sequence[Path]:
    """Return the file that a set is.

    Raises:
        AbsentError: there is none.
    """
    if not path.exists():
        raise AbsentError(f"there is no file {path.name}")
    return (path,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loader:
    """How a set is read: from which files, and what they must be."""

    name: str
    default: str
    """Where it lies in the folder of shared data."""
    parse: Callable[[Sequence[File]], Parsed]
    find: Callable[[Path], Sequence[Path]] = one_file
    """Returns the files of a set from the path that is given for it; raises `AbsentError` without them."""
    sha256: str | None = None
    """Checksum of the only file, where one is published."""

    def read(self, path: Path) -> RetrievalSet:
        """Read the set.

        Raises:
            AbsentError: it is not there.
            InputError: a file cannot be read, is not the one that is meant, or does not hold; the message names it.
        """
        try:
            found = self.find(path)
        except AbsentError as error:
            raise AbsentError(f"{self.name}: {error}") from None
        folder = path if path.is_dir() else path.parent
        try:
            files = [_read(one, folder) for one in found]
            told = self._compared(files, folder)
            parsed = self.parse(files)
        except InputError as error:
            raise InputError(f"{self.name}: {error}") from None
        if not parsed.samples:
            raise InputError(f"{self.name}: holds no question that can be scored")
        return RetrievalSet(
            name=self.name,
            sha256=files[0].sha256 if len(files) == 1 else _together(files),
            documents=parsed.documents,
            samples=parsed.samples,
            notes=(*told, *parsed.notes),
        )

    def _compared(self, files: Sequence[File], folder: Path) -> tuple[str, ...]:
        """Compare the files with what is published, or with what their owner pinned; return what was not compared."""
        if self.sha256 is not None:
            if [file.sha256 for file in files] != [self.sha256]:
                raise InputError(f"{files[0].name} is not the published file (SHA-256 {self.sha256[:12]}…)")
        elif (folder / PINS).is_file():
            _demand_pinned(files, folder / PINS)
        else:
            return (f"no {PINS} lies beside it, so that its checksum is told, not compared",)
        return ()


def answered(pairs: Iterable[tuple[str, tuple[str, ...], str]]) -> tuple[tuple[Document, ...], tuple[Sample, ...]]:
    """Return the collection that pairs make: of a question, the headings of its answer, and the answer.

    An answer that stands twice in the same words is one document, and a question asked twice in the same words is
    answered by all its answers: neither could be told apart by a ranking.
    """
    documents: dict[str, Document] = {}
    relevant: dict[str, set[str]] = {}
    for question, headings, text in pairs:
        document = documents.setdefault(text, Document(id=f"{len(documents):05d}", headings=headings, text=text))
        relevant.setdefault(question, set()).add(document.id)
    samples = (Sample(question=question, relevant=frozenset(ids)) for question, ids in relevant.items())
    return tuple(documents.values()), tuple(samples)


def chosen(paths: Mapping[Loader, Path | None]) -> Iterator[tuple[Loader, Path]]:
    """Yield each set with its path: those whose path is given, or all from the shared folder when none is."""
    given = any(path is not None for path in paths.values())
    for loader, path in paths.items():
        if path is not None:
            yield loader, path
        elif not given:
            yield loader, SHARED / loader.default


def _read(path: Path, folder: Path) -> File:
    name = path.relative_to(folder).as_posix()
    try:
        return File(name=name, content=path.read_bytes())
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from error


def _together(files: Iterable[File]) -> str:
    lines = sorted(f"{file.sha256}  {file.name}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _demand_pinned(files: Iterable[File], pins: Path) -> None:
    held: dict[str, str] = {}
    for number, line in enumerate(pins.read_text(encoding="utf-8").splitlines(), 1):
        checksum, _, name = line.partition(" ")
        if not name.strip():
            raise InputError(f"{PINS}:{number}: not a checksum and a name")
        held[name.strip().removeprefix("*").removeprefix("./")] = checksum.lower()
    for file in files:
        if held.get(file.name) != file.sha256:
            raise InputError(f"{file.name} is not the file that {PINS} names (SHA-256 {file.sha256[:12]}…)")
