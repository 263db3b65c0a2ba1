"""A case over several turns: facts hold on, are corrected, or go on; and facts of several patients are never joined."""

from __future__ import annotations

import pytest

from service.domain.question import GivenPatient, Question, Turn
from service.safety.reading import read_facts
from tests.safety import notation
from tests.safety.asking import fired, judged, message, read, result
from tests.safety.topic import TOPIC


def test_facts_of_earlier_turns_still_hold_and_are_of_the_history() -> None:
    facts = read("what next?", history=("ALT 223 (ULN 40) on azathioprine 200 mg",))

    assert notation.labs(facts) == ["ALT=223", "ALT.uln=40"]
    assert {lab.read.origin for lab in facts.labs} == {"history"}


def test_a_baseline_told_later_overturns_the_case() -> None:
    history = ("ALT 223 ULN 40 on azathioprine 200, no symptoms, bilirubin normal. plan?",)

    assert "perm-5x-baseline" not in fired(*history)
    assert "perm-5x-baseline" in fired("her baseline was 25 btw", history=history)


def test_a_later_limit_replaces_the_earlier_one() -> None:
    history = ("ALT 130 (ULN 40) on azathioprine",)

    assert "hold-3xuln" in fired("and?", history=history)
    assert "hold-3xuln" not in fired("sorry, the ULN is 60", history=history)


@pytest.mark.parametrize("correction", ["typo, ALT 64", "I meant ALT 64", "sorry ALT 64", "correction: ALT 64 U/L"])
def test_an_explicit_correction_takes_a_results_place(correction: str) -> None:
    found = read(correction, history=("ALT 640 (ULN 40) on azathioprine",))

    assert notation.labs(found) == ["ALT=64", "ALT.uln=40"]


@pytest.mark.parametrize(
    "later",
    ["now ALT 35", "ALT 35 today", "and ALT is 35 now, can we restart at 50 mg?", "actually it is 35 now",
     "repeat ALT 35", "and ALT 35"],
)  # fmt: skip
def test_a_later_normal_value_goes_on_with_the_course_and_does_not_undo_its_peak(later: str) -> None:
    assert "perm-500" in fired(later, history=("ALT 640 (ULN 40) on azathioprine",))


def test_a_varied_case_takes_the_old_ones_place() -> None:
    history = ("ALT 250 baseline 50 ULN 45 azathioprine: stop for good?",)

    assert "perm-5x-baseline" not in fired("what about ALT 240?", history=history)


def test_a_symptom_denied_later_is_denied() -> None:
    history = ("ALT 90 (ULN 40), nauseous, azathioprine",)

    assert "perm-symptoms" in fired("what now?", history=history)
    assert "perm-symptoms" not in fired("no nausea, I misheard", history=history)


def test_a_plan_lasts_until_a_turn_asks_something_else_or_tells_of_a_later_day() -> None:
    history = ("can we restart azathioprine at 50 mg?",)

    assert "restart-needs-normal" in fired("ALT is 52, ULN 40, can we do that now?", history=history)
    assert "restart-needs-normal" in fired("ALT is 52, ULN 40", history=history)
    assert "restart-contraindicated" in fired("oh, TPMT came back: absent activity", history=history)
    assert "restart-needs-normal" not in fired("ALT is 52, ULN 40, which tests now?", history=history)
    assert "restart-needs-normal" not in fired("two weeks in, ALT is 52, ULN 40", history=history)


def test_a_figure_that_cannot_be_stays_named_until_a_later_one_takes_its_place() -> None:
    history = ("ALT 40000000 on azathioprine",)

    assert "input-implausible" in fired("what now?", history=history)
    assert "input-implausible" not in fired("sorry, ALT 40", history=history)


def test_structured_facts_of_an_earlier_turn_hold_on() -> None:
    turn = Turn(text="plan?", patient=GivenPatient(labs=(result("ALT", 223, 40),)))
    facts = read_facts(Question(text="baseline 22", topic=TOPIC.id, history=(turn,)), TOPIC)

    assert notation.labs(facts) == ["ALT=223", "ALT.uln=40", "ALT.base=22"]


def test_fifty_turns_and_the_same_turn_twice_change_nothing() -> None:
    once = fired("ALT 223 (ULN 40, baseline 50) on azathioprine")

    assert fired("ALT 223 (ULN 40, baseline 50) on azathioprine", history=("ok",) * 50) == once
    twice = ("ALT 223 (ULN 40, baseline 50) on azathioprine",)
    assert fired("ALT 223 (ULN 40, baseline 50) on azathioprine", history=twice) == once


# ---------------------------------------------------------------------------------------- several patients
TWO = "Patient A: ALT 90 (ULN 40). Patient B: bilirubin 3 (ULN 1.2). Both on azathioprine"


def test_facts_of_two_patients_are_never_judged_as_one() -> None:
    merged = "ALT 90 (ULN 40), bilirubin 3 (ULN 1.2), azathioprine"

    assert "perm-bili-2xuln" in fired(merged)
    assert "two-patients" in fired(TWO)
    assert not {"perm-bili-2xuln", "urgent"} & fired(TWO)


def test_what_one_of_several_patients_calls_for_is_not_lost() -> None:
    found = fired("Patient A: ALT 60 (ULN 40). Patient B: ALT 640 (ULN 40) and jaundiced. both on azathioprine")

    assert {"two-patients", "perm-500", "perm-symptoms"} <= found
    assert "nothing here applies to both" in message("two-patients", TWO)


def test_nothing_is_asked_about_several_patients_at_once() -> None:
    assert judged(TWO).missing == ()


def test_several_patients_without_labels_have_each_fact_judged_alone() -> None:
    found = fired("two patients on azathioprine: one with ALT 90 (ULN 40), the other with bilirubin 3 (ULN 1.2)")

    assert "two-patients" in found
    assert "perm-bili-2xuln" not in found


def test_once_patients_were_mixed_a_later_turn_stands_alone_too() -> None:
    found = fired(
        "bilirubin 3 (ULN 1.2)", history=("Patient A: ALT 90 (ULN 40). Patient B: ALT 60 (ULN 40). azathioprine",)
    )

    assert "two-patients" in found
    assert "perm-bili-2xuln" not in found


def test_an_emergency_of_one_of_several_patients_is_an_emergency() -> None:
    assert judged("pt 1 confused on azathioprine, pt 2 ALT 40").findings[0].rule == "emergency"


def test_what_was_known_of_one_patient_stays_judged_when_another_is_mixed_in() -> None:
    history = ("ALT 150 (ULN 40), jaundice, on azathioprine 100 mg",)
    found = fired("sorry, no jaundice, that was another patient", history=history)

    assert {"two-patients", "hold-3xuln"} <= found
    assert "perm-symptoms" not in found
    assert "perm-symptoms" in fired("the other patient has ALT 20", history=history)
