"""Findings at the command line: what to do in one line, each figure once, then the detail."""

from __future__ import annotations

from io import StringIO
from typing import Any

from rich.console import Console

from cli.render import show_findings

FACT = {
    "fact": "ALT",
    "value": 223,
    "unit": "U/L",
    "limit": "> 3 x upper limit",
    "from": "question",
    "computed": "223 U/L / 40 = 5.58 x upper limit",
}
FINDING: dict[str, Any] = {
    "rule": "hold",
    "severity": "high",
    "action": "hold",
    "headline": "Hold it now",
    "message": "ALT 223 U/L / 40 = 5.58 x upper limit. the line is met: hold it.",
    "because": [FACT],
    "citations": [1],
}


def _printed(**changed: object) -> str:
    out = StringIO()
    show_findings(Console(file=out, width=200), [{**FINDING, **changed}])
    return out.getvalue()


def test_what_to_do_comes_first_and_each_figure_stands_once() -> None:
    printed = _printed()

    assert printed.index("Hold it now") < printed.index("5.58") < printed.index("The line is met: hold it. [1]")
    assert printed.count("5.58") == 1


def test_figures_in_brackets_are_not_said_again_either() -> None:
    printed = _printed(message="Injury (ALT 223 U/L / 40 = 5.58 x upper limit): test.")

    assert "Injury: test. [1]" in printed


def test_a_finding_without_a_headline_or_figures_shows_its_message_whole() -> None:
    assert "no restart." in _printed(headline=None, because=[], message="no restart.")


def test_a_fact_that_the_message_holds_and_no_line_is_held_against_is_not_said_twice() -> None:
    premise = {**FACT, "fact": "a wrong belief", "value": None, "unit": None, "limit": None, "computed": "- so"}
    printed = _printed(message="A correction first: a wrong belief - so.", because=[premise])

    assert printed.count("a wrong belief - so") == 1
