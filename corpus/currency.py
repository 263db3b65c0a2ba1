"""Nothing that is said as current rests on a source that a newer one has replaced."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import TopicError
from corpus.model import Topic


def require_current(topic: Topic, folder: str) -> None:
    """Refuse a topic that leads with a superseded source, or in which something rests on a statement of one.

    The statements themselves may stay: they are kept for whoever reads up what was said before, and never looked up.

    Args:
        topic: what was read.
        folder: the name of its folder, for the message.

    Raises:
        TopicError: something does; the message names it, the statement and the source to turn to.
    """
    replaced = {source.id: source.superseded_by for source in topic.sources if source.status == "superseded"}
    if topic.article.lead_source in replaced:
        raise TopicError(
            f"lead_source is superseded by '{replaced[topic.article.lead_source]}': lead with that",
            file=f"{folder}/topic.yaml",
        )
    for what, statement, file, line in _resting(topic):
        source = topic.statements[statement][0].id
        if source in replaced:
            raise TopicError(
                f"{what} rests on {statement} of '{source}', which is superseded by '{replaced[source]}': "
                "rest it on a current statement",
                file=f"{folder}/{file}",
                line=line,
            )


def _resting(topic: Topic) -> Iterator[tuple[str, str, str, int | None]]:
    """Yield what is said without being looked up: what it is, the statement, the file and, where known, the line."""
    for rule in topic.rules:
        yield from ((f"rule '{rule.id}'", s, "rules.yaml", rule.line) for s in (rule.ground.statement, *rule.also))
    for matter in topic.disagreements:
        what = f"the disagreement about {matter.about}"
        yield from ((what, s, "topic.yaml", matter.line) for s in matter.positions)
    for gap in topic.gaps:
        if gap.statement is not None:
            yield f"the gap {gap.about}", gap.statement, "topic.yaml", None
    for premise in topic.premises:
        yield f"the premise {premise.about}", premise.statement, "topic.yaml", None
    yield from (("the bottom line", statement, "topic.yaml", None) for statement in topic.article.bottom_line)
    yield "the canary", topic.canary.statement, "topic.yaml", None
