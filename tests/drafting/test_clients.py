"""Each provider is spoken to through its own client."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from corpus.model import Topic
from service.domain.errors import SettingsError
from service.drafting.chat import open_chat
from tests.drafting.asked import (
    QUESTION,
    good,
    origins,
    same_answer,
)
from tests.drafting.conftest import Modelled, service_of
from tests.drafting.drafts import verbatim, written
from tests.drafting.spoken import SpokenModel

CLIENTS = {"anthropic": "langchain_anthropic", "ollama": "langchain_ollama"}


@pytest.fixture(params=sorted(CLIENTS))
def provider(request: pytest.FixtureRequest) -> str:
    """A provider besides OpenAI whose client is installed; `make setup` installs both."""
    name: str = request.param
    pytest.importorskip(CLIENTS[name])
    return name


def test_each_client_brings_the_same_draft(provider: str, modelled: Modelled, topic: Topic, tmp_path: Path) -> None:
    with modelled(good(topic)) as (service, _played):
        expected = service.ask(QUESTION)
    spoken = SpokenModel(provider, lambda passages: written(verbatim(passages, topic)))
    with spoken.serving():
        answer = service_of(topic, spoken, tmp_path, model=f"{provider}:any").ask(QUESTION)

    assert "model" in origins(answer)
    assert same_answer(answer, expected)
    assert answer.model is not None
    assert (answer.model.degraded, answer.model.calls) == (None, 1)
    assert (answer.model.tokens_in, answer.model.tokens_out) == (900, 120)


@pytest.mark.parametrize(
    ("status", "reason", "calls"),
    [(429, "overloaded", 3), (500, "failed", 3), (401, "rejected", 1), (404, "rejected", 1)],
)
def test_each_client_tells_its_troubles(
    provider: str, topic: Topic, tmp_path: Path, status: int, reason: str, calls: int
) -> None:
    spoken = SpokenModel(provider, lambda _passages: "", status=status)
    with spoken.serving():
        answer = service_of(topic, spoken, tmp_path, model=f"{provider}:any").ask(QUESTION)

    assert answer.model is not None
    assert (answer.model.degraded, answer.model.calls, len(spoken.requests)) == (reason, calls, calls)


@pytest.mark.filterwarnings("ignore:Received unexpected tool content block")
@pytest.mark.parametrize("tool", [True, False])
def test_each_client_tells_what_is_malformed(provider: str, topic: Topic, tmp_path: Path, tool: bool) -> None:
    spoken = SpokenModel(provider, lambda _passages: '{"dose": 50}', tool=tool)
    with spoken.serving():
        answer = service_of(topic, spoken, tmp_path, model=f"{provider}:any").ask(QUESTION)

    assert answer.model is not None
    assert (answer.model.degraded, answer.model.calls) == ("malformed", 2)


def test_a_client_that_finds_nobody_says_so(provider: str, topic: Topic, tmp_path: Path) -> None:
    spoken = SpokenModel(provider, lambda _passages: "")
    with spoken.serving():
        service = service_of(topic, spoken, tmp_path, model=f"{provider}:any")
    answer = service.ask(QUESTION)

    assert answer.model is not None
    assert answer.model.degraded == "unreachable"


def test_each_client_bounds_the_answer_and_offers_no_tools(provider: str, topic: Topic, tmp_path: Path) -> None:
    spoken = SpokenModel(provider, lambda passages: written(verbatim(passages, topic)))
    with spoken.serving():
        service_of(topic, spoken, tmp_path, model=f"{provider}:any").ask(QUESTION)

    path, request = spoken.requests[0]
    bound = request["max_tokens"] if provider == "anthropic" else request["options"]["num_predict"]
    assert path == {"anthropic": "/v1/messages", "ollama": "/api/chat"}[provider]
    assert bound == 500
    assert not request.get("tools")
    assert provider == "anthropic" or request["format"]["properties"].keys() == {"statements"}


@pytest.mark.parametrize("name", sorted(CLIENTS))
def test_a_client_that_is_not_installed_is_told_with_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, CLIENTS[name], None)
    with pytest.raises(SettingsError) as raised:
        open_chat(f"{name}:any", base_url=None, key="k", timeout_s=1, max_tokens=100)

    assert f"install groundrule[{name}]" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_provider_that_is_not_known_is_told_with_those_that_are() -> None:
    with pytest.raises(SettingsError, match="one of openai, anthropic, ollama"):
        open_chat("cohere:any", base_url=None, key="k", timeout_s=1, max_tokens=100)


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
