"""What the report shows of a case: each wording with its answer, what is amiss, and what differs from before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.cases import Case
from eval.checks import Checker, statements
from eval.gating import state
from eval.opening import page_link
from eval.saving import Run
from eval.scoring import Score
from eval.signing import differing
from eval.totals import consistent

Shown = dict[str, Any]
#: So many passages are shown of what was found.
DEEPEST = 10
_AMISS = {
    "missed": "findings missed",
    "unexpected": "findings unexpected",
    "vital_missed": "vital facts not said",
    "omitted": "omitted without a word",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """What all cases of a report are shown with. `other` is a run to set beside, `address` where a service runs."""

    topic: str
    checker: Checker
    run: Run
    baseline: Mapping[str, Any]
    other: Run | None
    address: str

    def show(self, case: Case, scores: Sequence[Score]) -> Shown:
        """Return a case as its template takes it."""
        rows, others = self.run.by_key, self.other.by_key if self.other else {}
        wordings, first = [], None
        for score in scores:
            row = rows.get(score["key"])
            wordings.append(self._wording(case, score, row, first, others.get(score["key"])))
            first = first or (row and row["answer"])
        return {
            "id": case.id,
            "stratum": case.stratum,
            "question": case.wordings[0],
            "history": case.history,
            "expected": _expected(case),
            "link": page_link(self.address, self.topic, case),
            "structured": case.patient is not None,
            "fail": any(one["fail"] for one in wordings) or not consistent(scores),
            "why": _why(wordings, scores),
            "changed": any(one["changed"] for one in wordings),
            "wordings": wordings,
        }

    def _wording(self, case: Case, score: Score, row: Shown | None, first: Shown | None, other: Shown | None) -> Shown:
        answer = row["answer"] if row else None
        old = self.baseline["wordings"].get(score["key"])
        text, history = case.asked[score["wording"]]
        return {
            "text": text,
            "turned": history != case.history,
            "opened": score["wording"] == 0,
            "fail": not score["strict"],
            "status": f"status {score['status']}" + ("" if score["status_ok"] else f", not {' or '.join(case.status)}"),
            "changed": _changed(old, list(state(score))),
            "amiss": list(_amiss(score)),
            "same_as": first is not None and answer == first,
            "answer": answer and self._answer(answer, row["retrieved"] if row else None, score, case.gold),
            "beside": self._beside(),
            "difference": list(_difference(other["answer"], answer)) if other and other["answer"] and answer else [],
        }

    def _beside(self) -> str:
        if self.other is None:
            return ""
        blessed = self.other.stamp == self.baseline["history"][-1]["stamp"]
        return f"the run {self.other.name}{', which is the baseline' if blessed else ''}"

    def _answer(
        self, answer: Shown, retrieved: Sequence[Sequence[Any]] | None, score: Score, gold: Sequence[str]
    ) -> Shown:
        ids = {citation["n"]: citation["passage_id"] for citation in answer["citations"]}
        return {
            "facts": list(map(_fact, answer["facts"])),
            "findings": list(map(_finding, answer["findings"])),
            "missing": list(map(_missing, answer["missing"])),
            "statements": [self._statement(one, ids, score) for one in statements(answer)],
            "not_addressed": answer["not_addressed"],
            "changes": list(map(_change, answer["safety"]["changes"])),
            "looked_up": retrieved is not None,
            "passages": self._passages(retrieved or (), gold, frozenset(ids.values())),
            "deeper": max(0, len(retrieved or ()) - DEEPEST),
        }

    def _passages(self, retrieved: Sequence[Sequence[Any]], gold: Sequence[str], cited: frozenset[str]) -> list[Shown]:
        """The passages that were found, best first, with what became of each."""
        used = {name for name, *_ in retrieved if self.checker.ids([name]) & cited}
        return [
            {
                "rank": rank,
                "name": f"{name} ({source})",
                "score": f"{points:.4f}",
                "marks": [*(["settles it"] if name in gold else []), *(["cited"] if name in used else [])],
                "text": self.checker.words(name),
            }
            for rank, (name, points, source) in enumerate(retrieved[:DEEPEST], 1)
        ]

    def _statement(self, statement: Mapping[str, Any], ids: Mapping[int, str], score: Score) -> Shown:
        faults = [kind for kind, where in score["faults"] if where == statement["text"]]
        checks = [{"name": kind, "good": False} for kind in faults]
        if statement["origin"] == "quote" and "quote" not in faults:
            checks.append({"name": "stands in its source", "good": True})
        if statement["origin"] == "rule" and "figure" not in faults:
            checks.append({"name": "figures given or computed", "good": True})
        if statement["origin"] != "rule":
            borne = self.checker.supported(statement["text"], [ids[n] for n in statement["citations"] if n in ids])
            checks.append({"name": "borne by its citations" if borne else "not borne", "good": borne})
        cited = ", ".join(self.checker.label(ids[n]) for n in statement["citations"] if n in ids)
        return {"text": statement["text"], "origin": statement["origin"], "cited": cited, "checks": checks}


def _fact(fact: Shown) -> str:
    return f"{fact['fact']}: {fact['value']} {fact['unit'] or ''} ({fact['from']}, “{fact['as_given']}”)"


def _finding(finding: Shown) -> str:
    return f"{finding['rule']} ({finding['severity']}, {finding['action']}): {finding['message']}"


def _missing(missing: Shown) -> str:
    return f"{missing['fact']}: {missing['why']}"


def _change(change: Shown) -> str:
    return f"{change['outcome']}: {change['statement']} ({change['rule']}: {change['reason']})"


def _expected(case: Case) -> str:
    told = [f"status {' or '.join(case.status)}", f"findings {', '.join(case.fires) or 'none'}"]
    told += [f"may fire {', '.join(case.may)}"] if case.may else []
    told += [f"facts {', '.join(fact.id for fact in case.vital) or 'none'}"]
    told += [f"forbidden {', '.join(fact.id for fact in case.forbid)}"] if case.forbid else []
    told += [f"passages {', '.join(case.gold)}"] if case.gold else []
    return "; ".join(told)


def _amiss(score: Score) -> Iterator[str]:
    if score["error"]:
        yield f"no answer: {score['error']}"
    for name, words in _AMISS.items():
        if score[name]:
            yield f"{words}: {', '.join(score[name])}"
    yield from (f"forbidden, {fact}: {sentence}" for fact, sentence in score["forbidden"])
    yield from (f"fault of {kind}: {where}" for kind, where in score["faults"])


def _why(wordings: Sequence[Shown], scores: Sequence[Score]) -> str:
    """All that is amiss with a case in one line, so that a list of closed cases, or a printed one, tells it."""
    told = dict.fromkeys(what for one in wordings for what in one["amiss"])
    told |= dict.fromkeys(one["status"] for one in wordings if ", not " in one["status"])
    if not consistent(scores):
        told["weighty findings or their figures differ between wordings or orders of turns"] = None
    return "; ".join(told)


def _changed(old: Sequence[Any] | None, new: Sequence[Any]) -> str:
    if old is None:
        return "not in the baseline"
    told = []
    if bool(old[0]) is not bool(new[0]):
        told.append("passed in the baseline" if old[0] else "failed in the baseline")
    if old[1] != new[1]:
        told.append(f"{old[1]} amiss or lost in the baseline, {new[1]} now")
    if parts := differing(old[2], new[2]):
        told.append(f"another than in the baseline: {', '.join(parts)}")
    return "; ".join(told)


def _difference(before: Shown, after: Shown) -> Iterator[tuple[str, str]]:
    """What only one of two answers says."""
    old, new = _told(before), _told(after)
    yield from (("old", line) for line in old if line not in new)
    yield from (("new", line) for line in new if line not in old)


def _told(answer: Shown) -> list[str]:
    """What an answer tells, line by line; of pictures their verdicts."""
    bars = (answer.get("pictures") or {}).get("bars") or ()
    return [
        f"status {answer['status']}",
        *map(_finding, answer["findings"]),
        *(
            f"under “{section['heading']}”: {one['text']}"
            for section in answer["sections"]
            for one in section["statements"]
        ),
        *(f"fact read: {_fact(one)}" for one in answer["facts"]),
        *(f"asked for: {_missing(one)}" for one in answer["missing"]),
        *(f"not addressed: {gap}" for gap in answer["not_addressed"]),
        *(f"dispute: {one['about']}" for one in answer["disagreements"]),
        *(f"changed by the check: {_change(one)}" for one in answer["safety"]["changes"]),
        *(f"picture, {bar['analyte']}: {bar['verdict']}" for bar in bars),
    ]
