"""YAML nodes to frozen dataclasses, strictly: what does not fit is refused with its line."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

from corpus.errors import TopicError
from corpus.yaml_lines import Fields, Items, Node, Scalar, plain

T = TypeVar("T")

#: Makes the value of a field from its node, for fields that are more than data (conditions).
Maker = Callable[[Node], object]


def refuse(node: Node, message: str) -> TopicError:
    """The error for a node, ready to raise."""
    return TopicError(message, file=node.file, line=node.line)


def build(cls: type[T], node: Node, what: str, *, makers: Mapping[str, Maker] | None = None, **given: object) -> T:
    """Make an instance of a frozen dataclass from a mapping.

    Args:
        cls: the dataclass; its field names are the keys.
        node: the mapping.
        what: how errors name it ("a drug").
        makers: for some keys, the function that makes the value.
        given: fields that the reader fills in itself; they are no keys.

    Raises:
        TopicError: an unknown or missing key, or a value that does not fit.
    """
    makers = makers or {}
    hints = _hints(cast("Hashable", cls))
    keys = [f for f in dataclasses.fields(cast("Any", cls)) if f.name not in given and f.metadata.get("yaml", True)]
    mapping = fields(node, what, required=[f.name for f in keys if _required(f)], allowed=[f.name for f in keys])
    values = {
        key: makers[key](value) if key in makers else read(hints[key], value, key)
        for key, value in mapping.entries.items()
    }
    return cls(**values, **given)


def fields(node: Node, what: str, *, required: list[str], allowed: list[str]) -> Fields:
    """The node as a mapping with all the required keys and none beyond the allowed ones.

    Raises:
        TopicError: it is not so.
    """
    if not isinstance(node, Fields):
        raise refuse(node, f"{what} must be a mapping with the keys {', '.join(allowed)}")
    for key, line in node.key_lines.items():
        if key not in allowed:
            raise TopicError(f"{what} has no key '{key}': {suggestion(key, allowed)}", file=node.file, line=line)
    missing = [key for key in required if key not in node.entries]
    if missing:
        raise refuse(node, f"{what} lacks {', '.join(missing)}: add it")
    return node


def suggestion(word: str, known: typing.Iterable[str]) -> str:
    """What to write instead of an unknown word."""
    listed = sorted(known)
    near = get_close_matches(word, listed, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known are {', '.join(listed[:40])}" if listed else "none is defined"


def read_field(cls: type[object], name: str, node: Node, key: str) -> Any:
    """The node as the value of a dataclass field, where the key is called otherwise than the field.

    Raises:
        TopicError: it does not fit.
    """
    return read(_hints(cast("Hashable", cls))[name], node, key)


def read(hint: Any, node: Node, key: str) -> Any:
    """The node as a value of the type `hint`.

    A list may be written as its only item. Text may be written as a number, and is then taken as written.

    Raises:
        TopicError: it does not fit.
    """
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        if isinstance(node, Scalar) and node.value is None and type(None) in args:
            return None
        return read(next(arg for arg in args if arg is not type(None)), node, key)
    if origin is tuple:
        items = node.items if isinstance(node, Items) else (node,)
        return tuple(read(args[0], item, key) for item in items)
    if origin is typing.Literal:
        return _one_of(args, node, key)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(args[1], node, key)
    if dataclasses.is_dataclass(hint):
        return build(cast("type[Any]", hint), node, f"'{key}'")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(_one_of(tuple(hint), node, key))
    return _scalar(hint, node, key)


def _mapping(hint: Any, node: Node, key: str) -> Mapping[str, Any]:
    if not isinstance(node, Fields):
        raise refuse(node, f"'{key}' must be a mapping of names to values")
    if hint is object:
        return cast("dict[str, Any]", plain(node))
    return {name: read(hint, value, f"{key}.{name}") for name, value in node.entries.items()}


def _one_of(choices: tuple[str, ...], node: Node, key: str) -> str:
    if not isinstance(node, Scalar) or node.raw not in choices:
        given = f"'{node.raw}'" if isinstance(node, Scalar) else "a list or mapping"
        raise refuse(node, f"'{key}' cannot be {given}: write one of {', '.join(choices)}")
    return node.raw


def _scalar(hint: type[object], node: Node, key: str) -> object:
    if not isinstance(node, Scalar):
        raise refuse(node, f"'{key}' must be a single value, not a list or a mapping")
    value = node.value
    if hint is str:
        # A unit may be the empty text: a ratio has none.
        if value is None or isinstance(value, bool) or not (node.raw.strip() or key == "unit"):
            raise refuse(node, f"'{key}' must be text: write it, in quotes if it reads true, false or null")
        return node.raw.strip()
    if hint is bool:
        if not isinstance(value, bool):
            raise refuse(node, f"'{key}' must be true or false")
        return value
    if isinstance(value, bool) or not isinstance(value, int if hint is int else (int, float)):
        raise refuse(node, f"'{key}' must be a {'whole number' if hint is int else 'number'}, without quotes or unit")
    return value if hint is int else float(value)


@cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(cast("type[Any]", cls))


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
