"""The texts that a command is given: words, files, standard input, and batches of one JSON object a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, BinaryIO

from service.api import strict_json
from service.api.complaints import FIELDS
from service.api.requests import MAX_BODY_BYTES, CheckRequest

#: A file longer than this holds no one text.
MAX_BYTES = 1_000_000
BATCHES = (".jsonl", ".ndjson")
STDIN = "-"
#: Endings of files of texts. Words that end in one are a file's name, and a file that is not there is no text.
_ENDINGS = frozenset(
    ".txt .text .md .markdown .rst .json .csv .tsv .html .htm .xml .pdf .doc .docx .odt .rtf .log .yaml .yml".split()
) | frozenset(BATCHES)
_FIELDS_OF_A_LINE = frozenset(("id", *CheckRequest.model_fields))
_LONG_FIELDS = [field for field in FIELDS if len(field) > len("dose")] + ["text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text stands: a file or standard input, a line of it, or the nth of the words given."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """As errors and results name it."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One text, as a part of the HTTP contract's request."""

    place: Place
    request: Mapping[str, Any]
    id: str | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What cannot be read as a text, and why."""

    place: Place
    why: str


class Texts:
    """The texts of a command line, in order, read as they are asked for."""

    def __init__(self, words: Sequence[str], *, batch: bool) -> None:
        """Take the words of a command line; `batch` reads files and standard input as one JSON object a line."""
        self.words = words
        self.batch = batch
        self.passed_over: set[str] = set()
        """Names of fields of batch lines that are no part of a request, such as a label."""

    @property
    def single(self) -> bool:
        """Whether there is one text and no batch, so that its result needs no name."""
        return len(self.words) == 1 and not self._is_batch(self.words[0])

    def _is_batch(self, word: str) -> bool:
        return (self.batch or word.lower().endswith(BATCHES)) and (word == STDIN or _is_file(word))

    def total(self) -> int | None:
        """Return how many texts there are at most; None where standard input would have to be read to know."""
        if any(word == STDIN and self._is_batch(word) for word in self.words):
            return None
        return sum(_lines_in(word) if self._is_batch(word) else 1 for word in self.words)

    def __iter__(self) -> Iterator[Given | Refused]:
        """Yield each text, or why there is none."""
        for number, word in enumerate(self.words, start=1):
            if word == STDIN:
                yield from self._from(sys.stdin.buffer, word, "standard input")
            elif _is_file(word):
                with Path(word).open("rb") as stream:
                    yield from self._from(stream, word, _printable(word))
            elif not word.strip():
                yield Refused(place=Place(file=f"text {number}"), why="is empty")
            elif refusal := _no_file(word, batch=self.batch):
                yield Refused(place=Place(file=_printable(word)), why=refusal)
            else:
                yield Given(place=Place(file=f"text {number}"), request={"text": word})

    def _from(self, stream: BinaryIO, word: str, name: str) -> Iterator[Given | Refused]:
        if self._is_batch(word):
            yield from self._lines(stream, name)
        else:
            yield _whole(stream, Place(file=name))

    def _lines(self, stream: BinaryIO, name: str) -> Iterator[Given | Refused]:
        number = 0
        while raw := stream.readline(MAX_BODY_BYTES + 1):
            number += 1
            place = Place(file=name, line=number)
            if len(raw) > MAX_BODY_BYTES:
                while raw and not raw.endswith(b"\n"):
                    raw = stream.readline(MAX_BODY_BYTES)
                yield Refused(place=place, why=f"the line is longer than {MAX_BODY_BYTES:,} bytes")
            elif raw.removeprefix(b"\xef\xbb\xbf").strip():
                yield self._line(raw.removeprefix(b"\xef\xbb\xbf"), place)

    def _line(self, raw: bytes, place: Place) -> Given | Refused:
        try:
            held = strict_json.parse(raw)
        except strict_json.NotJsonError as error:
            return Refused(place=place, why=f"the line {error}")
        if not isinstance(held, dict):
            return Refused(place=place, why="the line is not a JSON object with a text")
        name = held.pop("id", None)
        if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
            return Refused(place=place, why="id: must be text or a whole number")
        foreign = {key for key in held if not _could_be_ours(key)}
        self.passed_over |= foreign
        request = {key: value for key, value in held.items() if key not in foreign}
        return Given(place=place, request=request, id=_printable(name) if isinstance(name, str) else name)


def _could_be_ours(key: str) -> bool:
    """Whether a field of a line is one of a request, or may be meant as one: those are never passed over."""
    known = key.casefold()
    return (
        known in FIELDS or known in _FIELDS_OF_A_LINE or bool(get_close_matches(known, _LONG_FIELDS, n=1, cutoff=0.75))
    )


def _whole(stream: BinaryIO, place: Place) -> Given | Refused:
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return Refused(place=place, why=f"is larger than {MAX_BYTES:,} bytes")
    try:
        return Given(place=place, request={"text": raw.decode("utf-8-sig")})
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Refused(place=Place(file=place.file, line=line), why="is not UTF-8 text")


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except (OSError, ValueError):
        # Too long, or not writable as a path: then it is a text.
        return False


def _no_file(word: str, *, batch: bool) -> str | None:
    """Why words that are no file are no text either: a misspelt name must not be judged and pass."""
    try:
        folder = Path(word).is_dir()
    except (OSError, ValueError):
        folder = False
    if folder:
        return "is a folder: name its files"
    if batch:
        return "is no file: with --batch give files, or - for standard input"
    last = word.rsplit(maxsplit=1)[-1] if word.strip() else ""
    named = Path(last).suffix.lower() in _ENDINGS or (last == word and ("/" in word or "\\" in word))
    return "there is no such file (to check words that look like one, pipe them to -)" if named else None


def _lines_in(word: str) -> int:
    with Path(word).open("rb") as stream:
        return sum(1 for _ in stream)


def _printable(word: str) -> str:
    """A name as it may be printed: one line, no control characters, no halves of Unicode pairs."""
    return "".join(char if char.isprintable() else "?" for char in word)
