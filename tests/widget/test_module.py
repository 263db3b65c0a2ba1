"""The widget's module: one file without imports, light on the wire."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.reader import read_topic
from service import widget
from service.widget import module
from tests.fakes import FakeEngine
from tests.widget.conftest import Page

ROOM = Path(widget.__file__).parent
SHIPPED = ROOM.parent.parent / "corpus" / "topics"
SCRIPTS = sorted((ROOM / "assets").glob("*.js"))


def test_the_widget_is_one_module_that_needs_no_other(client: TestClient) -> None:
    reply = client.get("/assets/guideline-chat.js")

    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert not re.findall(r"^\s*(?:import|export)\b|\bimport\(", reply.text, re.MULTILINE)
    assert 'customElements.define("guideline-chat"' in reply.text
    for part in module.PARTS:
        assert client.get(f"/assets/{part}").status_code == 404


def test_the_widget_is_at_most_15_kilobytes_on_the_wire(client: TestClient) -> None:
    with client.stream("GET", "/assets/guideline-chat.js", headers={"Accept-Encoding": "gzip"}) as reply:
        sent = b"".join(reply.iter_raw())

    assert reply.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in reply.headers["vary"]
    assert gzip.decompress(sent).decode() == client.get("/assets/guideline-chat.js").text
    assert len(sent) <= 15 * 1024


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in SHIPPED.glob("*/topic.yaml")), ids=lambda path: path.name
)
def test_the_article_of_a_shipped_topic_weighs_less_than_60_kilobytes_in_all(
    client: TestClient, engine: FakeEngine, folder: Path
) -> None:
    topic = read_topic(folder)
    engine.topics = {topic.id: topic}
    page = Page(client.get("/").text)
    loaded = [str(a.get("src") or a["href"]) for tag, a in page.elements if tag in ("script", "link")]

    weight = 0
    for address in ("/", *loaded):
        with client.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as reply:
            weight += len(b"".join(reply.iter_raw()))
    assert len(loaded) == 4
    assert weight < 60 * 1024


def test_a_page_is_sent_plain_to_who_takes_nothing_else(client: TestClient) -> None:
    with client.stream("GET", "/", headers={"Accept-Encoding": "identity"}) as reply:
        plain = b"".join(reply.iter_raw())

    assert "content-encoding" not in reply.headers
    assert plain.decode() == client.get("/").text


def test_no_two_parts_of_the_widget_give_one_name_at_their_top() -> None:
    named = [
        name
        for part in module.PARTS
        for name in re.findall(
            r"^(?:export )?(?:async )?(?:const|let|class|function\*?) (\w+)",
            (ROOM / "assets" / part).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]

    assert len(named) > 30
    assert sorted(named) == sorted(set(named))


def test_a_part_uses_only_what_stands_before_it() -> None:
    before: set[str] = set()
    for part in module.PARTS:
        code = (ROOM / "assets" / part).read_text(encoding="utf-8")
        assert set(re.findall(r"^import .* from \"\./([a-z-]+\.js)\";$", code, re.MULTILINE)) <= before
        before.add(part)
    assert before == {script.name for script in SCRIPTS} - {"page.js"}


def test_a_file_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/assets/page.css")

    again = client.get("/assets/page.css", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
