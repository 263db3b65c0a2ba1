"""The article page and the index: all from the topic, readable without a script, with the state of its review."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.keys import EDITOR_PREFIX, add_key
from tests.fakes import FakeEngine
from tests.widget.conftest import Page

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


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
    assert "more than 2 times the patient's baseline. [1, 2†]" in page.text
    assert "numbers are shown as printed" in page.text


def test_a_number_for_which_the_source_lists_no_title_is_marked_at_each_statement(
    client: TestClient, engine: FakeEngine
) -> None:
    topic = engine.topic
    (lead,) = [source for source in topic.sources if source.id == topic.article.lead_source]
    marked = [s for s in lead.statements if lead.untitled(s)]
    assert {n for s in lead.statements for n in s.references} == {"1", "2"}
    assert marked
    assert {n for s in marked for n in lead.untitled(s)} == {"2"}

    for address in ("/", f"/topics/{topic.id}/sources/{lead.id}"):
        page = Page(client.get(address).text)
        assert page.text.count("2†]") >= len(marked)
        assert "1†" not in page.text
        assert page.text.count("The source lists no title for this number.") == 1
    without = [a for a in Page(client.get("/").text).named("a") if "without a title" in str(a.get("aria-label"))]
    assert len(without) >= len(marked)


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
        return sum(str(a["href"]).count("/") == 2 for a in Page(reply.text).named("a"))

    assert [found(q) for q in ("", "tavor", "SECOND", "tavor second", "avorexin", ".*", "  ")] == [2, 2, 1, 1, 0, 0, 2]
    assert HOSTILE in Page(client.get("/topics", params={"q": HOSTILE}).text).text


def test_the_index_finds_what_the_statements_say_and_leads_to_it(client: TestClient, engine: FakeEngine) -> None:
    statement = next(s for source in engine.topic.sources for s in source.statements)
    words = " ".join(statement.text.rstrip(".").split()[:4])
    assert words.casefold() not in engine.topic.question.casefold()

    page = Page(client.get("/topics", params={"q": words}).text)

    assert statement.text in page.text
    found = [str(a["href"]) for a in page.named("a") if "/sources/" in str(a["href"])]
    assert found
    for link in found:
        address, _, passage = link.partition("#")
        assert passage in Page(client.get(address).text).ids
    assert "/sources/" not in client.get("/topics").text


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


@pytest.mark.parametrize("path", ["/topics/none", "/topics/tavorexin-low-sodium/sources/none"])
def test_a_page_that_does_not_exist_is_told_on_a_page(client: TestClient, path: str) -> None:
    reply = client.get(path)
    page = Page(reply.text)

    assert reply.status_code == 404
    assert "There is no such" in page.text
    assert "/topics" in [a["href"] for a in page.named("a")]
    assert "none" not in page.text


def test_a_search_for_too_much_is_told_on_a_page(client: TestClient) -> None:
    reply = client.get("/topics", params={"q": "x" * 201})

    assert reply.status_code == 422
    assert "is longer than 200 characters" in Page(reply.text).text


def test_a_file_of_a_page_that_does_not_exist_is_a_problem(client: TestClient) -> None:
    for path in ("/assets/none.js", "/assets/..%2fpages.py"):
        reply = client.get(path)
        assert reply.status_code == 404
        assert reply.headers["content-type"] == "application/problem+json"


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
