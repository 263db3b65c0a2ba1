"""Keeps whole drafts for a short while, so that the same question on the same passages is not worded twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256

from service.domain.wording import Worded

MOST = 256
KEPT_S = 900.0
Draft = tuple[Worded, ...]


def key_of(*parts: str) -> str:
    """Return one key for all that a draft depends on; the texts themselves are not kept in it."""
    joined = sha256()
    for part in parts:
        # The length says where a part ends, so that two lists of parts never look alike.
        joined.update(f"{len(part)}:{part}".encode())
    return joined.hexdigest()


class Memory:
    """The latest drafts by key, each for a quarter of an hour. In memory alone: they may hold patient data."""

    def __init__(self, clock: Callable[[], float], *, most: int = MOST, kept_s: float = KEPT_S) -> None:
        self._clock = clock
        self._most = most
        self._kept_s = kept_s
        self._lock = threading.Lock()
        self._drafts: OrderedDict[str, tuple[float, Draft]] = OrderedDict()

    def get(self, key: str) -> Draft | None:
        """Return the draft under a key, unless its time has passed."""
        with self._lock:
            self._forget()
            known = self._drafts.get(key)
            return known[1] if known is not None else None

    def put(self, key: str, draft: Draft) -> None:
        """Keep a draft; the oldest makes room."""
        with self._lock:
            self._drafts.pop(key, None)
            self._drafts[key] = (self._clock() + self._kept_s, draft)
            self._forget()
            while len(self._drafts) > self._most:
                self._drafts.popitem(last=False)

    def __len__(self) -> int:
        with self._lock:
            return len(self._drafts)

    def _forget(self) -> None:
        now = self._clock()
        while self._drafts and next(iter(self._drafts.values()))[0] <= now:
            self._drafts.popitem(last=False)
