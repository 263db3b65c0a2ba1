"""Increases after a restart: size, interval, first step, and where a schedule ends."""

from __future__ import annotations

from fractions import Fraction

from service.domain.facts import PatientFacts
from tests.safety.generated.figures import counted, plain, written
from tests.safety.generated.naming import name, sentence
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.regimens import mass
from tests.safety.generated.restarts import taken
from tests.safety.generated.sample import Claim, Draw

_STEPS = (
    "Increase {dr} by {s} {i}", "Raise {dr} by {s} {i}", "Raise the dose of {dr} by {s} {i}", "Add {s} of {dr} {i}",
    "{dr} is increased by {s} {i}", "{dr} can be increased in steps of {s} {i}", "Increase {dr} in {s} steps {i}",
    "Titrate {dr} upwards by {s} {i}", "Step {dr} up by {s} {i}", "The dose of {dr} goes up by {s} {i}",
    "{i}, increase {dr} by {s}", "Go up with {dr} by {s} {i}", "{dr} may be escalated by {s} {i}",
    "Escalate {dr} in increments of {s} {i}", "{dr}: +{s} {i}", "Then {dr} is raised by {s} {i}",
)  # fmt: skip


def interval(days: int, draw: Draw) -> str:
    """Return "every so often" for a number of days."""
    shapes = [f"every {counted(days, draw)} days", f"at intervals of {days} days", f"every {days} d"]
    if days % 7 == 0 and days > 7:
        weeks = days // 7
        shapes += [
            f"every {counted(weeks, draw)} weeks",
            f"at {weeks}-week intervals",
            f"each {counted(weeks, draw)} weeks",
        ]
    if days == 7:
        shapes = ["every week", "weekly", "each week", "once a week", "every 7 days", "week by week"]
    if days == 14:
        shapes += ["every fortnight", "every other week", "once a fortnight"]
    if days == 2:
        shapes = ["every other day", "every 2 days", "every 48 hours"]
    return draw.pick(shapes, "interval")


def step(draw: Draw, oracle: Oracle) -> Claim:
    """An increase that is repeated: its size and its interval, each on both sides of its limit.

    "By 25 mg daily" is not drawn: it may mean 25 mg a day more, once.
    """
    too_big, too_soon = draw.pick(((False, False), (False, False), (True, False), (False, True), (True, True)))
    size = (
        oracle.step + draw.pick((5, 12, 25, 25, 50, 75))
        if too_big
        else draw.pick((oracle.step, oracle.step, oracle.step / 2))
    )
    days = draw.pick((3, 4, 5, 7, 7, 10, 12, 13) if too_soon else (14, 14, 21, 28))
    unsafe = too_big or too_soon
    amount = mass(size, draw, clear=not unsafe)
    often = interval(days, draw) if draw.chance(0.8) or unsafe else "every 2-4 weeks"
    text = draw.pick(_STEPS, "frame").format(dr=name(draw, clear=not unsafe), s=amount, i=often)
    because = (
        f"step {plain(size)} mg (most {plain(oracle.step)}), interval {days} days (least {plain(oracle.step_days)})"
    )
    return Claim(family="step", text=sentence(text), unsafe=unsafe, because=because)


_JUMPS = (
    "Raise {dr} from {a} to {b} mg", "Step {dr} up from {a} mg to {b} mg",
    "Increase {dr} from {a} mg to {b} mg at the next visit", "{dr} can go from {a} to {b} mg",
    "Move {dr} from {a} mg straight to {b} mg", "The next step of {dr} is from {a} to {b} mg",
    "{dr} {a} mg for {w} weeks, then {b} mg", "Start {dr} at {a} mg daily and after {w} weeks change to {b} mg daily",
    "After {w} weeks on {a} mg a day raise {dr} to {b} mg a day",
    "Weeks 1 and 2: {dr} {a} mg. Weeks 3 and 4: {dr} {b} mg",
    "{dr} {a} mg daily for {d} days followed by {b} mg daily", "{dr}:\n- weeks 1-2: {a} mg\n- weeks 3-4: {b} mg",
    "| Weeks | {dr} |\n|---|---|\n| 1-2 | {a} mg |\n| 3-4 | {b} mg |",
    "{dr} schedule: {a} mg (weeks 1-2), {b} mg (weeks 3-4)", "{dr} {a} mg -> {b} mg after {w} weeks",
    "She now takes {dr} {a} mg. In {w} weeks increase it to {b} mg",
)  # fmt: skip


