"""Phrases are found by their words as a pattern of all of them would find them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from service.safety.english.wordlist import Phrases

_LISTED = "tapir; tapir of the; tapir of the day; of the; day by; day by day by day; by - day"
_ORDERED = sorted((p.strip() for p in _LISTED.split(";")), key=len, reverse=True)
_PATTERN = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, _ORDERED))})(?!\S)")


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(("tapir", "of", "the", "day", "by", "-", "of the", "tapir of", "tapirs", "")), max_size=12)
)
def test_every_phrase_is_found_the_longest_first_and_none_within_another(said: list[str]) -> None:
    text = " ".join(said)
    starts = [len(" ".join(said[:n])) + bool(n) for n in range(len(said))]

    def place(at: int) -> int:
        return max(n for n, start in enumerate(starts) if start <= at)

    expected = [(place(m.start()), place(m.end() - 1) + 1) for m in _PATTERN.finditer(text)]

    assert list(Phrases(_LISTED).within(said)) == expected


def test_a_phrase_is_known_by_its_longest_word() -> None:
    assert Phrases("no end; the very end").rarest == {"end", "very"}
