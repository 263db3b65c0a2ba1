"""LiveQA-Med: questions of the public, and answers from MedQuAD that people judged for them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from eval.sets import AbsentError, Document, File, Loader, Parsed, Sample
from eval.xml_lines import Element, read_xml
from service.domain.errors import InputError

_QUESTIONS = ("TREC-2017-LiveQA-Medical-Test-Questions-w-summaries.xml", "TREC-2017-LiveQA-Medical-Test.xml")
_JUDGED = "QA-TestSet-LiveQA-Med-Qrels-2479-Answers.zip"
_GRADES = "All-qrels_LiveQAMed2017-TestQuestions_2479_Judged-Answers.txt"
_ANSWERS = "All-2479-Answers-retrieved-from-MedQuAD.csv"
#: Far above what the published archive holds: a bigger member is another file.
_MAX_BYTES = 100_000_000
#: 1 incorrect, 2 related, 3 incomplete, 4 excellent: what is only related answers nothing.
_ANSWERING = 3
_GRADE = re.compile(r"([1-4])(-[A-Za-z]+)?")
_ANSWER = re.compile(r"Question:\s*(?P<question>.*?)\s*URL:\s*\S+\s*Answer:\s*(?P<answer>.*\S)\s*", re.DOTALL)


def _find(path: Path) -> Sequence[Path]:
    """Return the questions and the archive of judged answers, wherever below the folder they lie."""
    questions = [found for name in _QUESTIONS for found in sorted(path.rglob(name))]
    judged = sorted(path.rglob(_JUDGED))
    for found, name in ((questions, _QUESTIONS[0]), (judged, _JUDGED)):
        if not found:
            raise AbsentError(f"there is no file {path.name}/{name}")
    return questions[0], judged[0]


def _liveqa(files: Sequence[File]) -> Parsed:
    questions = _questions(files[0])
    members = _members(files[1])
    documents, twice = _documents(members[_ANSWERS])
    relevant: dict[str, set[str]] = {}
    for where, question, grade, answer in _judgements(members[_GRADES]):
        for name, known in ((question, questions), (answer, documents)):
            if name not in known:
                raise InputError(f"{where}: there is no {name}")
        if grade >= _ANSWERING:
            relevant.setdefault(question, set()).add(answer)
    samples = (Sample(question=questions[name], relevant=frozenset(ids)) for name, ids in relevant.items())
    left = len(questions) - len(relevant)
    notes = {
        f"{left} of {len(questions)} questions have no judged answer that answers them and are not asked": left,
        f"{twice} answers stand twice in other words, of which the first are kept": twice,
    }
    return Parsed(
        documents=tuple(documents.values()),
        samples=tuple(samples),
        notes=tuple(note for note, count in notes.items() if count),
    )


def _questions(file: File) -> Mapping[str, str]:
    """Return number -> the question as an assessor put it in one sentence, else as it was sent."""
    held: dict[str, str] = {}
    for element in read_xml(file).within("NLM-QUESTION"):
        number = element.demand("qid").removeprefix("TQ")
        if number in held:
            raise InputError(f"{element.where}: the question {number} stands twice")
        held[number] = _asked(element)
    return held


def _asked(element: Element) -> str:
    asked = element.said("NIST-PARAPHRASE", "Paraphrase", "MESSAGE", "Message", "SUBJECT", "Subject")
    if not asked:
        raise InputError(f"{element.where}: NLM-QUESTION asks nothing")
    return asked


def _members(file: File) -> Mapping[str, File]:
    """Return both members of the archive by the last part of their name."""
    held: dict[str, File] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            for entry in archive.infolist():
                name = PurePosixPath(entry.filename).name
                if name in (_GRADES, _ANSWERS) and entry.file_size <= _MAX_BYTES:
                    held[name] = File(name=name, content=archive.read(entry))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{file.name}: not an archive that can be read ({error})") from None
    for name in (_GRADES, _ANSWERS):
        if name not in held:
            raise InputError(f"{file.name}: holds no {name}")
    return held


def _documents(file: File) -> tuple[dict[str, Document], int]:
    """Return the answers by id, each under the question that it was written for, and how many differ under one id."""
    rows = csv.DictReader(io.StringIO(_text(file), newline=""))
    held: dict[str, Document] = {}
    twice = 0
    try:
        for row in rows:
            where = f"{file.name}:{rows.line_num}"
            name, told = (row.get(field) for field in ("AnswerID", "Answer"))
            if not name or not told or not told.strip():
                raise InputError(f"{where}: no AnswerID, or no Answer")
            new = _document(name.strip(), told)
            twice += held.setdefault(new.id, new) != new
    except csv.Error as error:
        raise InputError(f"{file.name}:{rows.line_num}: not CSV ({error})") from None
    return held, twice


def _document(name: str, told: str) -> Document:
    parts = _ANSWER.fullmatch(told.strip())
    if parts is None:
        return Document(id=name, headings=(), text=told.strip())
    return Document(id=name, headings=(parts["question"],), text=parts["answer"])


def _judgements(file: File) -> Iterator[tuple[str, str, int, str]]:
    for number, line in enumerate(_text(file).splitlines(), 1):
        if not line.strip():
            continue
        where = f"{file.name}:{number}"
        question, grade, answer = (*line.split(maxsplit=2), "", "", "")[:3]
        found = _GRADE.fullmatch(grade)
        if not answer or found is None:
            raise InputError(f"{where}: not a question, a grade from 1 to 4 and an answer")
        yield where, question.removeprefix("TQ"), int(found[1]), answer.strip()


def _text(file: File) -> str:
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.content[: error.start].count(b"\n") + 1
        raise InputError(f"{file.name}:{line}: not UTF-8") from None


#: Questions: https://github.com/abachaa/LiveQA_MedicalTask_TREC2017; judged answers: https://github.com/abachaa/MedQuAD,
#: CC BY 4.0. A folder that holds both files.
LIVEQA = Loader(name="LiveQA", default="liveqa", parse=_liveqa, find=_find)
