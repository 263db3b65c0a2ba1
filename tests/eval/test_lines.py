"""A file of lines that was cut off goes on with whole lines; one that was spoilt is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.judged import VERDICTS, read
from eval.lines import grow, read_lines
from service.domain.errors import InputError


def test_a_file_that_was_cut_off_at_any_byte_loses_the_last_line_alone_and_grows_on(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    first, second = (json.dumps({"key": f"{sign}10⁹/L"}, ensure_ascii=False) + "\n" for sign in "≥≤")
    content = (first + second).encode()

    for cut in range(len(first.encode()), len(content)):
        path.write_bytes(content[:cut])
        assert [row["key"] for row in read_lines(path)] == ["≥10⁹/L"]
        with grow(path) as file:
            file.write(second)
        assert path.read_bytes() == content


def test_there_are_no_lines_without_a_file_and_it_grows_from_nothing(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"

    assert list(read_lines(path)) == []
    with grow(path) as file:
        file.write("{}\n")
    assert list(read_lines(path)) == [{}]


@pytest.mark.parametrize("spoilt", [b"{", b"[1]", b"\xff", b""])
def test_a_line_that_was_spoilt_is_named(tmp_path: Path, spoilt: bytes) -> None:
    path = tmp_path / "today" / "answers.jsonl"
    path.parent.mkdir()
    path.write_bytes(b"{}\n" + spoilt + b"\n{}\n")

    with pytest.raises(InputError, match=r"today/answers\.jsonl:2: not a line that a measurement wrote"):
        list(read_lines(path))


def test_a_line_that_is_no_verdict_is_named(tmp_path: Path) -> None:
    (tmp_path / VERDICTS).write_text('{"key": "c1#0"}\n', encoding="utf-8")

    with pytest.raises(InputError, match=rf"{VERDICTS}:1: not a verdict"):
        read(tmp_path, ())
