"""Ids that sort by time and cannot be guessed."""

from __future__ import annotations

import secrets
from datetime import datetime

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_CHARS = 10
_RANDOM_CHARS = 26
"""26 characters of 5 bits are 130 random bits: a ULID's own 80 are few for an id that opens patient data."""


def new_id(prefix: str, now: datetime) -> str:
    """Return `prefix_` and a ULID's ten characters of time in milliseconds, followed by 130 random bits."""
    return f"{prefix}_{_coded(int(now.timestamp() * 1000), _TIME_CHARS)}{_coded(secrets.randbits(130), _RANDOM_CHARS)}"


def _coded(number: int, length: int) -> str:
    chars = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        chars.append(_CROCKFORD[digit])
    return "".join(reversed(chars))
