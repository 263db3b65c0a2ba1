"""Questions as hurried people write them, each with the reading and the findings that the rules call for.

`labs` is the whole reading of the results, `doses`, `signs` and `also` what must be read among others, `never` what
must not be. Of the findings those in `fires` must be there and, but for advice that many cases share, nothing beyond
`may`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.domain.facts import Read
from tests.safety import notation
from tests.safety.asking import asked, judged, read, routed
from tests.safety.topic import TOPIC

#: Advice that goes with many cases and is tested by the rules' own examples: here it is demanded only where listed.
SHARED = frozenset(
    "panel exclude-other document alternatives tpmt-test missing-input source-conflict dose-gt150-risk "
    "rapid-escalation patient-route out-of-scope abstain-in-topic unit-convert no-restart-after-perm".split()
)
SYMPTOMS = frozenset(s.id for s in TOPIC.vocabulary.symptoms)


def cases() -> list[Any]:
    found = []
    for file in sorted((Path(__file__).parent / "cases").glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            found.append(pytest.param(json.loads(line), id=f"{file.stem}-{number}"))
    return found


CASES = cases()


def test_there_are_hundreds_of_questions() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize("case", CASES)
def test_the_question_is_read_as_it_is_meant(case: dict[str, Any]) -> None:
    facts = read(case["text"], history=case.get("history", ()))
    everything = notation.signs(facts) + notation.rest(facts) + notation.doses(facts)

    if "labs" in case:
        assert sorted(notation.labs(facts)) == sorted(case["labs"])
    if "signs" in case:
        assert set(case["signs"]) <= set(notation.signs(facts))
        reported = {s for s in notation.signs(facts) if s[0] == "+" and s[1:] in SYMPTOMS}
        assert reported <= set(case["signs"])
    assert set(case.get("doses", ())) <= set(notation.doses(facts))
    assert set(case.get("also", ())) <= set(everything)
    assert not set(case.get("never", ())) & set(everything)


@pytest.mark.parametrize("case", CASES)
def test_the_question_fires_what_the_rules_call_for_and_nothing_else(case: dict[str, Any]) -> None:
    history = case.get("history", ())
    assessment = judged(case["text"], history=history)
    fired = assessment.fired | {f.rule for f in routed(case["text"], history=history).findings}

    assert set(case["fires"]) <= fired
    assert fired - set(case["fires"]) - set(case.get("may", ())) <= SHARED
    if "asks" in case:
        wanted, found = case["asks"], [m.fact for m in assessment.missing]
        assert all(any(word in fact for fact in found) for word in wanted)
        assert found == [] or wanted


@pytest.mark.parametrize("case", CASES)
def test_every_fact_stands_where_it_is_said_to_stand(case: dict[str, Any]) -> None:
    question = asked(case["text"], history=case.get("history", ()))
    facts = read(case["text"], history=case.get("history", ()))
    reads: list[Read] = [
        *(fact.read for fact in facts.labs),
        *(fact.read for fact in facts.doses),
        *(fact.read for fact in facts.signs),
        *(fact.read for fact in facts.days),
        *(fact.read for fact in facts.plans),
        *(fact.read for fact in facts.phases),
    ]

    for where in reads:
        if where.span is not None and where.origin == "question":
            start, end = where.span
            assert question.text[start:end] == where.as_given
