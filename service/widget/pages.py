"""Serves the pages: the one topic or the index at `/`, the index with its search, an article, a source, their files."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import HTMLResponse

from corpus.model import Passage, Topic
from service.api.library import article_out, find_topic, source_out, topics_out
from service.api.room import Held, Room
from service.domain.answer import Audience
from service.domain.errors import NotFoundError
from service.widget import module
from service.widget.doors import PageRoute
from service.widget.rendering import page


class PackedRoute(PageRoute):
    """A route whose page is compressed for whoever takes it so: nothing on it is secret."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler that packs what the route answers."""
        answer = super().get_route_handler()

        async def packed(request: Request) -> Response:
            response = await answer(request)
            response.headers["Vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("accept-encoding", ""):
                response.body = gzip.compress(bytes(response.body), mtime=0)
                response.headers["Content-Encoding"] = "gzip"
                response.headers["Content-Length"] = str(len(response.body))
            return response

        return packed


router = APIRouter(include_in_schema=False, route_class=PackedRoute)
assets = APIRouter(include_in_schema=False)

LINES_FOUND = 5
"""So many statements of a topic are shown under it when it is found."""

_MEDIA_TYPES: Mapping[str, str] = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file of the pages, as it is sent."""

    content: bytes
    gzipped: bytes
    media_type: str
    etag: str


def _read_assets() -> Mapping[str, Asset]:
    """Read the pages' own files once; nothing else on the disk can be asked for."""
    texts = {
        file.name: file.read_text(encoding="utf-8")
        for file in files("service.widget").joinpath("assets").iterdir()
        if file.name.rpartition(".")[2] in _MEDIA_TYPES
    }
    texts[module.NAME] = module.joined(texts)
    return {name: _asset(name, text.encode()) for name, text in texts.items() if name not in module.PARTS}


def _asset(name: str, content: bytes) -> Asset:
    return Asset(
        content=content,
        gzipped=gzip.compress(content, mtime=0),
        media_type=f"{_MEDIA_TYPES[name.rpartition('.')[2]]}; charset=utf-8",
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
    )


ASSETS = _read_assets()


@router.get("/")
def home(room: Held, plain: bool = False) -> HTMLResponse:
    """Show the topic, or the list of topics where there are several."""
    topics = room.engine.topics
    if len(topics) == 1:
        return _topic_page(room, next(iter(topics.values())), plain=plain)
    return _index(room, "")


@router.get("/topics")
def topics_page(room: Held, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """List the topics, or those that hold every word of `q`."""
    return _index(room, q.strip())


@router.get("/topics/{topic_id}")
def topic_page(topic_id: str, room: Held, plain: bool = False) -> HTMLResponse:
    """Show one topic; `plain` shows what is written for patients instead of the clinical text."""
    return _topic_page(room, find_topic(room.engine.topics, topic_id), plain=plain)


@router.get("/topics/{topic_id}/sources/{source_id}")
def source_page(topic_id: str, source_id: str, room: Held) -> HTMLResponse:
    """Show a source with an anchor at each of its statements, so that a citation can be opened in its context."""
    topic = find_topic(room.engine.topics, topic_id)
    return page("source.html", source=source_out(room.engine.topics, source_id, topic.id), topic=topic)


@assets.get("/assets/{name}")
def asset(
    name: str,
    if_none_match: Annotated[str | None, Header()] = None,
    accept_encoding: Annotated[str, Header()] = "",
) -> Response:
    """Send a stylesheet, script or icon of the pages, and the widget's module."""
    if name not in ASSETS:
        raise NotFoundError("There is no such file.")
    held = ASSETS[name]
    headers = {"ETag": held.etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if if_none_match == held.etag:
        return Response(status_code=304, headers=headers)
    if "gzip" in accept_encoding:
        return Response(held.gzipped, media_type=held.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(held.content, media_type=held.media_type, headers=headers)


def _index(room: Room, q: str) -> HTMLResponse:
    topics = room.engine.topics
    words = tuple(re.compile(rf"\b{re.escape(word)}") for word in q.casefold().split())
    shown = {topic.id for topic in topics.values() if _holds(_told_by(topic), words)}
    listed = [topic for topic in topics_out(topics, room.standing).topics if topic.id in shown]
    lines = {topic.id: _lines(topics[topic.id], words) for topic in listed}
    return page("index.html", topics=listed, total=len(topics), q=q, lines=lines)


def _holds(text: str, words: Sequence[re.Pattern[str]]) -> bool:
    """Whether each of `words` begins a word of the text."""
    folded = text.casefold()
    return all(word.search(folded) for word in words)


def _told_by(topic: Topic) -> str:
    """All that a topic can be found by: its questions, and the titles, headings and statements of its sources."""
    titles = [source.title for source in topic.sources]
    said = [" ".join((*passage.heading_path, passage.text)) for passage in topic.passages.values()]
    return "\n".join([topic.id, topic.question, *topic.suggested_questions, *titles, *said])


def _lines(topic: Topic, words: Sequence[re.Pattern[str]]) -> list[Passage]:
    """The first statements that hold every word, those of the lead source before all others."""
    found = [p for p in topic.passages.values() if words and p.current and _holds(p.text, words)]
    return sorted(found, key=lambda p: p.source_id != topic.article.lead_source)[:LINES_FOUND]


def _topic_page(room: Room, topic: Topic, *, plain: bool) -> HTMLResponse:
    article = article_out(topic, room.standing(topic))
    lead = next(source for source in article.sources if source.id == article.lead_source)
    return page("topic.html", article=article, lead=lead, plain=plain, audiences=[a.value for a in Audience])
