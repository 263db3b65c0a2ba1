"""MedQuAD: questions and answers taken from pages of health institutes, a folder of small XML files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.sets import AbsentError, File, Loader, Parsed, answered
from eval.xml_lines import Element, read_xml
from service.domain.errors import InputError


def _find(path: Path) -> Sequence[Path]:
    found = tuple(sorted(path.glob("*_QA*/*.xml")))
    if not found:
        raise AbsentError(f"there is no file {path.name}/*_QA/*.xml")
    return found


def _medquad(files: Sequence[File]) -> Parsed:
    """Each question is answered by its own answer, under the name of what it is about.

    Three of the collections are published without their answers: they hold nothing that could be found.
    """
    pairs = [pair for file in files for pair in _pairs(file)]
    documents, samples = answered(pair for pair in pairs if pair[2])
    bare = sum(not text for _, _, text in pairs)
    notes = (f"{bare:,} of {len(pairs):,} questions are published without an answer and are not asked",) if bare else ()
    return Parsed(documents=documents, samples=samples, notes=notes)


def _pairs(file: File) -> Iterator[tuple[str, tuple[str, ...], str]]:
    document = read_xml(file)
    if document.tag != "Document":
        raise InputError(f"{document.where}: {document.tag} is not a Document")
    focus = document.said("Focus")
    for pair in document.within("QAPair"):
        yield _question(pair), (focus,) if focus else (), pair.said("Answer")


def _question(pair: Element) -> str:
    question = pair.said("Question")
    if not question:
        raise InputError(f"{pair.where}: QAPair has no Question")
    return question


#: https://github.com/abachaa/MedQuAD, CC BY 4.0: the folder of the twelve collections.
MEDQUAD = Loader(name="MedQuAD", default="medquad", parse=_medquad, find=_find)
