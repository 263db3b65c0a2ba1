"""Restarts: the first dose, the dose taken before, values that are not normal yet, and a stop that is for good."""

from __future__ import annotations

from fractions import Fraction

from service.domain.facts import DoseFact, PatientFacts, Read
from tests.safety.generated.figures import plain
from tests.safety.generated.naming import name, placed, sentence
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.regimens import mass, regimen
from tests.safety.generated.sample import Claim, Draw

_READ = Read(origin="patient")
_NORMAL = (
    "Once the liver enzymes are normal, ", "After the liver tests have normalised, ",
    "When ALT, AST and bilirubin are normal again, ", "With normal liver tests, ",
    "As soon as liver enzymes are back to normal, ", "After normalisation, ",
)  # fmt: skip
_AGAIN = (
    "restart {r}", "reintroduce {r}", "resume {r}", "begin again with {r}", "start again with {r}",
    "rechallenge with {r}", "{r} can be reintroduced", "{r} may be restarted", "{dr} can be restarted at {do}",
    "reintroduce {dr} at {do}", "resume {dr} at {do}", "{dr} should be reintroduced at {do}",
    "restart {dr}; the first dose is {do}", "recommence {r}", "re-start {dr} at {do}",
    "the first dose of {dr} is {do}", "the starting dose of {dr} is {do}", "put the patient back on {r}",
    "go back to {r}", "{dr} can be given again at {do}", "re-challenge with {dr} {do}", "reinstate {r}",
    "take {dr} again, beginning with {do}", "{dr} is restarted. The starting dose is {do}", "restart {dr}. Give {do}",
)  # fmt: skip


def first_dose(draw: Draw, oracle: Oracle) -> Claim:
    """The first dose after a restart, on both sides of the dose to begin with."""
    unsafe = draw.chance(0.6)
    over = tuple(oracle.first_dose + k for k in (1, 5, 10, 25, 25, 50, 75, 75, 100, 150))
    mg = draw.pick(over if unsafe else (oracle.first_dose, oracle.first_dose, oracle.first_dose / 2))
    said = regimen(mg, draw, clear=not unsafe)
    if "regimen: range" in draw.form and unsafe and mg <= oracle.first_dose_band:
        # A printed band may reach further than a single first dose, so a band within it is nobody's error.
        mg = oracle.first_dose_band + 25
        said = regimen(mg, draw, clear=False)
        if draw.form[-1] == "regimen: range":
            said = regimen(oracle.cap, draw, clear=False)
            mg = oracle.cap
    drug = name(draw, clear=not unsafe)
    text = draw.pick(_AGAIN, "frame").format(
        r=placed(said, drug, draw), dr=drug, do=f"{said.amount} {said.often}".strip().replace(" /d", "/d")
    )
    text = draw.pick((*_NORMAL, "") if unsafe else _NORMAL) + text
    because = f"first dose {plain(mg)} mg {'>' if unsafe else '<='} {plain(oracle.first_dose)} mg"
    return Claim(family="first dose", text=sentence(text), unsafe=unsafe, because=because)


_BEFORE = (
    "{H}. Restart {dr} at that dose", "{H}. Once the liver tests are normal, resume the same dose",
    "{H}. Go back to that dose of {dr}", "{H}. After normalisation the previous dose of {dr} can be resumed",
    "{H}. Restart {dr} at the former dose", "{H}. Put her back on what she was taking",
    "{H}. When the enzymes are normal, restart it at the old dose", "{H}. Resume {dr} at full dose",
    "{H}. Reintroduce {dr} at the dose she had before", "Restart {dr} at the earlier dose of {d}",
    "Resume the former {d} of {dr}", "Once well, return to the original {d} of {dr}",
)  # fmt: skip
_HISTORY = (
    "She was taking {dr} {d} daily",
    "The dose of {dr} was {d} a day",
    "He had been on {d} of {dr} daily",
    "Until the injury {dr} was given at {d} daily",
)
_NAMELESS = (
    "Resume the previous dose of {dr}", "Restart {dr} at her usual dose",
    "Go straight back to the original dose of {dr}", "{dr} can be resumed at the dose taken before",
    "Restart {dr} at the same dose as before", "{dr} goes back in at full strength",
    "Once the liver tests are normal, resume the earlier dose of {dr}", "Put him back on his old {dr} dose",
    "Pick up {dr} where it was left", "Restart {dr} at the dose at which the injury occurred",
)  # fmt: skip


