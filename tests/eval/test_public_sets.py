"""MedQuAD, LiveQA-Med and K-QA are read in the form they are published in."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from eval.liveqa import LIVEQA
from eval.medquad import MEDQUAD
from eval.published import KQA
from eval.retrieval import measure
from eval.sets import AbsentError, Loader, RetrievalSet
from service.domain.errors import InputError
from tests.eval.made_sets import ADAM, GARD, GRADES, KQA_ROWS, OLDER, kqa, liveqa, medquad
from tests.retrieval.made_topics import HashEncoder


def pairs(found: RetrievalSet) -> dict[str, set[str]]:
    texts = {document.id: document.text for document in found.documents}
    return {sample.question: {texts[name] for name in sample.relevant} for sample in found.samples}


def test_medquad_asks_what_has_an_answer_and_says_how_much_has_none(tmp_path: Path) -> None:
    found = MEDQUAD.read(medquad(tmp_path))

    assert pairs(found) == {
        "What is (are) Frost on leaves ?": {"Ice that forms - on clear nights."},
        "What are the treatments for Frost on leaves ?": {"Cover the plants & wait."},
    }
    assert {document.headings for document in found.documents} == {("Frost on leaves",)}
    assert found.notes[-1] == "1 of 3 questions are published without an answer and are not asked"


def test_a_question_that_stands_twice_is_answered_by_either_answer(tmp_path: Path) -> None:
    other = GARD.replace("Ice that forms", "Frozen dew")

    found = MEDQUAD.read(medquad(tmp_path, **{"2_GARD_QA": GARD, "3_GHR_QA": other}))

    assert len(found.samples) == 2
    assert len(pairs(found)["What is (are) Frost on leaves ?"]) == 2
    assert pairs(found)["What are the treatments for Frost on leaves ?"] == {"Cover the plants & wait."}


def test_liveqa_counts_answers_that_were_judged_incomplete_or_better(tmp_path: Path) -> None:
    found = LIVEQA.read(liveqa(tmp_path))

    assert pairs(found) == {
        "How is frost on leaves treated?": {"Ice that forms on clear nights.", "Cover the plants, and wait."}
    }
    assert [document.headings for document in found.documents] == [
        ("What is (are) Frost on leaves ? (Also called: Hoar)",),
        ("What are the treatments for Frost on leaves ?",),
        (),
    ]
    assert found.notes[-1] == "1 of 2 questions have no judged answer that answers them and are not asked"


def test_the_older_form_of_the_questions_is_read_too(tmp_path: Path) -> None:
    path = liveqa(
        tmp_path, questions=OLDER, grades=GRADES[: GRADES.index("2 2")], xml="TREC-2017-LiveQA-Medical-Test.xml"
    )

    assert set(pairs(LIVEQA.read(path))) == {"How is frost on leaves treated?"}


def test_kqa_asks_patients_questions_for_physicians_answers(tmp_path: Path) -> None:
    assert pairs(KQA.read(kqa(tmp_path))) == {
        "Can frost hurt my roses?": {"It can: cover them."},
        "Are slugs out at night?": {"Mostly."},
    }


@pytest.mark.parametrize("loader", [KQA, LIVEQA, MEDQUAD])
def test_a_set_that_is_not_there_is_absent_and_not_wrong(tmp_path: Path, loader: Loader) -> None:
    with pytest.raises(AbsentError, match=f"{loader.name}: there is no file "):
        loader.read(tmp_path / "nowhere")


def test_files_are_held_against_the_checksums_that_their_owner_wrote_down(tmp_path: Path) -> None:
    path = kqa(tmp_path)
    unpinned = KQA.read(path)
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()

    (tmp_path / "SHA256SUMS").write_text(f"{checksum}  {path.name}\n")
    pinned = KQA.read(path)
    kqa(tmp_path, json.dumps(KQA_ROWS[0]))

    assert unpinned.sha256 == pinned.sha256 == checksum
    assert unpinned.notes == ("no SHA256SUMS lies beside it, so that its checksum is told, not compared",)
    assert pinned.notes == ()
    with pytest.raises(InputError, match=r"K-QA: questions_w_answers\.jsonl is not the file that SHA256SUMS names"):
        KQA.read(path)
    (tmp_path / "SHA256SUMS").write_text("words\n")
    with pytest.raises(InputError, match="SHA256SUMS:1: not a checksum and a name"):
        KQA.read(path)


def test_a_set_of_several_files_has_one_checksum_of_all(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("a", "b", "c"))
    before = MEDQUAD.read(medquad(first))

    assert MEDQUAD.read(medquad(second)).sha256 == before.sha256
    changed = MEDQUAD.read(medquad(third, **{"2_GARD_QA": GARD, "10_MPlus_ADAM_QA": ADAM.replace("Slugs", "Snails")}))
    assert changed.sha256 != before.sha256
    assert changed.samples == before.samples


def test_a_set_of_pairs_is_measured_like_any_other(tmp_path: Path) -> None:
    measured = measure(LIVEQA.read(liveqa(tmp_path)), HashEncoder(), tmp_path / "var", lambda *_: None)

    assert (measured.name, measured.documents, len(measured.questions)) == ("LiveQA", 3, 1)
    assert measured.notes[-1].startswith("1 of 2 questions")
