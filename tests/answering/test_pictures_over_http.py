"""Pictures of the real rules over HTTP, for both topics: as the findings are, given again, and no dose for patients."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.answering.quoting import QuotingDrafter
from service.api.app import create_app
from service.records.store import Records
from service.settings import load
from service.wiring import Service
from tests.answering.pictures import CLOTTING
from tests.fakes import StandInIndex, WordRetriever

HIGH = {"labs": [{"analyte": "ALT", "value": 223, "unit": "U/L", "upper_limit": 40, "baseline": 50}]}
NORMAL = {
    "labs": [
        {"analyte": "ALT", "value": 180, "unit": "U/L", "upper_limit": 40, "baseline": 40},
        {"analyte": "ALT", "value": 30, "unit": "U/L", "upper_limit": 40, "baseline": 40},
        {"analyte": "INR", "value": 1.0},
        {"analyte": "AST", "value": 28, "unit": "U/L", "upper_limit": 40},
        {"analyte": "bilirubin", "value": 0.6, "unit": "mg/dL", "upper_limit": 1.2},
        {"analyte": "neutrophils", "value": 4, "unit": "x10^9/L"},
        {"analyte": "white cells", "value": 6, "unit": "x10^9/L"},
        {"analyte": "platelets", "value": 250, "unit": "x10^9/L"},
    ],
    "medications": [{"drug": "azathioprine", "dose": 200, "unit": "mg/d", "status": "held"}],
    "as_of": "2026-11-20",
}
RESTART = "May azathioprine be restarted? She is asymptomatic."


def posted(client: TestClient, question: str, **more: Any) -> dict[str, Any]:
    reply = client.post("/v1/ask", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


@pytest.fixture(scope="module")
def clotting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = load(data_dir=tmp_path_factory.mktemp("data"))
    index: Any = StandInIndex(WordRetriever(CLOTTING))
    engine = Service(topics={CLOTTING.id: CLOTTING}, index=index, drafter=QuotingDrafter(), settings=settings)
    records = Records(settings.records_url, retention_days=1, clock=lambda: datetime.now(tz=UTC))
    with TestClient(create_app(engine, records, settings), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_the_line_that_is_drawn_as_met_is_the_one_that_the_findings_tell(client: TestClient) -> None:
    answer = posted(client, "What now?", topic="azathioprine-hepatotoxicity", patient=HIGH)
    (bar,) = answer["pictures"]["bars"]
    (met,) = [mark for mark in bar["marks"] if mark["state"] == "met"]
    finding = next(f for f in answer["findings"] if f["rule"] == met["rule"])

    assert met["at"] == 120
    assert met["told"] in [because["computed"] for because in finding["because"]]
    assert answer["pictures"]["schedule"] is None


def test_a_streamed_answer_ends_with_the_same_pictures(client: TestClient) -> None:
    whole = posted(client, "What now?", topic="azathioprine-hepatotoxicity", patient=HIGH)
    body = {"question": "What now?", "topic": "azathioprine-hepatotoxicity", "patient": HIGH}
    streamed = client.post("/v1/ask", json=body, headers={"Accept": "text/event-stream"}).text

    assert '"following":"27 U/L below the stop line of 250 U/L (250 - 223 = 27)."' in streamed.rpartition("event:")[2]
    assert whole["pictures"]["bars"][0]["following"] == "27 U/L below the stop line of 250 U/L (250 - 223 = 27)."


def test_a_schedule_is_given_again_as_it_was_and_as_a_calendar(client: TestClient) -> None:
    answer = posted(client, RESTART, topic="azathioprine-hepatotoxicity", patient=NORMAL)
    schedule = answer["pictures"]["schedule"]
    calendar = client.get(f"/v1/answers/{answer['id']}/schedule.ics")

    assert [step["mg_per_day"] for step in schedule["steps"]] == [50, 75, 100, 125, 150]
    assert calendar.text.count("BEGIN:VEVENT") == len({s["day"] for s in (*schedule["steps"], *schedule["tests"])})
    assert "DTSTART;VALUE=DATE:20261204" in calendar.text
    assert client.post(f"/v1/answers/{answer['id']}/replay").json()["same"] is True


@pytest.mark.parametrize(
    ("question", "audience"), [(RESTART, "patient"), ("May I restart my azathioprine? I feel fine.", "nurse")]
)
def test_patients_get_their_results_and_never_a_dose(client: TestClient, question: str, audience: str) -> None:
    answer = posted(client, question, topic="azathioprine-hepatotoxicity", audience=audience, patient=NORMAL)

    assert answer["audience"] == "patient"
    assert answer["pictures"]["bars"]
    assert (answer["pictures"]["schedule"], answer["pictures"]["no_schedule"]) == (None, None)
    drawn = client.get(f"/v1/answers/{answer['id']}/pictures")
    assert not re.search(r"mg(?!/dL)\b", drawn.text.replace('"img"', ""))


def test_beside_an_emergency_or_without_figures_nothing_is_drawn(client: TestClient) -> None:
    urgent = posted(
        client, "On azathioprine, vomiting blood. ALT 223 U/L (ULN 40).", topic="azathioprine-hepatotoxicity"
    )
    asked = posted(client, "How often are liver tests repeated while azathioprine is held?")

    assert (urgent["status"], urgent["pictures"]) == ("emergency", None)
    assert asked["pictures"] is None or not asked["pictures"]["bars"]


def test_the_same_holds_for_another_topic(clotting: TestClient) -> None:
    high = posted(clotting, "INR is 5.4 on warfarin 5 mg daily, haemoglobin 11 g/dL, baseline 15 g/dL.")
    labs = [{"analyte": "INR", "value": 4.2}, {"analyte": "INR", "value": 2.4}]
    again = posted(clotting, "May warfarin be restarted?", patient={"labs": labs})

    assert [bar["verdict"] for bar in high["pictures"]["bars"]] == ["Hold line met", "Hold line met"]
    assert [step["mg_per_day"] for step in again["pictures"]["schedule"]["steps"]] == [5, 6, 7, 8, 9, 10]
    (results, schedule) = clotting.get(f"/v1/answers/{again['id']}/pictures").json()["pictures"]
    assert results["drawn"][0] == "svg"
    assert schedule["drawn"] is None
    assert any("No rule sets the days" in note for note in schedule["notes"])
