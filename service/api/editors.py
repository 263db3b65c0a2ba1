"""Who may sign content off: editors with a key of their own, from a file in the data folder. Without one, nobody."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from service.api.keys import KeyRing, read_digests
from service.api.problems import HTTPProblemError, Problem

FILE = "editors"
HEADER = "X-Editor-Key"
TRIES = 10
PER_S = 60.0
_CALLERS = 1024
"""So many callers' failed tries are remembered; the one that has been quiet longest is forgotten first."""

CLOSED = Problem(
    status=403,
    slug="desk-closed",
    title="The desk is closed",
    detail="No editor has a key, so nobody can review content. The operator runs `groundrule editor add NAME`.",
)
REFUSED = Problem(
    status=401,
    slug="editor-key-needed",
    title="Editor's key needed",
    detail=f"Send a valid editor's key as `{HEADER}: ...`.",
    headers={"WWW-Authenticate": 'EditorKey realm="groundrule desk"'},
)
TOO_MANY = Problem(
    status=429,
    slug="too-many-tries",
    title="Too many tries",
    detail="Too many keys from this address were wrong. Wait a minute, then try again.",
    headers={"Retry-After": str(int(PER_S))},
)


class Tries:
    """Counts the wrong keys of each caller within the last minute. Safe to use from several threads."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: dict[str, deque[float]] = {}

    def demand(self, caller: str) -> None:
        """Return when the caller may try.

        Raises:
            HTTPProblemError: 429; it had too many wrong tries.
        """
        with self._lock:
            if len(self._recent(caller)) >= TRIES:
                raise HTTPProblemError(TOO_MANY)

    def failed(self, caller: str) -> None:
        """Count a wrong try."""
        with self._lock:
            recent = self._recent(caller)
            recent.append(self._clock())
            self._failed.pop(caller, None)
            self._failed[caller] = recent
            while len(self._failed) > _CALLERS:
                self._failed.pop(next(iter(self._failed)))

    def _recent(self, caller: str) -> deque[float]:
        recent = self._failed.get(caller, deque())
        while recent and recent[0] <= self._clock() - PER_S:
            recent.popleft()
        return recent


class Editors:
    """The editors as the file names them now: one who is removed from it is out at once."""

    def __init__(self, data_dir: Path, *, tries: Tries | None = None) -> None:
        self._file = data_dir / FILE
        self._tries = tries or Tries()

    def ring(self) -> KeyRing:
        """Return the editors' keys.

        Raises:
            HTTPProblemError: 403; there are none, so that the desk is closed.
            SettingsError: the file does not hold.
        """
        digests = read_digests(self._file) if self._file.exists() else {}
        if not digests:
            raise HTTPProblemError(CLOSED)
        return KeyRing(digests=digests)

    def admit(self, presented: str, *, caller: str) -> str:
        """Return the name of the editor whose key this is.

        Raises:
            HTTPProblemError: the desk is closed (403), the key is wrong (401), or too many were (429).
            SettingsError: the file does not hold.
        """
        ring = self.ring()
        self._tries.demand(caller)
        name = ring.holder(presented) if presented else None
        if name is None:
            self._tries.failed(caller)
            raise HTTPProblemError(REFUSED)
        return name
