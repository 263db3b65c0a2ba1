"""Planted faults of what an answer no longer owns up to, and of what it claims of itself or of the patient."""

from __future__ import annotations

from collections.abc import Callable

from eval.damage import Answer
from eval.relations import a_week_later


def _not_addressed_lost(answer: Answer) -> None:
    answer["not_addressed"].clear()


def _dispute_lost(answer: Answer) -> None:
    answer["disagreements"].clear()


def _position_lost(answer: Answer) -> None:
    """Of sources that differ, the last is not told."""
    for dispute in answer["disagreements"][:1]:
        del dispute["positions"][-1]


def _followed_changed(answer: Answer) -> None:
    """Another source stands first, as the one that is followed."""
    for dispute in answer["disagreements"][:1]:
        dispute["positions"].reverse()


def _stricter_lost(answer: Answer) -> None:
    """It is no longer told which of the sources is followed."""
    for dispute in answer["disagreements"][:1]:
        dispute["about"] = dispute["about"].partition(":")[0]


def _contact_lost(answer: Answer) -> None:
    """In an emergency, only the first sentence is left of the instruction."""
    if answer["status"] == "emergency":
        first = answer["sections"][0]["statements"][0]
        first["text"] = first["text"].partition(". ")[0].rstrip(".") + "."


def _changes_hidden(answer: Answer) -> None:
    answer["safety"] |= {"verdict": "pass", "changes": []}


def _disclaimer_lost(answer: Answer) -> None:
    answer["disclaimer"] = ""


def _verbatim_claimed(answer: Answer) -> None:
    """A summary of ours is shown as the issuer's own words."""
    for citation in answer["citations"][:1]:
        citation["verbatim"] = True


def _publisher_changed(answer: Answer) -> None:
    """A citation is said to come from elsewhere, and to be newer."""
    for citation in answer["citations"][:1]:
        citation |= {"publisher": "National guideline body", "kind": "guideline"}


def _newer_claimed(answer: Answer) -> None:
    for citation in answer["citations"][:1]:
        citation["published"] = f"{int((citation['published'] or '2000')[:4]) + 1}{(citation['published'] or '')[4:]}"


def _references_changed(answer: Answer) -> None:
    for citation in (c for c in answer["citations"] if c["references"]):
        citation["references"] = ["99"]
        return


def _section_changed(answer: Answer) -> None:
    for citation in answer["citations"][:1]:
        citation["section"] = answer["citations"][-1]["section"]


def _called_quote(answer: Answer) -> None:
    """What the rules computed is shown as words of the corpus."""
    for statement in (s for section in answer["sections"] for s in section["statements"] if s["origin"] == "rule"):
        statement["origin"] = "quote"
        return


def _numeric_fact(answer: Answer) -> Answer | None:
    return next((f for f in answer["facts"] if isinstance(f["value"], int | float)), None)


def _fact_misread(answer: Answer) -> None:
    fact = _numeric_fact(answer)
    if fact is not None:
        fact["value"] *= 10


def _fact_unit(answer: Answer) -> None:
    fact = _numeric_fact(answer)
    if fact is not None and fact["unit"]:
        fact["unit"] = "mmol/L" if fact["unit"] != "mmol/L" else "mg/dL"


def _fact_lost(answer: Answer) -> None:
    del answer["facts"][:1]


def _fact_from(answer: Answer) -> None:
    """What an earlier turn told is shown as told now, and the other way round."""
    for fact in answer["facts"][:1]:
        fact["from"] = "history" if fact["from"] == "question" else "question"


def _fact_renamed(answer: Answer) -> None:
    """The first fact and another one with another value exchange their names."""
    for first, other in ((answer["facts"][0], other) for other in answer["facts"][1:]):
        if first["fact"] != other["fact"] and first["value"] != other["value"]:
            first["fact"], other["fact"] = other["fact"], first["fact"]
            return


def _because_changed(answer: Answer) -> None:
    """The arithmetic of the first finding with reasons does not fit what is said."""
    for finding in (f for f in answer["findings"] if f["because"]):
        for reason in finding["because"][:1]:
            reason |= {"limit": None, "computed": None, "value": "1"}
        return


def _because_lost(answer: Answer) -> None:
    for finding in (f for f in answer["findings"] if f["because"]):
        finding["because"] = []
        return


def _action_changed(answer: Answer) -> None:
    for finding in (f for f in answer["findings"] if f["action"] not in ("none", "continue")):
        finding["action"] = "continue"
        return


def _dates_later(answer: Answer) -> None:
    """What was read of the patient happened a week later."""
    for fact in answer["facts"]:
        if isinstance(fact["value"], str):
            fact["value"] = a_week_later(fact["value"])
        if fact["fact"].startswith("days ") and isinstance(fact["value"], int | float):
            fact["value"] += 7


def _correction_turned(answer: Answer) -> None:
    """A false premise or an earlier answer is no longer corrected."""
    answer["corrections"] = None


def _to_physician(answer: Answer) -> None:
    """What is meant for a patient is marked as meant for a physician."""
    if answer["audience"] != "physician":
        answer["audience"] = "physician"


EFFACED: dict[str, Callable[[Answer], None]] = {
    "what is not addressed not told": _not_addressed_lost,
    "dispute not told": _dispute_lost,
    "position of a source not told": _position_lost,
    "another source followed": _followed_changed,
    "stricter source not told": _stricter_lost,
    "emergency contact lost": _contact_lost,
    "changes of the check hidden": _changes_hidden,
    "disclaimer lost": _disclaimer_lost,
    "summary claimed verbatim": _verbatim_claimed,
    "publisher changed": _publisher_changed,
    "newer date claimed": _newer_claimed,
    "references changed": _references_changed,
    "section of a citation changed": _section_changed,
    "computed words called a quote": _called_quote,
    "fact misread": _fact_misread,
    "unit of a fact changed": _fact_unit,
    "fact not shown": _fact_lost,
    "where a fact was read changed": _fact_from,
    "facts exchanged": _fact_renamed,
    "reason of a finding changed": _because_changed,
    "reasons of a finding lost": _because_lost,
    "action of a finding changed": _action_changed,
    "time of a fact a week later": _dates_later,
    "correction not told": _correction_turned,
    "audience changed": _to_physician,
}
