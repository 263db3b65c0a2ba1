"""What hardly any text reaches: what cannot be used, what is known of a structured patient, what was asked before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from corpus.model import Action, Dose, RuleTest, Topic
from service.domain.answer import Verdict
from service.domain.errors import InputError
from service.domain.facts import Amount, PatientFacts
from service.domain.question import GivenLab, GivenPatient, Question
from service.safety.check import check
from service.safety.grammar.comments import Comment, comment
from service.safety.once import MAX_HELD, once_for_each
from service.safety.reading import read_facts
from service.safety.rule_tests import run_rule_tests
from service.safety.rules.assess import assess
from service.safety.rules.conditions import judge_of
from service.safety.rules.given_block import patient_block
from service.safety.rules.input_findings import conversions
from service.safety.rules.ruling import forbids
from service.safety.rules.shown import shown
from service.safety.text.lexer import lexer_for
from service.safety.text.statements import split
from tests.safety import notation
from tests.safety.asking import labs, read, result, taken
from tests.safety.topic import TOPIC, dose, judged, lab, rules_of

#: A case of which everything is known.
WHOLE = (
    "on azathioprine 150 mg daily since an increase 9 days ago, ALT 223 (ULN 40, baseline 50), AST 180 (ULN 40, "
    "baseline 60), bilirubin 0.8 mg/dL (ULN 1.2), no symptoms"
)


@pytest.mark.parametrize(
    ("block", "path"),
    [
        ({"colour": "red"}, "colour"),
        ({"labs": "ALT 40"}, "labs"),
        ({"labs": ["ALT 40"]}, "labs"),
        ({"labs": [{"analyte": "ALT"}]}, "labs"),
        ({"labs": [{"analyte": "ALT", "value": True}]}, "value"),
        ({"labs": [{"analyte": "ALT", "value": "forty"}]}, "value"),
        ({"labs": [{"analyte": "ALT", "value": 40, "unit": 7}]}, "unit"),
        ({"labs": [{"analyte": "ALT", "value": 40, "at": "yesterday"}]}, "at"),
        ({"labs": [{"analyte": "ALT", "value": 40, "at": 20260101}]}, "at"),
        ({"symptoms": "jaundice"}, "symptoms"),
        ({"symptoms": [7]}, "symptoms"),
    ],
)
def test_a_patient_that_cannot_be_used_is_refused_with_its_place(block: Mapping[str, object], path: str) -> None:
    with pytest.raises(InputError) as refused:
        patient_block(block)

    assert refused.value.path == path


def test_a_date_is_taken_as_one_or_as_text() -> None:
    written = patient_block({"labs": [{"analyte": "ALT", "value": 40, "at": "2026-01-02"}]})
    made = patient_block({"labs": [{"analyte": "ALT", "value": 40, "at": date(2026, 1, 2)}]})

    assert written == made
    assert made.labs[0].at == date(2026, 1, 2)


def test_a_rules_own_example_that_does_not_hold_says_what_happened_instead() -> None:
    rule = TOPIC.rule["hold-3xuln"]
    tests = (
        RuleTest(fires=False, text="on azathioprine, ALT 223, ULN 40, baseline 30"),
        RuleTest(fires=True, text="on azathioprine, ALT 30, ULN 40, baseline 30"),
        RuleTest(fires=True, missing=True, text=WHOLE),
    )
    others = tuple(replace(r, tests=()) for r in TOPIC.rules if r is not rule)

    failed = run_rule_tests(replace(TOPIC, rules=(replace(rule, tests=tests), *others)))

    assert [(f.number, f.what) for f in failed] == [
        (1, "fires, and should not"),
        (2, "does not fire, and should"),
        (3, "nothing is asked for, and something should be"),
    ]


def test_what_is_kept_for_topics_is_let_go_of_when_there_are_many() -> None:
    made: list[object] = []

    def make(of: object) -> int:
        made.append(of)
        return len(made)

    look_up: Callable[[object], int] = once_for_each(make)
    topics = [object() for _ in range(MAX_HELD + 1)]

    assert [look_up(topics[0]), look_up(topics[0])] == [1, 1]
    assert [look_up(of) for of in topics] == list(range(1, MAX_HELD + 2))
    assert look_up(topics[-1]) == MAX_HELD + 1
    assert look_up(topics[0]) == MAX_HELD + 2


def test_a_dose_condition_without_a_figure_is_an_error() -> None:
    condition = Dose(of="current", op=">", enforced=">")

    with pytest.raises(TypeError):
        judge_of(condition, TOPIC)(read("on azathioprine 100 mg daily"))


def test_a_permanent_stop_forbids_whatever_it_lists() -> None:
    rule = replace(TOPIC.rule["perm-500"], forbids=())

    assert forbids(rule, "restart")
    assert forbids(rule, "raise")
    assert not forbids(replace(rule, kind="routing", action=Action.MONITOR), "raise")


def test_a_name_that_cannot_be_seen_is_no_name() -> None:
    first, *others = TOPIC.vocabulary.drugs
    unseen = replace(TOPIC.vocabulary, drugs=(replace(first, names=(*first.names, "\u200b")), *others))

    assert lexer_for(unseen)("50 mg").tokens == lexer_for(TOPIC.vocabulary)("50 mg").tokens


@pytest.mark.parametrize(
    ("before", "now", "was"),
    [
        ("on azathioprine, ALT is 3 x ULN", "sorry, ALT is 2 x ULN", "3 x upper limit"),
        ("on azathioprine, ALT is 3 x baseline", "sorry, ALT is 2 x baseline", "3 x baseline"),
        ("azathioprine 2 mg/kg, ALT 50", "sorry, azathioprine 2.5 mg/kg", "2 mg/kg/day"),
        ("azathioprine, ALT >200", "correction: ALT was <100", "> 200"),
        ("azathioprine, ALT <20", "correction: ALT was 100", "< 20"),
    ],
)
def test_what_is_corrected_is_named(before: str, now: str, was: str) -> None:
    assert [c.was for c in read(now, history=(before,)).corrections] == [was]


def test_a_word_for_the_baseline_joins_a_result_that_was_given() -> None:
    facts = read("ALT was normal before. What now?", patient=labs(result("ALT", 100, 40)))

    assert [(lab.analyte, lab.baseline_said) for lab in facts.labs] == [("ALT", "normal")]


@pytest.mark.parametrize("unit", ["1", "ratio", "INR"])
def test_a_ratio_may_be_given_with_a_word_for_having_no_unit(unit: str) -> None:
    facts = read("What now?", patient=labs(GivenLab(analyte="INR", value=1.9, unit=unit)))

    assert [lab.value.unit for lab in facts.labs if lab.value is not None] == [""]


def test_nothing_is_planned_when_one_of_the_doses_is_unknown() -> None:
    patient = GivenPatient(medications=(taken(None), taken(100, "planned")))

    assert read("What now?", patient=patient).plans == ()


def test_days_since_a_restart_are_counted_from_its_date() -> None:
    held = taken(150, "held", since=date(2023, 11, 1), until=date(2023, 12, 1))
    patient = GivenPatient(medications=(held, taken(50, since=date(2024, 1, 1))), as_of=date(2024, 1, 20))

    assert "since-restart=19" in notation.rest(read("What now?", patient=patient))


def test_a_multiple_of_the_baseline_is_shown_as_one() -> None:
    facts = read("on azathioprine, ALT is 3 x baseline")

    assert ("ALT / baseline", 3) in [(f.fact, f.value) for f in shown(facts, TOPIC)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("on azathioprine, ALT <20", "< 20"), ("on azathioprine, ALT >200", "> 200"), ("aza, ALT 30-35", "30 to 35")],
)
def test_a_figure_with_open_ends_is_shown_as_it_was_given(text: str, value: str) -> None:
    assert value in [f.value for f in shown(read(text), TOPIC)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("add 40 percent to it", "cap-150"), ("Increase it by 40 %.", "cap-150"), ("Double it.", "cap-150")],
)
def test_a_share_on_top_is_worked_out_from_the_dose_that_is_taken(text: str, rule: str) -> None:
    facts = replace(read("on azathioprine"), doses=(dose(140),))

    assert rule in rules_of(judged(text, facts))


def test_a_share_on_top_within_the_limit_is_still_a_step() -> None:
    facts = replace(read("on azathioprine"), doses=(dose(60),))

    assert "step-max-25" in rules_of(judged("add 80 percent to it", facts))


@pytest.mark.parametrize(
    "text", ["Stop azathioprine and come back when you can.", "It can wait until your next appointment."]
)
def test_a_patient_who_must_be_seen_today_is_not_put_off(text: str) -> None:
    facts = read("on azathioprine, jaundice")

    assert judged(text, facts).verdict is Verdict.BLOCK


def test_a_month_that_there_is_not_makes_no_date() -> None:
    text = '{"azathioprine":{"2024-13-45":{"dose_mg":50}}}'

    assert read_facts(Question(text=text, topic=TOPIC.id), TOPIC).doses
    assert "unread" not in {v.rule for v in check(text, topic=TOPIC).violations}


def without(claim: str) -> Topic:
    """The topic without the rules that set one kind of limit."""
    kept = tuple(r for r in TOPIC.rules if all(limit.claim != claim for limit in r.limits))
    return replace(TOPIC, rules=kept)


def test_a_limit_that_the_topic_does_not_set_is_not_shrugged_off() -> None:
    text = "The limit of 150 mg of azathioprine is only for computers."

    assert check(text, topic=TOPIC).verdict is Verdict.BLOCK
    assert "cap-150" not in rules_of(check(text, topic=without("daily-dose")))


def test_an_amount_besides_an_unknown_dose_is_left_unread_where_no_step_is_set() -> None:
    report = check("Give an additional 25 mg of azathioprine.", topic=without("step"))

    assert rules_of(report) == {"unread"}


def test_a_result_with_limits_in_a_unit_it_cannot_be_given_in_is_not_converted() -> None:
    facts = PatientFacts(labs=(replace(lab("ALT", 190, "U/L", 45), upper_limit=Amount(low=45, high=45, unit="mg/dL")),))

    assert conversions(facts, TOPIC) == ()


def test_a_result_given_with_its_multiple_is_shown_with_it() -> None:
    question = Question(text="ALT was 160 (4 x ULN) on azathioprine.", topic=TOPIC.id)

    (finding,) = (f for f in assess(read_facts(question, TOPIC), TOPIC).findings if f.rule == "hold-3xuln")

    assert [b.computed for b in finding.because] == ["160 U/L is 4 x upper limit"]


@pytest.mark.parametrize(("text", "meant"), [("No, never", Comment.DO_NOT), ("No, that is fine", Comment.FALSE)])
def test_a_no_before_a_comma_denies_whatever_is_said_behind_it(text: str, meant: Comment) -> None:
    (statement,) = split(lexer_for(TOPIC.vocabulary)(text))

    assert comment(statement.tokens) is meant
