"""Renders a case in many wordings, units and orders; it shares no word list with the reader that it tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True, kw_only=True)
class Transaminase:
    """One result with its limits, in U/L."""

    name: str
    value: int
    upper_limit: int | None
    baseline: int | None


@dataclass(frozen=True, kw_only=True)
class Patient:
    transaminases: tuple[Transaminase, ...]
    bilirubin: float | None = None
    """In mg/dL, with an upper limit of 1.2."""
    dose: int | None = None


_NAMES = {
    "ALT": ("ALT", "alt", "ALAT", "SGPT", "GPT", "alanine aminotransferase", "Alanine Transaminase"),
    "AST": ("AST", "ast", "ASAT", "SGOT", "GOT", "aspartate aminotransferase"),
}
_UNITS = ("", " U/L", " IU/L", "U/l", " units/L", " u/l")
_VALUES = ("{name} {value}", "{name}: {value}", "{name} = {value}", "{name} is {value}", "{name} of {value}",
           "{name} came back at {value}", "{name}={value}", "{name} now {value}", "latest {name} {value}")  # fmt: skip
_LIMITS = ("ULN {limit}", "upper limit {limit}", "upper limit of normal {limit}", "ULN={limit}", "ULN is {limit}",
           "lab ULN {limit}", "reference range 0-{limit}", "normal up to {limit}")  # fmt: skip
_BASELINES = ("baseline {base}", "baseline was {base}", "his usual is {base}", "baseline of {base}", "baseline: {base}",
              "it was {base} before the increase", "usually {base}")  # fmt: skip
_DOSES = ("azathioprine {dose} mg daily", "Imuran {dose} mg/day", "aza {dose}mg od", "AZA {dose} mg once a day",
          "takes {dose} mg of azathioprine a day", "azathioprine {grams} g daily")  # fmt: skip
_BILIRUBINS = ("bilirubin {mg} mg/dL (ULN 1.2 mg/dL)", "bili {mg} mg/dl with ULN 1.2 mg/dl",
               "total bilirubin {umol} µmol/L (upper limit 20.52 µmol/L)")  # fmt: skip
#: Whole sentences for a result of which everything is known.
_FRAMES = (
    "ULN {limit}, {name} {value}, baseline {base}",
    "baseline {base}, ULN {limit}, {name} {value}",
    "with an upper limit of {limit} and a baseline of {base}, the {name} is {value}",
    "{name} baseline {base}, today {value}, ULN {limit}",
    "{name} {base} at baseline, {value} now, ULN {limit}",
    "{name} {value} (0-{limit}), usual {base}",
    "{name} {value} (N < {limit}; baseline {base})",
    "the lab normal is {limit}, {name} baseline {base}, latest {value}",
    "{name} rose to {value} from a baseline of {base} (ULN {limit})",
    "{name} went up from {base} (baseline) to {value}, ULN {limit}",
    "{name} {value}, upper limit of normal (ULN) {limit}, pre-treatment {base}",
    "ULN for {name} is {limit}, baseline {name} of {base}, latest {name} of {value}",
    "pre-treatment {name} {base}, {name} {value} today, reference limit {limit}",
    "{name} normally {base}, now {value}; lab ULN {limit}",
    "{name} up to {value} (ULN {limit}) from {base} baseline",
    "{value} {name}, uln {limit}, baseline {base}",
)
_ON_IT = ("on azathioprine", "Imuran patient", "aza")


@st.composite
def wordings(draw: st.DrawFn, patient: Patient) -> str:
    """One text for the patient: each result with its limits in brackets or after commas, the parts in any order."""
    # A limit that stands before its result is ambiguous where another result has none.
    gaps = any(r.upper_limit is None or r.baseline is None for r in patient.transaminases)
    parts = [draw(_result(result, whole=not gaps)) for result in patient.transaminases]
    if patient.bilirubin is not None:
        template = draw(st.sampled_from(_BILIRUBINS))
        parts.append(template.format(mg=f"{patient.bilirubin:g}", umol=f"{patient.bilirubin * 17.1:.4g}"))
    if patient.dose is None:
        parts.append(draw(st.sampled_from(_ON_IT)))
    else:
        parts.append(draw(st.sampled_from(_DOSES)).format(dose=patient.dose, grams=f"{patient.dose / 1000:g}"))
    ordered: Sequence[str] = draw(st.permutations(parts))
    return draw(st.sampled_from((". ", "; ", ".\n"))).join(ordered) + draw(st.sampled_from((".", "", "?", " - plan?")))


@st.composite
def _result(draw: st.DrawFn, result: Transaminase, *, whole: bool) -> str:
    in_microkatals = result.value % 3 == 0 and draw(st.booleans()) and _exact(result)
    unit = " µkat/L" if in_microkatals else draw(st.sampled_from(_UNITS))

    def figure(amount: int) -> str:
        return (f"{amount / 60:g}" if in_microkatals else str(amount)) + unit

    name = draw(st.sampled_from(_NAMES[result.name]))
    if whole and result.upper_limit is not None and result.baseline is not None and draw(st.booleans()):
        frame = draw(st.sampled_from(_FRAMES))
        return frame.format(
            name=name, value=figure(result.value), limit=figure(result.upper_limit), base=figure(result.baseline)
        )
    text = draw(st.sampled_from(_VALUES)).format(name=name, value=figure(result.value))
    limits = []
    if result.upper_limit is not None:
        limits.append(draw(st.sampled_from(_LIMITS)).format(limit=figure(result.upper_limit)))
    if result.baseline is not None:
        limits.append(draw(st.sampled_from(_BASELINES)).format(base=figure(result.baseline)))
    if not limits:
        return text
    listed = ", ".join(limits)
    return draw(st.sampled_from((f"{text} ({listed})", f"{text}, {listed}")))


def _exact(result: Transaminase) -> bool:
    """Whether every figure of the result is exact to two decimals in µkat/L, so that nothing is lost by rounding."""
    return all(amount is None or amount % 3 == 0 for amount in (result.value, result.upper_limit, result.baseline))
