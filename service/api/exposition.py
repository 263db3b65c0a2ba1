"""Sums since the start in the text format that Prometheus reads."""

from __future__ import annotations

from collections.abc import Mapping

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


def exposed(sums: Mapping[str, float]) -> str:
    """Return one line a sum, each family of them behind its type."""
    lines: list[str] = []
    told: set[str] = set()
    for name, value in sorted(sums.items()):
        family = f"groundrule_{name.partition('{')[0]}"
        if family not in told:
            told.add(family)
            lines.append(f"# TYPE {family} counter")
        lines.append(f"groundrule_{name} {value:g}")
    return "".join(f"{line}\n" for line in lines)
