"""Every way in which questions.yaml may not hold, with the line that the editor is sent to."""

from __future__ import annotations

import pytest

from corpus.questions import MAX_ENTRIES, MAX_LENGTH, MAX_QUESTIONS
from tests.corpus.conftest import TopicFolder

OWN = '"when to look again"'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("settles: [G-07]", "settles: [G-99]", "there is no statement 'G-99'"),
        ("settles: [G-07]", "settles: [G-02]\n    supports: [G-98]", "there is no statement 'G-98'"),
        ("    settles: [G-07]\n", "", "is no aspect of aspects.yaml and no gap of topic.yaml"),
        (OWN, '"how a restart begins"', "is an aspect or a gap already: leave out settles"),
        ('"tavorexin in pregnancy"', '"holding tavorexin"', "'holding tavorexin' has two entries: join them"),
        ("step: monitor", "step: later", "'step' cannot be 'later'"),
        ("step: monitor", "terms: [[next]]", "a question has no key 'terms'"),
        ('"is it safe for an unborn child"', '" "', "'asked_as' must be text"),
        (
            '"is it safe for an unborn child"',
            '"How soon is the  next blood sample"',
            "under 'when to look again' already",
        ),
        ("questions:\n", "asked:\n", "questions.yaml has no key 'asked'"),
    ],
)
def test_a_question_that_does_not_hold_is_refused(topic_folder: TopicFolder, old: str, new: str, message: str) -> None:
    topic_folder.edit("questions.yaml", old, new)
    error = topic_folder.refusal()

    assert error.file == "topic/questions.yaml"
    assert message in str(error)


@pytest.mark.parametrize(
    ("wording", "holds"), [("b" * MAX_LENGTH, True), ("b" * (MAX_LENGTH + 1), False)], ids=["on the line", "above"]
)
def test_a_question_is_at_most_so_long(topic_folder: TopicFolder, wording: str, holds: bool) -> None:
    topic_folder.edit("questions.yaml", "is it safe for an unborn child", wording)

    if holds:
        assert topic_folder.read().asked[-1].asked_as == (wording,)
    else:
        error = topic_folder.refusal()
        assert f"a question of more than {MAX_LENGTH} characters" in str(error)
        assert error.line == topic_folder.edit("questions.yaml", wording, "short")


@pytest.mark.parametrize("more", [0, 1])
def test_an_entry_holds_at_most_so_many_questions(topic_folder: TopicFolder, more: int) -> None:
    topic_folder.append("questions.yaml", "".join(f'      - "what of {n}"\n' for n in range(MAX_QUESTIONS - 1 + more)))

    if more:
        assert f"must have 1 to {MAX_QUESTIONS} questions" in str(topic_folder.refusal())
    else:
        assert len(topic_folder.read().asked[-1].asked_as) == MAX_QUESTIONS


def test_more_entries_than_so_many_are_refused(topic_folder: TopicFolder) -> None:
    entry = '  - about: "matter {0}"\n    settles: [G-07]\n    asked_as: ["matter {0}"]\n'
    topic_folder.append("questions.yaml", "".join(entry.format(n) for n in range(MAX_ENTRIES)))

    assert f"more than {MAX_ENTRIES} entries" in str(topic_folder.refusal())


def test_a_topic_may_go_without_questions(topic_folder: TopicFolder) -> None:
    (topic_folder.path / "questions.yaml").unlink()

    assert topic_folder.read().asked == ()


def test_topic_yaml_does_not_hold_questions(topic_folder: TopicFolder) -> None:
    topic_folder.append("topic.yaml", "asked: []\n")

    assert "has no key 'asked'" in str(topic_folder.refusal())
