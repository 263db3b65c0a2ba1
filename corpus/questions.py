"""The reader of questions.yaml: how readers word what can be asked, and what is asked that nothing here answers."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.build import build, fields, refuse
from corpus.model import Asked, Aspect, Source, Statement
from corpus.rules import check_statement
from corpus.yaml_lines import Node, at, items_of, load


def read_questions(
    text: str | None, label: str, *, statements: Mapping[str, tuple[Source, Statement]], aspects: tuple[Aspect, ...]
) -> tuple[tuple[Asked, ...], tuple[Aspect, ...]]:
    """Read and check questions.yaml; return the questions, and the aspects with those that only questions name.

    Raises:
        TopicError: an unknown key, a statement that is not there, or questions about nothing.
    """
    if text is None:
        return (), aspects
    node = fields(load(text, file=label), "questions.yaml", required=["questions"], allowed=["questions"])
    items = items_of(node.entries["questions"])
    asked = tuple(build(Asked, item, "a question") for item in items)
    known = {aspect.about for aspect in aspects}
    added = []
    for item, one in zip(items, asked, strict=True):
        _check(item, one, known, statements)
        if one.settles:
            added.append(Aspect(about=one.about, settles=one.settles, supports=one.supports, step=one.step))
    return asked, (*aspects, *added)


def _check(item: Node, one: Asked, known: set[str], statements: Mapping[str, tuple[Source, Statement]]) -> None:
    for key, listed in (("settles", one.settles), ("supports", one.supports)):
        for place, name in zip(items_of(at(item, key)), listed, strict=False):
            check_statement(place, name, statements)
    if not one.asked_as:
        raise refuse(at(item, "asked_as"), f"'{one.about}' has no question: write at least one")
    if one.answered and (one.about in known) == bool(one.settles):
        raise refuse(
            item, f"'{one.about}' must be the 'about' of an aspect, or name what settles it, or say 'answered: false'"
        )
    if not one.answered and one.settles:
        raise refuse(at(item, "settles"), f"'{one.about}' is not answered, so that nothing settles it: remove one")
