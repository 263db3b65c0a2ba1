"""Reads what a model writes as it comes: strictly, one whole statement after another, and bounded."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.domain.wording import Worded

MAX_CHARS = 64_000
"""Of one answer; more is no answer to a question."""
MAX_OBJECT_CHARS = 6_000
MAX_STATEMENTS = 40

_HEAD = re.compile(r'\s*\{\s*"statements"\s*:\s*\[')
_BLANK = re.compile(r"\s*")
_BETWEEN = re.compile(r"\s*,")
_TAIL = re.compile(r"\s*\]\s*\}\s*")


class FormatError(Exception):
    """A model's answer is not what was asked for. The message says why and repeats nothing of it."""


class _Statement(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    text: Annotated[str, Field(min_length=1, max_length=1200)]
    passages: Annotated[list[int], Field(min_length=1, max_length=8)]
    claims: Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=40)]


class StatementReader:
    """Takes text piece by piece and gives back each statement once it is whole."""

    def __init__(self, passages: int, attempt: int) -> None:
        self._known = range(1, passages + 1)
        self._attempt = attempt
        self._text = ""
        self._at = 0
        self._seen = 0
        self._begun = self._closed = False
        self._failed: FormatError | None = None
        self._decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)

    def feed(self, piece: str) -> list[Worded]:
        """Return the statements that are whole now.

        Raises:
            FormatError: it can no longer become what was asked for.
        """
        if self._failed is not None:
            raise self._failed
        self._text += piece
        if len(self._text) > MAX_CHARS:
            raise FormatError("it is too long")
        found: list[Worded] = []
        # Only a closing brace can make a statement whole.
        if self._begun and "}" not in piece:
            if len(self._text) - self._at > MAX_OBJECT_CHARS:
                raise FormatError("a statement is too long")
            return found
        try:
            while (statement := self._next()) is not None:
                found.append(statement)
        except FormatError as error:
            if not found:
                raise
            # What stands before it is the same in whatever pieces it comes.
            self._failed = error
        return found

    def close(self) -> None:
        """Say that nothing follows.

        Raises:
            FormatError: the answer is not whole, or something stands around it.
        """
        if self._failed is not None:
            raise self._failed
        if not self._text.strip():
            raise FormatError("it is empty")
        if not self._closed:
            tail = _TAIL.fullmatch(self._text, self._at) if self._begun else None
            if tail is None:
                raise FormatError("it is not one whole JSON object of the form asked for")
        if self._seen == 0:
            raise FormatError("it holds no statement")

    def _next(self) -> Worded | None:
        at = self._start()
        if at is None:
            return None
        try:
            value, end = self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError:
            if len(self._text) - at > MAX_OBJECT_CHARS:
                raise FormatError("a statement is too long") from None
            return None
        except (RecursionError, ValueError) as error:
            raise FormatError(str(error) if isinstance(error, _RepeatedError) else "it is not plain JSON") from None
        self._at = end
        self._seen += 1
        if self._seen > MAX_STATEMENTS:
            raise FormatError("it holds too many statements")
        return self._statement(value)

    def _start(self) -> int | None:
        """Where the next statement begins; None while that cannot be told, or when there is none."""
        if not self._begun:
            head = _HEAD.match(self._text)
            if head is None:
                return None
            self._begun, self._at = True, head.end()
        at = self._at
        if self._seen:
            comma = _BETWEEN.match(self._text, self._at)
            if comma is None:
                return None
            at = comma.end()
        blank = _BLANK.match(self._text, at)
        at = blank.end() if blank is not None else at
        return at if self._text.startswith("{", at) else None

    def _statement(self, value: Any) -> Worded:
        try:
            read = _Statement.model_validate(value)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            where = ".".join(str(part) for part in first["loc"] if isinstance(part, int) or part.isidentifier())
            raise FormatError(f"statement {self._seen}, {where}: {first['type'].replace('_', ' ')}") from None
        if any(n not in self._known for n in read.passages):
            raise FormatError(f"statement {self._seen} cites a passage that was not given")
        return Worded(
            text=read.text,
            passages=tuple(dict.fromkeys(read.passages)),
            claims=tuple(read.claims),
            attempt=self._attempt,
        )


class _RepeatedError(ValueError):
    """A name stands twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedError("it holds a name twice in one object")
    return found


def _constant(_name: str) -> None:
    raise ValueError("no number")
