"""Totals are worked out by hand here: nothing is pooled, nothing that is missing makes one look better."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from corpus.model import Topic
from eval.abstaining import abstention
from eval.cases import Dataset
from eval.checks import Checker
from eval.intervals import ratio
from eval.reading import read_dataset
from eval.saving import Run
from eval.scoring import score
from eval.totals import bounded, numbers, retrieval
from tests.eval.conftest import CASE, Write


def side(*, due: bool, abstained: bool, error: str | None = None, undecided: bool = False) -> dict[str, Any]:
    return {"abstain": due, "abstained": abstained, "error": error, "open": undecided}


def test_abstention_counts_each_side_and_leaves_out_what_may_be_either() -> None:
    held = abstention(
        "near",
        [
            side(due=True, abstained=True),
            side(due=True, abstained=True),
            side(due=True, abstained=False),
            side(due=False, abstained=True),
            side(due=False, abstained=False),
            side(due=False, abstained=True, undecided=True),
        ],
    )

    assert (held.false_answers, held.due, held.refused, held.answerable) == (1, 3, 1, 2)
    # 2 x 2 / (2 x 2 + 1 + 1)
    assert held.f1 is not None
    assert held.f1.value == pytest.approx(4 / 6)
    assert held.f1.low < 4 / 6 < held.f1.high


def test_an_answer_that_is_missing_is_a_fault_on_whichever_side_it_stands() -> None:
    held = abstention("far", [side(due=d, abstained=False, error="not answered") for d in (True, False)])

    assert (held.false_answers, held.refused) == (1, 1)


def test_a_stratum_without_anything_to_refuse_has_no_f1() -> None:
    assert abstention("direct", [side(due=False, abstained=False)]).f1 is None


def test_a_ratio_of_nothing_is_nought_and_not_an_error() -> None:
    assert ratio([(0.0, 0.0)]).value == 0.0


def test_what_is_named_as_not_addressed_is_not_omitted_but_not_covered_either(
    whole: Run, dataset: Dataset, topic: Topic
) -> None:
    run = deepcopy(whole)
    run.rows[0]["answer"]["sections"].clear()
    silent = numbers(score(run, dataset, topic))
    run.rows[0]["answer"]["not_addressed"].append("whether to hold it, and until when")
    told = numbers(score(run, dataset, topic))

    assert (silent["fact coverage"].good, silent["nothing omitted"].good) == (0, 0)
    assert (told["fact coverage"].good, told["nothing omitted"].good) == (0, 1)


def test_findings_are_counted_per_severity(whole: Run, dataset: Dataset, topic: Topic) -> None:
    held = numbers(score(whole, dataset, topic))

    assert (held["finding recall, critical"].good, held["finding recall, critical"].all) == (1, 1)
    assert held["finding recall, high"].value is None
    cut = numbers(score(replace(whole, rows=()), dataset, topic))
    assert (cut["finding recall, critical"].good, cut["finding recall, critical"].all) == (0, 1)


def test_a_passage_that_was_neither_found_nor_named_by_the_topic_may_not_be_cited(whole: Run, topic: Topic) -> None:
    checker = Checker(topic)
    answer = deepcopy(whole.rows[0]["answer"])
    named = checker.cites(answer)
    foreign = next(
        p
        for p in topic.passages.values()
        if not any("neither found" in what for _, what in checker.faults(_citing(answer, p), [[p.statement_id, 1.0]]))
        and any("neither found" in what for _, what in checker.faults(_citing(answer, p), []))
    )

    assert foreign.statement_id not in named
    assert all("neither found" not in what for _, what in checker.faults(answer, []))


def _citing(answer: dict[str, Any], passage: Any) -> dict[str, Any]:
    cited = {"n": 9, "passage_id": passage.id, "source_id": passage.source_id, "quote": passage.text}
    return answer | {"citations": [*answer["citations"], cited]}


def test_what_is_not_looked_up_is_no_failure_of_retrieval_and_what_finds_nothing_is(
    whole: Run, dataset: Dataset, topic: Topic
) -> None:
    run = deepcopy(whole)
    run.rows[0]["retrieved"] = []
    assert retrieval(score(run, dataset, topic))["recall@10"].value == 0.0
    run.rows[0]["retrieved"] = None
    assert retrieval(score(run, dataset, topic)) == {}


def test_the_bound_of_no_violation_is_printed_beside_the_rule_of_three(
    whole: Run, dataset: Dataset, topic: Topic
) -> None:
    assert bounded(score(whole, dataset, topic)).endswith(
        "0 of 1 cases, one-sided 95 % Clopper-Pearson bound 0.9500; by the rule of three 3/n = 3.0000"
    )


def test_turns_that_may_come_in_any_order_are_asked_in_each(write: Write, topic: Topic) -> None:
    folder = write(case={"history": ["One.", "Two.", "Three."], "any_order": True})
    case = read_dataset(folder, {topic.id: topic}, sealed=False).cases[0]

    assert len(case.asked) == 3 + 5
    assert case.asked[0] == (CASE["question"], ("One.", "Two.", "Three."))
    assert {history for _, history in case.asked[3:]} == {
        order for order in case.orders if order != ("One.", "Two.", "Three.")
    }
    assert case.keys[-1] == "c1#7"
    assert json.dumps(case.orders[0]) == '["One.", "Three.", "Two."]'
