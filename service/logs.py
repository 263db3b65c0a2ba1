"""Log lines as JSON, one a line, with no text of a question in them."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

#: What the standard library puts on every record; anything else came with `extra`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}


class JsonLines(logging.Formatter):
    """Writes one JSON object a line.

    An exception is told by its types and the places it passed, never by its message: a message may quote the input.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({name: value for name, value in vars(record).items() if name not in _OWN})
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _places(record.exc_info[1])
        return json.dumps(line, default=str)


def _places(error: BaseException) -> list[str]:
    """Return the chain of errors, the outermost first, each with its last places in the code."""
    told: list[str] = []
    link: BaseException | None = error
    while link is not None:
        frames = traceback.extract_tb(link.__traceback__)[-3:]
        told.append(" < ".join([type(link).__qualname__, *(f"{f.name}:{f.lineno}" for f in reversed(frames))]))
        link = link.__cause__ or link.__context__
    return told


#: For `logging.config.dictConfig`, and so for uvicorn's `log_config`.
CONFIG: dict[str, object] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "service.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"groundrule": {"level": "INFO"}, "uvicorn": {"level": "INFO"}},
}
