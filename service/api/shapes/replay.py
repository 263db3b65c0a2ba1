"""The body that says whether an answer would be given again."""

from __future__ import annotations

from pydantic import JsonValue

from service.api.shapes.closed import Out


class DifferenceOut(Out):
    """One place of the answer that differs; null where there was nothing, or is nothing now."""

    path: str
    given: JsonValue
    now: JsonValue


class ReplayOut(Out):
    """`same`: the question gets the same answer now. `made_from`: what differs in corpus, rules, encoder or review."""

    answer_id: str
    same: bool
    differences: list[DifferenceOut]
    made_from: list[DifferenceOut]
    given_at: str
    replayed_at: str
