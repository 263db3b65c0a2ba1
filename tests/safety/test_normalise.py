"""What a reader sees is what the core reads, and every character can be shown where it stood."""

from __future__ import annotations

import pytest

from service.safety.text.normalise import normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2×10² mg", "2×10^2 mg"),
        ("1½ tablets", "1.5 tablets"),
        ("½ tablet", "0.5 tablet"),
        ("２００ｍｇ", "200mg"),
        ("2\u200b00 mg", "200 mg"),
        ("2\u00ad0\u20600 mg", "200 mg"),
        ("200 \u043cg", "200 mg"),
        ("2&#48;0&nbsp;mg", "200 mg"),
        ("&amp;amp;#50;00 mg", "200 mg"),
        ("**2**00 mg", "200 mg"),
        ("*2*00 mg", "200 mg"),
        ("`200` mg", "200 mg"),
        ("<b>2</b>00 mg", "200 mg"),
        ("10<sup>9</sup>/L", "10^9/L"),
        ("2OO mg", "200 mg"),
        ("O.2 g", "0.2 g"),
        ("l50 mg", "150 mg"),
        ("0·2 g", "0.2 g"),
        ("200 μg", "200 µg"),
        ("50–100 mg", "50-100 mg"),
        ("≥3 × ULN", ">=3 × ULN"),
        ("\u0662\u0660\u0660 mg", "200 mg"),
        ("2\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e3 mg", "200 mg"),
        ("𝟐𝟎𝟎 mg", "200 mg"),
        ("2\\u0030\\u0030 mg", "200 mg"),
        ("$200\\,\\mathrm mg$", "$200   mg$"),
        ("don’t", "don't"),
    ],
)
def test_text_reads_as_it_looks(written: str, read: str) -> None:
    assert normalise(written).text == read


@pytest.mark.parametrize(
    "text", ["ALT<AST and 3 > 2", "5 * 3 tablets of x", "a - b", "Behçet's disease", "azathioprine 50 mg"]
)
def test_plain_text_keeps_its_words(text: str) -> None:
    assert normalise(text).text.replace("×", "*") == text


def test_a_stretch_maps_back_to_the_characters_it_came_from() -> None:
    original = "Give 2&#48;0&nbsp;mg &mdash; now"
    found = normalise(original)
    start = found.text.index("200 mg")

    first, last = found.original_span(start, start + len("200 mg"))

    assert original[first:last] == "2&#48;0&nbsp;mg"


def test_text_written_backwards_is_unreadable() -> None:
    assert normalise("azathioprine \u202egm 002\u202c daily").unreadable


def test_escapes_without_end_are_unreadable() -> None:
    nested = "&#38;#38;#38;#38;#38;#38;#38;#38;#38;#50;"
    assert normalise(nested).unreadable


def test_an_empty_comment_inside_a_figure_is_not_seen() -> None:
    assert normalise("2<!-- -->00 mg").text == "200 mg"
