"""Question sets are read from the published file alone, indexed as a topic is, and scored question by question."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.embeddings import KeptEncoder
from eval.intervals import bootstrap
from eval.published import CPGQA, PUBMEDQA
from eval.retrieval import Measured, Scored, measure
from eval.retrieval_report import figures, lines
from eval.sets import SHARED, Loader, RetrievalSet, Sample, chosen
from service.domain.errors import InputError
from tests.retrieval.made_topics import HashEncoder

GUIDELINE = {
    "data": [
        {"title": "Taper", "paragraphs": {"context": passage, "qas": [{"question": question, "answers": []}]}}
        for passage, question in (
            ("Move the pots indoors when frost is forecast.", "When are pots moved indoors?"),
            ("Compost needs air. Turn the heap once a month.", "How often is the heap turned?"),
            ("Move the pots indoors when frost is forecast.", "What is forecast?"),
        )
    ]
}
ABSTRACTS = {
    "11": {"QUESTION": "Do slugs cross copper?", "CONTEXTS": ["Rings of copper.", "Slugs."], "LONG_ANSWER": "No."},
    "12": {"QUESTION": "Is potash a feed?", "CONTEXTS": ["Roses were fed with potash."], "LONG_ANSWER": "Yes."},
}


def written(folder: Path, loader: Loader, content: Any) -> tuple[Loader, Path]:
    """A file with this content, and a loader to which it is the published one."""
    path = folder / "set.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return dataclasses.replace(loader, sha256=hashlib.sha256(path.read_bytes()).hexdigest()), path


def read(folder: Path, loader: Loader, content: Any) -> RetrievalSet:
    known, path = written(folder, loader, content)
    return known.read(path)


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def test_a_guideline_passage_is_one_document_however_many_questions_it_has(tmp_path: Path) -> None:
    found = read(tmp_path, CPGQA, GUIDELINE)

    assert [document.id for document in found.documents] == ["0000", "0001"]
    assert found.documents[0].headings == ("Taper",)
    assert [sample.relevant for sample in found.samples] == [{"0000"}, {"0001"}, {"0000"}]


def test_an_abstract_is_searched_without_its_conclusion(tmp_path: Path) -> None:
    found = read(tmp_path, PUBMEDQA, ABSTRACTS)

    assert [document.text for document in found.documents] == [
        "Rings of copper.\nSlugs.",
        "Roses were fed with potash.",
    ]
    assert found.samples[1] == Sample(question="Is potash a feed?", relevant=frozenset({"12"}))


def test_another_file_than_the_published_one_is_refused(tmp_path: Path) -> None:
    _known, path = written(tmp_path, CPGQA, GUIDELINE)

    with pytest.raises(InputError, match=r"cpgQA: set\.json is not the published file"):
        CPGQA.read(path)
    with pytest.raises(InputError, match="cannot be read"):
        CPGQA.read(tmp_path)


@pytest.mark.skipif(
    not (SHARED / CPGQA.default).is_file(), reason="the shared question sets are not beside this checkout"
)
@pytest.mark.parametrize(("loader", "documents", "samples"), [(CPGQA, 190, 1097), (PUBMEDQA, 1000, 1000)])
def test_the_published_files_are_read_whole(loader: Loader, documents: int, samples: int) -> None:
    found = loader.read(SHARED / loader.default)

    assert (len(found.documents), len(found.samples)) == (documents, samples)
    assert 0.45 < sum(sample.half == "held" for sample in found.samples) / samples < 0.55


def test_without_a_path_every_set_is_looked_for_and_with_one_only_that() -> None:
    both = {CPGQA: None, PUBMEDQA: None}

    assert dict(chosen(both)) == {CPGQA: SHARED / CPGQA.default, PUBMEDQA: SHARED / PUBMEDQA.default}
    assert list(chosen({**both, PUBMEDQA: Path("x.json")})) == [(PUBMEDQA, Path("x.json"))]


def test_the_half_of_a_question_depends_on_its_words_alone() -> None:
    one, same = (Sample(question="Is potash a feed?", relevant=frozenset(relevant)) for relevant in ("1", "2"))
    halves = {Sample(question=f"Question {n}?", relevant=frozenset("1")).half for n in range(20)}

    assert one.half == same.half
    assert halves == {"choice", "held"}


def test_every_question_is_scored_by_both_parts_and_by_the_fused_order(tmp_path: Path) -> None:
    measured = measure(read(tmp_path, CPGQA, GUIDELINE), HashEncoder(), tmp_path / "var", silent)

    assert (measured.name, measured.documents, len(measured.questions)) == ("cpgQA", 2, 3)
    for question in measured.questions:
        assert set(question.scores) == {"dense", "BM25", "fused"}
    assert measured.mean("fused", "nDCG@10").value == 1
    assert measured.mean("fused", "recall@1").value == 1


def test_a_second_measurement_encodes_nothing_and_finds_the_same(tmp_path: Path) -> None:
    collection = read(tmp_path, CPGQA, GUIDELINE)
    first, second = HashEncoder(), HashEncoder()

    once = measure(collection, first, tmp_path / "var", silent)
    again = measure(collection, second, tmp_path / "var", silent)

    assert first.asked
    assert second.asked == []
    assert again == once


def test_another_encoder_or_another_file_shares_no_vector(tmp_path: Path) -> None:
    collection = read(tmp_path, CPGQA, GUIDELINE)
    measure(collection, HashEncoder(), tmp_path / "var", silent)
    other, otherwise = HashEncoder("other"), HashEncoder()

    measure(collection, other, tmp_path / "var", silent)
    measure(read(tmp_path, CPGQA, {"data": GUIDELINE["data"][:2]}), otherwise, tmp_path / "var", silent)

    assert other.asked
    assert otherwise.asked


def test_a_measurement_that_is_broken_off_keeps_what_it_has_encoded(tmp_path: Path) -> None:
    collection = read(tmp_path, CPGQA, GUIDELINE)
    again = HashEncoder()

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == "asking":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure(collection, HashEncoder(), tmp_path / "var", stop)
    measure(collection, again, tmp_path / "var", silent)

    assert set(again.asked) == {sample.question for sample in collection.samples}


def test_kept_vectors_that_cannot_be_read_are_computed_again(tmp_path: Path) -> None:
    kept = KeptEncoder(HashEncoder(), tmp_path)
    expected = kept.encode(["frost"])
    kept.save()
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100])

    assert KeptEncoder(HashEncoder(), tmp_path).encode(["frost"]) == expected


def scored(question: str, passage: str, **scores: float) -> Scored:
    return Scored(
        sample=Sample(question=question, relevant=frozenset({passage})),
        scores={
            ranker: dict.fromkeys(("nDCG@10", "recall@1", "recall@5", "recall@10", "MRR@10"), scores[ranker])
            for ranker in ("dense", "BM25", "fused")
        },
    )


def test_the_gain_is_over_the_better_part_question_by_question() -> None:
    measured = Measured(
        name="made",
        sha256="ab" * 32,
        encoder="hash@1",
        documents=2,
        questions=(
            scored("one", "a", dense=0.5, BM25=1.0, fused=1.0),
            scored("two", "b", dense=0.6, BM25=0.5, fused=0.7),
        ),
    )

    best, gain = measured.gain("nDCG@10")

    assert best == "BM25"
    assert gain.value == pytest.approx(0.1)
    assert (gain.low, gain.high) == pytest.approx((0.0, 0.2))


def test_the_table_and_the_json_tell_the_same_figures_and_both_halves() -> None:
    questions = [scored(f"question {n}", str(n), dense=0.5, BM25=0.25, fused=0.75) for n in range(20)]
    measured = Measured(
        name="made",
        sha256="ab" * 32,
        encoder="hash@1",
        documents=20,
        questions=tuple(questions),
        notes=("2 questions are not asked",),
    )

    table, told = "\n".join(lines(measured)), figures([measured])["made"]

    assert "made: 20 questions, 20 passages, SHA-256 abababababab…\n   2 questions are not asked\n" in table
    assert (told["sha256"], told["notes"]) == ("ab" * 32, ["2 questions are not asked"])
    assert "fused - dense, nDCG@10: +0.2500" in table
    assert told["all"]["fused"]["nDCG@10"] == {"value": 0.75, "low": 0.75, "high": 0.75}
    assert told["choice"]["questions"] + told["held"]["questions"] == 20
    assert json.loads(json.dumps(told)) == told


def test_an_interval_draws_the_questions_of_a_passage_together() -> None:
    values: Sequence[float] = [0.0] * 10 + [1.0] * 10

    apart = bootstrap(values, list(range(20)))
    together = bootstrap(values, ["a"] * 10 + ["b"] * 10)

    assert apart.value == together.value == 0.5
    assert 0.2 < apart.low < 0.4 < 0.6 < apart.high < 0.8
    assert (together.low, together.high) == (0.0, 1.0)
    assert bootstrap(values, list(range(20))) == apart


def test_a_mean_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        bootstrap([], [])
