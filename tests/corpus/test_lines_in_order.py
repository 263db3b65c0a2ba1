"""Of two lines on one axis the topic says which comes first, or it is refused."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import TopicFolder

EARLY = "when: {all: [{planned: restart}, {is: low-sodium}]}"


def lax_rule(*, severity: str, action: str, value: int, quiets: str = "[]") -> str:
    return f"""
  - id: lax
    kind: threshold
    severity: {severity}
    action: {action}
    when: {{lab: sodium, op: "<", value: {value}, unit: mmol/L}}
    ground: {{statement: G-01, quote: "Hold tavorexin when sodium is below 125 mmol/L.", derived: true}}
    message: "{{facts}}."
    quiets: {quiets}
"""


@pytest.mark.parametrize(
    ("severity", "action", "value"),
    [
        ("critical", "continue", 130),
        ("high", "reduce", 120),
        ("high", "reduce", 125),
        ("moderate", "stop-permanently", 120),
        ("high", "stop-permanently", 130),
    ],
)
def test_two_lines_on_one_axis_need_an_order(topic_folder: TopicFolder, severity: str, action: str, value: int) -> None:
    line = topic_folder.append("rules.yaml", lax_rule(severity=severity, action=action, value=value)) + 1
    error = topic_folder.refusal()

    assert error.line == line
    assert f"'lax' ({severity}, {action}) overlap on sodium (absolute) and neither comes first" in str(error)


@pytest.mark.parametrize(
    ("severity", "action", "value", "quiets"),
    [
        ("moderate", "reduce", 120, "[]"),
        ("high", "reduce", 130, "[]"),
        ("high", "stop-permanently", 120, "[]"),
        ("critical", "hold", 120, "[]"),
        ("critical", "monitor", 120, "[]"),
        ("critical", "continue", 130, "[hold-low-sodium]"),
    ],
)
def test_two_lines_on_one_axis_hold_when_the_data_say_which_speaks(
    topic_folder: TopicFolder, severity: str, action: str, value: int, quiets: str
) -> None:
    topic_folder.append("rules.yaml", lax_rule(severity=severity, action=action, value=value, quiets=quiets))

    assert "lax" in topic_folder.read().rule


def test_two_lines_in_different_units_need_an_order_of_their_own(topic_folder: TopicFolder) -> None:
    rule = lax_rule(severity="high", action="reduce", value=130).replace("unit: mmol/L", "unit: mEq/L")
    topic_folder.append("rules.yaml", rule)

    assert "neither comes first" in str(topic_folder.refusal())


def test_a_guard_above_normal_is_no_line(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", EARLY, 'when: {lab: creatinine, op: ">", value: 1, of: baseline}')
    topic_folder.edit("rules.yaml", "quiets: [restart-too-early]", "quiets: []")

    assert topic_folder.read().rule["restart-too-early"].action == "hold"
