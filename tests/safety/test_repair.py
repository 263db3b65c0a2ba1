"""A repaired text passes, holds the rule's own sentence and changes no digit inside a statement."""

from __future__ import annotations

import pytest

from service.domain.answer import Verdict
from service.domain.facts import PatientFacts
from service.safety.check import check
from service.safety.repair import repair
from tests.safety.examples import UNSAFE
from tests.safety.topic import TOPIC, judged, lab


def test_a_statement_is_replaced_whole_by_the_rules_sentence() -> None:
    text = "Contact the prescriber today. Give azathioprine 200 mg daily. Record the reaction."

    repaired = repair(text, judged(text), topic=TOPIC)

    assert repaired.safe_text == text.replace("Give azathioprine 200 mg daily.", TOPIC.rule["cap-150"].canonical or "")
    assert [(c.statement, c.rule, c.outcome) for c in repaired.changes] == [
        ("Give azathioprine 200 mg daily.", "cap-150", "replaced")
    ]


def test_what_was_left_out_is_added_first() -> None:
    facts = PatientFacts(labs=(lab("ALT", 223, "U/L", 40, baseline=50),))
    text = "Check for viral hepatitis."

    repaired = repair(text, judged(text, facts), topic=TOPIC, facts=facts)

    assert [c.outcome for c in repaired.changes] == ["added"]
    assert repaired.safe_text is not None
    assert repaired.safe_text.endswith(text)


def test_sound_text_is_left_as_it_is() -> None:
    text = "Hold azathioprine until liver enzymes normalise."
    assert repair(text, judged(text), topic=TOPIC).safe_text == text


def test_text_that_cannot_be_read_is_removed_and_nothing_is_left_to_show() -> None:
    text = "Azathioprin weiter geben, 2 Tabletten."
    assert repair(text, judged(text), topic=TOPIC).safe_text is None


@pytest.mark.parametrize("text", [t for ts in UNSAFE.values() for t in ts])
def test_every_repaired_text_passes_when_it_is_checked_again(text: str) -> None:
    safe = repair(text, judged(text), topic=TOPIC).safe_text
    assert safe is None or check(safe, topic=TOPIC).verdict is Verdict.PASS
