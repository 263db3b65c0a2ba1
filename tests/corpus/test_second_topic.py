"""A second topic, written from docs/topics.md alone, reads and holds: no line of code is about the first one."""

from __future__ import annotations

import pytest

from corpus.lint import lint
from corpus.model import Topic
from corpus.reader import read_topic, read_topics
from tests.corpus.conftest import EXAMPLE

SECOND = EXAMPLE.parent / "warfarin-inr"


@pytest.fixture(scope="module")
def second() -> Topic:
    return read_topic(SECOND)


def test_the_second_topic_is_read(second: Topic) -> None:
    assert second.id == "warfarin-inr"
    assert second.governed.id == "warfarin"
    assert {source.publisher for source in second.sources} == {"Example Hospital", "Example Agency", "Groundrule"}


def test_the_second_topic_has_neither_error_nor_warning(second: Topic) -> None:
    assert [finding for finding in lint(second) if finding.severity != "note"] == []


def test_topics_stand_beside_each_other_though_their_house_rules_have_the_same_ids() -> None:
    topics = read_topics([EXAMPLE.parent])

    assert {topic.id for topic in topics} >= {"tavorexin-low-sodium", "warfarin-inr"}
    for topic in topics:
        assert any(source.id == "house-rules" for source in topic.sources)


def test_a_printed_line_is_enforced_with_its_own_value(second: Topic) -> None:
    lint_notes = {finding.message for finding in lint(second) if finding.code == "enforced-operator"}

    assert lint_notes == {
        "'hold-high-inr' prints > 5 and enforces >=",
        "'stop-bleeding-inr' prints > 8 and enforces >=",
        "'hold-low-haemoglobin' prints < 8 and enforces <=",
        "'hold-falling-haemoglobin' prints < 0.8 and enforces <=",
    }


def test_the_disagreement_is_shown_with_the_followed_position_first(second: Topic) -> None:
    (disagreement,) = second.disagreements
    first, other = (second.statements[position][0].id for position in disagreement.positions)

    assert (first, other) == ("hospital-guideline", "product-label")
