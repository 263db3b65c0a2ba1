"""Whether the figures of a computed statement are given, or follow from those that are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eval.facts import figures

#: Ratios are shown to two decimals.
_ROUNDED = 0.0051
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(r" (?:u/l|mg/dl|µmol/l|µkat/l|mg/kg|kg|mg)")
_TERM = rf"\d+(?:\.\d+)?(?:{_UNIT.pattern})?"
_SUM = re.compile(rf"(?P<terms>{_TERM}(?: [/x+-] {_TERM})+) = (?P<result>\d+(?:\.\d+)?)")


def computed(text: str, known: Iterable[str]) -> bool:
    """Whether every figure of a computed statement is given, or the result of a sum that it shows and that adds up.

    How its results are compared is the rule's own: the gate holds it against the baseline.
    """
    pairs = {pair for words in known for pair in figures(words)}
    # A sum is shown in the units given, a pair in those that figures are compared in.
    values = {float(number) for words in known for number in _NUMBER.findall(words)}
    for shown in _SUM.finditer(text):
        terms = [float(number) for number in _NUMBER.findall(shown["terms"])]
        if set(terms) <= values and abs(_result(shown["terms"]) - float(shown["result"])) <= _ROUNDED:
            values.add(float(shown["result"]))
            # Wherever the result stands with its unit, in whatever unit figures are compared in.
            for place in re.finditer(rf"(?<![\w.]){re.escape(shown['result'])}(?![\w.])(?: \S+)?", text):
                pairs |= figures(place.group())
    return all(
        (value, unit) in pairs or (not unit and value in values) or _shared_out(value, unit, pairs)
        for value, unit in figures(text)
    )


def _shared_out(value: float, unit: str, pairs: Iterable[tuple[float, str]]) -> bool:
    """Whether a figure is a given one divided by a multiple that is given: "120 is 3 times it where that is 40"."""
    given = [held for held, of in pairs if of == unit]
    return bool(unit) and any(
        abs(held / times - value) <= _ROUNDED for times, of in pairs if of == "x" and times for held in given
    )


def _result(terms: str) -> float:
    """Work out products and quotients from the left, then sums and differences."""
    first, *rest = re.split(r" ([+-]) ", _UNIT.sub("", terms))
    total = _product(first)
    for sign, term in zip(rest[::2], rest[1::2], strict=True):
        total += _product(term) if sign == "+" else -_product(term)
    return total


def _product(terms: str) -> float:
    value = 1.0
    for sign, number in re.findall(r"(/|x|^)\s*(\d+(?:\.\d+)?)", terms.strip()):
        value = value / float(number) if sign == "/" else value * float(number)
    return value
