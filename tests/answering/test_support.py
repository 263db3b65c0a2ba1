"""What a passage bears out, and what it does not."""

from __future__ import annotations

import re

import pytest

from corpus.model import Topic
from service.answering.support import covers, misdeclared, reading, unsupported

STOP = (
    "Stop azathioprine for good when ALT is above 500 U/L or bilirubin is more than 2 times the upper limit of normal."
)
STEP = "Increase by 25 mg no sooner than every 2 weeks, and do not exceed 150 mg daily."
BOTH = "Hold azathioprine and continue allopurinol."


@pytest.mark.parametrize(
    "text",
    [
        STOP,
        STOP.replace("is above", "exceeds").replace("more than 2", "more than two").replace("Stop", "Discontinue"),
        f"If {STOP[32:-1]}, stop azathioprine for good.",
        f"Azathioprine is stopped for good {STOP[27:]}",
    ],
)
def test_the_same_in_other_words_is_borne_out(topic: Topic, text: str) -> None:
    assert unsupported(reading(text, topic), [STOP], topic) is None


@pytest.mark.parametrize(
    ("text", "passage", "reason"),
    [
        (STOP.replace("500", "600"), STOP, "600"),
        (STOP.replace("U/L", "mmol/L"), STOP, "names|figures"),
        (STOP.replace("above", "below"), STOP, "figures|bounds"),
        (STOP.replace("ALT", "ALP"), STOP, "ALP"),
        (STOP.replace("Stop", "Continue"), STOP, "continue"),
        (STOP.replace("Stop", "Do not stop"), STOP, "not"),
        (STOP.replace("bilirubin is more", "bilirubin is not more"), STOP, "."),
        (STEP.replace("do not exceed", "do exceed"), STEP, "."),
        (STEP.replace("25", "X").replace("150", "25").replace("X", "150"), STEP, "stand so"),
        ("Increase by 25 mg every 2 weeks, and do not exceed 150 mg daily.", STEP, "bounds"),
        ("Hold allopurinol and continue azathioprine.", BOTH, "order"),
        ("If ALT is above 500 U/L, stop azathioprine for good.", STOP, "bounds"),
        (STOP + " This is safe.", STOP, "saf"),
        (STOP[:-1] + "?", STOP, "signs"),
        (STOP.replace("azathioprine", '"azathioprine"'), STOP, "signs"),
        (STOP.replace("500", "500\u2030"), STOP, "signs"),
        (STOP.replace("a", "\u0430", 1), STOP, "signs"),
        (STOP.replace(" for", "\u200b for"), STOP, "signs"),
        (STOP.replace("for good", "temporarily"), STOP, "temporari"),
        ("It is not true that " + STOP[0].lower() + STOP[1:], STOP, "."),
    ],
)
def test_what_the_passage_does_not_say_is_named(topic: Topic, text: str, passage: str, reason: str) -> None:
    found = unsupported(reading(text, topic), [passage], topic)

    assert found is not None
    assert re.search(reason, found)


def test_each_of_two_passages_bears_out_its_half(topic: Topic) -> None:
    assert unsupported(reading(f"{STEP} {BOTH}", topic), [STEP, BOTH], topic) is None
    assert unsupported(reading(f"{STEP} {BOTH}", topic), [STEP], topic) is not None


@pytest.mark.parametrize(
    ("claims", "right"),
    [
        (["25 mg", "2 weeks", "150 mg daily"], True),
        (["25 mg", "2", "150"], True),
        (["25 mg", "2 weeks"], False),
        (["25 mg", "2 weeks", "150 mg", "75 mg"], False),
        ([], False),
    ],
)
def test_the_declared_figures_are_those_of_the_text(topic: Topic, claims: list[str], right: bool) -> None:
    assert (misdeclared(reading(STEP, topic), claims) is None) is right


def test_a_passage_is_carried_when_its_figures_and_actions_are_said(topic: Topic) -> None:
    first = reading("Increase by 25 mg no sooner than every 2 weeks.", topic)
    second = reading("Do not exceed 150 mg daily.", topic)

    assert covers([reading(STEP, topic)], STEP, topic)
    assert covers([first, second], STEP, topic)
    assert not covers([first], STEP, topic)
    assert not covers([], STEP, topic)
