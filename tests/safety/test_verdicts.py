"""How texts that were judged by hand are judged stays what it was, to the last rule, reason, place and word shown."""

from __future__ import annotations

import pytest

from tests.safety.verdict_of import Case, cases, kept, verdict_of

KEPT = [
    pytest.param(case, details[case["id"]], id=f"{case['id']}: {case['text'][:40]}")
    for name, members in cases()
    for details in [kept(name)]
    for case in members
    if case["id"] in details
]


@pytest.mark.parametrize(("case", "found"), KEPT)
def test_a_case_is_judged_as_it_was(case: Case, found: list[str]) -> None:
    assert verdict_of(case) == found


def test_what_is_kept_is_what_a_careful_reader_said() -> None:
    kept_cases = [param.values for param in KEPT]

    assert [case["id"] for case, found in kept_cases if ("whole pass" in found) is not (case["expect"] == "pass")] == []