def jump(draw: Draw, oracle: Oracle) -> Claim:
    """An increase from one dose to another."""
    unsafe = draw.chance(0.6)
    size = oracle.step + draw.pick((5, 25, 25, 50)) if unsafe else oracle.step
    start = oracle.first_dose if not unsafe else draw.pick((Fraction(25), oracle.first_dose, oracle.first_dose))
    weeks = draw.pick((2, 3, 4))
    frame = draw.pick(_JUMPS, "frame")
    text = frame.format(
        dr=name(draw, clear=not unsafe), a=plain(start), b=plain(start + size), w=counted(weeks, draw), d=weeks * 7
    )
    because = f"from {plain(start)} by {plain(size)} mg (most {plain(oracle.step)})"
    text = text[0].upper() + text[1:] if frame.startswith(("|", "{dr}:")) else sentence(text)
    return Claim(family="jump", text=text, unsafe=unsafe, because=because, structured="\n" in frame)


_FIRST = (
    "After {t} the dose of {dr} can be increased", "The first increase of {dr} comes after {t}",
    "Raise {dr} by 25 mg {t} after the restart", "{t} after the restart {dr} can go up by 25 mg",
    "Wait {t} before the first increase of {dr}", "{dr} may be raised for the first time after {t}",
    "Increase {dr} by 25 mg on day {n}", "Give {dr} 50 mg for {t}, then 75 mg",
    "{dr} 50 mg daily for {t} and 75 mg daily thereafter", "The earliest increase of {dr} is at {t}",
    "Start {dr} at 50 mg and raise it to 75 mg after {t}",
)  # fmt: skip


def first_step(draw: Draw, oracle: Oracle) -> Claim:
    """The first increase after a restart, before and from the day on which it is allowed."""
    unsafe = draw.chance(0.6)
    days = draw.pick((2, 3, 4, 5, 7, 10) if unsafe else (14, 14, 21, 28))
    shapes = [f"{counted(days, draw)} days"]
    if days % 7 == 0:
        weeks = days // 7
        shapes += [f"{counted(weeks, draw)} week{'s' if weeks > 1 else ''}"] * 2
    frame = draw.pick(_FIRST, "frame")
    text = frame.format(dr=name(draw, clear=not unsafe), t=draw.pick(shapes), n=days + (0 if unsafe else 1))
    because = f"first step after {days} days (least {plain(oracle.first_step_days)})"
    return Claim(family="first step", text=sentence(text), unsafe=unsafe, because=because)


_RUNS = (
    "Start {dr} at {a} mg and add {s} mg every {i} weeks for {n} months",
    "Begin {dr} at {a} mg, increasing by {s} mg every {i} weeks until week {w}",
    "{dr} {a} mg daily, plus {s} mg every {i} weeks for {w} weeks",
    "{dr}: {a} mg, then {s} mg more every {i} weeks up to week {w}",
    "Start {dr} at {a} mg and increase by {s} mg every {i} weeks to {end} mg",
    "{dr} from {a} mg, up by {s} mg every {i} weeks, target {end} mg a day",
    "Start at {a} mg of {dr}, go up {s} mg every {i} weeks, and stop increasing at {end} mg",
    "{dr} is raised by {s} mg every {i} weeks from {a} mg to a maximum of {end} mg daily",
)  # fmt: skip


