"""A dataset is refused as a whole, with the place that does not hold."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.model import Topic
from eval.cases import DATASETS, MANIFEST, manifest
from eval.reading import read_dataset
from service.domain.errors import InputError
from tests.eval.conftest import CASE, FACTS, Write


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"fires": ["no-such-rule"]}, "unknown rule no-such-rule"),
        ({"gold": ["S-999"]}, "unknown passage S-999"),
        ({"vital": ["no-such-fact"]}, "unknown fact no-such-fact"),
        ({"status": ["fine"]}, "unknown status fine"),
        ({"audience": "robot"}, "unknown audience robot"),
        ({"stratum": "odd"}, "unknown stratum odd"),
        ({"paraphrases": ["One."]}, "at least 2 paraphrases"),
        ({"paraphrases": ["One.", "One."]}, "two wordings are the same"),
        ({"wants": []}, "unknown field wants"),
        ({"draft": True}, "is a draft"),
        ({"any_order": True, "history": ["One."]}, "turns in any order are two or three"),
    ],
)
def test_a_case_that_does_not_hold_is_named(write: Write, topic: Topic, change: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says) as told:
        read_dataset(write(case=change), {topic.id: topic}, sealed=False)

    assert "a.jsonl:1" in str(told.value)


def test_an_id_that_stands_twice_is_named(write: Write, topic: Topic) -> None:
    with pytest.raises(InputError, match="c1 stands twice"):
        read_dataset(write(cases=[CASE, CASE]), {topic.id: topic}, sealed=False)


def test_zero_cases_measure_nothing(write: Write, topic: Topic) -> None:
    with pytest.raises(InputError, match="zero cases"):
        read_dataset(write(cases=[]), {topic.id: topic}, sealed=False)


def test_a_matcher_that_cannot_match_is_named(write: Write, topic: Topic) -> None:
    with pytest.raises(InputError, match=r"facts.jsonl:3: fact odd: .*cannot match"):
        read_dataset(write(facts=[*FACTS, {"id": "odd", "numbers": ["few"]}]), {topic.id: topic}, sealed=False)


def test_a_dataset_that_was_changed_behind_its_manifest_is_refused(write: Write, topic: Topic) -> None:
    folder = write()
    held = read_dataset(folder, {topic.id: topic}, sealed=False)
    (folder / MANIFEST).write_text(manifest(held))
    assert read_dataset(folder, {topic.id: topic}) == held

    write(case={"question": "Other?"})

    with pytest.raises(InputError, match="seal"):
        read_dataset(folder, {topic.id: topic})


def test_our_own_cases_hold(topic: Topic) -> None:
    held = read_dataset(DATASETS / topic.id, {topic.id: topic})

    assert all(len(case.wordings) >= 3 for case in held.cases)
