"""How often, and how many times: frequencies in times a day and multiples, from words and signs."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.measures import TIME_UNITS
from service.safety.english.wordlist import listed, words
from service.safety.text.number_words import Number
from service.safety.text.numerals import read_number
from service.safety.text.occasions import (
    EACH_OF,
    EVENTS,
    MAX_TIMES,
    Frequency,
    no_count,
    number_at,
    occasions_of,
    of_that_size,
)
from service.safety.text.schemes import read_scheme
from service.safety.text.tokens import Kind, Raw, Token

_NTH = {word: n for n, word in enumerate(listed("_ _ second third fourth fifth sixth seventh eighth ninth tenth"))} | {
    **dict.fromkeys(("other", "alternate", "2nd"), 2),
    "3rd": 3,
    "4th": 4,
    "twelfth": 12,
    "fourteenth": 14,
    "thirtieth": 30,
}
#: The denominators of "2/52", "10/7" and "3/12": weeks, days, months.
_SLASHED = {"52": ("week", 7.0), "7": ("day", 1.0), "12": ("month", 30.0)}
_BEFORE_SLASHED = words("in for every after over within at next last repeat rpt recheck past × ~ of until - per")
_ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_PER = frozenset(("a", "per", "/", "each", "every", "in", "an", "-"))
_ADVERBS = {
    "daily": 1.0,
    "weekly": 7.0,
    "monthly": 30.0,
    "nightly": 1.0,
    "hourly": 1 / 24,
    "yearly": 365.0,
    "fortnightly": 14.0,
}
_AFTER_A_TIME = words("later ago after before of or earlier from apart without off long gap")
_LATER = words("later ago earlier apart")
_BEFORE_A_TIME = words("for in within after about once over than under half only wait every")


def read_frequency(raw: Sequence[Raw], i: int, before: Token | None, number: Number | None) -> Frequency | None:
    """The frequency that starts at `raw[i]`, or None; `number` is the number that starts there."""
    word = raw[i].lower
    if word in EACH_OF and (occasions := occasions_of(raw, i)) is not None:
        return occasions
    if word in ("/", "per", "a", "each"):
        return _period(raw, i, before)
    if word in ("in", "into", "as"):
        return _divided(raw, i + 1)
    if word in _ONCE:
        return _times(raw, i + 1, _ONCE[word], _ONCE[word], bare=True)
    if word == "at" and i + 2 < len(raw) and raw[i + 1].lower in ("intervals", "interval") and raw[i + 2].lower == "of":
        return _every(raw, i + 2)
    if word in ("every", "q") or (word == "at" and number_at(raw, i + 1)):
        return _every(raw, i)
    if word == "×":
        factor = read_number(raw, i + 1)
        return None if factor is None else _times(raw, factor.next, *factor.readings[0], bare=True)
    if raw[i].sort == "n" and (scheme := read_scheme(raw, i, before)) is not None:
        return scheme
    return None if number is None or no_count(raw[i]) else _counted(raw, number)


def _period(raw: Sequence[Raw], i: int, before: Token | None) -> Frequency | None:
    """A day, per week, each six weeks."""
    word = raw[i].lower
    if word == "each" and (spaced := _every(raw, i)) is not None:
        return spaced
    after_amount = before is not None and before.kind in (Kind.UNIT, Kind.NUMBER, Kind.MULTIPLE)
    if not after_amount and word != "/" and before is not None and before.text.lower() in _BEFORE_A_TIME:
        return None
    return _rate(raw, i, before) if after_amount or word != "/" else None


def _divided(raw: Sequence[Raw], i: int) -> Frequency | None:
    """In two doses: how an amount already counted for the whole day is shared out."""
    number = number_at(raw, i)
    if number is None:
        return None
    j = number.next
    if j < len(raw) and raw[j].lower == "daily":
        j += 1
    if j < len(raw) and raw[j].lower in ("equal", "divided", "separate", "split", "equally"):
        j += 1
    if j < len(raw) and raw[j].lower in ("doses", "portions", "parts"):
        if j + 1 < len(raw) and raw[j + 1].lower == "of":
            return of_that_size(raw, j + 2, number)
        return "divided", 1.0, 1.0, j + 1
    return None


def _counted(raw: Sequence[Raw], number: Number) -> Frequency | None:
    low, high = number.readings[0]
    j = number.next
    if high > MAX_TIMES or j >= len(raw):
        return None
    if raw[j].lower in ("×", "times", "time") or raw[j].lower in EVENTS:
        return _times(raw, j + 1, low, high, bare=True)
    if raw[j].text == "-" and j + 1 < len(raw) and raw[j + 1].lower in ("hourly", "weekly", "monthly", "times"):
        j += 1
    if j < len(raw) and raw[j].lower in ("hourly", "weekly", "monthly", "hrly") and high <= 24:
        days = 1 / 24 if raw[j].lower.startswith("h") else _ADVERBS[raw[j].lower]
        return ("every", 1 / (high * days), 1 / (low * days), j + 1) if low > 0 else None
    if j < len(raw) and raw[j].text == "/" and float(low).is_integer():
        return _times(raw, j, low, high, bare=False)
    return None


def _times(raw: Sequence[Raw], j: int, low: float, high: float, *, bare: bool) -> Frequency | None:
    """What follows "three times": a day, daily, per week, /day, in 24 hours."""
    if j < len(raw) and raw[j].lower == "times":
        j += 1
    if j + 1 < len(raw) and raw[j].lower in ("in", "for") and (spread := _within(raw, j + 1)) is not None:
        return "times", low / spread[0], high / spread[0], spread[1]
    linked = False
    for _ in range(2):
        if j < len(raw) and raw[j].lower in _PER:
            j, linked = j + 1, True
    if j >= len(raw):
        return None
    word = raw[j].lower
    if bare and word in _ADVERBS:
        return _id(low, _ADVERBS[word]), low / _ADVERBS[word], high / _ADVERBS[word], j + 1
    if raw[j].text == "24" and j + 1 < len(raw) and raw[j + 1].lower in ("h", "hours", "hrs", "hr"):
        return "times", low, high, j + 2
    unit = TIME_UNITS.get(word)
    if unit is None or not linked:
        return None
    return _id(low, unit[1]), low / unit[1], high / unit[1], j + 1


def _within(raw: Sequence[Raw], j: int) -> tuple[float, int] | None:
    """Days of "the first two weeks" and the index after it."""
    while j < len(raw) and raw[j].lower in ("the", "first", "next"):
        j += 1
    number = number_at(raw, j)
    if number is None and j < len(raw) and raw[j].lower in ("fortnight", "week", "month"):
        return TIME_UNITS[raw[j].lower][1], j + 1
    if number is None or number.next >= len(raw) or number.readings[0][1] <= 0:
        return None
    unit = TIME_UNITS.get(raw[number.next].lower)
    return None if unit is None or unit[0] == "hour" else (number.readings[0][1] * unit[1], number.next + 1)


def _id(low: float, days: float) -> str:
    if days == 1:
        return {1.0: "daily", 2.0: "twice", 3.0: "three", 4.0: "four"}.get(low, "times")
    return "weekly" if days == 7 else "times"


def _every(raw: Sequence[Raw], i: int) -> Frequency | None:
    """Every N hours, q6h, every second day, at 2-week intervals."""
    j = i + 1
    if j >= len(raw):
        return None
    low, high, j = _nth(raw, j)
    if j < len(raw) and raw[j].text == "-":
        j += 1
    unit = TIME_UNITS.get(raw[j].lower) if j < len(raw) else None
    if unit is None and j < len(raw) and raw[j].lower in ("hourly", "hrly"):
        unit = ("hour", 1 / 24)
    if unit is None or low <= 0:
        return None
    j += 1
    if raw[i].lower == "at":
        if j >= len(raw) or raw[j].lower not in ("intervals", "interval", "steps"):
            return None
        j += 1
    if unit[0] == "day" and low == high == 2 and raw[i + 1].sort == "w" and raw[i + 1].lower in _NTH:
        return "alternate", 1.0, 1.0, j
    days = unit[1]
    if j + 1 < len(raw) and raw[j].lower == "or" and raw[j + 1].lower == "two":
        high, j = 2 * high, j + 2
    if days == low == high == 1:
        return "daily", 1.0, 1.0, j
    return "every", 1 / (high * days), 1 / (low * days), j


def _nth(raw: Sequence[Raw], j: int) -> tuple[float, float, int]:
    """How many of a unit of time lie between: "third", "second or third", "10 to 14"; the index after it."""
    if raw[j].lower not in _NTH:
        number = read_number(raw, j)
        return (1.0, 1.0, j) if number is None else (*number.readings[0], number.next)
    low = float(_NTH[raw[j].lower])
    if j + 2 < len(raw) and raw[j + 1].lower in ("or", "to") and raw[j + 2].lower in _NTH:
        return low, float(_NTH[raw[j + 2].lower]), j + 3
    return low, low, j + 1


def read_slashed_time(raw: Sequence[Raw], i: int, tokens: Sequence[Token]) -> tuple[str, float] | None:
    """The unit of time that "/52", "/7" or "/12" is behind the number of weeks, days or months."""
    if not tokens or tokens[-1].kind is not Kind.NUMBER or i + 1 >= len(raw) or tokens[-1].end != raw[i].start:
        return None
    unit = _SLASHED.get(raw[i + 1].text) if raw[i + 1].start == raw[i].end else None
    timed = len(tokens) > 1 and tokens[-2].text.lower() in _BEFORE_SLASHED
    return unit if unit is not None and (unit[0] == "week" or timed) else None


def _rate(raw: Sequence[Raw], i: int, before: Token | None) -> Frequency | None:
    """Per day, /d, a day: an amount for a whole period."""
    j = i + 1
    if j >= len(raw):
        return None
    if raw[j].lower in ("single", "one", "calendar") and raw[i].lower != "/":
        j += 1
    if j + 1 < len(raw) and raw[j].text == "24" and raw[j + 1].lower in ("h", "hr", "hrs", "hours"):
        return "per-day", 1.0, 1.0, j + 2
    unit = TIME_UNITS.get(raw[j].lower) if j < len(raw) else None
    if unit is None or (raw[i].lower in ("a", "each") and raw[j].lower in ("d", "h", "w", "y")):
        return None
    amount = unit[0] == "day" and before is not None and before.kind is Kind.UNIT
    later = j + 1 < len(raw) and raw[j + 1].lower in (_LATER if amount else _AFTER_A_TIME)
    if raw[i].lower == "a" and later:
        return None
    if unit[0] == "day":
        return ("per-day" if raw[i].lower != "each" else "daily"), 1.0, 1.0, j + 1
    return f"per-{unit[0]}", 1 / unit[1], 1 / unit[1], j + 1
