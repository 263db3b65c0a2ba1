"""Answers as a terminal shows them: findings first with their arithmetic, readable at 80 columns and without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.page import bullet, heading, listed, paragraph

Payload = Mapping[str, Any]

_STATUS = {
    "emergency": "EMERGENCY",
    "withheld": "WITHHELD: no draft passed the safety check. The findings stand.",
    "not_covered": "NOT COVERED: nothing in the sources settles this question.",
}
_VERDICT_STYLE = {"pass": "green", "block": "bold red", "abstain": "bold yellow"}
_STYLE = {"critical": "bold red", "high": "bold yellow", "moderate": "bold", "info": "dim"}


def show_answer(console: Console, answer: Payload, *, quotes: bool = False) -> None:
    """Print an answer of the HTTP contract; `quotes` adds the words behind every citation."""
    if answer["status"] in _STATUS:
        console.print(Text(_STATUS[answer["status"]], style="bold red" if answer["status"] == "emergency" else "bold"))
    show_corrected(console, answer)
    show_findings(console, answer["findings"])
    show_missing(console, answer["missing"])
    for section in answer["sections"]:
        heading(console, section["heading"])
        for statement in section["statements"]:
            bullet(console, statement["text"] + _marks(statement["citations"]))
    listed(console, "Not addressed", answer["not_addressed"])
    for one in answer["disagreements"]:
        heading(console, f"Sources disagree: {one['about']}")
        for position in one["positions"]:
            bullet(console, position["text"] + _marks(position["citations"]))
    changes = (
        f"{c['outcome']} ({c['rule']}): {c['statement']} Reason: {c['reason']}" for c in answer["safety"]["changes"]
    )
    listed(console, "Changed by the safety check", changes)
    _sources(console, answer["citations"], quotes=quotes)
    listed(console, "You could also ask", answer["suggestions"])
    _closing(console, answer)


def show_assessed(console: Console, assessed: Payload) -> None:
    """Print what the rules say of a case, with the facts they were given."""
    listed(console, "Facts read", (_fact(fact) for fact in assessed["facts"]))
    show_findings(console, assessed["findings"])
    show_missing(console, assessed["missing"])
    if not assessed["findings"] and not assessed["missing"]:
        console.print("No rule fires on these facts. What was not said is unknown, not normal.")


def show_findings(console: Console, findings: Iterable[Payload]) -> None:
    """Print findings in their order, each with the figures it fired on."""
    for position, finding in enumerate(findings):
        if position == 0:
            heading(console, "Findings")
        action = "" if finding["action"] == "none" else f", {finding['action'].replace('-', ' ')}"
        head = Text("  ")
        head.append(finding["severity"].upper(), style=_STYLE[finding["severity"]])
        head.append(f"{action} (rule {finding['rule']})")
        console.print(head)
        if finding.get("headline"):
            paragraph(console, finding["headline"], indent=4, style="bold")
        detail = _detail(finding)
        # What the message says in its own words, and no line is held against, is not said twice.
        for line in _because(one for one in finding["because"] if one.get("limit") or _figure(one) not in detail):
            paragraph(console, line, indent=6, style="dim")
        paragraph(console, detail + _marks(finding.get("citations", ())), indent=4)


def show_missing(console: Console, missing: Iterable[Payload]) -> None:
    """Print what to ask for, and why it would change the verdict."""
    listed(console, "Please supply", (f"{one['fact']}: {one['why']}" for one in missing))


def show_check(console: Console, checked: Payload, *, title: str) -> None:
    """Print the judgement of a text as a table of its statements, with what may be shown instead."""
    console.print(Text(title, style="bold"), soft_wrap=True)
    table = Table(show_lines=True, width=console.width)
    table.add_column("Statement", ratio=5, overflow="fold")
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Rule and reason", ratio=4, overflow="fold")
    for statement in checked["statements"]:
        reasons = "\n".join(f"{v['rule']}: {v['reason']}" for v in statement["violations"])
        verdict = Text(statement["verdict"], style=_VERDICT_STYLE[statement["verdict"]])
        table.add_row(Text(statement["text"]), verdict, Text(reasons or "-"))
    console.print(table)
    listed(console, "Of the text as a whole", (f"{v['rule']}: {v['reason']}" for v in checked["violations"]))
    show_findings(console, checked["findings"])
    if checked["verdict"] != "pass":
        heading(console, "What may be shown instead")
        paragraph(console, checked["safe_text"] or "Nothing of it.", indent=2)


def show_corrected(console: Console, answer: Payload) -> None:
    """Print what the last turn replaced; an answer that was kept before this was told has no such field."""
    made = answer.get("corrections")
    if made is None:
        return
    listed(console, "Corrected by this turn", (f"{c['fact']} {c['now']}, before {c['was']}" for c in made["facts"]))
    listed(console, "No longer found", made["findings_gone"])
    listed(console, "Newly found", made["findings_new"])


def _fact(fact: Payload) -> str:
    value = " ".join(str(fact[key]) for key in ("value", "unit") if fact.get(key) is not None)
    converted = f" ({fact['converted']})" if fact.get("converted") else ""
    return f"{fact['fact']}: {value}{converted}, {_origin(fact['from'])}"


def _detail(finding: Payload) -> str:
    """A message without the figures that stand above it with their lines."""
    message: str = finding["message"]
    figures = "; ".join(dict.fromkeys(_figure(one) for one in finding["because"]))
    if not figures or not message.casefold().startswith(figures.casefold()):
        return message.replace(f" ({figures})", "")
    rest = message[len(figures) :].lstrip(" .:;")
    return rest[:1].upper() + rest[1:]


def _figure(one: Payload) -> str:
    """One fact as messages say it: its name, its figure and the arithmetic."""
    value = one.get("value")
    said = (
        f'("{value}")'
        if isinstance(value, str)
        else " ".join(str(v) for v in (value, one.get("unit")) if v is not None)
    )
    return f"{one['fact']} {one.get('computed') or said}".strip()


def _because(because: Iterable[Payload]) -> Iterable[str]:
    """One line per figure, with every line that it met."""
    lines: dict[str, list[str]] = {}
    for one in because:
        figure = _figure(one)
        lines.setdefault(f"{figure} ({_origin(one['from'])})", []).extend([one["limit"]] if one.get("limit") else [])
    return (figure + (f"; line {' and '.join(dict.fromkeys(met))}" if met else "") for figure, met in lines.items())


def _origin(origin: str) -> str:
    return {
        "question": "read in the question",
        "history": "read earlier in the conversation",
        "patient": "given with the question",
        "assumed": "assumed",
    }.get(origin, origin)


def _sources(console: Console, citations: Iterable[Payload], *, quotes: bool) -> None:
    """Print citations under the source they come from, so that a title stands once."""
    by_source: dict[str, list[Payload]] = {}
    for one in citations:
        by_source.setdefault(one["source_id"], []).append(one)
    for position, own in enumerate(by_source.values()):
        if position == 0:
            heading(console, "Sources")
        first = own[0]
        origin = ", ".join(str(first[key]) for key in ("publisher", "published", "url") if first.get(key))
        summary = "" if first["verbatim"] else "; as summarised from it"
        bullet(console, f"{first['title'].rstrip('.')}. {origin} ({first['kind']}{summary})")
        for one in own:
            references = f", its references {', '.join(one['references'])}" if one["references"] else ""
            quote = f": {one['quote']}" if quotes else ""
            paragraph(console, f"[{one['n']}] {one['section']}{references}{quote}", indent=6, style="dim")


def _closing(console: Console, answer: Payload) -> None:
    console.print()
    review = answer.get("review")
    for line in (review["notice"] if review else None, answer.get("disclaimer")):
        if line:
            paragraph(console, line, style="italic")
    if answer.get("conversation_id"):
        paragraph(console, f"Continue with --conversation {answer['conversation_id']}", style="dim")


def _marks(citations: Iterable[int]) -> str:
    return "".join(f" [{n}]" for n in citations)
