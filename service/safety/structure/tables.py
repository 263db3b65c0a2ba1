"""Rows and columns (pipes, separated values, columns lined up by blanks), read into one tree a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from service.safety.english.wordlist import words
from service.safety.structure.labels import Label, is_clock, is_number, is_strength, is_time, read_label
from service.safety.structure.nodes import Node

_RULED = frozenset(" \t|:+=-")
_COMMA, _SEMICOLON = regex.compile(r'"[^"\n]*+"|[^,\n]+|(?<=,)(?=,|$)'), regex.compile(r'"[^"\n]*+"|[^;\n]+')
_TAB, _GAP = regex.compile(r"[^\t\n]+"), regex.compile(r"\S+(?: \S+)*")
#: Between the rows of one table a page of markup may leave so many empty lines.
MOST_EMPTY_LINES = 2
#: Heads are short; a longer cell is text.
LONGEST_HEAD = 40


class Cell(NamedTuple):
    """A cell and its place."""

    text: str
    start: int
    end: int


class Row(NamedTuple):
    """A line of cells."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    ruled: bool = False
    """True for a line of dashes, which makes the line before it a header."""


def find_tables(text: str) -> Iterator[Node]:
    """Every table as a tree with one branch a row, in order."""
    lines: list[Row] = []
    at = 0
    for body in text.split("\n"):
        lines.append(Row((), at, at + len(body)))
        at += len(body) + 1
    i = 0
    while i < len(lines):
        for reader in (_piped, _separated):
            rows, j = reader(text, lines, i)
            node = _table(rows) if len(rows) > 1 else None
            if node is not None:
                yield node
                i = j - 1
                break
        i += 1


def _cells(text: str, line: Row, pattern: regex.Pattern[str]) -> tuple[Cell, ...]:
    found = pattern.finditer(text, line.start, line.end)
    return tuple(_trimmed(m.group(), m.start()) for m in found)


def _trimmed(body: str, start: int) -> Cell:
    inner = body.strip().strip('"').strip("*").strip()
    at = start + (body.find(inner) if inner else 0)
    return Cell(inner, at, at + len(inner))


def _piped(text: str, lines: Sequence[Row], i: int) -> tuple[list[Row], int]:
    """The rows from line `i` on whose cells are parted by pipes."""
    rows: list[Row] = []
    empty = 0
    j = i
    while j < len(lines) and empty <= MOST_EMPTY_LINES:
        body = text[lines[j].start : lines[j].end]
        if not body.strip():
            empty += 1
        elif "|" in body or (rows and _is_rule(body)):
            empty = 0
            rows.append(_pipe_row(text, lines[j]))
        else:
            break
        j += 1
        if not rows:
            break
    return rows, j


def _is_rule(body: str) -> bool:
    return "--" in body and set(body) <= _RULED


def _pipe_row(text: str, line: Row) -> Row:
    body = text[line.start : line.end]
    ruled = _is_rule(body)
    first = line.start + len(body) - len(body.lstrip())
    if text[first] == "|":
        first += 1
    last = line.start + len(body.rstrip())
    if last > first and text[last - 1] == "|":
        last -= 1
    cells: list[Cell] = []
    at = first
    for part in text[first:last].split("|"):
        cells.append(_trimmed(part, at))
        at += len(part) + 1
    return Row(tuple(cells), line.start, line.end, ruled)


def _separated(text: str, lines: Sequence[Row], i: int) -> tuple[list[Row], int]:
    """The rows from line `i` on, parted as the header in that line is: by tabs, semicolons, commas or gaps."""
    head = text[lines[i].start : lines[i].end]
    for mark, pattern in (("\t", _TAB), (";", _SEMICOLON), (",", _COMMA), ("  ", _GAP)):
        if mark not in head.strip() or i + 1 == len(lines) or mark not in text[lines[i + 1].start : lines[i + 1].end]:
            continue
        body = text[lines[i + 1].start : lines[i + 1].end]
        if mark == "," and (", " in head) != (", " in body):
            continue  # Two lines of prose, or a comma within a figure.
        first = _cells(text, lines[i], pattern)
        if len(first) < 2 or not _is_header([c.text for c in first], mark):
            continue
        rows, j = [Row(first, lines[i].start, lines[i].end)], i + 1
        while j < len(lines):
            cells = _cells(text, lines[j], pattern)
            if len(cells) != len(first) and not (mark == "\t" and 1 < len(cells) < len(first)):
                break
            rows.append(Row(cells, lines[j].start, lines[j].end))
            j += 1
        if len(rows) > 1:
            return rows, j
    return [], i


