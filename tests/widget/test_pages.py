"""The pages: all from the topic, nothing from elsewhere, readable without a script, safe under a strict policy."""

from __future__ import annotations

import dataclasses
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.reader import read_topic
from service import widget
from service.api.app import create_app, now
from service.api.keys import EDITOR_PREFIX, add_key
from service.records.store import Records
from service.settings import load
from service.widget import module
from tests.fakes import FakeEngine
from tests.widget.conftest import Page

ROOM = Path(widget.__file__).parent
SHIPPED = ROOM.parent.parent / "corpus" / "topics"
SCRIPTS = sorted((ROOM / "assets").glob("*.js"))
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def client(engine: FakeEngine, tmp_path: Path) -> Iterator[TestClient]:
    records = Records(f"sqlite:///{tmp_path / 'records.db'}", retention_days=30, clock=now)
    app = create_app(engine, records, load(data_dir=tmp_path), pages=[widget.router])
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def page(client: TestClient) -> Page:
    return Page(client.get("/").text)


def test_the_article_can_be_read_without_a_script(page: Page, engine: FakeEngine) -> None:
    topic = engine.topic
    lead = next(source for source in topic.sources if source.id == topic.article.lead_source)

    assert topic.question in page.text
    for statement in lead.statements:
        assert statement.text in page.text
    for section in lead.sections:
        assert section.heading in page.text
    for reference in lead.references:
        assert f"{reference.kind} {reference.title}" in page.text
    for said in (
        topic.disclaimer,
        topic.notice,
        topic.article.audience_note,
        topic.article.updated,
        topic.article.editorial_policy,
        lead.reference_note or "",
        *topic.suggested_questions,
    ):
        assert said in page.text


def test_the_page_says_whose_review_is_whose_and_calls_nothing_approved(page: Page) -> None:
    assert "Source’s own review: under review" in page.text
    assert "Our review of this topic: Submitted Under review Approved" in page.text
    assert [step.get("aria-current") for step in page.named("li")[:3]] == ["step", None, None]
    # The last of the three steps is named so; nothing else is.
    assert page.text.lower().count("approved") == 1


def test_a_summary_is_called_one_and_never_stands_in_quotation_marks(page: Page) -> None:
    assert "As summarised from Low sodium on tavorexin, Example Hospital" in page.text
    assert not {tag for tag, _ in page.elements} & {"q", "blockquote"}
    assert not re.search(r"[“”«»]", page.text)


def test_reference_numbers_are_shown_as_printed(page: Page) -> None:
    assert "more than 2 times the patient's baseline. [1, 2]" in page.text
    assert "numbers are shown as printed" in page.text


def test_the_bottom_line_comes_before_the_article(page: Page) -> None:
    assert page.text.index("Bottom line") < page.text.index("Ask about a case") < page.text.index("The article,")


def test_every_passage_of_every_source_can_be_opened_in_its_context(client: TestClient, engine: FakeEngine) -> None:
    topic = engine.topic
    for passage in topic.passages.values():
        source = Page(client.get(f"/topics/{topic.id}/sources/{passage.source_id}").text)
        assert passage.id in source.ids
        assert passage.text in source.text


def test_the_plain_article_shows_only_what_is_written_for_patients(client: TestClient, engine: FakeEngine) -> None:
    plain = Page(client.get("/?plain=true").text)
    topic = engine.topic
    lead = next(source for source in topic.sources if source.id == topic.article.lead_source)

    for statement in lead.statements:
        assert statement.text not in plain.text
        assert statement.patient_text is None or statement.patient_text in plain.text
    (chosen,) = [option for option in plain.named("option") if "selected" in option]
    assert chosen["value"] == "patient"


def test_several_topics_get_an_index(client: TestClient, engine: FakeEngine) -> None:
    second = dataclasses.replace(engine.topic, id="second-topic", question="What about the second?")
    engine.topics = {engine.topic.id: engine.topic, second.id: second}

    index = Page(client.get("/").text)

    assert {"/topics/tavorexin-low-sodium", "/topics/second-topic"} <= {a["href"] for a in index.named("a")}
    assert "What about the second?" in Page(client.get("/topics/second-topic").text).text


