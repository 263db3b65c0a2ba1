"""Hashes of what an answer says: equal hashes mean the same figures, signs, denials, people and passages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from eval.checks import statements
from eval.facts import compared, denies, plain

WEIGHTY = frozenset({"critical", "high"})
#: Words and figures with what stands inside them, and signs.
_SAID = re.compile(r"[^\W_]+(?:[.,/][^\W_]+)*|[<>=%+]")


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


def told_signature(answer: Mapping[str, Any]) -> str:
    """Return a hash of what the rules tell: status, what they ask for, and every word that they say with its passages.

    These words are the topic's own, so that another word is an editor's change and somebody looks at it. Spaces,
    capitals, dashes and punctuation may change, and so may the numbers of citations and the order of what is told.
    """
    ids = {citation["n"]: citation["passage_id"] for citation in answer["citations"]}
    told = [(f["message"], f["citations"]) for f in answer["findings"] if f["severity"] in WEIGHTY]
    told += [(s["text"], s["citations"]) for s in statements(answer) if s["origin"] == "rule"]
    held = sorted((_SAID.findall(plain(text)), sorted(str(ids.get(n)) for n in cited)) for text, cited in told)
    missing = sorted(one["fact"] for one in answer["missing"])
    return sha256(repr([answer["status"], missing, held]).encode()).hexdigest()[:16]
