"""Planted faults of what stands where it does not belong: under another heading, in another patient's answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from eval.damage import Answer, copied

Displace = Callable[[Answer, Answer], None]
"""Changes an answer, given that to another question."""

_CONDITION = re.compile(r",? ((?:until|unless|only if|only when|only after|if|when|while|once) [^,.;:]+)(?=[,.;:])")
_LEADING = re.compile(r"^((?:Until|Unless|If|When|While|Once|After|Before) [^,.;:]+), (\w)")


def _another_heading(answer: Answer, _: Answer) -> None:
    """The last statement of the first section moves under the last heading."""
    if len(answer["sections"]) > 1 and len(answer["sections"][0]["statements"]) > 1:
        answer["sections"][-1]["statements"].append(answer["sections"][0]["statements"].pop())


def _headings_exchanged(answer: Answer, _: Answer) -> None:
    if len(answer["sections"]) > 1:
        first, last = answer["sections"][0], answer["sections"][-1]
        first["heading"], last["heading"] = last["heading"], first["heading"]


def _last_first(answer: Answer, _: Answer) -> None:
    """What to do now comes last: the sections, and the statements of each, in reverse order."""
    if sum(len(section["statements"]) for section in answer["sections"]) > 1:
        answer["sections"].reverse()
        for section in answer["sections"]:
            section["statements"].reverse()


def _weighty_last(answer: Answer, _: Answer) -> None:
    """The findings, least severe first."""
    if len({finding["severity"] for finding in answer["findings"]}) > 1:
        answer["findings"].reverse()


def _condition_moved(answer: Answer, _: Answer) -> None:
    """Two statements are worded as one would merge them, so that the condition of the first stands with the second."""
    told = [s for section in answer["sections"] for s in section["statements"] if s["origin"] != "rule"]
    for one, other in pairwise(told):
        leading, inner = _LEADING.match(one["text"]), _CONDITION.search(one["text"])
        if leading is not None:
            one["text"] = leading[2].upper() + one["text"][leading.end() :]
            condition = leading[1]
        elif inner is not None:
            one["text"] = one["text"][: inner.start()] + one["text"][inner.end() :]
            condition = inner[1][:1].upper() + inner[1][1:]
        else:
            continue
        other["text"] = f"{condition}, {other['text'][:1].lower()}{other['text'][1:]}"
        one["origin"] = other["origin"] = "model"
        return


def _brought(answer: Answer, other: Answer, statement: Answer) -> Answer:
    """A statement of another answer with its citations, renumbered, as part of this one."""
    offset = max((c["n"] for c in answer["citations"]), default=0)
    cited = [copied(c) for c in other["citations"] if c["n"] in statement["citations"]]
    for citation in cited:
        citation["n"] += offset
    answer["citations"] += cited
    return {**copied(statement), "citations": [n + offset for n in statement["citations"]]}


def _another_patients(answer: Answer, other: Answer) -> None:
    """The first statement of another patient's answer stands first: true, cited, and not about this one."""
    for section in answer["sections"][:1]:
        told = {s["text"] for one in answer["sections"] for s in one["statements"]}
        for statement in (s for one in other["sections"] for s in one["statements"] if s["text"] not in told):
            section["statements"].insert(0, _brought(answer, other, statement))
            return


def _another_finding(answer: Answer, other: Answer) -> None:
    """A finding of another patient, with its passages."""
    held = {finding["rule"] for finding in answer["findings"]}
    for finding in (f for f in other["findings"] if f["rule"] not in held and f["kind"] == "threshold"):
        answer["findings"].append(_brought(answer, other, finding))
        return


def _near_answered(answer: Answer, other: Answer) -> None:
    """What nothing settles is answered with what was said to another question."""
    if answer["status"] == "not_covered" and other["status"] == "answered":
        answer |= {"status": "answered", "sections": copied(other["sections"]), "not_addressed": []}
        answer["citations"] = copied(other["citations"])


def _asked_other(answer: Answer, other: Answer) -> None:
    """The first fact that is asked for has the name of another one."""
    held = {missing["fact"] for missing in answer["missing"]}
    names = [one["fact"] for one in (*other["missing"], *other["facts"]) if one["fact"] not in held]
    if answer["missing"] and names:
        answer["missing"][0]["fact"] = names[0]


def _reasons_exchanged(answer: Answer, _: Answer) -> None:
    if len({missing["why"] for missing in answer["missing"]}) > 1:
        first, last = answer["missing"][0], answer["missing"][-1]
        first["why"], last["why"] = last["why"], first["why"]


def _another_headline(answer: Answer, other: Answer) -> None:
    named = [f["headline"] for f in other["findings"] if f["headline"]]
    for finding in answer["findings"][:1]:
        if finding["headline"] and named and named[0] != finding["headline"]:
            finding["headline"] = named[0]


DISPLACED: dict[str, Displace] = {
    "statement under another heading": _another_heading,
    "headings exchanged": _headings_exchanged,
    "last thing first": _last_first,
    "least severe finding first": _weighty_last,
    "condition moved to the next statement": _condition_moved,
    "statement of another patient": _another_patients,
    "finding of another patient": _another_finding,
    "refusal made an answer": _near_answered,
    "another fact asked for": _asked_other,
    "reasons of what is asked exchanged": _reasons_exchanged,
    "headline of another finding": _another_headline,
}
