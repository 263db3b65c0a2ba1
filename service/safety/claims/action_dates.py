"""Actions that only date something, or say who is meant: "since the dose increase", "the team that prescribes it"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.claims.dose_words import is_at
from service.safety.grammar.clauses import Clause
from service.safety.text.tokens import Kind, Token


def by_whom(tokens: Sequence[Token], i: int) -> bool:
    """As in "the team that prescribes it": the verb only tells who is meant."""
    before = [t.text.lower() for t in tokens[max(0, i - 2) : i]]
    if tokens[i].form != "third" or not before:
        return False
    return before[-1] in ("who", "whoever") or (before[-1] == "that" and before[0] in _PEOPLE)


_PEOPLE = frozenset(
    (
        "team",
        "clinic",
        "doctor",
        "person",
        "nurse",
        "consultant",
        "specialist",
        "surgery",
        "hospital",
        "unit",
        "service",
        "colleague",
        "practice",
        "gp",
        "one",
    )
)


def dates_another(tokens: Sequence[Token], i: int) -> bool:
    """As in "tests during the hold": the noun says when, and what is denied is something else."""
    j = i - 1
    while j >= 0 and (
        tokens[j].kind is Kind.DRUG or tokens[j].text.lower() in ("the", "a", "an", "her", "his", "this")
    ):
        j -= 1
    return j >= 0 and tokens[j].text.lower() in ("during", "throughout", "after", "following")


def of_a_time(tokens: Sequence[Token], i: int) -> bool:
    """As in "at the end of the first fortnight": when something is, and no stop."""
    return is_at(tokens, i + 1, "of") and any(t.kind is Kind.TIMEUNIT for t in tokens[i + 2 : i + 6])


def since_then(tokens: Sequence[Token], clause: Clause, i: int) -> bool:
    """As in "pain since the dose increase": the action says since when."""
    opened = [t.text.lower() for t in tokens[clause.first : clause.first + 2]]
    return clause.link == "because" and opened[:1] == ["since"] and opened[1:] in _ITS and i - clause.first < 5


def left_open(tokens: Sequence[Token], i: int) -> bool:
    """Whether the action is no more than a case that may come, or a question for those who decide."""
    said = [t.text.lower() for t in tokens[: i + 9]]
    if said[i] in ("use", "using"):
        return said[i + 1 : i + 3] == ["it", "to"] and bool(set(said[i + 3 : i + 4]) & _READERS_DO)
    if said[0] == "whether":
        on = next((k for k in range(i, len(said) - 1) if said[k : k + 2] in _DEPENDS), None)
        return on is not None and bool(set(said[on + 2 : on + 6]) & RESULTS)
    if not _in_a_case(tokens, i) or any(t.kind is Kind.NUMBER for t in tokens):
        return False
    own = [t.text.lower() for t in tokens[max(0, i - 3) : i]]
    return said[i].startswith("chang") or (own[-1:] == ["or"] and bool(set(own) & _THEY)) or bool(set(own[-1:]) & _THEY)


def _in_a_case(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that opens a case ("if", "once") stands before a verb, without a sign between."""
    for token in reversed(tokens[:i]):
        if token.kind is Kind.PUNCT:
            return False
        if token.kind is Kind.CONJ and token.id in ("if", "when"):
            return True
    return False


_READERS_DO = frozenset(("prepare", "plan", "ask", "understand", "learn", "read", "find", "look"))
_DEPENDS = (["depends", "on"], ["depend", "on"], ["hangs", "on"], ["turns", "on"])
_THEY = frozenset(
    ("doctor", "doctors", "prescriber", "prescribers", "specialist", "specialists", "clinicians", "clinic")
)
_ITS = tuple([word] for word in ("the", "her", "his", "this", "that", "their", "your", "a"))


def recorded(tokens: Sequence[Token], i: int, last: int) -> bool:
    """As in "add it to her sensitivities": it goes on a list of what is not to be given."""
    behind = [t.text.lower() for t in tokens[i + 1 : min(i + 12, last)]]
    return bool(_RECORDS & set(behind)) and bool({"to", "on", "in", "under", "as"} & set(behind))


_RECORDS = frozenset(
    (
        *(
            "sensitivities",
            "sensitivity",
            "allergies",
            "allergy",
            "intolerances",
            "intolerance",
            "reactions",
            "reaction",
        ),
        *("alert", "alerts", "contraindications", "hypersensitivities", "warnings", "avoid-list"),
    )
)
RESULTS = frozenset(("enzymes", "enzyme", "tests", "test", "values", "figures", "results", "numbers", "liver"))
