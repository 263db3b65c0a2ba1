"""References to the dose of before: "the old dose", "as charted", "where she left off", "the dose that did it"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.safety.english.wordlist import Phrases, words
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind

_FORMER = words(
    "previous prior old former earlier original usual same full customary accustomed familiar exact habitual "
    "tolerated regular unreduced undiminished normal preadmission pre-admission pre-injury pre-hold "
    "established existing standing identical accustomed unchanged"
)
#: Of a dose that is not told: the full one, whatever it is.
_FULL = words(
    "whole entire complete total maintenance target treatment treating therapeutic standard effective working "
    "intended planned recommended label weight-based"
)
_AMOUNTS = words(
    "dose doses dosage amount amounts strength level quantity regimen schedule tablets tablet number "
    "prescription order chart script course milligrams mg dosing"
)
_PHRASES = Phrases(
    "as before; as it was; as it stood; as they were; as charted; as previously; as she was; as he was; like "
    "before; as per the old; as per old; as prior; as formerly; as hitherto; left off; she stopped; he stopped; "
    "we stopped; they stopped; you stopped; it stopped; was stopped at; it was left; dose unchanged; unchanged "
    "dose; that dose; this dose; that amount; the same again; at which the injury; on which the injury; when "
    "the injury; that did it; which did it; did the damage; did the harm; did the injury; did the mischief; "
    "caused the trouble; caused the injury; upset the liver; hurt the liver; harmed the liver; injured the liver; "
    "damaged the liver; hit the liver; raised the enzymes; raised the tests; into trouble; made her ill; made him ill; "
    "made her jaundiced; made him jaundiced; before they went up; before it went up; before they rose; before it rose; "
    "when the enzymes rose; when the tests rose; "
    "that brought this on; that brought it on; which brought this on; "
    " that caused; which caused; that hurt; which hurt; that harmed; that "
    "injured; that triggered; ditto; the one before; back to it; back to that; back to this; "
    "back on that; back on this; return to it; return to that; revert to it; revert to that; dose taken "
    "before; dose given before; "
    "dose before; dose at which things; dose on which things; amount at which things; amount on which things; "
    "when this happened; when it happened; when that happened; when things went wrong; dose that you; amount that "
    "you; amount that she; amount that he; strength that you; strength that she; strength that he; strength you; "
    "level you; level that you; level that she; level that he; number you; amount "
    "before; dose she; dose he; dose they; dose that she; dose that he; amount she; amount he; amount they; "
    "amount you; dose you; strength she; strength he; level she; level he; number she; number he; what she "
    "took; what he took; what they took; what she had; what he had; what she was; what he was; what you were; "
    "what they were; whatever she; whatever he; whatever they; where she was; where he was; where it was; where "
    "they were; where you were; where she stood; where he stood; restart there; resume there; start there; "
    "begin there; recommence there; up from there; on from there; resume from there; restart from there; "
    "start from there; begin from there; that level; that point; that mark; "
    "is what he should; is what she should; is what they should; is what you should; is what we should; is what to"
)
_LESS = words(
    "lower reduced smaller low lowest minimal tiny half halved third quarter fraction below under beneath less "
    "fifth tenth than instead away down significantly lesser part cut"
)
_BETWEEN = words("- high hold daily oral injury admission ,")
_PRE = words("hold injury admission event illness reaction stop hepatitis")


class FormerDose(NamedTuple):
    """A reference to the dose of before."""

    place: int
    named: bool
    """True when a dose is named, and not only "as before"."""
    full: bool = False
    """True for "the whole dose", "the maintenance dose": as high as it is to be, which nobody has told."""


_REFERRING = cue(_FORMER | _FULL | {"pre"} | _PHRASES.rarest)
_QUALIFIED = cue(_FORMER | {"pre"})
_WHOLE = cue(_FULL)


def former_doses(tokens: Line) -> tuple[FormerDose, ...]:
    """Where the dose of before is meant to its full amount, in order."""
    if not tokens.cues & _REFERRING:
        return ()
    said = tokens.words
    # "The amount of (the drug) she took": the name stands between.
    kept = [
        i
        for i, t in enumerate(tokens)
        if t.kind is not Kind.DRUG
        and not (said[i] == "of" and tokens[i + 1 : i + 2] and tokens[i + 1].kind is Kind.DRUG)
    ]
    spoken = [said[i] for i in kept]
    told = {
        kept[first]: bool(set(spoken[first:last]) & _AMOUNTS)
        for first, last in _PHRASES.within(spoken)
        if not _asked(spoken, first)
    }
    told |= dict.fromkeys((i for i in tokens.places(_QUALIFIED) if _named(tokens, said, i)), True)
    found = [FormerDose(i, named) for i, named in told.items()]
    found += [
        FormerDose(i, True, True) for i in tokens.places(_WHOLE) if i not in told and _dose_behind(tokens, said, i)
    ]
    return tuple(sorted(f for f in found if not _lessened(said, f.place)))


def _dose_behind(tokens: Line, said: Sequence[str], i: int) -> bool:
    """As in "the whole maintenance dose"; "the total daily dose of 50 mg" is told."""
    j = i + int(said[i] in _FULL)
    while j > i and j < len(tokens) and (said[j] in _FULL or said[j] in _BETWEEN or tokens[j].kind is Kind.DRUG):
        j += 1
    return i < j < len(tokens) and said[j] in _AMOUNTS


def _asked(said: Sequence[str], i: int) -> bool:
    """As in "at what dose she might go back"."""
    return i > 0 and said[i - 1] in ("what", "which")


def _named(tokens: Line, said: Sequence[str], i: int) -> bool:
    """As in "the previous dose", "her pre-hold regimen", "the old 150"."""
    word = said[i]
    if word == "pre" and said[i + 1 : i + 2] == ("-",) and set(said[i + 2 : i + 3]) & _PRE:
        word = "previous"
    if word not in _FORMER:
        return False
    for j in range(i + 1, min(i + 6, len(tokens))):
        if said[j] in _AMOUNTS:
            return not (word == "same" and said[j] in ("chart", "script", "order", "course", "tablet"))
        if tokens[j].kind is Kind.NUMBER and j == i + 1:
            return j + 1 == len(tokens) or tokens[j + 1].kind is not Kind.TIMEUNIT
        if tokens[j].kind is not Kind.DRUG and said[j] not in _FORMER | _FULL | _BETWEEN:
            return False
    return False


def _lessened(said: Sequence[str], i: int) -> bool:
    """Whether only a part of that dose is meant, or one that is lower than it."""
    return bool(set(said[max(0, i - 5) : i + 1]) & _LESS) or bool(set(said[i : i + 3]) & {"lower", "reduced", "half"})
