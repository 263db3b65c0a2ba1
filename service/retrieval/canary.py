"""Asks a topic's canary question, because a vector store that has lost passages does not say so by itself."""

from __future__ import annotations

from corpus.model import Topic, passage_id
from service.domain.ports import Query, Retriever

#: The canary's passage must be among this many first hits.
CANARY_HITS = 5


def canary_found(retriever: Retriever, topic: Topic) -> bool:
    """Return whether the topic's canary question brings the passage of its statement among the first five.

    Raises:
        IndexNotReadyError: nothing can be retrieved at all.
    """
    wanted = passage_id(topic.id, topic.canary.statement)
    (hits,) = retriever.retrieve([Query(text=topic.canary.question, topic=topic.id, limit=CANARY_HITS)])
    return any(hit.passage.id == wanted for hit in hits[:CANARY_HITS])
