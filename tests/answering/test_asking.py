"""What a text asks for: one aspect for each thing that it joins, by the words of the topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.model import Aspect, Topic
from service.answering.asking import asked_in, disputed_in
from service.answering.patterns import Patterns, Words


def aspect(about: str, *patterns: tuple[str, ...], unless: tuple[tuple[str, ...], ...] = ()) -> Aspect:
    return Aspect(about=about, settles=("S-14",), terms=patterns, unless=unless)


def any_patient(_aspect: Aspect) -> bool:
    return True


def unconditional(one: Aspect) -> bool:
    return one.when in (None, "not-restarted")


def test_what_is_for_another_patient_is_not_asked_for(topic: Topic) -> None:
    asked = [one.aspect.when for one in asked_in("Which alternatives?", topic, lambda one: one.when is None)]

    assert asked == [None]


@pytest.fixture
def asked(topic: Topic) -> Callable[[str], list[str]]:
    kettle = replace(
        topic,
        aspects=(
            aspect("boiling", ("boil*",), unless=(("egg*",),)),
            aspect("boiling time", ("boil*", "how long|minutes")),
            aspect("descaling", ("descal*|de-scal*|lime scale",)),
            aspect("twice", ("twice a day|twice daily",)),
        ),
    )

    def about(text: str) -> list[str]:
        return [one.aspect.about for one in asked_in(text, kettle, any_patient)]

    return about


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("Does it boil?", ["boiling"]),
        ("How long until it boils?", ["boiling time"]),
        ("Boiling, descaling?", ["boiling", "descaling"]),
        ("De-scaling and how long it boils", ["descaling", "boiling time"]),
        ("How long, and does it boil", ["boiling time", "boiling"]),
        ("lime scale + twice daily", ["descaling", "twice"]),
        ("Does it boil eggs?", []),
        ("Boil? And boil?", ["boiling"]),
        ("something else", []),
        ("", []),
    ],
)
def test_each_thing_that_is_joined_is_one(asked: Callable[[str], list[str]], text: str, aspects: list[str]) -> None:
    assert asked(text) == aspects


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("After a restart of azathioprine, how large is one increase?", ["the size of a step"]),
        ("What increments after the restart, and what interval?", ["the size of a step", "the time between steps"]),
        ("Azathioprine restart: tests in weeks 1 and 2, how often?", ["tests after a restart"]),
        (
            "What calls for a permanent stop, and which alternatives exist?",
            ["when azathioprine is stopped for good", "alternatives to azathioprine"],
        ),
        ("I am pregnant, take azathioprine and itch", ["itch and cholestasis in pregnancy"]),
        ("At which ALP or GGT is it stopped?", ["cut-offs for GGT, ALP and coagulation"]),
    ],
)
def test_a_thing_is_read_with_the_words_around_it(topic: Topic, text: str, aspects: list[str]) -> None:
    assert [one.aspect.about for one in asked_in(text, topic, lambda _: True)] == aspects


def test_a_topic_without_aspects_is_asked_for_none(topic: Topic) -> None:
    assert asked_in("Hold it?", replace(topic, aspects=()), any_patient) == ()


def test_a_word_is_met_however_it_is_joined() -> None:
    patterns = Patterns([[("restart*",)], [("mg/dl",)], [("re start",)], [("hy's",)]])

    assert [bool(places) for places in patterns.met(Words("Re-started at 2 MG/DL"))] == [True, True, False, False]
    assert [bool(places) for places in patterns.met(Words("re start by Hy’s law"))] == [False, False, True, True]


def test_a_pattern_is_met_whole_or_not_at_all() -> None:
    patterns = Patterns([[("one|two", "three")], [("four",)]])

    assert patterns.met(Words("two and three")) == [frozenset({0, 2}), frozenset()]
    assert patterns.met(Words("two and four")) == [frozenset(), frozenset({2})]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("How long would it take to get to 150 mg?", None),
        ("How long until the enzymes normalise?", "how long recovery takes"),
        ("Does other guidance agree with stopping at 3x?", "at which rise azathioprine is held"),
        ("Is febuxostat allowed?", "febuxostat together with azathioprine"),
        ("Which bloods?", None),
    ],
)
def test_a_disagreement_is_named_by_its_matter_and_not_by_a_loose_word(
    topic: Topic, text: str, about: str | None
) -> None:
    assert [one.about for one in disputed_in(text, topic)] == ([about] if about else [])


#: Ordinary wordings, two for each matter, and what they ask for.
WORDINGS = [
    ("hold", "holding azathioprine", ["Should we hold it?", "can he carry on with the aza"]),
    ("panel", "which tests", ["which bloods do we send", "do I need a coag?"]),
    ("causes", "other causes to exclude", ["what else could explain the LFTs, which other causes", "differential?"]),
    (
        "weekly",
        "tests while azathioprine is on hold",
        ["how often do I repeat LFTs while it is held?", "recheck when?"],
    ),
    ("restart", "when azathioprine may be restarted", ["when can it be restarted", "is he ready to go back on it?"]),
    ("dose", "how a restart begins", ["restart at which dose", "what starting dose for the rechallenge"]),
    ("steps", "how the dose is raised", ["how do I titrate up?", "how is it escalated after the restart?"]),
    ("step", "the size of a step", ["what increments", "how large is one dose step?"]),
    ("apart", "the time between steps", ["how far apart are the steps", "at what interval is it increased?"]),
    ("first", "when the first step comes", ["when may it first be raised", "restarted: how long do I wait to go up?"]),
    ("cap", "the highest dose after liver injury", ["what is the ceiling", "highest daily dose afterwards?"]),
    ("stop", "when azathioprine is stopped for good", ["when do we stop for good", "criteria for permanent stop"]),
    ("R", "the R value and the pattern of injury", ["R factor?", "which pattern of injury is this"]),
    ("other", "alternatives to azathioprine", ["what else instead of it, which other drug", "alternatives?"]),
    ("time", "how long the steps take", ["how long to reach 150", "how many weeks until the full dose"]),
]


@pytest.mark.parametrize(
    ("about", "text"), [(about, text) for _, about, texts in WORDINGS for text in texts], ids=lambda v: v[:40]
)
def test_the_shipped_topic_knows_what_is_asked_in_ordinary_words(topic: Topic, about: str, text: str) -> None:
    assert about in [one.aspect.about for one in asked_in(text, topic, unconditional)]