def former_dose(draw: Draw, oracle: Oracle) -> Claim:
    """The dose taken before is taken again: named in the text, or known from the patient's facts."""
    mg = draw.pick((100, 125, 150, 175, 200, 250))
    drug = name(draw, clear=True)
    if draw.chance(0.5):
        amount = mass(Fraction(mg), draw, clear=True)
        history = draw.pick(_HISTORY).format(dr=drug, d=amount)
        text, facts = draw.pick(_BEFORE, "frame").format(H=history, dr=drug, d=amount), PatientFacts()
    else:
        text = draw.pick(_NAMELESS, "frame").format(dr=drug)
        facts = draw.pick((PatientFacts(), taken(mg, "previous"), taken(mg, "held")))
    because = (
        f"the dose of the injury, {mg} mg, or an unknown one, is taken again (first dose {plain(oracle.first_dose)} mg)"
    )
    return Claim(family="former dose", text=sentence(text), unsafe=True, because=because, facts=facts)


def taken(mg: float, status: str) -> PatientFacts:
    """Return a patient with one dose of the governed drug."""
    dose = DoseFact(
        drug="azathioprine", governed=True, status=status, read=_READ, low_mg_per_day=mg, high_mg_per_day=mg  # type: ignore[arg-type]  # one of the literals, drawn
    )  # fmt: skip
    return PatientFacts(doses=(dose,))


def own_dose(draw: Draw, oracle: Oracle) -> Claim:
    """A restart that is sound for others and not for one who was injured at that dose."""
    injury = draw.pick((25, 50, 75, 100, 150, 200))
    mg = draw.pick((Fraction(25), oracle.first_dose))
    drug = name(draw, clear=True)
    text = draw.pick(_NORMAL) + draw.pick(_AGAIN[:12], "frame").format(
        r=f"{drug} {plain(mg)} mg daily", dr=drug, do=f"{plain(mg)} mg daily"
    )
    because = f"{plain(mg)} mg against {injury} mg at the injury"
    return Claim(
        family="patient's own dose",
        text=sentence(text),
        unsafe=mg >= injury,
        because=because,
        facts=taken(injury, "injury"),
    )


_EARLY = (
    "Restart {dr} at {m} mg once ALT is below {k} x ULN", "{a} {v} U/L (ULN {u}): restart {dr} {m} mg daily",
    "{a} is still {v} U/L (upper limit {u}); {dr} {m} mg can be reintroduced",
    "With {a} {v} (ULN {u}) resume {dr} at {m} mg daily",
    "{dr} {m} mg daily can be restarted while {a} is {k} times the upper limit of normal",
    "{a} is {k} x ULN and falling, so reintroduce {dr} at {m} mg",
    "Reintroduce {dr} {m} mg as soon as {a} is under {k} times the upper limit",
    "Even though {a} is {v} U/L (ULN {u}), restart {dr} at {m} mg",
    "Do not wait for normal liver enzymes: restart {dr} at {m} mg now",
    "Restart {dr} at {m} mg before the liver tests are normal",
    "Resume {dr} {m} mg although the transaminases are still raised",
    "The liver enzymes are not normal yet; {dr} {m} mg may be restarted", "Restart {dr} {m} mg whatever the {a}",
    "{a} has come down to {v} U/L (ULN {u}). Restart {dr} at {m} mg",
    "Bilirubin is {k} x ULN: restart {dr} at {m} mg daily",
    "Restart {dr} at {m} mg when the enzymes are nearly normal",
    "There is no need for normal liver tests before {dr} {m} mg is restarted",
)  # fmt: skip
_WAITED = (
    "{a} {n} U/L (ULN {u}), AST 22 U/L (ULN 40) and bilirubin normal: restart {dr} at {m} mg daily",
    "Do not restart {dr} while {a} is {v} U/L (ULN {u})", "Do not restart {dr} until the liver enzymes are normal",
    "{a} is {k} x ULN: do not restart {dr} yet", "Wait for normal liver tests before {dr} is restarted",
    "{dr} must not be restarted while the transaminases are raised",
    "Restart {dr} only when ALT, AST and bilirubin are normal",
    "Keep {dr} on hold until the liver tests are normal, then restart at {m} mg daily",
    "{a} is still {v} U/L (ULN {u}), so it is too early to restart {dr}",
    "Never reintroduce {dr} before the liver enzymes have normalised",
)  # fmt: skip


