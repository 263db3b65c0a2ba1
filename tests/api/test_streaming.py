"""An answer told as server-sent events: what a client builds from them is the answer, now and later."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient

from service.api.streaming import wants_events
from service.domain.answer import Answer
from service.domain.errors import BusyError, GoneError, InputError, TimeLimitError
from service.domain.question import Question
from service.domain.told import NOBODY, Listener, opened
from tests.api.conftest import Serve
from tests.events import EVENTS, Told, built, told
from tests.fakes import FakeEngine

ASKED = {"question": "Sodium is 123, what now?"}


class Broken(FakeEngine):
    """Tells its findings and then fails."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure

    def ask(self, question: Question, *, listener: Listener = NOBODY) -> Answer:
        listener.hear(opened(self._answer(question)))
        # The response has begun by then, so that its status can no longer say so.
        time.sleep(0.3)
        raise self.failure


class Endless(FakeEngine):
    """Works for ever on an answer that somebody waits for, and notes when nobody does any more."""

    def __init__(self) -> None:
        super().__init__()
        self.stopped = threading.Event()

    def ask(self, question: Question, *, listener: Listener = NOBODY) -> Answer:
        answer = self._answer(question)
        try:
            for _ in range(1000):
                listener.hear(opened(answer))
                time.sleep(0.01)
        except GoneError:
            self.stopped.set()
            raise
        return answer


@pytest.fixture
def events(client: TestClient) -> Told:
    reply = client.post("/v1/ask", json=ASKED, headers=EVENTS)
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["x-accel-buffering"] == "no"
    assert reply.headers["cache-control"] == "no-store"
    return told(reply.text)


def test_the_events_come_in_the_order_of_the_contract(events: Told) -> None:
    order = [name for i, (name, _) in enumerate(events) if i == 0 or events[i - 1][0] != name]

    assert order == ["accepted", "finding", "missing", "section", "statement", "disagreement", "citation", "done"]


def test_what_a_client_builds_from_the_events_is_the_answer_now_and_later(client: TestClient, events: Told) -> None:
    done = events[-1][1]

    made = built(events)
    assert made["findings"]
    assert made == {name: done[name] for name in made}
    assert client.get(f"/v1/answers/{done['id']}").json() == done


def test_the_streamed_answer_is_the_one_that_is_given_as_a_whole(client: TestClient, events: Told) -> None:
    whole = client.post("/v1/ask", json=ASKED).json()

    own = ("id", "conversation_id", "timings_ms")
    assert {k: v for k, v in events[-1][1].items() if k not in own} == {k: v for k, v in whole.items() if k not in own}


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/event-stream", True),
        ("application/json, Text/Event-Stream;q=0.9", True),
        ("application/json", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_events_are_sent_to_those_who_name_them(accept: str, wanted: bool) -> None:
    assert wants_events(accept) is wanted


@pytest.mark.parametrize(
    ("failure", "status"), [(InputError("no", path="patient"), 422), (BusyError("busy"), 503), (RuntimeError("x"), 500)]
)
def test_a_question_that_cannot_be_answered_at_all_gets_its_own_status(
    serve: Serve, failure: Exception, status: int
) -> None:
    with serve(FakeEngine(error=failure)) as client:
        reply = client.post("/v1/ask", json=ASKED, headers=EVENTS)

        assert reply.status_code == status
        assert reply.headers["content-type"] == "application/problem+json"


def test_an_unknown_conversation_is_not_found_before_anything_is_told(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={**ASKED, "conversation_id": "cnv_none"}, headers=EVENTS)

    assert reply.status_code == 404


@pytest.mark.parametrize(
    ("failure", "slug"), [(TimeLimitError("late"), "time-limit"), (RuntimeError("zqmarkerqz"), "internal")]
)
def test_what_fails_after_the_first_event_ends_the_stream_with_a_problem(
    serve: Serve, failure: Exception, slug: str
) -> None:
    with serve(Broken(failure)) as client:
        text = client.post("/v1/ask", json=ASKED, headers=EVENTS).text
        events = told(text)

        assert events[-1][0] == "error"
        assert events[-1][1]["type"] == f"urn:groundrule:problem:{slug}"
        assert "zqmarkerqz" not in text
        assert client.get(f"/v1/answers/{events[0][1]['id']}").status_code == 404


def test_a_question_that_takes_too_long_is_withheld_and_kept(serve: Serve) -> None:
    hold = threading.Event()
    with serve(FakeEngine(hold=hold), time_limit_s=0.2) as client:
        events = told(client.post("/v1/ask", json=ASKED, headers=EVENTS).text)
        hold.set()

        assert [name for name, _ in events] == ["accepted", "done"]
        assert events[-1][1]["status"] == "withheld"
        assert client.get(f"/v1/answers/{events[0][1]['id']}").json() == events[-1][1]


def test_a_stream_on_which_nothing_happens_keeps_moving(serve: Serve) -> None:
    hold = threading.Event()
    engine = FakeEngine(hold=hold)
    threading.Timer(2.5, hold.set).start()
    with serve(engine, heartbeat_s=0.05) as client:
        text = client.post("/v1/ask", json=ASKED, headers=EVENTS).text

    assert text.count("\n: still at work\n") > 2
    assert told(text)[-1][0] == "done"


@pytest.fixture
def listening(serve: Serve) -> Iterator[tuple[str, Endless]]:
    """The application behind a real server, since only there a client can go."""
    engine = Endless()
    with serve(engine) as client:
        app: Any = client.app
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", engine
        server.should_exit = True
        thread.join()


def test_when_the_client_goes_the_work_stops(listening: tuple[str, Endless]) -> None:
    address, engine = listening
    with httpx.stream("POST", f"{address}/v1/ask", json=ASKED, headers=EVENTS) as reply:
        assert next(reply.iter_lines()) == "event: accepted"
        assert not engine.stopped.is_set()

    assert engine.stopped.wait(timeout=5)
