"""The suite notices planted faults, raises no false alarm, and would not count one that it cannot see."""

from __future__ import annotations

from corpus.model import Topic
from eval.cases import Dataset
from eval.mutating import mutate, summary
from eval.running import Run


def test_planted_faults_are_noticed_and_harmless_edits_are_not(whole: Run, dataset: Dataset, topic: Topic) -> None:
    caught = mutate(whole, dataset, topic)
    planted = [one for one in caught if one.planted]

    assert {one.kind for one in planted} >= {
        "finding: denial lost",
        "citation dropped",
        "finding lost",
        "quote: spaces",
    }
    for one in planted:
        assert one.noticed == (one.planted if one.harmful else 0), one.line()
    assert "all planted faults" in summary(caught)[-2]


def test_what_is_not_noticed_is_told_with_its_case(whole: Run, dataset: Dataset, topic: Topic) -> None:
    for row in whole.rows:
        row["answer"]["findings"][0]["severity"] = "info"

    missed = [one for one in mutate(whole, dataset, topic) if one.harmful and one.noticed < one.planted]

    assert all("missed in c1" in one.line() for one in missed)
