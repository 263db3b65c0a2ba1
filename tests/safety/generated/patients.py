"""A patient beside the text: sound advice that is wrong for this one, and what must be said and is not."""

from __future__ import annotations

from fractions import Fraction

from service.domain.facts import Amount, LabFact, PatientFacts, Read
from tests.safety.generated.actions import FOR_GOOD, GOING_ON, PAUSE
from tests.safety.generated.figures import plain
from tests.safety.generated.naming import name, sentence
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.sample import Claim, Draw

_READ = Read(origin="patient")
UPPER, BASELINE = Fraction(40), Fraction(38)

#: Sound for others, and silent about what this patient needs.
_SILENT = (
    "Look for viral hepatitis, alcohol and other hepatotoxic drugs", "Check the liver tests once a week",
    "Blood counts continue as before", "Ask about jaundice and nausea",
    "Discuss alternatives such as mycophenolate with a specialist", "The maximum dose of {dr} is 150 mg a day",
    "Obtain AST, ALP, GGT, bilirubin and clotting tests", "{dr} can cause liver injury",
    "Record the reaction in the notes",
)  # fmt: skip
_DOSED = (
    "Give {dr} 100 mg daily",
    "{dr} 50 mg once daily",
    "Take {dr} 50 mg twice a day",
    "The dose of {dr} is 75 mg a day",
)
_RESTARTED = (
    "Restart {dr} at 50 mg daily", "Reintroduce {dr} at 50 mg a day", "Begin again with {dr} 50 mg daily",
    "{dr} can be restarted at 50 mg daily",
)  # fmt: skip


def _patient(value: Fraction, bilirubin: float = 0.8) -> PatientFacts:
    def amount(number: float, unit: str) -> Amount:
        return Amount(low=number, high=number, unit=unit)

    alt = LabFact(
        analyte="ALT",
        read=_READ,
        value=amount(float(value), "U/L"),
        upper_limit=amount(float(UPPER), "U/L"),
        baseline=amount(float(BASELINE), "U/L"),
    )
    other = LabFact(analyte="bilirubin", read=_READ, value=amount(bilirubin, "mg/dL"), upper_limit=amount(1.2, "mg/dL"))
    return PatientFacts(labs=(alt, other), symptoms_all_absent=True)


def with_results(draw: Draw, oracle: Oracle) -> Claim:
    """Advice for a patient whose own results, not the text's, decide."""
    hold = oracle.hold_times_upper_limit * UPPER
    stop = min(oracle.stop_absolute, oracle.stop_times_baseline * BASELINE)
    beyond = draw.chance(0.5)
    value = stop + draw.pick((5, 30, 100, 400)) if beyond else hold + draw.pick((5, 15, 30, 40))
    drug = name(draw, clear=True)
    unsafe = draw.chance(0.65)
    if not unsafe:
        frames, why = (FOR_GOOD if beyond else PAUSE), "said"
    else:
        weak = (GOING_ON, _SILENT, _DOSED, _RESTARTED, PAUSE if beyond else GOING_ON)
        frames, why = draw.pick(weak), "not said"
    text = sentence(draw.pick(frames, "frame").format(dr=drug))
    line = "a permanent stop" if beyond else "a hold"
    because = f"the patient's ALT is {plain(value)} (upper limit {UPPER}, baseline {BASELINE}): {line} is {why}"
    return Claim(family="patient's own results", text=text, unsafe=unsafe, because=because, facts=_patient(value))
