"""The schedule as a calendar: RFC 5545 to the letter, the same events each time, and no text that becomes a line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.pictures import DoseStep, Schedule, TestDay
from service.pictures.calendar import calendar
from service.pictures.timeline import due, timeline_drawn, timeline_table
from tests.pictures.reading import parsed, texts

MADE = datetime(2026, 11, 20, 12, 0, 5, tzinfo=UTC)
START = date(2026, 11, 20)


def schedule(**changed: object) -> Schedule:
    values: dict[str, object] = {
        "drug": "tavorexin",
        "steps": (DoseStep(mg_per_day=5, day=0), DoseStep(mg_per_day=7.5, day=14)),
        "tests": (TestDay(day=7, of="weekly"), TestDay(day=14, of="before-step"), TestDay(day=28, of="after-step")),
        "gaps": (),
        "ceiling_mg_per_day": 7.5,
        "ceiling_because": "",
        "start": START,
        "not_before": START,
        "grounds": ("Restart at 5 mg; then wait, always.",),
        "besides": (),
    }
    return Schedule(**{**values, **changed})  # type: ignore[arg-type]  # The fields as they are named above.


def written(**changed: object) -> str:
    return calendar(schedule(**changed), start=START, answer_id="ans_1", made=MADE)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_each_day_on_which_something_is_due_is_an_event_of_a_whole_day() -> None:
    lines = unfolded(written())

    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Groundrule//Restart schedule//EN"]
    assert [line for line in lines if line.startswith(("UID", "DTSTART", "SUMMARY"))] == [
        "UID:ans_1-day-0@groundrule", "DTSTART;VALUE=DATE:20261120", "SUMMARY:First dose: tavorexin 5 mg a day",
        "UID:ans_1-day-7@groundrule", "DTSTART;VALUE=DATE:20261127", "SUMMARY:Test",
        "UID:ans_1-day-14@groundrule", "DTSTART;VALUE=DATE:20261204",
        "SUMMARY:Test before the step\\; then at the earliest tavorexin 7.5 mg a day",
        "UID:ans_1-day-28@groundrule", "DTSTART;VALUE=DATE:20261218", "SUMMARY:Test after the step",
    ]  # fmt: skip
    assert lines.count("DTSTAMP:20261120T120005Z") == 4
    assert "DESCRIPTION:Restart at 5 mg\\; then wait\\, always." in lines
    assert lines[-1] == "END:VCALENDAR"


def test_the_same_schedule_is_the_same_calendar_and_another_day_moves_its_events_alone() -> None:
    later = calendar(schedule(), start=date(2026, 12, 1), answer_id="ans_1", made=MADE)

    def named(text: str) -> list[str]:
        return [line for line in unfolded(text) if line.startswith("UID")]

    assert written() == written()
    assert named(later) == named(written())
    assert "DTSTART;VALUE=DATE:20261215" in later


def test_a_step_without_a_day_has_no_event_and_no_place_on_a_timeline() -> None:
    open_ = {"steps": (DoseStep(mg_per_day=5, day=0), DoseStep(mg_per_day=7.5, day=None)), "tests": ()}

    assert written(**open_).count("BEGIN:VEVENT") == 1
    assert timeline_drawn(schedule(**open_)) is None
    assert due(schedule(**open_))[-1] == (None, ("then tavorexin 7.5 mg a day",))


@settings(max_examples=200, deadline=None)
@given(drug=st.text(min_size=1, max_size=200), ground=st.text(max_size=400))
def test_no_text_breaks_out_of_its_line_and_none_is_longer_than_allowed(drug: str, ground: str) -> None:
    text = written(drug=drug, grounds=(ground,))

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(text)}
    assert names == {
        "BEGIN", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP", "END",
    }  # fmt: skip


def test_the_timeline_shows_every_dose_its_date_the_tests_and_the_ceiling() -> None:
    drawn = timeline_drawn(schedule())
    assert drawn is not None
    shown = [text for *_, text in texts(parsed(drawn))]
    rows = [" ".join(cell.text or "" for cell in row) for row in parsed(timeline_table(schedule())).iter("tr")]

    assert {"5 mg", "7.5 mg", "20 Nov", "4 Dec", "not above 7.5 mg a day", "test (3 in all)"} <= set(shown)
    assert rows[1:] == [
        "day 0, 20\u00a0Nov\u00a02026 first dose: tavorexin 5 mg a day",
        "day 7, 27\u00a0Nov\u00a02026 test",
        "day 14, 4\u00a0Dec\u00a02026 test before the step; then at the earliest tavorexin 7.5 mg a day",
        "day 28, 18\u00a0Dec\u00a02026 test after the step",
    ]


@settings(max_examples=60, deadline=None)
@given(count=st.integers(2, 40), apart=st.integers(1, 60), size=st.integers(1, 50))
def test_a_timeline_keeps_its_labels_apart_however_many_steps_it_has(count: int, apart: int, size: int) -> None:
    steps = tuple(DoseStep(mg_per_day=float(size * (n + 1)), day=n * apart) for n in range(count))
    drawn = timeline_drawn(schedule(steps=steps, tests=(), ceiling_mg_per_day=float(size * count), start=None))
    assert drawn is not None
    dates = sorted((x, anchor) for x, _, anchor, text in texts(parsed(drawn)) if text.startswith("day "))

    assert dates[0][0] >= 0
    spans = [(x, x + 42) if anchor == "start" else (x - 42, x) for x, anchor in dates]
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))
