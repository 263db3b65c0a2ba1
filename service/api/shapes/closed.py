"""What every response body shares, and the bodies that belong to no room: health and problems."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Number = int | float
Sha256 = str


class Out(BaseModel):
    """What every part of a response shares."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class HealthOut(Out):
    """How the service is."""

    status: Literal["live", "ready"]


class FieldProblemOut(Out):
    """Where a request does not fit, and what is expected there."""

    path: str
    message: str


class ProblemOut(Out):
    """An error as RFC 9457 has it. It never repeats the input."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblemOut] | None = None
