"""Misspelt names: everything within the edits of a name is found, and nothing beyond them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.safety.text.spelling import MIN_LETTERS_FOR_TWO, Speller, edits

NAMES = ("tacrine", "valproate", "methotrexate", "mercaptopurine")
WORDS = st.text(alphabet="abc", max_size=6)


def plain_distance(a: str, b: str) -> int:
    """The same distance, letter by letter from the front, with neighbours that may change places."""
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return plain_distance(a[1:], b[1:])
    ways = [plain_distance(a[1:], b), plain_distance(a, b[1:]), plain_distance(a[1:], b[1:])]
    if a[:2] == b[1::-1] and len(b) > 1:
        ways.append(plain_distance(a[2:], b[2:]))
    return 1 + min(ways)


@given(WORDS, WORDS)
def test_what_two_words_begin_and_end_with_in_common_does_not_change_their_distance(a: str, b: str) -> None:
    assert edits(a, b) == plain_distance(a, b)


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    name = word = draw(st.sampled_from(NAMES))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(word) - 1))
        letter = draw(st.sampled_from("aeiourtz"))
        changes = (word[place + 1 :], letter + word[place:], letter + word[place + 1 :], word[place:][1::-1])
        change = draw(st.integers(0, 3))
        word = word[:place] + changes[change] + (word[place + 2 :] if change == 3 else "")
    return name, word


@given(misspelt())
def test_a_name_is_found_through_one_edit_and_a_long_one_through_two(case: tuple[str, str]) -> None:
    name, word = case
    allowed = 2 if len(name) >= MIN_LETTERS_FOR_TWO else 1
    found = Speller({name: name}, ())(word)

    if edits(word, name) > allowed:
        assert found is None
    elif word[:2] == name[:2] or word[-3:] == name[-3:]:
        assert found == name
