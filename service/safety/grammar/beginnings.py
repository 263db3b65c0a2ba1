"""Words of beginning again, in every dress: "restart", "back on", "opening dose", "day one", "lift the hold"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from service.safety.english.measures import PART_NOUNS
from service.safety.english.wordlist import words
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token

_MOVERS = words(
    "put puts putting get gets getting got bring brings bringing brought go goes going went come comes coming "
    "slide slides ease eases easing slip slips phase phases take takes taking have has having start starts let "
    "lets letting give gives allow step steps drop pop is be are stay switch turn return returns returning feed "
    "sneak creep write writes add adds want wants would"
)
_AGAIN = words(
    "give gives given giving take takes taking taken have has having start starts started starting begin begins "
    "beginning try tries trying tried use uses using used go goes going write writes writing prescribe "
    "prescribes dispense dispensed order ordered get gets let lets on put puts kick kicks bring challenge be"
)
_AFTER_BACK = words("on onto in to at up with onto into as for from by , . : once when after tomorrow today now")
_FIRST = words("first initial opening starting start entry beginning comeback return restart lowest startup inaugural")
_FIRST_NOUNS = words("dose doses dosage tablet tablets strength amount level quantity mg morning evening night")
_NO_FIRST = words(
    "increase increases step steps test tests week weeks fortnight days line sign year years month months of"
)
_TO_BEGIN = frozenset(
    tuple(line.split())
    for line in (
        "to begin; to start; to open; kick off; kicks off; kicking off; open with; opens with; opening with; "
        "open at; opens at; begin with; begins with; begin at; begins at; lead with; set off; set out; go in; "
        "goes in; come in; comes in; re -; get going; at first; first back; the outset; the beginning; word go; "
        "straight off; the bat; straight away; right away; straightaway"
    ).split(";")
)
_HOLDS = words("hold pause suspension stop ban embargo block freeze moratorium holding")
_LIFTS = words(
    "lift lifted lifting lifts end ended ending release released remove removed cancel cancelled undo undone over off"
)
#: Behind these a restart lies in the past.
_PAST = words("after following since post from of during into in throughout before until till")
_LINKS = words("the a an this that her his their first two week weeks fortnight days one")


_BEGINNING = cue(
    {"back", "again", *_FIRST, *_HOLDS, *(phrase[0] for phrase in _TO_BEGIN)},
    kinds=(Kind.TIMEUNIT,),
    ids=("restart", "start", "switch"),
)


def beginnings(tokens: Sequence[Token]) -> tuple[int, ...]:
    """Places of the words that begin the drug again, in order."""
    line = line_of(tokens)
    said = line.words
    return tuple(i for i in line.places(_BEGINNING) if _begins(tokens, said, i) and not _behind(tokens, said, i))


def _begins(tokens: Sequence[Token], said: tuple[str, ...], i: int) -> bool:
    token = tokens[i]
    if token.kind is Kind.VERB and token.id in ("restart", "start", "switch"):
        if token.id == "switch" and _changes_to(tokens, i):
            return False
        return not (token.form == "past" and any(t.kind is Kind.DATE for t in tokens[i : i + 3]))
    word = said[i]
    if word == "back":
        return _back(tokens, said, i)
    if word == "again":
        return _again(tokens, i)
    if word in _FIRST:
        return _first_dose(tokens, said, i)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.kind is Kind.TIMEUNIT and token.id == "week" and after is not None and after.kind is Kind.NUMBER:
        return after.low == 1 and (i == 0 or tokens[i - 1].kind is not Kind.NUMBER)
    if token.kind is Kind.TIMEUNIT and token.id == "day":
        return said[i + 1 : i + 2] in (("one",), ("1",), ("0",), ("zero",)) or (i > 0 and said[i - 1] == "first")
    if said[i : i + 2] in _TO_BEGIN:
        return word != "re" or said[i + 2 : i + 3] in (("enter",), ("entry",), ("entering",))
    return word in _HOLDS and bool(set(said[max(0, i - 4) : i]) & _LIFTS)


def _changes_to(tokens: Sequence[Token], i: int) -> bool:
    """As in "50 mg daily and after 3 weeks change to 75 mg": from one amount to the next, and no beginning."""
    j = i + 2 if tokens[i + 1 : i + 2] and tokens[i + 1].text.lower() == "to" else i + 1
    amount = j < len(tokens) and tokens[j].kind is Kind.NUMBER
    return amount and any(
        a.kind is Kind.NUMBER and b.kind is Kind.UNIT for a, b in pairwise(t for t in tokens[:i] if t.id != "-")
    )


def _behind(tokens: Sequence[Token], said: tuple[str, ...], i: int) -> bool:
    """Whether the beginning only dates something else: "two weeks after the restart"."""
    if tokens[i].kind is not Kind.VERB or tokens[i].form not in ("noun", "base", "ing", "past", "third"):
        return False
    j = i - 1
    while j >= 0 and (said[j] in _LINKS or tokens[j].kind is Kind.DRUG):
        j -= 1
    if j > 0 and said[j] == "from" and tokens[j - 1].kind is not Kind.TIMEUNIT and tokens[i].form == "ing":
        return False  # "Nothing stops you from restarting."
    return j >= 0 and said[j] in _PAST and not (said[j] in ("in", "of", "from") and tokens[i].form == "base")


def _back(tokens: Sequence[Token], said: tuple[str, ...], i: int) -> bool:
    after = said[i + 1] if i + 1 < len(said) else "."
    before = tokens[max(0, i - 7) : i]
    if after == "pain" or any(t.kind in (Kind.PANEL, Kind.ANALYTE) for t in tokens[max(0, i - 4) : i]):
        return False
    moved = bool({t.text.lower() for t in before} & _MOVERS) or any(t.kind is Kind.DRUG for t in before) or i == 0
    moved = moved or any(t.kind is Kind.DRUG for t in tokens[i + 1 : i + 6])
    return moved and (after in _AFTER_BACK or (i + 1 < len(tokens) and tokens[i + 1].kind in (Kind.NUMBER, Kind.DRUG)))


def _again(tokens: Sequence[Token], i: int) -> bool:
    near = tokens[max(0, i - 8) : i]
    if any(t.kind in (Kind.PANEL, Kind.ANALYTE, Kind.SYMPTOM) or t.id in ("raised", "rise") for t in near):
        return False
    if same_day_again(tokens, i):
        return False
    return bool({t.text.lower().split(" ")[0] for t in near} & _AGAIN)


def same_day_again(tokens: Sequence[Token], i: int) -> bool:
    """As in "with breakfast and again at bedtime": the same amount once more on one day."""
    near = tokens[max(0, i - 8) : i]
    return any(map(_of_the_day, near)) and any(map(_of_the_day, tokens[i + 1 : i + 4]))


def _of_the_day(token: Token) -> bool:
    return token.id.startswith("part:") or token.id == "clock" or token.text.lower() in PART_NOUNS


def _first_dose(tokens: Sequence[Token], said: tuple[str, ...], i: int) -> bool:
    """As in "the first daily dose", "opening dose", "first tablet back"."""
    for j in range(i + 1, min(i + 5, len(tokens))):
        if said[j] in _FIRST_NOUNS or tokens[j].kind is Kind.UNIT:
            return said[j + 1 : j + 4] != ("of", "the", "day")
        if said[j] in _NO_FIRST or tokens[j].kind in (Kind.TIMEUNIT, Kind.PANEL, Kind.PUNCT):
            return False
    return False
