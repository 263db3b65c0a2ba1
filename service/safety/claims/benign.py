"""Figures that are no amount of a drug: times, citations, labels, shares, ages and laboratory values."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.text.line import cue, line_of
from service.safety.text.number_words import PLURAL
from service.safety.text.tokens import Kind, Token

#: Words that a figure behind them labels: a place in a text, a thing in a row, a telephone, a room.
CITED = words(
    "page pages reference references ref refs section sections chapter table figure fig appendix article line lines "
    "step "
    "steps box number numbers no version v grade class category stage type phase level score hepatitis group vitamin "
    "day days week weeks month months year years age aged grades naranjo rucam id pmid doi isbn ctcae child-pugh room "
    "bed bay ward extension ext fax tel telephone phone bleep pager mobile ring call floor desk window slot form slide "
    "file folder invoice item items point points paragraph para question q answer example case patient pt incident "
    "ticket protocol policy edition volume vol issue lot batch mrn nhs hospital study visit round cycle session clinic "
    "code codes identifier account serial bulletin rule recommendation statement criterion option arm "
    "site centre center postcode "
    "refill refills repeats module modules lesson lecture log datix annex attachment poster track cohort chart"
)
#: Of these the figure may stand further off: "extension is 4417", "pages 12 and 40".
_FAR = words(
    "page pages reference references ref refs section sections chapter table figure fig line lines day days week weeks "
    "month months year years extension ext fax tel telephone phone bleep pager mobile room number numbers "
    "score scores grade grades stage class"
)
#: Before any figure.
_SHARED = words("times factor n")
_BEFORE_CITED = frozenset(("[", "^", "(ref", "§"))
_LINKING = words(". : s - / ' no number")
_FAR_LINKING = words("to of is")
_LISTED = words(", and or to - & / then")
_BENIGN_UNITS = frozenset(("%", "measure", "kg", "lb", "stone", "ng"))
_THINGS = words("people children men women patients beds called per")
_NO_THINGS = words("always does doses units times less plus as is was has thus perhaps towards afterwards milligrams")
_OWN = words("his her their my your the late early mid")


def benign_places(tokens: Sequence[Token]) -> frozenset[int]:
    """Places of the numbers of a statement that are of a named benign class."""
    return frozenset(i for i in line_of(tokens).places(_NUMBERS) if _benign(tokens, i))


_NUMBERS = cue(kinds=(Kind.NUMBER,))


def _benign(tokens: Sequence[Token], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.kind is Kind.UNIT:
        if after.id == "kg" and (tokens[i].high or 0.0) < 1:
            return False
        return after.id in _BENIGN_UNITS or after.id.startswith("lab:")
    if after is not None and after.text == "-" and i + 2 < len(tokens):
        if tokens[i + 2].kind is Kind.TIMEUNIT:
            return True
        if tokens[i + 2].kind is Kind.UNIT:
            return tokens[i + 2].id in _BENIGN_UNITS
    taken = i > 1 and (tokens[i - 2].text.lower(), tokens[i - 1].text.lower()) == ("it", "takes")
    if taken and (after is None or after.kind is Kind.PUNCT):
        return True  # "One test is not enough; it takes two."
    if _cited(tokens, i) or _decade(tokens, i) or _listed(tokens, i) or _measured(tokens, i):
        return True
    if after is None:
        return False
    if tokens[i].text.lower() == "one" and after.text == "of":
        return any(t.text.lower() in BE for t in tokens[i + 3 : i + 4])  # "One of them is over 500."
    return after.kind in (Kind.TIMEUNIT, Kind.PANEL, Kind.ANALYTE, Kind.SYMPTOM) or _counts_things(after)


def _counts_things(after: Token) -> bool:
    """As in "180 boxes", "22 restarts"."""
    word = after.text.lower()
    plural = word.endswith("s") and not word.endswith("ss") and len(word) > 3
    return after.kind in (Kind.WORD, Kind.VERB) and (plural or word in _THINGS) and word not in _NO_THINGS


def _cited(tokens: Sequence[Token], i: int) -> bool:
    """Part of a citation, a label or a name ("page 180", "[3]", "room 12")."""
    before = tokens[i - 1] if i else None
    if _marks_an_item(tokens, i):
        return True
    if before is None:
        return False
    word = before.text.lower()
    glued = before.end == tokens[i].start and before.text.isupper() and before.kind is Kind.WORD
    earlier = tokens[i - 2].text.lower() if i > 1 else ""
    if before.text == "-" and i > 1 and tokens[i - 2].end == before.start and before.end == tokens[i].start:
        # "form ABC-200": the number of a thing that is named like the drug.
        return earlier in CITED or (i > 2 and tokens[i - 3].text.lower() in CITED)
    near = earlier in CITED and word in _LINKING
    if before.kind is Kind.NUMBER and before.end < tokens[i].start and _rung(tokens, i - 1):
        return True
    if word == "of" and i > 1 and tokens[i - 2].kind is Kind.NUMBER:
        return _cited(tokens, i - 2)
    linked = (near or (earlier in _FAR and word in _FAR_LINKING)) and not _is_dose(tokens, i)
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return word in CITED or word in _BEFORE_CITED or word in _SHARED or linked or glued or after in ("]", "^")


def _marks_an_item(tokens: Sequence[Token], i: int) -> bool:
    """The number of an item or a section: "(1) Tablets are back", "plan: 1) ... 2) ...", "4.1 It shall be withheld"."""
    number, k = tokens[i], i + 1
    if k + 1 >= len(tokens) or not number.low or number.low != number.high or number.low > _ITEMS:
        return False
    section = number.text.replace(".", "").isdigit() and "." in number.text and number.low >= 1 and not i
    if not section and (tokens[k].id != ")" or not number.text.isdigit() or not _opens_an_item(tokens, i)):
        return False
    item = tokens[k] if section else tokens[k + 1]
    counted = any(t.kind in (Kind.UNIT, Kind.FREQUENCY) and t.id != "mg" for t in tokens[k : k + 4])
    return item.kind in _OF_AN_ITEM and not counted and (not section or item.text[:1].isupper())


def _opens_an_item(tokens: Sequence[Token], i: int) -> bool:
    """Whether the bracket behind a number closes the number alone: opened right before it, or nowhere."""
    if i and tokens[i - 1].id == "(":
        return i == 1 or tokens[i - 2].kind is Kind.PUNCT
    opened = [t.id for t in tokens[:i] if t.id in ("(", ")")]
    return opened.count("(") <= opened.count(")")


#: So many items a list may have.
_ITEMS = 20
_OF_AN_ITEM = (Kind.WORD, Kind.DRUG, Kind.VERB, Kind.PANEL, Kind.ANALYTE, Kind.NEGATOR, Kind.CONJ, Kind.PRONOUN)


def _rung(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number is the first part, or a later one, of one that is rung: "call 0200 175 200"."""
    while i > 0 and tokens[i - 1].kind is Kind.NUMBER:
        i -= 1
    word = tokens[i - 1].text.lower() if i else ""
    return tokens[i].text.startswith("0") and len(tokens[i].text) > 2 and word in _RINGING


