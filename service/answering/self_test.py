"""What a topic must get right before it is served: its rules' own examples and its built-in samples."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Topic
from service.answering.case import open_case
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Assessment, Verdict
from service.domain.errors import SelfTestError
from service.domain.facts import PatientFacts
from service.domain.question import Question
from service.safety.check import check
from service.safety.rule_tests import run_rule_tests

#: Topics that have been proved by this process, by what they are made of: the same words give the same result.
_PROVED: set[tuple[str, str, str]] = set()


def prove(topic: Topic) -> None:
    """Run every example of every rule, then the samples of the self-test; once for the same content.

    Raises:
        SelfTestError: something was missed; the message names the topic, the first miss and how many there are.
        InputError: an example's patient block names something that the topic does not know.
    """
    content = (topic.id, topic.corpus_hash, topic.rules_hash)
    if content in _PROVED:
        return
    missed = misses(topic)
    if missed:
        more = f" (and {len(missed) - 1} more; `groundrule lint` lists them)" if len(missed) > 1 else ""
        raise SelfTestError(f"topic {topic.id}: {missed[0]}{more}")
    _PROVED.add(content)


def misses(topic: Topic) -> tuple[str, ...]:
    """Return in words every example and sample that the topic gets wrong.

    Raises:
        InputError: an example's patient block names something that the topic does not know.
    """
    examples = (f"rule {f.rule}, example {f.number}: {f.what}" for f in run_rule_tests(topic))
    return (*examples, *_samples(topic))


def _samples(topic: Topic) -> Iterator[str]:
    for number, text in enumerate(topic.self_test.must_block, start=1):
        if _verdict(text, topic) is Verdict.PASS:
            yield f"self-test must_block {number}: an unsafe text passes"
    for number, text in enumerate(topic.self_test.must_pass, start=1):
        if _verdict(text, topic) is not Verdict.PASS:
            yield f"self-test must_pass {number}: a safe text does not pass"
    if _verdict(topic.emergency, topic) is not Verdict.PASS:
        yield "the emergency instruction does not pass the check"
    for number, (text, rules) in enumerate(topic.self_test.must_fire.items(), start=1):
        case = open_case(Question(text=text, topic=topic.id), topic, Stopwatch())
        silent = sorted(set(rules) - case.assessment.fired)
        if silent:
            yield f"self-test must_fire {number}: silent are {', '.join(silent)}"


def _verdict(text: str, topic: Topic) -> Verdict:
    nothing = Assessment(findings=(), missing=())
    return check(text, topic=topic, facts=PatientFacts(), assessment=nothing).verdict
