"""Reads server-sent events as a client does that knows nothing else."""

from __future__ import annotations

import json
from typing import Any

EVENTS = {"accept": "text/event-stream"}
Told = list[tuple[str, Any]]


def told(text: str) -> Told:
    """The events of a stream in order; comments are skipped, as the standard says."""
    found: Told = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if line and not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def built(events: Told) -> dict[str, Any]:
    """What a client that knows nothing but the events makes of them."""
    made: dict[str, Any] = {name: [] for name in ("findings", "missing", "sections", "disagreements", "citations")}
    for name, body in events:
        match name:
            case "accepted":
                made |= body
            case "finding" | "disagreement" | "citation":
                made[f"{name}s"].append(body)
            case "missing":
                made["missing"].append(body)
            case "section":
                made["sections"].insert(body["index"], {"heading": body["heading"], "statements": []})
            case "statement":
                statement = {field: value for field, value in body.items() if field != "section"}
                made["sections"][body["section"]]["statements"].append(statement)
    return made
