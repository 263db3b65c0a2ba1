"""Asks a judge, a chat model of the operator's choice, about the answers of a run: advice, never a gate."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from langchain_core.embeddings import Embeddings
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from eval.advice import Row
from eval.judged import Verdict, append, demand_same_judge, fingerprint, read
from eval.ragas_adapter import judge_row, judges
from service.domain.errors import SettingsError
from service.drafting.providers import Limits, open_embeddings, open_model
from service.retrieval.encoder import Encoder
from service.settings import JUDGE_PREFIX
from service.settings import read as read_settings

#: A judge that fails so often in each place without a success between is down: asking on would only cost time.
_PATIENCE = 10
#: A row asks several times; this many calls' time is its limit.
_CALLS = 8

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+:\S+$")]


class JudgeSettings(BaseSettings):
    """Who judges, read from the environment with the prefix GROUNDRULE_JUDGE_."""

    model_config = SettingsConfigDict(
        env_prefix=JUDGE_PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    model: Name | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    timeout_s: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)] = 60.0
    max_tokens: Annotated[int, Field(ge=64, le=32_000)] = 4000
    concurrency: Annotated[int, Field(ge=1, le=100)] = 4
    embeddings: Name | None = None
    """`provider:model`; None: the service's own encoder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A judge that was set up; nothing was asked yet."""

    model: Any
    embeddings: Embeddings
    stamp: dict[str, str]
    timeout_s: float
    concurrency: int


class EncoderEmbeddings(Embeddings):
    """The service's encoder, as LangChain asks for embeddings."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector per text."""
        return self._encoder.encode(texts)

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a text."""
        return self.embed_documents([text])[0]


def load_judge(encoder: Callable[[], Encoder]) -> Judge:
    """Set the judge up from the environment.

    Args:
        encoder: loads the service's encoder, which is taken where no embeddings are set.

    Raises:
        SettingsError: no judge is set, or it cannot be set up.
    """
    held = read_settings(JudgeSettings, JUDGE_PREFIX, {})
    if held.model is None:
        raise SettingsError(f"{JUDGE_PREFIX}MODEL names no judge; set it to provider:model.")
    key = held.api_key.get_secret_value() if held.api_key is not None else None
    limits = Limits(timeout_s=held.timeout_s, max_tokens=held.max_tokens)
    model = open_model(
        held.model, base_url=held.base_url, key=key, limits=limits, form=None, setting=f"{JUDGE_PREFIX}MODEL"
    )
    if held.embeddings is None:
        own = encoder()
        embeddings, named = EncoderEmbeddings(own), own.id
    else:
        embeddings, named = _embeddings(held.embeddings, held.base_url, key), held.embeddings
    return Judge(
        model=model,
        embeddings=embeddings,
        stamp={"judge": held.model, "embeddings": named, "ragas": version("ragas")},
        timeout_s=held.timeout_s,
        concurrency=held.concurrency,
    )


def _embeddings(name: str, base_url: str | None, key: str | None) -> Any:
    return open_embeddings(name, base_url=base_url, key=key, setting=f"{JUDGE_PREFIX}EMBEDDINGS")


def ask(judge: Judge, folder: Path, rows: Sequence[Row], tick: Callable[[int], None]) -> int:
    """Ask for every number of every row that has no value yet; return how many values there are now.

    Raises:
        InputError: the folder holds verdicts of another judge.
    """
    demand_same_judge(folder, judge.stamp)
    asyncio.run(_ask(judge, folder, rows, tick))
    return sum(verdict.value is not None for verdict in read(folder, rows).values())


async def _ask(judge: Judge, folder: Path, rows: Sequence[Row], tick: Callable[[int], None]) -> None:
    known = read(folder, rows)
    places = asyncio.Semaphore(judge.concurrency)
    failures = 0

    async def one(metric: Any, row: Row) -> None:
        nonlocal failures
        async with places:
            if failures < _PATIENCE * judge.concurrency:
                value, error = await judge_row(metric, row, judge.timeout_s * _CALLS)
                failures = failures + 1 if error else 0
                hashed = fingerprint(row)
                append(folder, Verdict(key=row.key, number=metric.name, row=hashed, value=value, error=error))
            tick(1)

    todo = []
    for metric in judges(judge.model, judge.embeddings):
        for row in (row for row in rows if row.told):
            verdict = known.get((metric.name, row.key))
            if verdict is not None and verdict.value is not None:
                tick(1)
            else:
                todo.append(one(metric, row))
    await asyncio.gather(*todo)
