"""Leaves a model alone for a while after it has failed several times in a row."""

from __future__ import annotations

import threading
from collections.abc import Callable

FAILURES = 5
REST_S = 30.0


class Breaker:
    """Closed: calls go through. Open: none does. After the rest one call tries, and its outcome decides."""

    def __init__(self, clock: Callable[[], float], *, failures: int = FAILURES, rest_s: float = REST_S) -> None:
        self._clock = clock
        self._most = failures
        self._rest_s = rest_s
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0

    def admits(self) -> bool:
        """Return whether a call may be made now; after a rest the first to ask makes the trial."""
        with self._lock:
            if self._failed < self._most:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._rest_s
            return True

    def note(self, *, held: bool) -> None:
        """Take in how a call went: whether the model was reachable and answered."""
        with self._lock:
            self._failed = 0 if held else self._failed + 1
            if self._failed >= self._most:
                self._until = self._clock() + self._rest_s

    @property
    def open(self) -> bool:
        """Whether calls are held back."""
        with self._lock:
            return self._failed >= self._most and self._clock() < self._until
