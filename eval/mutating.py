"""Plants faults of known types in answers, and edits that keep the meaning: the share noticed says what the suite sees.

Nothing is drawn at random: every place of every answer that a type fits is tried, up to a number per type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.model import Topic
from eval.cases import Dataset
from eval.checks import Checker
from eval.gating import state
from eval.intervals import exact
from eval.running import Run
from eval.scoring import score_row

Answer = dict[str, Any]
Edit = Callable[[str], str]
#: How many faults of a type are planted at most.
MOST = 300

_FLIPS = (("above", "below"), ("more than", "less than"), ("or more", "or less"), (">", "<"), ("below", "above"))
_UNITS = (
    ("mg/dL", "µmol/L"),
    ("U/L", "µkat/L"),
    ("mg", "g"),
    ("weeks", "days"),
    ("weekly", "monthly"),
    ("days", "weeks"),
)
_DENIALS = ((" not ", " "), ("no restart", "a restart"), ("No restart", "A restart"), (" never ", " always "))


def _first(pairs: Sequence[tuple[str, str]]) -> Edit:
    def edit(text: str) -> str:
        return next((text.replace(old, new, 1) for old, new in pairs if old in text), text)

    return edit


def _tenfold(text: str) -> str:
    return re.sub(r"(?<![\w.>])(\d{2,3}) mg", lambda found: f"{int(found[1]) * 10} mg", text, count=1)


#: Faults of what is said, by type; all of them bear on safety.
SAID: dict[str, Edit] = {
    "dose times ten": _tenfold,
    "unit swapped": _first(_UNITS),
    "comparator turned": _first(_FLIPS),
    "denial lost": _first(_DENIALS),
    "population changed": lambda text: f"{text[:-1]} in children and in pregnancy." if text.endswith(".") else text,
}
HARMLESS: dict[str, Edit] = {
    "spaces": lambda text: text.replace(" ", "  ", 1),
    "capitals": lambda text: text[:1].swapcase() + text[1:],
    "dashes": lambda text: text.replace("-", "\u2011"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """How many planted edits of a type were noticed."""

    kind: str
    harmful: bool
    noticed: int
    planted: int
    missed: tuple[str, ...]

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
    severity = {rule.id: str(rule.severity) for rule in topic.rules}
    rows = run.by_key
    kinds = {**dict.fromkeys((*_said(), *_STRUCTURE), True), **dict.fromkeys(_harmless(), False)}
    counted: dict[str, tuple[int, int, list[str]]] = {name: (0, 0, []) for name in kinds}
    for case in dataset.cases:
        row = rows.get(f"{case.id}#0")
        if row is None or row["answer"] is None:
            continue
        before = state(score_row(case, 0, row, dataset, checker, severity))
        for kind, answer in _mutants(row["answer"]):
            noticed, planted, missed = counted[kind]
            if planted >= MOST:
                continue
            after = state(score_row(case, 0, {**row, "answer": answer}, dataset, checker, severity))
            alarm = after[1] > before[1] or after[2] != before[2]
            if alarm is not kinds[kind]:
                missed.append(case.id)
            counted[kind] = (noticed + alarm, planted + 1, missed)
    return [
        Caught(kind=kind, harmful=kinds[kind], noticed=noticed, planted=planted, missed=tuple(missed))
        for kind, (noticed, planted, missed) in counted.items()
    ]


def summary(caught: Sequence[Caught]) -> list[str]:
    """Return each type, then the totals."""
    shown = [one.line() for one in caught]
    for name, harmful in (("all planted faults", True), ("all harmless edits", False)):
        own = [one for one in caught if one.harmful is harmful and one.planted]
        if own:
            total = Caught(
                kind=name,
                harmful=harmful,
                noticed=sum(one.noticed for one in own),
                planted=sum(one.planted for one in own),
                missed=(),
            )
            shown.append(total.line())
    return shown


def _said() -> Iterator[str]:
    return (f"{place}: {name}" for name in SAID for place in ("quote", "model", "rule", "finding"))


def _harmless() -> Iterator[str]:
    return (f"{place}: {name}" for name in HARMLESS for place in ("quote", "model", "rule", "finding"))


def _copy(answer: Answer) -> Answer:
    copied: Answer = json.loads(json.dumps(answer))
    return copied


def _mutants(answer: Answer) -> Iterator[tuple[str, Answer]]:
    for name, edit in {**SAID, **HARMLESS}.items():
        yield from _worded(answer, name, edit)
    for name, change in _STRUCTURE.items():
        changed = _copy(answer)
        change(changed)
        if changed != answer:
            yield name, changed


def _worded(answer: Answer, name: str, edit: Edit) -> Iterator[tuple[str, Answer]]:
    """One mutant per statement and finding that the edit changes; a quote also as the words of a model."""
    for s, section in enumerate(answer["sections"]):
        for n, statement in enumerate(section["statements"]):
            text = edit(statement["text"])
            if text == statement["text"]:
                continue
            for origin in {"quote": ("quote", "model"), "rule": ("rule",), "model": ("model",)}[statement["origin"]]:
                changed = _copy(answer)
                changed["sections"][s]["statements"][n] |= {"text": text, "origin": origin}
                yield f"{origin}: {name}", changed
    for n, finding in enumerate(answer["findings"]):
        text = edit(finding["message"])
        if text != finding["message"] and finding["severity"] in ("critical", "high"):
            changed = _copy(answer)
            changed["findings"][n]["message"] = text
            yield f"finding: {name}", changed


def _moved(answer: Answer) -> None:
    """The first statement cites the last citation, if that is another passage."""
    for statement in (s for section in answer["sections"] for s in section["statements"][:1]):
        last = answer["citations"][-1]["n"]
        if last not in statement["citations"]:
            statement["citations"] = [last]
        return


def _uncited(answer: Answer) -> None:
    for section in answer["sections"][:1]:
        section["statements"][0]["citations"] = []


def _first_weighty(answer: Answer) -> Answer | None:
    return next((f for f in answer["findings"] if f["severity"] in ("critical", "high")), None)


def _finding_lost(answer: Answer) -> None:
    lost = _first_weighty(answer)
    if lost is not None:
        answer["findings"].remove(lost)


def _softened(answer: Answer) -> None:
    held = _first_weighty(answer)
    if held is not None:
        held["severity"] = "info"


def _stale(answer: Answer) -> None:
    for citation in answer["citations"][:1]:
        citation["quote"] = f"{citation['quote']} (2019 edition)"


def _other_source(answer: Answer) -> None:
    for citation in answer["citations"][:1]:
        citation["source_id"] = f"{citation['source_id']}-old"


def _answered(answer: Answer) -> None:
    if answer["status"] in ("emergency", "not_covered"):
        answer["status"] = "answered"


_STRUCTURE: dict[str, Callable[[Answer], None]] = {
    "citation moved": _moved,
    "citation dropped": _uncited,
    "source out of date": _stale,
    "another source": _other_source,
    "finding lost": _finding_lost,
    "finding softened": _softened,
    "status made answered": _answered,
}
