"""The first topic, read once for the tests of the safety core."""

from __future__ import annotations

from pathlib import Path

from corpus.reader import read_topic
from service.domain.answer import CheckReport, Verdict
from service.domain.facts import Amount, DoseFact, DoseStatus, LabFact, PatientFacts, Read
from service.safety.check import check

TOPIC = read_topic(Path(__file__).parents[2] / "corpus" / "topics" / "azathioprine-hepatotoxicity")
_READ = Read(origin="patient")


def judged(text: str, facts: PatientFacts | None = None) -> CheckReport:
    return check(text, topic=TOPIC, facts=facts or PatientFacts())


def passes(text: str, facts: PatientFacts | None = None) -> bool:
    return judged(text, facts).verdict is Verdict.PASS


def rules_of(report: CheckReport) -> set[str]:
    return {v.rule for s in report.statements for v in s.violations} | {v.rule for v in report.violations}


def dose(mg: float, status: DoseStatus = "active") -> DoseFact:
    return DoseFact(
        drug=TOPIC.governed.id, status=status, governed=True, read=_READ, low_mg_per_day=mg, high_mg_per_day=mg
    )


def lab(analyte: str, value: float, unit: str, upper_limit: float, baseline: float | None = None) -> LabFact:
    return LabFact(
        analyte=analyte,
        read=_READ,
        value=Amount(low=value, high=value, unit=unit),
        upper_limit=Amount(low=upper_limit, high=upper_limit, unit=unit),
        baseline=None if baseline is None else Amount(low=baseline, high=baseline, unit=unit),
    )
