"""Hashes of what an answer says: equal hashes mean the same figures, signs, denials, people and passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from eval.checks import statements
from eval.facts import compared, denies, plain, weighed

WEIGHTY = frozenset({"critical", "high"})


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
    return sha256(repr(sorted(held)).encode()).hexdigest()[:16]


def told_signature(answer: Mapping[str, Any], populations: Iterable[tuple[str, ...]]) -> str:
    """Return a hash of what the rules tell: status, and figures, guards, people and passages of all they say.

    Ordinary words may change without it; a figure, a sign, a denial, a unit, a condition or a population may not.
    """
    ids = {citation["n"]: citation["passage_id"] for citation in answer["citations"]}
    told = [(f["message"], f["citations"]) for f in answer["findings"] if f["severity"] in WEIGHTY]
    told += [(s["text"], s["citations"]) for s in statements(answer) if s["origin"] == "rule"]
    people = [word for group in populations for word in group]
    held = [
        [
            sorted(map(list, compared(text))),
            sorted(weighed(text).items()),
            [word for word in people if word in text],
            sorted(str(ids.get(n)) for n in cited),
        ]
        for text, cited in ((plain(text), cited) for text, cited in told)
    ]
    return sha256(repr([answer["status"], sorted(held, key=repr)]).encode()).hexdigest()[:16]
