"""Files of JSON lines that grow while something is measured, and may be cut off at any byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from service.domain.errors import InputError


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the whole lines of a file, none where there is no file; a last one that was cut off was never written.

    Raises:
        InputError: a line is not as it was written; the message names the file and the line.
    """
    whole = path.read_bytes().split(b"\n")[:-1] if path.is_file() else ()
    for number, line in enumerate(whole, 1):
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise InputError(f"{path.parent.name}/{path.name}:{number}: not a line that a measurement wrote")
        yield row


def grow(path: Path) -> TextIO:
    """Open a file for more lines, without the end of one that was cut off: the next would be lost with it."""
    if path.is_file():
        content = path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            with path.open("r+b") as file:
                file.truncate(whole)
    return path.open("a", encoding="utf-8")
