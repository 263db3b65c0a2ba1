"""Pictures on the receipt: with their tables, as private as the rest, and the calendar behind the same doors."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.keys import add_key, load_keys
from service.domain.pictures import Bar, DoseStep, Mark, NoSchedule, Pictures, Schedule
from tests.fakes import FakeEngine
from tests.widget.answers import QUESTION, ask, receipt, say
from tests.widget.conftest import HOSTILE, Serve, assert_private, come_in

LINE = Mark(kind="hold", state="met", line="125 mmol/L or less", at=125, falling=True, told="", rule="hold-low-sodium")
OPEN = Mark(kind="stop", state="unknown", line="2 x baseline or more", at=None, falling=False,
            told="cannot be told without: baseline", rule="stop-kidney")  # fmt: skip
BAR = Bar(analyte="sodium", unit="mmol/L", low=123, high=123, worst=None, marks=(LINE, OPEN),
          verdict="Hold line met", following="")  # fmt: skip
SCHEDULE = Schedule(
    drug="tavorexin", steps=(DoseStep(mg_per_day=5, day=0), DoseStep(mg_per_day=6, day=7)), tests=(),
    gaps=("No rule names a day for tests after the restart.",), ceiling_mg_per_day=6,
    ceiling_because="At most 6 mg a day.", start=None, not_before=date(2026, 11, 20),
    grounds=("Restart tavorexin at 5 mg daily.",), besides=("Blood counts continue.",),
)  # fmt: skip


def address(answer: dict[str, Any], base: str = "/answers") -> str:
    return f"{base}/{answer['id']}/schedule.ics"


def test_a_receipt_shows_each_picture_with_all_of_it_in_words(client: TestClient, engine: FakeEngine) -> None:
    say(engine, pictures=Pictures(bars=(BAR,), schedule=SCHEDULE))
    page = receipt(client, ask(client))

    assert [svg["role"] for svg in page.named("svg")] == ["img", "img"]
    lines = ("hold: 125 mmol/L or less", "stop for good: 2 x baseline or more", "cannot be told without: baseline")
    for told in (*lines, *SCHEDULE.gaps, SCHEDULE.ceiling_because, *SCHEDULE.grounds, *SCHEDULE.besides):
        assert told in page.text
    (field,) = [field for field in page.named("input") if field.get("type") == "date"]
    assert (field["min"], field["value"], "required" in field) == ("2026-11-20", "", True)


def test_why_there_is_no_schedule_stands_in_its_place_and_offers_no_calendar(
    client: TestClient, engine: FakeEngine
) -> None:
    say(engine, pictures=Pictures(no_schedule=NoSchedule(reasons=("Not while it is low.",), missing=("baseline",))))
    answer = ask(client)
    page = receipt(client, answer)

    assert "No schedule for a restart" in page.text
    assert "Not while it is low." in page.text
    assert "needed before a schedule can be drawn: baseline." in page.text
    assert not [field for field in page.named("input") if field.get("type") == "date"]
    gone = client.get(address(answer))
    assert gone.status_code == 404
    assert_private(gone)


def test_hostile_names_are_text_on_a_receipt(client: TestClient, engine: FakeEngine) -> None:
    marks = tuple(dataclasses.replace(mark, line=HOSTILE, told=HOSTILE) for mark in BAR.marks)
    bar = dataclasses.replace(BAR, analyte=HOSTILE, unit=HOSTILE, verdict=HOSTILE, following=HOSTILE, marks=marks)
    schedule = dataclasses.replace(SCHEDULE, drug=HOSTILE, gaps=(HOSTILE,), grounds=(HOSTILE,))
    say(engine, pictures=Pictures(bars=(bar,), schedule=schedule))
    answer = ask(client)

    assert receipt(client, answer).named("svg")
    taken = client.get(address(answer), params={"start": "2026-12-01"})
    assert all(len(line.encode()) <= 75 for line in taken.text.split("\r\n"))


def test_the_calendar_is_given_from_the_page_for_a_day_that_the_case_allows(
    client: TestClient, engine: FakeEngine
) -> None:
    say(engine, pictures=Pictures(schedule=SCHEDULE))
    answer = ask(client)

    taken = client.get(address(answer), params={"start": "2026-12-01"})
    assert taken.headers["content-type"].startswith("text/calendar")
    assert taken.headers["cache-control"] == "no-store"
    assert "DTSTART;VALUE=DATE:20261208" in taken.text
    for start in ("", "2026-11-19", "soon"):
        refused = client.get(address(answer), params={"start": start})
        assert refused.status_code == 422
        assert_private(refused)


@pytest.mark.parametrize("base", ["/answers", "/desk/answers"])
def test_the_calendar_is_behind_the_door_of_its_receipt(
    serve: Serve, engine: FakeEngine, tmp_path: Path, base: str
) -> None:
    say(engine, pictures=Pictures(schedule=SCHEDULE))
    key = add_key(tmp_path / "keys", "ward-7")
    editor = add_key(tmp_path / "editors", "jane.roe", prefix="gre_")
    with serve(keys=load_keys(tmp_path / "keys")) as client:
        answer = client.post("/v1/ask", json={"question": QUESTION}, headers={"x-api-key": key}).json()
        day = {"start": "2026-12-01"}

        asked = client.get(address(answer, base), params=day)
        assert (asked.status_code, "BEGIN:VCALENDAR" in asked.text) == (401, False)
        if base == "/answers":
            client.post("/answers/come-in", data={"key": key, "to": base})
        else:
            come_in(client, editor)
        assert "BEGIN:VCALENDAR" in client.get(address(answer, base), params=day).text
