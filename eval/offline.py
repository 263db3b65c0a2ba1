"""Keeps a process from reaching anything but itself: a measurement that calls out is none."""

from __future__ import annotations

import sys
from typing import Any

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def stay_offline() -> None:
    """Refuse every connection beyond loopback from now on; an audit hook cannot be taken away again."""
    sys.addaudithook(_hook)


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = args[1]
        host = address[0] if isinstance(address, tuple) else LOOPBACK[0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host not in (*LOOPBACK, None):
        raise ConnectionRefusedError("an evaluation reaches nothing beyond loopback")
