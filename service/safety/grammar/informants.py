"""Whoever tells of the patient: "wife reports he is drowsy" is neither a study nor about the wife."""

from __future__ import annotations

from service.safety.english import attribution
from service.safety.english.wordlist import words
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind

_TELLING = words(
    "reports says states tells mentions notices noticed describes rang phoned called thinks finds worries complains "
    "said told reported mentioned phones rings calls notes"
)
_INFORMANTS = attribution.OTHER_PEOPLE | words(
    "patient pt carer carers family relative relatives parent parents he she they nurse"
)
_CONTRACTED = words("he's she's they're he'd she'd")
_INFORMERS = cue(_INFORMANTS)


def informs(own: Line, k: int) -> bool:
    """Whether the person named at `k` tells something of the patient."""
    tells = own.words[k + 1 : k + 2] and own.words[k + 1] in _TELLING
    return bool(tells) and any(
        (t.kind is Kind.PRONOUN and t.id == "patient") or t.text.lower() in _CONTRACTED for t in own[k + 2 : k + 6]
    )


def informed(line: Line) -> bool:
    """Whether "reports", the only word of a study in a line, is what somebody near the patient does."""
    if attribution.STUDY.intersection(line.words) != {"reports"}:
        return False
    return any(line.words[k + 1 : k + 2] == ("reports",) for k in line.places(_INFORMERS))
