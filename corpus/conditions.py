"""The condition language of rules.yaml: mappings recognised by one leading key, read into the conditions of the model.

Every name in a condition is looked up as it is read, so that a misspelling is refused on its own line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any as Untyped

from corpus.build import fields, read, read_field, refuse, suggestion
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
from corpus.names import Names, check_known, matching_rules
from corpus.yaml_lines import Fields, Node, items_of

#: The name that an analyte of the group has inside `for_any`.
BOUND = "it"

DRUG_STATUSES = ("active", "held", "previous", "planned")


def read_condition(node: Node, names: Names, *, bound: bool = False) -> Condition:
    """Read one condition.

    Args:
        node: the mapping.
        names: what it may refer to.
        bound: inside `for_any`, where `it` is an analyte.

    Raises:
        TopicError: no such form, or a name, operator or figure that does not hold.
    """
    if not isinstance(node, Fields):
        raise refuse(node, f"a condition must be a mapping that begins with one of {', '.join(_FORMS)}")
    leading = [key for key in node.entries if key in _FORMS]
    if len(leading) != 1:
        given = " and ".join(leading) or ", ".join(node.entries) or "nothing"
        raise refuse(
            node, f"a condition has exactly one of {', '.join(_FORMS)}, not {given}: join several with all or any"
        )
    return _FORMS[leading[0]](node, names, bound)


def _lab(node: Fields, names: Names, bound: bool) -> Condition:
    fields(
        node, "'lab'", required=["lab", "op", "value"], allowed=["lab", "op", "enforced", "value", "of", "unit", "at"]
    )
    op, enforced = _operators(node)
    lab = Lab(
        lab=_get(node, Lab, "lab"),
        op=op,
        enforced=enforced,
        value=_get(node, Lab, "value"),
        of=_get(node, Lab, "of") or "absolute",
        unit=_get(node, Lab, "unit"),
        at=_get(node, Lab, "at") or "peak",
    )
    _check_unit(node, lab, names)
    if lab.lab == BOUND:
        if not bound:
            raise refuse(node.entries["lab"], "'it' has a meaning only inside for_any: name the analyte")
        return lab
    check_known(node.entries["lab"], lab.lab, names.analytes | names.analyte_groups, "analyte or group")
    if lab.lab not in names.analyte_groups:
        return lab
    it = Lab(lab=BOUND, op=op, enforced=enforced, value=lab.value, of=lab.of, unit=lab.unit, at=lab.at)
    return ForAny(for_any=lab.lab, then=it)


def _check_unit(node: Fields, lab: Lab, names: Names) -> None:
    if lab.of != "absolute" and lab.unit is not None:
        raise refuse(node.entries["unit"], f"a multiple of the {lab.of} has no unit: remove it")
    if lab.of == "absolute" and lab.unit is None:
        raise refuse(node, "an absolute line needs its unit: add unit, or say of: upper-limit or of: baseline")
    if lab.unit is not None:
        check_known(node.entries["unit"], lab.unit, names.units, "unit")


def _symptom(node: Fields, names: Names, _: bool) -> Condition:
    return HasSign(of="symptom", any=_listed(node, "symptom", names.symptoms, "symptom or group"))


def _condition(node: Fields, names: Names, _: bool) -> Condition:
    return HasSign(of="condition", any=_listed(node, "condition", names.conditions, "condition or group"))


def _drug(node: Fields, names: Names, _: bool) -> Condition:
    fields(node, "'drug'", required=["drug"], allowed=["drug", "status"])
    drugs = _names(node, "drug", names.drugs, "drug or group")
    if "status" not in node.entries:
        return OnDrug(any=drugs)
    return OnDrug(any=drugs, status=_names(node, "status", DRUG_STATUSES, "status"))


def _phase(node: Fields, _: Names, __: bool) -> Condition:
    fields(node, "'phase'", required=["phase"], allowed=["phase"])
    return InPhase(any=_get(node, InPhase, "any", key="phase"))


def _planned(node: Fields, _: Names, __: bool) -> Condition:
    fields(node, "'planned'", required=["planned"], allowed=["planned"])
    return Planned(any=_get(node, Planned, "any", key="planned"))


def _dose(node: Fields, _: Names, __: bool) -> Condition:
    fields(node, "'dose'", required=["dose", "op"], allowed=["dose", "op", "enforced", "value", "than"])
    if ("value" in node.entries) == ("than" in node.entries):
        raise refuse(node, "a dose is compared with a figure in mg/day or with another dose: give value or than")
    op, enforced = _operators(node)
    return Dose(
        of=_get(node, Dose, "of", key="dose"),
        op=op,
        enforced=enforced,
        value=_get(node, Dose, "value"),
        than=_get(node, Dose, "than"),
    )


def _days(node: Fields, _: Names, __: bool) -> Condition:
    fields(node, "'days'", required=["days", "op", "value"], allowed=["days", "op", "enforced", "value"])
    op, enforced = _operators(node)
    return Days(of=_get(node, Days, "of", key="days"), op=op, enforced=enforced, value=_get(node, Days, "value"))


def _fired(node: Fields, names: Names, _: bool) -> Condition:
    fields(node, "'fired'", required=["fired"], allowed=["fired"])
    patterns: tuple[str, ...] = _get(node, Fired, "any", key="fired")
    for item, pattern in zip(items_of(node.entries["fired"]), patterns, strict=True):
        if not matching_rules(pattern, names.rules):
            raise refuse(item, f"there is no rule '{pattern}': {suggestion(pattern, names.rules)}")
    return Fired(any=patterns)


def _all(node: Fields, names: Names, bound: bool) -> Condition:
    return All(all=_conditions(node, "all", names, bound))


def _any(node: Fields, names: Names, bound: bool) -> Condition:
    return Any(any=_conditions(node, "any", names, bound))


def _not(node: Fields, names: Names, bound: bool) -> Condition:
    fields(node, "'not'", required=["not"], allowed=["not"])
    return Not(not_=read_condition(node.entries["not"], names, bound=bound))


def _for_any(node: Fields, names: Names, _: bool) -> Condition:
    fields(node, "'for_any'", required=["for_any", "then"], allowed=["for_any", "then"])
    group: str = _get(node, ForAny, "for_any")
    check_known(node.entries["for_any"], group, names.analyte_groups, "group of analytes")
    return ForAny(for_any=group, then=read_condition(node.entries["then"], names, bound=True))


def _is(node: Fields, names: Names, _: bool) -> Condition:
    fields(node, "'is'", required=["is"], allowed=["is"])
    name: str = _get(node, Is, "name", key="is")
    check_known(node.entries["is"], name, names.definitions, "definition")
    return Is(name=name)


_FORMS: Mapping[str, Callable[[Fields, Names, bool], Condition]] = {
    "lab": _lab,
    "symptom": _symptom,
    "condition": _condition,
    "drug": _drug,
    "phase": _phase,
    "planned": _planned,
    "dose": _dose,
    "days": _days,
    "fired": _fired,
    "all": _all,
    "any": _any,
    "not": _not,
    "for_any": _for_any,
    "is": _is,
}


def _operators(node: Fields) -> tuple[Operator, Operator]:
    """The printed and the enforced operator: the second is the same or the same with equality, never looser."""
    op: Operator = _get(node, Lab, "op")
    enforced: Operator = _get(node, Lab, "enforced") or op
    if enforced not in (op, f"{op.rstrip('=')}="):
        raise refuse(
            node.entries["enforced"],
            f"'enforced: \"{enforced}\"' is looser than 'op: \"{op}\"': it may only repeat op or add equality",
        )
    return op, enforced


def _get(node: Fields, cls: type[object], name: str, *, key: str | None = None) -> Untyped:
    """The value of a key, read as the field `name` of `cls`; None when the key is absent."""
    key = key or name
    return read_field(cls, name, node.entries[key], key) if key in node.entries else None


def _conditions(node: Fields, key: str, names: Names, bound: bool) -> tuple[Condition, ...]:
    fields(node, f"'{key}'", required=[key], allowed=[key])
    items = items_of(node.entries[key])
    if not items:
        raise refuse(node, f"'{key}' is empty: list at least one condition")
    return tuple(read_condition(item, names, bound=bound) for item in items)


def _listed(node: Fields, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
    fields(node, f"'{key}'", required=[key], allowed=[key])
    return _names(node, key, known, what)


def _names(node: Fields, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
    values: tuple[str, ...] = read(tuple[str, ...], node.entries[key], key)
    if not values:
        raise refuse(node, f"'{key}' is empty: name at least one {what}")
    for item, value in zip(items_of(node.entries[key]), values, strict=True):
        check_known(item, value, known, what)
    return values
