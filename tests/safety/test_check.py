"""Nothing unsafe passes and nothing sound is blocked, whoever wrote it."""

from __future__ import annotations

import pytest

from service.domain.answer import DraftStatement, Verdict
from service.domain.facts import PatientFacts
from service.safety import check as checking
from service.safety.check import check, check_statements
from tests.safety.examples import SAFE, UNSAFE
from tests.safety.safe_varied import SAFE_VARIED
from tests.safety.topic import TOPIC, dose, judged, lab, passes, rules_of
from tests.safety.unsafe_varied import UNSAFE_VARIED


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{k}: {t[:40]}") for k, ts in UNSAFE.items() for t in ts])
def test_unsafe_text_does_not_pass(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{k}: {t[:40]}") for k, ts in SAFE.items() for t in ts])
def test_sound_text_passes(text: str) -> None:
    assert rules_of(judged(text)) == set()


@pytest.mark.parametrize("text", UNSAFE_VARIED)
def test_unsafe_text_in_other_words_does_not_pass(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("text", SAFE_VARIED)
def test_sound_text_in_other_words_passes(text: str) -> None:
    assert rules_of(judged(text)) == set()


@pytest.mark.parametrize("statement", TOPIC.statements)
def test_every_statement_of_the_sources_passes(statement: str) -> None:
    _, found = TOPIC.statements[statement]

    for text in (found.text, found.patient_text):
        assert text is None or rules_of(judged(text)) == set()


@pytest.mark.parametrize("rule", [r.id for r in TOPIC.rules if r.canonical])
def test_every_canonical_sentence_passes(rule: str) -> None:
    assert passes(TOPIC.rule[rule].canonical or "")


# ---------------------------------------------------------------------------------------------- at the limits


@pytest.mark.parametrize(("mg", "sound"), [(149, True), (150, True), (150.5, False), (151, False), (175, False)])
def test_a_daily_dose_may_reach_the_cap_and_not_pass_it(mg: float, sound: bool) -> None:
    assert passes(f"Azathioprine {mg} mg daily.") is sound


@pytest.mark.parametrize(
    ("mg", "rule"), [(50, None), (51, "restart-start-50"), (100, "restart-start-50"), (101, "restart-start-max-100")]
)
def test_the_first_dose_after_a_restart_keeps_to_the_lowest_limit(mg: int, rule: str | None) -> None:
    assert rules_of(judged(f"Restart azathioprine at {mg} mg daily.")) == ({rule} if rule else set())


@pytest.mark.parametrize(("mg", "sound"), [(25, True), (26, False), (50, False)])
def test_a_step_may_be_as_large_as_the_rule_allows(mg: int, sound: bool) -> None:
    assert passes(f"Increase azathioprine by {mg} mg every 4 weeks.") is sound


@pytest.mark.parametrize(("days", "sound"), [(14, True), (13, False), (7, False)])
def test_steps_are_as_far_apart_as_the_rule_asks(days: int, sound: bool) -> None:
    assert passes(f"Increase azathioprine by 25 mg every {days} days.") is sound


@pytest.mark.parametrize(("multiple", "sound"), [(2.9, True), (3, False), (3.1, False)])
def test_the_drug_goes_on_only_below_the_hold_line(multiple: float, sound: bool) -> None:
    assert passes(f"ALT is {multiple} x ULN: continue azathioprine.") is sound


@pytest.mark.parametrize(
    ("figure", "sound"), [("3 x ULN", True), ("2 x ULN", True), ("4 x ULN", False), ("500 U/L", False)]
)
def test_the_hold_line_is_restated_with_its_own_figure_or_a_lower_one(figure: str, sound: bool) -> None:
    assert passes(f"Hold azathioprine if ALT exceeds {figure}.") is sound


@pytest.mark.parametrize(("days", "sound"), [(7, True), (8, False), (14, False)])
def test_tests_on_hold_are_at_most_a_week_apart(days: int, sound: bool) -> None:
    assert passes(f"While azathioprine is on hold, check liver enzymes every {days} days.") is sound


def test_the_same_words_get_the_same_verdict() -> None:
    text = "Azathioprine 100 mg BID. " * 5
    assert judged(text) == judged(text)


# ---------------------------------------------------------------------------------------------- the patient decides


def test_a_sound_sentence_is_wrong_for_a_patient_whose_values_forbid_it() -> None:
    facts = PatientFacts(labs=(lab("ALT", 620, "U/L", 40),))
    text = "Stop azathioprine permanently. Once liver enzymes are normal, restart azathioprine at 50 mg daily."

    assert passes("Once liver enzymes are normal, restart azathioprine at 50 mg daily.")
    assert "perm-500" in rules_of(judged(text, facts))


@pytest.mark.parametrize(("baseline", "sound"), [(50, True), (22, False)])
def test_steps_after_a_restart_are_part_of_the_plan_only_while_no_permanent_line_is_met(
    baseline: float, sound: bool
) -> None:
    facts = PatientFacts(labs=(lab("ALT", 223, "U/L", 40, baseline=baseline),))
    plan = "After a restart, azathioprine is increased in 25 mg increments."

    assert passes(f"Hold azathioprine now. {plan}", facts) is sound
    assert not passes("Hold azathioprine now. Then increase it by 25 mg every 2 weeks.", facts)


def test_text_that_never_says_to_stop_is_an_omission() -> None:
    facts = PatientFacts(labs=(lab("ALT", 223, "U/L", 40, baseline=50),))

    assert not passes("Check for viral hepatitis and alcohol use.", facts)
    assert passes("Hold azathioprine now. Check for viral hepatitis and alcohol use.", facts)


def test_the_previous_dose_of_the_patient_is_not_given_again() -> None:
    facts = PatientFacts(doses=(dose(200, "previous"),))
    assert {"no-same-dose"} <= rules_of(judged("Resume the previous dose of azathioprine.", facts))


@pytest.mark.parametrize(("mg", "sound"), [(25, True), (75, False), (100, False)])
def test_a_doubled_dose_is_worked_out_from_the_current_one(mg: float, sound: bool) -> None:
    facts = PatientFacts(doses=(dose(mg),))
    assert passes("Double the dose of azathioprine.", facts) is sound


@pytest.mark.parametrize(("weight_kg", "sound"), [(60, True), (61, False), (80, False)])
def test_a_dose_by_weight_is_worked_out_with_the_weight(weight_kg: float, sound: bool) -> None:
    facts = PatientFacts(weight_kg=weight_kg)
    assert passes("Azathioprine 2.5 mg/kg daily.", facts) is sound


def test_a_dose_by_weight_without_a_weight_is_not_passed() -> None:
    assert judged("Azathioprine 2.5 mg/kg daily.").verdict is Verdict.ABSTAIN


# ---------------------------------------------------------------------------------------------- failing closed


def test_an_error_inside_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(checking, "stances", fails)
    draft = DraftStatement(text="See page 200.", passages=(), origin="quote", heading="")

    assert check("See page 200.", topic=TOPIC).verdict is Verdict.BLOCK
    assert [c.verdict for c in check_statements([draft], topic=TOPIC).statements] == [Verdict.BLOCK]


def test_a_text_past_the_budget_is_not_passed() -> None:
    assert not passes("Ask about symptoms. " * (checking.MAX_STATEMENTS + 1))
    assert not passes("word " * (checking.MAX_TOKENS + 1))


def test_each_statement_is_judged_with_those_before_it_and_shown_in_the_original() -> None:
    text = "Hold azathioprine now.\n- Azathioprine **2**00 mg daily.\n- Contact the prescriber."

    report = judged(text)

    assert [s.verdict for s in report.statements] == [Verdict.PASS, Verdict.BLOCK, Verdict.PASS]
    assert text[slice(*report.statements[1].span)] == "Azathioprine **2**00 mg daily."


def test_statements_of_a_draft_are_judged_in_their_order() -> None:
    drafts = [
        DraftStatement(text=t, passages=(), origin="model", heading="")
        for t in ("Azathioprine may be restarted.", "The starting dose is 150 mg.")
    ]

    assert [c.verdict for c in check_statements(drafts, topic=TOPIC).statements] == [Verdict.PASS, Verdict.BLOCK]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00\ud800", "🩺💊", "| | |\n|---|", "((((", "{}[]", "&#x110000;", "9" * 2000, "\u202e"]
)
def test_any_text_gets_a_verdict(text: str) -> None:
    assert judged(text).verdict in Verdict
