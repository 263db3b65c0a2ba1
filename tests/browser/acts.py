"""What tests do at a page beside asking: let the engine say something else, go on by key, look at its width."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

from service.domain.answer import Answer, Missing
from service.domain.question import Question
from tests.browser.conftest import Service


def replying(service: Service, **changed: Any) -> Callable[[Question], Answer]:
    """Make the engine answer as it does, but for what is changed."""
    usual = service.engine.reply

    def reply(question: Question) -> Answer:
        return dataclasses.replace(usual(question), **changed)

    service.engine.reply = reply
    return reply


def lab(path: str, fact: str = "sodium") -> Missing:
    return Missing(fact=fact, why="decides it", path=path, rules=("r",))


def scheme(page: Page, named: str) -> None:
    """Show the page as a device does that is set to light or dark."""
    page.emulate_media(color_scheme="dark" if named == "dark" else "light")


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on by the tabulator key alone until what is wanted has the focus; fail where no way leads there."""
    for _ in range(150):
        if wanted.evaluate("(element) => element === element.getRootNode().activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the tabulator key does not lead there")


def widest(page: Page) -> int:
    """How wide the page is, what runs out of it included."""
    return int(page.evaluate("() => document.documentElement.scrollWidth"))
