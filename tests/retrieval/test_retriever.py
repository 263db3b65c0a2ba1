"""What a query finds, in which order, and what it never finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import ingest
from corpus.model import Canary, Topic
from service.domain.answer import Audience
from service.domain.errors import UnknownTopicError
from service.domain.ports import Hit, Query
from service.retrieval.canary import canary_found
from service.retrieval.retriever import BundleRetriever, Floor
from tests.retrieval.made_topics import GARDEN, WEATHER, HashEncoder, source, topic, vocabulary

Library = Callable[..., BundleRetriever]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Build and open a bundle of these topics."""
    opened: list[BundleRetriever] = []

    def build(*topics: Topic, floor: Floor | None = None) -> BundleRetriever:
        ingest.build(topics, tmp_path, HashEncoder())
        opened.append(BundleRetriever.open(tmp_path, topics, HashEncoder(), floor=floor))
        return opened[-1]

    yield build
    for retriever in opened:
        retriever.close()


def hits_of(retriever: BundleRetriever, query: Query) -> tuple[Hit, ...]:
    (hits,) = retriever.retrieve([query])
    return hits


def texts(retriever: BundleRetriever, question: str, topic_id: str | None = "garden", limit: int = 24) -> list[str]:
    return [hit.passage.text for hit in hits_of(retriever, Query(text=question, topic=topic_id, limit=limit))]


def test_the_passage_that_says_it_comes_first(library: Library) -> None:
    assert texts(library(topic()), "how often is the compost heap turned?")[0] == GARDEN[4]


def test_one_sentence_of_a_long_passage_is_enough_to_find_it(library: Library) -> None:
    assert texts(library(topic()), "burn what was cut")[0] == GARDEN[2]


def test_a_hit_is_the_passage_of_the_topic_with_its_scores(library: Library) -> None:
    garden = topic()

    hit = hits_of(library(garden), Query(text=GARDEN[0], topic="garden"))[0]

    assert hit.passage is garden.passages["p_garden_almanac-0"]
    assert 0.5 < hit.score < 1
    assert hit.dense == pytest.approx(1, abs=0.1)
    assert hit.lexical > 0


def test_the_patients_wording_finds_the_clinical_statement(library: Library) -> None:
    plain = source(GARDEN, patient_texts=(None, "Bring your plants inside before a chilly evening."))

    assert texts(library(topic(sources=[plain])), "chilly evening, bring plants inside?")[0] == GARDEN[1]


def test_a_patient_finds_only_what_has_words_for_patients_at_the_scores_of_everybody(library: Library) -> None:
    plain = source(GARDEN, patient_texts=(None, "Bring your plants inside before a chilly evening."))
    retriever = library(topic(sources=[plain]))
    query = Query(text="copper rings", topic="garden")

    everybody = hits_of(retriever, query)
    (patients,) = hits_of(retriever, replace(query, audience=Audience.PATIENT))

    assert len(everybody) == len(GARDEN)
    assert everybody[0].passage.text == GARDEN[3]
    assert all(hit.ahead == 0 for hit in everybody)
    assert patients.passage.text == GARDEN[1]
    assert patients.score == next(hit.score for hit in everybody if hit.passage.text == GARDEN[1])
    assert patients.score + patients.ahead == everybody[0].score


def test_superseded_sources_are_never_found(library: Library) -> None:
    old = source(["Sow at the full moon."], source_id="old", status="superseded")
    retriever = library(topic(sources=[source(GARDEN), old]))

    assert texts(retriever, "Sow at the full moon.", limit=100) != []
    assert not any("moon" in text for text in texts(retriever, "Sow at the full moon.", limit=100))
    assert retriever.manifest.topics[0].superseded == 1


def test_a_topic_is_asked_alone_and_all_are_asked_without_one(library: Library) -> None:
    retriever = library(topic(), topic("weather", WEATHER))

    assert set(texts(retriever, "frost", "weather")) == set(WEATHER)
    assert set(texts(retriever, "frost", None)) == {*GARDEN, *WEATHER}
    assert {*texts(retriever, "frost", None, limit=2)} == {GARDEN[1], WEATHER[1]}


def test_another_topic_changes_no_score_of_this_one(library: Library) -> None:
    query = Query(text="when is frost forecast?", topic="garden")
    alone = hits_of(library(topic()), query)

    beside = hits_of(library(topic(), topic("weather", WEATHER)), query)

    assert [(h.passage.id, h.score, h.lexical) for h in alone] == [(h.passage.id, h.score, h.lexical) for h in beside]


