"""Read what is planned or wished for, where no dose says it: a restart, an increase, going on."""

from __future__ import annotations

from collections.abc import Iterator

from service.domain.facts import PlanFact, PlanKind
from service.safety.reading.intent import Intent, describe
from service.safety.reading.scan import Scan
from service.safety.reading.signs import denied
from service.safety.text.tokens import Kind, Token

_KINDS: dict[str, PlanKind] = {"restart": "restart", "raise": "increase", "continue": "continue"}
_AGAIN = frozenset(("again", "back"))
#: "My previous dose": taking it is going back to it.
_FORMER = frozenset("previous old earlier former usual".split())
_WISHES = frozenset(
    "can could may should want like ok okay enough possible allowed feasible advisable straight right now tonight let "
    "plan planning intend propose going time insists insist wishes keen safe".split()
)
_DEMANDS = frozenset("insists insist insisting wants want wishes asks plan plans planning requests demands".split())
_LEADING = frozenset(("so", "ok", "and", "then", "now", ",", "a", "the"))
#: What opens a yes-no question about a restart, and what makes it one about the rule: "possible after normalisation?"
_OPENS_A_QUESTION = _LEADING | frozenset("is would will another any".split())
_CONDITIONS = frozenset("after once when if until before unless".split())
_ASKS_FOR_A_RULE = frozenset("what which how when".split())


def read_plans(scan: Scan, governed: str) -> tuple[PlanFact, ...]:
    """Plans without a dose: "can she be rechallenged", "can I start them again tonight", "insists on a restart"."""
    return tuple(_plans(scan, governed))


def _plans(scan: Scan, governed: str) -> Iterator[PlanFact]:
    for i, token in enumerate(scan.tokens):
        kind = _of_verb(scan, i, token, governed) if token.kind is Kind.VERB else _of_having(scan, i)
        if kind is not None:
            yield PlanFact(kind=kind, read=scan.read(i, i))


def _of_verb(scan: Scan, i: int, token: Token, governed: str) -> PlanKind | None:
    intent = describe(scan, i)
    if denied(scan, i):
        return None
    if intent.noun:
        return "restart" if token.id == "restart" and _demanded(scan, i) else None
    if not intent.proposed or not _somebody_plans(scan, i, intent):
        return None
    if token.id in ("start", "take"):
        former = token.id == "take" and {scan.text(j) for j in range(i + 1, i + 5)} & _FORMER
        return "restart" if former or _AGAIN & scan.words(scan.sentence(i)) else None
    if token.id == "raise" and _of_another_drug(scan, i, governed):
        return None
    return _KINDS.get(token.id)


def _of_another_drug(scan: Scan, i: int, governed: str) -> bool:
    """Whether the verb is about a drug that is added: that raises no dose of the topic's own."""
    near = [scan.tokens[j].id for j in range(max(0, i - 3), i + 2) if scan.is_kind(j, Kind.DRUG)]
    return bool(near) and governed not in near


def _demanded(scan: Scan, i: int) -> bool:
    """`Insists on a restart`, `is a restart safe?`: one that is wished for; no "restart schedule"."""
    if scan.text(i + 1) in ("dose", "schedule", "monitoring", "protocol", "strategy", "plan", "text"):
        return False
    sentence = scan.sentence(i)
    before = {scan.text(j) for j in range(max(sentence.start, i - 4), i)}
    words = scan.words(sentence)
    leading = _LEADING if words & _CONDITIONS else _OPENS_A_QUESTION
    opens = all(scan.text(j) in leading for j in range(scan.clause(i).start, i))
    asked = scan.text(sentence.stop) == "?" and not words & _ASKS_FOR_A_RULE
    return bool(before & _DEMANDS) or (opens and asked and scan.text(i - 1) in ("a", "another", "any"))


def _of_having(scan: Scan, i: int) -> PlanKind | None:
    """`May he have it again`: to be given it once more."""
    if scan.text(i) not in ("have", "get", "go") or not scan.is_kind(i - 1, Kind.PRONOUN, Kind.WORD, Kind.DRUG):
        return None
    it = any(scan.is_kind(j, Kind.DRUG, Kind.PRONOUN) for j in (i + 1, i + 2))
    asked = any(scan.is_kind(j, Kind.MODAL) or scan.text(j) in ("can", "may") for j in range(max(0, i - 3), i))
    again = scan.text(i + 2) == "again" or scan.text(i + 3) == "again"
    return "restart" if it and asked and again else None


def _somebody_plans(scan: Scan, i: int, intent: Intent) -> bool:
    """A plan is a wish or a yes-no question, not a question for the rule ("what dose to restart at")."""
    sentence = scan.sentence(i)
    words = scan.words(sentence)
    if scan.text(i - 1) == "be" and scan.text(i - 2) == "to":
        return True
    first = all(scan.text(j) in _LEADING - {"a", "the"} for j in range(scan.clause(i).start, i))
    if first and scan.tokens[i].form == "base" and scan.text(sentence.stop) == "?":
        return True
    if intent.action == "restart" and scan.tokens[i].form == "base" and scan.text(i - 1) in ("i", "we"):
        return scan.text(i - 2) not in ("when", "if", "once", "until", "before", "after")
    if intent.action == "restart" and scan.tokens[i].form == "third":
        return True
    if _ASKS_FOR_A_RULE & scan.words(range(sentence.start, i)):
        return False
    return bool(_WISHES & words) or any(scan.is_kind(j, Kind.MODAL) for j in sentence)
