"""Remembers for a while who came in with a key, so that a page's visitor types it once."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
_MOST = 500
"""So many are open at once; the oldest gives way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visit behind one door. `digest` is that of the key it began with, `form_token` what its forms must carry."""

    door: str
    holder: str
    digest: str
    form_token: str
    began: datetime
    seen: datetime


class Sessions:
    """The open sessions of this process, by the hash of their token. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, Session] = {}

    def begin(self, door: str, *, holder: str, digest: str, now: datetime) -> str:
        """Open a session and return its token, which nobody can guess and which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        made = Session(
            door=door, holder=holder, digest=digest, form_token=secrets.token_urlsafe(32), began=now, seen=now
        )
        with self._lock:
            while len(self._open) >= _MOST:
                self._open.pop(next(iter(self._open)))
            self._open[_hash(token)] = made
        return token

    def find(self, door: str, token: str, *, now: datetime) -> Session | None:
        """Return the session of this token behind this door; None when there is none or its time is over."""
        name = _hash(token)
        with self._lock:
            found = self._open.get(name)
            if found is None or found.door != door:
                return None
            if now - found.seen > IDLE or now - found.began > LONGEST:
                del self._open[name]
                return None
            self._open[name] = replace(found, seen=now)
            return found

    def end(self, token: str) -> None:
        """Close a session; nothing when there is none."""
        with self._lock:
            self._open.pop(_hash(token), None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
