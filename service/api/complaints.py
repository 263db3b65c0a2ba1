"""Says what is wrong with a field in words of the contract alone, so that nothing of the input comes back."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from service.api.requests import (
    AskRequest,
    AssessRequest,
    CheckRequest,
    FeedbackRequest,
    LabIn,
    MedicationIn,
    PatientIn,
    ReviewRequest,
)

#: pydantic's type of error -> our sentence; braces are filled from the schema's own limits, never from the input.
_WORDS: Mapping[str, str] = {
    "missing": "is required",
    "extra_forbidden": "holds a field that is not part of the contract; check its spelling",
    "string_type": "must be text",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "too_long": "holds more than {max_length} entries",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "must not be empty",
    "enum": "must be one of {expected}",
    "literal_error": "must be one of {expected}",
    "greater_than": "must be above {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be below {lt}",
    "less_than_equal": "must be at most {le}",
}
#: Every field of a request, so that a misspelt one can be told by its right spelling.
FIELDS = sorted(
    {
        field.alias or name
        for body in (
            AskRequest,
            AssessRequest,
            CheckRequest,
            PatientIn,
            LabIn,
            MedicationIn,
            ReviewRequest,
            FeedbackRequest,
        )
        for name, field in body.model_fields.items()
    }
)
_LIMITS = ("max_length", "expected", "gt", "ge", "lt", "le")
_OURS = "contract"
"""Type of the errors that our own validators raise: their message is ours and may be shown."""


def complaints(raw: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return for each of pydantic's errors its path in the request and a sentence, without any of the input."""
    return [{"path": _path(error), "message": _message(error)} for error in raw]


def in_words(found: Sequence[Mapping[str, str]]) -> str:
    """Return complaints as one line, for a reader without the request's fields."""
    return "; ".join(f"{complaint['path']}: {complaint['message']}" for complaint in found)


def _path(error: Mapping[str, Any]) -> str:
    parts = [part for part in error["loc"] if part != "body"]
    if error["type"] == "extra_forbidden":
        # The unknown name is the client's own text: only the place where it stood is told.
        parts = parts[:-1]
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return path.removeprefix(".") or "the request body"


def _message(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    if error["type"] == _OURS:
        return str(error["msg"])
    words = _WORDS.get(error["type"], "cannot be used as it is")
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(error["loc"][-1]), FIELDS, n=1)
        words += f"; did you mean {near[0]}?" if near else ""
    return words.format_map({name: context.get(name, "the limit") for name in _LIMITS})
