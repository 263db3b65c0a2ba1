"""A re-ranker orders the best hits anew and leaves everything else as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast
from typer.testing import CliRunner

import ingest
from cli.main import app
from corpus.model import Topic, passage_id
from service.domain.errors import SettingsError
from service.domain.ports import Hit, Query
from service.retrieval.reranker import RERANKED, CrossEncoderReranker, RerankedRetriever
from service.retrieval.retriever import BundleRetriever
from service.retrieval.windows import windows
from service.settings import load
from service.wiring import build
from tests.retrieval.made_topics import GARDEN, HashEncoder, topic

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "frost", "pots", "roses", "compost", "slugs", "water", "indoors", "in")


def made_model(folder: Path, *, labels: int = 1) -> Path:
    """A cross-encoder with one tiny layer and weights drawn by a fixed seed."""
    torch.manual_seed(1)
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    shape = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=16,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=2.0,
    )
    BertForSequenceClassification(shape).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def garden(tmp_path: Path) -> Topic:
    made = topic()
    ingest.build([made], tmp_path, HashEncoder())
    return made


class Backwards:
    """Prefers what stands last, and remembers what it was shown."""

    id = "backwards@test"

    def __init__(self) -> None:
        self.shown: list[Sequence[str]] = []

    def scores(self, _question: str, texts: Sequence[str]) -> list[float]:
        self.shown.append(texts)
        return [float(n) for n in range(len(texts))]


class Listed:
    """A retriever that finds so many passages of one topic, best first."""

    def __init__(self, count: int) -> None:
        made = topic(sentences=[f"Sow bed number {n}." for n in range(max(count, 1))])
        self.hits = tuple(
            Hit(passage=made.passages[passage_id(made.id, f"almanac-{n}")], score=1 - n / 100, dense=0.5, lexical=1.0)
            for n in range(count)
        )

    def retrieve(self, queries: Sequence[Query]) -> list[tuple[Hit, ...]]:
        return [self.hits[: query.limit] for query in queries]


def order(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.statement_id for hit in hits]


def test_the_scale_of_scores_stays_and_only_the_order_changes() -> None:
    (hits,) = RerankedRetriever(Listed(3), Backwards()).retrieve([Query(text="bed?", topic="garden")])

    assert order(hits) == ["almanac-2", "almanac-1", "almanac-0"]
    assert [hit.score for hit in hits] == [1.0, 0.99, 0.98]


def test_the_passage_is_read_under_its_headings() -> None:
    reranker = Backwards()

    RerankedRetriever(Listed(1), reranker).retrieve([Query(text="bed?", topic="garden")])

    assert reranker.shown == [["Almanac\nAll\nSow bed number 0."]]


@pytest.mark.parametrize("limit", [1, 5, RERANKED + 4])
def test_a_longer_list_only_adds_to_a_shorter_one(limit: int) -> None:
    retriever = RerankedRetriever(Listed(RERANKED + 8), Backwards())

    (found,) = retriever.retrieve([Query(text="bed?", topic="garden", limit=limit)])
    (more,) = retriever.retrieve([Query(text="bed?", topic="garden", limit=RERANKED + 8)])

    assert len(found) == limit
    assert found == more[:limit]
    assert order(more)[RERANKED:] == [f"almanac-{n}" for n in range(RERANKED, RERANKED + 8)]


def test_passages_that_score_alike_stand_in_the_order_of_their_ids() -> None:
    class Even:
        id = "even@test"

        def scores(self, _question: str, texts: Sequence[str]) -> list[float]:
            return [0.1 + n * 1e-9 for n in range(len(texts))]

    (hits,) = RerankedRetriever(Listed(3), Even()).retrieve([Query(text="bed?", topic="garden")])

    assert order(hits) == ["almanac-0", "almanac-1", "almanac-2"]


def test_where_nothing_is_found_nothing_is_ordered() -> None:
    reranker = Backwards()

    assert RerankedRetriever(Listed(0), reranker).retrieve([Query(text="bed?", topic="garden")]) == ((),)
    assert reranker.shown == []


def test_a_cross_encoder_decides_the_order_over_a_real_index(tiny: Path, garden: Topic, tmp_path: Path) -> None:
    bundle = BundleRetriever.open(tmp_path, [garden], HashEncoder())
    reranker = CrossEncoderReranker(str(tiny))
    query = Query(text="frost pots indoors", topic=garden.id)

    (before,) = bundle.retrieve([query])
    (after,) = RerankedRetriever(bundle, reranker).retrieve([query])
    bundle.close()

    scores = dict(
        zip(GARDEN, reranker.scores(query.text, [windows(p)[0] for p in garden.passages.values()]), strict=True)
    )
    assert [hit.passage.text for hit in after] == sorted(GARDEN, key=lambda text: -scores[text])
    assert order(after) != order(before)
    assert {hit.passage.id for hit in after} == {hit.passage.id for hit in before}


def test_the_id_names_the_weights(tiny: Path) -> None:
    assert CrossEncoderReranker(str(tiny)).id.startswith("tiny@")


def test_a_model_that_gives_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GROUNDRULE_RERANKER: the model gives 3 scores"):
        CrossEncoderReranker(str(made_model(tmp_path / "three", labels=3)))


def broken(folder: Path) -> str:
    folder.mkdir()
    (folder / "config.json").write_text("no json", encoding="utf-8")
    return str(folder)


def empty(folder: Path) -> str:
    folder.mkdir()
    return str(folder)


def nowhere(_folder: Path) -> str:
    return "nobody/no-such-model"


@pytest.mark.parametrize("make", [broken, empty, nowhere])
def test_a_model_that_cannot_be_loaded_stops_the_start_with_one_line(
    make: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    monkeypatch.setenv("GROUNDRULE_RERANKER", make(tmp_path / "model"))
    monkeypatch.setenv("GROUNDRULE_DATA_DIR", str(tmp_path / "data"))

    with pytest.raises(SettingsError, match=r"^GROUNDRULE_RERANKER: "):
        build(load())
    done = CliRunner().invoke(app, ["serve", "--port", "0"])

    assert done.exit_code == 2
    assert done.stderr.startswith("groundrule: GROUNDRULE_RERANKER: ")
    assert done.stderr.count("\n") == 1


def test_without_the_setting_there_is_no_reranker_and_with_it_the_receipt_names_it(tiny: Path, tmp_path: Path) -> None:
    without = build(load(data_dir=tmp_path))
    named = build(load(data_dir=tmp_path, reranker=str(tiny)))

    assert without.index.reranker is None
    assert without.provenance(None).encoder == without.index.encoder.id
    assert named.provenance(None).encoder.startswith(f"{without.index.encoder.id}+tiny@")
