"""A reader that is passed over would have found nothing: cues save time and change no verdict."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import reduce
from operator import or_
from pathlib import Path

import pytest

from service.domain.facts import PatientFacts
from service.safety.check import check
from service.safety.text import line
from service.safety.text.lexer import lex
from service.safety.text.line import CAPITALS, Line, cue, line_of
from service.safety.text.tokens import Kind, Token
from tests.safety import examples
from tests.safety.generated.oracle import oracle_of
from tests.safety.generated.stream import samples
from tests.safety.given import given
from tests.safety.safe_varied import SAFE_VARIED
from tests.safety.topic import TOPIC
from tests.safety.unsafe_varied import UNSAFE_VARIED

_NO_FACTS = PatientFacts()
_WRITTEN = sorted(Path(__file__).parent.glob("*.jsonl")) + sorted(Path(__file__).parent.glob("judged/*.jsonl"))
TEXTS: tuple[tuple[str, PatientFacts], ...] = (
    *((text, facts) for name in ("unsafe", "safe") for _, text, facts in given(name)),
    *((text, _NO_FACTS) for group in (examples.UNSAFE, examples.SAFE) for texts in group.values() for text in texts),
    *((text, _NO_FACTS) for text in (*UNSAFE_VARIED, *SAFE_VARIED)),
    *((statement.text, _NO_FACTS) for _, statement in TOPIC.statements.values()),
    *(
        (text, _NO_FACTS)
        for path in _WRITTEN
        for line in map(json.loads, filter(None, path.read_text("utf-8").splitlines()))
        for text in line.get("turns") or [line["text"]]
    ),
    *((s.text, s.facts) for s in samples("cues", 400, oracle_of(TOPIC))),
)


PARTS = 12


@pytest.mark.parametrize("part", range(PARTS))
def test_a_reader_that_looks_at_every_word_comes_to_the_same_verdict(
    part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = TEXTS[part::PARTS]
    judged = [check(text, topic=TOPIC, facts=facts) for text, facts in texts]
    marks_of = line.marks_of
    every_word = reduce(or_, (*line._WORDS.values(), *line._STARTS.values(), *line._ENDINGS.values()), CAPITALS)

    def answering_to_all(tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        words, marks = marks_of(tokens)
        return words, tuple(mark | every_word for mark in marks)

    monkeypatch.setattr(line, "marks_of", answering_to_all)

    assert [check(text, topic=TOPIC, facts=facts) for text, facts in texts] == judged


def line_for(text: str) -> Line:
    return line_of(lex(text, TOPIC.vocabulary).tokens)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (cue(("again",)), [4]),
        (cue(("AGAIN", "nowhere")), []),
        (cue(kinds=(Kind.PUNCT,)), [2, 5]),
        (cue(kinds=(Kind.PUNCT,), ids=("restart",)), [0, 2, 5]),
        (cue(starts=("slow",)), [3]),
        (cue(endings=("ly", "ain")), [3, 4]),
        (cue(("it",)) | cue(("again",)), [1, 4]),
    ],
)
def test_the_places_that_answer_to_a_cue(wanted: int, places: list[int]) -> None:
    said = line_for("Restart it, slowly again.")

    assert said.places(wanted) == places
    assert bool(said.cues & wanted) is bool(places)


@pytest.mark.parametrize("word", ["rather than", "rather", "than"])
def test_a_token_of_several_words_answers_to_each_and_to_all(word: str) -> None:
    wanted = cue((word,))
    said = line_for("Hold it rather than stop it.")

    assert [said[i].text for i in said.places(wanted)] == ["rather than"]


@pytest.mark.parametrize(("text", "shouted"), [("eBay", True), ("Ebay", False), ("naïve", True), ("plain", False)])
def test_a_word_with_a_capital_inside_is_marked(text: str, shouted: bool) -> None:
    assert bool(Line((Token(Kind.WORD, text, 0, len(text)),)).cues & CAPITALS) is shouted


def test_a_part_of_a_line_is_a_line_with_the_same_words_and_marks() -> None:
    said = line_for("Restart it, slowly again.")
    part = said.part(1, 4)

    assert part == said[1:4]
    assert (part.words, part.text) == (("it", ",", "slowly"), "it , slowly")
    assert part.marks == said.marks[1:4]
    assert said.part(1, 4) is part


def test_a_cue_that_is_named_later_is_found_in_words_that_were_seen_before() -> None:
    before = line_for("An unseen aardvark.")
    wanted = cue(("aardvark",))

    assert before.places(wanted) == []
    assert line_for("An unseen aardvark.").places(wanted) == [2]


def test_noise_is_forgotten_and_read_again() -> None:
    wanted = cue(("tapir",))
    noise = Line(Token(Kind.WORD, f"w{n}", 0, 1) for n in range(line._REMEMBERED + 10))

    assert not noise.places(wanted)
    assert len(line._known) <= line._REMEMBERED
    assert line_for("A tapir.").places(wanted) == [1]
