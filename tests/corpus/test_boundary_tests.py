"""An editor sees which line has no test on it, just below it or just above it."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import TopicFolder, findings


@pytest.mark.parametrize(
    ("test_line", "place", "severity"),
    [
        ('"Restart tavorexin at 4 mg daily?"', "just below", "warning"),
        ('"Restart tavorexin at 5 mg daily?"', "on the line", "error"),
        ('"Restart tavorexin at 6 mg daily?"', "just above", "error"),
    ],
)
def test_each_dose_line_is_tried_on_the_line_and_beside_it(
    topic_folder: TopicFolder, test_line: str, place: str, severity: str
) -> None:
    topic_folder.edit("rules.yaml", test_line, '"Restart tavorexin at 40 mg daily?"')
    (finding,) = findings(topic_folder.read(), "boundary-tests")

    assert finding.severity == severity
    assert finding.message == f"'restart-dose' has no test {place} for 5: add it"


@pytest.mark.parametrize(
    ("value", "place"), [("value: 124", "just below"), ("value: 125, unit: mmol/L}]", "on the line")]
)
def test_each_laboratory_line_is_tried_on_the_line_and_beside_it(
    topic_folder: TopicFolder, value: str, place: str
) -> None:
    topic_folder.edit("rules.yaml", value, value.replace("124", "60").replace("125", "200"))
    (finding,) = findings(topic_folder.read(), "boundary-tests")

    assert finding.message == f"'hold-low-sodium' has no test {place} for 125 mmol/L: add it"


def test_a_line_per_baseline_is_tried_by_the_ratio(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", "value: 160, unit: µmol/L, baseline: 80", "value: 160, unit: µmol/L, baseline: 90")
    (finding,) = findings(topic_folder.read(), "boundary-tests")

    assert finding.message == "'stop-kidney' has no test on the line for 2 x baseline: add it"


def test_a_line_may_be_tried_in_another_unit(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", "value: 125, unit: mmol/L}]", "value: 125, unit: mEq/L}]")

    assert findings(topic_folder.read(), "boundary-tests") == []


def test_a_time_is_tried_by_dates_and_by_weeks_in_words(topic_folder: TopicFolder) -> None:
    topic_folder.edit(
        "rules.yaml",
        "when: {all: [{planned: restart}, {is: low-sodium}]}",
        'when: {days: since-restart, op: "<", value: 14}',
    )
    topic_folder.edit("rules.yaml", '135 mmol/L or more."}', '135 mmol/L or more.", derived: true}')
    (before,) = findings(topic_folder.read(), "boundary-tests")
    topic_folder.edit(
        "rules.yaml",
        "patient: {labs: [{analyte: sodium, value: 134, unit: mmol/L}]}",
        "patient: {medications: [{drug: tavorexin, from: 2026-01-01}], as_of: 2026-01-14}",
    )
    topic_folder.edit(
        "rules.yaml",
        "patient: {labs: [{analyte: sodium, value: 136, unit: mmol/L}]}",
        "patient: {medications: [{drug: tavorexin, from: 2026-01-01, to: soon}], as_of: 2026-01-16}",
    )
    (after,) = findings(topic_folder.read(), "boundary-tests")

    assert before.message == "'restart-too-early' has no test just below, on the line, just above for 14: add it"
    assert after.message == "'restart-too-early' has no test on the line for 14: add it"
    assert (before.severity, after.severity) == ("warning", "warning")

    text = (topic_folder.path / "rules.yaml").read_text(encoding="utf-8")
    text = text.replace('text: "May tavorexin be restarted?"', 'text: "Tavorexin was restarted 2 weeks ago."', 1)
    (topic_folder.path / "rules.yaml").write_text(text, encoding="utf-8")
    assert findings(topic_folder.read(), "boundary-tests") == []
