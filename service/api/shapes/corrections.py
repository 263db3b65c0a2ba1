"""The body that tells what the last turn of a conversation replaced."""

from __future__ import annotations

from service.api.shapes.closed import Out


class CorrectionOut(Out):
    """A fact that the last turn replaced: as it `was`, and as it is `now`."""

    fact: str
    was: str
    now: str


class CorrectionsOut(Out):
    """What the last turn replaced, and the rules that it made fall away or come new."""

    facts: list[CorrectionOut]
    findings_gone: list[str]
    findings_new: list[str]
