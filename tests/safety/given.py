"""The example texts that the bench carries, with the patient that some of them come with."""

from __future__ import annotations

import json
from pathlib import Path

from service.domain.facts import DoseFact, PatientFacts, Read

_FOLDER = Path(__file__).parents[2] / "bench" / "texts"
_READ = Read(origin="patient")


def given(name: str) -> tuple[tuple[str, str, PatientFacts], ...]:
    """Return id, text and patient of each example of `unsafe` or `safe`."""
    lines = (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple((e["id"], e["text"], _facts(e.get("patient", {}))) for e in map(json.loads, lines))


def _facts(patient: dict[str, list[dict[str, str | float]]]) -> PatientFacts:
    doses = tuple(
        DoseFact(
            drug=str(m["drug"]),
            governed=True,
            status="active" if m["status"] == "active" else "previous",
            read=_READ,
            low_mg_per_day=float(m["dose"]),
            high_mg_per_day=float(m["dose"]),
        )
        for m in patient.get("medications", ())
    )
    return PatientFacts(doses=doses)
