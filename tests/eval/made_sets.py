"""Question sets in the form that the public ones have, in words of our own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

GARD = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="0000001" source="GARD" url="https://example.org/frost">
<!--a comment-->
<Focus>Frost on leaves</Focus>
<FocusAnnotations><Synonyms><Synonym>Hoar</Synonym></Synonyms></FocusAnnotations>
<QAPairs>
\t<QAPair pid="1">
\t\t\t<Question qid="0000001-1" qtype="information">What is (are) Frost on leaves ?</Question>
\t\t\t<Answer>Ice that forms
                    - on clear nights.</Answer>
\t</QAPair>
\t<QAPair pid="2">
\t\t\t<Question qid="0000001-2" qtype="treatment">What are the treatments for Frost on leaves ?</Question>
\t\t\t<Answer>Cover the plants &amp; wait.</Answer>
\t</QAPair>
</QAPairs>
</Document>
"""
ADAM = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="0000002" source="ADAM">
<Focus>Slugs</Focus>
<QAPairs>
\t<QAPair pid="1">
\t\t\t<Question qid="0000002-1" qtype="information">Do you have information about Slugs</Question>
\t\t\t<Answer></Answer>
\t</QAPair>
</QAPairs>
</Document>
"""
QUESTIONS = """<?xml version="1.0" encoding="UTF-8"?>
<LiveQA2017-Medical-Test-Set-Full>
\t<NLM-QUESTION qid="TQ1">
\t\t<Original-Question qfile="7.txt">
\t\t\t<SUBJECT>frost</SUBJECT>
\t\t\t<MESSAGE>hello, my leaves are white this morning, pls help</MESSAGE>
\t\t</Original-Question>
\t\t<NIST-PARAPHRASE>How is frost on leaves treated?</NIST-PARAPHRASE>
\t\t<NLM-Summary>How is frost treated?</NLM-Summary>
\t\t<ReferenceAnswers><RefAnswer aid="TQ1A1"><ANSWER>Cover them.</ANSWER></RefAnswer></ReferenceAnswers>
\t</NLM-QUESTION>
\t<NLM-QUESTION qid="TQ2">
\t\t<Original-Question qFile="8.txt">
\t\t\t<SUBJECT></SUBJECT>
\t\t\t<MESSAGE>do slugs bite</MESSAGE>
\t\t</Original-Question>
\t\t<NIST-PARAPHRASE></NIST-PARAPHRASE>
\t</NLM-QUESTION>
</LiveQA2017-Medical-Test-Set-Full>
"""
OLDER = """<LiveQA2017-Medical-Test-Set-Full><NLM-QUESTION qid="TQ1"><Original-Question qfile="7.txt">
<Subject>frost</Subject><Message>white leaves</Message></Original-Question>
<Paraphrase>How is frost on leaves treated?</Paraphrase></NLM-QUESTION></LiveQA2017-Medical-Test-Set-Full>"""
GRADES = """1 4-Excellent GARD_0000001_Sec2.txt
1 3-Incomplete GARD_0000001_Sec1.txt
1 1-Incorrect ADAM_0000002_Sec1.txt
2 2-Related ADAM_0000002_Sec1.txt
"""
ANSWERS = """AnswerID,Answer
GARD_0000001_Sec1.txt,"Question: What is (are) Frost on leaves ? (Also called: Hoar)
URL: https://example.org/frost
Answer: Ice that forms on clear nights."
GARD_0000001_Sec2.txt,"Question: What are the treatments for Frost on leaves ?
URL: https://example.org/frost
Answer: Cover the plants, and wait."
ADAM_0000002_Sec1.txt,Slugs eat leaves.
"""
FOLDER = "QA-TestSet-LiveQA-Med-Qrels-2479-Answers"
XML = "TREC-2017-LiveQA-Medical-Test-Questions-w-summaries.xml"
KQA_ROWS = [
    {
        "Question": "Can frost hurt my roses?",
        "Free_form_answer": "It can: cover them.",
        "Must_have": ["Cover roses"],
        "Nice_to_have": [],
        "Sources": "",
        "ICD_10_diag": "",
    },
    {"Question": "Are slugs out at night?", "Free_form_answer": "Mostly.", "Must_have": ["At night"]},
]


def medquad(folder: Path, **files: str) -> Path:
    for name, text in (files or {"2_GARD_QA": GARD, "10_MPlus_ADAM_QA": ADAM}).items():
        (folder / name).mkdir(parents=True)
        (folder / name / "0000001.xml").write_text(text, encoding="utf-8")
    return folder


def liveqa(
    folder: Path, *, questions: str = QUESTIONS, grades: str = GRADES, answers: str = ANSWERS, xml: str = XML
) -> Path:
    (folder / "TestDataset").mkdir()
    (folder / "TestDataset" / xml).write_text(questions, encoding="utf-8")
    with zipfile.ZipFile(folder / f"{FOLDER}.zip", "w") as archive:
        # As archives made on a Mac hold it: a second member of the same last name that starts with a dot.
        archive.writestr(f"__MACOSX/{FOLDER}/._All-2479-Answers-retrieved-from-MedQuAD.csv", b"\0\5")
        archive.writestr(f"{FOLDER}/All-qrels_LiveQAMed2017-TestQuestions_2479_Judged-Answers.txt", grades)
        archive.writestr(f"{FOLDER}/All-2479-Answers-retrieved-from-MedQuAD.csv", answers)
    return folder


def kqa(folder: Path, *lines: str) -> Path:
    path = folder / "questions_w_answers.jsonl"
    path.write_text("\n".join(lines or map(json.dumps, KQA_ROWS)) + "\n", encoding="utf-8")
    return path
