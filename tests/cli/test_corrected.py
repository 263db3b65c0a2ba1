"""A terminal tells what the last turn of a conversation corrected."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from cli.render import show_corrected


def shown(answer: dict[str, object]) -> str:
    out = StringIO()
    show_corrected(Console(file=out, width=80), answer)
    return out.getvalue()


def test_what_was_corrected_stands_with_the_findings_that_it_changed() -> None:
    fact = {"fact": "sodium", "was": "138 mmol/L", "now": "128 mmol/L"}
    text = shown({"corrections": {"facts": [fact], "findings_gone": ["one-rule"], "findings_new": ["another-rule"]}})

    assert "sodium 128 mmol/L, before 138 mmol/L" in text
    assert text.index("No longer found") < text.index("one-rule") < text.index("Newly found")
    assert "another-rule" in text


def test_nothing_is_said_where_nothing_was_corrected_or_the_field_was_not_kept() -> None:
    assert shown({"corrections": None}) == shown({}) == ""
