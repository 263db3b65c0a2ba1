"""The verb that has a run judged by a chat model: advice that decides nothing."""

from __future__ import annotations

import typer

from cli.exits import Exit, one_line, stop
from cli.runs import RUNS, Named, Of, kept, read
from cli.terminal import progress_bar


def judge(name: Named, dataset: Of = "") -> None:
    """Have the answers of a run judged by a chat model: faithfulness, answer relevancy, factual correctness.

    The judge is set by GROUNDRULE_JUDGE_MODEL (provider:model), GROUNDRULE_JUDGE_BASE_URL and GROUNDRULE_JUDGE_API_KEY;
    questions, answers and passages are sent to it. `score` and `report` show what it said; no gate reads it. What has a
    value already is not asked again. Exit code 3: no row has a value.
    """
    with one_line():
        from eval.advice import rows
        from eval.judged import NUMBERS, lines

        try:
            from eval.judging import ask, load_judge
        except ModuleNotFoundError as error:
            raise stop(f"{error.name} is not installed; install groundrule[eval]", Exit.MISSING) from None
        from service import settings
        from service.retrieval.choice import load_encoder

        held, topic, _ = read(dataset)
        asked = rows(kept(name, held), held, topic)
        own = settings.load()
        chosen = load_judge(lambda: load_encoder(own.encoder, own.data_dir))
        with progress_bar() as bar:
            task = bar.add_task("judging", total=len(NUMBERS) * sum(bool(row.told) for row in asked))
            values = ask(chosen, RUNS / name, asked, lambda n: bar.advance(task, n))
        for line in lines(RUNS / name, asked):
            typer.echo(line)
    if not values:
        raise stop("the judge gave no value for any row", Exit.MISSING)
