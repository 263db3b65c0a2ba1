"""Small structures that stand for one value: a quantity, a range, a ratio, a timing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from service.safety.structure.labels import is_number
from service.safety.structure.nodes import Node

_LOW, _HIGH = ("low", "min", "minimum", "from", "lower"), ("high", "max", "maximum", "to", "upper")
_PERIODS = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
#: The codes of the resources of records for a part of the day.
_PARTS = {
    "morn": "in the morning", "noon": "at noon", "aft": "in the afternoon", "eve": "in the evening",
    "night": "at night", "hs": "at bedtime", "cm": "at breakfast", "acm": "at breakfast", "pcm": "at breakfast",
    "cd": "at lunch", "acd": "at lunch", "pcd": "at lunch", "cv": "at dinner", "acv": "at dinner", "pcv": "at dinner",
}  # fmt: skip


_AMOUNT = regex.compile(r"(?:(?P<count>\d+(?:\.\d+)?)\s?[x×*]\s?)?(?P<each>\d+(?:\.\d+)?)\s?(?P<unit>m?c?g|µg)")


def settle(node: Node) -> Node:
    """The node with every small structure told as one value."""
    if node.value is not None:
        return _leaf(node, _coded(node.label, node.value))
    children = [settle(c) for c in node.children]
    named = {_key(c.label): c.value for c in children if c.value is not None}
    value = _range(named) or _ratio(named) or _quantity(named) or _timing(named)
    if value is not None and len(named) == len(children):
        return _leaf(node, value)
    if value is None and children and all(c.value is not None and not c.label for c in children):
        role = node.head.role
        if role in ("at", "part", "often", "when", "case"):
            values = [_coded(node.label, c.value or "") for c in children]
            return _leaf(node, added(values) or " and ".join(values))
    return Node(label=node.label, start=node.start, end=node.end, children=children)


def _leaf(node: Node, value: str) -> Node:
    return Node(label=node.label, start=node.start, end=node.end, value=value)


def _coded(label: str, value: str) -> str:
    return _PARTS.get(value.strip().lower(), value) if _key(label) == "when" else value


def added(values: Sequence[str]) -> str | None:
    """The sum of amounts that are taken together ("1 x 50 mg", "1 x 25 mg"), where they share a unit."""
    found = [_AMOUNT.fullmatch(v.strip()) for v in values]
    units = {m["unit"].lower() for m in found if m is not None}
    if None in found or len(units) != 1:
        return None
    total = sum(float(m["count"] or 1) * float(m["each"]) for m in found if m is not None)
    return f"{total:g} {units.pop()}"


def _key(label: str) -> str:
    return label.rsplit(":", 1)[-1].replace("_", "").replace(" ", "").lower()


def _quantity(named: Mapping[str, str]) -> str | None:
    unit = named.get("unit") or named.get("units") or named.get("code")
    if unit is None or "value" not in named or set(named) - {"value", "unit", "units", "code", "system", "comparator"}:
        return None
    return f"{named.get('comparator', '')}{named['value']} {unit}"


def _range(named: Mapping[str, str]) -> str | None:
    low = next((named[k] for k in _LOW if k in named), None)
    high = next((named[k] for k in _HIGH if k in named), None)
    if low is None or high is None or set(named) - {*_LOW, *_HIGH, "unit", "units"}:
        return None
    return f"{low} to {high} {named.get('unit') or named.get('units') or ''}".strip()


def _ratio(named: Mapping[str, str]) -> str | None:
    if set(named) != {"numerator", "denominator"}:
        return None
    return f"{named['numerator']} / {named['denominator']}"


def _timing(named: Mapping[str, str]) -> str | None:
    """How often, from the count and the period that a timing gives."""
    known = {"frequency", "frequencymax", "period", "periodmax", "periodunit", "timeofday", "when"}
    if ("period" not in named and "frequency" not in named) or set(named) - known or "periodunit" not in named:
        return None
    times = named.get("frequency", "1")
    if "frequencymax" in named:
        times = f"{times} to {named['frequencymax']}"
    unit = named["periodunit"].strip().lower()
    unit = _PERIODS.get(unit, unit)
    period = named.get("period", "1")
    when = "".join(f" {named[k]}" for k in ("when", "timeofday") if k in named)
    if when and times == str(1 + when.count(" and ")) and period == "1":
        return when.strip()
    if period in ("1", "1.0"):
        return f"{times} times per {unit}{when}"
    if times == "1" and is_number(period):
        return f"every {period} {unit}s{when}"
    return f"{times} times in {period} {unit}s{when}"
