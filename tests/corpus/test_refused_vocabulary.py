"""Every way in which vocabulary.yaml and topic.yaml may not hold, with the line that the editor is sent to."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import TopicFolder

SAMPLE = '- "Restart tavorexin at 20 mg daily."'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("relation: interacting", "relation: intracting", "'relation' cannot be 'intracting'"),
        ("  - id: hydrochlorothiazide", "  - id: tavorexin", "the id 'tavorexin' stands twice"),
        ("  - id: heart-failure", "  - id: sodium", "the id 'sodium' stands twice"),
        ("  - id: heart-failure", '  - id: "heart*"', "'heart*' is no id"),
        ("names: [hydrochlorothiazide, HCTZ]", "names: [hydrochlorothiazide, tavo]", "names both 'tavorexin' and"),
        ("names: [creatinine, serum creatinine]", "names: [creatinine, na]", "'na' names both 'sodium' and"),
        ("names: [heart failure]", "names: []", "'heart-failure' has no names"),
        ("  - id: sodium", "  - id: kidney", "'kidney' is also a group that it does not belong to"),
        ("unit: µmol/L", "unit: µmol/l", "the unit 'µmol/l' is not spelled under units: did you mean 'µmol/L'?"),
        ("units: {mg/dL: 88.4}", "units: {g/dL: 88400}", "the unit 'g/dL' is not spelled under units"),
        ("units: {mg/dL: 88.4}", "units: {mg/dL: 0}", "the factor of 'mg/dL' must be above 0"),
        ("units: {mg/dL: 88.4}", "units: {mg/dL: 88.4, µmol/L: 2}", "1 for the analyte's own unit"),
        ("units: {mg/dL: 88.4}", "units: {mg/dL: -88.4}", "must be above 0"),
        ("precision: {µmol/L: 1, mg/dL: 0.01}", "precision: {mmol/L: 1}", "'mmol/L' is no unit of creatinine"),
        ("precision: {µmol/L: 1, mg/dL: 0.01}", "precision: {µmol/L: 0}", "the precision of 'µmol/L' must be above 0"),
        ("plausible: {low: 90, high: 200}", "plausible: {low: 200, high: 90}", "low must be below high"),
        ("plausible: {low: 90, high: 200}", "plausible: {low: 90, hi: 200}", "has no key 'hi': did you mean 'high'?"),
        ("electrolytes: [sodium]", "electrolytes: [sodium, zinc]", "there is no analyte 'zinc'"),
        ("mEq/L: [meq/l]", "mEq/L: [mmol/l]", "'mmol/l' is written for both 'mmol/L' and 'mEq/L'"),
        ("urgency: emergency", "urgency: soon", "'urgency' cannot be 'soon': write one of emergency, urgent, none"),
        ("electrolytes: [sodium]", "electrolytes: {sodium: 1}", "'panels.electrolytes' must be a single value"),
        ("names: [heart failure]", "names: [[heart failure]]", "'names' must be a single value"),
        ("units: {mg/dL: 88.4}", "units: 88.4", "'units' must be a mapping of names to values"),
        ("phrases:", "phrase:", "vocabulary.yaml has no key 'phrase': did you mean 'phrases'?"),
    ],
)
def test_a_vocabulary_that_does_not_hold_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    topic_folder.assert_refused("vocabulary.yaml", old, new, message)


@pytest.mark.parametrize(("old", "new"), [("governed", "other"), ("interacting", "governed")])
def test_there_is_exactly_one_governed_drug(topic_folder: TopicFolder, old: str, new: str) -> None:
    topic_folder.edit("vocabulary.yaml", f"relation: {old}", f"relation: {new}")
    error = topic_folder.refusal()

    assert error.line == 2
    assert "exactly one drug has relation: governed" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lead_source: hospital-guideline", "lead_source: hospital", "there is no source 'hospital'"),
        ("bottom_line: [G-01, G-04]", "bottom_line: [G-01, G-99]", "there is no statement 'G-99'"),
        ("bottom_line: [G-01, G-04]", "bottom_line: []", "'bottom_line' is empty"),
        ("updated: 2026-01-15", "updated: January", "'updated' must be a date as YYYY-MM-DD"),
        ("positions: [G-05, L-01]", "positions: [G-05, L-11]", "there is no statement 'L-11'"),
        ("positions: [G-05, L-01]", "positions: G-05", "needs two positions or more"),
        ("rules: [restart-dose]", "rules: [restart-doses]", "no rule 'restart-doses': did you mean 'restart-dose'?"),
        ('terms: [["pregnan*|conceiv*"]]', "terms: []", "it needs terms"),
        ('10 mg daily.": [hold-low-sodium]', '10 mg daily.": [hold-sodium]', "there is no rule 'hold-sodium'"),
        ("id: tavorexin-low-sodium", "id: Tavorexin", "'Tavorexin' is no topic id"),
        ("disclaimer:", "disclamer:", "topic.yaml has no key 'disclamer': did you mean 'disclaimer'?"),
        ("audience_note:", "audience:", "'article' has no key 'audience': did you mean 'audience_note'?"),
        ('editorial_policy: "Two', 'editorial_policy: null # "Two', "'editorial_policy' must be text"),
        (SAMPLE, '- {text: "Go on.", pateint: {}}', "did you mean 'patient'?"),
        (SAMPLE, '- {question: "What now?"}', "a sample of 'must_block' lacks text"),
        (SAMPLE, "- {text: []}", "a sample without a text tries nothing"),
        (SAMPLE, "- true", "'must_block' must be text"),
    ],
)
def test_a_topic_file_that_does_not_hold_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    topic_folder.assert_refused("topic.yaml", old, new, message)


@pytest.mark.parametrize("before", ['["harmless"]]\n    ', 'held?"\n  '])
def test_a_premise_and_the_canary_need_their_statement(topic_folder: TopicFolder, before: str) -> None:
    old, new = f"{before}statement: G-01", f"{before}statement: G-71"
    topic_folder.assert_refused("topic.yaml", old, new, "there is no statement 'G-71'", below=1)


def test_a_gap_that_names_a_statement_needs_it(topic_folder: TopicFolder) -> None:
    old = '    terms: [["pregnan*|conceiv*"]]'
    new = f"{old}\n    statement: G-71"
    topic_folder.assert_refused("topic.yaml", old, new, "there is no statement 'G-71'", below=1)


def test_a_relative_counts_as_more_than_nothing(topic_folder: TopicFolder) -> None:
    new = "names: [HCTZ]\n    equivalent_factor: 0"
    topic_folder.assert_refused(
        "vocabulary.yaml", "names: [hydrochlorothiazide, HCTZ]", new, "must be above 0", below=1
    )


def test_a_group_of_drugs_that_the_scope_names_must_be_one(topic_folder: TopicFolder) -> None:
    topic_folder.assert_refused(
        "topic.yaml", "foreign: [asthma, migraine]", "same_harm: [thiazid]", "no group of drugs 'thiazid'"
    )
