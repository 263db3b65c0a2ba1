"""Whether the citations of an answer bear what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.checks import Checker, statements


def cited(answer: Mapping[str, Any], checker: Checker) -> dict[str, int]:
    """Count as ALCE: a statement is recalled when its citations together bear it; a citation is precise when needed.

    Source: T. Gao and others, "Enabling large language models to generate text with citations", EMNLP 2023. Computed
    statements are left out: their figures are checked against what they were computed from.
    """
    ids = {citation["n"]: citation["passage_id"] for citation in answer["citations"]}
    told = recalled = total = precise = 0
    for statement in statements(answer):
        if statement["origin"] == "rule":
            continue
        told += 1
        held = [ids[n] for n in statement["citations"] if n in ids]
        borne = checker.supported(statement["text"], held)
        recalled += borne
        total += len(held)
        for one in held:
            others = [other for other in held if other != one]
            alone = checker.supported(statement["text"], [one])
            precise += borne and (alone or not checker.supported(statement["text"], others))
    return {"statements": told, "recalled": recalled, "citations": total, "precise": precise}
