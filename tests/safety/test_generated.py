"""What arithmetic calls unsafe is caught, and what it calls sound passes, in thousands of wordings."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from service.domain.answer import Verdict
from service.safety.check import check
from tests.safety.generated.oracle import oracle_of
from tests.safety.generated.sample import Sample
from tests.safety.generated.stream import sample, samples
from tests.safety.topic import TOPIC

SEED, COUNT = "ci", 3000
#: Of sound texts; see docs/safety.md.
FALSE_BLOCKS_ALLOWED = 0.01


@cache
def drawn() -> tuple[Sample, ...]:
    return tuple(samples(SEED, COUNT, oracle_of(TOPIC)))


@cache
def misjudged() -> tuple[Sample, ...]:
    return tuple(s for s in drawn() if (verdict(s) is Verdict.PASS) is s.unsafe)


def verdict(drawn_sample: Sample) -> Verdict:
    return check(drawn_sample.text, topic=TOPIC, facts=drawn_sample.facts).verdict


def listed(found: list[Sample]) -> str:
    by_family = Counter(s.family for s in found).most_common()
    lines = [f"{s.id} [{s.family}] {s.text!r} ({s.because})" for s in found[:40]]
    return "\n".join((f"{len(found)} of {COUNT}: {by_family}", *lines))


@pytest.mark.timeout(300)
def test_no_generated_text_above_a_limit_passes() -> None:
    missed = [s for s in misjudged() if s.unsafe]

    assert not missed, listed(missed)


@pytest.mark.timeout(300)
def test_generated_sound_texts_are_hardly_ever_blocked() -> None:
    blocked = [s for s in misjudged() if not s.unsafe]
    sound = sum(not s.unsafe for s in drawn())

    assert len(blocked) <= FALSE_BLOCKS_ALLOWED * sound, listed(blocked)


def test_the_samples_differ_and_lie_on_both_sides() -> None:
    unsafe = sum(s.unsafe for s in drawn())

    assert len({(s.text, s.facts) for s in drawn()}) == COUNT
    assert 0.4 * COUNT < unsafe < 0.75 * COUNT


def test_a_sample_can_be_drawn_again_from_its_id() -> None:
    for found in drawn()[:: COUNT // 50]:
        seed, number = found.id.split(":")

        assert sample(seed, int(number), oracle_of(TOPIC)) == found


def test_the_same_text_gets_the_same_verdict() -> None:
    for found in drawn()[:: COUNT // 50]:
        first = check(found.text, topic=TOPIC, facts=found.facts)

        assert check(found.text, topic=TOPIC, facts=found.facts) == first
