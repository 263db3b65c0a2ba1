"""Marks that a hand has made: struck-out words, boxes, letters that are set apart."""

from __future__ import annotations

import pytest

from service.safety.text.normalise import normalise


def struck(text: str) -> str:
    return "".join(c + "\u0336" for c in text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"Give {struck('200')} 100 mg.", "Give 100 mg."),
        ("[x] stop today\n[ ] continue", "• stop today"),
        ("☑ hold\n☐ go on as before", "• hold"),
        ("[ ] hold\n[ ] repeat the tests", "• hold\n• repeat the tests"),
        ("R e s t a r t  2 0 0  mg", "Restart 200 mg"),
        ("h-o-l-d-i-n-g it", "holding it"),
        ("A b c are three letters", "A b c are three letters"),
        ("see [x](notes)", "see x"),
    ],
)
def test_marks_are_read_as_a_reader_takes_them(text: str, read: str) -> None:
    assert " ".join(normalise(text).text.split()) == " ".join(read.split())


def test_what_is_left_still_maps_to_where_it_stood() -> None:
    text = f"Give {struck('200')} 100 mg."
    normalised = normalise(text)
    first = normalised.text.index("100")

    start, end = normalised.original_span(first, first + 3)

    assert text[start:end] == "100"
