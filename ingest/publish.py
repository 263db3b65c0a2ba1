"""Puts a built folder in the place of a bundle and in use, in steps that may each be the last."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from service.domain.errors import IndexNotReadyError
from service.retrieval import bundle
from service.retrieval.exported import ENCODERS

#: Folders that begin so are somebody's unfinished work: no reader looks at them, the next ingest removes them.
UNFINISHED = "."
_KEPT = 2


def new_folder(place: Path) -> Path:
    """Make an empty folder to build in, beside the folder that it will become."""
    folder = place.with_name(f"{UNFINISHED}building-{uuid.uuid4().hex}")
    folder.mkdir(parents=True)
    return folder


def clear_unfinished(data_dir: Path) -> None:
    """Remove what interrupted ingests left behind. Only for the holder of the writer's lock."""
    for kept in (bundle.BUNDLES, ENCODERS):
        for path in data_dir.glob(f"{kept}/{UNFINISHED}*"):
            shutil.rmtree(path)
    for path in data_dir.glob(f"{UNFINISHED}{bundle.CURRENT}-*"):
        path.unlink()


def usable(folder: Path) -> bundle.Manifest | None:
    """Return the manifest of a bundle that is complete and undamaged, else None: then it is built again."""
    try:
        return bundle.check(folder)
    except IndexNotReadyError:
        return None


def put_in_place(built: Path, place: Path) -> None:
    """Move a built and sealed folder to its place, after everything in it has reached the disk."""
    for path in (*built.rglob("*"), built):
        _to_disk(path)
    if place.exists():
        _remove(place)
    built.rename(place)
    _to_disk(place.parent)


def put_in_use(data_dir: Path, folder: Path) -> None:
    """Point to a bundle; before and after, a reader sees a whole pointer."""
    new = data_dir / f"{UNFINISHED}{bundle.CURRENT}-{uuid.uuid4().hex}"
    new.write_text(bundle.pointer(folder.name, folder / bundle.MANIFEST), encoding="ascii")
    _to_disk(new)
    new.replace(data_dir / bundle.CURRENT)
    _to_disk(data_dir)


def in_use(data_dir: Path, folder: Path) -> bool:
    """Return whether the pointer points to this bundle, with the manifest it has."""
    try:
        pointer = (data_dir / bundle.CURRENT).read_bytes()
    except FileNotFoundError:
        return False
    return pointer == bundle.pointer(folder.name, folder / bundle.MANIFEST).encode("ascii")


def drop_old(data_dir: Path, current: Path) -> None:
    """Remove all bundles but the one in use and the newest other."""
    others = [path for path in (data_dir / bundle.BUNDLES).iterdir() if path.is_dir() and path != current]
    others.sort(key=_sealed_at, reverse=True)
    for path in others[_KEPT - 1 :]:
        _remove(path)


def _sealed_at(folder: Path) -> float:
    manifest = folder / bundle.MANIFEST
    return manifest.stat().st_mtime if manifest.exists() else 0.0


def _remove(folder: Path) -> None:
    # A folder that is half removed must not look like a bundle.
    doomed = folder.with_name(f"{UNFINISHED}removing-{uuid.uuid4().hex}")
    folder.rename(doomed)
    shutil.rmtree(doomed)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
