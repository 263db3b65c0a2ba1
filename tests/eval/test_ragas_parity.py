"""ragas beside our own code on rows worked by hand: where both say the same, and where their definitions differ."""

from __future__ import annotations

import asyncio
from collections import Counter
from math import exp, log
from typing import Any

import pytest

from eval import ragas_adapter
from eval.advice import Row
from eval.ragas_adapter import measures
from eval.ranking import average_precision_at, precision_at, recall_at

TEXTS = {
    "a": "Turn the compost once a month.",
    "b": "Cover the roses before the first night of frost.",
    "c": "Slugs come out when it rains at dusk.",
    "d": "Cut the hedge after the birds have left.",
    "e": "Potash feeds whatever flowers late.",
}


def row(found: str, gold: str, told: str = "", texts: dict[str, str] = TEXTS) -> Row:
    return Row(
        key="c1#0",
        question="What now?",
        told=told,
        retrieved={name: texts[name] for name in found},
        gold={name: texts[name] for name in gold},
        quotes=(),
    )


def scores(one: Row) -> dict[str, float]:
    return {measure.name: measure.mean.value for measure in measures([one])}


def worded(reference: str, told: str) -> dict[str, float]:
    return scores(row("g", "g", told, {"g": reference}))


@pytest.mark.parametrize(
    ("found", "gold", "recall", "precision"),
    [("abcd", "bde", 2 / 3, 2 / 4), ("ab", "ab", 1, 1), ("ab", "cd", 0, 0), ("abcde", "e", 1, 1 / 5)],
)
def test_by_id_both_find_the_same_share_of_the_right_passages(
    found: str, gold: str, recall: float, precision: float
) -> None:
    theirs, gains = scores(row(found, gold)), dict.fromkeys(gold, 1.0)

    assert theirs["id_based_context_recall"] == pytest.approx(recall) == recall_at(10, found, gains)
    assert theirs["id_based_context_precision"] == pytest.approx(precision) == precision_at(len(found), found, gains)


def test_a_place_that_is_left_empty_counts_against_our_precision_and_not_against_theirs() -> None:
    assert scores(row("ab", "b"))["id_based_context_precision"] == 1 / 2
    assert precision_at(10, "ab", {"b": 1.0}) == 1 / 10


def test_a_passage_that_was_never_found_counts_against_our_average_precision_and_not_against_theirs() -> None:
    theirs = scores(row("abcd", "bde"))["non_llm_context_precision_with_reference"]

    assert theirs == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert average_precision_at(10, "abcd", dict.fromkeys("bde", 1.0)) == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert scores(row("abcd", "bd"))["non_llm_context_precision_with_reference"] == pytest.approx(
        average_precision_at(10, "abcd", dict.fromkeys("bd", 1.0))
    )


def test_by_text_a_passage_in_nearly_the_same_words_counts_as_found_and_by_id_it_does_not() -> None:
    texts = TEXTS | {"f": TEXTS["b"].replace("roses", "tulips")}
    theirs = scores(row("f", "b", texts=texts))

    assert (theirs["non_llm_context_recall"], theirs["id_based_context_recall"]) == (1, 0)
    assert recall_at(10, "f", {"b": 1.0}) == 0


def test_half_the_characters_alike_are_enough_for_their_precision_and_too_few_for_their_recall() -> None:
    theirs = scores(row("x", "y", texts={"x": "abcd", "y": "abyz"}))

    assert theirs["non_llm_context_precision_with_reference"] == pytest.approx(1)
    assert theirs["non_llm_context_recall"] == 0


def common(one: list[str], other: list[str]) -> int:
    """The longest common subsequence, by its recurrence."""
    if not one or not other:
        return 0
    if one[-1] == other[-1]:
        return 1 + common(one[:-1], other[:-1])
    return max(common(one[:-1], other), common(one, other[:-1]))


def edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        before, row = row, [n]
        for m, b in enumerate(other, 1):
            row.append(min(before[m] + 1, row[-1] + 1, before[m - 1] + (a != b)))
    return row[-1]


def shared(one: Any, other: Any, n: int) -> tuple[int, int, int]:
    """How many n-grams two texts share, and how many each has."""
    first, second = (Counter(tuple(s[i : i + n]) for i in range(len(s) - n + 1)) for s in (one, other))
    return (first & second).total(), first.total(), second.total()


REFERENCE, TOLD = "hold it until values are normal", "hold it until the values are fine"


def test_rouge_is_the_longest_common_subsequence_of_words() -> None:
    words, others = REFERENCE.split(), TOLD.split()
    length = common(words, others)
    precision, recall = length / len(others), length / len(words)

    assert length == 5
    assert worded(REFERENCE, TOLD)["rouge_score"] == pytest.approx(2 * precision * recall / (precision + recall))


def test_string_similarity_is_one_less_the_share_of_edits() -> None:
    assert edits("kitten", "sitting") == 3
    assert worded("kitten", "sitting")["non_llm_string_similarity"] == pytest.approx(1 - 3 / 7)
    assert worded(REFERENCE, TOLD)["non_llm_string_similarity"] == pytest.approx(
        1 - edits(REFERENCE, TOLD) / max(len(REFERENCE), len(TOLD))
    )


def test_chrf_is_the_mean_over_runs_of_one_to_six_characters_with_recall_twice_as_heavy() -> None:
    held = [shared(REFERENCE.replace(" ", ""), TOLD.replace(" ", ""), n) for n in range(1, 7)]
    recall, precision = (sum(both / counts[place] for both, *counts in held) / 6 for place in (0, 1))

    assert worded(REFERENCE, TOLD)["chrf_score"] == pytest.approx(5 * precision * recall / (4 * precision + recall))


def test_bleu_of_one_sentence_is_the_geometric_mean_over_runs_of_one_to_four_words() -> None:
    reference, told = "a b c d e", "a b c d x"
    held = [shared(reference.split(), told.split(), n) for n in range(1, 5)]

    expected = exp(sum(log(both / all_told) for both, _, all_told in held) / 4)

    assert expected == pytest.approx((4 / 5 * 3 / 4 * 2 / 3 * 1 / 2) ** (1 / 4))
    assert worded(reference, told)["bleu_score"] == pytest.approx(expected)


def test_bleu_takes_the_sentences_of_a_reference_for_alternatives_so_that_half_an_answer_is_perfect() -> None:
    assert worded("a b c d e. f g h i j", "a b c d e")["bleu_score"] == pytest.approx(1)


def test_likeness_cannot_tell_a_tenfold_dose_which_is_why_it_decides_nothing() -> None:
    right = "Restart with 50 mg daily and test weekly."
    wrong = worded(right, "Restart with 500 mg daily and test weekly.")
    other_words = worded(right, "Begin again at fifty milligrams a day, with tests each week.")

    for name in ("rouge_score", "chrf_score", "bleu_score", "non_llm_string_similarity"):
        assert wrong[name] > other_words[name]


def test_a_score_that_is_no_number_is_a_row_without_a_value() -> None:
    class Odd:
        name = "odd"

        async def single_turn_ascore(self, _sample: Any) -> float:
            return float("nan")

    made = asyncio.run(ragas_adapter.measure(Odd(), [row("a", "a")], lambda _row: ""))

    assert (made.values, made.out, made.mean.value) == ({}, {"c1#0": "ragas gave no value"}, 0.0)
