"""The pictures of an answer over HTTP: as they were when it was given."""

from __future__ import annotations

import dataclasses

from fastapi.testclient import TestClient

from service.domain.pictures import Bar, Mark, Pictures
from tests.fakes import FakeEngine

LINE = Mark(kind="hold", state="met", line="125 mmol/L or less", at=125, falling=True, told="", rule="hold-low-sodium")
BAR = Bar(analyte="sodium", unit="mmol/L", low=123, high=123, worst=None, marks=(LINE,), verdict="Hold line met",
          following="")  # fmt: skip


def pictured(engine: FakeEngine, pictures: Pictures | None) -> None:
    usual = engine.reply
    engine.reply = lambda question: dataclasses.replace(usual(question), pictures=pictures)


def test_an_answer_carries_its_figures_and_its_pictures_are_drawn_from_them(
    client: TestClient, engine: FakeEngine
) -> None:
    pictured(engine, Pictures(bars=(BAR,)))
    answer = client.post("/v1/ask", json={"question": "Sodium is 123."}).json()
    found = client.get(f"/v1/answers/{answer['id']}/pictures").json()

    assert answer["pictures"]["bars"][0]["marks"][0]["at"] == 125
    assert answer == client.get(f"/v1/answers/{answer['id']}").json()
    assert [picture["name"] for picture in found["pictures"]] == ["results"]
    assert found["pictures"][0]["drawn"][0] == "svg"
    assert found["pictures"][0]["tables"][0][:2] == ["table", {}]


def test_a_picture_is_that_of_the_answer_whatever_the_rules_have_become(client: TestClient, engine: FakeEngine) -> None:
    pictured(engine, Pictures(bars=(BAR,)))
    answer = client.post("/v1/ask", json={"question": "Sodium is 123."}).json()["id"]
    before = client.get(f"/v1/answers/{answer}/pictures").json()
    engine.topics = {}

    assert client.get(f"/v1/answers/{answer}/pictures").json() == before


def test_an_answer_without_figures_has_none_and_an_unknown_one_is_told(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()

    assert answer["pictures"] is None
    assert client.get(f"/v1/answers/{answer['id']}/pictures").json()["pictures"] == []
    assert client.get("/v1/answers/ans_none/pictures").status_code == 404
