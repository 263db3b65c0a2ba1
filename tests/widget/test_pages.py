"""Every page: nothing from elsewhere, safe under a strict policy, of use to everybody."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service import widget
from tests.fakes import FakeEngine
from tests.widget.conftest import Page

ROOM = Path(widget.__file__).parent
SCRIPTS = sorted((ROOM / "assets").glob("*.js"))
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


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
        re.findall(
            r"document\.getElementById\(\"([a-z-]+)\"\)", (ROOM / "assets" / "page.js").read_text(encoding="utf-8")
        )
    )

    assert "reader" in asked
    assert asked <= set(page.ids)


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
