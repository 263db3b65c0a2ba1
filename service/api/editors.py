"""Who may sign content off: editors with a key of their own, from a file in the data folder. Without one, nobody."""

from __future__ import annotations

from pathlib import Path

from service.api.holders import Holders
from service.api.keys import KeyRing, read_digests
from service.api.problems import HTTPProblemError, Problem

FILE = "editors"
HEADER = "X-Editor-Key"

CLOSED = Problem(
    status=403,
    slug="desk-closed",
    title="The desk is closed",
    detail="No editor has a key, so nobody can review content. The operator runs `groundrule editor add NAME`.",
)
REFUSED = Problem(
    status=401,
    slug="editor-key-needed",
    title="Editor's key needed",
    detail=f"Send a valid editor's key as `{HEADER}: ...`.",
    headers={"WWW-Authenticate": 'EditorKey realm="groundrule desk"'},
)


def editors(data_dir: Path) -> Holders:
    """Return the editors of a data folder, read from their file each time somebody comes in."""
    file = data_dir / FILE

    def ring() -> KeyRing:
        digests = read_digests(file) if file.exists() else {}
        if not digests:
            raise HTTPProblemError(CLOSED)
        return KeyRing(digests=digests)

    return Holders(ring, refused=REFUSED)
