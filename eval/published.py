"""The public sets that come as JSON, and the names of all sets that can be measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from eval.liveqa import LIVEQA
from eval.medquad import MEDQUAD
from eval.sets import Document, File, Loader, Parsed, Sample, answered
from service.domain.errors import InputError

_KQA_FIELDS = ("Question", "Free_form_answer")


def _cpgqa(files: Sequence[File]) -> Parsed:
    """Questions on the passages of one guideline; a passage is one document however many questions it has."""
    documents: dict[str, Document] = {}
    samples: list[Sample] = []
    for entry in json.loads(files[0].content)["data"]:
        text = entry["paragraphs"]["context"]
        new = Document(id=f"{len(documents):04d}", headings=(entry["title"],), text=text)
        passage = documents.setdefault(text, new).id
        asked = entry["paragraphs"]["qas"]
        samples.extend(Sample(question=one["question"], relevant=frozenset({passage})) for one in asked)
    return Parsed(documents=tuple(documents.values()), samples=tuple(samples))


def _pubmedqa(files: Sequence[File]) -> Parsed:
    """One abstract without its conclusion per question."""
    content = json.loads(files[0].content)
    documents = (Document(id=key, headings=(), text="\n".join(entry["CONTEXTS"])) for key, entry in content.items())
    samples = (Sample(question=entry["QUESTION"], relevant=frozenset({key})) for key, entry in content.items())
    return Parsed(documents=tuple(documents), samples=tuple(samples))


def _kqa(files: Sequence[File]) -> Parsed:
    """Patients' questions, each with the answer that a physician wrote."""
    documents, samples = answered(
        (str(row["Question"]), (), str(row["Free_form_answer"])) for row in _json_lines(files[0])
    )
    return Parsed(documents=documents, samples=samples)


def _json_lines(file: File) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(file.content.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{file.name}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{where}: not JSON ({error})") from None
        for field in _KQA_FIELDS:
            if not isinstance(row, dict) or not isinstance(row.get(field), str) or not row[field].strip():
                raise InputError(f"{where}: no text under {field}")
        yield row


#: https://github.com/mmahbub/cpgQA at 39632da, MIT: questions on a practice guideline.
CPGQA = Loader(
    name="cpgQA",
    sha256="8cbd7732118ad2de18101281de90f15f94eac694b5577a59f4197aab17c1e806",
    default="cpgqa/cpgQA-v1.0.json",
    parse=_cpgqa,
)
#: https://github.com/pubmedqa/pubmedqa at 1cbae8e, MIT: questions on abstracts.
PUBMEDQA = Loader(
    name="PubMedQA",
    sha256="8b3276be8942ebbd77f3ddcda12c1749bf0e490045a736fd8438ee40cf37a41d",
    default="pubmedqa/ori_pqal.json",
    parse=_pubmedqa,
)
#: https://github.com/Itaymanes/K-QA, dataset/questions_w_answers.jsonl, MIT: patients' questions, physicians' answers.
KQA = Loader(name="K-QA", default="kqa/questions_w_answers.jsonl", parse=_kqa)

LOADERS = (CPGQA, PUBMEDQA, LIVEQA, MEDQUAD, KQA)
