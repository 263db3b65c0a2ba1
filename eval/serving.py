"""A service on a free loopback port for as long as a measurement takes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.domain.errors import IndexNotReadyError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

#: Longest time to wait for the service to answer its first request, in seconds.
START_LIMIT_S = 60.0


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application in a thread of this process; yield its address.

    Raises:
        IndexNotReadyError: the service did not start in time.
    """
    # uvicorn takes half a second to import, which no other command should pay.
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        _wait(server, thread)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=START_LIMIT_S)
        listener.close()


def _wait(server: object, thread: threading.Thread) -> None:
    until = time.monotonic() + START_LIMIT_S
    while not getattr(server, "started", False):
        if not thread.is_alive() or time.monotonic() > until:
            raise IndexNotReadyError("the service did not start; `groundrule serve` shows why")
        time.sleep(0.02)
