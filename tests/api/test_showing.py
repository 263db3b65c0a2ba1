"""What the service knows, over HTTP: topics, rules, sources, passages, health and the OpenAPI document."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.model import All, Days, Dose, ForAny, Is, Lab, Not
from corpus.model import Any as AnyOf
from service.api.keys import EDITOR_PREFIX, add_key
from service.api.lines import lines_of
from service.domain.answer import Answer
from service.domain.errors import IndexNotReadyError, SelfTestError
from service.domain.question import Question
from tests.api.conftest import Serve
from tests.fakes import FakeEngine

TOPIC = "tavorexin-low-sodium"


def test_topics_are_listed_with_their_state_of_review(client: TestClient) -> None:
    (topic,) = client.get("/v1/topics").json()["topics"]

    assert (topic["id"], topic["source_review"], topic["topic_review"]) == (TOPIC, "under-review", "submitted")


def test_a_topic_is_an_article_with_cited_statements(client: TestClient, engine: FakeEngine) -> None:
    article = client.get(f"/v1/topics/{TOPIC}").json()

    assert article["question"] == engine.topic.question
    assert [line["text"] for line in article["bottom_line"]] == [
        engine.topic.statements[sid][1].text for sid in engine.topic.article.bottom_line
    ]
    lines = [line for section in article["sections"] for line in section["statements"]]
    assert lines
    assert all(client.get(f"/v1/passages/{line['passage_id']}").json()["quote"] == line["text"] for line in lines)
    assert {reference["kind"] for reference in article["references"]} == {"research"}
    assert article["review"]["updated"] == "2026-01-15"
    assert article["disclaimer"] == engine.topic.disclaimer


def test_every_threshold_is_shown_with_the_sentence_it_rests_on(client: TestClient, engine: FakeEngine) -> None:
    rules = {rule["id"]: rule for rule in client.get(f"/v1/topics/{TOPIC}/rules").json()["rules"]}

    assert {rule.id for rule in engine.topic.rules if rule.kind == "threshold"} <= set(rules)
    assert rules["hold-low-sodium"]["lines"] == [
        {
            "of": "sodium",
            "printed": "<",
            "enforced": "<=",
            "value": 125,
            "unit": "mmol/L",
            "relative_to": "absolute",
        }
    ]
    for rule in rules.values():
        source = client.get(f"/v1/sources/{rule['source_id']}").json()
        assert rule["quote"] in source["text"]
        assert "{" not in rule["message"]


def test_a_line_is_found_wherever_it_stands_in_a_condition(engine: FakeEngine) -> None:
    lab = Lab(lab="it", op=">", enforced=">=", value=3, of="upper-limit")
    dose = Dose(of="planned", op=">", enforced=">", than="injury")
    days = Days(of="since-restart", op="<", enforced="<", value=14)
    name = next(iter(engine.topic.definitions), None)
    named = (Is(name=name),) if name is not None else ()
    condition = All(all=(ForAny(for_any="salts", then=lab), AnyOf(any=(Not(not_=dose), days)), *named))
    rule = dataclasses.replace(engine.topic.rules[0], when=condition, limits=())

    lines = [(line.of, line.relative_to, line.value, line.unit) for line in lines_of(rule, engine.topic)]

    assert lines[:3] == [
        ("salts", "upper-limit", 3, None),
        ("planned dose", "injury dose", None, None),
        ("since-restart", "absolute", 14, "d"),
    ]


def test_a_passage_is_shown_in_its_context_with_its_span(client: TestClient, engine: FakeEngine) -> None:
    for wanted in engine.topic.passages:
        passage = client.get(f"/v1/passages/{wanted}").json()
        source = client.get(f"/v1/sources/{passage['source_id']}?topic={TOPIC}").json()

        start, end = passage["span"]
        assert passage["context"][start:end] == passage["quote"]
        start, end = passage["source_span"]
        assert source["text"][start:end] == passage["quote"]
        assert passage["context"] in source["text"]


def test_a_source_id_that_two_topics_share_asks_for_the_topic(client: TestClient, engine: FakeEngine) -> None:
    engine.topics = {TOPIC: engine.topic, "other": dataclasses.replace(engine.topic, id="other")}

    unclear = client.get("/v1/sources/product-label")
    clear = client.get("/v1/sources/product-label?topic=other")

    assert unclear.status_code == 422
    assert unclear.json()["errors"][0]["path"] == "topic"
    assert clear.json()["topic"] == "other"


def test_the_service_is_ready_only_when_the_engine_is(serve: Serve, client: TestClient) -> None:
    assert client.get("/health/ready").json() == {"status": "ready"}
    for error in (IndexNotReadyError("x"), SelfTestError("x")):
        with serve(FakeEngine(error=error)) as failing:
            assert failing.get("/health/ready").status_code == 503
            assert failing.get("/health/live").status_code == 200


# ------------------------------------------------------------------------------------------------ OpenAPI


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


CONTRACT = {
    ("post", "/v1/ask"),
    ("post", "/v1/check"),
    ("post", "/v1/assess"),
    ("get", "/v1/answers/{answer_id}"),
    ("post", "/v1/answers/{answer_id}/feedback"),
    ("post", "/v1/answers/{answer_id}/replay"),
    ("get", "/v1/answers/{answer_id}/pictures"),
    ("get", "/v1/answers/{answer_id}/schedule.ics"),
    ("get", "/v1/conversations/{conversation_id}"),
    ("delete", "/v1/conversations/{conversation_id}"),
    ("get", "/v1/topics"),
    ("get", "/v1/topics/{topic_id}"),
    ("get", "/v1/topics/{topic_id}/rules"),
    ("post", "/v1/topics/{topic_id}/review"),
    ("get", "/v1/sources/{source_id}"),
    ("get", "/v1/passages/{passage_id}"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
}


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(method, path): op for path, methods in document["paths"].items() for method, op in methods.items()}


def test_the_document_describes_every_operation_and_no_other(document: dict[str, Any]) -> None:
    assert set(operations(document)) == CONTRACT


def test_every_operation_has_a_realistic_example(document: dict[str, Any]) -> None:
    for (method, path), operation in operations(document).items():
        if "requestBody" in operation:
            assert operation["requestBody"]["content"]["application/json"]["example"]
        if method != "delete":
            assert any(body.get("example") for body in operation["responses"]["200"]["content"].values()), path
        for parameter in operation.get("parameters", ()):
            assert parameter["example"], path


def test_every_example_request_is_accepted(client: TestClient, document: dict[str, Any], tmp_path: Path) -> None:
    client.headers["X-Editor-Key"] = add_key(tmp_path / "editors", "jane.roe", prefix=EDITOR_PREFIX)
    answer_id = client.post("/v1/ask", json={"question": "What now?"}).json()["id"]
    for (method, path), operation in operations(document).items():
        if "requestBody" in operation:
            example = operation["requestBody"]["content"]["application/json"]["example"]
            address = path.format(answer_id=answer_id, topic_id=TOPIC)
            assert client.request(method, address, json=example).status_code == 200, path


def test_an_editors_operation_names_the_key_it_needs(document: dict[str, Any]) -> None:
    named = {
        path for (_, path), operation in operations(document).items() if operation.get("security") == [{"editor": []}]
    }

    assert named == {"/v1/topics/{topic_id}/review"}
    assert document["components"]["securitySchemes"]["editor"]["name"] == "X-Editor-Key"


def test_every_operation_tells_its_problems_and_never_the_framework_s_own(document: dict[str, Any]) -> None:
    for operation in operations(document).values():
        for status, response in operation["responses"].items():
            if not status.startswith("2"):
                assert list(response["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in json.dumps(document)


def test_every_reference_in_the_document_resolves(document: dict[str, Any]) -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return own + [ref for value in part.values() for ref in references(value)]
        return [ref for value in part for ref in references(value)] if isinstance(part, list) else []

    found = set(references(document))

    assert found
    assert {ref.removeprefix("#/components/schemas/") for ref in found} <= set(document["components"]["schemas"])


def test_without_an_index_the_document_is_still_given(serve: Serve) -> None:
    def missing(_question: Question) -> Answer:
        raise IndexNotReadyError("no bundle")

    engine = FakeEngine()
    engine.reply = missing
    with serve(engine) as client:
        document = client.get("/openapi.json").json()

    ask = document["paths"]["/v1/ask"]["post"]
    assert "example" in ask["requestBody"]["content"]["application/json"]
    assert "example" not in ask["responses"]["200"]["content"]["application/json"]


def test_a_service_without_topics_still_describes_itself(serve: Serve) -> None:
    engine = FakeEngine()
    engine.topics = {}
    with serve(engine) as client:
        document = client.get("/openapi.json").json()

    assert set(operations(document)) == CONTRACT
