"""Which words turn, bound or order what they stand beside, which say something, and which may come and go."""

from __future__ import annotations

from collections.abc import Sequence

from service.answering.people import named
from service.safety.text.tokens import Kind, Token

#: What counts or measures what stands behind it.
COUNTED = frozenset((Kind.NUMBER, Kind.MULTIPLE))
#: What may come and go, or is told by what it stands beside.
BEING = frozenset(("is", "are", "was", "were", "be", "been", "being"))
PREPOSITIONS = frozenset("in on at with for among after before during from to by of within about below above".split())
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
        "few": "few rare rarely seldom little uncommon uncommonly infrequent infrequently",
        "most": "most mostly usually often majority typically generally commonly frequently",
        "may": "may might can could",
        "must": "must shall need needs needed required require requires requiring mandatory",
        "should": "should ought recommended recommend recommends advises advised advise",
        "more": "more higher greater increase increased increases rise rises rising",
        "less": "less lower fewer decrease decreased decreases fall falls falling",
        ">": "above over exceeds exceed exceeding",
        "<": "below under",
        "early": "early earlier sooner",
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
        "now": "now immediately today tonight urgently promptly straightaway",
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
#: Conjunctions that set one thing against another and leave both as they are.
_CONTRASTING = frozenset(("although", "though", "even though", "whereas", "albeit"))
#: Words that say nothing of their own: they may come and go.
_LITTLE = frozenset(
    "a an the this that these those it its is are was were be been being am do does did has have had having of in on "
    "at to for with as into onto about and but so then than which who whom whose what there their they them "
    "he she his her we our us you your i me my will would also too well here said says say states stated according "
    "alongside together itself themselves even however overall mean means include includes included including list "
    "lists listed arrange arranged see sees seen show shows shown occur occurs occurred happen happens come comes "
    "came among beside besides get gets got lie lies stand stands counts combination "
    "source sources article passage guideline text statement patient patients person people clinician clinicians "
    "case given gives give taken take use used using set makes made make one ones such like per via because "
    "therefore thus hence while own same further instead value values guidance indicate indicates "
    "appropriate carry carries carried become becomes became place places placed reach reaches reached presents "
    "presenting assigns assigned awards awarded put puts".split()
)


#: Verbs that tell somebody to do something, and that the safety core does not need to know.
ORDERS = frozenset(
    "involve obtain arrange seek ensure prefer see look reassess plan send recognise recognize heed".split()
)


#: Nouns that only say of what sort their adjective is of: they may be added, and are owed where a passage has them.
GENERIC = frozenset(
    "pattern limit level type form kind approach strateg practic setting situation period process choic".split()
)


def operator(tokens: Sequence[Token], i: int) -> str:
    """The class of a word or sign that turns, bounds or orders; empty for the rest."""
    token = tokens[i]
    word = token.text.lower()
    if token.kind is Kind.NEGATOR:
        return "not"
    if token.kind is Kind.COMPARATOR:
        # "10 or above" says it of the 10; in "10, and above 20" the joining word is part of the comparison too.
        joined = word.partition(" ")[0]
        return f"{joined} {token.id}" if joined in ("and", "or") else token.id
    if token.kind is Kind.VERB and token.id == "exceed":
        return ">"
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if (turned := _in_company(tokens, i, word)) is not None:
        return turned
    if i and _at_once(tokens[i - 1], token):
        return "now"
    if word.split()[0] in _CALLING and "for" in (word.split()[-1], after.text.lower() if after is not None else ""):
        return "should"
    if token.kind is Kind.CONJ and token.id in _HANGING:
        return "" if word in _CONTRASTING else _HANGING[token.id]
    if word == "then":
        return "then"
    return _OPERATORS.get(word, "")


def _in_company(tokens: Sequence[Token], i: int, word: str) -> str | None:
    """The class of a word that turns something only beside certain others; None for the rest."""
    counted = any(t.kind in COUNTED for t in tokens[i + 1 : i + 2])
    if word == "by":
        # "By 25 mg" is another thing than "to 25 mg"; "by the source" and "by 3 of 9 patients" say who.
        much = any(t.kind in COUNTED for t in tokens[i + 1 : i + 4]) and not any(map(named, tokens[i + 1 : i + 5]))
        return "by how much" if much else "by"
    if word == "from" and i and tokens[i - 1].text.lower().endswith(_HARMS):
        return "through"
    if word == "again" and counted:
        # "Before it and again 2 weeks later" says no more than "before it and 2 weeks later".
        return ""
    if word == "since" and not counted and not any(t.kind is Kind.DATE for t in tokens[i + 1 : i + 2]):
        # A reason, no time.
        return ""
    return None


#: What comes from a drug, as in "its toxicity".
_HARMS = ("injury", "damage", "harm", "toxicity", "effects", "events")
#: As in "the guideline calls for it".
_CALLING = frozenset(("call", "calls", "called"))


def _at_once(before: Token, token: Token) -> bool:
    """Whether two words say that it is urgent: "at once", "same day"."""
    pair = (before.text.lower(), token.text.lower())
    return pair == ("at", "once") or (pair[0] == "same" and token.kind is Kind.TIMEUNIT)


def telling(token: Token) -> str:
    """The stem of a word that says something; empty for the rest."""
    if token.text == "US":
        # The country; the safety core reads the pronoun.
        return "us"
    word = token.text.lower().removesuffix("'s").removesuffix("\u2019s")
    if token.kind is not Kind.WORD or word in _LITTLE or word in _OPERATORS or not word[:1].isalpha():
        return ""
    return _same(word)


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a name, whatever it names."""
    return tuple(_same(word) for word in text.lower().split() if word[:1].isalpha())


def _same(word: str) -> str:
    stem = _stem(word)
    return _SAME.get(stem, stem)


#: Words that say the same of anything, a group a line; each is read as the first. Degrees and kinds of harm, of proof
#: and of advice are told apart: "severe" is not "serious", and "linked" is not "caused".
_SAME_WORDS = """
assess evalu
obtain perform arrang
appear develop emerg aris
possibl potential
ceil maximum cap
different distinct separat
phas stag
enough sufficient
inadequat insufficient
doctor physician
liver hepatic
kidne renal
medicin medication drug
somebod someon anyon anybod
rapid quick fast swift
choic option choos
goal target objectiv
threshold cutoff
level concentr
decid decision
warn caution
right correct
found identif
met meet
disagre contradict conflict
guidelin guidanc
link associat
read interpret
clott coagul
"""
_SAME = {word: words.split()[0] for words in _SAME_WORDS.splitlines() for word in words.split()[1:]}
_ENDINGS = "ations ation ments ment ness ings ing ies ied ed es ly s e y".split()


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
