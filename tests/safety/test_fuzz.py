"""No text, however broken, raises, hangs, or passes with a figure beside the governed drug that nobody understood."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.answer import CheckReport
from tests.safety import examples
from tests.safety.generated.fuzz import WORST, soup, unicode_text
from tests.safety.topic import judged, passes

#: A guard against a hang, not a measurement: `python -m bench.safety` measures the time of the same texts.
SECONDS_UNTIL_A_HANG = 30


def raised(report: CheckReport) -> bool:
    return any(v.reason == "the check failed" for v in report.violations)


@settings(max_examples=150)
@given(st.text(max_size=400))
def test_any_text_gets_a_verdict(text: str) -> None:
    assert not raised(judged(text))


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict(found: bytes) -> None:
    assert not raised(judged(found.decode("utf-8", errors="replace")))
    assert not raised(judged(found.decode("utf-16", errors="surrogatepass") if len(found) % 2 == 0 else ""))


@pytest.mark.parametrize("number", range(150))
def test_a_soup_of_clinical_words_gets_the_same_verdict_twice(number: int) -> None:
    words = [w for texts in (*examples.UNSAFE.values(), *examples.SAFE.values()) for t in texts for w in t.split()]
    text = soup(words, random.Random(number))  # noqa: S311 - the same soup on every run.

    first = judged(text)

    assert not raised(first)
    assert judged(text) == first


@pytest.mark.timeout(SECONDS_UNTIL_A_HANG)
@pytest.mark.parametrize("name", WORST)
def test_ten_kilobytes_made_to_be_slow_get_a_verdict_and_hang_nothing(name: str) -> None:
    text = WORST[name]
    assert len(text) >= 9_000

    assert not raised(judged(text))


@pytest.mark.parametrize("number", range(40))
def test_random_unicode_of_ten_kilobytes_gets_a_verdict(number: int) -> None:
    assert not raised(judged(unicode_text(10_000, random.Random(number))))  # noqa: S311 - as above.


@settings(max_examples=250)
@given(
    figure=st.integers(min_value=151, max_value=99_999),
    unit=st.text(alphabet="bdfhjklnpqrtvwyz", min_size=4, max_size=8),
    frame=st.sampled_from(
        (
            "Take azathioprine {n} {u}.",
            "Azathioprine {n}.",
            "{n} {u} of azathioprine",
            "azathioprine: {n}{u}",
            "The answer for azathioprine is {n} {u}.",
            "Azathioprine, {n} of them, each morning.",
            "Give {n} azathioprine.",
            "| azathioprine | {n} {u} |",
            "Azathioprine {u} {n}.",
        )
    ),
)
def test_a_figure_beside_the_drug_that_is_not_understood_does_not_pass(figure: int, unit: str, frame: str) -> None:
    assert not passes(frame.format(n=figure, u=unit))
