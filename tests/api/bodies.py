"""A body that holds every field, and how its places are changed and its refusals looked at."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

MARKER = "zqmarkerqz"
JSON = {"content-type": "application/json"}
FULL: dict[str, Any] = {
    "question": "What now?",
    "topic": "tavorexin-low-sodium",
    "audience": "physician",
    "patient": {
        "labs": [
            {"analyte": "sodium", "value": 123, "unit": "mmol/L", "upper_limit": 145, "upper_limit_unit": "mmol/L",
             "baseline": 139, "baseline_unit": "mmol/L", "at": "2026-11-20"}
        ],
        "medications": [{"drug": "tavorexin", "dose": 10, "unit": "mg/d", "status": "held", "from": "2026-11-14",
                         "to": "2026-11-19"}],
        "symptoms": ["confusion"], "symptoms_absent": ["seizure"], "conditions": ["heart failure"],
        "weight_kg": 70, "age_years": 60, "as_of": "2026-11-20",
    },
}  # fmt: skip
Path = tuple[str | int, ...]


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in a body."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from paths(part, (*at, key))


def replaced(body: Any, at: Path, value: Any) -> Any:
    if not at:
        return value
    found = copy.deepcopy(body)
    place = found
    for key in at[:-1]:
        place = place[key]
    place[at[-1]] = value
    return found


def at_path(body: Any, at: Path) -> Any:
    for key in at:
        body = body[key]
    return body


def assert_problem(reply: Any, status: int) -> dict[str, Any]:
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = reply.json()
    assert {"type", "title", "status", "detail"} <= set(body) <= {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    return body


# ------------------------------------------------------------------------------------------------ the error tree
