"""Every row of the edge table, through text and through structured facts, for either transaminase, in either unit."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.safety.asking import bilirubin, fired, judged, labs, result

#: What decides a row: nothing of this may fire that the row does not name.
DECIDING = frozenset(
    "hold-3xuln perm-5x-baseline perm-500 perm-bili-2xuln perm-symptoms perm-recurrence tension-5x-baseline "
    "no-restart-after-perm edge-at-threshold near-threshold recurrence-possible restart-needs-normal".split()
)
HOLD, NEAR, EDGE, NO_RESTART = "hold-3xuln", "near-threshold", "edge-at-threshold", "no-restart-after-perm"
FIVE, TENSION = ("perm-5x-baseline", NO_RESTART), "tension-5x-baseline"


@dataclass(frozen=True, kw_only=True)
class Row:
    value: float
    upper_limit: float | None = None
    baseline: float | None = None
    fires: tuple[str, ...]


#: In U/L. A limit that the table leaves out is left out here.
ROWS = (
    Row(value=120, upper_limit=40, baseline=38, fires=(HOLD, EDGE)),
    Row(value=121, upper_limit=40, baseline=40, fires=(HOLD,)),
    Row(value=119, upper_limit=40, baseline=30, fires=(NEAR,)),
    Row(value=250, upper_limit=45, baseline=50, fires=(HOLD, *FIVE, EDGE, TENSION)),
    Row(value=245, upper_limit=40, baseline=50, fires=(HOLD, NEAR)),
    Row(value=499, upper_limit=40, baseline=120, fires=(HOLD, NEAR)),
    Row(value=500, upper_limit=40, baseline=120, fires=(HOLD, "perm-500", EDGE, NO_RESTART)),
    Row(value=501, upper_limit=40, baseline=120, fires=(HOLD, "perm-500", NO_RESTART)),
    Row(value=223, upper_limit=40, baseline=22, fires=(HOLD, *FIVE, TENSION)),
    Row(value=223, upper_limit=40, baseline=50, fires=(HOLD,)),
)
#: In µkat/L as a laboratory prints it, with two decimals.
MICROKATALS = (
    Row(value=2.25, upper_limit=0.75, baseline=0.7, fires=(HOLD, EDGE)),
    Row(value=2.26, upper_limit=0.75, baseline=0.7, fires=(HOLD,)),
    Row(value=2.24, upper_limit=0.75, baseline=0.7, fires=(NEAR,)),
    Row(value=4.0, upper_limit=0.7, baseline=0.8, fires=(HOLD, *FIVE, EDGE, TENSION)),
    Row(value=3.9, upper_limit=0.7, baseline=0.8, fires=(HOLD, NEAR)),
    Row(value=8.32, upper_limit=0.75, baseline=1.9, fires=(HOLD, NEAR)),
    Row(value=8.33, upper_limit=0.75, baseline=1.9, fires=(HOLD, "perm-500", EDGE, NO_RESTART)),
    Row(value=8.34, upper_limit=0.75, baseline=1.9, fires=(HOLD, "perm-500", NO_RESTART)),
    Row(value=3.72, upper_limit=0.67, baseline=0.4, fires=(HOLD, *FIVE, TENSION)),
    Row(value=3.72, upper_limit=0.67, baseline=0.8, fires=(HOLD,)),
)
TEMPLATES = (
    "{name} {value}{unit}, ULN {limit}, baseline {baseline}, on azathioprine",
    "On Imuran. Baseline {name} {baseline}{unit}; today {name} is {value}{unit} (upper limit of normal {limit}).",
    "aza pt: {name}={value}{unit} (ref <{limit}), was {baseline} before the increase",
)


def shown(figure: float) -> str:
    return f"{figure:g}"


@pytest.mark.parametrize("name", ["ALT", "AST"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.value:g}")
def test_a_row_holds_through_structured_facts_in_units_per_litre(row: Row, name: str) -> None:
    found = fired(patient=labs(result(name, row.value, row.upper_limit, row.baseline)))

    assert found & DECIDING == set(row.fires)


@pytest.mark.parametrize("name", ["ALT", "AST"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.value:g}")
def test_a_row_holds_when_the_same_amounts_are_given_in_microkatals(row: Row, name: str) -> None:
    def in_microkatals(figure: float | None) -> float | None:
        return None if figure is None else figure / 60

    given = result(name, row.value / 60, in_microkatals(row.upper_limit), in_microkatals(row.baseline), unit="µkat/L")
    found = fired(patient=labs(given))

    assert found & DECIDING == set(row.fires)
    assert "unit-convert" in found


@pytest.mark.parametrize("name", ["ALT", "AST"])
@pytest.mark.parametrize("row", MICROKATALS, ids=lambda row: f"{row.value:g}")
def test_a_row_holds_as_a_laboratory_prints_microkatals(row: Row, name: str) -> None:
    found = fired(patient=labs(result(name, row.value, row.upper_limit, row.baseline, unit="µkat/L")))

    assert found & DECIDING == set(row.fires)
    assert "unit-convert" in found


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", ["ALT", "AST"])
@pytest.mark.parametrize(
    ("row", "unit"),
    [*((row, " U/L") for row in ROWS), *((row, " µkat/L") for row in MICROKATALS)],
    ids=lambda case: f"{case.value:g}" if isinstance(case, Row) else case,
)
def test_a_row_holds_through_words(row: Row, unit: str, name: str, template: str) -> None:
    assert row.upper_limit is not None
    assert row.baseline is not None
    text = template.format(
        name=name, value=shown(row.value), unit=unit, limit=shown(row.upper_limit), baseline=shown(row.baseline)
    )

    assert fired(text) & DECIDING == set(row.fires)


@pytest.mark.parametrize("name", ["ALT", "AST"])
@pytest.mark.parametrize("value", [245, 499, 500, 501])
def test_the_rows_without_an_upper_limit_hold_without_one(value: float, name: str) -> None:
    found = fired(patient=labs(result(name, value, None, 50 if value < 250 else 120)))

    assert HOLD in found
    assert (NEAR in found) is (value < 500)
    assert ("perm-500" in found) is (value >= 500)


@pytest.mark.parametrize("name", ["ALT", "AST"])
def test_bilirubin_at_twice_its_limit_with_raised_transaminases_is_permanent_without_a_hold_line(name: str) -> None:
    structured = fired(patient=labs(bilirubin(2.4, 1.2), result(name, 60, 40)))
    worded = fired(f"bilirubin 2.4 (ULN 1.2), {name} 60 (ULN 40), azathioprine")

    for found in (structured, worded):
        assert found & DECIDING == {"perm-bili-2xuln", NO_RESTART}
        assert "urgent" in found


def test_the_bilirubin_row_holds_in_micromoles() -> None:
    assert "perm-bili-2xuln" in fired(patient=labs(bilirubin(42, 21, unit="µmol/L"), result("ALT", 60, 40)))
    assert "perm-bili-2xuln" in fired("bili 42 µmol/L (ULN 21), ALT 1.0 µkat/L (ULN 0.67), Imuran")


def test_isolated_bilirubin_meets_no_permanent_line() -> None:
    patient = labs(bilirubin(2.4, 1.2), result("ALT", 30, 40), result("AST", 28, 35))
    text = "bilirubin 2.4 (ULN 1.2), ALT 30 and AST 28 (ULN 40 and 35), azathioprine"

    assert fired(patient=patient) & DECIDING == set()
    assert fired(text) & DECIDING == set()


def test_an_edge_says_that_the_value_sits_on_the_line_whose_wording_is_above() -> None:
    found = judged(patient=labs(result("ALT", 120, 40, 38)))
    edge = next(f for f in found.findings if f.rule == EDGE)

    assert "exactly on the line" in edge.message
    assert "3 x upper limit" in edge.message
    assert [b.limit for b in edge.because] == ["> 3 x upper limit (40)"]


def test_a_conversion_shows_the_converted_figure_and_the_factor() -> None:
    found = judged(patient=labs(result("ALT", 8.33, 0.75, unit="µkat/L")))
    converted = next(f for f in found.findings if f.rule == "unit-convert")

    assert "8.33 µkat/L x 60 = 499.8 U/L, about 500 U/L" in converted.message
