"""What a topic folder can get wrong."""

from __future__ import annotations


class TopicError(Exception):
    """A topic that does not hold. The message names file, line and what to do."""

    def __init__(self, message: str, *, file: str, line: int | None = None) -> None:
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {message}")
        self.file = file
        self.line = line
