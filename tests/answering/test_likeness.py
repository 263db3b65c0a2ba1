"""Example questions: what a question asks that no word pattern names, told by the words that it shares with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.model import Asked, Aspect, Gap, Topic
from service.answering.asking import asked_in
from service.answering.likeness import ALIKE, Likeness, or_alike
from service.answering.strayed import strayed

BOILING = Aspect(about="boiling", settles=("S-14",), terms=(("boil*",),))
DESCALING = Aspect(about="descaling", settles=("S-15",), terms=(("descal*",), ("chalk", "kettle", "white")))
FILTERS = Aspect(about="filters", settles=("S-16",), terms=(("cartridge",),), when="filtered")
TEA = Gap(about="tea", terms=(("tea",),))
ASKED = (
    Asked(about="boiling", asked_as=("when does the water bubble", "how hot must the element glow")),
    Asked(about="descaling", asked_as=("getting rid of chalk inside a kettle", "vinegar against crusts")),
    Asked(about="filters", asked_as=("when is the mesh sieve replaced",)),
    Asked(about="tea", asked_as=("how many leaves per cup of oolong",)),
    Asked(about="noise", asked_as=("rumbling sound before whistling",), settles=("S-17",), supports=("S-18",)),
)


@pytest.fixture
def kettle(topic: Topic) -> Topic:
    return replace(topic, aspects=(BOILING, DESCALING, FILTERS), gaps=(TEA,), asked=ASKED)


def any_patient(_aspect: Aspect) -> bool:
    return True


@pytest.fixture
def finds(kettle: Topic) -> Callable[[str], list[str]]:
    def about(text: str) -> list[str]:
        named = asked_in(text, kettle, any_patient)
        return [aspect.about for aspect, _ in or_alike(named, (text,), Likeness(kettle), any_patient)]

    return about


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("will the water be bubbling soon", ["boiling"]),
        ("CHALK inside the kettles: rid of it?", ["descaling"]),
        ("the sound, a rumble, before it whistles", ["noise"]),
        ("how do I repaint a fence", []),
        ("water", []),
        ("", []),
    ],
)
def test_what_no_pattern_names_is_told_by_its_likeness(
    finds: Callable[[str], list[str]], text: str, found: list[str]
) -> None:
    assert finds(text) == found


def test_a_question_like_one_that_nothing_answers_finds_nothing(kettle: Topic) -> None:
    like = Likeness(kettle).best("leaves per cup, oolong", any_patient)

    assert like is not None
    assert like.aspect is None
    assert like.share >= ALIKE


def test_a_question_of_its_own_brings_its_statements(kettle: Topic) -> None:
    like = Likeness(kettle).best("rumbling sound", any_patient)

    assert like is not None
    assert like.aspect is not None
    assert (like.aspect.settles, like.aspect.supports) == (("S-17",), ("S-18",))


def test_what_is_for_another_patient_is_not_found(kettle: Topic) -> None:
    text = "when must the mesh sieve be replaced"

    assert Likeness(kettle).best(text, any_patient) is not None
    assert Likeness(kettle).best(text, lambda one: one.when is None) is None


def test_a_pattern_of_three_words_stands_whatever_is_more_alike(finds: Callable[[str], list[str]]) -> None:
    assert finds("white chalk, kettle: rumbling sound before whistling") == ["descaling"]


def test_a_pattern_of_one_word_gives_way_to_what_is_much_more_alike(finds: Callable[[str], list[str]]) -> None:
    assert finds("rumbling sound before whistling and boiling") == ["noise"]
    assert finds("does a sound matter, boiling hot water bubbles") == ["boiling"]


def test_of_two_things_that_are_as_much_alike_neither_is_taken(kettle: Topic) -> None:
    twice = replace(
        kettle, asked=(*ASKED, Asked(about="steam", asked_as=("rumbling sound after whistling",), settles=("S-19",)))
    )
    same = replace(
        kettle, asked=(*ASKED, Asked(about="steam", asked_as=("rumbling sound after whistling",), settles=("S-17",)))
    )

    assert Likeness(kettle).best("rumbling sound, whistling", any_patient) is not None
    assert Likeness(twice).best("rumbling sound, whistling", any_patient) is None
    assert Likeness(same).best("rumbling sound, whistling", any_patient) is not None


def test_the_name_of_the_drug_tells_nothing(kettle: Topic) -> None:
    name = kettle.governed.names[0]

    assert Likeness(kettle).best(f"{name} {name} rumbling", any_patient) is None


def test_the_order_of_the_examples_changes_nothing(kettle: Topic) -> None:
    turned = replace(kettle, asked=tuple(reversed(ASKED)))
    texts = ["when does the water bubble", "crusts, vinegar", "sound before whistling", "leaves per cup"]

    assert [Likeness(kettle).best(text, any_patient) for text in texts] == [
        Likeness(turned).best(text, any_patient) for text in texts
    ]


def test_a_topic_without_examples_stays_with_its_patterns(topic: Topic) -> None:
    bare = replace(topic, asked=())

    assert Likeness(bare).best("when may it be restarted", any_patient) is None


def test_an_example_that_finds_another_thing_is_named_with_its_line(kettle: Topic) -> None:
    wrong = replace(kettle, asked=(*ASKED, Asked(about="boiling ", asked_as=("descaling",), settles=("S-14",), line=7)))

    assert [str(miss) for miss in strayed(kettle)] == []
    assert [str(miss) for miss in strayed(wrong)] == [
        "questions.yaml:7: 'descaling' finds 'descaling' instead of 'boiling '"
    ]
