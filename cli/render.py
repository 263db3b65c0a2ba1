"""Answers as a terminal shows them: findings first with their arithmetic, readable at 80 columns and without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Payload = Mapping[str, Any]

_STATUS = {
    "emergency": "EMERGENCY",
    "withheld": "WITHHELD: no draft passed the safety check. The findings stand.",
    "not_covered": "NOT COVERED: nothing in the sources settles this question.",
}
_STYLE = {"critical": "bold red", "high": "bold yellow", "moderate": "bold", "info": "dim"}


def show_answer(console: Console, answer: Payload) -> None:
    """Print an answer of the HTTP contract."""
    if answer["status"] in _STATUS:
        console.print(Text(_STATUS[answer["status"]], style="bold red" if answer["status"] == "emergency" else "bold"))
    show_findings(console, answer["findings"])
    show_missing(console, answer["missing"])
    for section in answer["sections"]:
        _heading(console, section["heading"])
        for statement in section["statements"]:
            _bullet(console, statement["text"] + _marks(statement["citations"]))
    _list(console, "Not addressed", answer["not_addressed"])
    _disagreements(console, answer["disagreements"])
    _changes(console, answer["safety"]["changes"])
    _sources(console, answer["citations"])
    _list(console, "You could also ask", answer["suggestions"])
    _closing(console, answer)


def show_assessed(console: Console, assessed: Payload) -> None:
    """Print what the rules say of a case, with the facts they were given."""
    if assessed["facts"]:
        _heading(console, "Facts read")
    for fact in assessed["facts"]:
        value = " ".join(str(fact[key]) for key in ("value", "unit") if fact.get(key) is not None)
        converted = f" ({fact['converted']})" if fact.get("converted") else ""
        _bullet(console, f"{fact['fact']}: {value}{converted}, read from the {fact['from']}")
    show_findings(console, assessed["findings"])
    show_missing(console, assessed["missing"])
    if not assessed["findings"] and not assessed["missing"]:
        console.print("No rule fires on these facts. What was not said is unknown, not normal.")


def show_findings(console: Console, findings: Iterable[Payload]) -> None:
    """Print findings in their order, each with the figures it fired on."""
    for position, finding in enumerate(findings):
        if position == 0:
            _heading(console, "Findings")
        head = Text(f"{finding['severity'].upper()} ", style=_STYLE[finding["severity"]])
        action = "" if finding["action"] == "none" else f"{finding['action'].replace('-', ' ')}: "
        head.append(f"{action}{finding['message']}{_marks(finding.get('citations', ()))}", style="default not bold")
        console.print(Padding(head, (0, 0, 0, 2)))
        for because in finding["because"]:
            console.print(Padding(Text(_because(because), style="dim"), (0, 0, 0, 6)))
        console.print(Padding(Text(f"rule {finding['rule']}", style="dim"), (0, 0, 0, 6)))


def show_missing(console: Console, missing: Iterable[Payload]) -> None:
    """Print what to ask for, and why it would change the verdict."""
    _list(console, "Please supply", (f"{one['fact']}: {one['why']}" for one in missing))


def show_check(console: Console, checked: Payload) -> None:
    """Print the judgement of a text as a table of its statements."""
    table = Table(title=f"Verdict: {checked['verdict']}", title_justify="left", show_lines=True, expand=True)
    table.add_column("Statement", ratio=5, overflow="fold")
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Rule and reason", ratio=4, overflow="fold")
    for statement in checked["statements"]:
        reasons = "\n".join(f"{v['rule']}: {v['reason']}" for v in statement["violations"])
        table.add_row(Text(statement["text"]), Text(statement["verdict"]), Text(reasons or "-"))
    console.print(table)
    _list(console, "Of the text as a whole", (f"{v['rule']}: {v['reason']}" for v in checked.get("violations", ())))
    if checked["verdict"] != "pass":
        _heading(console, "What may be shown instead")
        console.print(Padding(Text(checked["safe_text"] or "Nothing of it."), (0, 0, 0, 2)))


def _because(because: Payload) -> str:
    value = " ".join(str(because[key]) for key in ("value", "unit") if because.get(key) is not None)
    parts = [f"{because['fact']} {value}".strip()]
    if because.get("computed"):
        parts.append(str(because["computed"]))
    if because.get("limit"):
        parts.append(f"line {because['limit']}")
    return "; ".join(parts) + f" (from the {because['from']})"


def _disagreements(console: Console, disagreements: Iterable[Payload]) -> None:
    for one in disagreements:
        _heading(console, f"Sources disagree: {one['about']}")
        for position in one["positions"]:
            _bullet(console, position["text"] + _marks(position["citations"]))


def _changes(console: Console, changes: Iterable[Payload]) -> None:
    shown = (f"{c['outcome']} ({c['rule']}): {c['statement']} Reason: {c['reason']}" for c in changes)
    _list(console, "Changed by the safety check", shown)


def _sources(console: Console, citations: Iterable[Payload]) -> None:
    for position, one in enumerate(citations):
        if position == 0:
            _heading(console, "Sources")
        origin = ", ".join(str(one[k]) for k in ("publisher", "published") if one.get(k))
        references = f" (its references {', '.join(one['references'])})" if one["references"] else ""
        quote = f"\u201c{one['quote']}\u201d" if one["verbatim"] else f"as summarised from it: {one['quote']}"
        line = f"[{one['n']}] {one['title']}. {origin}. {one['section']}{references}; {quote}"
        console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))


def _closing(console: Console, answer: Payload) -> None:
    console.print()
    review = answer.get("review")
    for line in (review["notice"] if review else None, answer.get("disclaimer")):
        if line:
            console.print(Text(line, style="italic"))
    if answer.get("conversation_id"):
        console.print(Text(f"Continue with --conversation {answer['conversation_id']}", style="dim"))


def _list(console: Console, heading: str, lines: Iterable[str]) -> None:
    for position, line in enumerate(lines):
        if position == 0:
            _heading(console, heading)
        _bullet(console, line)


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _bullet(console: Console, text: str) -> None:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    grid.add_row("-", Text(text))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _marks(citations: Iterable[int]) -> str:
    return "".join(f" [{n}]" for n in citations)
