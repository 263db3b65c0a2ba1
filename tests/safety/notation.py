"""A short notation for facts, so that an expected reading fits on one line of a table."""

from __future__ import annotations

from service.domain.facts import Amount, LabFact, PatientFacts
from service.safety.rules.figures import shown


def labs(facts: PatientFacts) -> list[str]:
    """Results as `ALT=223`, `ALT=3.72_µkat/L`, `ALT=4xULN`, `ALT.uln=40`, `ALT.base=22`; a limit is listed once."""
    found: list[str] = []
    for lab in facts.labs:
        name = lab.analyte.replace(" ", "_")
        found += [f"{name}={said}" for said in _results(lab)]
        for kind, limit in (("uln", lab.upper_limit), ("base", lab.baseline)):
            if limit is not None:
                found.append(f"{name}.{kind}={_figure(limit, with_unit=False)}")
        if lab.baseline_said is not None:
            found.append(f"{name}.base={lab.baseline_said}")
    limits = dict.fromkeys(f for f in found if "." in f.split("=")[0])
    return [f for f in found if f not in limits] + list(limits)


def _results(lab: LabFact) -> list[str]:
    said = [] if lab.value is None else [_figure(lab.value, with_unit=True)]
    said += [] if lab.times_upper_limit is None else [_figure(lab.times_upper_limit, with_unit=False) + "xULN"]
    said += [] if lab.times_baseline is None else [_figure(lab.times_baseline, with_unit=False) + "xbase"]
    return said + ([lab.said] if lab.said else [])


def _figure(amount: Amount, *, with_unit: bool) -> str:
    if amount.low is None:
        text = f"<{shown(amount.high or 0.0)}"
    elif amount.high is None:
        text = f">{shown(amount.low)}"
    else:
        text = shown(amount.low) if amount.low == amount.high else f"{shown(amount.low)}..{shown(amount.high)}"
    unit = amount.unit if with_unit and amount.unit not in (None, "U/L", "") else None
    return f"{text}_{unit}" if unit else text


def doses(facts: PatientFacts) -> list[str]:
    """Doses of the governed drug as `active=150`, `planned=50..100`, in mg a day."""
    found: list[str] = []
    for dose in facts.doses:
        if dose.governed and dose.high_mg_per_day is not None:
            low, high = dose.low_mg_per_day or 0.0, dose.high_mg_per_day
            found.append(f"{dose.status}=" + (shown(high) if low == high else f"{shown(low)}..{shown(high)}"))
    return found


def signs(facts: PatientFacts) -> list[str]:
    """Symptoms and conditions as `+jaundice` or `-jaundice`; `-all` when every symptom is said to be absent."""
    found = [("+" if s.present else "-") + s.id for s in facts.signs]
    return [*found, "-all"] if facts.symptoms_all_absent else found


def rest(facts: PatientFacts) -> list[str]:
    """Phase, plans, times and person: `phase=held`, `plan=restart`, `since-stop=21`, `kg=70`, `age=34`."""
    found = [f"phase={p.phase}" for p in facts.phases[-1:]]
    found += [f"plan={p.kind}" for p in facts.plans]
    found += [
        f"{d.of}=" + (shown(d.low) if d.low == d.high else f"{shown(d.low)}..{shown(d.high)}") for d in facts.days
    ]
    found += [] if facts.weight_kg is None else [f"kg={shown(facts.weight_kg)}"]
    return found + ([] if facts.age_years is None else [f"age={shown(facts.age_years)}"])
