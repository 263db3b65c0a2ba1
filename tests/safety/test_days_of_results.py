"""Results told with their days: none is lost beside a date, and the latest day is the current one in any order."""

from __future__ import annotations

import pytest

from tests.safety.asking import fired, read


def values(text: str, analyte: str = "ALT") -> list[float | None]:
    facts = read(f"{text}. She takes azathioprine.")
    return [lab.value.low for lab in facts.labs if lab.analyte == analyte and lab.value is not None]


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-01 ALT 520, 2026-10-15 ALT 90",
        "1 Oct 2026 ALT 520, 15 Oct 2026 ALT 90",
        "ALT 520 on 1 Oct 2026 and 90 on 15 Oct 2026",
        "ALT 520 on 1 Oct, 90 on 15 Oct",
        "ALT 520 (1 Oct), 90 (15 Oct)",
        "ALT 520 U/L (ULN 40) on 1 Oct, 90 U/L on 15 Oct",
        "ALT 520 on Monday and 90 on Friday",
        "ALT 1 Oct 520, 15 Oct 90",
        "ALT: 1 Oct 520; 15 Oct 90",
        "ALT 520, 90 on repeat",
    ],
)
def test_no_result_beside_a_date_is_lost(text: str) -> None:
    assert values(text) == [520, 90]
    assert "perm-500" in fired(text)


@pytest.mark.parametrize(
    "text",
    [
        "ALT 474 on 15 Oct, ALT 29 on 1 Oct",
        "ALT 474 on 15 Oct, 29 on 1 Oct",
        "ALT 474 (15 Oct 2026), ALT 29 (1 Oct 2026)",
        "15/10/2026 ALT 474, 1/10/2026 ALT 29",
        "10/15/2026 ALT 474, 10/1/2026 ALT 29",
        "ALT 474 (2024) and 29 (2023)",
        "ALT 474 on 3 Jan, 29 on 28 Dec",
        "15 Oct: ALT 474, AST 300; 1 Oct: ALT 29, AST 20",
        "ALT 474, AST 300 on 15 Oct; ALT 29, AST 20 on 1 Oct",
        "ALT 29 on 1 Oct, ALT 474 on 15 Oct",
    ],
)
def test_the_latest_day_is_the_current_result_in_any_order(text: str) -> None:
    assert values(text) == [29, 474]
    assert "hold-3xuln" in fired(text)


@pytest.mark.parametrize("text", ["ALT 29 on 2/9/2026, ALT 474 on 1/10/2026", "ALT 29 on Friday, ALT 474 on Monday"])
def test_days_that_can_be_read_in_two_ways_leave_the_order_of_the_text(text: str) -> None:
    assert values(text) == [29, 474]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ALT is checked on 9, 16 and 23 June", []),
        ("Check ALT 2, 5 and 9 June", []),
        ("ALT 140 on 1 Oct. Azathioprine 150 on 1 Oct and 200 on 15 Oct", [140]),
        ("ALT 140 on 1 Oct, 30 patients on 3 Oct", [140]),
    ],
)
def test_days_doses_and_people_are_no_results(text: str, found: list[float]) -> None:
    assert values(text) == found
