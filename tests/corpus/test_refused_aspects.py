"""Every way in which aspects.yaml and formulas.yaml may not hold, with the line that the editor is sent to."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import TopicFolder

TESTS = "    tests:\n      - {patient: {labs: [{analyte: creatinine, value: 161, unit: µmol/L, baseline: 80}]}"
VALUE = "value: {lab: creatinine, of: baseline}"
MOST = "{at_most: 2, means: not doubled}"
CREATININE_QUOTE = "creatinine is more than 2 times the patient's baseline"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("settles: [G-01]", "settles: [G-99]", "there is no statement 'G-99'"),
        ("settles: [G-01]", "settles: []", "'holding tavorexin' has nothing that settles it"),
        ("supports: [G-05]", "supports: [G-50]", "there is no statement 'G-50'"),
        ("formulas: [next-step]", "formulas: [next-stop]", "no formula 'next-stop': did you mean 'next-step'?"),
        ("formulas: [next-step]", "formulas: [ceiling]", "no formula 'ceiling'"),
        ('[["<restart>", "dose|mg|how much"]]', '[["<resume>"]]', "no entry of words called 'resume'"),
        ('[["<restart>", "dose|mg|how much"]]', "[[]]", "has an empty word pattern"),
    ],
)
def test_an_aspect_that_does_not_hold_is_refused(topic_folder: TopicFolder, old: str, new: str, message: str) -> None:
    topic_folder.edit("aspects.yaml", old, new)
    error = topic_folder.refusal()

    assert error.file == "topic/aspects.yaml"
    assert message in str(error)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("settles: [G-01]", "nothing calls for 'more': give it terms or called_by"),
        ("settles: [G-01]\n    called_by: high-sodium", "no definition 'high-sodium': did you mean 'low-sodium'?"),
        ("settles: [G-01]\n    terms: [[more]]\n    when: high-sodium", "no definition 'high-sodium'"),
        ("settles: [G-01]\n    terms: [[more]]\n    rules: [hold-potassium]", "no rule 'hold-potassium'"),
        ("settles: [G-01]\n    terms: [[more]]\n    step: later", "'step' cannot be 'later': write one of act"),
    ],
)
def test_an_aspect_must_be_reachable_and_name_what_there_is(
    topic_folder: TopicFolder, entry: str, message: str
) -> None:
    topic_folder.append("aspects.yaml", f'  - about: "more"\n    {entry}\n')

    assert message in str(topic_folder.refusal())


def test_named_words_are_put_into_the_patterns(topic_folder: TopicFolder) -> None:
    restart = next(a for a in topic_folder.read().aspects if a.about == "when tavorexin may be restarted")

    assert restart.terms[0] == ("restart*|resum*|start again",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (VALUE, "value: {lab: potassium, of: baseline}", "no analyte 'potassium'"),
        (VALUE, "value: {lab: creatinine}", "'creatinine' is taken as it is: give its unit"),
        (VALUE, "value: {lab: creatinine, unit: mmol/L}", "no unit of creatinine 'mmol/L'"),
        (VALUE, "value: {lab: creatinine, of: baseline, unit: µmol/L}", "a multiple has no unit"),
        (MOST, "{at_least: 2, means: not doubled}", "two bands of 'creatinine-multiple' hold 3"),
        (MOST, "{at_most: 2, below: 2, means: not doubled}", "has both at_most and below"),
        (MOST, "{means: not doubled}", "has no end"),
        ("{above: 2,", "{above: 3,", "does not hold the figure 3"),
        (CREATININE_QUOTE, "creatinine doubles", "does not stand word for word in G-03"),
    ],
)
def test_a_formula_that_does_not_hold_is_refused(topic_folder: TopicFolder, old: str, new: str, message: str) -> None:
    topic_folder.edit("formulas.yaml", old, new)
    error = topic_folder.refusal()

    assert error.file == "topic/formulas.yaml"
    assert message in str(error)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            'ceiling: {ground: {statement: G-05, quote: "Restart tavorexin at 5 mg daily."}, below_injury_dose: true}',
            "no rule has a limit of daily-dose",
        ),
        (
            'pace: {ground: {statement: G-05, quote: "Restart tavorexin at 5 mg daily."}, longest_interval_days: 5}',
            "no rule has a limit of step, first-step, step-interval, daily-dose",
        ),
        (
            'step_tests: {ground: {statement: G-07, quote: "Check sodium 7 days after"}, before: true, days_after: 7}',
            "no rule has a limit of step, daily-dose",
        ),
        ('daily_dose: {ground: {statement: G-05, quote: "Twice."}}', "does not stand word for word in G-05"),
        ("weekly_dose: 7", "has no key 'weekly_dose'"),
    ],
)
def test_what_is_computed_of_doses_needs_limits_and_grounds(topic_folder: TopicFolder, more: str, message: str) -> None:
    topic_folder.append("formulas.yaml", more + "\n")

    assert message in str(topic_folder.refusal())


def test_a_formula_needs_a_test(topic_folder: TopicFolder) -> None:
    text = (topic_folder.path / "formulas.yaml").read_text(encoding="utf-8")
    (topic_folder.path / "formulas.yaml").write_text(text[: text.index("    tests:")], encoding="utf-8")

    assert "has no test: add a patient and the result" in str(topic_folder.refusal())


def test_a_formula_stands_once(topic_folder: TopicFolder) -> None:
    text = (topic_folder.path / "formulas.yaml").read_text(encoding="utf-8")
    topic_folder.append("formulas.yaml", text.replace("formulas:\n", ""))

    assert "stands twice" in str(topic_folder.refusal())


def test_a_topic_may_have_neither(topic_folder: TopicFolder) -> None:
    for name in ("aspects.yaml", "formulas.yaml", "questions.yaml"):
        (topic_folder.path / name).unlink()
    topic = topic_folder.read()

    assert (topic.aspects, topic.formulas.formulas) == ((), ())


def test_formulas_belong_to_what_the_rules_are_known_by(topic_folder: TopicFolder) -> None:
    before = topic_folder.read()
    topic_folder.edit(
        "formulas.yaml", "means: more than doubled}\n      - {at_most", "means: doubled}\n      - {at_most"
    )
    after = topic_folder.read()

    assert after.rules_hash != before.rules_hash
    assert after.corpus_hash == before.corpus_hash


@pytest.mark.parametrize("statement", ["G-01", "L-02"])
def test_a_rule_says_only_what_it_cites(topic_folder: TopicFolder, statement: str) -> None:
    topic_folder.edit(
        "rules.yaml", "    also: [G-02]\n", f"    also: [G-02]\n    says: [{{statements: [{statement}]}}]\n"
    )

    assert f"no statement under ground or also called '{statement}'" in str(topic_folder.refusal())
