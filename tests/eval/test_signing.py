"""Every part of what an answer tells is held by itself, and what was merely found is not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from corpus.model import Topic
from eval.cases import Dataset
from eval.gating import as_baseline, gate
from eval.saving import Run
from eval.scoring import score
from eval.signing import differing, told

Answer = dict[str, Any]


def parts(before: Answer, change: Callable[[Answer], object], found: tuple[str, ...] = ()) -> list[str]:
    after = deepcopy(before)
    change(after)
    return differing(told(before, found, ()), told(after, found, ()))


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda a: a.update(audience="patient"), "status"),
        (lambda a: a.update(disclaimer=""), "status"),
        (lambda a: a["facts"][0].update(value=52), "facts read"),
        (lambda a: a["facts"][0].update({"from": "history"}), "facts read"),
        (lambda a: a["findings"][0]["because"][0].update(limit="> 5000 U/L"), "findings"),
        (lambda a: a["findings"][0].update(headline="All is well"), "findings"),
        (lambda a: a["missing"][0].update(why="nobody knows"), "what is asked for"),
        (lambda a: a["not_addressed"].clear(), "what is not addressed"),
        (lambda a: a["disagreements"][0]["positions"].reverse(), "disputes"),
        (lambda a: a["disagreements"][0].update(about="tests"), "disputes"),
        (lambda a: a["safety"].update(verdict="amended"), "what was changed"),
        (lambda a: a["missing"][0].update(path="patient.labs[9]"), "what is asked for"),
        (lambda a: a["facts"][0].update(span=[0, 3]), "facts read"),
        (lambda a: a["findings"][0].update(kind="process"), "findings"),
        (lambda a: a["findings"][0].update(message="Hold it. If ALT is high, call."), "findings"),
        (lambda a: a["pictures"]["bars"][0].update(verdict="Below every line"), "pictures"),
        (lambda a: a["suggestions"].append("May it be restarted?"), "suggestions"),
        (lambda a: a["safety"].update(checked=9), "what was changed"),
        (lambda a: a.update(topic="another"), "status"),
        (lambda a: a["findings"].reverse(), "order of findings"),
    ],
)
def test_another_word_in_a_part_is_named_with_the_part(
    answer: Answer, change: Callable[[Answer], None], part: str
) -> None:
    assert parts(_whole(answer), change) == [part]


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a["facts"].reverse(),
        lambda a: a["missing"].reverse(),
        lambda a: a["suggestions"].reverse(),
        lambda a: a["findings"][0].update(message=a["findings"][0]["message"].upper().replace(",", "")),
    ],
)
def test_the_order_of_what_has_none_and_the_dress_of_words_may_change(
    answer: Answer, change: Callable[[Answer], None]
) -> None:
    assert parts(_whole(answer), change) == []


def test_what_was_merely_found_may_move_unless_it_comes_to_stand_first(answer: Answer, topic: Topic) -> None:
    held = _whole(answer)
    found = next(p for p in topic.passages.values() if p.statement_id == "S-20")
    held["citations"].append({"n": 9, "passage_id": found.id})
    statement = {"text": found.text, "citations": [9], "origin": "quote"}

    def put(section: int, place: int) -> Callable[[Answer], None]:
        def change(answer: Answer) -> None:
            answer["sections"][section]["statements"].insert(place, statement)
            answer["safety"]["checked"] += 1

        return change

    last, first, named = (
        parts(held, put(1, 9), (found.id,)),
        parts(held, put(0, 0), (found.id,)),
        parts(held, put(1, 9)),
    )

    assert (last, first, named) == ([], ["order of statements"], ["order of statements"])


@pytest.mark.parametrize(
    "change", [lambda a: a["sections"][0].update(heading="Background"), lambda a: a["sections"].reverse()]
)
def test_another_heading_or_order_of_headings_is_named_besides_what_stands_under_it(
    answer: Answer, change: Callable[[Answer], None]
) -> None:
    assert parts(_whole(answer), change) == ["order of statements", "headings"]


def test_the_gate_names_the_part_that_is_told_otherwise(whole: Run, dataset: Dataset, topic: Topic) -> None:
    scores = score(whole, dataset, topic)
    baseline = as_baseline(deepcopy(scores))
    scores[0]["told"] = scores[0]["told"] | {"facts read": "else"}

    verdict = gate(scores, baseline, {})

    assert verdict.lines()[0] == f"FAILED facts read: changed, look and bless: {scores[0]['key']}"


def _whole(answer: Answer) -> Answer:
    held = deepcopy(answer)
    held["sections"].append({"heading": "Later", "statements": [{"text": "x", "citations": [1], "origin": "rule"}]})
    held["findings"].append({**held["findings"][0], "rule": "panel", "severity": "high"})
    held["facts"].append({**held["facts"][0], "fact": "AST"})
    held["missing"] = [
        {"fact": "baseline ALT", "why": "decides", "path": "p"},
        {"fact": "AST", "why": "too", "path": "p"},
    ]
    held["not_addressed"] = ["how long"]
    positions = [{"text": "stop", "citations": [1]}, {"text": "hold", "citations": [1]}]
    held["disagreements"] = [{"about": "the line: the stricter", "positions": positions}]
    return held
