"""Laboratory units: spellings, conversion, the units a bare figure may be in, and what can exist at all."""

from __future__ import annotations

import pytest
from pint import UnitRegistry

from corpus.model import Analyte, Interval
from service.safety.rules.units import candidate_units, canonical_unit, convert, factor, half_step, plausible
from tests.safety.asking import read
from tests.safety.topic import TOPIC

VOCABULARY = TOPIC.vocabulary
ANALYTES = {a.id: a for a in VOCABULARY.analytes}
ENZYME, PIGMENT = ANALYTES["ALT"], ANALYTES["bilirubin"]
#: g/mol; the vocabulary's 17.1 µmol/L per mg/dL is this, rounded.
BILIRUBIN_MOLAR_MASS = 584.66


@pytest.mark.parametrize(
    ("written", "unit"),
    [("iu/l", "U/L"), ("U / L", "U/L"), ("ukat/l", "µkat/L"), ("μkat/L", "µkat/L"), ("µKAT/L", "µkat/L"),
     ("umol/L", "µmol/L"), ("mg/dl", "mg/dL"), ("parsec", None), ("", None)],
)  # fmt: skip
def test_spellings_of_a_unit_resolve_to_one(written: str, unit: str | None) -> None:
    assert canonical_unit(written, VOCABULARY) == unit


def test_conversions_agree_with_an_independent_library() -> None:
    ureg: UnitRegistry[float] = UnitRegistry()
    per_microkatal = (1 * ureg.microkatal).to(ureg.micromole / ureg.minute).magnitude

    assert factor(ENZYME, "µkat/L") == pytest.approx(per_microkatal)
    assert factor(ENZYME, "nkat/L") == pytest.approx(per_microkatal / 1000)
    grams = (1 * ureg.milligram / ureg.deciliter).to(ureg.gram / ureg.liter).magnitude
    assert factor(PIGMENT, "mg/dL") == pytest.approx(grams / BILIRUBIN_MOLAR_MASS * 1e6, rel=2e-3)


def test_a_value_converts_there_and_back() -> None:
    there = convert(ENZYME, 500, "U/L", "µkat/L")

    assert there == pytest.approx(8.3333, abs=1e-4)
    assert there is not None
    assert convert(ENZYME, there, "µkat/L", "U/L") == pytest.approx(500)


def test_a_unit_of_another_analyte_converts_to_nothing_and_is_not_plausible() -> None:
    assert convert(ENZYME, 5, "mg/dL", "U/L") is None
    assert convert(ENZYME, 5, "U/L", "mg/dL") is None
    assert not plausible(ENZYME, 5, "mg/dL")


@pytest.mark.parametrize(("value", "units"), [(223, {"U/L"}), (8.4, {"U/L", "µkat/L"}), (0.7, {"µkat/L"})])
def test_a_bare_figure_may_be_in_every_unit_in_which_it_can_exist(value: float, units: set[str]) -> None:
    assert set(candidate_units(ENZYME, value)) == units


def test_a_bare_figure_outside_every_band_is_in_the_canonical_unit() -> None:
    analyte = Analyte(id="x", names=("x",), unit="a", units={"b": 2.0}, bare={"b": Interval(low=1, high=2)})

    assert candidate_units(analyte, 50) == ("a",)


@pytest.mark.parametrize(
    ("value", "unit", "can"),
    [(13000, "U/L", True), (13001, "U/L", False), (1, "U/L", True), (0, "U/L", False), (223, "µkat/L", False)],
)
def test_a_value_can_exist_only_within_its_interval(value: float, unit: str, can: bool) -> None:
    assert plausible(ENZYME, value, unit) is can


def test_an_interval_open_on_a_side_bounds_nothing_there() -> None:
    assert plausible(Analyte(id="x", names=("x",), unit="a", plausible=Interval(low=1)), 1e12, "a")
    assert plausible(Analyte(id="x", names=("x",), unit="a", plausible=Interval(high=5)), -3, "a")


def test_two_values_are_equal_within_half_the_reported_precision() -> None:
    assert half_step(ENZYME, "U/L") == 0.5
    assert half_step(ENZYME, "µkat/L") == 0.005
    assert half_step(Analyte(id="x", names=("x",), unit="a"), "a") == 0.0


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("On azathioprine ALT 130, bilirubin 3 mg/dL, ULN 40", {"ALT": 40, "bilirubin": None}),
        ("Azathioprine. ALT 130 U/L and bilirubin 3 mg/dL (ULN 40)", {"ALT": 40, "bilirubin": None}),
        ("azathioprine AST 130, bilirubin 3 mg/dL, ULN 40", {"AST": 40, "bilirubin": None}),
        ("azathioprine ALT 130 (ULN 40), bilirubin 3 mg/dL, ULN 40", {"ALT": 40, "bilirubin": None}),
        ("azathioprine ALT 130 (ULN 40), bilirubin 9 (ULN 21)", {"ALT": 40, "bilirubin": 21}),
        ("azathioprine ALT 130, bilirubin 9, ULN 21", {"ALT": None, "bilirubin": 21}),
        ("azathioprine ALT 130, ULN 40, bilirubin 0.3 mg/dL, ULN 1.2", {"ALT": 40, "bilirubin": 1.2}),
    ],
)
def test_a_limit_is_not_that_of_a_result_far_below_it(text: str, limits: dict[str, float | None]) -> None:
    assert {lab.analyte: lab.upper_limit and lab.upper_limit.high for lab in read(text).labs} == limits
