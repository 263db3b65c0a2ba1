"""Short names, doses and brands survive being cut into terms."""

from __future__ import annotations

import pytest

from service.retrieval.lexicon import Lexicon
from service.retrieval.windows import sentences
from tests.retrieval.made_topics import NO_NAMES, vocabulary


@pytest.mark.parametrize("text", ["25 mg", "25mg", "25-mg", "25 MG"])
def test_a_dose_is_one_term_however_it_is_spaced(text: str) -> None:
    assert "25mg" in Lexicon(NO_NAMES).terms(text)


def test_two_figures_with_one_unit_are_told_apart() -> None:
    assert "25mg" not in Lexicon(NO_NAMES).terms("50 mg, 25 weeks")


@pytest.mark.parametrize("text", ["6-XYZ", "6XYZ", "6-xylozine", "6 XYZ"])
def test_a_short_name_is_known_in_every_spelling(text: str) -> None:
    assert "analyte:6-XYZ" in Lexicon(vocabulary()).terms(f"The {text} was high.")


def test_a_name_inside_another_word_is_not_that_name() -> None:
    assert "analyte:PH" not in Lexicon(vocabulary()).terms("The graph was photographed.")


def test_brand_and_generic_name_are_one_term() -> None:
    lexicon = Lexicon(vocabulary())

    assert "drug:potash" in lexicon.terms("potash")
    assert "drug:potash" in lexicon.query_terms("ROSEFOOD PLUS?")


def test_a_word_for_several_readings_asks_for_each() -> None:
    terms = Lexicon(vocabulary()).query_terms("soil tests?")

    assert {"analyte:6-XYZ", "analyte:PH"} <= set(terms)
    assert "analyte:PH" not in Lexicon(vocabulary()).query_terms("soil?")


def test_words_that_mean_the_same_meet_from_either_side() -> None:
    lexicon = Lexicon(vocabulary())

    assert "phrase:night cold" in lexicon.query_terms("night cold?")
    assert "phrase:night cold" in lexicon.query_terms("frosts?")
    assert "phrase:night cold" in lexicon.terms("when frost is forecast")
    assert "phrase:night cold" not in lexicon.terms("a cold night")


def test_a_question_counts_each_of_its_words_once() -> None:
    terms = Lexicon(NO_NAMES).query_terms("frost frost FROST")

    assert terms == ["frost"]


def test_thousands_are_one_figure_and_decimals_stay() -> None:
    assert Lexicon(NO_NAMES).terms("1,200; 0.5; 0.50") == ["1200", "0.5", "0.50"]


def test_sentences_end_where_a_new_one_begins_and_not_inside_a_figure() -> None:
    assert sentences("Give 0.5 mg. Then wait; 2 weeks are enough.\nStop e.g. at night.") == (
        "Give 0.5 mg.",
        "Then wait;",
        "2 weeks are enough.",
        "Stop e.g. at night.",
    )
