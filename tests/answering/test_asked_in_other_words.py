"""Wordings of a hurried ward for what the topic answers: each names the aspect that settles it, or the gap."""

from __future__ import annotations

import pytest

from corpus.model import Topic
from service.answering.asking import asked_in
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
