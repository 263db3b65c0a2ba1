"""Scores saved answers against their cases. Pure: the same run and dataset give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import log2
from typing import Any

from corpus.model import Topic
from eval.cases import Case, Dataset
from eval.checks import Checker, statements
from eval.facts import compared, denies, figures, plain, weighed
from eval.running import Run

WEIGHTY = frozenset({"critical", "high"})
#: Statuses are told by `status`; these rules only repeat them.
ROUTING = frozenset({"abstain-in-topic", "out-of-scope"})
ABSTAINING = frozenset({"not_covered", "withheld"})
DEPTH = 10

Score = dict[str, Any]


def score(run: Run, dataset: Dataset, topic: Topic) -> list[Score]:
    """Return a score for every wording of every case; an answer that is not there is scored as a failure."""
    checker = Checker(topic, dataset.populations)
    severity = {rule.id: str(rule.severity) for rule in topic.rules}
    rows = run.by_key
    scores = []
    for case in dataset.cases:
        told = [rows.get(f"{case.id}#{n}") for n in range(len(case.wordings))]
        scores += [score_row(case, n, row, dataset, checker, severity) for n, row in enumerate(told)]
    return scores


def score_row(
    case: Case,
    wording: int,
    row: Mapping[str, Any] | None,
    dataset: Dataset,
    checker: Checker,
    severity: Mapping[str, str],
) -> Score:
    """Score one wording of a case."""
    base: Score = {"key": f"{case.id}#{wording}", "case": case.id, "wording": wording, "stratum": case.stratum}
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
        "vital_missed": [fact.id for fact in case.vital if not fact.found([*said, *gaps])],
        "okay": len(case.okay),
        "okay_found": sum(fact.found([*said, *gaps]) for fact in case.okay),
        "forbidden": _forbidden(case, dataset, said),
        "faults": [list(fault) for fault in checker.faults(answer)],
        "abstain": not set(case.status) - ABSTAINING,
        "abstained": answer["status"] in ABSTAINING,
        "open": bool(set(case.status) & ABSTAINING) and bool(set(case.status) - ABSTAINING),
        "signature": signature(answer),
        "told": told_signature(answer, dataset.populations),
        "figures": sorted(f"{value:g} {unit}".strip() for value, unit in _figures(answer)),
        "rules": sorted(fired),
        "ranks": ranks(case, row["retrieved"]),
    }
    scored |= _cited(answer, checker)
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
        "okay": len(case.okay),
        "okay_found": 0,
        "forbidden": [],
        "faults": [["error", why]],
        "abstain": not set(case.status) - ABSTAINING,
        "abstained": False,
        "open": False,
        "signature": None,
        "told": None,
        "figures": None,
        "rules": None,
        "ranks": ranks(case, []),
        "statements": 0,
        "recalled": 0,
        "citations": 0,
        "precise": 0,
        "strict": False,
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


def signature(answer: Mapping[str, Any]) -> str:
    """Return a hash of what the weighty findings say: severity, action, figures with their signs, and denials."""
    held = [
        [
            finding["rule"],
            finding["severity"],
            finding["action"],
            sorted(map(list, compared(plain(finding["message"])))),
            denies(plain(finding["message"])),
        ]
        for finding in answer["findings"]
        if finding["severity"] in WEIGHTY
    ]
    return sha256(repr(sorted(held)).encode()).hexdigest()[:16]


def told_signature(answer: Mapping[str, Any], populations: Iterable[tuple[str, ...]]) -> str:
    """Return a hash of what the rules tell: status, and figures, guards, people and passages of all they say.

    Ordinary words may change without it; a figure, a sign, a denial, a unit, a condition or a population may not.
    """
    ids = {citation["n"]: citation["passage_id"] for citation in answer["citations"]}
    told = [(f["message"], f["citations"]) for f in answer["findings"] if f["severity"] in WEIGHTY]
    told += [(s["text"], s["citations"]) for s in statements(answer) if s["origin"] == "rule"]
    people = [word for group in populations for word in group]
    held = [
        [
            sorted(map(list, compared(text))),
            sorted(weighed(text).items()),
            [word for word in people if word in text],
            sorted(str(ids.get(n)) for n in cited),
        ]
        for text, cited in ((plain(text), cited) for text, cited in told)
    ]
    return sha256(repr([answer["status"], sorted(held, key=repr)]).encode()).hexdigest()[:16]


def _figures(answer: Mapping[str, Any]) -> frozenset[tuple[float, str]]:
    return frozenset(pair for finding in answer["findings"] for pair in figures(plain(finding["message"])))


def _cited(answer: Mapping[str, Any], checker: Checker) -> Score:
    """As ALCE: a statement is recalled when its citations together bear it; a citation is precise when it is needed."""
    ids = {citation["n"]: citation["passage_id"] for citation in answer["citations"]}
    told = recalled = cited = precise = 0
    for statement in statements(answer):
        if statement["origin"] == "rule":
            continue
        told += 1
        held = [ids[n] for n in statement["citations"] if n in ids]
        borne = checker.supported(statement["text"], held)
        recalled += borne
        cited += len(held)
        for one in held:
            others = [other for other in held if other != one]
            alone = checker.supported(statement["text"], [one])
            precise += borne and (alone or not checker.supported(statement["text"], others))
    return {"statements": told, "recalled": recalled, "citations": cited, "precise": precise}


def ranks(case: Case, retrieved: Iterable[Iterable[Any]]) -> Score | None:
    """Return recall at 1, 5 and 10, reciprocal rank and nDCG at 10 (linear gain); None without gold passages."""
    if not case.gold:
        return None
    order = [next(iter(row)) for row in retrieved]
    hits = [n for n, name in enumerate(order[:DEPTH], 1) if name in case.gold]
    ideal = sum(1 / log2(n + 1) for n in range(1, min(len(case.gold), DEPTH) + 1))
    return {
        **{f"recall@{k}": sum(n <= k for n in hits) / len(case.gold) for k in (1, 5, DEPTH)},
        "mrr@10": 1 / hits[0] if hits else 0.0,
        "ndcg@10": sum(1 / log2(n + 1) for n in hits) / ideal,
    }
