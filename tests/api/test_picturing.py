"""The pictures of an answer over HTTP: as they were when it was given."""

from __future__ import annotations

import dataclasses
from datetime import date

from fastapi.testclient import TestClient

from service.domain.pictures import Bar, DoseStep, Mark, Pictures, Schedule
from tests.fakes import FakeEngine

LINE = Mark(kind="hold", state="met", line="125 mmol/L or less", at=125, falling=True, told="", rule="hold-low-sodium")
BAR = Bar(analyte="sodium", unit="mmol/L", low=123, high=123, worst=None, marks=(LINE,), verdict="Hold line met",
          following="")  # fmt: skip
SCHEDULE = Schedule(
    drug="tavorexin",
    steps=(DoseStep(mg_per_day=5, day=0), DoseStep(mg_per_day=6, day=7)),
    tests=(),
    gaps=("No rule names a day for tests after the restart.",),
    ceiling_mg_per_day=6,
    ceiling_because="",
    start=None,
    not_before=date(2026, 11, 20),
    grounds=(),
    besides=(),
)


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


def test_a_schedule_is_taken_as_a_calendar_from_a_day_that_is_given(client: TestClient, engine: FakeEngine) -> None:
    pictured(engine, Pictures(schedule=SCHEDULE))
    answer = client.post("/v1/ask", json={"question": "May it be restarted?"}).json()["id"]
    found = client.get(f"/v1/answers/{answer}/pictures").json()
    (sheet,) = found["pictures"]
    taken = client.get(found["calendar"], params={"start": "2026-12-01"})

    assert (sheet["name"], sheet["notes"]) == ("schedule", list(SCHEDULE.gaps))
    assert taken.headers["content-type"] == "text/calendar; charset=utf-8"
    assert taken.headers["content-disposition"] == 'attachment; filename="restart-schedule.ics"'
    assert "DTSTART;VALUE=DATE:20261208" in taken.text
    assert "DTSTAMP:20261120T120000Z" in taken.text
    assert f"UID:{answer}-day-7@groundrule" in taken.text.replace("\r\n ", "")


def test_a_calendar_needs_a_day_that_the_case_allows(client: TestClient, engine: FakeEngine) -> None:
    pictured(engine, Pictures(schedule=SCHEDULE))
    answer = client.post("/v1/ask", json={"question": "May it be restarted?"}).json()["id"]
    address = f"/v1/answers/{answer}/schedule.ics"

    for start in ({}, {"start": "2026-11-19"}, {"start": "soon"}):
        refused = client.get(address, params=start)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["path"].endswith("start")
    assert client.get(address, params={"start": "2026-11-20"}).status_code == 200


def test_without_a_schedule_there_is_no_calendar(client: TestClient, engine: FakeEngine) -> None:
    pictured(engine, Pictures(bars=(BAR,)))
    answer = client.post("/v1/ask", json={"question": "Sodium is 123."}).json()["id"]

    assert client.get(f"/v1/answers/{answer}/pictures").json()["calendar"] is None
    assert client.get(f"/v1/answers/{answer}/schedule.ics").status_code == 404
