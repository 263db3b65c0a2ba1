"""A rule's condition in words, so that an editor can hold it against the sentence without reading YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.model import (
    All,
    Any,
    Condition,
    Days,
    Dose,
    Fired,
    ForAny,
    HasSign,
    InPhase,
    Is,
    Lab,
    Not,
    OnDrug,
    Operator,
    Planned,
)

_COMPARED: Mapping[Operator, str] = {">": "above", ">=": "at or above", "<": "below", "<=": "at or below"}
_RELATIVE = {"absolute": "", "upper-limit": " x upper limit", "baseline": " x baseline"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A condition in words; `parts` are the conditions that it joins."""

    text: str
    parts: tuple[Phrase, ...] = ()

    def __str__(self) -> str:
        """Return it in one line, joined conditions in brackets."""
        return f"{self.text} [{'; '.join(map(str, self.parts))}]" if self.parts else self.text


def phrased(condition: Condition) -> Phrase:
    """Return a condition in words; where a line is enforced otherwise than it is printed, both are said."""
    match condition:
        case All():
            return Phrase(text="all of", parts=tuple(map(phrased, condition.all)))
        case Any():
            return Phrase(text="any of", parts=tuple(map(phrased, condition.any)))
        case Not():
            return Phrase(text="known not to be so:", parts=(phrased(condition.not_),))
        case ForAny():
            return Phrase(text=f"for any {condition.for_any} (it):", parts=(phrased(condition.then),))
        case _:
            return Phrase(text=_said(condition))


def _said(condition: Lab | Dose | Days | HasSign | OnDrug | InPhase | Planned | Fired | Is) -> str:
    match condition:
        case Lab():
            at = "at its peak" if condition.at == "peak" else "now"
            figure = f"{condition.value:g}{_RELATIVE[condition.of]}{f' {condition.unit}' if condition.unit else ''}"
            return f"{condition.lab} {at} {_line(condition.op, condition.enforced)} {figure}"
        case Dose():
            figure = f"{condition.value:g} mg/day" if condition.value is not None else f"the {condition.than} dose"
            return f"the {_spaced(condition.of)} dose {_line(condition.op, condition.enforced)} {figure}"
        case Days():
            return f"days {_spaced(condition.of)} {_line(condition.op, condition.enforced)} {condition.value:g}"
        case HasSign():
            return f"{condition.of} {_either(condition.any)}"
        case OnDrug():
            return f"drug {_either(condition.any)} ({_either(condition.status)})"
        case InPhase():
            return f"the drug is {_either(condition.any)}"
        case Planned():
            return f"the plan is to {_either(condition.any)}"
        case Fired():
            return f"rule {_either(condition.any)} has fired"
        case Is():
            return f"“{condition.name}” as defined"


def _line(printed: Operator, enforced: Operator) -> str:
    held = _COMPARED[printed]
    return held if printed == enforced else f"{held} (enforced: {_COMPARED[enforced]})"


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(names)


def _spaced(name: str) -> str:
    return name.replace("-", " ")
