"""The schedule of a restart as a calendar (iCalendar, RFC 5545): an event for each day on which something is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from service.domain.pictures import Schedule
from service.pictures.elements import fit
from service.pictures.timeline import due, notes

#: RFC 5545, 3.1: a line has at most so many octets, its end not counted.
_LONGEST = 75


def calendar(schedule: Schedule, *, start: date, answer_id: str, made: datetime) -> str:
    """Return the events from a day of restart on, the same ones each time, so that an import replaces them.

    Steps to which the rules give no day have no event; what the schedule leaves open stands in every description.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Groundrule//Restart schedule//EN", "METHOD:PUBLISH"]
    stamp = made.strftime("%Y%m%dT%H%M%SZ")
    described = "\n".join((*notes(schedule), *schedule.grounds))
    for day, what in due(schedule):
        if day is not None:
            lines += _event(f"{answer_id}-day-{day}@groundrule", stamp, start + timedelta(days=day), what, described)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(uid: str, stamp: str, day: date, what: tuple[str, ...], described: str) -> list[str]:
    summary = "; then ".join(what)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"SUMMARY:{_text(summary[:1].upper() + summary[1:])}",
        f"DESCRIPTION:{_text(described)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A text value (RFC 5545, 3.3.11), its line ends written out so that no text can begin a line of its own."""
    plain = fit(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each but the first after a blank; no sign is torn apart."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > _LONGEST:
            yield piece
            piece = " "
        piece += sign
    yield piece
