"""Ask the safety core about a case: text, earlier turns and structured facts in, facts and findings out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from service.domain.answer import Assessment, Audience
from service.domain.facts import PatientFacts
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question, Turn
from service.safety.reading import read_facts
from service.safety.route import Route, route
from service.safety.rules.assess import assess
from tests.safety.topic import TOPIC


class Case(TypedDict, total=False):
    history: Sequence[str]
    patient: GivenPatient
    audience: Audience


def asked(text: str = "", **case: Unpack[Case]) -> Question:
    return Question(
        text=text,
        topic=TOPIC.id,
        history=tuple(Turn(text=t) for t in case.get("history", ())),
        patient=case.get("patient"),
        audience=case.get("audience", Audience.PHYSICIAN),
    )


def read(text: str = "", **case: Unpack[Case]) -> PatientFacts:
    return read_facts(asked(text, **case), TOPIC)


def judged(text: str = "", **case: Unpack[Case]) -> Assessment:
    return assess(read(text, **case), TOPIC)


def fired(text: str = "", **case: Unpack[Case]) -> frozenset[str]:
    return judged(text, **case).fired


def missing(text: str = "", **case: Unpack[Case]) -> list[str]:
    return [m.fact for m in judged(text, **case).missing]


def message(rule: str, text: str = "", **case: Unpack[Case]) -> str:
    return next(f.message for f in judged(text, **case).findings if f.rule == rule)


def routed(text: str, **case: Unpack[Case]) -> Route:
    question = asked(text, **case)
    facts = read_facts(question, TOPIC)
    return route(question, facts, assess(facts, TOPIC), TOPIC)


def result(
    analyte: str,
    value: float,
    upper_limit: float | None = None,
    baseline: float | None = None,
    *,
    unit: str | None = "U/L",
    at: date | None = None,
) -> GivenLab:
    return GivenLab(analyte=analyte, value=value, unit=unit, upper_limit=upper_limit, baseline=baseline, at=at)


def bilirubin(value: float, upper_limit: float | None = None, *, unit: str | None = "mg/dL") -> GivenLab:
    return GivenLab(analyte="bilirubin", value=value, unit=unit, upper_limit=upper_limit)


def labs(*results: GivenLab) -> GivenPatient:
    return GivenPatient(labs=results)


def taken(
    mg: float | None = None, status: str = "active", *, since: date | None = None, until: date | None = None
) -> GivenMedication:
    unit = None if mg is None else "mg/d"
    return GivenMedication(drug=TOPIC.governed.id, dose=mg, unit=unit, status=status, since=since, until=until)
