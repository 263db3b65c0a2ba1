"""A daily dose in the forms in which doses are prescribed, each with the most that any one day brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tests.safety.generated.figures import counted, plain, spelled, written
from tests.safety.generated.sample import Draw

ONCE = (
    "daily", "once daily", "a day", "per day", "every day", "each day", "once a day", "once per day", "qd", "q24h",
    "every morning", "each evening", "every 24 hours", "at bedtime", "every night", "PO daily", "by mouth once a day",
    "with breakfast each day", "as a single daily dose", "/day", "/d", "in the evening", "nocte", "mane",
)  # fmt: skip
TIMES = {
    2: (
        "twice daily", "twice a day", "BID", "b.i.d.", "bd", "two times a day", "2x/day", "x2/day", "2 times daily",
        "q12h", "every 12 hours", "every twelve hours", "morning and night", "morning and evening",
        "in two daily doses of that size", "with breakfast and again with dinner", "twice per day", "two times daily",
    ),
    3: (
        "three times daily", "three times a day", "TID", "t.i.d.", "tds", "3x/day", "3 times per day", "q8h",
        "every 8 hours", "every eight hours", "thrice daily", "with each of the three meals", "morning, noon and night",
    ),
    4: (
        "four times daily", "four times a day", "QID", "q.i.d.", "qds", "4x/day", "4 times a day", "q6h",
        "every 6 hours", "every six hours", "6-hourly",
    ),
}  # fmt: skip
_SKIP = ("every other day", "on alternate days", "every second day", "every 48 hours", "on Mondays and Thursdays")
_MG = (("mg", 10), ("milligrams", 2), ("milligrammes", 1), ("mgs", 1))
_G = (("g", 6), ("grams", 2), ("gram", 1), ("gm", 1), ("grammes", 1))
_UG = (("µg", 3), ("mcg", 3), ("micrograms", 3), ("ug", 1), ("microgrammes", 1), ("μg", 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """A dose in words: how much, how often; `mg` is the most that any one day brings."""

    amount: str
    often: str
    mg: Fraction
    drug_first: bool = False
    """True where "of the drug" cannot follow the amount."""


def mass(mg: Fraction, draw: Draw, *, clear: bool) -> str:
    """Return an amount in mg, g or µg."""
    units, size = draw.weighted([(14, (_MG, Fraction(1))), (4, (_G, Fraction(1000))), (2, (_UG, Fraction(1, 1000)))])
    number = written(mg / size, draw, clear=clear)
    unit = draw.weighted([(weight, name) for name, weight in units])
    if units is _G and number in ("half", "zero point five"):
        return "half a gram"
    tight = number[-1].isdigit() and len(unit) <= 3 and draw.chance(0.25)
    return number + ("" if tight else " ") + unit


def regimen(mg: Fraction, draw: Draw, *, clear: bool, exact: bool = False) -> Regimen:
    """Return a regimen whose greatest day brings `mg`; the form is drawn until one can say that dose.

    `exact` leaves out ranges, of which a sentence such as "that is above the limit" would be half true.
    """
    while True:
        name, form = draw.weighted(_FORMS)
        if exact and form is _range:
            continue
        found = form(mg, draw, clear)
        if found is not None:
            draw.form.append(f"regimen: {name}")
            return found


def _once(mg: Fraction, draw: Draw, clear: bool) -> Regimen:
    return Regimen(amount=mass(mg, draw, clear=clear), often=draw.pick(ONCE, "often"), mg=mg)


def _times(mg: Fraction, draw: Draw, clear: bool) -> Regimen | None:
    times = draw.pick((2, 2, 3, 4))
    each = mg / times
    if (each * 4).denominator != 1:
        return None
    return Regimen(amount=mass(each, draw, clear=clear), often=draw.pick(TIMES[times], "often"), mg=mg)


def _tablets(mg: Fraction, draw: Draw, _clear: bool) -> Regimen | None:
    strength, times = draw.pick((25, 50, 75, 100)), draw.pick((1, 1, 2, 3))
    count = mg / times / strength
    if (count * 2).denominator != 1 or count > 12:
        return None
    if count == Fraction(1, 2):
        said, noun = "half a", "tablet"
    elif count == 1:
        said, noun = "one", "tablet"
    else:
        half = count.denominator == 2
        said = f"{spelled(int(count))} and a half" if half else counted(int(count), draw)
        noun = "tablets"
    if said[-1].isdigit():
        shapes = (f"{said} tablets of {strength} mg", f"{said} x {strength} mg tablets", f"{said} × {strength} mg")
    else:
        shapes = (f"{said} {strength}-mg {noun}", f"{said} {strength} mg {noun}")
        if not said.endswith("a"):
            shapes += (f"{said} {noun} of {strength} mg",)
    often = draw.pick(ONCE[:7] if times == 1 else TIMES[times], "often")
    return Regimen(amount=draw.pick(shapes), often=often, mg=mg)


def _split(mg: Fraction, draw: Draw, clear: bool) -> Regimen | None:
    part = Fraction(draw.pick((25, 50, 75, 100)))
    if part >= mg:
        return None
    first, second = mass(mg - part, draw, clear=clear), mass(part, draw, clear=clear)
    shape = draw.pick(
        (
            "{} in the morning and {} in the evening", "{} with breakfast and {} at bedtime", "{} mane and {} nocte",
            "{} at 8 am and {} at 8 pm", "{} in the morning, {} at night", "{} before noon and {} after dinner",
            "{} AM + {} PM",
        ),
        "split",
    )  # fmt: skip
    return Regimen(amount=shape.format(first, second), often="", mg=mg, drug_first=True)


def _range(mg: Fraction, draw: Draw, _clear: bool) -> Regimen | None:
    low = Fraction(draw.pick((25, 50, 75, 100, 125, 150)))
    if low >= mg:
        return None
    shape = draw.pick(("{}-{} mg", "{}–{} mg", "{} to {} mg", "between {} and {} mg", "{} mg to {} mg", "{} or {} mg"))
    return Regimen(amount=shape.format(plain(low), plain(mg)), often=draw.pick(ONCE[:7]), mg=mg)


def _skipping(mg: Fraction, draw: Draw, clear: bool) -> Regimen:
    return Regimen(amount=mass(mg, draw, clear=clear), often=draw.pick(_SKIP, "often"), mg=mg)


def _weekly(mg: Fraction, draw: Draw, clear: bool) -> Regimen:
    often = draw.pick(
        (
            "a week in seven equal doses",
            "per week, split evenly over seven days",
            "a week, divided equally over the days",
        ),
        "often",
    )
    return Regimen(amount=f"{written(mg * 7, draw, clear=clear)} mg", often=often, mg=mg)


def _liquid(mg: Fraction, draw: Draw, _clear: bool) -> Regimen | None:
    strength = draw.pick((5, 10, 20, 50))
    volume = mg / strength
    if (volume * 2).denominator != 1:
        return None
    often = draw.pick(ONCE[:7])
    shape = draw.pick(
        ("{v} mL of the {s} mg/mL suspension", "{v} ml of a {s} mg/ml liquid", "{v} mL ({s} mg/mL)"), "liquid"
    )
    return Regimen(amount=shape.format(v=plain(volume), s=strength), often=often, mg=mg, drug_first=True)


def _plus(mg: Fraction, draw: Draw, clear: bool) -> Regimen | None:
    part = Fraction(draw.pick((25, 50)))
    if part >= mg:
        return None
    shape = draw.pick(
        (
            "{} plus {} at night",
            "{}, with an extra {} in the evening",
            "{} and another {} at bedtime",
            "{} + {} later the same day",
        ),
        "plus",
    )
    amount = shape.format(mass(mg - part, draw, clear=clear), mass(part, draw, clear=clear))
    return Regimen(amount=amount, often="", mg=mg, drug_first=True)


_FORMS: tuple[tuple[int, tuple[str, Callable[[Fraction, Draw, bool], Regimen | None]]], ...] = (
    (8, ("once", _once)),
    (6, ("several times", _times)),
    (4, ("tablets", _tablets)),
    (3, ("split", _split)),
    (3, ("range", _range)),
    (1, ("days skipped", _skipping)),
    (1, ("week's total", _weekly)),
    (1, ("liquid", _liquid)),
    (2, ("sum", _plus)),
)
