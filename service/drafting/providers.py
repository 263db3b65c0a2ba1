"""The providers of chat models and of embeddings that LangChain reaches for us, by `provider:model`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from service.domain.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

CONNECT_S = 5.0

Made = TypeVar("Made")
Form = Mapping[str, Any]
"""A JSON schema that an answer must follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long one call may take, and how long its answer may be."""

    timeout_s: float
    max_tokens: int


def open_model(
    name: str, *, base_url: str | None, key: str | None, limits: Limits, form: Form | None, setting: str
) -> BaseChatModel:
    """Return a chat model that answers the same question in the same way; nothing is called yet.

    Args:
        name: `provider:model`.
        base_url: where it is served; None, the provider's own.
        key: its key.
        limits: of one call.
        form: what every answer must look like; None, any text.
        setting: the setting that named it, for the message.

    Raises:
        SettingsError: the provider is none that we know, or its client is not installed.
    """
    provider, _, model = name.partition(":")
    options = _demand(provider, _MODELS, setting)(base_url, key, limits, form)

    def make() -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        opened: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
        return opened

    return _opened(make, provider, setting)


def open_embeddings(name: str, *, base_url: str | None, key: str | None, setting: str) -> Embeddings:
    """Return embeddings by `provider:model`; nothing is called yet.

    Raises:
        SettingsError: the provider has none that we know, or its client is not installed.
    """
    provider, _, model = name.partition(":")
    options = _demand(provider, _EMBEDDINGS, setting)(base_url, key)

    def make() -> Embeddings:
        from langchain.embeddings import init_embeddings

        return init_embeddings(model, provider=provider, **options)

    return _opened(make, provider, setting)


def _demand(provider: str, known: Mapping[str, Made], setting: str) -> Made:
    if provider not in known:
        raise SettingsError(f"{setting}: the provider is one of {', '.join(known)}.")
    # Tracing would send questions to a third party, whatever the environment says.
    os.environ.update({"LANGSMITH_TRACING": "false", "LANGCHAIN_TRACING_V2": "false"})
    return known[provider]


def _opened(make: Callable[[], Made], provider: str, setting: str) -> Made:
    missing = SettingsError(f"{setting}: the client of {provider} is not installed; install groundrule[{provider}].")
    if find_spec(f"langchain_{provider}") is None:
        raise missing
    try:
        return make()
    except ImportError:
        raise missing from None
    except ValueError:
        raise SettingsError(f"{setting}: the model cannot be set up; does it need a key or an address?") from None


def _openai(base_url: str | None, key: str | None, limits: Limits, form: Form | None) -> dict[str, Any]:
    options: dict[str, Any] = {
        "base_url": base_url,
        "api_key": _some_key(base_url, key),
        "timeout": httpx.Timeout(limits.timeout_s, connect=min(CONNECT_S, limits.timeout_s)),
        "max_tokens": limits.max_tokens,
        "max_retries": 0,
        "temperature": 0,
        "stream_usage": True,
        "use_responses_api": False,
    }
    if form is not None:
        schema = {"name": "answer", "strict": True, "schema": form}
        # As part of the body, since the client otherwise parses the answer itself and hides where it went wrong.
        options["extra_body"] = {"response_format": {"type": "json_schema", "json_schema": schema}}
    return options


def _anthropic(base_url: str | None, key: str | None, limits: Limits, _form: Form | None) -> dict[str, Any]:
    address = {"base_url": base_url} if base_url else {}
    keyed = {"api_key": key} if key else {}
    bounds = {"timeout": limits.timeout_s, "max_tokens": limits.max_tokens}
    return {**address, **keyed, **bounds, "max_retries": 0, "temperature": 0}


def _ollama(base_url: str | None, key: str | None, limits: Limits, form: Form | None) -> dict[str, Any]:
    return {
        "base_url": base_url,
        "num_predict": limits.max_tokens,
        "temperature": 0,
        "client_kwargs": {"timeout": limits.timeout_s, **_headers(key)},
        **({"format": dict(form)} if form is not None else {}),
    }


def _openai_embeddings(base_url: str | None, key: str | None) -> dict[str, Any]:
    # Texts go as they are: counting their tokens here would fetch a vocabulary, and other servers want no tokens.
    return {
        "base_url": base_url,
        "api_key": _some_key(base_url, key),
        "max_retries": 0,
        "check_embedding_ctx_length": False,
    }


def _ollama_embeddings(base_url: str | None, key: str | None) -> dict[str, Any]:
    return {"base_url": base_url, "client_kwargs": _headers(key)}


def _some_key(base_url: str | None, key: str | None) -> str | None:
    """A server of one's own often has no keys, but the client wants one."""
    return key or ("none" if base_url else None)


def _headers(key: str | None) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {key}"}} if key else {}


_MODELS: Mapping[str, Callable[[str | None, str | None, Limits, Form | None], dict[str, Any]]] = {
    "openai": _openai,
    "anthropic": _anthropic,
    "ollama": _ollama,
}
_EMBEDDINGS: Mapping[str, Callable[[str | None, str | None], dict[str, Any]]] = {
    "openai": _openai_embeddings,
    "ollama": _ollama_embeddings,
}
