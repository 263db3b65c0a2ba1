"""What an editor must see of a topic that holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.coverage import figures_without_rule
from corpus.lint import lint
from corpus.model import Topic
from tests.corpus.conftest import TODAY, TopicFolder, findings

GUIDELINE = "sources/hospital-guideline.md"
LABEL = "sources/product-label.md"


def test_the_example_topic_has_nothing_that_must_not_be_published(example: Topic) -> None:
    assert [finding for finding in lint(example, today=TODAY) if finding.severity == "error"] == []


def test_a_source_whose_own_case_meets_its_stop_line_is_shown_with_the_baseline(example: Topic) -> None:
    (finding,) = findings(example, "tension")

    assert (finding.severity, finding.file, finding.line) == ("warning", GUIDELINE, 25)
    assert "creatinine 190 (G-02) is more than two times any baseline below 95" in finding.message
    assert "'stop-kidney' (stop-permanently)" in finding.message


@pytest.mark.parametrize("words", ["creatinine (190)", "creatinine was 190", "Creatinine 190"])
def test_the_value_of_the_case_is_found_however_it_is_written(topic_folder: TopicFolder, words: str) -> None:
    topic_folder.edit(GUIDELINE, "creatinine of 190 µmol/L", words)

    assert len(findings(topic_folder.read(), "tension")) == 1


@pytest.mark.parametrize("words", ["creatinine of 3 times normal", "creatinine in 190 patients", "sodium of 190"])
def test_a_multiple_or_another_figure_is_no_value_of_the_case(topic_folder: TopicFolder, words: str) -> None:
    topic_folder.edit(GUIDELINE, "creatinine of 190 µmol/L", words)

    assert findings(topic_folder.read(), "tension") == []


def test_numbers_cited_beyond_the_printed_list_are_shown(topic_folder: TopicFolder, example: Topic) -> None:
    (note,) = findings(example, "dangling-reference")
    assert (note.severity, note.file) == ("note", GUIDELINE)
    assert note.message.startswith("cites 2, lists 1")

    topic_folder.edit(GUIDELINE, 'reference_note: "The', 'reference_note: null # "The')
    (warning,) = findings(topic_folder.read(), "dangling-reference")
    assert (warning.severity, "say so in reference_note" in warning.message) == ("warning", True)


def test_figures_that_no_rule_carries_are_listed(example: Topic) -> None:
    listed = [(f.statement, f.figure) for f in figures_without_rule(example)]

    assert listed == [("G-02", "190 µmol/L"), ("G-07", "7 days"), ("L-01", "10 mg")]
    assert [f.message for f in findings(example, "figure-without-rule")] == [
        "no rule carries 190 µmol/L of G-02",
        "no rule carries 7 days of G-07",
        "no rule carries 1 of its figures",
    ]


def test_a_figure_of_a_rule_that_rests_on_another_statement_does_not_count(topic_folder: TopicFolder) -> None:
    topic_folder.edit(LABEL, "a starting dose of 10 mg", "a starting dose of 5 mg")

    assert ("L-01", "5 mg") in [(f.statement, f.figure) for f in figures_without_rule(topic_folder.read())]


def test_disagreements_are_shown_where_they_stand(example: Topic) -> None:
    (finding,) = findings(example, "sources-disagree")

    assert (finding.file, finding.line) == ("topic.yaml", 22)
    assert finding.message == "sources disagree on the dose to start with: G-05 and L-01"


@pytest.mark.parametrize(("year", "stale"), [(2015, True), (2016, False), (2024, False)])
def test_a_source_older_than_ten_years_is_out_of_date(topic_folder: TopicFolder, year: int, stale: bool) -> None:
    topic_folder.edit(LABEL, "published: 2024", f"published: {year}")

    assert bool(findings(topic_folder.read(), "out-of-date")) is stale


def test_a_source_without_a_date_cannot_be_judged(topic_folder: TopicFolder) -> None:
    topic_folder.edit(LABEL, "published: 2024", "published: null")

    assert [f.file for f in findings(topic_folder.read(), "undated")] == [LABEL]


def test_a_superseded_source_is_named_with_what_replaces_it(topic_folder: TopicFolder) -> None:
    old = topic_folder.add_old_edition()
    (finding,) = findings(topic_folder.read(), "superseded")

    assert (finding.severity, finding.file) == ("warning", old)
    assert "superseded by 'product-label'" in finding.message


@pytest.mark.parametrize("dose", ["5 mg", "5mg", "2.5 milligrams", "50 µg", "five mg"])
def test_patient_words_that_name_a_dose_are_an_error(topic_folder: TopicFolder, dose: str) -> None:
    line = topic_folder.edit(GUIDELINE, "within about a week.", f"within about a week. Take {dose}.")
    (finding,) = findings(topic_folder.read(), "patient-dose")

    assert (finding.severity, finding.file, finding.line) == ("error", GUIDELINE, line - 1)


def test_a_patient_message_that_names_a_dose_is_an_error(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", "Your salt level is very low.", "Take only 5 mg.")

    assert [f.file for f in findings(topic_folder.read(), "patient-dose")] == ["rules.yaml"]


@pytest.mark.parametrize("words", ["a level of 120 mg/dL.", "within 2 weeks.", "a total of 3 glasses."])
def test_a_concentration_or_a_count_is_no_dose(topic_folder: TopicFolder, words: str) -> None:
    topic_folder.edit(GUIDELINE, "within about a week.", words)

    assert findings(topic_folder.read(), "patient-dose") == []


@pytest.mark.parametrize(("words", "long"), [(60, False), (61, True)])
def test_a_statement_of_more_than_sixty_words_is_long(topic_folder: TopicFolder, words: int, long: bool) -> None:
    topic_folder.edit(LABEL, "{L-02}", "{L-02}\n- " + "word " * (words - 1) + "word. {L-03}")

    assert bool(findings(topic_folder.read(), "long-statement")) is long


def test_a_rule_that_prints_above_and_enforces_from_is_shown(example: Topic) -> None:
    messages = [finding.message for finding in findings(example, "enforced-operator")]

    assert messages == ["'hold-low-sodium' prints < 125 and enforces <=", "'stop-kidney' prints > 2 and enforces >="]


def test_rules_without_a_reviewer_are_counted(topic_folder: TopicFolder, example: Topic) -> None:
    (before,) = findings(example, "no-reviewer")
    topic_folder.edit("rules.yaml", "  - id: hold-low-sodium", "  - id: hold-low-sodium\n    reviewer: A. Pharmacist")
    (after,) = findings(topic_folder.read(), "no-reviewer")

    assert before.message.startswith("19 of 19 rules name no reviewer: hold-low-sodium")
    assert after.message.startswith("18 of 19 rules name no reviewer: stop-kidney")


def test_drafts_and_rules_without_examples_are_shown(topic_folder: TopicFolder) -> None:
    topic_folder.edit(
        "rules.yaml",
        '    tests:\n      - {fires: true, text: "He takes tavorexin and is confused."}\n',
        "    status: draft\n",
    )
    topic = topic_folder.read()

    assert [f.message for f in findings(topic, "draft-rule")] == ["'emergency' is a draft and never fires"]
    assert [f.message for f in findings(topic, "no-tests")] == ["'emergency' has no test: add examples"]


def test_statements_without_patient_words_are_counted(example: Topic) -> None:
    assert [f.message for f in findings(example, "no-patient-text")] == [
        "17 of 23 statements have no words for patients"
    ]


def test_two_units_that_differ_only_in_capitals_are_shown(topic_folder: TopicFolder) -> None:
    topic_folder.edit("vocabulary.yaml", "mg/dL: [mg/dl]", "mg/dL: [mg/dl, MMOL/l]")

    assert [f.code for f in findings(topic_folder.read(), "ambiguous-unit")] == ["ambiguous-unit"]


def test_errors_come_first(topic_folder: TopicFolder) -> None:
    topic_folder.edit(GUIDELINE, "within about a week.", "within about a week. Take 5 mg.")
    severities = [finding.severity for finding in lint(topic_folder.read(), today=TODAY)]

    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert severities[0] == "error"


@pytest.mark.parametrize("key", ["must_block", "must_pass"])
def test_a_self_test_that_tries_one_side_only_is_an_error(topic_folder: TopicFolder, key: str) -> None:
    topic = topic_folder.read()
    one_sided = replace(topic, self_test=replace(topic.self_test, **{key: ()}))

    (finding,) = findings(one_sided, "no-samples")

    assert (finding.severity, f"no {key}" in finding.message) == ("error", True)


def test_years_are_no_figures_and_other_words_no_units(topic_folder: TopicFolder) -> None:
    topic_folder.edit(GUIDELINE, "Check sodium 7 days after", "As of 2024, check sodium 7 or 10 days after")

    listed = [f.figure for f in figures_without_rule(topic_folder.read()) if f.statement == "G-07"]

    assert listed == ["7", "10 days"]
