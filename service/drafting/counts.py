"""What the model has been asked since the service started, for those who watch it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping

from service.domain.wording import ModelUse


class Counts:
    """Sums over all answers. Holds no text."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sums: Counter[str] = Counter()

    def add(self, use: ModelUse) -> None:
        """Take in what one answer took."""
        with self._lock:
            self._sums["model_answers_total"] += 1
            self._sums["model_calls_total"] += use.calls
            self._sums["model_tokens_in_total"] += use.tokens_in
            self._sums["model_tokens_out_total"] += use.tokens_out
            self._sums["model_milliseconds_total"] += round(use.ms)
            self._sums["model_cached_total"] += use.cached
            self._sums["model_degraded_total"] += use.degraded is not None
            if use.degraded is not None:
                self._sums[f'model_degraded_by_total{{reason="{use.degraded}"}}'] += 1

    @property
    def sums(self) -> Mapping[str, float]:
        """The sums by name."""
        with self._lock:
            return dict(self._sums)
