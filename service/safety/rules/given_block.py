"""A `patient` block as plain data to values: for the tests that rules carry in YAML; HTTP has its own reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from service.domain.errors import InputError
from service.domain.question import GivenLab, GivenMedication, GivenPatient

_LAB = frozenset("analyte value unit upper_limit upper_limit_unit baseline baseline_unit at".split())
_MEDICATION = frozenset("drug dose unit status from to".split())
_PATIENT = frozenset("labs medications symptoms symptoms_absent conditions weight_kg age_years as_of".split())


def patient_block(data: Mapping[str, object]) -> GivenPatient:
    """Build the structured facts from a mapping of the HTTP contract's shape.

    Raises:
        InputError: a key that the contract does not have, or a value of another kind.
    """
    _refuse_unknown(data, _PATIENT)
    return GivenPatient(
        labs=tuple(_lab(item) for item in _items(data, "labs")),
        medications=tuple(_medication(item) for item in _items(data, "medications")),
        symptoms=_names(data, "symptoms"),
        symptoms_absent=_names(data, "symptoms_absent"),
        conditions=_names(data, "conditions"),
        weight_kg=_number(data, "weight_kg"),
        age_years=_number(data, "age_years"),
        as_of=_date(data, "as_of"),
    )


def _lab(item: Mapping[str, object]) -> GivenLab:
    _refuse_unknown(item, _LAB)
    value = _number(item, "value")
    if value is None:
        raise InputError("a laboratory result needs a value", path="labs")
    return GivenLab(
        analyte=_text(item, "analyte") or "",
        value=value,
        unit=_text(item, "unit"),
        upper_limit=_number(item, "upper_limit"),
        upper_limit_unit=_text(item, "upper_limit_unit"),
        baseline=_number(item, "baseline"),
        baseline_unit=_text(item, "baseline_unit"),
        at=_date(item, "at"),
    )


def _medication(item: Mapping[str, object]) -> GivenMedication:
    _refuse_unknown(item, _MEDICATION)
    return GivenMedication(
        drug=_text(item, "drug") or "",
        dose=_number(item, "dose"),
        unit=_text(item, "unit"),
        status=_text(item, "status") or "active",
        since=_date(item, "from"),
        until=_date(item, "to"),
    )


def _refuse_unknown(data: Mapping[str, object], known: frozenset[str]) -> None:
    for key in data:
        if key not in known:
            raise InputError(f"there is no such field; known are: {', '.join(sorted(known))}", path=key)


def _items(data: Mapping[str, object], key: str) -> tuple[Mapping[str, object], ...]:
    held = data.get(key, ())
    if not isinstance(held, list | tuple) or not all(isinstance(item, Mapping) for item in held):
        raise InputError("must be a list of objects", path=key)
    return tuple(held)


def _names(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    held = data.get(key, ())
    if not isinstance(held, list | tuple) or not all(isinstance(item, str) for item in held):
        raise InputError("must be a list of names", path=key)
    return tuple(held)


def _number(data: Mapping[str, object], key: str) -> float | None:
    held = data.get(key)
    if held is None:
        return None
    if isinstance(held, bool) or not isinstance(held, int | float):
        raise InputError("must be a number", path=key)
    return float(held)


def _text(data: Mapping[str, object], key: str) -> str | None:
    held = data.get(key)
    if held is not None and not isinstance(held, str):
        raise InputError("must be text", path=key)
    return held


def _date(data: Mapping[str, object], key: str) -> date | None:
    held = data.get(key)
    if isinstance(held, date):
        return held
    written = _text(data, key)
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise InputError("must be a date, as YYYY-MM-DD", path=key) from error
