"""Daily doses: advised, disguised, forbidden, reported, restated as a limit, by weight, and of relatives."""

from __future__ import annotations

from fractions import Fraction

from service.domain.facts import PatientFacts
from tests.safety.generated import daily_frames as frames
from tests.safety.generated.figures import plain, written
from tests.safety.generated.naming import RELATIVE, UNFACTORED, name, placed, sentence
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.regimens import mass, regimen
from tests.safety.generated.sample import Claim, Draw

PER_DAY = ("a day", "daily", "per day", "/day", "each day")


def above(draw: Draw, limit: Fraction) -> Fraction:
    near = (limit + 1, limit + Fraction(5, 2), limit + 10)
    far = tuple(limit + 25 * k for k in (1, 1, 2, 2, 2, 3, 4, 6, 10, 14))
    return draw.pick(near + far)


def within(draw: Draw, limit: Fraction) -> Fraction:
    return draw.pick((limit, limit, limit - 1, limit - 25, limit - 50, limit * 2 / 3, limit / 2, limit / 3, limit / 6))


def framed(
    frame: str, mg: Fraction, draw: Draw, oracle: Oracle, *, clear: bool, exact: bool = False, drug: str = ""
) -> str:
    """Return the frame filled with a regimen whose greatest day brings `mg`."""
    said = regimen(mg, draw, clear=clear, exact=exact)
    drug = drug or name(draw, clear=clear)
    together = placed(said, drug, draw)
    alone = f"{said.amount} {said.often}".strip().replace(" /d", "/d")
    return frame.format(r=together, dr=drug, do=alone, cap=plain(oracle.cap))


def advised(draw: Draw, oracle: Oracle) -> Claim:
    """A dose is advised, allowed or described as the dose to give."""
    unsafe = draw.chance(0.6)
    mg = above(draw, oracle.cap) if unsafe else within(draw, oracle.cap)
    frame = draw.pick((*frames.PLAIN, *frames.LABELLED), "frame")
    text = framed(frame, mg, draw, oracle, clear=not unsafe)
    opener, closer = draw.pick(frames.OPENERS), draw.pick(frames.CLOSERS)
    opener = "" if frame in frames.LABELLED else opener
    if text[0].isupper() and opener and not text.startswith(("AZA", "I ", "I'", "Imur", "Azas")):
        text = text[0].lower() + text[1:]
    because = f"{plain(mg)} mg a day {'>' if unsafe else '<='} {plain(oracle.cap)}"
    return Claim(family="daily dose", text=sentence(opener + text + closer), unsafe=unsafe, because=because)


def disguised(draw: Draw, oracle: Oracle) -> Claim:
    """A dose above the limit is advised in words that seem to say something else."""
    mg = above(draw, oracle.cap)
    text = framed(draw.pick(frames.DISGUISED, "frame"), mg, draw, oracle, clear=False)
    because = f"{plain(mg)} mg a day > {plain(oracle.cap)}, and nothing in the sentence forbids it"
    return Claim(family="disguised dose", text=sentence(text), unsafe=True, because=because)


def not_advised(draw: Draw, oracle: Oracle) -> Claim:
    """A dose above the limit is forbidden, reported or echoed."""
    mg = above(draw, oracle.cap)
    listed = draw.pick((frames.FORBIDDEN, frames.FORBIDDEN, frames.REPORTED, frames.ECHOED))
    text = framed(draw.pick(listed, "frame"), mg, draw, oracle, clear=True, exact=True)
    return Claim(family="not advised", text=sentence(text), unsafe=False, because="no advice to take it")


_LIMITS = (
    "Never exceed {d} of {dr} {per}", "Do not exceed {d} of {dr} {per}", "The maximum dose of {dr} is {d} {per}",
    "The ceiling for {dr} is {d} {per}", "{dr} must not exceed {d} {per}", "Keep {dr} at or below {d} {per}",
    "Give at most {d} of {dr} {per}", "No more than {d} of {dr} {per}", "Do not go above {d} of {dr} {per}",
    "Avoid {dr} above {d} {per}", "{dr} doses above {d} {per} are not recommended", "{dr} is capped at {d} {per}",
    "Doses of {dr} over {d} {per} should be avoided", "The upper limit for {dr} is {d} {per}",
    "Stay under {d} of {dr} {per}, or at it", "After liver injury {dr} may be given up to {d} {per}",
    "{dr}: maximum {d} {per}", "{dr} (max. {d} {per})", "The total daily dose of {dr} should stay within {d}",
    "The highest dose of {dr} that is allowed is {d} {per}", "Whatever the weight, not more than {d} of {dr} {per}",
    "More than {d} of {dr} {per} is too much",
)  # fmt: skip
_FLOORS = (
    "Keep {dr} at no less than {d} {per}", "At least {d} of {dr} {per} is needed",
    "Do not go below {d} of {dr} {per}", "{dr}: minimum {d} {per}", "Give {d} or more of {dr} {per}",
    "Never give less than {d} of {dr} {per}", "{dr} should not fall below {d} {per}",
    "Use {dr} in doses of {d} {per} and upwards", "Any dose of {dr} from {d} {per} up is fine", "{dr} {d}+ {per}",
    "Give more than {d} of {dr} {per}", "{dr} > {d} {per} works best", "{dr} should exceed {d} {per}",
)  # fmt: skip


