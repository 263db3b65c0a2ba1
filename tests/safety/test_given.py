"""Structured facts: what they say, what is refused, and what happens when the words beside them say otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from service.domain.errors import InputError, UnknownNameError
from service.domain.question import GivenLab, GivenMedication, GivenPatient
from tests.safety import notation
from tests.safety.asking import bilirubin, fired, judged, labs, read, result, taken


def conflicts(text: str, patient: GivenPatient) -> list[str]:
    return [p.what for p in read(text, patient=patient).problems if p.kind == "conflict"]


# ---------------------------------------------------------------------------------------- refused
@pytest.mark.parametrize(
    "patient",
    [
        GivenPatient(labs=(GivenLab(analyte="ALTT", value=3),)),
        GivenPatient(labs=(GivenLab(analyte="ALT", value=3, unit="mg/dL"),)),
        GivenPatient(labs=(GivenLab(analyte="ALT", value=3, unit="furlongs"),)),
        GivenPatient(labs=(GivenLab(analyte="ALT", value=3, unit="U/L", upper_limit=40, upper_limit_unit="mmol/L"),)),
        GivenPatient(medications=(GivenMedication(drug="nonsensimab"),)),
        GivenPatient(medications=(GivenMedication(drug="azathioprine", dose=1, unit="tablets"),)),
        GivenPatient(symptoms=("grumpiness",)),
        GivenPatient(symptoms_absent=("grumpiness",)),
        GivenPatient(conditions=("grumpiness",)),
    ],
)
def test_a_name_or_unit_that_the_topic_does_not_know_is_an_error_with_its_place(patient: GivenPatient) -> None:
    with pytest.raises(UnknownNameError) as raised:
        read(patient=patient)

    assert raised.value.path is not None
    assert raised.value.path.startswith("patient.")
    assert "grumpiness" not in str(raised.value)


@pytest.mark.parametrize(
    "patient",
    [
        GivenPatient(medications=(GivenMedication(drug="azathioprine", dose=-50, unit="mg/d"),)),
        GivenPatient(medications=(GivenMedication(drug="azathioprine", status="maybe"),)),
        GivenPatient(weight_kg=0),
        GivenPatient(age_years=-1),
        GivenPatient(labs=(GivenLab(analyte="ALT", value=3, unit="U/L", upper_limit=0),)),
        GivenPatient(labs=(GivenLab(analyte="ALT", value=3, unit="U/L", baseline=-5),)),
    ],
)
def test_a_figure_that_cannot_be_given_is_an_error(patient: GivenPatient) -> None:
    with pytest.raises(InputError):
        read(patient=patient)


@pytest.mark.parametrize("given", [result("ALT", 40_000_000, 40), result("ALT", -5, 40), result("ALT", -5, unit=None)])
def test_a_value_that_cannot_be_is_named_and_not_judged_by(given: GivenLab) -> None:
    found = judged(patient=labs(given))

    assert found.fired == {"input-implausible"}
    assert read(patient=labs(given)).labs == ()


def test_a_date_after_today_is_named_and_not_judged_by() -> None:
    patient = GivenPatient(medications=(taken(100, "held", since=date(2026, 12, 1)),), as_of=date(2026, 11, 20))

    assert "input-implausible" in fired(patient=patient)
    assert read(patient=patient).days == ()


# ---------------------------------------------------------------------------------------- read
def test_names_brands_and_spellings_of_units_resolve() -> None:
    patient = GivenPatient(
        labs=(
            GivenLab(analyte="sgpt", value=223, unit="IU/l"),
            GivenLab(analyte="Total Bilirubin", value=1, unit="mg/dl"),
        ),
        medications=(GivenMedication(drug="IMURAN", dose=0.2, unit="g/day"),),
        symptoms=("Yellow eyes",),
    )
    facts = read(patient=patient)

    assert notation.labs(facts) == ["ALT=223", "bilirubin=1_mg/dL"]
    assert notation.doses(facts) == ["active=200"]
    assert notation.signs(facts) == ["+jaundice"]


def test_results_stand_in_the_order_of_their_dates() -> None:
    patient = labs(
        result("ALT", 30, 40, at=date(2026, 11, 20)),
        result("ALT", 620, 40, at=date(2026, 11, 1)),
    )
    facts = read(patient=patient)

    assert [lab.value.exact for lab in facts.labs if lab.value] == [620, 30]
    assert {"perm-500"} <= fired(patient=patient)
    assert "hold-3xuln" not in fired(patient=patient)


@pytest.mark.parametrize(
    ("medications", "phase", "plans"),
    [
        ((taken(150),), "on", []),
        ((taken(150, "held"),), "held", []),
        ((taken(150, "held"), taken(50, "planned")), "held", ["restart"]),
        ((taken(150, "held", until=date(2026, 11, 1)), taken(50)), "restarted", []),
        ((taken(50), taken(75, "planned")), "on", ["increase"]),
        ((taken(150), taken(100, "planned")), "on", ["reduce"]),
        ((taken(150), taken(150, "planned")), "on", ["continue"]),
        ((taken(50, "planned"),), None, ["restart"]),
    ],
)
def test_the_doses_tell_where_the_patient_stands_and_what_is_planned(
    medications: tuple[GivenMedication, ...], phase: str | None, plans: list[str]
) -> None:
    facts = read(patient=GivenPatient(medications=medications))

    assert (facts.phases[-1].phase if facts.phases else None) == phase
    assert [p.kind for p in facts.plans] == plans


def test_times_follow_from_the_dates_and_today() -> None:
    today = date(2026, 11, 23)
    held = GivenPatient(medications=(taken(150, "held", since=date(2026, 11, 1)),), as_of=today)
    raised = GivenPatient(medications=(taken(200, since=date(2026, 11, 17)), taken(150, "previous")), as_of=today)

    assert notation.rest(read(patient=held)) == ["phase=held", "since-stop=22"]
    assert notation.rest(read(patient=raised)) == ["phase=on", "since-increase=6"]
    assert "rapid-escalation" in fired(
        patient=GivenPatient(labs=(result("ALT", 90, 40),), medications=raised.medications)
    )


def test_a_planned_first_dose_is_judged_as_a_restart() -> None:
    patient = GivenPatient(labs=(result("ALT", 30, 40),), medications=(taken(150, "held"), taken(150, "planned")))

    assert {"restart-start-50", "restart-start-max-100", "no-same-dose"} <= fired(patient=patient)


# ---------------------------------------------------------------------------------------- words against structure
def test_words_and_structure_that_agree_are_no_conflict() -> None:
    text = "ALT is 520 U/L on azathioprine 200 mg, no jaundice"
    patient = GivenPatient(
        labs=(result("ALT", 520, 40),), medications=(taken(200),), symptoms_absent=("jaundice",), weight_kg=70
    )

    assert conflicts(text, patient) == []
    assert conflicts("ALT 8.67 µkat/L, weighs 70 kg, azathioprine", patient) == []


@pytest.mark.parametrize(
    ("text", "patient", "what", "rule"),
    [
        ("ALT 520 on azathioprine", labs(result("ALT", 90, 40)), "ALT", "perm-500"),
        ("ALT 90 on azathioprine", labs(result("ALT", 520, 40)), "ALT", "perm-500"),
        ("ALT 9 µkat/L on azathioprine", labs(result("ALT", 90, 40)), "ALT", "perm-500"),
        ("ALT 160, baseline 25, azathioprine", labs(result("ALT", 160, 40, 80)), "baseline ALT", "perm-5x-baseline"),
        ("ALT 160, baseline 80, azathioprine", labs(result("ALT", 160, 40, 25)), "baseline ALT", "perm-5x-baseline"),
        ("ALT 130 (ULN 40), azathioprine", labs(result("ALT", 130, 60)), "upper limit of ALT", "hold-3xuln"),
        ("ALT 90, jaundiced, azathioprine", GivenPatient(labs=(result("ALT", 90, 40),), symptoms_absent=("jaundice",)),
         "jaundice", "perm-symptoms"),
        ("ALT 90, no jaundice, azathioprine", GivenPatient(labs=(result("ALT", 90, 40),), symptoms=("jaundice",)),
         "jaundice", "perm-symptoms"),
        ("ALT 90, asymptomatic, azathioprine", GivenPatient(labs=(result("ALT", 90, 40),), symptoms=("nausea",)),
         "nausea", "perm-symptoms"),
        ("ALT 90 on azathioprine 200 mg", GivenPatient(labs=(result("ALT", 90, 40),), medications=(taken(100),)),
         "dose of azathioprine", "cap-150"),
        ("ALT 90 on azathioprine 100 mg", GivenPatient(labs=(result("ALT", 90, 40),), medications=(taken(200),)),
         "dose of azathioprine", "cap-150"),
    ],
)  # fmt: skip
def test_a_contradiction_is_named_and_the_more_dangerous_side_is_judged(
    text: str, patient: GivenPatient, what: str, rule: str
) -> None:
    assert conflicts(text, patient) == [what]
    assert {rule, "input-conflict"} <= fired(text, patient=patient)


def test_a_falling_value_is_the_more_dangerous_one_where_low_is_dangerous() -> None:
    text = "Can we restart azathioprine at 50 mg? Neutrophils 1.1 x10^9/L."
    patient = labs(GivenLab(analyte="neutrophils", value=4.0, unit="x10^9/L"))

    assert {"restart-contraindicated", "input-conflict"} <= fired(text, patient=patient)
    swapped = "Can we restart azathioprine at 50 mg? Neutrophils 4.0 x10^9/L."
    assert "restart-contraindicated" in fired(
        swapped, patient=labs(GivenLab(analyte="neutrophils", value=1.1, unit="x10^9/L"))
    )


def test_weight_that_differs_is_a_conflict() -> None:
    patient = GivenPatient(labs=(bilirubin(0.8, 1.2),), weight_kg=90)

    assert conflicts("60 kg, azathioprine 2 mg/kg", patient) == ["weight"]


def test_words_add_what_the_structure_leaves_out() -> None:
    facts = read("ALT 223, ULN 40, AST 90. Jaundiced.", patient=labs(result("ALT", 223)))

    assert notation.labs(facts) == ["AST=90", "ALT=223", "ALT.uln=40"]
    assert notation.signs(facts) == ["+jaundice"]


def test_structured_treatment_with_the_topics_drug_makes_the_case_this_topics() -> None:
    text = "ALT 600, takes ibuprofen"

    assert "perm-500" not in fired(text)
    assert "perm-500" in fired(text, patient=GivenPatient(medications=(taken(100),)))
