"""The suite notices planted faults, raises no false alarm, and would not count one that it cannot see."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Topic
from eval.breaking import Broke
from eval.cases import Dataset
from eval.checks import as_told
from eval.damage import REARRANGED, STRUCTURE
from eval.displaced import DISPLACED
from eval.faulty import FAULTS, HARMLESS_FAULTS, faulty
from eval.mutating import Caught, mutate, sums
from eval.mutations import HARMLESS, said
from eval.saving import Run
from eval.signing import told
from service.domain.answer import Audience
from service.domain.ports import Query
from tests.fakes import WordRetriever


def test_planted_faults_are_noticed_and_harmless_edits_are_not(whole: Run, dataset: Dataset, topic: Topic) -> None:
    caught = mutate(whole, dataset, topic)
    planted = [one for one in caught if one.planted]

    assert {one.kind for one in planted} >= {
        "finding: denial lost",
        "finding: act turned",
        "model: drug exchanged",
        "citation dropped",
        "finding lost",
        "quote: spaces",
        "citations renumbered",
    }
    for one in planted:
        assert one.noticed == (one.planted if one.harmful else 0), one.line()


def test_every_field_of_an_answer_is_held_whatever_it_is_for(whole: Run, dataset: Dataset, topic: Topic) -> None:
    fields = [one for one in mutate(whole, dataset, topic) if one.kind.startswith(("field changed", "part lost"))]

    assert {one.kind for one in fields} >= {
        "field changed: pictures.bars.verdict",
        "field changed: findings.because.limit",
        "field changed: safety.checked",
        "part lost: pictures",
        "part lost: suggestions",
        "part lost: sections",
    }
    assert [one.line() for one in fields if one.noticed < one.planted] == []


def test_what_is_not_noticed_is_told_with_its_case(whole: Run, dataset: Dataset, topic: Topic) -> None:
    found = next(p for p in topic.passages.values() if p.statement_id == "S-20")
    source = topic.statements["S-20"][0]
    cited = {"n": 2, "passage_id": found.id, "source_id": source.id, "quote": found.text, **as_told(source, found)}
    for row in whole.rows:
        row["retrieved"].append(["S-20", 0.5, source.id])
        row["answer"]["citations"].append(cited)
        now = row["answer"]["sections"][0]
        later = {"heading": "Later", "statements": [deepcopy(now["statements"][0])]}
        # What was merely found may stand anywhere.
        now["statements"].append({"text": found.text, "citations": [2], "origin": "quote"})
        row["answer"]["sections"].append(later)

    missed = [one for one in mutate(whole, dataset, topic) if one.harmful and one.noticed < one.planted]

    assert "statement under another heading" in [one.kind for one in missed]
    assert all("missed in c1" in one.line() for one in missed)


def test_what_is_left_out_counts_among_all_faults_and_not_among_those_of_safety() -> None:
    def caught(kind: str, noticed: int, *, harmful: bool = True) -> Caught:
        return Caught(kind=kind, harmful=harmful, noticed=noticed, planted=2, missed=())

    safety, every, harmless = sums(
        [caught("quote: unit swapped", 2), caught("first statement lost", 1), caught("spaces", 0, harmful=False)]
    )

    assert (safety.noticed, safety.planted) == (2, 2)
    assert (every.noticed, every.planted) == (3, 4)
    assert (harmless.noticed, harmless.planted) == (0, 2)


def test_every_type_changes_some_text_and_no_harmless_edit_is_among_the_faults(topic: Topic) -> None:
    drug, analyte = topic.vocabulary.drugs[0].names[0], topic.vocabulary.analytes[0].id
    texts = (
        f"Hold {drug} and stop one tablet of 100 mg now, until {analyte} is not above 3 x the limit.",
        "Then 50 mg must be taken weekly, not 100 mg daily.",
        "When all are raised, it may be held. Since 2026-11-20, the doctor's advice stands.",
        "Tests follow when it is held.",
        "When it is held, tests follow.",
        "Do not restart; it is early. If tests are normal for 2 weeks, ask again.",
    )
    edits = {**said(topic), **HARMLESS}

    assert [name for name, edit in edits.items() if all(edit(text) == text for text in texts)] == []
    assert not said(topic).keys() & HARMLESS.keys()
    assert not {*STRUCTURE, *DISPLACED} & REARRANGED.keys()


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        (lambda f: f.update(message=f["message"].replace("stop", "go on")), True),
        (lambda f: f.update(message=f["message"].replace("520", "52")), True),
        (lambda f: f.update(citations=[]), True),
        (lambda f: f.update(message=f["message"].upper().replace(" ", "  ").replace(",", "")), False),
    ],
)
def test_every_word_that_the_rules_tell_is_held_and_nothing_of_its_dress(
    whole: Run, change: Callable[[dict[str, Any]], None], noticed: bool
) -> None:
    answer = whole.rows[0]["answer"]
    changed = deepcopy(answer)
    change(changed["findings"][0])

    assert (told(changed, (), ()) != told(answer, (), ())) is noticed


def test_a_tremble_changes_every_score_by_less_than_any_difference_that_decides(topic: Topic) -> None:
    query = Query(text="Which liver tests?", topic=topic.id, audience=Audience.PHYSICIAN)
    retriever = WordRetriever(topic)
    before = retriever.retrieve([query])[0]

    after = faulty(retriever, "scores-trembled", topic).retrieve([query])[0]

    assert [hit.passage.id for hit in after] == [hit.passage.id for hit in before]
    assert all(0 < abs(one.score - other.score) < 2e-5 for one, other in zip(after, before, strict=True))
    assert not set(FAULTS) & set(HARMLESS_FAULTS)


def test_a_fault_that_the_gate_lets_pass_is_told_as_such() -> None:
    assert "NOT AS IT SHOULD BE" in Broke(fault="x", harmful=True, gates=(), cases=0).line()
    assert "NOT AS IT SHOULD BE" in Broke(fault="x", harmful=False, gates=("totals",), cases=0).line()
    assert "NOT" not in Broke(fault="x", harmful=True, gates=("totals",), cases=0).line()


def test_the_templates_of_the_report_are_part_of_the_package() -> None:
    folder = Path(__file__).parents[2] / "eval" / "templates"

    assert {file.name for file in folder.iterdir()} == {"report.html", "case.html", "report.css", "report.js"}


def test_a_condition_is_set_last_in_its_own_sentence_alone() -> None:
    edit = HARMLESS["condition set last"]

    assert edit("When it is held, tests follow.") == "Tests follow when it is held."
    assert edit("When it is held, tests follow. They are weekly.") == "When it is held, tests follow. They are weekly."
