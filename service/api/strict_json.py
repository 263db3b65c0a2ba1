"""Reads JSON without the liberties of the standard library: UTF-8, no name twice, no NaN, not too deep."""

from __future__ import annotations

import json
from typing import Any


class NotJsonError(ValueError):
    """The bytes are not JSON; the message says why and repeats nothing of them. `line` is where, if that is known."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def parse(body: bytes) -> Any:
    """Return what stands in the bytes.

    Raises:
        NotJsonError: not UTF-8, not JSON, NaN or Infinity, a name twice in one object, or nested too deeply.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotJsonError("is not UTF-8", line=body.count(b"\n", 0, error.start) + 1) from None
    try:
        return json.loads(text, parse_constant=_constant, object_pairs_hook=_object)
    except RecursionError:
        raise NotJsonError("is nested too deeply") from None
    except NotJsonError:
        raise
    except json.JSONDecodeError as error:
        raise NotJsonError(
            "is not JSON; a common cause is a missing quote, brace or comma", line=error.lineno
        ) from None
    except ValueError:
        # The standard library's own bound on the digits of a whole number.
        raise NotJsonError("holds a number that is too long") from None


def _constant(_name: str) -> None:
    raise NotJsonError("holds NaN or Infinity, which are not JSON numbers")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJsonError("holds the same name twice in one object; one of the two values would be lost in silence")
    return found