def _is_header(cells: Sequence[str], mark: str) -> bool:
    """Whether cells are heads: short words without figures, of which one at least is known as a head."""
    if any(not c or len(c) > LONGEST_HEAD or _figured(c) or c.endswith(".") for c in cells):
        return False
    labels = [read_label(c) for c in cells]
    known = sum(label.role != "other" or label.measure >= 0 or "_" in c for label, c in zip(labels, cells, strict=True))
    return known >= (1 if mark in ("\t", ";") else 2)


def _table(rows: Sequence[Row]) -> Node | None:
    """The tree of a table; None for lines that are no table."""
    first, body = rows[0], [r for r in rows[1:] if not r.ruled]
    if first.ruled or not body or (len(first.cells) < 2 and len(body[0].cells) < 2):
        return None
    whole = Node(label="", start=rows[0].start, end=rows[-1].end)
    headed = rows[1].ruled or not any(_figured(c.text) for c in first.cells)
    if _keyed([first, *body]):
        whole.children = [_leaf(r.cells[0].text, r.cells[1]) for r in (first, *body)]
        return whole
    if not headed:
        return None
    whole.children = [_row([c.text for c in first.cells], r) for r in body if any(c.text for c in r.cells)]
    return whole


def _figured(cell: str) -> bool:
    """Whether a cell holds a figure, and not as a head may: "Week 2", "08:00", "50 mg tablets"."""
    return any(c.isdigit() for c in cell) and not (is_time(cell) or is_clock(cell) or is_strength(cell))


def _keyed(rows: Sequence[Row]) -> bool:
    """Whether a table of two columns holds keys on the left: "Drug | ...", "Dose | ..."."""
    if any(len(r.cells) != 2 for r in rows):
        return False
    return sum(read_label(r.cells[0].text).role in _KEYS and r.cells[0].text[:1].isalpha() for r in rows) > 1


_KEYS = frozenset(("name", "strength", "amount", "often", "count"))


def _row(heads: Sequence[str], row: Row) -> Node:
    """A row as a record; a first column without a place in an order is what the row is about."""
    node = Node(label="", start=row.start, end=row.end)
    cells = list(zip(heads, row.cells, strict=False))
    cells += [("", c) for c in row.cells[len(heads) :]]
    head, cell = cells[0]
    about = read_label(head)
    if not head and cell.text and not _figured(cell.text) and any(heads):
        # What stands under an empty head names the row, as in a grid of drugs and parts of the day.
        node.children = [_branch(cell, cells[1:], row)]
        return node
    if about.role in _ABOUT and not is_number(cell.text) and not is_time(cell.text) and cell.text:
        node.children = [_leaf(_about(about, head), cell), *_leaves(cells[1:])]
        return node
    node.children = _leaves(cells)
    return node


def _branch(cell: Cell, cells: Sequence[tuple[str, Cell]], row: Row) -> Node:
    return Node(label=cell.text, start=row.start, end=row.end, children=_leaves(cells))


def _about(about: Label, head: str) -> str:
    """The words that a first column begins its rows with: a time, or a condition."""
    if about.role in ("often", "when", "at", "for"):
        return "when"
    return head if not head or set(about.words) & _OF_A_LIST else f"if {head}"


_ABOUT = frozenset(("other", "often", "when", "at", "for", "range"))
_OF_A_LIST = words("route form who by step item topic no rule question")


def _leaves(cells: Sequence[tuple[str, Cell]]) -> list[Node]:
    return [_leaf(head, cell) for head, cell in cells if cell.text.strip(" -–—.")]


def _leaf(label: str, cell: Cell) -> Node:
    return Node(label=label, value=cell.text, start=cell.start, end=cell.end)
