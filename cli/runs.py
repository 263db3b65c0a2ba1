"""What the verbs of the evaluation share: a dataset by its name, a run by its name, and a run's scores."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.terminal import progress_bar

if TYPE_CHECKING:
    from corpus.model import Topic
    from eval.cases import Dataset
    from eval.saving import Run
    from eval.scoring import Score

RUNS = Path("reports/eval")

_NAME = re.compile(r"[^\W_][\w.-]*")


def a_name(name: str) -> str:
    """Return the name of a run; one that would leave the folder of runs, or be that folder itself, is refused.

    Raises:
        typer.BadParameter: it is no name.
    """
    if not _NAME.fullmatch(name):
        raise typer.BadParameter("a run is named by letters, digits, dots, dashes and underscores")
    return name


def a_name_or_none(name: str) -> str:
    """Return the name of a run, or nothing where none is given."""
    return a_name(name) if name else name


Named = Annotated[str, typer.Argument(help="Name of a run, a folder under reports/eval.", callback=a_name)]
Of = Annotated[str, typer.Option("--dataset", help="A dataset's name under eval/datasets, or its folder.")]


def found(dataset: str) -> tuple[Path, dict[str, Topic]]:
    """Return the folder of a dataset, and all topics; without a name it is that of the first topic."""
    from corpus.reader import read_topics
    from eval.cases import DATASETS
    from service import settings

    topics = {topic.id: topic for topic in read_topics(settings.load().topics_dir)}
    inside = DATASETS / (dataset or next(iter(topics)))
    return (inside if inside.is_dir() else Path(dataset)), topics


def read(dataset: str) -> tuple[Dataset, Topic, Path]:
    """Return a dataset that holds, its topic and its folder.

    Raises:
        InputError: there is none, or something in it does not hold.
    """
    from eval.reading import read_dataset

    where, topics = found(dataset)
    held = read_dataset(where, topics)
    return held, topics[held.topic], where


def asked(dataset: Dataset, folder: Path, fault: str = "", workers: int = 2) -> None:
    """Ask what the folder holds no answer to yet, and reach nothing beyond this machine.

    Raises:
        InputError: there is no such fault, or the folder holds a run of something else.
    """
    from eval.faulty import FAULTS, HARMLESS_FAULTS
    from eval.offline import stay_offline
    from eval.running import run
    from service.domain.errors import InputError

    known = (*FAULTS, *HARMLESS_FAULTS)
    if fault and fault not in known:
        raise InputError(f"unknown fault; there are {', '.join(known)}")
    stay_offline()
    with progress_bar() as bar:
        task = bar.add_task("asking", total=len(dataset.keys))
        run(dataset, folder, fault=fault, workers=workers, tick=lambda n: bar.advance(task, n))


def kept(name: str, dataset: Dataset) -> Run:
    """Return a saved run.

    Raises:
        InputError: there is no such run, or it was made on other cases.
    """
    from eval.saving import read_run
    from service.domain.errors import InputError

    saved = read_run(RUNS / name)
    if saved.stamp["dataset_hash"] != dataset.hash:
        raise InputError(f"run {name} was made on another dataset, or on other cases of it")
    return saved


def scored(name: str, dataset: Dataset, topic: Topic) -> tuple[Run, list[Score]]:
    """Return a saved run with its scores, and write the scores beside its answers.

    Raises:
        InputError: there is no such run, or it was made on other cases.
    """
    from eval.scoring import score

    saved = kept(name, dataset)
    scores = score(saved, dataset, topic)
    text = "".join(json.dumps(s, ensure_ascii=False, sort_keys=True) + "\n" for s in scores)
    (RUNS / name / "scores.jsonl").write_text(text, encoding="utf-8")
    return saved, scores


def like(stamp: dict[str, object]) -> str:
    """Return the name of a run that is kept here and was made from the same, or nothing."""
    from eval.saving import STAMP, read_stamp

    return next((path.parent.name for path in sorted(RUNS.glob(f"*/{STAMP}")) if read_stamp(path.parent) == stamp), "")


def advised(run: Run, dataset: Dataset, topic: Topic) -> list[str]:
    """Return the numbers that decide nothing, as lines; without what measures them, one line that says so."""
    from eval.advice import rows
    from eval.judged import lines

    asked = rows(run, dataset, topic)
    try:
        from eval.ragas_adapter import measures
    except ModuleNotFoundError as error:
        measured = [f"SKIPPED: {error.name} is not installed; install groundrule[eval]"]
    else:
        measured = [line for measure in measures(asked) for line in measure.lines()]
    return measured + lines(RUNS / run.name, asked)
