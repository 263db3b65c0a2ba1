"""An answer that somebody marked becomes a draft case, once, and no dataset takes it as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.model import Topic
from eval.drafts import add, draft, drafts
from eval.reading import read_dataset
from service.domain.answer import Audience
from service.domain.editorial import Feedback, Rating
from service.domain.errors import InputError, NotFoundError
from service.domain.kept import KeptAnswer, KeptTurn
from service.records.store import Records
from tests.clock import Clock
from tests.eval.conftest import Write

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def records(tmp_path: Path, topic: Topic, clock: Clock) -> Iterator[Records]:
    """One conversation of three turns, the second with structured facts."""
    held = Records(f"sqlite:///{tmp_path / 'r.db'}", retention_days=30, clock=clock)
    for number, text in enumerate(("First?", "Then?", "And last?")):
        body = {"conversation_id": "cnv_1", "status": "answered", "findings": [{"rule": "perm-500"}]}
        answer = KeptAnswer(id=f"ans_{number}", topic=topic.id, status="answered", receipt="{}", body=json.dumps(body))
        turn = KeptTurn(
            text=text,
            patient='{"weight_kg": 70}' if number == 1 else None,
            topic=topic.id,
            audience=Audience.NURSE,
            created=NOW,
            answer=answer,
        )
        held.keep("cnv_1", turn, new=not number)
    yield held
    held.close()


def mark(records: Records, answer: str, rating: Rating, comment: str | None = None) -> None:
    records.editorial.add_feedback(
        Feedback(answer_id=answer, topic=None, content="c", rating=rating, comment=comment, by=None, at=NOW)
    )


def test_a_draft_holds_the_turns_before_it_and_the_facts_given_and_no_dataset_takes_it(
    records: Records, write: Write, topic: Topic
) -> None:
    row = draft(records, "ans_1")

    assert (row["question"], row["history"], row["audience"]) == ("Then?", ["First?"], "nurse")
    assert row["patient"] == {"weight_kg": 70}
    with pytest.raises(InputError, match="is a draft"):
        read_dataset(write(cases=[row]), {topic.id: topic}, sealed=False)
    with pytest.raises(NotFoundError):
        draft(records, "ans_9")


def test_a_draft_that_is_filled_in_is_a_case(records: Records, write: Write, topic: Topic) -> None:
    row = draft(records, "ans_1")
    del row["draft"]
    filled = row | {"stratum": "direct", "paraphrases": ["What then?", "And after that?"], "vital": ["hold"]}

    (case,) = read_dataset(write(cases=[filled]), {topic.id: topic}, sealed=False).cases

    assert (case.wordings[0], case.history, case.audience) == ("Then?", ("First?",), "nurse")
    assert case.fires == ("perm-500",)


def test_what_a_case_cannot_hold_is_said_in_its_note(records: Records) -> None:
    assert "An earlier turn gave facts" in draft(records, "ans_2")["note"]
    assert "An earlier turn gave facts" not in draft(records, "ans_1")["note"]


def test_every_answer_marked_unsafe_or_unhelpful_is_drafted_once_with_what_was_said(records: Records) -> None:
    mark(records, "ans_0", Rating.HELPFUL)
    mark(records, "ans_1", Rating.UNSAFE, "The dose is wrong")
    mark(records, "ans_1", Rating.UNHELPFUL)
    mark(records, "ans_2", Rating.UNHELPFUL, "Too long")

    rows = list(drafts(records))

    assert [row["id"] for row in rows] == ["from-ans_2", "from-ans_1"]
    assert "Marked unsafe on 2026-01-01: The dose is wrong." in rows[1]["note"]
    assert [row["id"] for row in drafts(records, (Rating.UNSAFE,))] == ["from-ans_1"]


def test_what_is_past_its_retention_makes_no_draft(records: Records, clock: Clock) -> None:
    mark(records, "ans_1", Rating.UNSAFE)
    clock.now = NOW + timedelta(days=31)

    assert list(drafts(records)) == []


def test_a_draft_that_a_file_holds_is_not_added_again(records: Records, tmp_path: Path) -> None:
    path = tmp_path / "drafts.jsonl"
    mark(records, "ans_1", Rating.UNSAFE)
    assert add(list(drafts(records)), path) == 1
    mark(records, "ans_2", Rating.UNHELPFUL)

    assert add(list(drafts(records)), path) == 1
    assert add(list(drafts(records)), path) == 0
    assert len(path.read_text().splitlines()) == 2


def test_a_file_of_something_else_is_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Notes.\n")

    with pytest.raises(InputError, match=r"notes\.txt is not a file of cases"):
        add([], path)
    assert path.read_text() == "Notes.\n"


def test_a_case_gives_the_contracts_facts_and_a_misspelt_one_is_named(write: Write, topic: Topic) -> None:
    held = read_dataset(write(case={"patient": {"weight_kg": 70}}), {topic.id: topic}, sealed=False)
    assert held.cases[0].patient == {"weight_kg": 70}

    with pytest.raises(InputError, match=r"a\.jsonl:1: case c1: patient .*did you mean weight_kg"):
        read_dataset(write(case={"patient": {"wieght": 70}}), {topic.id: topic}, sealed=False)
