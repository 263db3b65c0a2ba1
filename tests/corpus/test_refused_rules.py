"""Every way in which rules.yaml may not hold, with the line that the editor is sent to."""

from __future__ import annotations

import pytest

from corpus.rules import TRIGGERS
from tests.corpus.conftest import TopicFolder

HOLD = 'when: {lab: sodium, op: "<", enforced: "<=", value: 125, unit: mmol/L}'
STOP = 'when: {lab: kidney, op: ">", enforced: ">=", value: 2, of: baseline}'
DOSE = 'when: {dose: restart, op: ">", value: 5}'
EARLY = "when: {all: [{planned: restart}, {is: low-sodium}]}"
SIGN = "when: {symptom: brain-signs}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (HOLD, HOLD.replace("sodium", "sodim"), "no analyte or group 'sodim': did you mean 'sodium'?"),
        (HOLD, HOLD.replace("sodium", "it"), "only inside for_any"),
        (HOLD, HOLD.replace('"<"', '"<>"'), "'op' cannot be '<>': write one of >, >=, <, <="),
        (HOLD, HOLD.replace('"<="', '">"'), "looser than 'op: \"<\"'"),
        (HOLD, HOLD.replace(", unit: mmol/L", ""), "an absolute line needs its unit"),
        (HOLD, HOLD.replace("mmol/L", "mmol/l"), "no unit 'mmol/l': did you mean 'mmol/L'?"),
        (HOLD, HOLD.replace("125", '"125"'), "'value' must be a number, without quotes or unit"),
        (HOLD, HOLD.replace("value", "valeu"), "'lab' has no key 'valeu': did you mean 'value'?"),
        (STOP, STOP.replace("}", ", unit: µmol/L}"), "a multiple of the baseline has no unit"),
        (STOP, STOP.replace("of: baseline", "of: base"), "'of' cannot be 'base'"),
        (
            STOP,
            'when: {for_any: heart, then: {lab: it, op: ">", value: 2, of: baseline}}',
            "no group of analytes 'heart'",
        ),
        (DOSE, 'when: {dose: restart, op: ">"}', "give value or than"),
        (DOSE, 'when: {dose: restart, op: ">", value: 5, than: injury}', "give value or than"),
        (DOSE, 'when: {dose: evening, op: ">", value: 5}', "'dose' cannot be 'evening': write one of current, injury"),
        (DOSE, 'when: {days: since-lunch, op: ">", value: 5}', "'days' cannot be 'since-lunch'"),
        (EARLY, "when: {is: high-sodium}", "no definition 'high-sodium': did you mean 'low-sodium'?"),
        (EARLY, "when: {fired: hold-potassium}", "no rule 'hold-potassium'"),
        (EARLY, 'when: {fired: "perm-*"}', "no rule 'perm-*'"),
        (EARLY, "when: {all: []}", "'all' is empty"),
        (EARLY, "when: {planned: dance}", "'planned' cannot be 'dance'"),
        (EARLY, "when: {phase: [on, away]}", "'phase' cannot be 'away'"),
        (EARLY, "when: {not: {is: low-sodium}, any: [{planned: restart}]}", "not not and any"),
        (EARLY, "when: restart", "a condition must be a mapping"),
        (EARLY, "when: {drug: aspirin}", "no drug or group 'aspirin'"),
        (EARLY, "when: {drug: thiazide, status: sometimes}", "no status 'sometimes'"),
        (SIGN, "when: {symptom: confusoin}", "no symptom or group 'confusoin': did you mean 'confusion'?"),
        (SIGN, "when: {symptom: []}", "'symptom' is empty"),
        (SIGN, "when: {condition: pregnancy}", "no condition or group 'pregnancy'"),
    ],
)
def test_a_condition_that_does_not_hold_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    topic_folder.assert_refused("rules.yaml", old, new, message)


def test_a_quote_that_is_not_in_its_statement_is_refused(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "rules.yaml",
        'quote: "Hold tavorexin when sodium is below 125 mmol/L."',
        'quote: "Hold tavorexin when the sodium is below 125 mmol/L."',
        "'hold-low-sodium' does not stand word for word in G-01 (sources/hospital-guideline.md:23): copy it",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (HOLD, HOLD.replace("125", "120"), "the quote of 'hold-low-sodium' does not hold the figure 120"),
        ('op: "<=", value: 5, unit: mg/day', 'op: "<=", value: 6, unit: mg/day', "does not hold the figure 6"),
    ],
)
def test_a_figure_that_is_not_in_the_quote_is_refused(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    topic_folder.edit("rules.yaml", old, new)
    error = topic_folder.refusal()

    assert error.line is not None
    text = (topic_folder.path / "rules.yaml").read_text(encoding="utf-8")
    assert "quote:" in text.split("\n")[error.line - 1]
    assert message in str(error)


def test_a_figure_that_follows_from_the_quote_is_said_to_be_derived(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", HOLD, HOLD.replace("125", "124.5"))
    topic_folder.edit("rules.yaml", 'below 125 mmol/L."}', 'below 125 mmol/L.", derived: true}')

    assert topic_folder.read().rule["hold-low-sodium"].ground.derived


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("statement: G-04,", "statement: G-44,", "there is no statement 'G-44': did you mean 'G-04'?"),
        ("statement: G-04,", "statement: G-06,", "there is no statement 'G-06': that fact is told by G-05"),
        ("also: [G-02]", "also: [G-01, X-02]", "there is no statement 'X-02'"),
        ("quiets: [restart-too-early]", "quiets: [restart-early]", "no other rule 'restart-early'"),
        ("quiets: [restart-too-early]", "quiets: [stop-kidney]", "no other rule 'stop-kidney'"),
        ("forbids: [continue, raise, restart]", "forbids: [sing]", "no advice to forbid called 'sing'"),
        ("{claim: restart-dose, op", "{claim: stop-line, op", "no unit 'mg/day'"),
        ("claim: restart-dose", "claim: restart-dosis", "no claim 'restart-dosis': did you mean 'restart-dose'?"),
        ("unit: mg/day}]", "unit: mg}]", "a limit of restart-dose is given in mg/day"),
        ("trigger: near", "trigger: nearly", "'trigger' cannot be 'nearly'"),
        ('- {fires: true, text: "He takes tavorexin and is confused."}', "- {fires: true}", "needs patient or text"),
        (
            '- {fires: true, text: "He takes tavorexin and is confused."}',
            '- {fires: "yes", text: "Confused."}',
            "'fires' must be true or false",
        ),
    ],
)
def test_a_reference_or_word_that_means_nothing_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    topic_folder.assert_refused("rules.yaml", old, new, message)


