"""The weight of a body, wherever a text gives it."""

from __future__ import annotations

from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Lexed

#: Kilograms of each unit of weight.
KG = {"kg": 1.0, "lb": 0.45359237, "stone": 6.35029318}


def weight_in(lexed: Lexed) -> float | None:
    """A body weight that the text gives anywhere."""
    for i in line_of(lexed.tokens).places(_UNITS):
        factor = KG.get(lexed.tokens[i].id)
        j = i - 1
        while j >= 0 and lexed.tokens[j].id == "-":
            j -= 1
        number = lexed.tokens[j]
        if factor and j >= 0 and number.kind is Kind.NUMBER and number.high is not None and number.high * factor >= 2:
            return number.high * factor
    return None


_UNITS = cue(kinds=(Kind.UNIT,))
