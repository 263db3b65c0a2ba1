"""What was read is shown back: each fact with its words, its place, its conversion; messages with their arithmetic."""

from __future__ import annotations

import pytest

from service.domain.answer import Because
from service.domain.facts import ReadFact
from service.safety.rules.figures import shown as figure
from service.safety.rules.figures import with_unit
from service.safety.rules.shown import shown
from service.safety.rules.words import message
from tests.safety.asking import read
from tests.safety.topic import TOPIC


def rows(text: str) -> dict[str, ReadFact]:
    return {row.fact: row for row in shown(read(text), TOPIC)}


def test_every_kind_of_fact_is_shown_with_the_words_it_was_read_from() -> None:
    text = (
        "34F, 58 kg, azathioprine 50 mg twice daily, ALT 3.72 µkat/L (ULN 0.75), baseline ALT normal, AST 4 x ULN, "
        "bilirubin normal, jaundiced, no fever. Held 5 days ago. Restart at 50 mg?"
    )
    found = rows(text)

    assert found["ALT"].value == 3.72
    assert found["ALT"].unit == "µkat/L"
    assert found["ALT"].converted == "223.2 U/L"
    assert found["upper limit of ALT"].value == 0.75
    assert found["AST / upper limit"].value == 4
    assert found["bilirubin"].value == "normal"
    assert found["symptom jaundice"].value == "present"
    assert found["symptom fever"].value == "absent"
    assert found["drug"].value == "held"
    assert found["days since stop"].value == 5
    assert found["plan"].value == "restart"
    assert found["weight"].value == 58
    assert found["age"].value == 34
    start, end = found["ALT"].span or (0, 0)
    assert "3.72" in text[start:end]


def test_divided_doses_are_shown_added_up() -> None:
    dose = rows("azathioprine 100 mg BD")["active dose of azathioprine"]

    assert dose.value == 200
    assert dose.converted == "100 mg BD = 200 mg/day"


@pytest.mark.parametrize(
    ("text", "value"), [("ALT >500", "> 500"), ("ALT <40", "< 40"), ("ALT 130-150", "130 to 150"), ("ALT 9", 9.0)]
)
def test_a_figure_that_is_not_exact_is_shown_as_it_was_meant(text: str, value: float | str) -> None:
    assert rows(f"{text} on azathioprine")["ALT"].value == value


def test_a_figure_without_a_unit_says_which_was_taken() -> None:
    assert rows("ALT 223 on azathioprine")["ALT"].converted == "U/L assumed"
    assert rows("ALT 8.4 on azathioprine")["ALT"].converted == "unit unclear: U/L or µkat/L"


def test_the_absence_of_all_symptoms_is_shown() -> None:
    assert rows("asymptomatic on azathioprine")["symptoms"].value == "said to be absent"


@pytest.mark.parametrize(
    ("value", "text"), [(223.0, "223"), (5.575, "5.58"), (0.8, "0.8"), (100.0, "100"), (0.0, "0"), (1200.0, "1200")]
)
def test_figures_are_shown_without_trailing_zeros(value: float, text: str) -> None:
    assert figure(value) == text
    assert with_unit(value, None) == text
    assert with_unit(value, "U/L") == f"{text} U/L"


def test_a_message_holds_each_fact_once_and_begins_with_a_capital() -> None:
    fact = Because(fact="x", value=5.0, unit="mg", limit=None, origin="question")

    assert message("{facts}: stop.", (fact, fact)) == "X 5 mg: stop."
    assert message("{facts}.", ()) == "The facts given."
    assert message("needs {missing}.", (), missing="a, b") == "Needs a, b."


def test_a_message_with_a_place_that_nothing_fills_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("{nothing}", ())
