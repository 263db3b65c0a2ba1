"""Whether a question is in a language that is read with certainty: English, by its letters and its small words."""

from __future__ import annotations

import regex

_WORD = regex.compile(r"\p{L}+")
_ENGLISH = frozenset(
    (
        "the a an is are was and or of to in on with for what when how should can i my her his she he it not no at "
        "after before do does this that be if now which who why from by has have had will would"
    ).split()
)
_FOREIGN = frozenset(
    (
        "le la les des du une est et ou avec pour dans sur que quelle quel sont je mon ma faut-il der die das und "
        "ist mit nicht ein eine bei wie soll ich auf zu von el los las una y con para por es qué cuál cómo debo mi "
        "il lo gli e un per che di sono come o os as um uma não com em é het een en van niet moet"
    ).split()
)


def unread_language(text: str) -> bool:
    """True when most words are of another script, or small words of other languages outnumber the English ones."""
    words = [w.casefold() for w in _WORD.findall(text)]
    if not words:
        return False
    letters = "".join(words)
    latin = sum(1 for c in letters if c.isascii() or "\u00c0" <= c <= "\u024f")
    if latin < 0.6 * len(letters):
        return True
    english = sum(1 for w in words if w in _ENGLISH)
    foreign = sum(1 for w in words if w in _FOREIGN and w not in _ENGLISH)
    return foreign >= 2 and foreign > english
