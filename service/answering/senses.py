"""What a verb means where the safety core's classes hold several meanings.

The core puts "improve" and "worsen" in one class, since both tell a course; to a reader they are opposite claims. What
a text says must be in the sense of its passage.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.text.tokens import Kind, Token

#: By class of the core and by meaning, how the words of that meaning begin. The rest of a class is one meaning more.
_SENSES: dict[str, dict[str, str]] = {
    "rise": {
        "improve": "improv recover resolv settl subsid",
        "normal": "normali return go went gone going goes",
        "fall": "fall fell",
        "recur": "recur relaps flar",
        "persist": "persist",
        "worsen": "worsen deteriorat",
        "peak": "peak",
    },
    "take": {"tolerate": "tolerat"},
    "raise": {"add": "add augment"},
    "allow": {"justify": "support justif warrant favour favor", "tolerate": "tolerat", "accept": "accept"},
    "study": {"treat": "treat", "review": "review"},
    "switch": {"change": "change changing"},
    "give": {
        "dose": "dose dosage dosing",
        "offer": "offer",
        "combine": "combin",
        "insert": "insert",
        "aim": "target aim",
    },
    "start": {"introduce": "introduc"},
    "refer": {"discuss": "discuss", "tell": "tell told inform alert", "ask": "ask"},
    "stop": {"cancel": "cancel eliminat remov delet", "end": "end halt terminat", "retire": "retir"},
    "avoid": {"refuse": "refus reject declin deny deni", "prevent": "prevent", "contraindicate": "contraindicat"},
    "ignore": {"lift": "lift", "undo": "revers revok rescind undo", "break": "break broke breach violat"},
    "confirm": {"establish": "establish determin", "ensure": "ensur"},
    "divide": {"crush": "crush", "dissolve": "dissol"},
    "wait": {"delay": "delay defer postpon"},
    "exclude": {"look for": "look search"},
}
_MEANT: dict[str, tuple[tuple[str, str], ...]] = {
    kind: tuple((beginning, sense) for sense, words in senses.items() for beginning in words.split())
    for kind, senses in _SENSES.items()
}


#: What several names may be one thing of, of which a sentence may name two.
_MANY_NAMED = frozenset((Kind.CONDITION, Kind.SYMPTOM))


def told_apart(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a sentence, where two names of one thing stand for two: "lymphoma, and T-cell lymphoma"."""
    names: dict[str, set[str]] = {}
    for token in tokens:
        if token.kind in _MANY_NAMED:
            names.setdefault(token.id, set()).add(token.text.casefold())
    return [
        t._replace(id=f"{t.id} {t.text.casefold()}") if t.kind in _MANY_NAMED and len(names[t.id]) > 1 else t
        for t in tokens
    ]


def meant(token: Token) -> Token:
    """Return a token under what it means."""
    if token.kind is not Kind.VERB or token.id not in _MEANT:
        return token
    word = token.text.lower()
    sense = next((sense for beginning, sense in _MEANT[token.id] if word.startswith(beginning)), token.id)
    return token._replace(id=sense)
