"""Closed lists of what is said of an amount: an order refused, a limit broken, a sum, a refusal taken back."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.claims.doses_said import DoseSaid
from service.safety.english import phrasing
from service.safety.english.wordlist import phrases as phrasing_of
from service.safety.english.wordlist import words
from service.safety.rules.limits import Limits

#: Nouns for an order: what is done to it is done to the dose in it.
ORDERS = words(
    "advice recommendation claim claims "
    "order orders prescription script request requests proposal plan suggestion idea line entry sheet"
)
THROWN_OUT = words(
    "bin binned reject rejected rejects refuse refused refuses decline declined declines cancel cancelled canceled "
    "delete deleted void voided return returned discard discarded shred shredded scrap scrapped veto vetoed block "
    "ignore ignored "
    "disregard disregarded dismiss dismissed resist blocked blocks bounce bounced strike struck cross crossed "
    "throw thrown tear withdraw withdrawn overturned"
)
DEGREES = words("already just still simply clearly way far well also even considerably much")
INSTEAD = words("against not never beyond instead replace replaced replacing with write insert to now make rather into")
NOT = words("not n't never isn't aren't wasn't no don't doesn't didn't cannot hardly nobody wrongly")
#: What goes beyond a limit, with the limit behind it.
BREAKING = words("breaks break breaches breach violates violate busts bust tops top exceeds exceed overshoots passes")
LINES = phrasing.LIMIT_NOUNS | words("it that this")
STEPS = words("step steps increment limit maximum ceiling cap allowed permitted size allowance recommended")
SUMMING = words("is are lies would makes make equals comes amounts means gives totals adds goes go sits")
TOO_MUCH = tuple(("too", degree) for degree in ("much", "many", "high"))
#: What is given is what was spoken of before: "give it", "dispense that".
MEANT = words("it that this them")
HAVING_IT = (("have", "it"), ("get", "it"), ("take", "it"), ("have", "that"), ("get", "that"))
#: What was told or proposed and then done.
ACCEPTED = words(
    "kept supplied carried accepted approved upheld confirmed honoured honored dispensed given granted agreed adopted "
    "followed meant endorsed passed right correct"
)
#: Words that take a refusal back.
YET = words("anyway nonetheless nevertheless stands reinstate reinstated regardless still")

#: Two amounts that differ by less are called the same: "equals about".
_ABOUT = 0.05
SLACK = 1e-6


def refused_with(dose: DoseSaid, refused: Sequence[DoseSaid]) -> bool:
    """Whether an amount is one that was refused; what is given in a part of the day is no whole day's amount."""
    return dose.high is not None and any(
        abs(dose.high - (r.high or 0.0)) <= _ABOUT * (r.high or 0.0) and dose.parts <= r.parts and not dose.extra
        for r in refused
    )


def reason_of(dose: DoseSaid, refused: Sequence[DoseSaid], limits: Limits) -> bool:
    """As in "200 mg rejected: above 150 mg": the limit that a refused dose breaks."""
    cap = limits.daily
    over = dose.compare == ">" and dose.high is not None and cap is not None and dose.high <= cap.value + SLACK
    return over and any((r.high or 0.0) > (dose.high or 0.0) for r in refused)


_IT_WAS = tuple((thing, be) for thing in ("it", "this", "that", "which") for be in ("was", "is", "were", "got"))


_AGREEING = tuple(
    tuple(phrase.split())
    for phrase in phrasing_of(
        "live with that, live with it, fine by me, fine with me, okay by me, ok by me, okay with me, ok with me, "
        "let us oblige, let's oblige, so be it, go for it, be my guest, works for me, works for us, happy with that, "
        "happy with it, happy with this, no objection, no objections, no quarrel, let him have, let her have, "
        "let them have, i agree, we agree, why not, fair enough, granted, by all means, with pleasure, "
        "oblige her, oblige him, meet her wish, meet his wish, on board with, signed off on, sign that off"
    )
)
_OPENERS = frozenset(phrase[0] for phrase in _AGREEING)


def _agrees(said: Sequence[str], i: int) -> bool:
    """As in "I can live with that", where no word denies it."""
    if said[i] not in _OPENERS or not NOT.isdisjoint(" ".join(said[max(0, i - 3) : i]).split()):
        return False
    return any(tuple(said[i : i + len(phrase)]) == phrase for phrase in _AGREEING)


_HANDED_OUT = words("dispensed gave given issued supplied administered released signed approved authorised authorized")
_WHO = words("i we have has had 've they she he then and pharmacist nurse was")


def _handed_out(said: Sequence[str], i: int) -> bool:
    """As in "so I have dispensed it", "then I signed it off": what was questioned was given all the same."""
    object_follows = not MEANT.isdisjoint(said[i + 1 : i + 2])
    return said[i] in _HANDED_OUT and i > 0 and said[i - 1] in _WHO and object_follows


def accepted(said: Sequence[str], i: int) -> bool:
    """As in "this was kept", "it was.", "fine by me": what was told or asked is what is done."""
    if _agrees(said, i) or _handed_out(said, i):
        return True
    it_was = tuple(said[i - 2 : i]) in _IT_WAS
    return it_was and (said[i] in ACCEPTED or (said[i] == "." and said[i - 2] == "it"))
