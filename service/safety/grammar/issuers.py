"""Who says something: a paper, an institution, an owner, letters in capitals; and whether they describe it."""

from __future__ import annotations

from service.safety.english import attribution
from service.safety.english.wordlist import words
from service.safety.text.line import CAPITALS, Line, cue
from service.safety.text.tokens import Kind, Token

_ISSUERS = cue((i + s for i in attribution.ISSUERS for s in ("", "'s")), endings=("'s",)) | CAPITALS
_VERBS = attribution.DESCRIBING | attribution.RECOMMENDING
SAYING = cue(_VERBS)


def attributed(line: Line) -> bool:
    """Whether a named issuer describes or recommends something: enough for a stop, not for going on."""
    words = line.words
    issuer = first_issuer(line) if line.cues & SAYING else None
    if issuer is None:
        return False
    return any(words[j].split(" ")[0] in _VERBS for j in range(issuer + 1, min(issuer + 24, len(words))))


#: An issuer is named among the first words.
_AMONG_FIRST = 24


def first_issuer(line: Line) -> int | None:
    """The place of the first word that names who says something."""
    named = [i for i in line.places(_ISSUERS) if i < _AMONG_FIRST]
    shouted = bool(named) and all(t.text.isupper() for t in line if t.text.isalpha())
    return next((i for i in named if _issuer(line[i], line.words[i], shouted=shouted)), None)


def _issuer(token: Token, word: str, *, shouted: bool = False) -> bool:
    """Whether a word names who says something: a paper, an owner, or letters in capitals where not all are."""
    bare = word.removesuffix("'s")
    if bare in attribution.ISSUERS:
        return True
    named = len(token.text) > 2 and not shouted and _capitals(token.text[1:])
    owner = word.endswith("'s") and bare not in _IS
    return token.kind is Kind.WORD and (owner or named)


#: Behind these "'s" is a verb.
_IS = words("it he she that this there here what who where how when why one everything nothing all let")


def _capitals(text: str) -> bool:
    return not text.islower() and any(c.isupper() for c in text)
