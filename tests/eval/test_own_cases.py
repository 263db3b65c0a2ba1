"""What each of our own cases knows of a good answer, and of its own wrong one."""

from __future__ import annotations

import pytest

from corpus.model import Topic
from eval.cases import DATASETS, Dataset
from eval.reading import read_dataset


@pytest.fixture(scope="module")
def own(topic: Topic) -> Dataset:
    return read_dataset(DATASETS / topic.id, {topic.id: topic})


def test_every_case_forbids_a_claim_of_its_own(own: Dataset) -> None:
    general = {fact.id for fact in own.forbid}

    assert [case.id for case in own.cases if not {fact.id for fact in case.forbid} - general] == []


def test_every_case_that_is_answered_knows_what_may_be_told_besides(own: Dataset) -> None:
    assert [case.id for case in own.cases if "not_covered" not in case.status and not case.okay] == []


def test_no_fact_of_a_case_is_wanted_and_forbidden_at_once(own: Dataset) -> None:
    for case in own.cases:
        vital, okay, forbid = ({fact.id for fact in facts} for facts in (case.vital, case.okay, case.forbid))

        assert not (vital | okay) & forbid, case.id
        assert not vital & okay, case.id


def test_every_forbidden_claim_says_how_it_would_read(own: Dataset) -> None:
    claims = {fact.id: fact for case in own.cases for fact in (*case.forbid, *own.forbid)}

    assert [name for name, fact in claims.items() if not fact.gold and not fact.says] == []


def test_what_no_answer_may_say_is_not_what_the_sources_say(own: Dataset, topic: Topic) -> None:
    bodies = [text for p in topic.passages.values() for text in (p.text, p.patient_text or "")]

    assert [fact.id for fact in own.forbid if fact.found(bodies)] == []