def test_the_index_finds_topics_by_the_beginnings_of_words(client: TestClient, engine: FakeEngine) -> None:
    second = dataclasses.replace(engine.topic, id="second-topic", question="What about the second?")
    engine.topics = {engine.topic.id: engine.topic, second.id: second}

    def found(q: str) -> int:
        reply = client.get("/topics", params={"q": q})
        assert reply.status_code == 200
        return sum(str(a["href"]).startswith("/topics/") for a in Page(reply.text).named("a"))

    assert [found(q) for q in ("", "tavor", "SECOND", "tavor second", "avorexin", ".*", "  ")] == [2, 2, 1, 1, 0, 0, 2]
    assert HOSTILE in Page(client.get("/topics", params={"q": HOSTILE}).text).text


def test_every_line_of_the_article_opens_its_passage_in_its_source(client: TestClient, engine: FakeEngine) -> None:
    article = Page(client.get("/").text)
    opened = [str(a["href"]) for a in article.named("a") if "/sources/" in str(a["href"]) and "#" in str(a["href"])]
    lead = next(source for source in engine.topic.sources if source.id == engine.topic.article.lead_source)

    assert len(opened) == len(lead.statements) + len(engine.topic.article.bottom_line)
    for address in set(opened):
        path, _, passage = address.partition("#")
        assert passage in Page(client.get(path).text).ids


def test_every_section_has_an_address_that_the_contents_name(page: Page, engine: FakeEngine) -> None:
    lead = next(source for source in engine.topic.sources if source.id == engine.topic.article.lead_source)
    named = [str(a["href"])[1:] for a in page.named("a") if str(a["href"]).startswith("#section-")]

    assert len(set(named)) == len(lead.sections)
    assert set(named) <= set(page.ids)


def test_a_page_that_does_not_exist_is_a_problem(client: TestClient) -> None:
    for path in (
        "/topics/none",
        "/topics/tavorexin-low-sodium/sources/none",
        "/assets/none.js",
        "/assets/..%2fpages.py",
    ):
        reply = client.get(path)
        assert reply.status_code == 404
        assert reply.headers["content-type"] == "application/problem+json"


# ------------------------------------------------------------------------------------------------ safety of the page


def test_text_of_a_topic_is_never_markup(client: TestClient, engine: FakeEngine) -> None:
    topic = dataclasses.replace(engine.topic, question=HOSTILE, notice=HOSTILE, suggested_questions=(HOSTILE,))
    engine.topics = {topic.id: topic}

    page = Page(client.get("/").text)

    assert page.text.count(HOSTILE) >= 3
    assert not page.named("img")
    assert [script["src"] for script in page.named("script")] == ["/assets/page.js", "/assets/guideline-chat.js"]


@pytest.mark.parametrize(
    "path", ["/", "/topics/tavorexin-low-sodium", "/topics/tavorexin-low-sodium/sources/product-label"]
)
def test_a_page_forbids_all_that_it_does_not_need(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]

    assert set(policy.split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    }


def test_a_page_loads_nothing_from_elsewhere_and_holds_no_inline_script_or_style(client: TestClient) -> None:
    for path in ("/", "/topics/tavorexin-low-sodium/sources/product-label"):
        page = Page(client.get(path).text)
        loaded = [a.get("src") or a.get("href") for tag, a in page.elements if tag in ("script", "link", "img")]
        assert loaded
        assert all(str(address).startswith("/assets/") for address in loaded)
        assert not page.named("style")
        for _, attributes in page.elements:
            assert not {name for name in attributes if name == "style" or name.startswith("on")}
        for address in loaded:
            assert client.get(str(address)).status_code == 200


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_builds_the_page_out_of_text_alone(script: Path) -> None:
    code = script.read_text(encoding="utf-8")
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|srcdoc|\.style\b"

    assert not re.findall(sinks, code)
    assert not re.findall(r"https?://|//cdn|document\.cookie|indexedDB", code)
    # This device keeps which reader the article is for, and this tab the id of its case: nothing of what was said.
    kept = {"page.js": {"localStorage"}, "chat-case.js": {"sessionStorage"}}
    assert set(re.findall(r"localStorage|sessionStorage", code)) == kept.get(script.name, set())


