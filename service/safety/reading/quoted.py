"""Read limits that a text states as the rule ("the article says hold at 5 x ULN"), to compare with the rules' own."""

from __future__ import annotations

from collections.abc import Iterator

from service.domain.facts import QuotedLimit
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_STATED = frozenset(
    "article guideline guidelines guidance says rule correct right true isn't isnt read line cutoff".split()
)
_STEP = frozenset("step steps increment increments".split())
_LINE = frozenset("line threshold cutoff cut-off".split())
_MEETING = frozenset("met meet meets crossed reached applies apply applicable".split())
_OF = {"upper-limit": "x upper limit", "range": "x upper limit", "baseline": "x baseline"}


def read_quoted(scan: Scan) -> tuple[QuotedLimit, ...]:
    """Dose steps and stop lines that a sentence states as somebody's rule; a result or a question of choice is none."""
    return tuple(q for stretch in scan.sentences() if scan.words(stretch) & _STATED for q in _stated(scan, stretch))


def _stated(scan: Scan, stretch: range) -> Iterator[QuotedLimit]:
    figures = [i for i in stretch if scan.is_kind(i, Kind.NUMBER, Kind.MULTIPLE)]
    if any(scan.text(i) == "or" for i in range(figures[0], figures[-1])) if figures else True:
        return
    for i in figures:
        token = scan.tokens[i]
        if token.high is None or token.low != token.high:
            continue
        unit = scan.token(i + 1)
        name = unit.id if unit is not None and unit.kind is Kind.UNIT else ""
        if token.kind is Kind.MULTIPLE:
            limit = next((scan.tokens[j].id for j in range(i + 1, i + 4) if scan.is_kind(j, Kind.LIMIT)), None)
            if limit is not None and _of_a_stop(scan, stretch, i):
                yield QuotedLimit(claim="stop-line", value=token.high, unit=_OF[limit], read=scan.read(i, i))
        elif name == "mg" and {scan.text(j) for j in (*range(i - 3, i), i + 2)} & _STEP:
            yield QuotedLimit(claim="step", value=token.high, unit="mg", read=scan.read(i, i + 1))
        elif name and name != "mg" and _names_a_line(scan, stretch, i):
            yield QuotedLimit(claim="stop-line", value=token.high, unit=name, read=scan.read(i, i + 1))


def _names_a_line(scan: Scan, stretch: range, i: int) -> bool:
    """Whether a line is given the figure at `i`: "the stop line is 300 U/L", not "is the line met by 95 U/L"."""
    lines = [j for j in range(stretch.start, i) if scan.text(j) in _LINE]
    return bool(lines) and not any(
        scan.is_kind(j, Kind.ANALYTE, Kind.PANEL, Kind.NUMBER) or scan.text(j) in _MEETING for j in range(lines[-1], i)
    )


def _of_a_stop(scan: Scan, stretch: range, i: int) -> bool:
    """Whether the multiple is where to hold or stop, and not the patient's own result."""
    before = range(stretch.start, i)
    held = any(scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("hold", "stop") for j in before)
    measured = any(scan.is_kind(j, Kind.ANALYTE, Kind.PANEL) for j in before)
    if held and not measured and any(scan.text(j) in _LINE for j in before):
        return True
    if scan.is_kind(i - 1, Kind.ANALYTE, Kind.PANEL) or scan.text(i - 1) in ("is", "was", "now"):
        return False
    return held
