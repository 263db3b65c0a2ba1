"""API keys: shown once, kept only as hashes, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.errors import SettingsError

PREFIX = "grk_"
EDITOR_PREFIX = "gre_"
"""Of an editor's key, so that one is not taken for the other."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_UNWRITABLE = (
    "The keys file cannot be written; check its path (GROUNDRULE_API_KEYS_FILE, for editors GROUNDRULE_DATA_DIR)."
)
_LINE = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,63})\s+sha256:(?P<digest>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """The names of those who may call, with the SHA-256 of each one's key.

    A plain hash is enough because a key is 256 random bits: there is no dictionary to try.
    """

    digests: Mapping[str, str]

    def holder(self, presented: str) -> str | None:
        """Return whose key this is, or None; takes the same time whichever it is."""
        digest = _digest(presented)
        found = None
        for name, kept in self.digests.items():
            if hmac.compare_digest(digest, kept):
                found = name
        return found


def add_key(file: Path, name: str, *, prefix: str = PREFIX) -> str:
    """Make a key for `name`, add its hash to the file (created for its owner alone), and return the key.

    The key is shown this once: the file cannot give it back.

    Raises:
        SettingsError: the name is not usable or taken, or the file does not hold or cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise SettingsError("A key's name is 1 to 64 letters, digits, dots, dashes or underscores.")
    if file.exists() and name in read_digests(file):
        raise SettingsError("There is a key of this name already; choose another, or remove its line from the file.")
    key = prefix + secrets.token_urlsafe(32)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a", encoding="utf-8") as stream:
            stream.write(f"{name} sha256:{_digest(key)}\n")
    except OSError as error:
        raise SettingsError(_UNWRITABLE) from error
    return key


def load_keys(file: Path) -> KeyRing:
    """Read the keys file: one `name sha256:...` a line; empty lines and lines after # are left out.

    Raises:
        SettingsError: the file is missing, holds no key, or a line does not hold; names the line, never its content.
    """
    digests = read_digests(file)
    if not digests:
        raise SettingsError("The keys file holds no key: add one with `groundrule keys add NAME`.")
    return KeyRing(digests=digests)


def remove_key(file: Path, name: str) -> None:
    """Remove the line of `name` from the file, leaving everything else in it as it is.

    Raises:
        SettingsError: there is no such key, or the file does not hold or cannot be written.
    """
    if name not in read_digests(file):
        raise SettingsError("There is no key of this name.")
    kept = [line for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if line.split()[:1] != [name]]
    new = file.with_name(f"{file.name}.new")
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as stream:
            stream.writelines(kept)
        # In one step, so that a reader sees the old file or the new one and never half of one.
        new.replace(file)
    except OSError as error:
        raise SettingsError(_UNWRITABLE) from error


def read_digests(file: Path) -> dict[str, str]:
    """Return the names in the file with their digests.

    Raises:
        SettingsError: the file cannot be read, or a line does not hold; names the line, never its content.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "The keys file cannot be read; check its path (GROUNDRULE_API_KEYS_FILE, for editors GROUNDRULE_DATA_DIR)."
        ) from error
    digests: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or match["name"] in digests:
            raise SettingsError(
                f"The keys file does not hold in line {number}: expected `name sha256:<64 hex digits>`."
            )
        digests[match["name"]] = match["digest"]
    return digests


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
