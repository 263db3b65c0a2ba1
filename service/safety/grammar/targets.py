"""What an action is done to, and whether a word orders the action or only names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import EllipsisType
from typing import Literal

from service.safety.english import phrasing
from service.safety.english.inflections import forms
from service.safety.english.measures import MG
from service.safety.english.wordlist import words
from service.safety.grammar.action_words import BETWEEN
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import Clause
from service.safety.grammar.cuts import DRUG_VERBS
from service.safety.grammar.phrasal import separated
from service.safety.text.tokens import Kind, Token

Target = Literal["governed", "relative", "interacting", "other", "none"]


def target_of(
    tokens: Sequence[Token], clause: Clause, i: int, relations: Mapping[str, str]
) -> tuple[Target, str | None]:
    """What the action is done to: the object of an active verb, the subject of a passive one."""
    token = tokens[i]
    passive = token.form == "past"
    if token.form == "third" and token.id in ("raise", "reduce", "continue", "keep", "switch", "take", "give", "start"):
        passive = False
    after = _object(tokens, clause, i, relations)
    if after is not None and not (passive and after[0] == "none"):
        return after
    before = _subject(tokens, clause, i, relations)
    if before is None and token.text.lower() in _OF_ANYTHING and not _surely_of_a_drug(tokens, clause, i):
        return "none", None
    if before is None and (beside := _order_before(tokens, i)) is not None:
        return _as_target(beside, relations)
    named = [t for t in tokens if t.kind is Kind.DRUG]
    if before is None and named and all(relations.get(t.id, "other") == "other" for t in named):
        return _as_target(named[-1], relations)
    return before if before is not None else ("governed", None)


def _order_before(tokens: Sequence[Token], i: int) -> Token | None:
    """The drug of the order that ends right before a verb: "DRUG 20 mg (reduce by 5 mg weekly)"."""
    j = i - 1
    while j >= 0 and (tokens[j].kind in _OF_AN_ORDER or tokens[j].id in ("(", ",")):
        j -= 1
    return tokens[j] if 0 <= j < i - 1 and tokens[j].kind is Kind.DRUG else None


_OF_AN_ORDER = (Kind.NUMBER, Kind.UNIT, Kind.FREQUENCY)


def _surely_of_a_drug(tokens: Sequence[Token], clause: Clause, i: int) -> bool:
    """Whether a verb of everyday English has a particle behind its object ("put her back on"), or an amount."""
    after = tokens[i + 1 : min(i + 5, clause.last)]
    return separated(tokens, clause, i) is not None or any(t.kind is Kind.UNIT and t.id in MG for t in after)


#: Verbs of everyday English: without a drug before or behind them they are not about one.
_OF_ANYTHING = {
    surface
    for verb in words(
        "change rest park freeze pull bin strike scratch cancel remove delete discard return touch pare lighten "
        "sustain "
        "prolong pursue stand lay hand put stay get bring come go leave run cling hang keep have throw chuck draw "
        "call "
        "let ease knock turn move tone slim thin cross retire shelve scrap ditch axe yank eliminate revive relaunch "
        "reopen part pick fiddle tinker meddle mess tamper interfere drop step scale dial back notch ratchet nudge"
    )
    for surface in forms(verb)
} | {"d / c", "d / c'd"}


def drug_meant(
    tokens: Sequence[Token], i: int, drug: str | None, relations: Mapping[str, str]
) -> tuple[Target, str | None]:
    """The target of what is said of a drug, or of "the tablets", at `i`."""
    if drug is not None:
        return _RELATED.get(relations.get(drug, "other"), "other"), drug
    return _nearest(tokens, i, relations)


_RELATED: dict[str, Target] = {"governed": "governed", "relative": "relative", "interacting": "interacting"}


def _as_target(token: Token, relations: Mapping[str, str]) -> tuple[Target, str | None]:
    return _RELATED.get(relations.get(token.id, "other"), "other"), token.id


_PASSED = words(
    "much as what where the a an to at with of her his their its your this that same full usual on by in back again "
    "daily oral taking using giving up down off out from any such more further for about any current "
    "present"
)


def _object(
    tokens: Sequence[Token], clause: Clause, i: int, relations: Mapping[str, str]
) -> tuple[Target, str | None] | None:
    for j in range(i + 1, min(i + 8, clause.last)):
        found = _object_at(tokens, clause, i, j, relations)
        if found is not Ellipsis:
            return found
    return None


def _object_at(
    tokens: Sequence[Token], clause: Clause, i: int, j: int, relations: Mapping[str, str]
) -> tuple[Target, str | None] | EllipsisType | None:
    """The target when the token at `j` settles it, None when there is no object, `...` when the search goes on."""
    token, word = tokens[j], tokens[j].text.lower()
    behind = tokens[j + 1].text.lower() if j + 1 < clause.last else ""
    if token.kind is Kind.DRUG:
        if behind in phrasing.DRUG_ATTRIBUTES | _TALK:
            return "none", None
        return _in_a_list(tokens, clause, j, relations) or _as_target(token, relations)
    if word in phrasing.DRUG_NOUNS or (token.kind is Kind.PRONOUN and word in ("it", "them")):
        # "The dose of another drug": the drug it is of decides.
        drug = next((t for t in tokens[j + 1 : min(j + 4, clause.last)] if t.kind is Kind.DRUG), None)
        return _as_target(drug, relations) if drug is not None else _nearest(tokens, i, relations)
    timed = token.kind is Kind.WORD and j + 1 < clause.last and tokens[j + 1].kind is Kind.TIMEUNIT
    lasting = word == "for" and behind in ("good", "ever", "life", "now")
    if token.kind is Kind.NUMBER or timed or lasting or word in ("at", "as", "from") or word in BE:
        return None
    if token.kind in _NO_DRUG or (token.kind is Kind.VERB and token.id not in DRUG_VERBS):
        return "none", None
    if token.kind is Kind.VERB and j > i + 1 and tokens[j - 1].text.lower() in _BEFORE_ACTION and behind != "of":
        return "none", None
    if token.kind is Kind.WORD and word not in _PASSED and not word.endswith("ly"):
        return _word_object(tokens, clause, j, relations)
    return ...


def _word_object(
    tokens: Sequence[Token], clause: Clause, j: int, relations: Mapping[str, str]
) -> tuple[Target, str | None] | EllipsisType | None:
    """An unknown noun is the object, unless the drug stands in a list with it or right behind it."""
    if tokens[j].text.lower() in _TALK:
        return "none", None
    if (listed := _in_a_list(tokens, clause, j, relations)) is not None:
        return listed
    ahead = tokens[j + 1 : min(j + 3, clause.last)]
    if any(t.kind is Kind.DRUG or t.text.lower() in phrasing.DRUG_NOUNS for t in ahead):
        return ...
    return None if _manner(tokens[j].text.lower()) else ("none", None)


#: What is raised, kept or dropped about a drug, and no dose of it.
_TALK = words(
    "question questions query queries matter issue issues topic subject point points doubt doubts concern concerns "
    "awareness objection objections alarm flag worry worries possibility discussion caution vigilance"
)
_NO_DRUG = (
    Kind.PANEL,
    Kind.ANALYTE,
    Kind.SYMPTOM,
    Kind.CONDITION,
    Kind.QUALITY,
    Kind.COMPARATOR,
    Kind.MULTIPLE,
)
#: Before a verb's base form or noun these make it a thing: "cancel the hold" is done to the hold.
_BEFORE_ACTION = words("the a any this that her his their no")


def _in_a_list(
    tokens: Sequence[Token], clause: Clause, j: int, relations: Mapping[str, str]
) -> tuple[Target, str | None] | None:
    """The governed drug, where it stands in the list of objects that begins at `j`: "alcohol, milk and ..."."""
    commas = False
    for k in range(j + 1, min(j + 12, clause.last)):
        token = tokens[k]
        if token.kind is Kind.DRUG and commas and relations.get(token.id) == "governed":
            return "governed", token.id
        if token.text.lower() in (",", "and", "&", "/", "plus"):
            commas = True
        elif token.kind not in (Kind.DRUG, Kind.WORD) or token.text.lower() in phrasing.ENGLISH - {"the", "her", "his"}:
            return None
    return None


def _manner(word: str) -> bool:
    return word in (
        "unchanged later now once only regardless anyway forward straight right indefinitely long "
        "permanently low first soon "
        "half instead be is are and today tomorrow not".split()
    )


def _nearest(tokens: Sequence[Token], i: int, relations: Mapping[str, str]) -> tuple[Target, str | None]:
    drugs = [t for t in tokens if t.kind is Kind.DRUG and relations.get(t.id) in ("governed", "relative")]
    others = [t for t in tokens[:i] if t.kind is Kind.DRUG]
    if others:
        return _as_target(others[-1], relations)
    return _as_target(drugs[0], relations) if drugs else ("governed", None)


def _subject(
    tokens: Sequence[Token], clause: Clause, i: int, relations: Mapping[str, str]
) -> tuple[Target, str | None] | None:
    for j in range(i - 1, clause.first - 1, -1):
        token = tokens[j]
        if token.kind is Kind.DRUG:
            return _as_target(token, relations)
        if token.text.lower() in phrasing.DRUG_NOUNS or token.id == "thing":
            drugs = [t for t in tokens[:j] if t.kind is Kind.DRUG]
            return _as_target(drugs[-1], relations) if drugs else ("governed", None)
        if token.kind is Kind.VERB and token.id == "test" and token.form in ("noun", "ing"):
            return ("none", None)
        if token.kind in (Kind.PANEL, Kind.ANALYTE) and tokens[i].form in ("past", "third", "noun"):
            return ("none", None)
    if tokens[i].form in ("past", "third") and any(_thing(t) for t in tokens[clause.first : i]):
        return ("none", None)
    return None


def _thing(token: Token) -> bool:
    """A subject that is neither a person nor a grammatical word."""
    word = token.text.lower()
    if token.kind is not Kind.WORD or word in phrasing.ENGLISH or word in BE or word.endswith("ly"):
        return False
    return word not in _PEOPLE and word not in BETWEEN and word not in _PASSED


_PEOPLE = words(
    "patient patients man woman men women person people adult adults someone somebody everyone pt sure yes ok"
)
