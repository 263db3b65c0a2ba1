"""Asks the service every wording of every case, in process, and saves the answers; resumable and parallel."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from eval.cases import Case, Dataset
from eval.falsified import falsified_question, falsified_topic
from eval.faulty import Recording, faulty
from eval.offline import stay_offline
from eval.saving import Asked, Job, complete
from service import settings
from service.answering.line import answer
from service.api.present import answer_out
from service.api.requests import PatientIn
from service.domain.answer import Audience
from service.domain.editorial import Standing, TopicReview
from service.domain.errors import GroundruleError
from service.domain.question import Question, Turn
from service.wiring import Service, build

WORKERS = 2
_CHUNK = 6
#: What differs between two answers to the same question, and says nothing about them.
_VOLATILE = ("id", "conversation_id", "timings_ms", "receipt", "review")
_UNREVIEWED = Standing(content="", state=TopicReview.SUBMITTED)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def run(
    dataset: Dataset, folder: Path, *, fault: str = "", workers: int = WORKERS, tick: Callable[[int], None]
) -> None:
    """Ask all that the folder does not hold an answer to yet.

    Raises:
        InputError: the folder holds a run of something else.
        GroundruleError: the service cannot be built, or has no index.
    """
    service = build(settings.load())
    service.ready()
    complete(
        dataset,
        folder,
        stamped(dataset, service, fault),
        lambda todo: _asked(dataset, todo, service, fault, workers),
        tick,
    )


def stamped(dataset: Dataset, service: Service, fault: str) -> dict[str, Any]:
    """Return what a run is made from."""
    made = service.provenance(dataset.topic)
    return {
        "dataset": dataset.name,
        "dataset_hash": dataset.hash,
        "revision": _revision(),
        "corpus": made.corpus,
        "rules": made.rules,
        "encoder": made.encoder,
        "generator": made.generator,
        "fault": fault,
    }


def _revision() -> str:
    """The code revision, with a mark when files differ from it; "unknown" outside a checkout."""
    here = Path(__file__).resolve().parent
    words = ["git", "-C", str(here), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    # Our own words and no shell; without git the stamp says so.
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own words, no shell
    except FileNotFoundError:
        return "unknown"
    return done.stdout.strip() or "unknown"


_held: dict[str, Any] = {}


def _asked(dataset: Dataset, todo: Sequence[Job], service: Service, fault: str, workers: int) -> Iterator[list[Asked]]:
    chunks = [todo[start : start + _CHUNK] for start in range(0, len(todo), _CHUNK)]
    if workers <= 1:
        _held["ask"] = (service, dataset.topic, fault)
        yield from map(_ask_all, chunks)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, initargs=(dataset.topic, fault)
    ) as pool:
        yield from pool.map(_ask_all, chunks)


def _start(topic: str, fault: str) -> None:
    stay_offline()
    _held["ask"] = (build(settings.load()), topic, fault)


def _ask_all(jobs: Sequence[Job]) -> list[Asked]:
    service, topic, fault = _held["ask"]
    return [ask(service, topic, case, number, fault) for case, number in jobs]


def ask(service: Service, topic: str, case: Case, number: int, fault: str) -> Asked:
    """Return the row of one wording, and its times. What the service refuses is kept as an error, never left out."""
    row: dict[str, Any] = {"key": case.keys[number], "case": case.id, "wording": number}
    text, history = case.asked[number]
    question = Question(
        text=text,
        topic=topic,
        audience=Audience(case.audience),
        patient=PatientIn.model_validate(case.patient).given() if case.patient else None,
        history=tuple(Turn(text=turn) for turn in history),
    )
    about = falsified_topic(service.topics[topic], fault)
    question = falsified_question(question, fault)
    retriever = Recording(faulty(service.index.retriever, fault, about))
    started = time.perf_counter()
    try:
        made = answer(question, about, retriever, service.drafter, voice=service.voice)
    except GroundruleError as error:
        return row | {"error": type(error).__name__, "answer": None, "retrieved": []}, {}
    total_ms = (time.perf_counter() - started) * 1000
    body = answer_out(
        made,
        topics=service.topics,
        standing=_UNREVIEWED,
        provenance=service.provenance(topic),
        answer_id="ans",
        conversation_id="cnv",
        created=_EPOCH,
        total_ms=total_ms,
    ).model_dump(mode="json", by_alias=True)
    times = body["timings_ms"]
    kept = {name: value for name, value in body.items() if name not in _VOLATILE}
    return row | {"error": None, "answer": kept, "retrieved": retriever.found()}, times
