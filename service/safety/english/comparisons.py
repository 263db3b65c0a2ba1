"""Words by which a dose is told by another one: parts, counts, more and less, the same, what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable

from service.safety.english.wordlist import phrases, words

PARTS = {
    **dict.fromkeys(words("half halves"), 0.5),
    **dict.fromkeys(words("third thirds"), 1 / 3),
    **dict.fromkeys(words("quarter quarters"), 0.25),
    **dict.fromkeys(words("fifth fifths"), 0.2),
    **dict.fromkeys(words("sixth eighth tenth tenths"), 0.1),
}
COUNTS = {"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "another": 1.0, "further": 1.0}
MORE = words(
    "more higher extra top again additional up increase rise increment increases above larger bigger greater plus"
)
LESS = words("off less lower fewer down reduction cut below smaller decrease under knocked shaved taken minus")
ADDING = words("plus + add adding another further")
REFERENCES = words(
    "dose doses dosage amount much what that it this which current present usual normal previous old former original "
    "tablets strength same today's now present today currently before she he they"
)
BEFORE = words(
    "before previous previously former old original was were used had took left injury earlier last pre-injury"
)
ALLOWED = words("allowed permitted allows permits allowance recommended size limit maximum cap ceiling")
TO_BE = words("be is are get gets being")


def _by_first_word(listed: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in listed:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found


SAME = _by_first_word(
    phrases(
        "match it, match that, match the, match this, match her, match his, as much again, as many again, "
        "the same again, do likewise, "
        "where it was, where she was, where he was, where they were, where you were, as it was, as she was, as he was, "
        "as she was having, as he was having, as she had it, as he had it, as they had it, whatever he took, "
        "whatever she took, "
        "whatever he had, whatever she had, whatever he was on, whatever she was on, whatever they took, that again, "
        "the same will do, the same please, what it was, what she had, what he had, what she took, what he took, "
        "what she was, what he was, "
        "what they were taking, what you were taking, her the same, him the same, them the same, gets the same, "
        "have the same, takes the same, take the same, give the same, had the same, follow suit, copy that, copy it"
    )
)
MULTIPLYING = words("multiply multiplied multiplies times factor")
#: What is done twice or three times without a dose: "double-check the chart".
CHECKS = words("check checks checked checking blind sign signed therapy")
