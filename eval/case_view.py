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
            "fail": any(one["fail"] for one in wordings),
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
            "answer": answer and self._answer(answer, row["retrieved"] if row else None, score),
            "difference": list(_difference(other["answer"], answer)) if other and other["answer"] and answer else [],
        }

    def _answer(self, answer: Shown, retrieved: Sequence[Sequence[Any]] | None, score: Score) -> Shown:
        ids = {citation["n"]: citation["passage_id"] for citation in answer["citations"]}
        return {
            "facts": [
                f"{f['fact']}: {f['value']} {f['unit'] or ''} ({f['from']}, “{f['as_given']}”)" for f in answer["facts"]
            ],
            "findings": [f"{f['rule']} ({f['severity']}, {f['action']}): {f['message']}" for f in answer["findings"]],
            "missing": [f"{m['fact']}: {m['why']}" for m in answer["missing"]],
            "statements": [self._statement(one, ids, score) for one in statements(answer)],
            "not_addressed": answer["not_addressed"],
            "changes": [
                f"{c['outcome']}: {c['statement']} ({c['rule']}: {c['reason']})" for c in answer["safety"]["changes"]
            ],
            "passages": _passages(retrieved),
        }

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
    told = [f"status {answer['status']}"]
    told += [f"{f['rule']} ({f['severity']}): {f['message']}" for f in answer["findings"]]
    return (
        told
        + [one["text"] for one in statements(answer)]
        + [f"not addressed: {gap}" for gap in answer["not_addressed"]]
    )


def _passages(retrieved: Sequence[Sequence[Any]] | None) -> list[str]:
    if retrieved is None:
        return ["Nothing was looked up: rules, or what the topic names, settle it."]
    shown = [f"{n}. {name} ({source}) {points:.4f}" for n, (name, points, source) in enumerate(retrieved[:DEEPEST], 1)]
    return [*shown, *([f"and {len(retrieved) - DEEPEST} more"] if len(retrieved) > DEEPEST else [])]
