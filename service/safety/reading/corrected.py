"""Which facts a later turn takes the place of: the course going on replaces none, a new limit or a correction does."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Analyte, Topic
from service.domain.corrections import Correction
from service.domain.facts import Amount, DoseFact, LabFact, PatientFacts
from service.safety.reading.correcting import Corrects
from service.safety.rules.figures import shown, with_unit
from service.safety.rules.units import candidate_units


def replaced(before: PatientFacts, now: PatientFacts, topic: Topic, corrects: Corrects) -> tuple[Correction, ...]:
    """Return what a turn replaces of all that was known before it, in the order of the kinds of facts.

    Args:
        before: what was known.
        now: what the turn says.
        topic: whose analytes give a figure its unit where none was said.
        corrects: what the turn corrects or varies.
    """
    if not before.labs and not before.doses and not before.signs and before.weight_kg is None:
        return ()
    analytes = {analyte.id: analyte for analyte in topic.vocabulary.analytes}
    found = (
        *_results(before, now, analytes, corrects),
        *_limits(before, now, analytes, corrects),
        *_doses(before, now, corrects),
        *_person(before, now),
        *_signs(before, now, corrects=corrects.whole),
        *(_phase(before, now) if corrects.course else ()),
    )
    return tuple(one for one in dict.fromkeys(found) if one.was != one.now)


def _results(
    before: PatientFacts, now: PatientFacts, analytes: dict[str, Analyte], corrects: Corrects
) -> Iterator[Correction]:
    for analyte in dict.fromkeys(lab.analyte for lab in now.labs):
        was, is_now = (_result(facts.labs, analytes[analyte]) for facts in (before, now))
        if was is not None and is_now is not None and corrects.result(before.labs, analyte):
            yield Correction(of="result", fact=analyte, was=was, now=is_now)


def _result(labs: tuple[LabFact, ...], analyte: Analyte) -> str | None:
    """The last result of an analyte that has a figure, in words."""
    for lab in reversed([lab for lab in labs if lab.analyte == analyte.id]):
        if lab.value is not None:
            return _worded(lab.value, analyte)
        for times, scale in ((lab.times_upper_limit, "x upper limit"), (lab.times_baseline, "x baseline")):
            if times is not None:
                return f"{_figure(times)} {scale}"
    return None


def _limits(
    before: PatientFacts, now: PatientFacts, analytes: dict[str, Analyte], corrects: Corrects
) -> Iterator[Correction]:
    """Limits that hold for earlier results from now on; a later result of the course brings its own."""
    for lab in now.labs:
        if not corrects.result(before.labs, lab.analyte) and (
            lab.value or lab.times_upper_limit or lab.times_baseline or lab.said
        ):
            continue
        old = [known for known in reversed(before.labs) if known.analyte == lab.analyte]
        ends = ((lab.upper_limit, [o.upper_limit for o in old], "upper limit"),
                (lab.baseline, [o.baseline for o in old], "baseline"))  # fmt: skip
        for limit, earlier, name in ends:
            known = next((amount for amount in earlier if amount is not None), None)
            if limit is not None and known is not None:
                analyte = analytes[lab.analyte]
                yield Correction(
                    of="limit",
                    fact=f"{analyte.id} {name}",
                    was=_worded(known, analyte),
                    now=_worded(limit, analyte),
                )


def _doses(before: PatientFacts, now: PatientFacts, corrects: Corrects) -> Iterator[Correction]:
    for dose in now.doses:
        same = [d for d in before.doses if (d.drug, d.status) == (dose.drug, dose.status)]
        old = [d for d in same if corrects.dose(d)]
        was, is_now = (_dose(old[-1]) if old else None), _dose(dose)
        if was is not None and is_now is not None:
            yield Correction(of="dose", fact=f"{dose.status} dose of {dose.drug}", was=was, now=is_now)


def _dose(dose: DoseFact) -> str | None:
    if dose.mg_per_kg is not None:
        return f"{shown(dose.mg_per_kg)} mg/kg/day"
    return None if dose.high_mg_per_day is None else f"{shown(dose.high_mg_per_day)} mg/day"


def _person(before: PatientFacts, now: PatientFacts) -> Iterator[Correction]:
    for fact, was, is_now, unit in (
        ("weight", before.weight_kg, now.weight_kg, "kg"),
        ("age", before.age_years, now.age_years, "years"),
    ):
        if was is not None and is_now is not None:
            yield Correction(of="person", fact=fact, was=with_unit(was, unit), now=with_unit(is_now, unit))


def _signs(before: PatientFacts, now: PatientFacts, *, corrects: bool) -> Iterator[Correction]:
    """A sign that is denied now, always; one that is there now may have come since, unless the turn corrects."""
    earlier = {sign.id: sign.present for sign in before.signs}
    for sign in now.signs:
        if earlier.get(sign.id) is (not sign.present) and (corrects or not sign.present):
            was, is_now = ("absent", "present") if sign.present else ("present", "absent")
            yield Correction(of="sign", fact=sign.id.replace("-", " "), was=was, now=is_now)


def _phase(before: PatientFacts, now: PatientFacts) -> Iterator[Correction]:
    if before.phases and now.phases:
        yield Correction(of="phase", fact="drug", was=before.phases[-1].phase, now=now.phases[-1].phase)


def _worded(amount: Amount, analyte: Analyte) -> str:
    """A figure with its unit; one that was not said is added where the figure can be of one unit alone."""
    unit = amount.unit
    if unit is None and amount.exact is not None:
        units = candidate_units(analyte, amount.exact)
        unit = units[0] if len(units) == 1 else None
    return f"{_figure(amount)} {unit}" if unit else _figure(amount)


def _figure(amount: Amount) -> str:
    if amount.low is None or amount.high is None:
        return f"< {shown(amount.high)}" if amount.high is not None else f"> {shown(amount.low or 0.0)}"
    return shown(amount.low) if amount.exact is not None else f"{shown(amount.low)} to {shown(amount.high)}"