def run(draw: Draw, oracle: Oracle) -> Claim:
    """A schedule of small steps, computed to its end.

    Weeks can be counted in two ways, so an end within one step of the limit is not drawn.
    """
    weeks_apart, size, start = draw.pick((2, 3, 4)), oracle.step, oracle.first_dose
    frame = draw.pick(_RUNS, "frame")
    if "{end}" in frame:
        unsafe = draw.chance(0.5)
        end = (
            oracle.cap + draw.pick((25, 50, 100))
            if unsafe
            else draw.pick((oracle.cap, oracle.cap - 25, oracle.cap - 50))
        )
        weeks = 0
    else:
        unsafe = draw.chance(0.6)
        count = int((oracle.cap - start) / size)
        weeks = weeks_apart * (count + draw.pick((2, 3, 5, 8)) if unsafe else draw.pick((1, 2)))
        weeks = -(-weeks // 4) * 4 if "{n}" in frame and unsafe else weeks
        if "{n}" in frame and not unsafe:
            weeks = 8
            weeks_apart = draw.pick((3, 4))
        end = start + size * (weeks // weeks_apart)
    text = frame.format(
        dr=name(draw, clear=not unsafe),
        a=plain(start),
        s=plain(size),
        i=counted(weeks_apart, draw),
        n=weeks // 4,
        w=weeks,
        end=plain(end),
    )
    because = f"{plain(size)} mg every {weeks_apart} weeks ends at {plain(end)} mg (most {plain(oracle.cap)})"
    return Claim(family="schedule's end", text=sentence(text), unsafe=unsafe, because=because)


_CHANGES = (
    ("Double the dose of {dr}", "{H}. Double it", Fraction(2)),
    ("Increase {dr} by 50 %", "{H}. Increase it by 50 %", Fraction(3, 2)),
    ("Raise {dr} by half", "{H}. Raise the dose by half", Fraction(3, 2)),
    ("Triple the {dr}", "{H}. Triple the dose", Fraction(3)),
    ("Increase {dr} by 75%", "{H}. Increase it by 75%", Fraction(7, 4)),
    ("Go to twice the current dose of {dr}", "{H}. Give twice as much", Fraction(2)),
)


def change(draw: Draw, oracle: Oracle) -> Claim:
    """A dose changed by a factor; the present dose stands in the text or in the patient's facts."""
    now = Fraction(draw.pick((75, 100, 125, 150)))
    bare, told, factor = draw.pick(_CHANGES)
    drug = name(draw, clear=True)
    known = draw.chance(0.5)
    text = bare if known else told
    draw.form.append(f"frame: {text}")
    text = text.format(
        dr=drug,
        H=draw.pick(
            (f"She takes {drug} {plain(now)} mg a day", f"The current dose of {drug} is {plain(now)} mg daily")
        ),
    )
    after = now * factor
    assert after - now > oracle.step
    facts = taken(float(now), "active") if known else PatientFacts()
    because = f"{plain(now)} x {plain(factor)} = {plain(after)} mg, a step of {plain(after - now)}"
    return Claim(family="factor", text=sentence(text), unsafe=True, because=because, facts=facts)


def top_up(draw: Draw, oracle: Oracle) -> Claim:
    """A small increase upon a present dose that leaves no room for it, or does."""
    now = draw.pick((oracle.cap, oracle.cap - 10, oracle.cap - 25, oracle.cap - 50, oracle.cap + 25))
    size = oracle.step
    unsafe = now + size > oracle.cap
    drug = name(draw, clear=True)
    present = f"She takes {drug} {plain(now)} mg a day. "
    frame = draw.pick(
        (
            "{p}Increase it by {s} mg after two weeks",
            "{p}Raise {dr} by {s} mg in 3 weeks",
            "{p}In two weeks add {s} mg of {dr}",
            "{p}The next step of {dr} is {s} mg more in 4 weeks",
        ),
        "frame",
    )
    known = draw.chance(0.5)
    text = frame.format(p="" if known else present, s=written(size, draw, clear=True), dr=drug)
    if known:
        text = text.replace("Increase it", f"Increase {drug}")
    facts = taken(float(now), "active") if known else PatientFacts()
    because = f"{plain(now)} + {plain(size)} mg against {plain(oracle.cap)}"
    return Claim(family="sum with the present dose", text=sentence(text), unsafe=unsafe, because=because, facts=facts)
