"""Graded questions are replayed by the grader beside them, and paraphrases are compared case by case."""

from __future__ import annotations

import urllib.request
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from eval.consistency import compare
from eval.graded import grade
from eval.intervals import wilson
from eval.serving import served
from service.domain.errors import InputError

GRADER = """
import argparse, json
p = argparse.ArgumentParser()
for name in ("--base-url", "--cases", "--out"):
    p.add_argument(name)
a = p.parse_args()
cases = [json.loads(line) for line in open(a.cases)]
json.dump({"cases": cases}, open(a.out, "w"))
print(f"graded {len(cases)} against {a.base_url}")
"""


def case(case_id: str, rules: list[str], message: str = "ALT 223 U/L") -> dict[str, Any]:
    return {"id": case_id, "answer": {"findings": [{"rule": rule, "message": message} for rule in rules]}}


def test_the_interval_of_a_proportion_is_wilsons() -> None:
    low, high = wilson(8, 10)

    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 10)[0] == pytest.approx(0.0)
    assert wilson(10, 10)[1] == pytest.approx(1.0)


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (3, 2), (-1, 2)])
def test_a_proportion_of_nothing_is_refused(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="proportion"):
        wilson(successes, trials)


def test_a_pair_agrees_when_findings_and_their_figures_are_the_same() -> None:
    found = compare([case("Q1", ["a", "b"])], [case("Q1-p", ["b", "a"])])

    assert (found.pairs, found.same_findings, found.same_figures) == (1, 1, 1)


def test_another_finding_or_another_figure_is_a_disagreement_and_is_named() -> None:
    found = compare(
        [case("Q1", ["a"]), case("Q2", ["a"], "ALT 223 U/L"), case("Q3", ["a"])],
        [case("Q1-p", ["b"]), case("Q2-p", ["a"], "ALT 2230 U/L"), case("Q3-p", ["a"])],
    )

    assert (found.pairs, found.same_findings, found.same_figures) == (3, 2, 2)
    assert found.differing == ("Q1", "Q2")


def test_an_answer_that_is_missing_is_a_disagreement_and_no_smaller_denominator() -> None:
    found = compare([case("Q1", ["a"])], [{"id": "Q1-p", "answer": None}])

    assert (found.pairs, found.same_findings) == (1, 0)


def test_numbers_are_printed_with_n_and_interval() -> None:
    lines = compare([case("Q1", ["a"])], [case("Q1-p", ["a"])]).lines()

    assert lines[0].startswith("number consistency, same findings: 1/1 = 1.000 (95 % Wilson 0.207 to 1.000)")


def test_the_grader_beside_the_cases_is_run_and_its_table_passed_on(tmp_path: Path) -> None:
    (tmp_path / "grade.py").write_text(GRADER, encoding="utf-8")
    for name, case_id in (("questions.jsonl", "Q1"), ("paraphrases.jsonl", "Q1-p")):
        (tmp_path / name).write_text(f'{{"id": "{case_id}", "answer": {{"findings": []}}}}\n', encoding="utf-8")
    said: list[str] = []

    status = grade("http://127.0.0.1:1", [tmp_path / "questions.jsonl", tmp_path / "paraphrases.jsonl"], said.append)

    assert status == 0
    assert "graded 1 against http://127.0.0.1:1" in said
    assert any(line.startswith("number consistency") for line in said)


def test_cases_without_a_grader_beside_them_are_refused(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text("{}\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"grade\.py"):
        grade("http://127.0.0.1:1", [tmp_path / "questions.jsonl"], print)


def test_a_measurement_is_served_on_a_free_loopback_port_and_ends_with_it() -> None:
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("here"))])

    with served(app) as address:
        with urllib.request.urlopen(address) as reply:  # noqa: S310  # the address is our own
            assert reply.read() == b"here"
        assert address.startswith("http://127.0.0.1:")
    with pytest.raises(OSError, match=r"refused|reset"):
        urllib.request.urlopen(address)  # noqa: S310  # the address is our own
