"""Builds the service from its settings and listens."""

from __future__ import annotations

import gc
import sys

import uvicorn
from fastapi import FastAPI

from corpus.errors import TopicError
from service import logs, widget, wiring
from service.api.app import create_app, now
from service.api.keys import load_keys
from service.domain.errors import GroundruleError, SettingsError
from service.records.store import Records
from service.settings import Settings

EXIT_BAD_INPUT = 2
EXIT_PART_MISSING = 3
COLLECT_AFTER = 20_000
"""So many more objects made than gone before the collector looks at the young ones."""
GRACE_S = 10
"""How long requests under way may go on after the service was told to stop."""


def application(settings: Settings) -> FastAPI:
    """Return the HTTP application for these settings.

    Raises:
        SettingsError: the keys file does not hold.
        TopicError: a topic folder does not hold.
        GroundruleError: a part cannot be built; an index that is merely missing is told by /health/ready instead.
    """
    keys = load_keys(settings.api_keys_file) if settings.api_keys_file is not None else None
    engine = wiring.build(settings)
    records = Records(settings.records_url, retention_days=settings.retention_days, clock=now)
    return create_app(engine, records, settings, keys=keys, pages=[widget.router])


def serve(settings: Settings) -> int:
    """Listen until told to stop; return the exit code: 0 stopped, 2 bad settings or topic, 3 a part is missing."""
    try:
        app = application(settings)
    except (SettingsError, TopicError) as error:
        return _refuse(error, EXIT_BAD_INPUT)
    except GroundruleError as error:
        return _refuse(error, EXIT_PART_MISSING)
    settle()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=logs.CONFIG,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    return 0


def settle() -> None:
    """Take what was loaded out of the garbage collector's sight, and let it look less often.

    Topics, index and models stay until the end. As often as the collector went through them all, an answer under way
    would wait for a seventh of a second. What an answer makes is nearly all gone before the collector comes to it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])


def _refuse(error: Exception, code: int) -> int:
    sys.stderr.write(f"groundrule: {error}\n")
    return code
