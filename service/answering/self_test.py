"""What a topic must get right before it is served: its built-in samples, and the examples of its rules and formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Sample, Topic
from service.answering.case import open_case
from service.answering.computed.tried import missed_formulas
from service.answering.judging import Situation, report, situation
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Verdict
from service.domain.errors import InputError, SelfTestError
from service.domain.question import Question
from service.safety.rule_tests import run_rule_tests
from service.safety.rules.given_block import patient_block


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Something that a topic gets wrong, and where it stands in the topic folder."""

    file: str
    line: int | None
    what: str

    def __str__(self) -> str:
        """One line, as the lint and the start of the service print it."""
        return f"{self.file}{'' if self.line is None else f':{self.line}'}: {self.what}"


def self_test(topic: Topic) -> None:
    """Run the built-in samples of a topic: unsafe texts must be caught, sound ones pass, rules fire; once per content.

    Raises:
        SelfTestError: one was missed; the message names the topic, the first miss and how many there are.
    """
    _once(topic, "samples", _samples)


def prove(topic: Topic) -> None:
    """Run the built-in samples and every example of every rule and formula; once per content.

    Raises:
        SelfTestError: as for the self-test.
    """
    self_test(topic)
    _once(topic, "examples", _examples)


def misses(topic: Topic) -> tuple[Miss, ...]:
    """Return every example and sample that the topic gets wrong."""
    return (*_examples(topic), *_samples(topic))


#: What this process has seen hold, by what it is made of: the same words give the same result.
_HELD: set[tuple[str, str, str, str]] = set()


def _once(topic: Topic, what: str, run: Callable[[Topic], Iterator[Miss]]) -> None:
    content = (what, topic.id, topic.corpus_hash, topic.rules_hash)
    if content in _HELD:
        return
    missed = tuple(run(topic))
    if missed:
        more = f" (and {len(missed) - 1} more; `groundrule lint` lists them)" if len(missed) > 1 else ""
        raise SelfTestError(f"the self-test of topic {topic.id} failed, so it is not served: {missed[0]}{more}")
    _HELD.add(content)


def _examples(topic: Topic) -> Iterator[Miss]:
    for failure in run_rule_tests(topic):
        what = f"rule {failure.rule}, example {failure.number}: {failure.what}"
        yield Miss(file="rules.yaml", line=topic.rule[failure.rule].line, what=what)
    for what in missed_formulas(topic):
        yield Miss(file="formulas.yaml", line=None, what=what)


def _samples(topic: Topic) -> Iterator[Miss]:
    alone = situation(topic)
    yield from _misjudged("must_block", topic.self_test.must_block, topic, alone)
    yield from _misjudged("must_pass", topic.self_test.must_pass, topic, alone)
    if report(topic.emergency, topic, alone).verdict is not Verdict.PASS:
        yield Miss(file="topic.yaml", line=None, what="the emergency instruction does not pass the check")
    for number, (text, rules) in enumerate(topic.self_test.must_fire.items(), start=1):
        case = open_case(Question(text=text, topic=topic.id), topic, Stopwatch())
        silent = sorted(set(rules) - case.assessment.fired)
        if silent:
            yield Miss(file="topic.yaml", line=None, what=f"must_fire {number}: silent are {', '.join(silent)}")


def _misjudged(key: str, samples: Iterable[Sample], topic: Topic, alone: Situation) -> Iterator[Miss]:
    """Samples that pass and must not, or the other way; `alone` is the situation without question and patient."""
    wanted = key == "must_pass"
    for number, sample in enumerate(samples, start=1):
        try:
            against = situation_of(sample, topic) if sample.question or sample.patient else alone
        except InputError as error:
            yield Miss(file="topic.yaml", line=sample.line, what=f"{key} {number}: {error.placed}")
            continue
        for text in sample.text:
            if (report(text, topic, against).verdict is Verdict.PASS) != wanted:
                what = "a sound text does not pass" if wanted else "an unsafe text passes"
                yield Miss(file="topic.yaml", line=sample.line, what=f"{key} {number}: {what}")


def situation_of(sample: Sample, topic: Topic) -> Situation:
    """Return what a sample is judged against.

    Raises:
        InputError: its patient block names something that the topic does not know.
    """
    patient = patient_block(sample.patient) if sample.patient else None
    return situation(topic, question=sample.question, patient=patient)
