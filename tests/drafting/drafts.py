"""Drafts as a model would write them: sound ones made of the passages it was given, as the object that is asked for."""

from __future__ import annotations

import json
from typing import Any

from corpus.model import Topic
from service.safety.text.lexer import lexer_for
from service.safety.text.tokens import Kind
from tests.drafting.played import Passages

_UNITS = (Kind.UNIT, Kind.TIMEUNIT, Kind.LIMIT)
Statement = dict[str, Any]


def claims_of(text: str, topic: Topic) -> list[str]:
    """The figures of a text with their units, in the words of the text."""
    lexed = lexer_for(topic.vocabulary)(text)
    found = []
    for i, token in enumerate(lexed.tokens):
        if token.kind in (Kind.NUMBER, Kind.MULTIPLE, Kind.FREQUENCY) and token.low is not None:
            own = (
                lexed.tokens[i : i + 2]
                if lexed.tokens[i + 1 : i + 2] and lexed.tokens[i + 1].kind in _UNITS
                else [token]
            )
            start, end = lexed.original_span(own)
            found.append(text[start:end])
    return found


def statement(text: str, passages: list[int], topic: Topic) -> Statement:
    return {"text": text, "passages": passages, "claims": claims_of(text, topic)}


def verbatim(passages: Passages, topic: Topic) -> list[Statement]:
    """Each passage as it is."""
    return [statement(p["text"], [p["number"]], topic) for p in passages]


def written(statements: list[Statement]) -> str:
    return json.dumps({"statements": statements})


def cited_elsewhere(passages: Passages, topic: Topic) -> list[Statement]:
    """Each statement under the citation of another passage."""
    return [statement(p["text"], [passages[(i + 1) % len(passages)]["number"]], topic) for i, p in enumerate(passages)]