def test_an_unknown_key_of_a_rule_is_refused_with_the_likely_one(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "rules.yaml", "stop_line: true\n    tests", "stopline: true\n    tests", "did you mean 'stop_line'?"
    )


def test_a_rule_without_its_message_is_refused_where_it_begins(topic_folder: TopicFolder) -> None:
    start = topic_folder.edit("rules.yaml", "- id: restart-dose", "- id: restart-dose")
    topic_folder.edit("rules.yaml", '    message: "{facts}: the guideline restarts at 5 mg daily."\n', "")
    error = topic_folder.refusal()

    assert (error.line, "the rule 'restart-dose' lacks message" in str(error)) == (start, True)


@pytest.mark.parametrize("new", ["", f"{DOSE}\n    trigger: edge"])
def test_a_rule_needs_exactly_one_of_when_and_trigger(topic_folder: TopicFolder, new: str) -> None:
    topic_folder.assert_refused(
        "rules.yaml", DOSE, new, "the rule 'restart-dose' needs exactly one of when and trigger", below=-4
    )


def test_an_expired_rule_is_refused(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "rules.yaml", DOSE, f"{DOSE}\n    status: expired", "'restart-dose' is expired", below=1
    )


def test_a_message_may_only_name_what_is_filled_in(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "rules.yaml", '"{facts}: the guideline restarts at', '"{dose}: the guideline restarts at', "{dose}"
    )
    topic_folder.edit("rules.yaml", '"{dose}: the guideline restarts at', '"{missing}: the guideline restarts at')
    assert "only {facts} is filled in here" in str(topic_folder.refusal())


def test_two_rules_with_one_id_are_refused(topic_folder: TopicFolder) -> None:
    first = topic_folder.edit("rules.yaml", "- id: two-patients", "- id: two-patients")
    topic_folder.assert_refused(
        "rules.yaml", "- id: language", "- id: two-patients", f"stands twice (first on line {first})"
    )


def test_a_trigger_has_one_rule(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "rules.yaml", "trigger: near", "trigger: edge", "'edge-at-threshold' already has the trigger 'edge'"
    )


def test_missing_triggers_are_all_named(topic_folder: TopicFolder) -> None:
    text = (topic_folder.path / "rules.yaml").read_text(encoding="utf-8")
    own, house = text.split("  # ---- house rules")
    (topic_folder.path / "rules.yaml").write_text(own, encoding="utf-8")
    error = topic_folder.refusal()

    assert error.line == text[: text.index("  - id: hold-low-sodium")].count("\n") + 1
    assert f"no rule has the trigger {', '.join(TRIGGERS)}: copy it from the house rules in docs/topics.md" in str(
        error
    )
    assert all(f"trigger: {trigger}\n" in house for trigger in TRIGGERS)


def test_a_definition_that_rests_on_itself_is_refused(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "rules.yaml",
        "definitions:",
        "definitions:\n  a: {not: {is: b}}\n  b: {all: [{planned: restart}, {is: a}]}",
        "the definition rests on itself (a -> b -> a)",
        below=1,
    )


def test_definitions_are_a_mapping(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "rules.yaml", "definitions:\n", "definitions: []\nremark:\n", "rules.yaml has no key 'remark'", below=1
    )
    topic_folder.edit("rules.yaml", "\nremark:\n  low-sodium", "\n# low-sodium")
    assert "'definitions' must be a mapping of names to conditions" in str(topic_folder.refusal())


@pytest.mark.parametrize(
    ("headline", "message"),
    [
        ("Hold tavorexin now" + ", and " * 20, "is longer than 80 characters"),
        ("Hold at {facts}", "cannot hold a place"),
        ("Hold below 120 mmol/L", "has a figure that neither its message nor its quote has"),
    ],
)
def test_a_headline_is_one_line_and_says_nothing_that_the_rule_does_not(
    topic_folder: TopicFolder, headline: str, message: str
) -> None:
    topic_folder.assert_refused("rules.yaml", 'headline: "Hold tavorexin now"', f'headline: "{headline}"', message)
