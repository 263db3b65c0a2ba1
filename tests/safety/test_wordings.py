"""The same case in other words: the same rules fire, and what only asks for the rule tells of no patient."""

from __future__ import annotations

import pytest

from service.answering.case import open_case
from service.answering.stopwatch import Stopwatch
from service.domain.question import Question, Turn
from service.safety.reading import read_facts
from tests.safety.topic import TOPIC


def fired(text: str, *history: str, every: bool = False) -> frozenset[str]:
    """Return the rules that fire for a text, those of routing too; the weighty ones alone unless all are wanted."""
    question = Question(text=text, topic=TOPIC.id, history=tuple(Turn(text=h) for h in history))
    found = open_case(question, TOPIC, Stopwatch()).assessment.findings
    return frozenset(f.rule for f in found if every or f.severity in ("critical", "high"))


@pytest.mark.parametrize(
    "text",
    [
        "How far apart are the dose increases of restarted azathioprine?",
        "What is the size of an increment after azathioprine has been reintroduced?",
        "With the slowest interval, in which week does restarted azathioprine get to 150 mg/day?",
        "what made the step from 150 to 200mg risky?",
        "Does the article give a test frequency once azathioprine has been restarted?",
        "Is there an action for ALT under three times the upper limit during azathioprine?",
        "How is hypertension treated initially?",
    ],
)
def test_a_question_for_the_rule_tells_of_no_patient(text: str) -> None:
    assert fired(text) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "Restarted azathioprine at 75 mg 5 days ago, what is the next step?",
        "She restarted azathioprine at 75 mg, how far apart are the increases?",
        "Restarted azathioprine. How often are liver tests done?",
    ],
)
def test_a_restart_that_somebody_had_is_read_beside_a_question_for_the_rule(text: str) -> None:
    question = Question(text=text, topic=TOPIC.id)
    assert [p.phase for p in read_facts(question, TOPIC).phases] == ["restarted"]


@pytest.mark.parametrize(
    ("wordings", "rule"),
    [
        (
            (
                "Injury occurred on azathioprine 125 mg; I plan to restart it at 125 mg. ALT 30 U/L, ULN 40.",
                "I plan to restart azathioprine at 125 mg, the dose at which the injury occurred; ALT 30 U/L, ULN 40.",
            ),
            "no-same-dose",
        ),
        (
            (
                "After the restart I will raise azathioprine by 50 mg steps.",
                "I will increase azathioprine in steps of 50 mg after restarting.",
            ),
            "step-max-25",
        ),
        (
            (
                "Azathioprine was restarted 9 days ago; I want to raise it to 75 mg today.",
                "I want to raise azathioprine to 75 mg today, 9 days after the restart.",
            ),
            "step-wait-2w",
        ),
        (
            (
                "ALT 30 (ULN 40), bilirubin 0.6 mg/dL, baseline ALT 25, peak 140, azathioprine.",
                "Peak ALT was 140, baseline ALT 25; now ALT 30 (ULN 40), azathioprine.",
                "Azathioprine: baseline ALT 25, peak 140, now ALT 30 (ULN 40).",
            ),
            "perm-5x-baseline",
        ),
        (
            (
                "paracetamol overdose 14 g 5 h ago",
                "14 g paracetamol taken 5 h ago: which line on the nomogram?",
                "she swallowed 28 paracetamol 500 mg",
            ),
            "emergency",
        ),
        (("azathioprine, fever 38.9", "azathioprine, temp 38.9", "on azathioprine with a fever of 38.9"), "emergency"),
        (
            ("ALT is 45 and also ALT is 450 U/L today, ULN 40, azathioprine.", "ALT today 450, ALT today 45, ULN 40."),
            "input-conflict",
        ),
        (("ALT is minus 40 U/L on azathioprine.", "On azathioprine the ALT is -40 U/L."), "input-implausible"),
        (
            ("May I restart azathioprine in my patient now?", "Is it time to restart my patient's azathioprine?"),
            "missing-input",
        ),
        (
            (
                "The article says the maximum after injury is 200 mg of azathioprine, right?",
                "The article allows azathioprine up to 200 mg a day after liver injury, doesn't it?",
                "As the article states, 200 mg a day of azathioprine is the ceiling after liver injury, yes?",
            ),
            "false-premise",
        ),
    ],
)
def test_the_rule_fires_in_every_wording(wordings: tuple[str, ...], rule: str) -> None:
    assert [rule in fired(text) for text in wordings] == [True] * len(wordings)


def test_four_grams_of_paracetamol_a_day_are_no_overdose() -> None:
    assert "emergency" not in fired("paracetamol 1 g four times daily beside azathioprine")


def test_a_line_that_a_result_is_held_against_is_not_quoted() -> None:
    assert "false-premise" not in fired("Is the permanent line met by ALT 95 U/L, ULN 40, on azathioprine?")


def test_raised_liver_tests_do_not_say_that_bilirubin_is_raised() -> None:
    assert "urgent" not in fired("Liver tests are up on azathioprine. Is it serious?")


def test_a_dose_that_is_varied_leaves_the_dose_that_is_taken() -> None:
    history = "ALT 223 U/L, ULN 40, baseline 50 on azathioprine 200 mg."
    assert fired("What if I only lower it to 100 mg?", history) == fired("Could I just reduce to 100 mg?", history)
