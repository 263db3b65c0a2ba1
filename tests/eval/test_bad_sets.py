"""A public set that does not hold is refused, with the file and the line where it does not."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.liveqa import LIVEQA
from eval.medquad import MEDQUAD
from eval.published import KQA
from eval.sets import Loader
from service.domain.errors import InputError
from tests.eval.made_sets import ANSWERS, FOLDER, GARD, GRADES, KQA_ROWS, OLDER, QUESTIONS, kqa, liveqa, medquad


@pytest.mark.parametrize(
    ("loader", "write", "message"),
    [
        (KQA, lambda f: kqa(f, json.dumps(KQA_ROWS[0]), "{"), r"K-QA: questions_w_answers\.jsonl:2: not JSON"),
        (KQA, lambda f: kqa(f, "[1]"), r"jsonl:1: no text under Question"),
        (
            KQA,
            lambda f: kqa(f, '{"Question": "Q?", "Free_form_answer": " "}'),
            r"jsonl:1: no text under Free_form_answer",
        ),
        (KQA, lambda f: kqa(f, ""), r"K-QA: holds no question that can be scored"),
        (MEDQUAD, lambda f: medquad(f, a_QA=GARD[:-30]), r"MedQuAD: a_QA/0000001\.xml:15: not XML"),
        (
            MEDQUAD,
            lambda f: medquad(f, a_QA=GARD.replace("What is (are) Frost on leaves ?", "")),
            r"xml:7: QAPair has no Q",
        ),
        (MEDQUAD, lambda f: medquad(f, a_QA=OLDER), r"xml:1: LiveQA2017-Medical-Test-Set-Full is not a Document"),
        (
            MEDQUAD,
            lambda f: medquad(f, a_QA='<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "b">]><d/>'),
            r"0000001\.xml:2: declares a document type",
        ),
        (
            LIVEQA,
            lambda f: liveqa(f, questions=QUESTIONS.replace(' qid="TQ2"', "")),
            r"xml:12: NLM-QUESTION has no qid",
        ),
        (
            LIVEQA,
            lambda f: liveqa(f, questions=QUESTIONS.replace("TQ2", "TQ1")),
            r"xml:12: the question 1 stands twice",
        ),
        (
            LIVEQA,
            lambda f: liveqa(f, questions=QUESTIONS.replace("do slugs bite", "")),
            r"xml:12: NLM-QUESTION asks nothing",
        ),
        (
            LIVEQA,
            lambda f: liveqa(f, grades=GRADES + "1 5-Best X\n"),
            r"Judged-Answers\.txt:5: not a question, a grade",
        ),
        (LIVEQA, lambda f: liveqa(f, grades="\n1 4\n"), r"txt:2: not a question, a grade from 1 to 4 and an answer"),
        (LIVEQA, lambda f: liveqa(f, grades=GRADES + "1 4 Nowhere.txt\n"), r"txt:5: there is no Nowhere\.txt"),
        (LIVEQA, lambda f: liveqa(f, grades=GRADES + "9 4 ADAM_0000002_Sec1.txt\n"), r"txt:5: there is no 9"),
        (LIVEQA, lambda f: liveqa(f, answers=ANSWERS + "X.txt,\n"), r"MedQuAD\.csv:9: no AnswerID, or no Answer"),
    ],
)
def test_a_file_that_does_not_hold_is_named_with_its_line(
    tmp_path: Path, loader: Loader, write: Callable[[Path], Path], message: str
) -> None:
    path = write(tmp_path)

    with pytest.raises(InputError, match=message):
        loader.read(path)


def test_an_archive_that_is_none_and_one_without_the_judgements_are_refused(tmp_path: Path) -> None:
    path = liveqa(tmp_path)
    (path / f"{FOLDER}.zip").write_bytes(b"PK nothing")
    with pytest.raises(InputError, match="not an archive that can be read"):
        LIVEQA.read(path)
    with zipfile.ZipFile(path / f"{FOLDER}.zip", "w") as archive:
        archive.writestr("readme.txt", "")
    with pytest.raises(InputError, match="holds no All-qrels"):
        LIVEQA.read(path)
