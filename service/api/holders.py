"""Who holds a key of one kind, and how often a wrong one may be tried."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from service.api.keys import KeyRing
from service.api.problems import HTTPProblemError, Problem

TRIES = 10
PER_S = 60.0
_CALLERS = 1024
"""So many callers' failed tries are remembered; the one that has been quiet longest is forgotten first."""

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


class Holders:
    """Those who hold a key of one kind, as their keys are now: one whose key is withdrawn is out at once."""

    def __init__(self, ring: Callable[[], KeyRing], *, refused: Problem, tries: Tries | None = None) -> None:
        """Take where the keys are, which may raise while there are none, and how a wrong one is told."""
        self.ring = ring
        self._refused = refused
        self._tries = tries or Tries()

    def admit(self, presented: str, *, caller: str) -> str:
        """Return the name of the holder of this key.

        Raises:
            HTTPProblemError: there are no keys (403), this one is wrong (401), or too many were (429).
            SettingsError: the file of keys does not hold.
        """
        ring = self.ring()
        self._tries.demand(caller)
        name = ring.holder(presented) if presented else None
        if name is None:
            self._tries.failed(caller)
            raise HTTPProblemError(self._refused)
        return name
