"""When a value was measured, where the words of its clause would make a condition of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.safety.claims.lab_regions import LabSaid
from service.safety.grammar.clauses import Clause
from service.safety.text.tokens import Token


def awaited_apart(lab: LabSaid, said: Sequence[LabSaid]) -> LabSaid:
    """As in "hold until normal for a value of 600": what is waited for is said already, and the value is today's."""
    if lab.link != "until" or lab.compared or lab.said == "normal":
        return lab
    awaited = any(o.link == "until" and o.said == "normal" and o.place < lab.place for o in said)
    return replace(lab, link="main") if awaited else lab


def dated(lab: LabSaid, tokens: Sequence[Token], cut: Sequence[Clause]) -> LabSaid:
    """As in "after a result of 700": a figure that dates something was measured."""
    if lab.link != "when" or lab.compared or lab.scale == "word":
        return lab
    opener = next(tokens[c.first].text.lower() for c in cut if c.first <= lab.place < c.last)
    return replace(lab, link="main") if opener in ("after", "following") else lab
