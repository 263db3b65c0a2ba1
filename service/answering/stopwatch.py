"""How long each step took; times are no part of what an answer says."""

from __future__ import annotations

import time


class Stopwatch:
    """Laps in milliseconds, each from the one before."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, step: str) -> None:
        """Note that a step has ended."""
        now = time.perf_counter()
        self._laps[step] = (now - self._last) * 1000
        self._last = now

    @property
    def laps_ms(self) -> dict[str, float]:
        """Milliseconds by step, and from the start as `total`."""
        return {**self._laps, "total": (time.perf_counter() - self._began) * 1000}
