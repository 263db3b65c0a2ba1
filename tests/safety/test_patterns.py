"""What a pattern cannot match without is read from the pattern: nothing that it matches lacks it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.safety.text.lexer import lex
from service.safety.text.line import Line, line_of
from service.safety.text.patterns import Pattern, required
from tests.safety.topic import TOPIC


def line_for(text: str) -> Line:
    return line_of(lex(text, TOPIC.vocabulary).tokens)


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r"\b(?:is|are) no (?:reason|grounds?) to\b", {"reason", "ground", "grounds"}),
        (r"\bskip(?:ped|s)?\b", {"skip", "skipped", "skips"}),
        (r"(?<!\w)(?:un)?needed(?!\w)", {"needed", "unneeded"}),
        (r"(?<![\w'-])tapirs?(?: of \w+)?(?![\w'-])", {"tapir", "tapirs"}),
        (r"\bx\w+ tapir\b", {"tapir"}),
        (r"(?:not|n't) (?:to )?wait\b", {"wait"}),
        (r"\b(?:wait|(?:see|look) (?:and )?listen)\b", {"wait", "listen"}),
        (r"\bca(?:t and|mel or) (?:\S+ ){0,2}dog\b", {"cat", "camel"}),
        (r"\bno(?! one) body\b", {"body"}),
        (r"\bover(?= for| yet) it's\b", {"over"}),
        (r"\b[Tt]apir ahead\b", {"ahead"}),
    ],
)
def test_the_most_telling_words_are_those_that_are_needed(source: str, needed: set[str]) -> None:
    assert required(source) == needed


@pytest.mark.parametrize(
    "source",
    [
        "knot",
        r"\bno\w*",
        r"\w+n't",
        r"\b(?:tapir|\w+)\b",
        r"tapir\w+",
        r"\b(?:tapir )*\b",
        r"\b(?:tapir)?\b",
        r"(?:a |the )*dog",
    ],
)
def test_a_pattern_that_may_match_within_a_word_or_match_anything_needs_nothing(source: str) -> None:
    assert required(source) is None


def test_a_bracket_too_many_is_an_error() -> None:
    with pytest.raises(ValueError, match="not opened"):
        required(r"\b(?:one))\b")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_matches_holds_a_word_that_is_needed(data: st.DataObject) -> None:
    source = data.draw(
        st.sampled_from(
            (
                r"\b(?:until|till|at) (?:the |her )?next (?:visit|blood tests?|week)\b",
                r"\b(?:is|are) (?:the|an) end of (?:the (?:line|road)|it)?\b",
                r"\b(?:can|may)? ?(?:wait|be (?:skipped|left out))(?: for now)?\b",
                r"\b(?:re - start|restart(?:ing)?|(?:very )?slow(?:ly)?) \w{1,3} (?:on|off)\b",
                r"\b(?:un)?(?:safe|sound) (?:a|b){1,2}\b",
            )
        )
    )
    text = data.draw(st.from_regex(re.compile(source, re.ASCII), fullmatch=True))
    needed = required(source)

    assert needed is not None
    assert needed & set(re.findall(r"\w+", text))


def test_a_pattern_is_tried_where_a_needed_word_is_said() -> None:
    pattern = Pattern(r"\b(?:can|may) wait\b")

    assert pattern.search(line_for("It can wait.")) is not None
    assert pattern.search(line_for("It can go.")) is None
    assert pattern.may_stand_in(line_for("Wait."))
    assert not pattern.may_stand_in(line_for("It can go."))
    assert [m.group() for m in pattern.finditer(line_for("It can wait, she may wait."))] == ["can wait", "may wait"]


def test_a_pattern_that_needs_nothing_is_always_tried() -> None:
    pattern = Pattern(r"\w+n't")

    assert pattern.search(line_for("They didn't.")) is not None
