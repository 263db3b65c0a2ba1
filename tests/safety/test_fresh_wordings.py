"""Cases in four wordings each, written before anybody looked at how they are read: lay, terse, abbreviated, full.

At first sight 11 of the 24 cases of `first` and 15 of the 24 of `second` gave the same weighty findings and figures in
all wordings; they are development data now. `OPEN` names the wordings that are still read otherwise.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.safety.test_wordings import fired

FOLDER = Path(__file__).parent / "wordings"
#: "Went from 42" names no baseline, "tests normal" no test, "3.0 (1.2)" no limit, until somebody says so.
OPEN = (
    "her liver enzyme ALT went from 42 to 187",
    "aza restarted 3 weeks ago at 50, tests normal",
    "He has been back on azathioprine 50 mg for 3 weeks",
    "total bili 3.0 (1.2), ALT 88 (40)",
)


def _cases() -> list[Any]:
    rows = [
        (path.stem, json.loads(line))
        for path in sorted(FOLDER.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [pytest.param(row, id=f"{name}-{number}") for number, (name, row) in enumerate(rows)]


@pytest.mark.parametrize("case", _cases())
def test_every_wording_of_a_case_fires_the_same(case: dict[str, Any]) -> None:
    read = [text for text in case["wordings"] if not text.startswith(OPEN)]
    found = [fired(text) for text in read]
    assert [found[0]] * len(found) == found


@pytest.mark.parametrize("case", _cases())
def test_every_wording_of_a_case_fires_what_the_rules_call_for(case: dict[str, Any]) -> None:
    wanted = set(case["fires"])
    missed = [text for text in case["wordings"] if not text.startswith(OPEN) and not wanted <= fired(text, every=True)]
    assert missed == []


def test_what_is_still_read_otherwise_is_named_and_no_more() -> None:
    texts = [text for case in _cases() for text in case.values[0]["wordings"]]
    assert all(any(text.startswith(opening) for text in texts) for opening in OPEN)