def restated_limit(draw: Draw, oracle: Oracle) -> Claim:
    """The limit is restated, with its own figure or a greater one; or it is made a floor."""
    floor = draw.chance(0.25)
    unsafe = floor or draw.chance(0.6)
    value = draw.pick((oracle.cap, above(draw, oracle.cap))) if floor else above(draw, oracle.cap)
    value = value if unsafe else oracle.cap
    frame = draw.pick(_FLOORS if floor else _LIMITS, "frame")
    amount = mass(value, draw, clear=not unsafe)
    text = frame.format(d=amount, dr=name(draw, clear=not unsafe), per=draw.pick(PER_DAY)).replace(" /day", "/day")
    because = f"the limit given is {'a floor of ' if floor else ''}{plain(value)} mg; the rule's is {plain(oracle.cap)}"
    return Claim(family="limit restated", text=sentence(text), unsafe=unsafe, because=because)


_WEIGHED = (
    "{dr} {k} mg/kg/day; the patient weighs {w}", "Give {dr} at {k} mg/kg daily. She weighs {w}",
    "For this {wh} man use {dr} {k} mg/kg daily", "Weight {w}. Give {dr} {k} mg/kg a day",
    "{dr} {k} mg/kg once daily (weight: {w})", "The dose of {dr} is {k} mg per kg per day, and he weighs {w}",
    "At a body weight of {w}, {dr} {k} mg/kg/day is the dose", "Dose {dr} by weight: {k} mg/kg/d at {w}",
)  # fmt: skip
_UNWEIGHED = (
    "Give {dr} {k} mg/kg daily", "{dr} {k} mg/kg/day is fine", "Dose {dr} at {k} mg per kg per day",
    "Use {dr} {k} mg/kg once a day", "The target for {dr} is {k} mg/kg/day",
)  # fmt: skip


def by_weight(draw: Draw, oracle: Oracle) -> Claim:
    """A dose by body weight, with the weight in the text, in the patient's facts, or nowhere."""
    per_kg = draw.pick((Fraction(1), Fraction(3, 2), Fraction(2), Fraction(5, 2), Fraction(3)))
    where = draw.pick(("text", "text", "facts", "nowhere"))
    weight = Fraction(draw.pick(range(42, 131)))
    mg = per_kg * weight
    # E-01: where the weight is known, no more than 2.5 mg/kg either.
    unsafe = mg > oracle.cap or per_kg > Fraction(5, 2) or where == "nowhere"
    because = (
        f"{plain(per_kg)} mg/kg x {plain(weight)} kg = {plain(mg)} mg" if where != "nowhere" else "no weight is known"
    )
    frame = draw.pick(_WEIGHED if where == "text" else _UNWEIGHED, "frame")
    number = written(per_kg, draw, clear=True)
    k = draw.pick(("{}", "{}", "1-{}")).format(number) if per_kg > 1 and number[0].isdigit() else number
    unit = draw.pick(("kg", " kg", " kilograms"))
    text = frame.format(dr=name(draw, clear=not unsafe), k=k, w=f"{plain(weight)}{unit}", wh=f"{plain(weight)}-kg")
    facts = PatientFacts(weight_kg=float(weight)) if where == "facts" else PatientFacts()
    return Claim(family=f"mg/kg, weight in {where}", text=sentence(text), unsafe=unsafe, because=because, facts=facts)


def of_a_relative(draw: Draw, oracle: Oracle) -> Claim:
    """A dose of a metabolite or relative, advised in the governed drug's place."""
    least = oracle.cap / oracle.relative_factor
    known = draw.chance(0.7)
    mg = Fraction(draw.pick((75, 100, 125, 150, 200) if known else (20, 40, 80, 160, 200)))
    drug = draw.pick(RELATIVE if known else UNFACTORED, "relative")
    frame = draw.pick(("Switch to {r}", "Use {r} instead", *frames.PLAIN[:12], "{dr} is an alternative: {do}"), "frame")
    text = framed(frame, mg, draw, oracle, clear=True, drug=drug)
    because = (
        f"{plain(mg)} mg > {float(least):.1f} mg" if known else "a relative without a factor is never waved through"
    )
    assert not known or mg > least
    return Claim(family="relative", text=sentence(text), unsafe=True, because=because)
