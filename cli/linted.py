"""What the lint found, as a terminal shows it: one line for each thing, with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from rich.console import Console

from cli.page import heading, paragraph

Seen = Mapping[str, Any]


def show_findings(console: Console, seen: Seen) -> None:
    """Print every finding, then how many there are."""
    for finding in seen["findings"]:
        _show(console, seen, finding)
    counts = ", ".join(f"{number} {severity}s" for severity, number in seen["counts"].items())
    console.print(f"{seen['topic']}: {counts}")


def show_coverage(console: Console, seen: Seen) -> None:
    """Print what is not covered: figures by the sentence that they stand in, rules and limits by their place."""
    errors = [finding for finding in seen["findings"] if finding["severity"] == "error"]
    for finding in errors:
        console.print(
            f"error {seen['topic']}/{_place(finding)} {finding['code']}: {finding['message']}", soft_wrap=True
        )
    figures = seen["figures_without_rule"]
    heading(console, f"{seen['topic']}: figures that no rule carries ({len(figures)})")
    for (place, text), listed in groupby(figures, key=lambda figure: (_place(figure), figure["text"])):
        console.print(f"  {place}: {', '.join(figure['figure'] for figure in listed)}", soft_wrap=True)
        paragraph(console, text, indent=4, style="dim")
    for key, title in (
        ("rules_untried", "rules untried by examples"),
        ("enforced_untried", "limits and forbidden advice untried by samples"),
    ):
        heading(console, f"{seen['topic']}: {title} ({len(seen[key])})")
        for one in seen[key]:
            console.print(f"  {_place(one)}: {one['rule']}, {one['what']}", soft_wrap=True)


def _show(console: Console, seen: Seen, finding: Mapping[str, Any]) -> None:
    where = f"{seen['topic']}/{_place(finding)}"
    console.print(f"{finding['severity']} {where} {finding['code']}: {finding['message']}", soft_wrap=True)


def _place(one: Mapping[str, Any]) -> str:
    return str(one["file"]) if one["line"] is None else f"{one['file']}:{one['line']}"
