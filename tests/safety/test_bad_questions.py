"""What askers type that is no clean question: other units, commas, ranges, signs, two patients, another language."""

from __future__ import annotations

import pytest

from service.domain.question import Question
from service.safety.reading import read_facts
from tests.safety.test_wordings import fired
from tests.safety.topic import TOPIC


def _value(text: str) -> tuple[float | None, float | None]:
    (lab,) = read_facts(Question(text=text, topic=TOPIC.id), TOPIC).labs
    return (None, None) if lab.value is None else (lab.value.low, lab.value.high)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("azathioprine: ALT 3.7 µkat/L, ULN 40 U/L, baseline 0.8 µkat/L", "hold-3xuln"),
        ("azathioprine: ALT 222 U/L, ULN 0.67 µkat/L, baseline 0.8 µkat/L", "hold-3xuln"),
        ("azathioprine: ALT 3700 nkat/L, ULN 40 U/L", "hold-3xuln"),
        ("azathioprine: ALT 8.4 µkat/L, ULN 40 U/L", "perm-500"),
        ("azathioprine: bilirubin 45 µmol/L, ULN 1.2 mg/dL, ALT 1.2 µkat/L, ULN 40 U/L", "perm-bili-2xuln"),
        ("azathioprine: bilirubin 2.6 mg/dL, ULN 21 µmol/L, ALT 70 U/L, ULN 0.67 µkat/L", "perm-bili-2xuln"),
    ],
)
def test_a_value_in_another_unit_than_its_limit_meets_the_same_line(text: str, rule: str) -> None:
    assert {rule, "unit-convert"} <= fired(text, every=True)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("azathioprine, ALT 3,2 µkat/L", (3.2, 3.2)),
        ("azathioprine, ALT 1,250 U/L", (1250.0, 1250.0)),
        ("azathioprine, ALT 130-150 U/L", (130.0, 150.0)),
        ("azathioprine, ALT <40 U/L", (None, 40.0)),
        ("azathioprine, ALT > 500 U/L", (500.0, None)),
    ],
)
def test_a_value_with_a_comma_a_range_or_a_sign_is_read(text: str, read: tuple[float | None, float | None]) -> None:
    assert _value(text) == read


def test_a_range_is_judged_by_its_dangerous_end_and_a_value_below_a_figure_by_none() -> None:
    assert "hold-3xuln" in fired("azathioprine, ALT 121-130 U/L, ULN 40, baseline 45")
    assert fired("azathioprine, ALT 110-130 U/L, ULN 40, baseline 45") & {"hold-3xuln", "missing-input"}
    assert "hold-3xuln" not in fired("azathioprine, ALT <40 U/L, ULN 40, baseline 38")


@pytest.mark.parametrize(
    "text",
    [
        "patient A ALT 30, patient B ALT 520, ULN 40, both on azathioprine. Continue both?",
        "two patients on azathioprine, ALT 30 and ALT 520, ULN 40",
    ],
)
def test_two_patients_in_one_question_are_said_to_be_two_and_each_is_judged(text: str) -> None:
    assert {"two-patients", "perm-500"} <= fired(text, every=True)


@pytest.mark.parametrize(
    "text",
    [
        "Die Patientin nimmt Azathioprin und der ALT ist 520 U/L bei ULN 40. Was soll ich tun?",
        "La paciente con azatioprina tiene ALT 520 U/L, ULN 40. ¿Qué debo hacer con el tratamiento?",
        "Le patient est sous azathioprine avec une ALT à 520 U/L, ULN 40. Que faut-il faire ?",
        "患者服用硫唑嘌呤，ALT 520 U/L，ULN 40。怎么办？",
    ],
)
def test_a_question_in_another_language_is_said_to_be_one_and_its_figures_are_judged(text: str) -> None:
    assert {"language", "perm-500"} <= fired(text, every=True)
