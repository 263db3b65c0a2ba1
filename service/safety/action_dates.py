"""Actions that only date something, or say who is meant: "since the dose increase", "the team that prescribes it"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.clauses import Clause
from service.safety.dose_words import is_at
from service.safety.tokens import Kind, Token


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
