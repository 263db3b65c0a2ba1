"""Marks what changed between two wordings, word by word, for the eye of an editor."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.model import Topic
from corpus.snapshot import Difference, differences, snapshot
from service.api.room import Room
from service.domain.editorial import Standing

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TOKENS = 1200
"""Longer texts are shown whole on both sides: comparing them word by word would keep the reader waiting."""

Marked = tuple[tuple[str, bool], ...]
"""A text in pieces; True where a piece is not on the other side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field of an entry with both wordings; None where there was or is nothing."""

    entry: str
    field: str
    before: Marked | None
    after: Marked | None


def changes_since_approval(room: Room, topic: Topic, standing: Standing) -> tuple[Change, ...] | None:
    """Return what differs between the content served and the one approved last; None when none ever was.

    Raises:
        RecordsError: the records cannot be read.
    """
    if standing.approval is None:
        return None
    approved = json.loads(room.records.editorial.snapshot(standing.approval.content))
    return tuple(_change(difference) for difference in differences(approved, snapshot(topic)))


def _change(difference: Difference) -> Change:
    before, after = marked(difference.before, difference.after)
    return Change(entry=difference.entry, field=difference.field, before=before, after=after)


def marked(before: str | None, after: str | None) -> tuple[Marked | None, Marked | None]:
    """Return both texts with the words that only one of them has marked."""
    if before is None or after is None:
        return _whole(before), _whole(after)
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        return _whole(before), _whole(after)
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = tuple(("".join(old[i:j]), tag != "equal") for tag, i, j, _, _ in found if j > i)
    right = tuple(("".join(new[i:j]), tag != "equal") for tag, _, _, i, j in found if j > i)
    return left, right


def _whole(text: str | None) -> Marked | None:
    return None if text is None else ((text, True),)
