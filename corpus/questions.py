"""The reader of questions.yaml: how readers word what can be asked, and what they ask that nothing here answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from corpus.build import build, fields, refuse
from corpus.model import Asked, Aspect, Gap, Source, Statement
from corpus.rules import check_statement
from corpus.yaml_lines import Node, at, items_of, load

#: So many entries, questions of an entry, and characters of a question are read.
MAX_ENTRIES = 500
MAX_QUESTIONS = 50
MAX_LENGTH = 200


def read_questions(
    text: str | None,
    label: str,
    *,
    statements: Mapping[str, tuple[Source, Statement]],
    aspects: Collection[Aspect],
    gaps: Collection[Gap],
) -> tuple[Asked, ...]:
    """Read and check questions.yaml; none when the topic has no such file.

    Raises:
        TopicError: an unknown key, a statement that is not there, questions about nothing, or one that is asked twice.
    """
    if text is None:
        return ()
    node = fields(load(text, file=label), "questions.yaml", required=["questions"], allowed=["questions"])
    items = items_of(node.entries["questions"])
    if len(items) > MAX_ENTRIES:
        raise refuse(node.entries["questions"], f"more than {MAX_ENTRIES} entries: join those that ask one thing")
    asked = tuple(build(Asked, item, "a question", line=item.line) for item in items)
    named = {aspect.about for aspect in aspects} | {gap.about for gap in gaps}
    seen: dict[str, str] = {}
    for item, one in zip(items, asked, strict=True):
        _check_about(item, one, named, [other.about for other in asked])
        for key, listed in (("settles", one.settles), ("supports", one.supports)):
            for place, name in zip(items_of(at(item, key)), listed, strict=False):
                check_statement(place, name, statements)
        _check_wordings(at(item, "asked_as"), one, seen)
    return asked


def _check_about(item: Node, one: Asked, named: set[str], abouts: list[str]) -> None:
    if abouts.count(one.about) > 1:
        raise refuse(at(item, "about"), f"'{one.about}' has two entries: join them")
    if one.about in named and (one.settles or one.supports or one.step):
        raise refuse(item, f"'{one.about}' is an aspect or a gap already: leave out settles, supports and step")
    if one.about not in named and not one.settles:
        raise refuse(
            at(item, "about"),
            f"'{one.about}' is no aspect of aspects.yaml and no gap of topic.yaml: name one, or what settles it",
        )


def _check_wordings(node: Node, one: Asked, seen: dict[str, str]) -> None:
    if not 0 < len(one.asked_as) <= MAX_QUESTIONS:
        raise refuse(node, f"'{one.about}' must have 1 to {MAX_QUESTIONS} questions")
    for place, wording in zip(items_of(node), one.asked_as, strict=True):
        if len(wording) > MAX_LENGTH:
            raise refuse(place, f"a question of more than {MAX_LENGTH} characters: leave out the case around it")
        other = seen.setdefault(" ".join(wording.casefold().split()), one.about)
        if other != one.about:
            raise refuse(place, f"this is asked under '{other}' already: a question asks one thing")