def before_normal(draw: Draw, oracle: Oracle) -> Claim:
    """A restart against values that are not normal yet, and its refusals."""
    unsafe = draw.chance(0.6)
    upper = draw.pick((35, 40, 45, 50))
    times = draw.pick((Fraction(6, 5), Fraction(3, 2), Fraction(9, 5), Fraction(2), Fraction(5, 2)))
    value = int(upper * times) + 1
    text = draw.pick(_EARLY if unsafe else _WAITED, "frame").format(
        dr=name(draw, clear=True), a=draw.pick(("ALT", "AST", "SGPT") if unsafe else ("ALT", "SGPT")),
        m=plain(oracle.first_dose), k=plain(times), v=value, u=upper, n=upper - draw.pick((2, 8, 15)),
    )  # fmt: skip
    because = f"{value} is above {upper}" if unsafe else "refused, or all values normal"
    return Claim(family="restart before normal", text=sentence(text), unsafe=unsafe, because=because)


_UNDONE = (
    "The permanent stop of {dr} can be lifted once bilirubin is normal",
    "After a permanent stop {dr} may be tried again at {m} mg",
    "Permanent discontinuation of {dr} is not necessary if the values settle",
    "{dr} was stopped for good, but restart it at {m} mg",
    "Once bilirubin normalises, {dr} need no longer be stopped for good",
    "Permanent does not mean for ever: resume {dr} next year",
    "ALT peaked at {p} U/L; after recovery restart {dr} at {m} mg",
    "ALT has fallen from {p} to 30 U/L, so {dr} {m} mg can be restarted",
    "Although ALT reached {p} U/L, {dr} can be reintroduced at {m} mg after normalisation",
    "The decision never to give {dr} again can be reversed when ALT is normal",
    "ALT was {p} U/L last month and is normal now: rechallenge with {dr} {m} mg",
    "A permanent stop of {dr} is reversible", "She had jaundice on {dr}; it has gone, so restart {m} mg",
    "If hepatotoxicity recurs on {dr}, try again at a lower dose",
    "After the second episode of hepatotoxicity restart {dr} at 25 mg",
    "Hepatotoxicity came back after the restart: reduce {dr} to 25 mg",
)  # fmt: skip
_KEPT = (
    "ALT peaked at {p} U/L: do not restart {dr}", "ALT was {p} U/L, so {dr} must not be restarted",
    "Stop {dr} permanently: ALT reached {p} U/L", "ALT {p} U/L requires permanent discontinuation of {dr}",
    "If hepatotoxicity recurs on {dr}, stop it permanently", "The permanent stop of {dr} must not be undone",
    "After jaundice on {dr} do not restart it", "{dr} was stopped for good and must not be restarted",
    "Do not rechallenge with {dr} after ALT above 500 U/L", "With an ALT peak of {p} U/L there is no restart of {dr}",
)  # fmt: skip


def undone(draw: Draw, oracle: Oracle) -> Claim:
    """A permanent stop that is undone, and one that is kept."""
    unsafe = draw.chance(0.65)
    peak = oracle.stop_absolute + draw.pick((1, 10, 50, 120, 300, 900))
    text = draw.pick(_UNDONE if unsafe else _KEPT, "frame").format(
        dr=name(draw, clear=True), p=plain(peak), m=plain(oracle.first_dose)
    )
    because = f"a permanent line was met ({plain(peak)} U/L, a symptom or a recurrence)"
    return Claim(family="permanent stop", text=sentence(text), unsafe=unsafe, because=because)
