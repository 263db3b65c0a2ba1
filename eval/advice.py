"""Numbers that advise and never decide: rows counted in and out, and one that is missing counts as the worst."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.model import Topic
from eval.cases import Case, Dataset
from eval.intervals import Mean, bootstrap
from eval.saving import Run
from eval.scoring import DEPTH, texts

HEADING = "ADVISORY, decides nothing and no gate reads it"
NO_ANSWER = "no answer"
#: So many names stand in a line; all of them are in the files of the run.
_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a case asked, what was found and told, and what settles it. `told` is empty when there is no answer."""

    key: str
    question: str
    told: str
    retrieved: Mapping[str, str] | None
    """Statement id -> text, best first; None when nothing was looked up, because the rules or the topic settle it."""
    gold: Mapping[str, str]
    quotes: tuple[str, ...]
    """The passages that the answer cites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number over rows. A row in `out` has no value; why is told, and it counts as 0."""

    name: str
    values: Mapping[str, float]
    out: Mapping[str, str]
    ours: str = ""
    """What our own code measures beside it."""
    apart: str = ""
    """Which rows it is not asked of."""

    @property
    def mean(self) -> Mean:
        """The mean over all rows, those without a value as 0, with its 95 % bootstrap interval."""
        return bootstrap([*self.values.values(), *(0.0 for _ in self.out)], [*self.values, *self.out])

    def lines(self) -> Iterator[str]:
        """Yield the number, and the rows that it lacks by the reason."""
        asked = len(self.values) + len(self.out)
        if not asked:
            yield f"{self.name}: nothing to count"
            return
        mean = self.mean
        counted = f"{len(self.values)} of {asked} rows have a value"
        beside = "".join(f"; {told}" for told in (self.apart, self.ours) if told)
        yield f"{self.name}: {mean.value:.3f} (95 % bootstrap {mean.low:.3f} to {mean.high:.3f}), {counted}{beside}"
        reasons: dict[str, list[str]] = {}
        for key, why in self.out.items():
            reasons.setdefault(why, []).append(key)
        for why, keys in sorted(reasons.items()):
            more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
            yield f"  counted as 0, {why}: {', '.join(sorted(keys)[:_NAMED])}{more}"


def rows(run: Run, dataset: Dataset, topic: Topic) -> tuple[Row, ...]:
    """Return a row for the question of every case that a passage settles; its paraphrases are not rows of their own."""
    known = {statement.id: statement.text for source in topic.sources for statement in source.statements}
    told = run.by_key
    return tuple(_row(case, told.get(f"{case.id}#0"), known) for case in dataset.cases if case.gold)


def _row(case: Case, told: Mapping[str, Any] | None, known: Mapping[str, str]) -> Row:
    answer, found = (told["answer"], told["retrieved"]) if told is not None else (None, ())
    return Row(
        key=f"{case.id}#0",
        question=case.wordings[0],
        told=" ".join(texts(answer)[0]) if answer is not None else "",
        retrieved={name: known.get(name, "") for name, *_ in found[:DEPTH]} if found is not None else None,
        gold={name: known[name] for name in case.gold},
        quotes=tuple(dict.fromkeys(c["quote"] for c in answer["citations"])) if answer is not None else (),
    )
