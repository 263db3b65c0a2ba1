"""The only door to ragas: its numbers that need no model, beside ours. It reports to nobody.

Importing it takes seconds and needs the extra `eval`: who shows the numbers imports it late.
"""

from __future__ import annotations

import asyncio
import math
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any

from eval.advice import Measure, Row
from eval.ranking import average_precision_at, precision_at, recall_at
from eval.scoring import DEPTH

# Read once, when ragas is first imported: its telemetry stays off whatever the environment says.
os.environ["RAGAS_DO_NOT_TRACK"] = "true"
with warnings.catch_warnings():
    # The metrics by id have no successor yet in the place that the warning names, and the version is pinned.
    warnings.simplefilter("ignore", DeprecationWarning)
    from ragas import SingleTurnSample, _analytics
    from ragas.metrics import (
        BleuScore,
        ChrfScore,
        IDBasedContextPrecision,
        IDBasedContextRecall,
        NonLLMContextPrecisionWithReference,
        NonLLMContextRecall,
        NonLLMStringSimilarity,
        RougeScore,
    )


def _nowhere(*_args: object, **_named: object) -> str:
    raise OSError("no id is kept")


# It would write a random id of its user into the home folder, to report it with; without one it goes on.
setattr(_analytics, "user_data_dir", _nowhere)  # noqa: B010  # It is no part of what the module exports.

NO_ANSWER = "no answer"
NOTHING_FOUND = "no passage was looked up or found"
NO_VALUE = "ragas gave no value"

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
    made = [await measure(kind(), rows, _unfound, _ours(name, number, rows)) for kind, (name, number) in _FOUND.items()]
    return made + [await measure(kind(), rows, _untold) for kind in _WORDS]


async def measure(metric: Any, rows: Sequence[Row], why_not: Callable[[Row], str], ours: str = "") -> Measure:
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
    return Measure(name=metric.name, values=values, out=out, ours=ours)


def sample(row: Row) -> Any:
    """Return a row as ragas takes it."""
    return SingleTurnSample(
        user_input=row.question,
        response=row.told,
        reference=" ".join(row.gold.values()),
        retrieved_contexts=list(row.retrieved.values()),
        reference_contexts=list(row.gold.values()),
        retrieved_context_ids=list(row.retrieved),
        reference_context_ids=list(row.gold),
    )


def _unfound(row: Row) -> str:
    return "" if row.retrieved else NOTHING_FOUND


def _untold(row: Row) -> str:
    return "" if row.told else NO_ANSWER


def _ours(name: str, number: Ours, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    return f"{name} {fmean(number(DEPTH, list(row.retrieved), dict.fromkeys(row.gold, 1.0)) for row in rows):.3f}"