def test_every_element_that_the_page_script_asks_for_is_on_the_page(page: Page) -> None:
    asked = set(
        re.findall(r"getElementById\(\"([a-z-]+)\"\)", (ROOM / "assets" / "page.js").read_text(encoding="utf-8"))
    )

    assert "reader" in asked
    assert asked <= set(page.ids)


# ------------------------------------------------------------------------------------------------ the widget's module


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


def test_every_language_of_the_widget_has_every_word() -> None:
    code = (ROOM / "assets" / "chat-words.js").read_text(encoding="utf-8")
    languages = re.findall(r"^const (\w+) = \{(.*?)^\};", code, re.MULTILINE | re.DOTALL)
    words = {name: set(re.findall(r"^  (\w+):", body, re.MULTILINE)) for name, body in languages}

    assert set(words) >= {"en", "de"}
    assert all(known == words["en"] for known in words.values() if known)


def test_a_file_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/assets/page.css")

    again = client.get("/assets/page.css", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


# ------------------------------------------------------------------------------------------------ everybody can use it


def test_every_field_has_a_label_and_every_id_is_used_once(page: Page) -> None:
    labelled = {label["for"] for label in page.named("label")}
    fields = [a for tag, a in page.elements if tag in ("textarea", "select", "input")]

    assert fields
    assert all(field["id"] in labelled for field in fields)
    assert len(page.ids) == len(set(page.ids))


def test_what_a_label_or_description_points_at_is_on_the_page(page: Page) -> None:
    pointed = {a[name] for _, a in page.elements for name in ("aria-labelledby", "aria-describedby") if name in a}

    assert pointed <= set(page.ids)


def test_one_hidden_region_announces(client: TestClient) -> None:
    code = client.get("/assets/guideline-chat.js").text

    assert code.count('role: "status"') == 1


def test_the_page_names_its_language_and_fits_a_phone(page: Page) -> None:
    assert page.named("html") == [{"lang": "en-GB"}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.named("meta")
    css = (ROOM / "assets" / "page.css").read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in css
    assert "url(" not in css


def test_the_question_box_is_the_widget_and_says_that_it_needs_a_script(page: Page, engine: FakeEngine) -> None:
    assert page.named("guideline-chat") == [{"topic": engine.topic.id}]
    assert "The article below can be read without it." in page.text


def test_the_reader_is_asked_for_by_the_script_that_keeps_the_choice(page: Page) -> None:
    (asked,) = [a for a in page.named("div") if a.get("id") == "reader-row"]

    assert asked["class"] == "row waiting"
    assert [o["value"] for o in page.named("option")] == ["physician", "pharmacist", "nurse", "student", "patient"]
    assert "Kept on this device only." in page.text


# ------------------------------------------------------------------------------------------------ state of review


def test_the_article_shows_how_far_our_review_is_and_who_approved_it(
    client: TestClient, engine: FakeEngine, tmp_path: Path
) -> None:
    client.headers["X-Editor-Key"] = add_key(tmp_path / "editors", "jane.roe", prefix=EDITOR_PREFIX)

    def current() -> str:
        shown = client.get("/").text
        return re.findall(r'<li aria-current="step">([^<]+)</li>', shown)[0]

    seen = [current()]
    for decision in ("start-review", "approve"):
        body = {"decision": decision, "comment": "x", "content": engine.topic.content_hash}
        assert client.post(f"/v1/topics/{engine.topic.id}/review", json=body).status_code == 200
        seen.append(current())
    assert seen == ["Submitted", "Under review", "Approved"]
    assert "Approved by jane.roe" in Page(client.get("/").text).text

    changed = dataclasses.replace(engine.topic, rules_hash="sha256:" + "0" * 64)
    engine.topics = {changed.id: changed}
    page = Page(client.get("/").text)
    assert current() == "Submitted"
    assert "Last approved by jane.roe" in page.text
    assert "of other content" in page.text
    assert "The content has changed since jane.roe approved it" in page.text
    assert changed.notice in page.text
