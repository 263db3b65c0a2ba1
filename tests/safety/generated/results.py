"""Laboratory results in the notations of several laboratories, each with the ratio that its own digits give."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.safety.generated.figures import plain, spelled
from tests.safety.generated.sample import Draw

TRANSAMINASES = ("ALT", "ALT", "AST", "SGPT", "alanine aminotransferase", "ALAT")
_PER_LITRE = ("U/L", "U/L", "IU/L", "U/l", "units/L")
#: U/L in one µkat/L and in one nkat/L.
_KATAL = {"µkat/L": Fraction(60), "nkat/L": Fraction(6, 100)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result in words, as a noun phrase and as a sentence."""

    noun: str
    clause: str


def times_upper_limit(ratio: Fraction, draw: Draw) -> Result:
    """Return a transaminase at a multiple of its upper limit of normal, as a multiple or as a value with the limit.

    The written digits are rounded away from the nearest whole multiple, so that the ratio keeps its side of any line.
    """
    analyte = draw.pick(TRANSAMINASES)
    if draw.chance(0.45):
        return _multiple(analyte, ratio, "upper", draw)
    upper = draw.pick((30, 35, 40, 45, 50))
    value = ratio * upper
    limit, shown = f"{upper}", _whole(value, ratio)
    unit = draw.pick(_PER_LITRE)
    if draw.chance(0.25):
        unit, per = draw.pick(tuple(_KATAL.items()))
        places = 2 if unit.startswith("µ") else 0
        limit, shown = (
            _rounded(Fraction(upper) / per, places, up=ratio < 3),
            _rounded(value / per, places, up=ratio >= 3),
        )
    said = (analyte, shown, unit, limit)
    return Result(
        noun=draw.pick(("an {} of {} {} (ULN {})", "{} {} {} with an upper limit of {}")).format(*said),
        clause=draw.pick(
            ("{} is {} {} (ULN {})", "{} {} {}, ULN {}", "the {} is {} {} (upper limit of normal {})")
        ).format(*said),
    )


def times_baseline(ratio: Fraction, draw: Draw) -> Result:
    """Return a raised transaminase at a multiple of the patient's own baseline."""
    return _multiple(draw.pick(TRANSAMINASES), ratio, "baseline", draw)


def absolute(value: Fraction, draw: Draw) -> Result:
    """Return a transaminase as a bare value, well off the line, so that rounding cannot cross it."""
    analyte = draw.pick(TRANSAMINASES)
    unit = draw.pick(_PER_LITRE)
    shown = plain(Fraction(int(value)))
    if draw.chance(0.3):
        unit, per = draw.pick(tuple(_KATAL.items()))
        shown = _rounded(value / per, 1 if unit.startswith("µ") else 0, up=True)
    said = draw.pick(("{} is {} {}", "{} {} {}", "the {} reached {} {}")).format(analyte, shown, unit)
    return Result(noun=f"an {analyte} of {shown} {unit}", clause=said)


def bilirubin(ratio: Fraction, draw: Draw) -> Result:
    """Return a bilirubin at a multiple of its upper limit together with a raised transaminase."""
    raised = draw.pick(("raised ALT", "raised transaminases", "an ALT of 90 U/L (ULN 40)", "elevated AST"))
    if draw.chance(0.5):
        said = _multiple("bilirubin", ratio, "upper", draw)
        return Result(noun=f"{said.noun} and {raised}", clause=f"{said.clause} with {raised}")
    upper, unit, places = draw.pick(
        ((Fraction(20), "µmol/L", 0), (Fraction(12, 10), "mg/dL", 1), (Fraction(1), "mg/dL", 1))
    )
    shown = _rounded(ratio * upper, places, up=True)
    return Result(
        noun=f"a bilirubin of {shown} {unit} (ULN {plain(upper)}) and {raised}",
        clause=f"bilirubin is {shown} {unit} (ULN {plain(upper)}) with {raised}",
    )


def _multiple(analyte: str, ratio: Fraction, of: str, draw: Draw) -> Result:
    digits = plain(ratio)
    word = spelled(int(ratio)) if ratio.denominator == 1 else digits
    short, long = ("ULN", "the upper limit of normal") if of == "upper" else ("baseline", "the baseline")
    shapes = ("{d} x {s}", "{d}x {s}", "{d} × {s}", "{w} times {l}", "{w}-fold {l}", "{d} times {s}", "{w} times {s}")
    said = draw.pick(shapes, "multiple").format(d=digits, w=word, s=short, l=long)
    article = "a" if analyte == "bilirubin" else "an"
    clause = draw.pick(("{} is {}", "{} {}", "{} has risen to {}")).format(analyte, said)
    return Result(noun=f"{article} {analyte} of {said}", clause=clause)


def _whole(value: Fraction, ratio: Fraction) -> str:
    return str(-(-value.numerator // value.denominator)) if ratio >= 3 else str(int(value))


def _rounded(value: Fraction, places: int, *, up: bool) -> str:
    scaled = value * 10**places
    whole = -(-scaled.numerator // scaled.denominator) if up else int(scaled)
    return plain(Fraction(whole, 10**places))
