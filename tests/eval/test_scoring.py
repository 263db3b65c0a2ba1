"""A score is worked out from a saved answer and its case; what is missing is a failure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from corpus.model import Topic
from eval.cases import Dataset
from eval.gating import bless, demand_whole, gate, read_baseline
from eval.saving import Run
from eval.scoring import score
from eval.totals import numbers, violations
from service.domain.errors import InputError
from tests.eval.conftest import Write

Change = Callable[[dict[str, Any]], Any]


def changed(run: Run, change: Change) -> Run:
    rows = json.loads(json.dumps(run.rows))
    change(rows[0]["answer"])
    return replace(run, rows=tuple(rows))


def test_a_good_answer_passes_and_scores_the_same_bytes_twice(whole: Run, dataset: Dataset, topic: Topic) -> None:
    scores = score(whole, dataset, topic)

    assert all(s["strict"] for s in scores)
    assert json.dumps(scores) == json.dumps(score(whole, dataset, topic))
    assert scores[0]["ranks"] == {"recall@1": 1, "recall@5": 1, "recall@10": 1, "mrr@10": 1, "ndcg@10": 1}


def say(text: str, origin: str) -> Change:
    def change(answer: dict[str, Any]) -> None:
        answer["sections"][0]["statements"].append({"text": text, "citations": [1], "origin": origin})
        answer["safety"]["checked"] += 1

    return change


CHANGES: list[tuple[str, Change]] = [
    ("missed", lambda a: a["findings"].clear()),
    ("vital_missed", lambda a: a["sections"].clear()),
    ("unexpected", lambda a: a["findings"].append(a["findings"][0] | {"rule": "cap-150"})),
    ("forbidden", say("Carry on.", "rule")),
    ("faults", lambda a: a["safety"].update(checked=0)),
    ("faults", lambda a: a["sections"][0]["statements"][0].update(origin="hearsay")),
    ("faults", lambda a: a["sections"].append({"heading": "Then", "statements": []})),
    ("faults", lambda a: a["citations"].clear()),
    ("faults", lambda a: a["citations"][0].update(quote="Hold something else until then.")),
    ("faults", lambda a: a["citations"][0].update(source_id="other")),
    ("faults", lambda a: a["sections"][0]["statements"][0].update(citations=[])),
    ("faults", lambda a: a["sections"][0]["statements"][0].update(text="Hold azathioprine until later.")),
    ("faults", say("Hold azathioprine for 700 days until liver enzymes normalise.", "model")),
    (
        "faults",
        say("Do not hold azathioprine until liver enzymes normalise, to prevent further liver damage.", "model"),
    ),
    ("faults", lambda a: a["findings"][0].update(severity="info")),
]


@pytest.mark.parametrize(("where", "change"), CHANGES)
def test_every_fault_of_an_answer_is_told(
    whole: Run, dataset: Dataset, topic: Topic, where: str, change: Change
) -> None:
    scored = score(changed(whole, change), dataset, topic)

    assert scored[0][where]
    assert not scored[0]["strict"]


def test_a_missing_answer_is_a_failure_and_no_smaller_denominator(whole: Run, dataset: Dataset, topic: Topic) -> None:
    cut = replace(whole, rows=whole.rows[1:])
    scores = score(cut, dataset, topic)

    assert numbers(scores)["fact coverage"].all == numbers(score(whole, dataset, topic))["fact coverage"].all
    assert numbers(scores)["strict pass"].value == 0
    assert violations(scores)[0] == 1
    with pytest.raises(InputError, match="cut off: 1 answers"):
        demand_whole(cut, dataset)


def test_a_run_of_other_cases_is_refused(whole: Run, dataset: Dataset) -> None:
    with pytest.raises(InputError, match="another dataset"):
        demand_whole(replace(whole, stamp={"dataset_hash": "other"}), dataset)


def test_the_gate_passes_the_blessed_run_and_names_what_got_worse(
    whole: Run, dataset: Dataset, topic: Topic, write: Write
) -> None:
    folder = write()
    bless(folder, whole, dataset, score(whole, dataset, topic), "first")
    baseline = read_baseline(folder, dataset)
    assert gate(score(whole, dataset, topic), baseline, {"strict pass": 1.0}).passed

    for where, change in CHANGES:
        verdict = gate(score(changed(whole, change), dataset, topic), baseline, {})
        assert not verdict.passed, where
        assert any("c1" in line for line in verdict.lines())


def test_a_debt_is_named_and_may_not_grow(whole: Run, dataset: Dataset, topic: Topic, write: Write) -> None:
    folder = write()
    owing = changed(whole, say("Carry on.", "rule"))
    bless(folder, owing, dataset, score(owing, dataset, topic), "with a debt")
    baseline = read_baseline(folder, dataset)

    verdict = gate(score(owing, dataset, topic), baseline, {})

    assert verdict.passed
    assert verdict.debts["forbidden"] == ("c1",)
    assert gate(score(whole, dataset, topic), baseline, {}).better == ("c1#0",)


@pytest.mark.parametrize(("stamp", "reason", "says"), [({"fault": "x"}, "r", "planted"), ({}, " ", "say why")])
def test_a_broken_run_or_no_reason_is_no_baseline(
    whole: Run, dataset: Dataset, topic: Topic, write: Write, stamp: dict[str, str], reason: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        bless(write(), replace(whole, stamp=whole.stamp | stamp), dataset, score(whole, dataset, topic), reason)


def test_a_ratio_to_the_limits_that_a_laboratory_may_have_is_computed_and_another_is_not(
    whole: Run, dataset: Dataset, topic: Topic
) -> None:
    limits = next(a.plausible_upper_limit for a in topic.vocabulary.analytes if a.id == "ALT")
    assert limits is not None
    assert limits.low
    assert limits.high
    shown = (
        f"ALT 520 U/L is {520 / limits.high:.3g} to {520 / limits.low:.3g} x upper limit, for every plausible limit."
    )

    right = score(changed(whole, say(shown, "rule")), dataset, topic)
    wrong = score(changed(whole, say(shown.replace(" to ", " to 1"), "rule")), dataset, topic)

    assert right[0]["faults"] == []
    assert [kind for kind, _ in wrong[0]["faults"]] == ["figure"]
