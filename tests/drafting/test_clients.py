"""Each provider is spoken to through its own client."""

from __future__ import annotations

import json
import os

import pytest

from corpus.model import Topic
from service.domain.errors import SettingsError
from service.drafting.chat import open_chat
from tests.drafting.asked import (
    QUESTION,
    good,
)
from tests.drafting.conftest import Modelled


@pytest.mark.parametrize("name", ["anthropic:any", "ollama:any", "cohere:any"])
def test_a_provider_that_is_not_there_is_told_when_the_service_starts(name: str) -> None:
    with pytest.raises(SettingsError, match="GROUNDRULE_MODEL"):
        open_chat(name, base_url=None, key="k", timeout_s=1, max_tokens=100)


def test_no_question_goes_to_a_tracer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    open_chat("openai:any", base_url="http://127.0.0.1:9/v1", key=None, timeout_s=1, max_tokens=100)

    assert os.environ["LANGSMITH_TRACING"] == "false"


def test_the_request_bounds_its_answer_and_asks_for_the_form(modelled: Modelled, topic: Topic) -> None:
    with modelled(good(topic)) as (service, played):
        service.ask(QUESTION)

    request = played.requests[0]
    assert request["max_completion_tokens"] == 500
    assert request["response_format"]["type"] == "json_schema"
    assert "tools" not in request
    assert "200 mg" in json.loads(json.dumps(request["messages"][1]["content"]))
