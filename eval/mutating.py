"""Plants faults of known types in answers, and edits that keep the meaning: the share noticed says what the suite sees.

Nothing is drawn at random: every place of every answer that a type fits is tried, up to a number per type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Topic
from eval.cases import Dataset
from eval.checks import Checker
from eval.damage import OMISSIONS, REARRANGED, STRUCTURE, Answer, copied, recounted
from eval.displaced import DISPLACED
from eval.effaced import EFFACED
from eval.fields import changed_fields
from eval.gating import worse
from eval.intervals import exact
from eval.mutations import HARMLESS, PUNCTUATION, REWORDED, said
from eval.relations import Edit
from eval.saving import Run
from eval.scoring import score_row
from eval.signing import WEIGHTY

#: How many faults of a type are planted at most.
MOST = 300
#: How many of each field, of which there are many.
MOST_FIELDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """How many planted edits of a type were noticed."""

    kind: str
    harmful: bool
    noticed: int
    planted: int
    missed: tuple[str, ...]

    @property
    def safety(self) -> bool:
        """Whether it bears on safety: what is left out does so where a case asks for it, and is counted there."""
        return self.harmful and self.kind not in OMISSIONS

    def line(self) -> str:
        """Return the share with its exact 95 % interval."""
        if not self.planted:
            return f"{self.kind}: no place for it"
        low, high = exact(self.noticed, self.planted)
        word = "noticed" if self.harmful else "false alarms"
        shown = f"{self.kind}: {word} {self.noticed}/{self.planted} = {self.noticed / self.planted:.4f}"
        shown += f" (95 % exact {low:.4f} to {high:.4f})"
        return f"{shown}; missed in {', '.join(self.missed[:5])}" if self.missed else shown


def mutate(run: Run, dataset: Dataset, topic: Topic) -> list[Caught]:
    """Plant every type in the answers of a run, and count what its gate would say against the unmutated run."""
    checker = Checker(topic, dataset.populations)
    rows = run.by_key
    edits = said(topic)
    kinds = {
        **dict.fromkeys((*_placed(edits), *STRUCTURE, *EFFACED, *DISPLACED), True),
        **dict.fromkeys((*_placed(HARMLESS), *REARRANGED), False),
    }
    counted: dict[str, tuple[int, int, list[str]]] = {name: (0, 0, []) for name in kinds}
    # A field is a type of its own, and which ones there are is for the answers to say: all are harmful.
    asked = [(case, row) for case in dataset.cases if (row := rows.get(case.keys[0])) and row["answer"] is not None]
    for (case, row), (_, next_row) in zip(asked, asked[1:] + asked[:1], strict=True):
        before = score_row(case, 0, row, dataset, checker)
        for kind, answer in _mutants(row["answer"], next_row["answer"], edits):
            noticed, planted, missed = counted.get(kind, (0, 0, []))
            if planted >= (MOST if kind in kinds else MOST_FIELDS):
                continue
            alarm = worse(before, score_row(case, 0, {**row, "answer": answer}, dataset, checker))
            if alarm is not kinds.get(kind, True):
                missed.append(case.id)
            counted[kind] = (noticed + alarm, planted + 1, missed)
    return [
        Caught(kind=kind, harmful=kinds.get(kind, True), noticed=noticed, planted=planted, missed=tuple(missed))
        for kind, (noticed, planted, missed) in counted.items()
    ]


def sums(caught: Sequence[Caught]) -> list[Caught]:
    """Return what was noticed of the faults that bear on safety, of all faults, and the false alarms."""
    groups = {
        "faults that bear on safety": [one for one in caught if one.safety],
        "all planted faults": [one for one in caught if one.harmful],
        "all harmless edits": [one for one in caught if not one.harmful],
    }
    return [
        Caught(
            kind=name,
            harmful=group[0].harmful,
            noticed=sum(one.noticed for one in group),
            planted=sum(one.planted for one in group),
            missed=(),
        )
        for name, group in groups.items()
        if group
    ]


def _placed(edits: Iterable[str]) -> Iterator[str]:
    return (f"{place}: {name}" for name in edits for place in ("quote", "model", "rule", "finding"))


#: What changes an answer whatever another one says.
_ALONE = {**STRUCTURE, **EFFACED, **REARRANGED}


def _mutants(answer: Answer, other: Answer, edits: Mapping[str, Edit]) -> Iterator[tuple[str, Answer]]:
    for name, edit in {**edits, **HARMLESS}.items():
        yield from _worded(answer, name, edit)
    alone = {name: lambda one, _, change=change: change(one) for name, change in _ALONE.items()}
    for name, displace in {**alone, **DISPLACED}.items():
        changed = copied(answer)
        displace(changed, other)
        if changed != answer:
            yield name, recounted(changed, answer)
    yield from changed_fields(answer)


def _worded(answer: Answer, name: str, edit: Edit) -> Iterator[tuple[str, Answer]]:
    """One mutant per statement and finding that the edit changes; a quote also as the words of a model."""
    for s, section in enumerate(answer["sections"]):
        for n, statement in enumerate(section["statements"]):
            text = edit(statement["text"])
            if text == statement["text"]:
                continue
            # In a quote the punctuation is what stands in the source, too.
            if statement["origin"] == "quote" and name in PUNCTUATION:
                continue
            for origin in _origins(statement["origin"], name):
                changed = copied(answer)
                changed["sections"][s]["statements"][n] |= {"text": text, "origin": origin}
                yield f"{origin}: {name}", changed
    for n, finding in enumerate(answer["findings"]):
        text = edit(finding["message"])
        if text != finding["message"] and finding["severity"] in WEIGHTY and name not in REWORDED:
            changed = copied(answer)
            changed["findings"][n]["message"] = text
            yield f"finding: {name}", changed


def _origins(origin: str, name: str) -> tuple[str, ...]:
    """As what an edited statement is given; only a model may word anew what it cites."""
    if name in REWORDED:
        return ("model",) if origin != "rule" else ()
    return {"quote": ("quote", "model"), "rule": ("rule",), "model": ("model",)}[origin]
