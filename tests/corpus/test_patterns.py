"""Names that stand for two things, and word patterns that are none, are refused with their line."""

from __future__ import annotations

import pytest

from corpus.patterns import MAX_ALTERNATIVES, MAX_PATTERNS, MAX_TERMS
from tests.corpus.conftest import TopicFolder

NAMES = "names: [hydrochlorothiazide, HCTZ]"
SIGN = 'terms: [["not", "mak*", "sense"]]'
GAP = 'terms: [["pregnan*|conceiv*"]]'
SCOPE = "terms: [hyponatraemia, hyponatremia, low sodium]"
FOREIGN = "foreign: [asthma, migraine]"


def assert_refused(folder: TopicFolder, file: str, old: str, new: str, message: str) -> None:
    line = folder.edit(file, old, new)
    error = folder.refusal()
    assert (error.file, error.line) == (f"topic/{file}", line)
    assert message in str(error)


@pytest.mark.parametrize(
    ("known", "taken"),
    [
        ("Tavo 10", "Tavo-10"),
        ("Tavo 10", "tavo10"),
        ("Tavo retard", "TAVO-Retard"),
        ("Tavorets", "Tavoret"),
        ("Tavo µg", "Tavo μg"),
        ("Ｔavo", "tavo"),
        ("tavorexin", "Tavorexins"),
    ],
)
def test_a_name_of_two_drugs_is_refused_however_it_is_written(
    topic_folder: TopicFolder, known: str, taken: str
) -> None:
    topic_folder.edit("vocabulary.yaml", "names: [tavorexin, Tavo, tavorexine]", f'names: [tavorexin, "{known}"]')
    new = f'names: [hydrochlorothiazide, "{taken}"]'

    if (known, taken) == ("Ｔavo", "tavo"):
        known = "tavo"
    assert_refused(topic_folder, "vocabulary.yaml", NAMES, new, f"'{taken}' names both 'tavorexin' and")


@pytest.mark.parametrize("taken", ["Tavorex", "Tavo 100", "TAVOS 5", "as", "HCT"])
def test_names_that_are_read_apart_may_be_alike(topic_folder: TopicFolder, taken: str) -> None:
    topic_folder.edit("vocabulary.yaml", NAMES, f'names: [hydrochlorothiazide, "{taken}"]')

    assert taken in topic_folder.read().vocabulary.drugs[1].names


def test_the_id_of_a_drug_is_a_name_of_its_own(topic_folder: TopicFolder) -> None:
    topic_folder.edit("vocabulary.yaml", "names: [tavorexin, Tavo, tavorexine]", "names: [Tavo, hydrochlorothiazide]")
    error = topic_folder.refusal()

    assert "'hydrochlorothiazide' names both 'tavorexin' and 'hydrochlorothiazide'" in str(error)


def test_a_name_is_a_few_words(topic_folder: TopicFolder) -> None:
    assert_refused(
        topic_folder, "vocabulary.yaml", NAMES, f"names: [{'ab' * 51}]", "a name of more than 100 characters"
    )


@pytest.mark.parametrize(
    ("term", "message"),
    [
        ("(a+)+b", "holds signs of a regular expression"),
        ("(?:x|y)*z", "holds signs of a regular expression"),
        ("a.*b", "holds signs of a regular expression"),
        ("\\\\d+", "holds signs of a regular expression"),
        ("[abc]", "holds signs of a regular expression"),
        ("^low$", "holds signs of a regular expression"),
        ("confus{2}", "holds signs of a regular expression"),
        ("con*fused", "may have * only at the end of a word"),
        ("*fused", "may have * only at the end of a word"),
        ("confus**", "may have * only at the end of a word"),
        ("*", "leaves fewer than 2 letters before the *"),
        ("c*", "leaves fewer than 2 letters before the *"),
        ("low|", "is an empty alternative"),
        ("|low", "is an empty alternative"),
        ("low||high", "is an empty alternative"),
        (">=", "is no number"),
        (">=ten", "is no number"),
        (">=10 mg", "is no number"),
        (">=1e9", "is no number"),
        ("x" * 81, "is longer than 80 characters"),
        ("|".join(f"word{n}" for n in range(MAX_ALTERNATIVES + 1)), f"more than {MAX_ALTERNATIVES} alternatives"),
    ],
)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("vocabulary.yaml", SIGN, 'terms: [["{}"]]'),
        ("topic.yaml", GAP, 'terms: [["{}"]]'),
        ("topic.yaml", SCOPE, 'terms: ["{}"]'),
        ("topic.yaml", FOREIGN, 'foreign: ["{}"]'),
    ],
    ids=["sign", "gap", "scope", "foreign"],
)
def test_a_term_that_is_no_word_pattern_is_refused_on_its_line(
    topic_folder: TopicFolder, file: str, old: str, new: str, term: str, message: str
) -> None:
    assert_refused(topic_folder, file, old, new.replace("{}", term), message)


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ("[" + ", ".join(["[low]"] * (MAX_PATTERNS + 1)) + "]", f"more than {MAX_PATTERNS} patterns"),
        ("[[" + ", ".join(["low"] * (MAX_TERMS + 1)) + "]]", f"more than {MAX_TERMS} words that must all stand"),
    ],
)
def test_the_work_of_patterns_is_bounded(topic_folder: TopicFolder, terms: str, message: str) -> None:
    assert_refused(topic_folder, "topic.yaml", GAP, f"terms: {terms}", message)


@pytest.mark.parametrize(
    "term", ["child-pugh", "can't", ">=10", ">=2.5", ">=8 of my", "alt/ast|ast:alt", "re-start*", "low sodium*", "6-x"]
)
def test_words_numbers_and_open_ends_are_word_patterns(topic_folder: TopicFolder, term: str) -> None:
    topic_folder.edit("topic.yaml", GAP, f'terms: [["{term}"]]')

    assert topic_folder.read().gaps[0].terms == ((term,),)
