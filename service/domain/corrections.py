"""What a later turn took the place of: told to the reader, because it may change what the rules find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One fact that the last turn replaced, as it was and as it is now, in words with their units."""

    of: Literal["result", "limit", "dose", "person", "sign", "phase"]
    fact: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What the last turn replaced, and which rules fired no more, or for the first time, by that turn."""

    facts: tuple[Correction, ...]
    findings_gone: tuple[str, ...]
    findings_new: tuple[str, ...]
