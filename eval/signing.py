"""Hashes of what an answer tells, part by part: an equal hash means that a reader is told the same.

What the rules and the topic tell is told in the topic's own words, so that another word is an editor's change and
somebody looks at it. Spaces, capitals, dashes and commas may change, and so may the numbers of citations and the order
of what has none; where a sentence ends is held, because a condition belongs to its sentence. Pictures are told too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from eval.checks import statements
from eval.facts import compared, denies, plain

WEIGHTY = frozenset({"critical", "high"})
#: Words and figures with what stands inside them, signs, and stops that something follows.
_SAID = re.compile(r"[^\W_]+(?:[.,/][^\W_]+)*|[<>=%+]|[.;:!?](?= )")
_REASON = ("fact", "value", "unit", "limit", "computed", "from")
_MISSING = ("fact", "why", "path")
_CHANGE = ("rule", "outcome", "statement", "reason")
_FACT = ("fact", "value", "unit", "from", "as_given", "converted", "span", "path")


def signature(answer: Mapping[str, Any]) -> str:
    """Return a hash of what the weighty findings say: severity, action, figures with their signs, and denials."""
    held = [
        [
            finding["rule"],
            finding["severity"],
            finding["action"],
            sorted(map(list, compared(plain(finding["message"])))),
            denies(plain(finding["message"])),
        ]
        for finding in answer["findings"]
        if finding["severity"] in WEIGHTY
    ]
    return _hashed(sorted(held), 16)


def told(answer: Mapping[str, Any], found: Iterable[str], settling: Iterable[str]) -> dict[str, str]:
    """Return a hash of each part of what an answer tells besides the passages that were merely found.

    Args:
        answer: as the service gave it.
        found: ids of the passages that the look-up found.
        settling: ids of the passages that settle the question; they are held though they were found.
    """
    ids = {citation["n"]: str(citation["passage_id"]) for citation in answer["citations"]}
    held = {
        "status": [answer["status"], answer.get("topic"), answer.get("audience"), _said(answer.get("disclaimer"))],
        "findings": sorted(_finding(one, ids) for one in answer["findings"]),
        "order of findings": [one["severity"] for one in answer["findings"]],
        "computed statements": sorted(
            [*_said(one["text"]), *_passages(one, ids)] for one in statements(answer) if one["origin"] == "rule"
        ),
        "order of statements": _layout(answer, ids, frozenset(found) - {*settling, *_called_for(answer, ids)}),
        "headings": [section["heading"] for section in answer["sections"]],
        "what is asked for": sorted([_shown(one.get(name)) for name in _MISSING] for one in answer["missing"]),
        "facts read": sorted([_shown(one.get(name)) for name in _FACT] for one in answer["facts"]),
        "disputes": sorted(
            [_said(one["about"]), *([_said(two["text"]), _passages(two, ids)] for two in one["positions"])]
            for one in answer["disagreements"]
        ),
        "what is not addressed": sorted(map(_said, answer["not_addressed"])),
        "what was changed": [
            answer["safety"]["verdict"],
            answer["safety"]["checked"] - len(statements(answer)),
            sorted([_shown(one.get(name)) for name in _CHANGE] for one in answer["safety"]["changes"]),
            _shown(answer.get("corrections")),
        ],
        "pictures": answer.get("pictures"),
        "suggestions": sorted(map(_said, answer.get("suggestions") or ())),
    }
    return {part: _hashed(value, 8) for part, value in held.items() if value}


def differing(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> list[str]:
    """Return the parts of what is told that are not the same."""
    old, new = old or {}, new or {}
    return [part for part in dict.fromkeys((*old, *new)) if old.get(part) != new.get(part)]


def _hashed(value: object, length: int) -> str:
    return sha256(repr(value).encode()).hexdigest()[:length]


def _said(text: str | None) -> list[str]:
    return _SAID.findall(plain(text or ""))


def _shown(value: object) -> list[str]:
    return _said(value if isinstance(value, str) else repr(value))


def _passages(one: Mapping[str, Any], ids: Mapping[int, str]) -> list[str]:
    return sorted(str(ids.get(n)) for n in one["citations"])


def _finding(finding: Mapping[str, Any], ids: Mapping[int, str]) -> list[list[str]]:
    """A finding as it is told, with its reasons in any order."""
    because = sorted(_said(" ".join(str(one.get(name)) for name in _REASON)) for one in finding.get("because", ()))
    named = [str(finding.get(name)) for name in ("rule", "kind", "severity", "action")]
    return [named, _said(finding.get("headline")), _said(finding["message"]), *because, _passages(finding, ids)]


def _called_for(answer: Mapping[str, Any], ids: Mapping[int, str]) -> frozenset[str]:
    """The passages that the findings rest on."""
    return frozenset(ids[n] for finding in answer["findings"] for n in finding["citations"] if n in ids)


def _layout(answer: Mapping[str, Any], ids: Mapping[int, str], free: frozenset[str]) -> Sequence[object]:
    """Under which heading, and in which order, stands what was not merely found; and whether it comes first."""
    placed = [
        (section["heading"], _passages(statement, ids), statement["origin"] == "rule")
        for section in answer["sections"]
        for statement in section["statements"]
    ]
    held = [bool(computed or not free.issuperset(cited)) for _, cited, computed in placed]
    kept = [[heading, cited] for (heading, cited, _), keep in zip(placed, held, strict=True) if keep]
    return [*(["first"] if held[:1] == [True] else []), *kept]
