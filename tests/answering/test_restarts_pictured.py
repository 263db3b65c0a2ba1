"""The schedule of a restart: the figures of the rules, and none while something forbids it or could still do so."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Limit, Topic
from service.answering.computed.way_up import way_up
from service.answering.pictured import pictured
from service.answering.pictured.restarts import NOT_PASSED
from service.domain.answer import Audience, Status
from service.domain.pictures import NoSchedule, Pictures, Schedule
from service.domain.question import GivenLab, GivenMedication
from tests.answering.cases import alt, case
from tests.answering.pictures import CLOTTING, LIVER, drawn

ASKED = "May azathioprine be restarted? She is asymptomatic."
TODAY = date(2026, 11, 20)
HELD = GivenMedication(drug="azathioprine", dose=200, unit="mg/d", status="held")
INJURY = alt(180, upper_limit=40, baseline=40)
"""What the drug was held for: past the line to hold, short of those to stop for good."""
NORMAL = (
    alt(30, upper_limit=40, baseline=40),
    GivenLab(analyte="AST", value=28, unit="U/L", upper_limit=40),
    GivenLab(analyte="bilirubin", value=0.6, unit="mg/dL", upper_limit=1.2),
)
COUNTS = (
    GivenLab(analyte="INR", value=1.0, unit=""),
    GivenLab(analyte="neutrophils", value=4, unit="x10^9/L"),
    GivenLab(analyte="white cells", value=6, unit="x10^9/L"),
    GivenLab(analyte="platelets", value=250, unit="x10^9/L"),
)
INR = tuple(GivenLab(analyte="INR", value=value, unit="") for value in (4.0, 2.4))
ALL_KNOWN: dict[str, Any] = {"labs": (INJURY, *NORMAL, *COUNTS), "medications": (HELD,), "as_of": TODAY}


def restart(text: str = ASKED, topic: Topic = LIVER, **changed: Any) -> Pictures:
    return drawn(topic, text, **{**ALL_KNOWN, **changed})


def schedule(**changed: Any) -> Schedule:
    found = restart(**changed).schedule
    assert found is not None
    return found


def refused(text: str = ASKED, **changed: Any) -> NoSchedule:
    found = restart(text, **changed)
    assert found.schedule is None
    assert found.no_schedule is not None
    return found.no_schedule


# ------------------------------------------------------------------------------------------------ permitted


def test_a_restart_that_nothing_forbids_has_the_doses_days_tests_and_ceiling_of_the_rules() -> None:
    found = schedule(weight_kg=70)

    assert [(s.day, s.mg_per_day) for s in found.steps] == [(0, 50), (14, 75), (28, 100), (42, 125), (56, 150)]
    assert [(t.day, t.of) for t in found.tests] == [
        (3, "weekly"), (7, "weekly"), (10, "weekly"), (14, "before-step"), (28, "before-step"), (42, "before-step"),
        (56, "before-step"), (70, "after-step"),
    ]  # fmt: skip
    assert (found.ceiling_mg_per_day, found.start, found.gaps) == (150, TODAY, ())
    assert "2.5 mg/kg x 70 kg = 175 mg a day" in found.ceiling_because
    assert len(found.grounds) == 7


def test_the_ceiling_stays_below_the_dose_at_injury_and_within_the_weight() -> None:
    lower = GivenMedication(drug="azathioprine", dose=120, unit="mg/d", status="held")

    assert [s.mg_per_day for s in schedule(medications=(lower,)).steps] == [50, 75, 100]
    assert [s.mg_per_day for s in schedule(weight_kg=31).steps] == [50, 75]


def test_no_date_is_invented() -> None:
    found = schedule(as_of=None)
    after = schedule(as_of=None, labs=(INJURY, dataclasses.replace(NORMAL[0], at=TODAY), *NORMAL[1:], *COUNTS))

    assert (found.start, found.not_before) == (None, None)
    assert (after.start, after.not_before) == (None, TODAY)


def test_a_planned_day_is_day_zero_and_never_lies_before_the_case() -> None:
    for day, first in ((TODAY + timedelta(days=9), TODAY + timedelta(days=9)), (TODAY - timedelta(days=9), TODAY)):
        planned = GivenMedication(drug="azathioprine", dose=50, unit="mg/d", status="planned", since=day)
        assert schedule(medications=(HELD, planned)).start == first


def test_where_the_rules_set_no_days_there_are_none_and_it_is_said() -> None:
    found = drawn(CLOTTING, "May warfarin be restarted?", labs=INR).schedule
    assert found is not None

    assert [(s.day, s.mg_per_day) for s in found.steps] == [(0, 5), (None, 6), (None, 7), (None, 8), (None, 9),
                                                            (None, 10)]  # fmt: skip
    assert found.tests == ()
    assert ["No rule sets the days" in found.gaps[0], "no sign that none are needed" in found.gaps[1]] == [True, True]


def test_another_topic_with_days_has_a_timeline_of_its_own() -> None:
    days = (Limit(claim="first-step", op=">=", value=3, unit="days"),
            Limit(claim="step-interval", op=">=", value=4, unit="days"),
            Limit(claim="tests-per-week-restart", op=">=", value=7, unit="per week"))  # fmt: skip
    rules = tuple(
        dataclasses.replace(rule, limits=(*rule.limits, *days)) if rule.id == "dose-step" else rule
        for rule in CLOTTING.rules
    )
    topic = dataclasses.replace(CLOTTING, rules=rules)
    found = drawn(topic, "May warfarin be restarted?", labs=INR).schedule
    assert found is not None

    assert [s.day for s in found.steps] == [0, 3, 7, 11, 15, 19]
    assert [t.day for t in found.tests] == [1, 2, 3]
    assert found.gaps == ("No rule names a day for tests after day 3. That is no sign that none are needed.",)


# ------------------------------------------------------------------------------------------------ forbidden or open


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"labs": (INJURY, *NORMAL, *COUNTS[:1])}, "neutrophils"),
        ({"labs": (INJURY, *NORMAL, *COUNTS[1:])}, "INR"),
        ({"labs": (INJURY, *NORMAL[:2], *COUNTS)}, "bilirubin"),
        ({"labs": (alt(110), alt(30), *NORMAL[1:], *COUNTS)}, "upper limit of normal (ULN) for ALT"),
        ({"labs": (alt(180, upper_limit=40), alt(30, upper_limit=40), *NORMAL[1:], *COUNTS)}, "baseline ALT"),
        ({"labs": (*NORMAL, *COUNTS)}, "the results for which the drug was held"),
        ({"medications": ()}, "the dose at which the injury occurred"),
    ],
)
def test_a_fact_that_could_still_forbid_it_is_named_and_nothing_is_drawn(changed: dict[str, Any], missing: str) -> None:
    assert missing in refused(**changed).missing


def test_symptoms_that_nobody_mentioned_are_asked_for_first() -> None:
    assert "symptoms" in refused("May azathioprine be restarted?").missing


@pytest.mark.parametrize(
    ("text", "changed", "reason"),
    [
        (ASKED, {"labs": (INJURY, alt(41, upper_limit=40, baseline=40), *NORMAL[1:], *COUNTS)}, "1.02 x upper limit"),
        (ASKED, {"labs": (alt(510, upper_limit=40), *NORMAL, *COUNTS)}, "500 U/L"),
        (f"{ASKED} She takes allopurinol.", {}, "bone-marrow suppression"),
        (f"{ASKED} She has a kidney transplant.", {}, "nor a checked source settles this"),
        (f"{ASKED} TPMT poor metaboliser.", {}, "speaks against a restart"),
        (ASKED, {"medications": (dataclasses.replace(HELD, dose=50),)}, "none is left to give"),
    ],
)
def test_what_forbids_a_restart_forbids_its_schedule(text: str, changed: dict[str, Any], reason: str) -> None:
    assert any(reason in told for told in refused(text, **changed).reasons)


def test_the_rules_of_a_restart_are_asked_also_where_the_drug_is_only_held() -> None:
    found = restart("She is asymptomatic.", labs=(INJURY, alt(41, upper_limit=40, baseline=40), *NORMAL[1:], *COUNTS))

    assert found.schedule is None
    assert found.no_schedule is not None
    assert restart("She is asymptomatic.").schedule is not None


def test_patients_those_on_the_drug_and_those_restarted_get_none() -> None:
    active = dataclasses.replace(HELD, status="active")
    patient = drawn(LIVER, ASKED, Audience.PATIENT, **ALL_KNOWN)
    asked_as_patient = restart("My azathioprine was stopped. May I restart it? I feel fine.")
    on = restart("She is asymptomatic.", medications=(active,))
    again = restart("Azathioprine was restarted at 50 mg 3 days ago. She is asymptomatic.", medications=())

    for found in (patient, asked_as_patient, on, again):
        assert (found.schedule, found.no_schedule) == (None, None)


@pytest.mark.parametrize("status", [Status.WITHHELD, Status.EMERGENCY, Status.NOT_COVERED])
def test_an_answer_that_was_not_given_has_no_schedule(status: Status) -> None:
    found = pictured(case(LIVER, ASKED, **ALL_KNOWN), status) or Pictures()

    assert (found.schedule, found.no_schedule) == (None, None)


# ------------------------------------------------------------------------------------------------ laws


@settings(max_examples=40, deadline=None)
@given(
    injury=st.integers(40, 300),
    weight=st.none() | st.integers(15, 140),
    value=st.integers(5, 60),
    counts=st.booleans(),
)
def test_no_schedule_goes_past_a_limit_and_every_one_passes_the_check(
    injury: int, weight: int | None, value: int, counts: bool
) -> None:
    labs = (INJURY, alt(value, upper_limit=40, baseline=40), *NORMAL[1:], *(COUNTS if counts else ()))
    held = dataclasses.replace(HELD, dose=float(injury))
    of = case(LIVER, ASKED, labs=labs, medications=(held,), weight_kg=weight, as_of=TODAY)
    found = pictured(of, Status.ANSWERED) or Pictures()
    way = way_up(of)
    assert way is not None

    if value > 40 or not counts or way.highest < way.start:
        assert found.schedule is None
        assert found.no_schedule is not None
        return
    assert found.schedule is not None, found.no_schedule
    doses = [step.mg_per_day for step in found.schedule.steps]
    assert doses[0] == way.start
    assert doses[-1] == way.highest == found.schedule.ceiling_mg_per_day
    assert all(dose < injury and dose <= 150 and (weight is None or dose <= 2.5 * weight) for dose in doses)
    days = [step.day for step in found.schedule.steps]
    assert days == [0, *range(14, 14 * len(days), 14)]
    tests = [test.day for test in found.schedule.tests]
    assert len([day for day in tests if day <= 14]) >= 4
    assert all(step in tests for step in days[1:])
    assert NOT_PASSED not in (found.no_schedule.reasons if found.no_schedule else ())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_adverse_fact_and_no_hidden_one_makes_a_schedule_appear_that_was_not_there(data: st.DataObject) -> None:
    """What is left out of the facts that are all known leaves no schedule or the same; what is added to it none."""
    kept = data.draw(st.lists(st.sampled_from(ALL_KNOWN["labs"]), unique=True), label="kept")
    labs = tuple(lab for lab in ALL_KNOWN["labs"] if lab in kept)
    adverse = data.draw(st.sampled_from(("", "She takes allopurinol.", "She has jaundice.", "TPMT poor metaboliser.")))
    found = restart(f"{ASKED} {adverse}", labs=labs).schedule

    assert found is None or (labs == ALL_KNOWN["labs"] and not adverse)
