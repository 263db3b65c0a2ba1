"""The values of one entry by what they are for, and the lines that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from service.safety.english.wordlist import words
from service.safety.structure.labels import (
    Label,
    alone,
    is_clock,
    is_number,
    is_part,
    is_strength,
    is_time,
    read_label,
    with_value,
)
from service.safety.structure.nodes import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """What an entry has from the entries it stands under."""

    lead: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    strength: str = ""
    measure: str = ""


_ENDED = words("stopped cancelled canceled discontinued ended completed error revoked withdrawn inactive held hold")
_TRUE, _FALSE, _NONE = words("true yes"), words("false"), words("null none nil n/a")
#: More tablets than this are a supply, not a dose.
MOST_AT_ONCE = 12
_CONDITIONAL = words("if when unless until while once where should")


class Record:
    """The values of one entry, by what they are for."""

    def __init__(self, leaves: Sequence[Node], above: Above) -> None:
        self._above = above
        self.apart: list[Node] = []
        self._lead: list[str] = []
        self._by: dict[str, list[tuple[Label, str]]] = {}
        self._ended = ""
        self.steps: list[Node] = []
        # "interval_days: 7" beside "step_mg: 25" is the time between the steps.
        self._stepped = any(leaf.head.of_steps for leaf in leaves)
        for leaf in leaves:
            self._take(leaf, leaf.head, (leaf.value or "").strip())
        self._names = tuple(dict.fromkeys(v for _, v in self._by.get("name", ()))) or above.names
        self._measure = above.measure
        named = read_label(self._names[0]) if len(self._names) == 1 else None
        if named is not None and named.measure > 0 and not any(c.isdigit() for c in named.text):
            self._names, self._measure = (named.unmeasured,), " ".join(named.words[named.measure :])

    def _take(self, leaf: Node, label: Label, value: str) -> None:
        if not value or value.lower() in _NONE or self._is_about(label, value):
            return
        between = self._stepped and "interval" in label.words and label.measure >= 0
        if (label.of_steps or between) and is_number(value) and not is_time(label.text):
            self.steps.append(leaf)
        elif label.role in ("case", "often") and is_part(value):
            self._by.setdefault("at", []).append((label, value))
        elif "weight" in label.words or (label.role == "other" and is_number(value) and label.measure < 0):
            self._by.setdefault("more", []).append((label, value))
        elif is_strength(label.text) and is_number(value):
            self._by.setdefault("tablets", []).append((label, value))
        elif _has_place(label, value):
            self._by.setdefault(label.role, []).append((label, value))
        else:
            self.apart.append(leaf)

    def _is_about(self, label: Label, value: str) -> bool:
        """Whether a value says when, in what case or in what state the others hold; then it leads them."""
        if is_time(label.text):
            return False
        if is_time(value) and label.role != "for":
            self._lead.append(_place(label, value))
        elif label.role == "state" and label.bare:
            ended = set(regex.split(r"\W+", value.lower())) & _ENDED
            self._ended = f"was {value.replace('-', ' ')}" if ended else ""
        elif label.role == "when" and (label.bare or label.about):
            self._lead.append(f"{label.text} {value}:")
        elif label.role == "case" and label.starts and "weight" not in label.words and not is_part(value):
            self._lead.append(_case(label, value))
        else:
            return False
        return True

    def increases(self) -> str:
        """How large increases are and how far apart, in one line, since each of the two needs the other."""
        said = [(leaf.head, leaf.value or "") for leaf in self.steps]
        apart = [f"every {v} {n.words[n.measure]}" for n, v in said if n.measure >= 0 and n.role != "amount"]
        sizes = [alone(n, v) for n, v in said if n.role == "amount"]
        lead = (*self._above.lead, *self._lead, " ".join(self._names) + ":" if self._names else "")
        if len(apart) + len(sizes) < len(said):
            return " ".join((*lead, *(with_value(n, v) for n, v in said)))
        size = f"increase by {' to '.join(sizes)}" if sizes else "increase the dose"
        return " ".join((*lead, size, *apart))

    def below(self) -> Above:
        """What the entries under this one have from it."""
        strength = self._strength()
        return Above(
            lead=(*self._above.lead, *self._lead), names=self._names, strength=strength or self._above.strength
        )

    def _strength(self) -> str:
        return next((alone(label, v) for label, v in self._by.get("strength", ())), "")

    def remark(self, leaf: Node) -> str:
        """A value that says something of its own, under what the entry is about."""
        label, value = leaf.head, (leaf.value or "").strip()
        lead = " ".join((*self._above.lead, *self._lead))
        if is_time(label.text):
            return " ".join((lead, f"{label.text}:", *self._names, _measured(value, self._measure)))
        if value.lower() in _TRUE:
            body = label.text
        elif value.lower() in _FALSE:
            body = f"no {label.text}"
        elif label.role == "supply":
            body = f"supply {value} {'' if label.bare else label.text}"
        else:
            body = value if label.bare and label.role == "other" else with_value(label, value)
        if label.role in ("supply", "number"):
            return body
        if label.role in ("amount", "count", "often", "strength"):
            return " ".join((lead, *self._names, body))
        return f"{lead} {' '.join(self._names)}: {body}" if self._names else f"{lead} {body}"

    def order(self) -> str:
        """The entry as an order: name, strength, amounts, how often and when."""
        amounts = self._amounts()
        often = [self._often(label, v) for label, v in self._by.get("often", ())]
        at = [f"at {v}" if is_clock(v) or is_number(v) else v for _, v in self._by.get("at", ())]
        more = [with_value(label, v) for label, v in (*self._by.get("range", ()), *self._by.get("more", ()))]
        lasting = [f"for {alone(label, v)}" for label, v in self._by.get("for", ())]
        own = (*amounts, *often, *at, *more)
        if not own and (self.apart or not self._by.get("name")):
            return ""
        named = " ".join(self._names)
        apart = ", " if any(c.isdigit() for c in named) else " "
        said = f"{named}{apart}{', '.join((*own, *lasting))}"
        return " ".join((*self._above.lead, *self._lead, said, self._ended))

    def _amounts(self) -> list[str]:
        units = [v for _, v in self._by.get("unit", ())] or [self._measure]
        strength = self._strength() or self._above.strength
        counts = [v for _, v in self._by.get("count", ()) if not _supply(v)]
        tablets_of = [with_value(label, v) for label, v in self._by.get("tablets", ())]
        amounts = [" + ".join(tablets_of)] if tablets_of else []
        amounts += [_measured(alone(label, v), units[0]) for label, v in self._by.get("amount", ())]
        parts = [
            f"{self._part_amount(alone(label, v), units[0], strength)} {_at_part(label)}"
            for label, v in self._by.get("part", ())
        ]
        if counts and strength:
            return [*(f"{c} × {strength}" for c in counts), *amounts, *parts]
        counted = [f"{c} tablets" if is_number(c) else c for c in counts]
        tablets = [f"{strength} tablets" if amounts or parts else strength] if strength else []
        return [*tablets, *counted, *amounts, *parts]

    @staticmethod
    def _part_amount(value: str, unit: str, strength: str) -> str:
        if is_number(value) and not unit and strength and float(regex.findall(r"\d+", value)[-1]) <= MOST_AT_ONCE:
            return f"{value} × {strength}"
        return _measured(value, unit)

    @staticmethod
    def _often(label: Label, value: str) -> str:
        if not is_number(value):
            return value
        if "interval" in label.words and label.measure >= 0:
            return f"every {alone(label, value)}"
        few = value.isdigit() and int(value) <= MOST_AT_ONCE
        only_times = [w.lower() for w in label.words] == ["times"]
        if not (only_times and few) and (label.measure >= 0 or "per" in label.words):
            return with_value(label.core, value)
        return f"{value} times per day" if few else f"{label.text} {value}"


_IN_ORDER = frozenset(("name", "strength", "amount", "count", "unit", "often", "at", "part", "for", "range"))


def _has_place(label: Label, value: str) -> bool:
    """Whether a value is a part of an order, and says no more."""
    return (label.bare and label.role in _IN_ORDER) or (label.role == "part" and any(c.isdigit() for c in value))


def _place(label: Label, value: str) -> str:
    """A place in a schedule; "time since restart" makes it a time after that."""
    mark = next((i for i, w in enumerate(label.words) if w in _FROM), None)
    if mark is not None:
        return f"{value.lower().removeprefix('from ')} after {' '.join(label.words[mark + 1 :])}:"
    return f"{value}:" if label.bare else f"{label.text} {value}:"


_FROM = words("since from after")


def _supply(value: str) -> bool:
    return value.isdigit() and int(value) > MOST_AT_ONCE


def _measured(value: str, unit: str) -> str:
    return f"{value} {unit}" if unit and is_number(value) else value


def _at_part(label: Label) -> str:
    return f"at {label.text}" if is_clock(label.text) or set(label.words) & _MEALS else label.unmeasured


_MEALS = words("breakfast lunch dinner supper")


def _case(label: Label, value: str) -> str:
    """A condition, as the words that an entry stands under."""
    own = [w for w in label.words if w not in ("case", "condition", "criterion", "criteria", "situation", "scenario")]
    told = " ".join((*own, value))
    begun = told.split(" ", 1)[0].lower() in _CONDITIONAL
    return f"{told}," if begun else f"if {told},"
