"""Rules that contradict one another, leave a gap between their lines or set a limit that binds nothing are refused."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import TopicFolder

QUOTE = 'ground: {statement: G-01, quote: "Hold tavorexin when sodium is below 125 mmol/L.", derived: true}'


def added(folder: TopicFolder, *rules: tuple[str, str, str, str], more: str = "") -> int:
    """Add rules as (id, severity, action, condition) at the end; return the line of the last."""
    line = 0
    for name, severity, action, condition in rules:
        line = folder.append(
            "rules.yaml",
            f"\n  - id: {name}\n    kind: threshold\n    severity: {severity}\n    action: {action}\n"
            f'    when: {condition}\n    {QUOTE}\n    message: "{{facts}}."\n{more}',
        )
    return line + 1


# ------------------------------------------------------------------------------------------------ contradictions


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ('{dose: current, op: ">", value: 20}', '{dose: current, op: ">", value: 10}', "dose (current)"),
        ('{days: since-stop, op: "<", value: 7}', '{days: since-stop, op: ">", value: 3}', "days (since-stop)"),
        ('{lab: creatinine, op: "<", value: 300, unit: µmol/L}', '{lab: creatinine, op: ">", value: 200, unit: µmol/L}',
         "creatinine (absolute)"),
        ('{lab: creatinine, op: "<=", value: 2, unit: mg/dL}',
         '{lab: creatinine, op: ">=", value: 176.8, unit: µmol/L}', "creatinine (absolute)"),
        ("{symptom: confusion}", "{symptom: brain-signs}", "the symptom confusion"),
        ("{condition: heart-failure}",
         '{any: [{condition: heart-failure}, {lab: sodium, op: ">", value: 160, unit: mmol/L}]}',
         "the condition heart-failure"),
        ("{drug: thiazide}", "{drug: hydrochlorothiazide, status: active}", "the drug hydrochlorothiazide (active)"),
        ("{phase: [held, restarted]}", "{phase: restarted}", "the phase restarted"),
        ("{planned: increase}", "{planned: [increase, restart]}", "the plan to increase"),
    ],
)  # fmt: skip
def test_two_rules_that_one_thing_fires_need_an_order(
    topic_folder: TopicFolder, first: str, second: str, what: str
) -> None:
    line = added(topic_folder, ("lax", "high", "continue", first), ("strict", "high", "hold", second))
    error = topic_folder.refusal()

    assert (error.file, error.line) == ("topic/rules.yaml", line)
    assert f"'lax' (high, continue) and 'strict' (high, hold) overlap on {what} and neither comes first" in str(error)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{planned: increase}", "{planned: restart}"),
        ("{drug: thiazide, status: active}", "{drug: thiazide, status: held}"),
        ('{days: since-stop, op: "<", value: 3}', '{days: since-stop, op: ">=", value: 3}'),
        ('{all: [{planned: increase}, {symptom: confusion}]}', "{planned: increase}"),
        ("{not: {planned: increase}}", "{planned: increase}"),
    ],
)  # fmt: skip
def test_two_rules_that_need_more_than_one_thing_to_meet_need_none(
    topic_folder: TopicFolder, first: str, second: str
) -> None:
    added(topic_folder, ("lax", "high", "continue", first), ("strict", "high", "hold", second))

    assert topic_folder.read().rule["lax"].action == "continue"


@pytest.mark.parametrize(
    ("severity", "more"),
    [("critical", ""), ("high", "    quiets: [lax]\n")],
)
def test_an_order_may_be_declared_by_severity_or_by_name(topic_folder: TopicFolder, severity: str, more: str) -> None:
    added(topic_folder, ("lax", "high", "continue", "{symptom: confusion}"))
    added(topic_folder, ("strict", severity, "hold", "{symptom: confusion}"), more=more)

    assert topic_folder.read().rule["strict"].severity == severity


# ------------------------------------------------------------------------------------------------ gaps

LOW = '{lab: creatinine, op: "<=", value: 100, unit: µmol/L}'
GAP = """  - about: "creatinine between the lines"
    terms: [["creatinine", "between"]]
    statement: G-02
    not_covered: false
    definition: between
