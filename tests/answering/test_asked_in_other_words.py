"""Wordings of a hurried ward for what the topic answers: each names the aspect that settles it, or the gap."""

from __future__ import annotations

import pytest

from corpus.model import Topic
from service.answering.asking import asked_in
from tests.answering.conftest import Ask, fired, said
from tests.safety.asking import routed


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("putting imuran back in, what mg do I kick off with", "how a restart begins"),
        ("bloods fine, which dose do we go in at?", "how a restart begins"),
        ("what happens when the 2 wks are up", "what follows the first two weeks"),
        ("as soon as the fortnight is over?", "what follows the first two weeks"),
        ("what findings mean no going back", "when azathioprine is stopped for good"),
        ("which criteria qualify", "when azathioprine is stopped for good"),
        ("whats the most she could ever go back up to?", "the highest dose after liver injury"),
        ("can it wreck the liver in someone who has been fine on it for yrs?", "injury after long use"),
        ("what makes DILI mild vs severe in the international grading", "severity of the liver injury"),
        ("LFTs fine, which dose above 150 do you pick for the restart", "a first dose above the ceiling"),
    ],
)
def test_another_wording_asks_for_the_same(text: str, about: str, topic: Topic) -> None:
    assert about in [one.aspect.about for one in asked_in(text, topic, lambda one: one.when is None)]


@pytest.mark.parametrize(
    "text", ["on haemodialysis, aza rechallange, what mg", "ckd pt, how much imuran to begin with"]
)
def test_a_restart_dose_in_kidney_disease_is_a_gap(text: str) -> None:
    assert any("dialysis" in gap.about for gap in routed(text).gaps)


def test_a_result_in_kidney_disease_is_no_gap() -> None:
    assert not routed("CKD pt, ALT 200, ULN 40, aza 150 mg").gaps


@pytest.mark.parametrize(
    "text", ["will i need a fibroscan now my liver reacted to the imuran", "what is azathioprine for"]
)
def test_a_patient_who_asks_nothing_of_taking_the_drug_is_told_that_nothing_answers(ask: Ask, text: str) -> None:
    answer = ask(text, audience="patient")

    assert answer["status"] == "not_covered"
    assert "abstain-in-topic" in fired(answer)


def test_a_patient_who_asks_whether_to_stop_is_answered(ask: Ask) -> None:
    assert ask("should i stop taking my imuran?", audience="patient")["status"] == "answered"


def test_no_dose_is_computed_or_quoted_for_a_child(ask: Ask) -> None:
    answer = ask("rechallenge dose for a 9 y old, 26 kg, after aza liver injury?")

    assert answer["status"] == "not_covered"
    assert "mg" not in said(answer)


def test_items_of_a_list_lean_on_what_stands_before_it(ask: Ask) -> None:
    answer = ask("monitoring: what is wanted a) off the drug b) after the restart of azathioprine")

    assert "weekly until improvement" in said(answer)
    assert "twice weekly" in said(answer)
