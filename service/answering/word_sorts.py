"""Which words turn, bound or order what they stand beside, which say something, and which may come and go."""

from __future__ import annotations

from service.safety.tokens import Kind, Token

#: Words that turn, bound or order what they stand beside. Each class must be kept as it is.
_OPERATORS: dict[str, str] = {
    word: name
    for name, words in {
        "only": "only solely exclusively just",
        "unless": "unless except excluding other apart",
        "until": "until till",
        "before": "before prior previously beforehand",
        "after": "after following since afterwards once",
        "if": "if when whenever where provided whether",
        "all": "all every each always both entire whole",
        "any": "any either",
        "some": "some several many sometimes",
        "few": "few rarely seldom little",
        "most": "most mostly usually often majority",
        "may": "may might can could",
        "must": "must shall need needs required require requires mandatory",
        "should": "should ought recommended recommend recommends",
        "more": "more higher greater increase increased increases rise rises rising",
        "less": "less lower fewer decrease decreased decreases fall falls falling",
        ">": "above over exceeds exceed exceeding",
        "<": "below under",
        "early": "early earlier sooner immediately",
        "late": "late later delayed",
        "alone": "alone",
        "from": "from off",
        "by": "by",
        "within": "within inside",
        "during": "during throughout through",
        "between": "between",
        "up": "up",
        "down": "down",
        "again": "again",
        "while": "while whilst",
    }.items()
    for word in words.split()
}
#: Conjunctions that bound what they join, by what the lexer calls them.
_HANGING = {
    "or": "or",
    "if": "if",
    "when": "if",
    "unless": "unless",
    "until": "until",
    "before": "before",
    "despite": "despite",
    "only": "only",
    "while": "while",
}
#: Words that say nothing of their own: they may come and go.
_LITTLE = frozenset(
    "a an the this that these those it its is are was were be been being am do does did has have had having of in on "
    "at to for with as into onto about and but so then than which who whom whose what there their they them "
    "he she his her we our us you your i me my will would also too well here said says say states stated according "
    "source sources article passage guideline text statement patient patients person people clinician clinicians "
    "case given gives give taken take use used using set makes made make one ones such like per via because "
    "therefore thus hence while own same further".split()
)


def operator(token: Token) -> str:
    """The class of a word or sign that turns, bounds or orders; empty for the rest."""
    if token.kind is Kind.NEGATOR:
        return "not"
    if token.kind is Kind.COMPARATOR:
        # "10 or above" says it of the 10; in "10, and above 20" the joining word is part of the comparison too.
        joined = token.text.lower().partition(" ")[0]
        return f"{joined} {token.id}" if joined in ("and", "or") else token.id
    if token.kind is Kind.VERB and token.id == "exceed":
        return ">"
    if token.kind is Kind.CONJ and token.id in _HANGING:
        return _HANGING[token.id]
    return _OPERATORS.get(token.text.lower(), "")


def telling(token: Token) -> str:
    """The stem of a word that says something; empty for the rest."""
    word = token.text.lower()
    if token.kind is not Kind.WORD or word in _LITTLE or word in _OPERATORS or not word[:1].isalpha():
        return ""
    return _stem(word)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
