"""A correction is told: what was replaced, and what the rules find differently by it."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from tests.answering.conftest import Ask, fired, said

CASE = "ALT 223 U/L (ULN 40, baseline 50), bilirubin normal, no symptoms, on azathioprine 200 mg. What now?"


def follow(ask: Ask, *turns: str, **more: Any) -> dict[str, Any]:
    """Ask one turn after the other in one conversation and return the last answer."""
    answer = ask(turns[0], **more)
    for turn in turns[1:]:
        answer = ask(turn, conversation_id=answer["conversation_id"], **more)
    return answer


def test_a_corrected_baseline_is_said_before_anything_else_and_by_what_it_changes(ask: Ask) -> None:
    answer = follow(ask, CASE, "sorry, her baseline was 25")
    first = answer["sections"][0]

    assert first["heading"] == "A correction first"
    assert first["statements"][0]["text"] == "Corrected: ALT baseline 25 U/L, before 50 U/L."
    assert first["statements"][0]["origin"] == "rule"
    assert first["statements"][0]["citations"]
    assert answer["corrections"]["facts"] == [{"fact": "ALT baseline", "was": "50 U/L", "now": "25 U/L"}]
    assert "perm-5x-baseline" in answer["corrections"]["findings_new"]
    assert set(answer["corrections"]["findings_new"]) <= fired(answer)


def test_a_finding_that_falls_away_by_a_correction_is_named(ask: Ask) -> None:
    answer = follow(ask, "ALT 130 (ULN 40) on azathioprine 100 mg, what now?", "sorry, ULN is 50 not 40. what now?")

    assert "hold-3xuln" in answer["corrections"]["findings_gone"]
    assert "hold-3xuln" not in fired(answer)
    assert "Corrected: ALT upper limit 50 U/L, before 40 U/L." in said(answer)


def test_a_permanent_line_met_by_a_corrected_value_falls_away_by_name_alone(ask: Ask) -> None:
    corrected = follow(ask, "ALT 640 (ULN 40) on azathioprine 100 mg", "typo, ALT was 64")
    gone_on = follow(ask, "ALT 640 (ULN 40) on azathioprine 100 mg", "ALT 64 today")

    assert "perm-500" in corrected["corrections"]["findings_gone"]
    assert gone_on["corrections"] is None
    assert "perm-500" in fired(gone_on)


def test_an_emergency_tells_a_correction_beside_its_instruction(ask: Ask) -> None:
    answer = follow(ask, f"{CASE} She is confused and yellow.", "sorry, her baseline was 25")

    assert answer["status"] == "emergency"
    assert answer["corrections"]["facts"] == [{"fact": "ALT baseline", "was": "50 U/L", "now": "25 U/L"}]
    assert "Corrected:" not in said(answer)


def test_a_patient_is_told_no_dose_in_a_correction(ask: Ask) -> None:
    asked = "I take azathioprine 100 mg and my ALT is 90 (ULN 40). What should I do?"
    answer = follow(ask, asked, "sorry, I take 200 mg", audience="patient")

    assert "200" not in said(answer)


def test_nothing_is_announced_when_nothing_was_replaced(ask: Ask) -> None:
    for turns in ((CASE,), (CASE, CASE), (CASE, "and then?"), (CASE, "ALT 200 today")):
        answer = follow(ask, *turns)
        assert answer["corrections"] is None
        assert "Corrected" not in said(answer)


def test_the_same_correction_twice_is_told_once_and_changes_nothing_more(ask: Ask) -> None:
    once = follow(ask, CASE, "sorry, her baseline was 25")
    twice = follow(ask, CASE, "sorry, her baseline was 25", "sorry, her baseline was 25")

    assert fired(twice) == fired(once)
    assert twice["corrections"] is None


def test_a_correction_after_fifty_turns_is_told(ask: Ask) -> None:
    answer = follow(ask, CASE, *("ok",) * 50, "sorry, her baseline was 25")

    assert answer["corrections"]["facts"][0]["now"] == "25 U/L"


def test_an_unknown_conversation_is_a_problem(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": "sorry, ALT 260", "conversation_id": "cnv_unknown"})

    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_dose_past_the_ceiling_is_told_as_what_was_said_and_not_as_advice(ask: Ask) -> None:
    answer = follow(ask, "ALT 150 (ULN 40) on azathioprine 100 mg, what now?", "the dose was 200 not 100")

    told = "Corrected: the question gives the active dose of azathioprine as 200 mg/day, before as 100 mg/day."
    assert told in said(answer)
    assert "cap-150" in answer["corrections"]["findings_new"]
