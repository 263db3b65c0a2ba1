"""Judgements of a reader: drawn by a seed, refused when they say nothing, counted with their interval."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bearing import Judgement, drawn, lines, read, write
from service.domain.errors import InputError

KEPT = Path(__file__).parents[2] / "eval" / "judgements"
ANSWERS = {
    f"c{n:03}#0": {"sections": [{"statements": [{"text": "a", "citations": [1]}]}] if n % 2 else []} for n in range(40)
}


def _judgement(question: str, *, bears: bool, reason: str = "says so") -> Judgement:
    return Judgement(question=question, statement="p#1", bears=bears, reason=reason)


def test_the_same_seed_draws_the_same_answers_and_only_such_as_say_something() -> None:
    assert drawn(ANSWERS, 7, 10) == drawn(dict(reversed(ANSWERS.items())), 7, 10)
    assert drawn(ANSWERS, 7, 10) != drawn(ANSWERS, 8, 10)
    assert set(drawn(ANSWERS, 7)) == {key for n, key in enumerate(ANSWERS) if n % 2}


def test_the_share_is_told_with_its_interval_and_what_does_not_bear(tmp_path: Path) -> None:
    write(tmp_path / "some.jsonl", [_judgement("a", bears=True), _judgement("b", bears=False, reason="off the point")])
    said = list(lines(read(tmp_path / "some.jsonl")))

    assert said[0] == "answers judged: 2; every statement bears in 1"
    assert "1/2 = 0.500 (95 % Wilson 0.095 to 0.905)" in said[1]
    assert said[2] == "  no: b p#1: off the point"


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ('{"question": "a", "statement": "p", "bears": "yes", "reason": "r"}\n', "line 1"),
        ('{"question": "a", "statement": "p", "bears": true, "reason": " "}\n', "says why"),
        ('{"question": "a", "statement": "p", "bears": true, "reason": "r"}\n' * 2, "twice"),
        ("", "no judgement"),
    ],
)
def test_what_is_no_judgement_is_refused(tmp_path: Path, written: str, named: str) -> None:
    (tmp_path / "bad.jsonl").write_text(written, encoding="utf-8")
    with pytest.raises(InputError, match=named):
        read(tmp_path / "bad.jsonl")


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_judgements_kept_are_of_a_hundred_answers_each(path: Path) -> None:
    assert len({one.question for one in read(path)}) == 100
