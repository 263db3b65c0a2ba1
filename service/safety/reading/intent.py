"""What a clause does with the drug: which action, and whether it is proposed, done or only spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from service.safety.reading.scan import Scan, counts_a_day
from service.safety.text.tokens import Kind

_ACTIONS = frozenset("restart start give continue raise reduce hold stop switch take".split())
PROPOSING = frozenset(
    (
        "can could may might should shall will would want wants like 'd i'd id lets let's ok okay plan planning "
        "going need needs schedule please straight now if tonight tonite proposes propose right back considering "
        "consider thinking planning contemplating insist insists insisting wishes keen demands demand"
    ).split()
)
_AHEAD = frozenset(("tomorrow", "tonight"))
#: Words of a plan.
PLANS = frozenset("plan plans planned planning propose proposes proposed proposal intend intends intended".split())
#: Words that say whose rule a sentence states.
OF_A_SOURCE = frozenset("article article's guideline guideline's guidelines source sources guidance".split())
_AUXILIARY = frozenset("was were had been did have has having got after since following because despite".split())
_BEFORE_A_NOUN = frozenset(
    "of the a an on into second 2nd another first during after following post upon before this any for since his her "
    "their my our".split()
)
#: What a restart is named for: "restart dose", "rechallenge patient".
_NAMED_BY_IT = frozenset("dose monitoring strategy schedule protocol attempt text day pt patient case".split())
_ASKING = frozenset(["what", "which", "how", "when", "why"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """`proposed` is what somebody wants to do; `past` is what was done; neither is talk about the action itself."""

    action: str | None
    proposed: bool
    past: bool
    past_state: bool = False
    noun: bool = False
    at: int | None = None


def intent_at(scan: Scan, i: int) -> Intent:
    """The action that governs token `i`: the nearest verb before it in its clause, else shortly after it."""
    clause = scan.clause(i)
    before = [j for j in clause if j < i and acts(scan, j)]
    after = [j for j in clause if j > i and acts(scan, j)]
    at = before[-1] if before else after[0] if after and after[0] - i <= 4 else None
    if at is None:
        words = scan.words(range(clause.start, i))
        return Intent(
            action=None, proposed=False, past=False, past_state=bool(words & {"was", "were", "previously", "had"})
        )
    return describe(scan, at)


def describe(scan: Scan, at: int) -> Intent:
    """Whether the verb at `at` proposes, reports or names an action."""
    token = scan.tokens[at]
    sentence = scan.sentence(at)
    before = [scan.text(j) for j in sentence if j < at]
    near = before[-4:]
    modal = any(scan.is_kind(j, Kind.MODAL) for j in range(max(sentence.start, at - 6), at)) or bool(
        set(before[-6:]) & PROPOSING
    )
    if nominal(scan, at):
        return Intent(action=token.id, proposed=False, past=False, noun=True, at=at)
    if token.form == "past":
        if set(before) & _ASKING and set(near) & {"is", "are"} and not set(near) & _AUXILIARY:
            # "At what dose is it re-introduced?" asks for the rule and tells nothing.
            return Intent(action=token.id, proposed=False, past=False, at=at)
        # "Is restarted at 100 mg according to the article" states a rule and tells of nobody.
        ruled = bool(set(near) & {"is", "are"}) and not set(near) & _AUXILIARY and _sourced(scan, sentence)
        passive = (
            ruled
            or (before[-2:] == ["to", "be"] and not {"have", "has", "need", "needs"} & set(near))
            or (modal and bool(set(near) & {"be", "get", "being"}))
        )
        return Intent(action=token.id, proposed=passive, past=not passive, at=at)
    if token.form == "ing":
        done = bool(set(near) & _AUXILIARY)
        modal = modal or bool(_AHEAD & scan.words(sentence))
        opens = at == sentence.start and token.id in ("restart", "start")
        opens = opens or (at == sentence.start + 1 and before[-1] in ("is", "would", "about", "and"))
        return Intent(action=token.id, proposed=(modal or opens) and not done, past=done, at=at)
    asked = bool(set(before) & _ASKING) and not modal
    return Intent(action=token.id, proposed=not asked or token.form == "third", past=False, at=at)


def _sourced(scan: Scan, sentence: range) -> bool:
    """Whether a sentence says whose rule it states, and speaks of nobody."""
    someone = any(scan.is_kind(j, Kind.PRONOUN) and scan.tokens[j].id == "patient" for j in sentence)
    return bool(scan.words(sentence) & OF_A_SOURCE) and not someone


def acts(scan: Scan, j: int) -> bool:
    """Whether token `j` is a verb of treatment: to restart, hold, raise and so on."""
    return scan.tokens[j].kind is Kind.VERB and scan.tokens[j].id in _ACTIONS


def nominal(scan: Scan, at: int) -> bool:
    """Whether a verb form is used as a noun: "the restart", "day 9 of rechallenge", "restart dose"."""
    token = scan.tokens[at]
    if token.form == "noun":
        return True
    if token.form != "base":
        return False
    before, after = scan.text(at - 1), scan.text(at + 1)
    if before in _BEFORE_A_NOUN:
        return True
    if scan.is_kind(at - 1, Kind.UNIT, Kind.DRUG, Kind.TIMEUNIT) or after == "of":
        return True
    heading = after == ":" and at == scan.clause(at).start
    return heading or after in _NAMED_BY_IT or _day_count(scan, at)


def _day_count(scan: Scan, at: int) -> bool:
    """`rechallenge with 50 mg, day 5`: a restart that is being counted has happened."""
    clause = scan.sentence(at)
    first = at == clause.start or (at == scan.clause(at).start and scan.text(at + 1) == "now")
    days = any(counts_a_day(scan, j) for j in clause if j > at)
    # "Rechallenge, now 75 mg" goes on; "restart 150 mg now" is an order.
    own = scan.clause(at)
    now = any(scan.text(j) == "now" and j + 1 < own.stop for j in own)
    # "Rechallenge: 50 mg 14 d, 75 mg for 7 d so far" tells of one that goes on.
    far = any(scan.text(j) == "so" and scan.text(j + 1) == "far" for j in clause)
    return first and (days or now or far)
