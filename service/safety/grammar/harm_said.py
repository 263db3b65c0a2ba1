"""Whether words say that something harms, or that it does not: "is a risk", "does not hurt the liver"."""

from __future__ import annotations

from service.safety.english.wordlist import words
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind

_HARM = words(
    "risk risks risky hazard hazards hazardous harm harms harmful harmed hurt hurts injury injuries injure injures "
    "injured damage damages damaging toxic toxicity hepatotoxic hepatotoxicity danger dangers threat threats threaten "
    "threatens peril perils menace trouble mischief side-effects"
)
_HARMS = cue(_HARM, kinds=(Kind.SYMPTOM, Kind.CONDITION))
#: What may stand between a denial and the harm that it denies; "does not remove the risk" denies another thing.
_LINKING = words(
    "a an any the be been being of to in on for from by with her his their its your my real great much big major "
    "significant serious severe added additional extra such known further undue particular special likely able "
    "expected pose poses posing cause causes causing carry carries carrying present presents bring brings mean means "
    "involve involves lead leads linked associated tied related do does did doing will would can could may might is "
    "are was were have has had increase increases raise raises raised increased higher at more most really very so "
    "quite actually ever normally usually generally liver hepatic considered deemed called thought seen as"
)


def harms(line: Line, first: int, last: int) -> bool | None:
    """Whether tokens `first` to `last` tell of harm; False where they deny it, None where they speak of none."""
    if not line.cues & _HARMS:
        return None
    said = [i for i in line.places(_HARMS) if first <= i < last and _harm(line, i)]
    return any(_denials(line, first, i) % 2 == 0 for i in said) if said else None


def _harm(line: Line, i: int) -> bool:
    return line.words[i] in _HARM or line[i].kind in (Kind.SYMPTOM, Kind.CONDITION)


def _denials(line: Line, first: int, place: int) -> int:
    """How many words deny a harm, right before it or with mere links between."""
    count = 0
    for k in range(place - 1, first - 1, -1):
        if line[k].kind is Kind.NEGATOR:
            count += 1
        elif line.words[k] not in _LINKING:
            break
    return count
