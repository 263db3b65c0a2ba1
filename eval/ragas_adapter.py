"""The only door to ragas: its numbers that need no model, and those that a judge gives. It reports to nobody.

Importing it takes seconds and needs the extra `eval`: who shows the numbers imports it late.
"""

from __future__ import annotations

import asyncio
import logging
import math
import os
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any

from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel
from langchain_core.outputs import ChatGeneration, Generation, LLMResult
from langchain_core.prompt_values import PromptValue

from eval.advice import NO_ANSWER, Measure, Row
from eval.ranking import average_precision_at, precision_at, recall_at
from eval.scoring import DEPTH

# Read when ragas is imported: its telemetry and LangChain's tracing are off, whatever the environment says.
os.environ.update({"RAGAS_DO_NOT_TRACK": "true", "LANGSMITH_TRACING": "false", "LANGCHAIN_TRACING_V2": "false"})
with warnings.catch_warnings():
    # The metrics by id have no successor yet in the place that the warning names, and the version is pinned.
    warnings.simplefilter("ignore", DeprecationWarning)
    from ragas import RunConfig, SingleTurnSample, _analytics
    from ragas.llms import BaseRagasLLM
    from ragas.metrics import (
        BleuScore,
        ChrfScore,
        FactualCorrectness,
        Faithfulness,
        IDBasedContextPrecision,
        IDBasedContextRecall,
        NonLLMContextPrecisionWithReference,
        NonLLMContextRecall,
        NonLLMStringSimilarity,
        ResponseRelevancy,
        RougeScore,
    )


def _nowhere(*_args: object, **_named: object) -> str:
    raise OSError("no id is kept")


# It would write a random id of its user into the home folder, to report it with; without one it goes on.
setattr(_analytics, "user_data_dir", _nowhere)  # noqa: B010  # It is no part of what the module exports.

# It logs what a judge said where it cannot read it; the kind of error is kept with the row instead.
logging.getLogger("ragas").setLevel(logging.CRITICAL)

NOTHING_FOUND = "nothing was found"
NO_VALUE = "ragas gave no value"

#: How providers name why an answer ended, and what they say when it was cut off.
_REASONS = ("finish_reason", "stop_reason", "done_reason")
_CUT = {"length", "max_tokens", "MAX_TOKENS"}

Ours = Callable[[int, Sequence[str], Mapping[str, float]], float]
#: Metrics of what was found, each with what our own code measures beside it.
_FOUND: Mapping[Any, tuple[str, Ours]] = {
    IDBasedContextRecall: ("recall@10", recall_at),
    IDBasedContextPrecision: ("precision@10", precision_at),
    NonLLMContextRecall: ("recall@10", recall_at),
    NonLLMContextPrecisionWithReference: ("average precision@10", average_precision_at),
}
#: Metrics of an answer's words against those of the passages that settle the question.
_WORDS = (RougeScore, ChrfScore, BleuScore, NonLLMStringSimilarity)


def measures(rows: Sequence[Row]) -> tuple[Measure, ...]:
    """Return what ragas measures without a model: of the passages that were found, and of the answer's words."""
    return tuple(asyncio.run(_measures(rows)))


async def _measures(rows: Sequence[Row]) -> list[Measure]:
    looked = [row for row in rows if row.retrieved is not None]
    apart = f"{len(rows) - len(looked)} more are settled without looking up"
    made = [await measure(kind(), looked, _unfound) for kind in _FOUND]
    made = [
        replace(one, ours=_ours(*told, looked), apart=apart) for one, told in zip(made, _FOUND.values(), strict=True)
    ]
    return made + [await measure(kind(), rows, _untold) for kind in _WORDS]


async def measure(metric: Any, rows: Sequence[Row], why_not: Callable[[Row], str]) -> Measure:
    """Return one metric over all rows; a row that cannot be scored, or gets no value, is kept as one without."""
    values: dict[str, float] = {}
    out: dict[str, str] = {}
    for row in rows:
        if why := why_not(row):
            out[row.key] = why
            continue
        value = float(await metric.single_turn_ascore(sample(row)))
        if math.isfinite(value):
            values[row.key] = value
        else:
            out[row.key] = NO_VALUE
    return Measure(name=metric.name, values=values, out=out)


class _Judge(BaseRagasLLM):
    """A chat model of LangChain's as ragas asks for one, without its own tries, temperatures and counts."""

    def __init__(self, model: BaseChatModel) -> None:
        super().__init__(run_config=RunConfig(max_retries=1))
        self._model = model

    def generate_text(self, prompt: PromptValue, n: int = 1, *_: Any, **__: Any) -> LLMResult:
        """Return n answers."""
        return _joined(self._model.generate_prompt([prompt] * n))

    async def agenerate_text(self, prompt: PromptValue, n: int = 1, *_: Any, **__: Any) -> LLMResult:
        """Return n answers."""
        return _joined(await self._model.agenerate_prompt([prompt] * n))

    def is_finished(self, response: LLMResult) -> bool:
        """Whether no answer was cut off at its greatest length."""
        said = [one for row in response.generations for one in row]
        told = [{**(one.generation_info or {}), **_metadata(one)} for one in said]
        return not any(_CUT & {str(facts.get(name)) for name in _REASONS} for facts in told)


def judges(model: BaseChatModel, embeddings: Embeddings) -> tuple[Any, ...]:
    """Return the metrics that a judge gives: faithfulness, answer relevancy, factual correctness."""
    judge = _Judge(model)
    # Asked once: the model is set to answer alike, so that asking for several questions would give one of them again.
    relevancy = ResponseRelevancy(llm=judge, embeddings=embeddings, strictness=1)
    return Faithfulness(llm=judge), relevancy, FactualCorrectness(llm=judge)


async def judge_row(metric: Any, row: Row, limit_s: float) -> tuple[float | None, str | None]:
    """Return what a judge gives a row, or none and the kind of what went wrong."""
    contexts = dict.fromkeys((*row.quotes, *(row.retrieved or {}).values()))
    try:
        value = float(await metric.single_turn_ascore(sample(row, contexts), timeout=limit_s))
    except Exception as error:  # noqa: BLE001  # Whatever a judge's client or ragas raises costs this row, by its name.
        return None, type(error).__name__
    return (value, None) if math.isfinite(value) else (None, NO_VALUE)


def sample(row: Row, contexts: Iterable[str] | None = None) -> Any:
    """Return a row as ragas takes it; its contexts are the passages that were found, unless others are given."""
    found = row.retrieved or {}
    return SingleTurnSample(
        user_input=row.question,
        response=row.told,
        reference=" ".join(row.gold.values()),
        retrieved_contexts=list(found.values() if contexts is None else contexts),
        reference_contexts=list(row.gold.values()),
        retrieved_context_ids=list(found),
        reference_context_ids=list(row.gold),
    )


def _unfound(row: Row) -> str:
    return "" if row.retrieved else NOTHING_FOUND


def _untold(row: Row) -> str:
    return "" if row.told else NO_ANSWER


def _ours(name: str, number: Ours, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    own = fmean(number(DEPTH, list(row.retrieved or ()), dict.fromkeys(row.gold, 1.0)) for row in rows)
    return f"ours: {name} {own:.3f}"


def _joined(result: LLMResult) -> LLMResult:
    """The answers to the same prompt as those of one row, where ragas looks for them."""
    return LLMResult(generations=[[row[0] for row in result.generations]])


def _metadata(said: Generation) -> dict[str, Any]:
    return dict(said.message.response_metadata) if isinstance(said, ChatGeneration) else {}