"""


@pytest.mark.parametrize(
    ("above", "gap"),
    [
        ('{lab: creatinine, op: ">", value: 150, unit: µmol/L}', "creatinine above 100 up to 150"),
        ('{lab: creatinine, op: ">=", value: 150, unit: µmol/L}', "creatinine above 100 to below 150"),
        ('{lab: creatinine, op: ">=", value: 2, unit: mg/dL}', "creatinine above 100 to below 176.8"),
        ('{all: [{lab: creatinine, op: ">", value: 150, unit: µmol/L}, {planned: restart}]}',
         "creatinine above 100 up to 150"),
        ('{for_any: kidney, then: {lab: it, op: ">", value: 150, unit: µmol/L}}', "creatinine above 100 up to 150"),
    ],
)  # fmt: skip
def test_values_between_two_lines_on_which_no_rule_decides_are_refused(
    topic_folder: TopicFolder, above: str, gap: str
) -> None:
    line = added(topic_folder, ("go-on", "info", "continue", LOW), ("wait", "high", "hold", above))
    error = topic_folder.refusal()

    assert (error.file, error.line) == ("topic/rules.yaml", line)
    assert f"no rule decides for {gap}, below the line of 'wait'" in str(error)


@pytest.mark.parametrize("op", [">", ">="])
def test_the_figure_itself_may_be_the_gap(topic_folder: TopicFolder, op: str) -> None:
    low = LOW.replace('"<="', '"<"')
    high = f'{{lab: creatinine, op: "{op}", value: 100, unit: µmol/L}}'
    added(topic_folder, ("low", "high", "hold", low), ("high", "high", "hold", high))

    if op == ">=":
        assert "low" in topic_folder.read().rule
    else:
        assert "no rule decides for creatinine exactly 100" in str(topic_folder.refusal())


def test_a_line_above_normal_says_what_is_done_from_normal_on(topic_folder: TopicFolder) -> None:
    added(topic_folder, ("wait", "high", "hold", '{lab: creatinine, op: ">", value: 3, of: upper-limit}'))

    assert "no rule decides for creatinine x upper limit above 1 up to 3" in str(topic_folder.refusal())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # The usual values lie between a low and a high line with one action.
        (("low", "high", "hold", '{lab: creatinine, op: "<", value: 30, unit: µmol/L}'),
         ("high", "high", "hold", '{lab: creatinine, op: ">", value: 150, unit: µmol/L}')),
        # The lines touch.
        (("go-on", "info", "continue", LOW),
         ("wait", "high", "hold", '{lab: creatinine, op: ">", value: 100, unit: µmol/L}')),
        # A rule that only monitors draws no line that decides.
        (("look", "info", "monitor", LOW),
         ("wait", "high", "hold", '{lab: creatinine, op: ">", value: 150, unit: µmol/L}')),
        # Another scale is another axis.
        (("go-on", "info", "continue", LOW),
         ("wait", "high", "hold", '{lab: creatinine, op: ">", value: 3, of: baseline}')),
    ],
)  # fmt: skip
def test_what_is_no_gap_is_read(
    topic_folder: TopicFolder, first: tuple[str, str, str, str], second: tuple[str, str, str, str]
) -> None:
    added(topic_folder, first, second)

    assert first[0] in topic_folder.read().rule


def test_a_gap_that_the_topic_declares_with_its_sentence_is_read(topic_folder: TopicFolder) -> None:
    between = (
        '  between: {all: [{lab: creatinine, op: ">", value: 100, unit: µmol/L, at: current}, '
        '{not: {lab: creatinine, op: ">", value: 150, unit: µmol/L, at: current}}]}\n'
    )
    topic_folder.edit("rules.yaml", "\nrules:\n", f"{between}\nrules:\n")
    topic_folder.edit("topic.yaml", "premises:\n", f"{GAP}premises:\n")
    above = '{lab: creatinine, op: ">", value: 150, unit: µmol/L}'
    added(topic_folder, ("go-on", "info", "continue", LOW), ("wait", "high", "hold", above))

    assert topic_folder.read().gaps[-1].definition == "between"

    topic_folder.edit("topic.yaml", "    statement: G-02\n", "")
    assert "no rule decides for creatinine above 100 up to 150" in str(topic_folder.refusal())


def test_a_declared_gap_that_is_too_narrow_does_not_do(topic_folder: TopicFolder) -> None:
    between = '  between: {lab: creatinine, op: ">", value: 120, unit: µmol/L, at: current}\n'
    topic_folder.edit("rules.yaml", "\nrules:\n", f"{between}\nrules:\n")
    topic_folder.edit("topic.yaml", "premises:\n", f"{GAP}premises:\n")
    above = '{lab: creatinine, op: ">", value: 150, unit: µmol/L}'
    added(topic_folder, ("go-on", "info", "continue", LOW), ("wait", "high", "hold", above))

    assert "no rule decides for creatinine above 100 up to 150" in str(topic_folder.refusal())


# ------------------------------------------------------------------------------------------------ limits

DOSE = '{claim: restart-dose, op: "<=", value: 5, unit: mg/day}'
LINE = '{claim: stop-line, op: ">", value: 2, unit: x baseline}'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (DOSE, DOSE.replace('"<="', '">="'), 'a limit of restart-dose says what is allowed: write op: "<="'),
        (DOSE, DOSE.replace('"<="', '"<"'), 'write op: "<="'),
        (DOSE, '{claim: first-step, op: "<=", value: 5, unit: days}', 'write op: ">="'),
        (LINE, LINE.replace('">"', '"<"'), "'stop-kidney' draws no line < 2 x baseline in its when"),
        (LINE, LINE.replace("x baseline", "x upper limit"), "draws no line > 2 x upper limit in its when"),
        (LINE, LINE.replace("x baseline", "mg/dL"), "draws no line > 2 mg/dL in its when"),
    ],
)
def test_a_limit_that_would_bind_nothing_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    line = topic_folder.edit("rules.yaml", old, new)
    error = topic_folder.refusal()

    assert (error.file, error.line) == ("topic/rules.yaml", line)
    assert message in str(error)
