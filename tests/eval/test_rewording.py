"""What a model words may be worded otherwise; it may say nothing new, leave nothing out, and move no condition."""

from __future__ import annotations

import pytest

from corpus.model import Topic
from eval.naming import Names
from eval.rewording import reworded

PASSAGE = (
    "Hold it until the tests are normal, before any restart; most rises may return within 2 weeks. "
    "When bilirubin is raised, test weekly."
)


def kinds(topic: Topic, text: str, passage: str = PASSAGE) -> set[str]:
    return {kind for kind, _ in reworded(text, [[passage]], Names(topic.vocabulary), [("children",)])}


@pytest.mark.parametrize(
    "text",
    [
        PASSAGE,
        PASSAGE.replace("before", "prior to").replace("2 weeks", "two weeks"),
        PASSAGE.replace("normal,", "normalised,").replace("until", "till"),
        f"According to the source, {PASSAGE[0].lower()}{PASSAGE[1:]}",
        PASSAGE.replace("When bilirubin is raised, test weekly", "Test weekly if bilirubin is raised"),
        PASSAGE.replace("; most", ". Most"),
    ],
)
def test_the_same_in_other_words_is_no_fault(topic: Topic, text: str) -> None:
    assert kinds(topic, text) == set()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("before", "after", "word"),
        ("most", "few", "word"),
        ("may return", "will return", "word"),
        ("raised", "low", "word"),
        ("any restart", "any restart in children", "population"),
        ("Hold it", "Do not hold it", "polarity"),
        ("bilirubin", "ALT", "name"),
        (" within 2 weeks", "", "left out"),
        (" When bilirubin is raised, test weekly.", "", "left out"),
        ("weekly", "monthly", "word"),
        ("2 weeks", "2 days", "left out"),
        ("within 2 weeks", "for 2 weeks", "word"),
        ("rises may", "rises were", "word"),
        (" When bilirubin is raised, test", " Test", "left out"),
    ],
)
def test_another_word_is_a_fault_whatever_it_is(topic: Topic, old: str, new: str, kind: str) -> None:
    assert kind in kinds(topic, PASSAGE.replace(old, new))


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("Hold it. If tests are normal, restart it.", "Hold it if tests are normal. Restart it."),
        ("Hold it; when bilirubin is raised, test weekly.", "Hold it when bilirubin is raised; test weekly."),
        ("If tests are normal, restart it and test weekly.", "If tests are normal, restart it; and test weekly."),
    ],
)
def test_a_condition_that_only_a_stop_moves_to_another_sentence_is_a_fault(
    topic: Topic, passage: str, text: str
) -> None:
    assert kinds(topic, passage, passage) == set()
    assert kinds(topic, text, passage)


@pytest.mark.parametrize(("old", "new"), [("for", "in"), ("are", "were"), ("has", "had")])
def test_a_little_word_that_tells_a_time_is_no_little_word(topic: Topic, old: str, new: str) -> None:
    passage = "Hold it for 2 weeks while the tests are normal and has it noted."

    assert kinds(topic, passage.replace(f" {old} ", f" {new} "), passage)


def test_a_word_that_stands_elsewhere_in_the_passage_may_not_be_said_once_more(topic: Topic) -> None:
    passage = "Test before the step and after it."

    assert kinds(topic, "Test after the step and after it.", passage)
    assert not kinds(topic, "Test before the step and after it.", passage)