def test_an_unknown_topic_is_an_error_and_not_an_empty_list(library: Library) -> None:
    with pytest.raises(UnknownTopicError):
        library(topic()).retrieve([Query(text="frost", topic="geology")])


def test_equal_passages_stand_in_the_order_of_their_ids(library: Library) -> None:
    same = [source(["The very same words."], source_id=name) for name in ("b", "c", "a")]
    retriever = library(topic(sources=same))

    hits = hits_of(retriever, Query(text="the very same words", topic="garden"))

    assert [hit.passage.id for hit in hits] == ["p_garden_a-0", "p_garden_b-0", "p_garden_c-0"]


def test_the_same_query_gives_the_same_hits_from_any_thread_and_after_reopening(library: Library) -> None:
    garden = topic()
    queries = [Query(text=text, topic="garden") for text in GARDEN] * 8
    first = [hits_of(library(garden), query) for query in queries]

    reopened = library(garden)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda query: hits_of(reopened, query), queries))

    assert again == first


def test_questions_asked_together_find_what_each_finds_alone_with_one_encoding(tmp_path: Path) -> None:
    topics, encoder = [topic(), topic("weather", WEATHER)], HashEncoder()
    ingest.build(topics, tmp_path, HashEncoder())
    retriever = BundleRetriever.open(tmp_path, topics, encoder)
    queries = [
        Query(text="frost", topic="garden"),
        Query(text="rain?", topic=None),
        Query(text="frost", topic="weather"),
    ]

    together = retriever.retrieve(queries)

    assert encoder.asked == [query.text for query in queries]
    assert together == tuple(hits_of(retriever, query) for query in queries)
    assert retriever.retrieve([]) == ()
    retriever.close()


def test_words_that_stand_together_lead_over_the_same_words_apart(library: Library) -> None:
    apart = "Pots stay put, move about indoors."
    together = "Move pots about, stay put indoors."

    assert texts(library(topic(sentences=(apart, together))), "may I move pots?")[0] == together


def test_a_longer_list_only_adds_to_a_shorter_one(library: Library) -> None:
    retriever = library(topic())

    assert texts(retriever, "frost in spring", limit=5)[:2] == texts(retriever, "frost in spring", limit=2)


def test_below_the_floor_nothing_is_a_hit(library: Library) -> None:
    retriever = library(topic(), floor=Floor(dense=0.6, lexical=1.5))

    assert texts(retriever, "quantum chromodynamics") == []
    assert texts(retriever, "copper rings around the stems") == [GARDEN[3]]


@pytest.mark.parametrize("text", ["", "   ", "🌱🌱", "\x00\x01", "\ud800", "ما هذا", "a" * 20_000, "frost " * 4000])
def test_no_text_is_too_odd_to_look_for(library: Library, text: str) -> None:
    assert len(texts(library(topic()), text)) == len(GARDEN)


def test_a_brand_finds_what_the_source_calls_by_its_generic_name(library: Library) -> None:
    query = Query(text="Rosefood Plus?", topic="garden")

    hits = hits_of(library(topic(vocabulary=vocabulary())), query)

    assert [hit.passage.text for hit in hits if hit.lexical > 0] == [GARDEN[2]]
    assert not any(hit.lexical for hit in hits_of(library(topic()), query))


def test_a_name_is_spelled_out_for_the_encoder_of_its_topic_alone(tmp_path: Path) -> None:
    garden, encoder = topic(vocabulary=vocabulary()), HashEncoder()
    ingest.build([garden], tmp_path, HashEncoder())
    retriever = BundleRetriever.open(tmp_path, [garden], encoder)

    retriever.retrieve([Query(text="Rosefood Plus?", topic="garden"), Query(text="Rosefood Plus?", topic=None)])
    retriever.close()

    assert encoder.asked == ["Rosefood Plus (potash)?", "Rosefood Plus?"]


def test_a_word_of_the_topic_finds_what_it_also_means(library: Library) -> None:
    query = Query(text="night cold?", topic="garden")

    hits = hits_of(library(topic(vocabulary=vocabulary())), query)

    assert [hit.passage.text for hit in hits if hit.lexical > 0] == [GARDEN[1]]
    assert not any(hit.lexical for hit in hits_of(library(topic()), query))


def test_the_canary_is_found_among_the_first_five_only(library: Library) -> None:
    many = (*GARDEN, *(f"Sow bed number {n} in spring." for n in range(20)))
    garden = topic(sentences=many)
    retriever = library(garden)

    lost = Canary(question="Sow bed number 3 in spring", statement="almanac-0")

    assert canary_found(retriever, garden)
    assert not canary_found(retriever, topic(sentences=many, canary=lost))
