"""The operations on what the service knows, and on how it is."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service.api.exposition import EXPOSITION, exposed
from service.api.library import article_out, find_topic, passage_out, rules_out, source_out, topics_out
from service.api.room import Held
from service.api.shapes.closed import HealthOut
from service.api.shapes.library import ArticleOut, PassageOut, RulesOut, SourceOut, TopicsOut

library = APIRouter(prefix="/v1", tags=["library"])
health = APIRouter(prefix="/health", tags=["health"])
watching = APIRouter()


@library.get("/topics", operation_id="listTopics")
def list_topics(room: Held) -> TopicsOut:
    """List the topics served."""
    return topics_out(room.engine.topics, room.standing)


@library.get("/topics/{topic_id}", operation_id="getTopic")
def get_topic(topic_id: str, room: Held) -> ArticleOut:
    """Return one topic as an article."""
    topic = find_topic(room.engine.topics, topic_id)
    return article_out(topic, room.standing(topic))


@library.get("/topics/{topic_id}/rules", operation_id="getRules")
def get_rules(topic_id: str, room: Held) -> RulesOut:
    """Return every hard threshold of a topic with the sentence it rests on."""
    return rules_out(find_topic(room.engine.topics, topic_id))


@library.get("/sources/{source_id}", operation_id="getSource")
def get_source(source_id: str, room: Held, topic: str | None = None) -> SourceOut:
    """Return a source; `topic` says which where several topics have one of this id."""
    return source_out(room.engine.topics, source_id, topic)


@library.get("/passages/{passage_id}", operation_id="getPassage")
def get_passage(passage_id: str, room: Held) -> PassageOut:
    """Return a passage in its context, with the character span of the quote."""
    return passage_out(room.engine.topics, passage_id)


@health.get("/live", operation_id="live")
async def live() -> HealthOut:
    """Say that the process answers."""
    return HealthOut(status="live")


@watching.get("/metrics", include_in_schema=False)
async def metrics(room: Held) -> Response:
    """Return sums since the start, in the text format that Prometheus reads."""
    return Response(exposed(room.engine.counts), headers={"content-type": EXPOSITION})


@health.get("/ready", operation_id="ready")
async def ready(room: Held) -> HealthOut:
    """Say that a canary question finds its passage, the self-test holds and records can be read."""
    await room.workers.run(room.engine.ready)
    await room.workers.run(room.records.ping)
    return HealthOut(status="ready")
