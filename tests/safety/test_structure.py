"""Structured text is read as if it were told: keys, heads and parents are part of what every entry says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.safety.structure import flatten
from service.safety.text.normalise import normalise
from tests.safety.topic import judged, passes

#: Twins: the breach and the sound value in the same place ("@") of the same structure.
_FILE = Path(__file__).parent / "twins" / "structured.jsonl"
TWINS = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
UNSAFE = [twins["text"].replace("@", value) for twins in TWINS for value in twins["unsafe"]]
SAFE = [twins["text"].replace("@", value) for twins in TWINS for value in twins["safe"]]


@pytest.mark.parametrize("text", UNSAFE)
def test_a_breach_in_a_structure_does_not_pass(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("text", SAFE)
def test_a_sound_structure_passes(text: str) -> None:
    report = judged(text)
    assert report.verdict == "pass", report


def told(text: str) -> list[str]:
    return [said.text for flat in flatten(text) for said in flat.said]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"drug": "x", "dose_mg": 50, "timesPerDay": 2}', ["x 50 mg, 2 times per day"]),
        ('{"x": {"dose": {"value": 0.05, "unit": "g"}}}', ["x 0.05 g"]),
        ('{"drug": "x", "doseRange": {"low": 1, "high": 2, "unit": "mg"}}', ["x 1 to 2 mg"]),
        ('{"drug": "x", "rate": {"numerator": "5 mg", "denominator": "1 mL"}}', ["x: 5 mg / 1 mL"]),
        ("{'drug': 'x', \"foo\": 7,}", ["x foo 7"]),
        ('{"drug": "x", "interval_hours": 8, "mg": 5}', ["x 5 mg, every 8 hours"]),
        ('{"repeat": {"frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d"}}', ["1 to 2 times per day"]),
        ('{"repeat": {"frequency": 1, "period": 8, "periodUnit": "h"}}', ["every 8 hours"]),
        ('{"repeat": {"frequency": 2, "period": 3, "periodUnit": "d"}}', ["2 times in 3 days"]),
        ('{"ok": true, "tests": false, "none": null, "hold": true}', ["ok", "no tests", "hold"]),
        ('{"answer": "One.\\nTwo \\u00b5g."}', ["One.\nTwo µg."]),
        ('{"x_mg": 5, "pack": 28, "page": 7}', ["x 5 mg", "supply 28", "page 7"]),
        ("x:\n  step_mg: 25\n  min_days_between_steps: 14", ["x increase by 25 mg every 14 days"]),
        ("steps:\n  size_mg: 25\n  min_days_between: 14\nx_mg: 5", ["increase by 25 mg every 14 days", "x 5 mg"]),
        ("x_mg: 5\nnever_with: [y, z]", ["x 5 mg", "never with y", "never with z"]),
        ("[x]\ndose_mg = 5\nfreq = bd", ["x 5 mg, bd"]),
        ("hold:\n  when: tests are high\n  until: normal\nx_mg: 5", [
            "hold when tests are high, until normal", "x 5 mg",
        ]),
        ("| Week | x (mg) |\n|---|---|\n| 0 | 5 |\n| 2 | 7 |", ["week 0: x 5 mg", "week 2: x 7 mg"]),
        ("| | Week 0 | Week 2 |\n|---|---|---|\n| x (mg) | 5 | 7 |", ["week 0: x 5 mg", "week 2: x 7 mg"]),
        ("| | Morning | Night |\n|---|---|---|\n| x (mg) | 5 | 7 |", ["x 5 mg morning, 7 mg night"]),
        ("| ALT | x |\n|---|---|\n| high | stop |", ["if ALT high, x: stop"]),
        ("| Period | x |\n|---|---|\n| on hold | none given |", ["when on hold, x none given"]),
        ("| Day | 50 mg tablets |\n|---|---|\n| 1 | 2 |", ["day 1: 2 × 50 mg"]),
        ("Drug | x\nDose | 5 mg", ["x 5 mg"]),
        ("drug,dose_mg\nx,5\n\ny,6", ["x 5 mg"]),
        ("<a:order><drug>x</drug><doseMg>5</doseMg></a:order>", ["x 5 mg"]),
        ('<order drug="x" dose="5" unit="mg"/>', ["x 5 mg"]),
        ("- x\n  - morning\n    - 1 x 5 mg\n    - 2 mg\n  - night\n    - 3 mg", ["x 7 mg morning, 3 mg night"]),
        ("- Go on as long as the tests of this week are normal\n  - 5 mg", [
            "Go on as long as the tests of this week are normal", "5 mg",
        ]),
        ("Drug: x; Dose: 5 mg; Freq: bd", ["x 5 mg, bd"]),
        ("drug=x&dose_mg=5&freq=bd", ["x 5 mg, bd"]),
        ('{"drug": "x", "mg": 5, "status": "entered-in-error"}', ["x 5 mg was entered in error"]),
        ('[{"mg": 5, "duration_days": 14}, {"mg": 7, "duration_weeks": 1}]', [
            "day 1: 5 mg, for 14 days", "day 15: 7 mg, for 1 weeks",
        ]),
    ],
)  # fmt: skip
def test_each_entry_is_told_with_what_it_hangs_on(text: str, lines: list[str]) -> None:
    assert told(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Nurse: is it due?\nDoctor: no.",
        "Dear Sam,\nplease test weekly, hold the drug, and call me.\nBest, Pat",
        "See [3] and {braces} here.",
        "a < b and c > d",
        "| one row | alone |",
        "| ALT | 160 | <40 |\n| AST | 44 | <40 |",
        "- one\n- two",
        "ULN 25, AST 23, baseline 10.\nULN 25, ALT 20, baseline 10.",
        '{"cut": {"off',
        "<dose>5<drug>x</dose></drug>",
    ],
)
def test_text_without_structure_is_left_alone(text: str) -> None:
    assert flatten(text) == ()


def test_a_line_of_a_structure_maps_back_to_its_entry() -> None:
    original = 'Order: [{"drug": "x", "mg": 5}, {"drug": "y", "mg": 7}] today'
    found = normalise(original)
    start = found.text.index("y 7 mg")

    first, last = found.original_span(start, start + len("y 7 mg"))

    assert original[first:last] == '{"drug": "y", "mg": 7}'


@pytest.mark.parametrize(
    "text", ["{" * 5000, "[" * 5000 + "1:2", "<a>" * 3000, "{'a':" * 3000, "- " * 4000 + ":", "a=b " * 2000]
)
def test_endless_nesting_is_read_without_an_error(text: str) -> None:
    flatten(text)
    assert not any(v.reason == "the check failed" for v in judged(text).violations)
