"""How a question is split, and what its parts are looked up with."""

from __future__ import annotations

import pytest

from corpus.model import Topic
from service.answering.parts import asking, lookups, split
from service.domain.question import Question, Turn


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hold it?", ("Hold it?",)),
        ("ALT 223. (1) hold? (2) which labs (3) when recheck", ("hold?", "which labs", "when recheck")),
        ("Hold? a) which labs b) when recheck?", ("which labs", "when recheck?")),
        ("Is it (a) reviewed or (b) approved", ("reviewed or", "approved")),
        ("vitamin b) and a) alone", ("vitamin b) and a) alone",)),
        ("1) do I need coag? 2) GGT?", ("do I need coag?", "GGT?")),
        ("ALT 223. 1 stop? 2 what bloods 3 when to repeat", ("stop?", "what bloods", "when to repeat")),
        ("ALT 223 after 1 week at 2 mg per kg and 3 days off", ("ALT 223 after 1 week at 2 mg per kg and 3 days off",)),
        ("Which tests? And how often?", ("Which tests?", "And how often?")),
        ("Is it reviewed? when was it updated", ("Is it reviewed?", "when was it updated")),
        ("Bilirubin 1.2 and 2.4 mg/dL, ALT 3) of 40", ("Bilirubin 1.2 and 2.4 mg/dL, ALT 3) of 40",)),
        ("???", ("???",)),
    ],
)
def test_a_question_is_split_where_it_asks_anew(text: str, parts: tuple[str, ...]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("TPMT came back normal. Does that clear the drug?", "TPMT came back normal."),
        ("She is 40. Serology is negative. So is it the drug?", "Serology is negative."),
        ("TPMT came back normal. When are liver tests repeated?", ""),
        ("Does that clear the drug?", ""),
    ],
)
def test_a_question_that_points_back_is_read_with_the_sentence_before_it(text: str, pointed_at: str) -> None:
    assert asking(text, text, (), figured=False)[0] == pointed_at


def test_more_parts_than_a_reader_can_follow_are_left_out() -> None:
    assert len(split("Why? " * 30)) == 8


def _looked_up(topic: Topic, text: str, *, judged: bool, history: tuple[str, ...] = ()) -> list[str]:
    question = Question(text=text, history=tuple(Turn(text=turn) for turn in history))
    return [words for words, _ in lookups(text, question, topic, (), judged=judged)]


def test_a_bare_what_now_about_a_judged_case_looks_nothing_up(topic: Topic) -> None:
    assert _looked_up(topic, "ALT 223, ULN 40. What now?", judged=True) == []


def test_a_bare_part_is_looked_up_with_the_drug_it_is_about(topic: Topic) -> None:
    assert _looked_up(topic, "which labs to repeat?", judged=False) == [
        f"{topic.governed.names[0]} which labs to repeat?"
    ]


def test_a_short_follow_up_is_looked_up_with_the_words_of_the_turn_before(topic: Topic) -> None:
    (words,) = _looked_up(topic, "and after that?", judged=False, history=("How is the restart monitored?",))

    assert "restart" in words


def test_a_follow_up_that_stands_alone_is_looked_up_alone_first(topic: Topic) -> None:
    found = lookups(
        "which hepatitis tests exclude viruses?",
        Question(text="which hepatitis tests exclude viruses?", history=(Turn(text="Restart dose?"),)),
        topic,
        (),
        judged=False,
    )

    assert "Restart" not in found[0][0]
    assert all(weight < 1 for _, weight in found[1:])


def test_figures_of_the_patient_are_not_looked_up_in_a_judged_case(topic: Topic) -> None:
    text = "ALT 223 on day 6. Which viral causes must be excluded?"
    (words,) = _looked_up(topic, text, judged=True)

    assert "223" not in words
    assert "viral causes" in words
