"""Every detail of how a case is judged, in lines that a person can compare.

`python -m tests.safety.verdict_of` writes the kept details in `verdicts/` anew, for the cases whose verdict is the one
that a person gave them: look at what changed before you keep it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from service.answering.judging import assessed, report, situation
from service.api.requests import CheckRequest
from service.domain.answer import Verdict, Violation
from service.domain.question import Question
from service.safety.repair import repair
from tests.safety.examples import SAFE, UNSAFE
from tests.safety.reading_of import LONG, terse
from tests.safety.topic import TOPIC

HERE = Path(__file__).parent
FOLDER = HERE / "verdicts"
Case = Mapping[str, Any]


def verdict_of(case: Case) -> list[str]:
    """What is known of the patient, what the rules find, how each statement is judged, and the text made of it."""
    asked = CheckRequest(**{k: case[k] for k in ("text", "patient", "question") if k in case})
    patient = asked.patient.given() if asked.patient is not None else None
    of = assessed(Question(text=asked.question or "", topic=TOPIC.id, patient=patient), TOPIC)
    found = [f"knows {terse(fact)}" for fact in of.facts]
    for finding in of.findings:
        found += [f"finds {finding.rule}: {finding.message}", *(f"since {terse(b)}" for b in finding.because)]
    found += [f"misses {terse(missing)}" for missing in of.missing]
    against = situation(TOPIC, question=asked.question or "", patient=patient)
    judged = report(asked.text, TOPIC, against)
    for statement in judged.statements:
        found.append(f"{statement.span[0]}-{statement.span[1]} {statement.verdict.value}")
        found += _said(statement.violations)
    found += [f"whole {judged.verdict.value}", *_said(judged.violations)]
    made = repair(
        asked.text,
        judged,
        topic=TOPIC,
        facts=against.facts,
        assessment=against.assessment,
        question=against.question,
    )
    found += [f"{change.outcome} {change.rule}: {change.statement}" for change in made.changes]
    return [*found, f"shows {made.safe_text}"] if made.changes else found


def _said(violations: tuple[Violation, ...]) -> Iterator[str]:
    """A longer reason is the rule's own text, which stands in the topic."""
    for said in violations:
        yield f"  {said.rule}" + (f" {said.reason}" if len(said.reason) < LONG else "")


def cases() -> Iterator[tuple[str, list[Case]]]:
    """Each collection of cases that were judged by hand, by its name."""
    for path in sorted((HERE / "judged").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield path.stem, [json.loads(line) for line in lines if line.strip()]
    for name, texts, expected in (("examples_unsafe", UNSAFE, "caught"), ("examples_safe", SAFE, "pass")):
        yield (
            name,
            [
                {"id": f"{group} {n}", "text": text, "expect": expected}
                for group, members in texts.items()
                for n, text in enumerate(members, start=1)
            ],
        )


def kept(name: str) -> Mapping[str, list[str]]:
    """The details kept for the cases of a collection, by their ids."""
    path = FOLDER / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {line["id"]: line["found"] for line in map(json.loads, lines)}


def _write() -> None:
    for name, members in cases():
        before, now = kept(name), {}
        for case in members:
            found = verdict_of(case)
            if (f"whole {Verdict.PASS.value}" in found) is (case["expect"] == "pass"):
                now[case["id"]] = found
        lines = [json.dumps({"id": i, "found": found}, ensure_ascii=False) + "\n" for i, found in now.items()]
        (FOLDER / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
        changed = [i for i, found in now.items() if before.get(i) != found]
        print(f"{name}: {len(changed)} of {len(members)} changed", *changed, sep="\n  ")


if __name__ == "__main__":
    _write()
