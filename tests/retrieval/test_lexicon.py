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
    assert "drug:potash" in lexicon.asked("ROSEFOOD PLUS?").words


def test_a_word_for_several_readings_asks_for_each() -> None:
    terms = Lexicon(vocabulary()).asked("soil tests?").words

    assert {"analyte:6-XYZ", "analyte:PH"} <= set(terms)
    assert "analyte:PH" not in Lexicon(vocabulary()).asked("soil?").words


def test_words_that_mean_the_same_meet_from_either_side() -> None:
    lexicon = Lexicon(vocabulary())

    assert "phrase:night cold" in lexicon.asked("night cold?").words
    assert "phrase:night cold" in lexicon.asked("frosts?").words
    assert "phrase:night cold" in lexicon.terms("when frost is forecast")
    assert "phrase:night cold" not in lexicon.terms("a cold night")


def test_a_question_counts_each_of_its_words_once() -> None:
    terms = Lexicon(NO_NAMES).asked("frost frost FROST").words

    assert terms == ("frost",)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [("move pots indoors now", {"move pot", "move indoor", "pot indoor", "pot now", "indoor now"}), ("frost", set())],
)
def test_words_that_follow_each_other_or_nearly_are_a_pair(text: str, pairs: set[str]) -> None:
    assert set(Lexicon(NO_NAMES).asked(text).pairs) == pairs
    assert {term for term in Lexicon(NO_NAMES).terms(text) if " " in term} == pairs


def test_a_pair_keeps_the_order_of_its_words() -> None:
    assert "pot move" not in Lexicon(NO_NAMES).asked("move pots").pairs


def test_a_name_is_one_word_of_a_pair_whichever_way_it_is_written() -> None:
    lexicon = Lexicon(vocabulary())

    assert "feed drug:potash" in lexicon.asked("feed Rosefood Plus").pairs
    assert "feed drug:potash" in lexicon.terms("feed potash")


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("ROSEFOOD PLUS or Rosefood Plus?", "ROSEFOOD PLUS (potash) or Rosefood Plus?"),
        ("potash for the roses", "potash for the roses"),
        ("Straße: acidity", "Straße: acidity (PH)"),
        ("", ""),
    ],
)
def test_an_encoder_reads_the_shown_name_behind_the_first_mention_of_another(text: str, spelled: str) -> None:
    assert Lexicon(vocabulary()).spelled_out(text) == spelled


def test_thousands_are_one_figure_and_decimals_stay() -> None:
    assert Lexicon(NO_NAMES).terms("1,200; 0.5; 0.50")[:3] == ["1200", "0.5", "0.50"]


def test_sentences_end_where_a_new_one_begins_and_not_inside_a_figure() -> None:
    assert sentences("Give 0.5 mg. Then wait; 2 weeks are enough.\nStop e.g. at night.") == (
        "Give 0.5 mg.",
        "Then wait;",
        "2 weeks are enough.",
        "Stop e.g. at night.",
    )
