"""Every condition can be said in words, with the line as printed and as enforced."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from corpus.model import All, Condition, Days, Dose, ForAny, Is, Lab, Not, Topic
from corpus.model import Any as AnyOf
from corpus.model.conditions import conditions_in
from corpus.phrased import phrased
from corpus.reader import read_topics

ROOT = Path(__file__).parents[2]
TOPICS = read_topics([ROOT / "corpus" / "topics", ROOT / "tests" / "fixtures" / "topics"])


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_every_condition_of_every_topic_can_be_said(topic: Topic) -> None:
    conditions = [rule.when for rule in topic.rules if rule.when is not None]
    conditions += topic.definitions.values()

    assert conditions
    for condition in conditions:
        said = str(phrased(condition))
        for part in conditions_in(condition):
            if isinstance(part, (Lab, Dose, Days)) and part.value is not None:
                assert f"{part.value:g}" in said
            if isinstance(part, Is):
                assert part.name in said


def test_the_topics_between_them_hold_nearly_every_kind_of_condition() -> None:
    held = {
        type(part)
        for topic in TOPICS
        for condition in (*(r.when for r in topic.rules if r.when is not None), *topic.definitions.values())
        for part in conditions_in(condition)
    }

    assert len(set(get_args(Condition)) - held) <= 1


def test_a_line_says_how_it_is_printed_and_how_it_is_enforced() -> None:
    strict = Lab(lab="it", op=">", enforced=">=", value=3, of="upper-limit")
    plain = Lab(lab="sodium", op="<", enforced="<", value=125, of="absolute", unit="mmol/L", at="current")

    assert str(phrased(strict)) == "it at its peak above (enforced: at or above) 3 x upper limit"
    assert str(phrased(plain)) == "sodium now below 125 mmol/L"


def test_conditions_inside_conditions_are_said_in_their_order() -> None:
    dose = Dose(of="planned-step", op=">", enforced=">", than="injury")
    days = Days(of="since-restart", op="<", enforced="<", value=14)
    lab = Lab(lab="it", op=">", enforced=">", value=2, of="baseline")

    said = phrased(All(all=(ForAny(for_any="salts", then=lab), AnyOf(any=(Not(not_=dose), days)), Is(name="known"))))

    assert [part.text for part in said.parts] == ["for any salts (it):", "any of", "“known” as defined"]
    assert str(said) == (
        "all of [for any salts (it): [it at its peak above 2 x baseline]; any of [known not to be so: [the planned "
        "step dose above the injury dose]; days since restart below 14]; “known” as defined]"
    )
