"""What a topic says, entry by entry, so that an editor can be shown what changed since somebody signed it off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from corpus.model import Source, Statement, Topic

Entries = Mapping[str, Mapping[str, str]]
"""Entry ("rule x", "statement y") -> field -> its value as text."""

#: Where a thing stands in its file, and what is told by other entries.
_NOT_TOLD: Mapping[type, frozenset[str]] = {
    Topic: frozenset({"corpus_hash", "rules_hash", "sources"}),
    Source: frozenset({"sections", "file", "text"}),
    Statement: frozenset({"line", "start"}),
}
_WHOLE = "text"
"""Field of an entry that is a single value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field of an entry that differs; None where the entry or field was not there, or is no more."""

    entry: str
    field: str
    before: str | None
    after: str | None


def snapshot(topic: Topic) -> Entries:
    """Return all that a topic says; equal for two topics that say the same, however their files are laid out."""
    return dict(_of_topic(topic))


def differences(before: Entries, after: Entries) -> tuple[Difference, ...]:
    """Return what differs between two snapshots, by entry and field."""
    return tuple(
        Difference(entry=entry, field=field, before=was, after=is_now)
        for entry in sorted({*before, *after})
        for field in sorted({*before.get(entry, {}), *after.get(entry, {})})
        if (was := before.get(entry, {}).get(field)) != (is_now := after.get(entry, {}).get(field))
    )


def _of_topic(topic: Topic) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield from _parts(topic)
    for source in topic.sources:
        yield f"source {source.id}", _told(source)
        for statement in source.statements:
            yield f"statement {statement.id}", {"source": source.id, **_told(statement)}


def _parts(whole: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The fields of a topic or vocabulary: named things one by one, anything else as it is."""
    for name in _names(whole):
        value = getattr(whole, name)
        if name == "vocabulary":
            yield from _parts(value)
        elif isinstance(value, Mapping):
            for key, held in value.items():
                yield f"{name} {key}", _told(held)
        elif isinstance(value, tuple) and value and all(_label(item) for item in value):
            for item in value:
                yield f"{name} {_label(item)}", _told(item)
        else:
            yield name, _told(value)


def _label(item: object) -> str:
    """What a thing is called in its file, if anything."""
    return str(getattr(item, "id", None) or getattr(item, "about", None) or "")


def _told(value: Any) -> Mapping[str, str]:
    if not is_dataclass(value):
        return {_WHOLE: _text(value)}
    return {name: text for name in _names(value) if (text := _text(getattr(value, name)))}


def _text(value: object) -> str:
    """A value as an editor reads it: words as they are, nothing as nothing, the rest as JSON."""
    plain = _plain(value)
    if isinstance(plain, str):
        return plain
    return "" if plain in (None, [], {}) else json.dumps(plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        held = {name: _plain(getattr(value, name)) for name in _names(value)}
        return {name: part for name, part in held.items() if part not in (None, [], {}, "")}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, (frozenset, set)):
        return sorted(_plain(part) for part in value)
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _names(value: Any) -> Iterator[str]:
    """The fields that the files hold."""
    hidden = _NOT_TOLD.get(type(value), frozenset())
    return (f.name for f in fields(value) if f.metadata.get("yaml", True) and f.name not in hidden)
