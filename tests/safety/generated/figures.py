"""Numbers in writing: digits with the separators of several countries, and words."""

from __future__ import annotations

from fractions import Fraction

from tests.safety.generated.sample import Draw

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_FRACTIONS = {Fraction(1, 4): "¼", Fraction(1, 2): "½", Fraction(3, 4): "¾"}


def spelled(n: int, *, british: bool = True) -> str:
    """Return a whole number below a million in words."""
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    size, name = (1000, "thousand") if n >= 1000 else (100, "hundred")
    rest = n % size
    joint = " and " if british and rest < 100 else " "
    return f"{spelled(n // size, british=british)} {name}" + (joint + spelled(rest, british=british) if rest else "")


def plain(n: Fraction) -> str:
    """Return the digits of a number with at most four decimals."""
    if n.denominator == 1:
        return str(n.numerator)
    return f"{float(n):.6f}".rstrip("0").rstrip(".")


def in_words(n: Fraction, draw: Draw) -> str | None:
    """Return the number in words, or None when nobody would say it so."""
    whole, rest = int(n), n - int(n)
    if rest == 0:
        return spelled(whole, british=draw.chance(0.7)) if whole < 1_000_000 else None
    if rest == Fraction(1, 2):
        if whole == 0:
            return "half"
        return f"{spelled(whole)} and a half"
    decimals = plain(rest)[2:]
    if len(decimals) > 2:
        return None
    return (
        (spelled(whole) if whole else draw.pick(("zero", "nought")))
        + " point "
        + " ".join(_ONES[int(d)] for d in decimals)
    )


def short_words(n: Fraction) -> str | None:
    """Return 175 as "one seventy-five", the way it is said at a bedside."""
    if n.denominator != 1 or not 110 <= n < 1000 or n % 100 < 10:
        return None
    return f"{_ONES[n.numerator // 100]} {spelled(n.numerator % 100)}"


def written(n: Fraction, draw: Draw, *, clear: bool) -> str:
    """Return a number as one of many hands would write it.

    Args:
        n: the number.
        draw: the dice.
        clear: leaves out what can honestly be read as another number, so that a sound text stays sound.
    """
    styles = [(12, plain(n)), (3, in_words(n, draw))]
    whole, rest = int(n), n - int(n)
    if rest == 0 and whole >= 1000:
        grouped = f"{whole:,}"
        styles += [(6, grouped), (3, grouped.replace(",", " ")), (2, grouped.replace(",", "\u202f"))]
        styles += [] if clear else [(2, grouped.replace(",", ".")), (1, grouped.replace(",", "'"))]
    if rest in _FRACTIONS and whole:
        styles.append((2, f"{whole}{_FRACTIONS[rest]}"))
    if rest and not clear:
        styles += [(3, plain(n).replace(".", ",")), (1, plain(n) + "0")]
    if rest and whole == 0 and not clear:
        styles.append((1, plain(n)[1:]))
    if rest == 0 and not clear:
        styles += [(1, short_words(n)), (1, f"{whole}.0")]
        if whole >= 100 and whole % 100 == 0 and whole < 1000:
            styles += [(1, f"{whole // 100}×10²"), (1, f"{whole // 100} x 10^2"), (1, f"{whole // 100}OO")]
    return draw.weighted([(weight, text) for weight, text in styles if text is not None])


def counted(n: int, draw: Draw) -> str:
    """Return a small count: "4" or "four"."""
    return draw.pick((str(n), spelled(n)))
