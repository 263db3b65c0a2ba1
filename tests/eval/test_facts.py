"""A fact is found by words, by figures after conversion, and by polarity, within a window of sentences."""

from __future__ import annotations

from typing import Any

import pytest

from eval.facts import compared, figures, plain, read_fact


def fact(**row: Any) -> Any:
    return read_fact({"id": "f", **row})


@pytest.mark.parametrize(
    ("row", "text", "found"),
    [
        ({"words": [["hold", "stop"], ["until"], ["normal"]]}, "Stop it until tests normalise.", True),
        ({"words": [["hold", "stop"], ["until"]]}, "Stop it. Wait until then.", False),
        ({"words": [["hold", "stop"], ["until"]], "window": 2}, "Stop it. Wait until then.", True),
        ({"words": [["old"]]}, "Hold it.", False),
        ({"words": [["start"]], "numbers": ["50 mg"]}, "Start with 0.05 g daily.", True),
        ({"words": [["start"]], "numbers": ["50 mg"]}, "Start with 500 mg daily.", False),
        ({"words": [["start"]], "numbers": ["50 mg"]}, "Start with 50 days of rest.", False),
        ({"words": [["wait"]], "numbers": ["2 weeks"]}, "Wait 14 days.", True),
        ({"words": [["test"]], "numbers": ["450 u/l"]}, "A test of 7.5 µkat/L.", True),
        ({"words": [["restart"]], "denied": False}, "Do not restart it.", False),
        ({"words": [["restart"]], "denied": False}, "Restart it.", True),
        ({"words": [["restart"]], "denied": True}, "Restart it.", False),
    ],
)
def test_a_fact_is_told_by_words_figures_and_polarity(row: dict[str, Any], text: str, found: bool) -> None:
    assert fact(**row).found([text]) is found


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("above 3 times the limit", (3.0, "x", ">")),
        (">=2x uln", (2.0, "x", ">=")),
        ("do not exceed 150 mg", (150.0, "mg", "<=")),
        ("exceeds 150 mg", (150.0, "mg", ">")),
        ("below 44.6 u/l", (44.6, "u/l", "<")),
        ("2 weeks or more", (14.0, "day", ">=")),
        ("1,000 mg", (1000.0, "mg", "")),
    ],
)
def test_a_figure_is_read_with_its_unit_and_its_sign(text: str, triple: tuple[float, str, str]) -> None:
    assert triple in compared(plain(text))


def test_a_power_of_ten_stays_two_figures() -> None:
    assert (102.0, "") not in figures(plain("2×10²"))


@pytest.mark.parametrize(
    "row",
    [{}, {"words": [[]]}, {"words": [[" "]]}, {"numbers": ["many"]}, {"words": [["a"]], "window": 0}, {"regex": "a"}],
)
def test_a_matcher_that_cannot_match_or_matches_all_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"match|window|unknown"):
        fact(**row)


def test_a_claim_that_misses_the_sentence_it_gives_is_refused() -> None:
    with pytest.raises(ValueError, match="not even the sentence that it gives"):
        fact(words=[["restart"]], denied=False, says="Never restart it.")
