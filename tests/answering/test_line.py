"""The straight line over the shipped topic: emergencies alone, other matters declined, nothing found is not covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.model import Sample, SelfTest, Topic
from service.answering.line import answer
from service.answering.quoting import QuotingDrafter
from service.answering.self_test import misses, prove
from service.domain.answer import Audience, Draft, DraftStatement, Status
from service.domain.errors import IndexNotReadyError, SelfTestError, SettingsError
from service.domain.ports import Brief
from service.domain.question import Question, Turn
from service.settings import load
from service.wiring import build
from tests.answering.conftest import Ask, fired, said
from tests.fakes import WordRetriever

OVERDOSE = "I took 30 azathioprine tablets an hour ago and I don't want to be here anymore"


class Silent:
    """A retriever that finds nothing."""

    def retrieve(self, queries: Sequence[object]) -> list[tuple[()]]:
        return [() for _ in queries]


class Says:
    """A drafter that says what it is told to, whatever it is asked."""

    def __init__(self, text: str, passage: str) -> None:
        self.statement = DraftStatement(text=text, passages=(passage,), origin="model", heading="What to do now")

    def draft(self, _brief: Brief) -> Draft:
        return Draft(statements=(self.statement,))


def test_an_emergency_holds_the_urgent_instruction_and_the_findings_alone(ask: Ask) -> None:
    reply = ask(OVERDOSE)

    assert reply["status"] == "emergency"
    assert reply["findings"][0]["rule"] == "emergency"
    assert (reply["missing"], reply["suggestions"], reply["disagreements"], reply["not_addressed"]) == ([], [], [], [])
    assert len(reply["sections"]) == 1
    assert "emergency services" in reply["sections"][0]["statements"][0]["text"]
    assert "mg" not in said(reply)


def test_the_operators_emergency_numbers_are_shown_behind_the_instruction(topic: Topic) -> None:
    question = Question(text=OVERDOSE, topic=topic.id)
    made = answer(question, topic, Silent(), QuotingDrafter(), contacts="Crisis line: 0800 000 000")

    assert made.sections[0].statements[1].text == "Crisis line: 0800 000 000"
    assert made.sections[0].statements[1].citations == made.sections[0].statements[0].citations


def test_an_emergency_looks_nothing_up(topic: Topic) -> None:
    retriever = WordRetriever(topic)
    answer(Question(text=OVERDOSE, topic=topic.id), topic, retriever, QuotingDrafter())

    assert retriever.queries == []


@pytest.mark.parametrize(
    "question", ["What is the highest dose of atorvastatin?", "Is coffee fine with a thyroid pill?"]
)
def test_another_matter_is_not_covered_and_the_nearest_covered_questions_are_offered(ask: Ask, question: str) -> None:
    reply = ask(question)

    assert reply["status"] == "not_covered"
    assert reply["sections"] == []
    assert len(reply["suggestions"]) == 3


def test_what_the_corpus_says_that_it_does_not_settle_is_said_and_cited(ask: Ask) -> None:
    reply = ask("Dialysis patient: which rechallenge dose of azathioprine?")

    assert reply["status"] == "not_covered"
    assert "no rule for kidney disease or dialysis" in said(reply)
    assert reply["not_addressed"]


def test_nothing_found_and_nothing_fired_is_not_covered(topic: Topic) -> None:
    made = answer(
        Question(text="azathioprine and the colour of socks", topic=topic.id), topic, Silent(), QuotingDrafter()
    )

    assert made.status is Status.NOT_COVERED
    assert made.sections == ()


def test_a_part_that_nothing_bears_on_is_named_by_its_number(topic: Topic) -> None:
    text = "(1) which tests when azathioprine liver injury is suspected (2) quantum chromodynamics lattice spacing"
    made = answer(Question(text=text, topic=topic.id), topic, WordRetriever(topic), QuotingDrafter())

    assert made.status is Status.ANSWERED
    assert not any("quantum" in gap for gap in made.not_addressed)


def test_an_unsafe_draft_never_leaves_and_the_findings_stay(topic: Topic) -> None:
    passage = next(iter(topic.passages))
    drafter = Says("Restart azathioprine at 200 mg daily.", passage)
    question = Question(text="ALT 520 (ULN 40) on azathioprine. What now?", topic=topic.id)

    made = answer(question, topic, Silent(), drafter)

    assert not any("200 mg" in s.text for section in made.sections for s in section.statements)
    assert {"perm-500", "hold-3xuln"} <= {f.rule for f in made.findings}
    assert made.safety.changes


def test_what_the_facts_call_for_is_added_when_a_draft_leaves_it_out(topic: Topic) -> None:
    passage = next(
        p for p in topic.passages.values() if p.text.startswith("Azathioprine hepatotoxicity is dose-dependent")
    )
    drafter = Says(passage.text, passage.id)
    question = Question(text="ALT 520 (ULN 40) on azathioprine. What now?", topic=topic.id)

    made = answer(question, topic, Silent(), drafter)

    assert any(change.outcome == "added" for change in made.safety.changes)
    assert any("permanent" in s.text for section in made.sections for s in section.statements)


def test_the_same_question_gets_the_same_answer_but_for_times(topic: Topic) -> None:
    question = Question(text="ALT 223 (ULN 40, baseline 50) on azathioprine 200 mg. What now?", topic=topic.id)
    made = [answer(question, topic, WordRetriever(topic), QuotingDrafter()) for _ in range(2)]

    assert replace(made[0], timings_ms={}) == replace(made[1], timings_ms={})


def test_a_follow_up_keeps_the_case_of_the_turns_before(topic: Topic) -> None:
    question = Question(
        text="and how often are they checked?",
        topic=topic.id,
        history=(Turn(text="ALT 223 (ULN 40) after azathioprine went up, I have stopped it."),),
    )
    made = answer(question, topic, WordRetriever(topic), QuotingDrafter())

    assert "hold-3xuln" in {f.rule for f in made.findings}


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.PATIENT])
def test_every_professional_gets_the_same_findings_and_statements(ask: Ask, audience: Audience) -> None:
    question = "ALT 223 (ULN 40, baseline 50) on azathioprine 200 mg. What now?"

    reply = ask(question, audience=audience.value)
    assert (fired(reply), said(reply)) == (fired(ask(question)), said(ask(question)))


def test_without_a_topic_the_service_finds_it_or_says_that_none_covers_the_question(client: TestClient) -> None:
    def topic_of(question: str) -> Any:
        return client.post("/v1/ask", json={"question": question}).json()["topic"]

    assert topic_of("When is azathioprine stopped for good?") == "azathioprine-hepatotoxicity"
    assert topic_of("Who won the football match?") is None


def test_a_text_is_judged_in_the_context_of_its_question(client: TestClient) -> None:
    text = "When azathioprine is restarted after liver enzymes have normalised, begin with 50 mg daily."
    alone = client.post("/v1/check", json={"text": text}).json()
    after = client.post("/v1/check", json={"text": text, "question": "ALT was 640 U/L on azathioprine."}).json()

    assert (alone["verdict"], after["verdict"]) == ("pass", "block")


def test_the_shipped_topic_holds_all_its_own_examples_and_samples(topic: Topic) -> None:
    assert misses(topic) == ()


def test_a_topic_that_misses_a_sample_of_its_own_is_not_served(topic: Topic) -> None:
    wrong = replace(
        topic, self_test=SelfTest(must_block=(Sample(text=("Azathioprine is a drug.",)),)), corpus_hash="sha256:another"
    )

    with pytest.raises(SelfTestError, match="must_block 1"):
        prove(wrong)


def test_a_service_without_an_index_starts_and_says_so_when_asked(tmp_path: Path) -> None:
    service = build(load(data_dir=tmp_path))

    with pytest.raises(IndexNotReadyError):
        service.ready()
    with pytest.raises(IndexNotReadyError):
        service.ask(Question(text="Which tests on azathioprine?"))


@pytest.mark.parametrize("named", [{"model": "cohere:any"}, {"entailment": "any"}])
def test_a_model_that_cannot_be_set_up_is_told_rather_than_ignored(tmp_path: Path, named: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="MODEL"):
        build(load(data_dir=tmp_path, **named))
