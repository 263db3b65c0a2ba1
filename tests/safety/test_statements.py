"""A text is cut into statements where a reader would cut it."""

from __future__ import annotations

import pytest

from service.safety.text.lexer import lex
from service.safety.text.statements import split
from tests.safety.vocabulary import SMALL


def cut(text: str) -> list[str]:
    read = lex(text, SMALL)
    return [read.text[s.start : s.end] for s in split(read)]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Hold it. Test weekly.", ["Hold it.", "Test weekly."]),
        ("Give 2.5 mg. Then stop.", ["Give 2.5 mg.", "Then stop."]),
        ("Look for causes, e.g. alcohol.", ["Look for causes, e.g. alcohol."]),
        ("Take:\n- 50 mg\n- 75 mg", ["Take:", "50 mg", "75 mg"]),
        ("1. Hold\n2. Test", ["Hold", "Test"]),
        ("one line\nruns on", ["one line\nruns on"]),
        ("# Heading\nText", ["Heading", "Text"]),
        ("| Week | Dose |\n|---|---|\n| 1 | 50 mg |", ["week 1: 50 mg."]),
        ("| a | 5 mg |\n| b | 6 mg |", ["a | 5 mg", "b | 6 mg"]),
    ],
)
def test_sentences_bullets_and_rows_are_statements(text: str, statements: list[str]) -> None:
    assert cut(text) == statements


def test_a_bullet_knows_the_line_it_hangs_on_and_a_row_the_first_row() -> None:
    read = lex("Azathioprine:\n- 50 mg\n\n| week 1 | 50 mg |\n| week 3 | 75 mg |", SMALL)
    statements = split(read)

    assert [t.id for t in statements[1].lead if t.id] == ["azathioprine", ":"]
    assert any(t.id == "week" for t in statements[-1].lead)


def test_every_visible_token_is_in_a_statement() -> None:
    read = lex("Hold it; test.\n\n* a\n* b\n| x | y |\n", SMALL)
    kept = sum(len(s.tokens) for s in split(read))
    assert kept >= sum(t.id not in ("\n", "|", "*") for t in read.tokens)
