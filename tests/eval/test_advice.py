"""Numbers that advise: rows in and out, nothing left out in silence, and nothing said to anybody else."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from corpus.model import Topic
from eval.advice import Measure, rows
from eval.cases import Dataset
from eval.ragas_adapter import measures
from eval.saving import Run

WATCHED = """
import os, sys
reached = []
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        reached.append((event, args))
sys.addaudithook(hook)
from eval.advice import Row
from eval.ragas_adapter import measures
row = Row(key="c#0", question="q", told="t", retrieved={"a": "text"}, gold={"a": "text"}, quotes=())
assert len(measures([row])) == 8
from ragas import _analytics
assert _analytics.do_not_track()
_analytics.track(_analytics.IsCompleteEvent(event_type="x"))
_analytics._analytics_batcher.shutdown()
assert not reached, reached
"""


def test_a_measurement_opens_no_connection_and_keeps_no_id_whatever_the_environment_says(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    environment |= {
        "HOME": str(home),
        "RAGAS_DO_NOT_TRACK": "false",
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_API_KEY": "k",
    }

    done = subprocess.run([sys.executable, "-c", WATCHED], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert not list(home.rglob("*ragas*"))


def test_a_row_holds_what_was_asked_found_told_and_what_settles_it(whole: Run, dataset: Dataset, topic: Topic) -> None:
    (row,) = rows(whole, dataset, topic)
    (statement,) = (s for source in topic.sources for s in source.statements if s.id == "S-14")

    assert (row.key, row.question) == ("c1#0", "What now?")
    assert row.retrieved == row.gold == {"S-14": statement.text}
    assert row.told == f"ALT 520 U/L is above 500 U/L: stop, no restart. {statement.text}"
    assert row.quotes == (statement.text,)


def test_an_answer_that_is_missing_is_named_and_counts_as_the_worst(whole: Run, dataset: Dataset, topic: Topic) -> None:
    missing = replace(whole, rows=whole.rows[1:])
    failed = replace(whole, rows=({**whole.rows[0], "answer": None, "retrieved": []}, *whole.rows[1:]))

    for run in (missing, failed):
        found = {measure.name: measure for measure in measures(rows(run, dataset, topic))}
        assert len(found) == 8
        assert all(measure.mean.value == 0 for measure in found.values())
        assert found["rouge_score"].out == {"c1#0": "no answer"}
        assert "0 of 1 rows have a value" in next(found["id_based_context_recall"].lines())


def test_what_is_settled_without_looking_up_is_counted_apart_as_among_our_own_numbers(
    whole: Run, dataset: Dataset, topic: Topic
) -> None:
    settled = replace(whole, rows=({**whole.rows[0], "retrieved": None}, *whole.rows[1:]))
    (row,) = rows(settled, dataset, topic)

    found = {measure.name: list(measure.lines()) for measure in measures([row, replace(row, key="c2#0", retrieved={})])}

    assert row.retrieved is None
    assert (
        "0 of 1 rows have a value; 1 more are settled without looking up; ours: recall@10 0.000"
        in (found["id_based_context_recall"][0])
    )
    assert "2 of 2 rows have a value" in found["rouge_score"][0]


def test_rows_without_a_value_lower_the_mean_and_stand_by_their_reason() -> None:
    whole = Measure(name="made", values={f"c{n}#0": 1.0 for n in range(10)}, out={})
    holed = Measure(name="made", values={f"c{n}#0": 1.0 for n in range(8)}, out={"c8#0": "late", "c9#0": "late"})

    assert (whole.mean.value, holed.mean.value) == (1.0, 0.8)
    assert holed.mean.low < 0.8
    assert list(holed.lines())[1:] == ["  counted as 0, late: c8#0, c9#0"]
    assert "8 of 10 rows have a value" in next(holed.lines())
    assert list(Measure(name="none", values={}, out={}).lines()) == ["none: nothing to count"]


def test_a_long_list_of_names_is_cut_with_its_count() -> None:
    holed = Measure(name="made", values={}, out={f"c{n:02}#0": "late" for n in range(12)})

    assert list(holed.lines())[1].endswith("c09#0 and 2 more")