_RINGING = words("call ring phone telephone tel fax bleep pager mobile on number dial : text")


def _is_dose(tokens: Sequence[Token], i: int) -> bool:
    """A frequency right behind makes a figure an amount whatever stands before it."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and after.kind is Kind.FREQUENCY and (after.high or 0.0) >= 1


def _decade(tokens: Sequence[Token], i: int) -> bool:
    """As in "in her fifties"."""
    return (
        tokens[i].form == PLURAL and i > 1 and tokens[i - 1].text.lower() in _OWN and tokens[i - 2].text.lower() == "in"
    )


def _measured(tokens: Sequence[Token], i: int) -> bool:
    """A bare value right behind the name of a laboratory test; what counts tablets of a strength is none."""
    if i + 1 < len(tokens) and tokens[i + 1].kind is Kind.NUMBER:
        return False
    for token in reversed(tokens[max(0, i - 4) : i]):
        if token.kind in (Kind.ANALYTE, Kind.PANEL):
            return True
        if token.kind not in (Kind.WORD, Kind.COMPARATOR, Kind.NUMBER, Kind.PUNCT, Kind.LIMIT, Kind.QUALITY):
            return False
    return False


def _listed(tokens: Sequence[Token], i: int) -> bool:
    """Part of a list of times or labels: "weeks 2, 4, 6 and 8", "days 3 and 7"."""
    before = tokens[i - 1].text.lower() if i else ""
    after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    if before not in _LISTED and after not in _LISTED:
        return False
    k = i + 1
    while k < len(tokens) and (tokens[k].kind is Kind.NUMBER or tokens[k].text.lower() in _LISTED):
        k += 1
    if k < len(tokens) and tokens[k].kind is Kind.TIMEUNIT and tokens[k - 2].text.lower() not in (",", "/"):
        return True
    j = i - 1
    while j >= 0 and (tokens[j].kind is Kind.NUMBER or tokens[j].text.lower() in _LISTED):
        j -= 1
    begun = 0 <= j < i - 1 and tokens[j + 1].kind is Kind.NUMBER
    return begun and (tokens[j].text.lower() in CITED or tokens[j].kind is Kind.TIMEUNIT)
