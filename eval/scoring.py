"""Scores saved answers against their cases. Pure: the same run and dataset give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.model import Topic
from eval.cases import Case, Dataset
from eval.checks import Checker, statements
from eval.citing import cited
from eval.ranking import ndcg_at, recall_at, reciprocal_rank_at
from eval.saving import Run
from eval.signing import WEIGHTY, signature, told

#: Statuses are told by `status`; these rules only repeat them.
ROUTING = frozenset({"abstain-in-topic", "out-of-scope"})
ABSTAINING = frozenset({"not_covered", "withheld"})
DEPTH = 10

Score = dict[str, Any]


def score(run: Run, dataset: Dataset, topic: Topic) -> list[Score]:
    """Return a score for every wording of every case; an answer that is not there is scored as a failure."""
    checker = Checker(topic, dataset.populations)
    rows = run.by_key
    scores = []
    for case in dataset.cases:
        told = [rows.get(key) for key in case.keys]
        scores += [score_row(case, n, row, dataset, checker) for n, row in enumerate(told)]
    return scores


def score_row(
    case: Case,
    wording: int,
    row: Mapping[str, Any] | None,
    dataset: Dataset,
    checker: Checker,
) -> Score:
    """Score one wording of a case."""
    severity = checker.severity
    base: Score = {"key": case.keys[wording], "case": case.id, "wording": wording, "stratum": case.stratum}
    base["section"] = checker.section(case.gold) or case.id
    answer = row["answer"] if row else None
    if not row or answer is None:
        return base | _failed(case, "not answered" if not row else row["error"], severity)
    said, gaps = texts(answer)
    fired = [finding["rule"] for finding in answer["findings"]]
    allowed = {*case.fires, *case.may, *dataset.always}
    scored = base | {
        "error": None,
        "status": answer["status"],
        "status_ok": answer["status"] in case.status,
        "expected": sorted(case.fires),
        "critical": sum(severity[rule] == "critical" for rule in case.fires),
        "missed": [rule for rule in case.fires if rule not in fired],
        "fired": len(fired),
        "unexpected": [rule for rule in fired if rule not in allowed],
        "vital": len(case.vital),
        "vital_missed": [fact.id for fact in case.vital if not fact.found(said)],
        "omitted": [fact.id for fact in case.vital if not fact.found(said) and not fact.named(gaps)],
        "okay": len(case.okay),
        "okay_found": sum(fact.found(said) for fact in case.okay),
        "forbidden": _forbidden(case, dataset, said),
        "faults": [list(fault) for fault in checker.faults(answer, row["retrieved"] or ())],
        "abstain": not set(case.status) - ABSTAINING,
        "abstained": answer["status"] in ABSTAINING,
        "open": bool(set(case.status) & ABSTAINING) and bool(set(case.status) - ABSTAINING),
        "signature": signature(answer),
        "told": told(answer, checker.ids(_names(row["retrieved"])), checker.ids(case.gold)),
        "rules": sorted(fired),
        "ranks": ranks(case, row["retrieved"]),
    }
    scored |= cited(answer, checker)
    scored |= {"gold": len(case.gold), "gold_cited": len(set(case.gold) & checker.cites(answer))}
    scored["severities"] = _severities(case, scored, severity)
    scored["missed_weighty"] = [rule for rule in scored["missed"] if severity[rule] in WEIGHTY and rule not in ROUTING]
    scored["missed_critical"] = [rule for rule in scored["missed"] if severity[rule] == "critical"]
    scored["strict"] = not any(
        (scored["missed"], scored["unexpected"], scored["vital_missed"], scored["forbidden"], scored["faults"])
    ) and bool(scored["status_ok"])
    return scored


def _failed(case: Case, why: str, severity: Mapping[str, str]) -> Score:
    """Every expectation is missed: what was not answered never makes a number look better."""
    return {
        "error": why,
        "status": "error",
        "status_ok": False,
        "expected": sorted(case.fires),
        "critical": sum(severity[rule] == "critical" for rule in case.fires),
        "missed": list(case.fires),
        "missed_weighty": [rule for rule in case.fires if severity[rule] in WEIGHTY],
        "missed_critical": [rule for rule in case.fires if severity[rule] == "critical"],
        "fired": 0,
        "unexpected": [],
        "vital": len(case.vital),
        "vital_missed": [fact.id for fact in case.vital],
        "omitted": [fact.id for fact in case.vital],
        "okay": len(case.okay),
        "okay_found": 0,
        "forbidden": [],
        "faults": [["error", why]],
        "abstain": not set(case.status) - ABSTAINING,
        "abstained": False,
        "open": False,
        "signature": None,
        "told": None,
        "rules": None,
        "ranks": ranks(case, []),
        "severities": _severities(case, {"missed": case.fires, "rules": (), "unexpected": ()}, severity),
        "gold": len(case.gold),
        "gold_cited": 0,
        "statements": 0,
        "recalled": 0,
        "citations": 0,
        "precise": 0,
        "strict": False,
    }


def _severities(case: Case, scored: Mapping[str, Any], severity: Mapping[str, str]) -> dict[str, list[int]]:
    """Per severity: findings expected, expected and missed, fired, fired and unexpected."""
    groups = (case.fires, scored["missed"], scored["rules"], scored["unexpected"])
    return {
        level: [sum(severity.get(rule) == level for rule in group) for group in groups]
        for level in sorted(set(severity.values()))
    }


def texts(answer: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what an answer asserts, and what it only names as missing."""
    said = [finding["message"] for finding in answer["findings"]]
    said += [statement["text"] for statement in statements(answer)]
    for disagreement in answer["disagreements"]:
        said += [position["text"] for position in disagreement["positions"]]
    gaps = [f"missing: {missing['fact']}" for missing in answer["missing"]]
    gaps += [f"not addressed: {gap}" for gap in answer["not_addressed"]]
    return tuple(said), tuple(gaps)


def _forbidden(case: Case, dataset: Dataset, said: tuple[str, ...]) -> list[list[str]]:
    found = []
    for fact in dict.fromkeys((*case.forbid, *dataset.forbid)):
        sentence = fact.sentence(said)
        if sentence is not None:
            found.append([fact.id, sentence])
    return found


def _names(retrieved: Iterable[Iterable[Any]] | None) -> list[str]:
    """The statements that were found, best first."""
    return [str(next(iter(row))) for row in retrieved or ()]


def ranks(case: Case, retrieved: Iterable[Iterable[Any]] | None) -> Score | None:
    """Return recall at 1, 5 and 10, reciprocal rank and nDCG at 10 (linear gain).

    None without gold passages, and where nothing was looked up because the rules or the topic settle the question.
    """
    if not case.gold or retrieved is None:
        return None
    order = _names(retrieved)
    gains = dict.fromkeys(case.gold, 1.0)
    return {
        **{f"recall@{k}": recall_at(k, order, gains) for k in (1, 5, DEPTH)},
        f"mrr@{DEPTH}": reciprocal_rank_at(DEPTH, order, gains),
        f"ndcg@{DEPTH}": ndcg_at(DEPTH, order, gains),
    }
