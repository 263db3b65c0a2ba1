"""Every row of the edge table of the clinical rules, over HTTP: what fires at least, and what must not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.answering.conftest import Ask, fired

Lab = dict[str, Any]

PERM = {"perm-5x-baseline", "perm-500", "perm-bili-2xuln", "perm-symptoms", "perm-recurrence", "no-restart-after-perm"}


def alt(value: float, unit: str = "U/L", **more: Any) -> Lab:
    return {"analyte": "ALT", "value": value, "unit": unit, **more}


def ast(value: float, **more: Any) -> Lab:
    return {"analyte": "AST", "value": value, "unit": "U/L", **more}


def bilirubin(value: float, **more: Any) -> Lab:
    return {"analyte": "bilirubin", "value": value, "unit": "mg/dL", **more}


ROWS = [
    pytest.param([alt(120, upper_limit=40, baseline=38)], {"hold-3xuln", "edge-at-threshold"}, PERM, id="120 of 40"),
    pytest.param([alt(121, upper_limit=40, baseline=40)], {"hold-3xuln"}, PERM | {"edge-at-threshold"}, id="121 of 40"),
    pytest.param([alt(119, upper_limit=40, baseline=30)], {"near-threshold"}, PERM | {"hold-3xuln"}, id="119 of 40"),
    pytest.param(
        [alt(250, upper_limit=45, baseline=50)],
        {"hold-3xuln", "perm-5x-baseline", "edge-at-threshold", "tension-5x-baseline", "no-restart-after-perm"},
        set(),
        id="250 at baseline 50",
    ),
    pytest.param([alt(245, upper_limit=45, baseline=50)], {"hold-3xuln", "near-threshold"}, PERM, id="245 at 50"),
    pytest.param([alt(499, upper_limit=40, baseline=120)], {"hold-3xuln", "near-threshold"}, PERM, id="499"),
    pytest.param(
        [alt(500, upper_limit=40, baseline=120)],
        {"hold-3xuln", "perm-500", "edge-at-threshold", "no-restart-after-perm"},
        set(),
        id="500",
    ),
    pytest.param(
        [alt(501, upper_limit=40, baseline=120)],
        {"hold-3xuln", "perm-500", "no-restart-after-perm"},
        {"edge-at-threshold"},
        id="501",
    ),
    pytest.param(
        [bilirubin(2.4, upper_limit=1.2), alt(60, upper_limit=40)],
        {"perm-bili-2xuln", "no-restart-after-perm"},
        {"hold-3xuln"},
        id="bilirubin at 2 x with a raised ALT",
    ),
    pytest.param(
        [bilirubin(2.4, upper_limit=1.2), alt(30, upper_limit=40), ast(28, upper_limit=35)],
        {"abstain-in-topic"},
        PERM | {"hold-3xuln"},
        id="isolated bilirubin",
    ),
    pytest.param(
        [alt(8.33, "µkat/L", upper_limit=0.75)],
        {"hold-3xuln", "perm-500", "edge-at-threshold", "unit-convert", "no-restart-after-perm"},
        set(),
        id="500 U/L in µkat/L",
    ),
    pytest.param(
        [alt(223, upper_limit=40, baseline=22)],
        {"hold-3xuln", "perm-5x-baseline", "tension-5x-baseline", "no-restart-after-perm"},
        set(),
        id="223 at baseline 22",
    ),
    pytest.param(
        [alt(223, upper_limit=40, baseline=50)], {"hold-3xuln"}, PERM | {"edge-at-threshold"}, id="223 at baseline 50"
    ),
]


@pytest.mark.parametrize(("labs", "fires", "silent"), ROWS)
def test_a_row_of_the_edge_table_holds(ask: Ask, labs: list[Lab], fires: set[str], silent: set[str]) -> None:
    answer = ask("He takes azathioprine. What do these liver tests call for?", patient={"labs": labs})

    assert fires <= fired(answer)
    assert not silent & fired(answer)


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("On azathioprine: ALT 120, ULN 40, baseline 38.", {"hold-3xuln", "edge-at-threshold"}),
        ("On azathioprine: ALT 500, ULN 40, baseline 120.", {"perm-500", "edge-at-threshold", "no-restart-after-perm"}),
        ("On azathioprine: bilirubin 2.4 (ULN 1.2), ALT 60 (ULN 40).", {"perm-bili-2xuln", "no-restart-after-perm"}),
        ("On azathioprine: ALT 8.33 µkat/L, ULN 0.75.", {"perm-500", "edge-at-threshold", "unit-convert"}),
        ("On azathioprine: ALT 223 (ULN 40, baseline 22).", {"perm-5x-baseline", "tension-5x-baseline"}),
    ],
)
def test_ordinary_text_fires_the_same_rules_as_structured_facts(ask: Ask, text: str, fires: set[str]) -> None:
    assert fires <= fired(ask(text))


def test_isolated_bilirubin_is_said_to_be_unsettled(ask: Ask) -> None:
    answer = ask("Isolated bilirubin 2.4 (ULN 1.2) with normal ALT 30 (ULN 40) and AST 28 (ULN 35) on azathioprine?")

    assert not PERM & fired(answer)
    assert any("bilirubin" in gap for gap in answer["not_addressed"])
