"""Read one turn of a conversation: every reader once over its tokens, and what of it cannot be or is not the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import (
    DoseFact,
    LabFact,
    Origin,
    PatientFacts,
    Phase,
    PhaseFact,
    Problem,
    Read,
    SignFact,
    Span,
)
from service.safety.english.drug_stems import UNLISTED
from service.safety.reading.apart import each_alone, texts_apart
from service.safety.reading.course import read_phases
from service.safety.reading.doses import read_doses
from service.safety.reading.general import without_events
from service.safety.reading.labs import LabReader
from service.safety.reading.language import unread_language
from service.safety.reading.masking import injections, masked, quotations, unmasked
from service.safety.reading.overdoses import overdosed
from service.safety.reading.patients import two_patients
from service.safety.reading.person import of_age, read_person
from service.safety.reading.plans import read_plans
from service.safety.reading.quoted import read_quoted
from service.safety.reading.quoted_times import quoted_times
from service.safety.reading.scan import Scan, list_numbers
from service.safety.reading.signs import all_absent, contradicted, mentions, read_drugs, settled
from service.safety.reading.times import read_days
from service.safety.rules.lines import compared_analytes
from service.safety.rules.units import candidate_units, factor, plausible
from service.safety.text.lexer import lex
from service.safety.text.tokens import Kind

#: As in "she also takes ...": the other drug goes unnamed, and is the topic's.
_BESIDE = frozenset("also too additionally besides alongside plus add added adding combine combined".split())


def read_turn(text: str, origin: Origin, topic: Topic, before: PatientFacts) -> PatientFacts:
    """Read one turn; facts of several patients are set apart and never joined."""
    facts, scan = _read(text, origin, topic, before)
    if not two_patients(scan):
        return facts
    found = Problem(kind="two-patients", what="more than one patient", read=Read(origin=origin))
    parts = tuple(_read(part, origin, topic, PatientFacts())[0] for part in texts_apart(scan, text))
    return replace(facts, apart=parts or each_alone(facts), problems=(*facts.problems, found))


def _read(text: str, origin: Origin, topic: Topic, before: PatientFacts) -> tuple[PatientFacts, Scan]:
    hidden = injections(text)
    aside = (*hidden, *quotations(text))
    scan = Scan(lexed=lex(masked(text, aside), topic.vocabulary), origin=origin)
    scan.used.update(list_numbers(scan))
    doses = read_doses(scan, topic)
    person = read_person(scan)
    phases = read_phases(scan)
    phase: Phase | None = (phases or before.phases)[-1].phase if (phases or before.phases) else None
    days = read_days(scan, phase)
    reader = LabReader(scan, topic, _prevailing(before, topic))
    labs, odd_labs = _plausible(reader.read(), topic)
    taken, odd_doses = _takeable(doses.doses, topic)
    mentioned = tuple(mentions(scan, topic))
    signs = of_age(person.age_years or before.age_years, settled(mentioned), person.age_read, topic)
    reported = _reported(text, aside, origin, topic)
    drugs = read_drugs(scan, topic)
    facts = PatientFacts(
        labs=(*reported.labs, *labs),
        doses=taken,
        steps=doses.steps,
        signs=settled((*overdosed(odd_doses, scan, topic), *reported.signs, *signs)),
        days=days,
        phases=phases or _on_a_dose(taken, phase),
        plans=(*doses.plans, *read_plans(scan, topic.governed.id)),
        quoted_limits=(*doses.limits, *read_quoted(scan), *quoted_times(scan, days, taken)),
        problems=(
            *odd_labs,
            *odd_doses,
            *reader.clashes(),
            *contradicted(scan, mentioned),
            *_problems(origin, hidden, text),
        ),
        drugs=tuple((drug, read) for drug, read in drugs if drug != UNLISTED),
        symptoms_all_absent=all_absent(scan) is not None,
        weight_kg=person.weight_kg,
        age_years=person.age_years,
        topic_drug_assumed=not any(d == topic.governed.id for d, _ in drugs),
        foreign_drug=_foreign(drugs, (*reported.labs, *labs), scan, topic),
    )
    return without_events(facts, scan, before), scan


def _on_a_dose(doses: tuple[DoseFact, ...], phase: Phase | None) -> tuple[PhaseFact, ...]:
    """A dose that is taken says that the drug is taken, when nothing else was said of it."""
    active = [d for d in doses if d.governed and d.status == "active"]
    return (PhaseFact(phase="on", read=active[0].read),) if active and phase is None else ()


def _reported(text: str, aside: tuple[Span, ...], origin: Origin, topic: Topic) -> PatientFacts:
    """Results and signs inside a masked stretch, so that no wrapping can hide an adverse fact.

    What an order or a quotation says of a limit, a dose or a plan is not read.
    """
    if not aside:
        return PatientFacts()
    scan = Scan(lexed=lex(unmasked(text, aside), topic.vocabulary), origin=origin)
    labs, _ = _plausible(LabReader(scan, topic, None).read(), topic)
    signs: tuple[SignFact, ...] = tuple(
        s for s in settled(tuple(mentions(scan, topic))) if s.present and s.of == "symptom"
    )
    told = (lab for lab in labs if lab.value is not None and lab.value.exact is not None)
    return PatientFacts(labs=tuple(lab for lab in told if "up to" not in lab.read.as_given), signs=signs)


def _prevailing(before: PatientFacts, topic: Topic) -> str | None:
    """The analyte a conversation is about: the last result with a figure, of those that a baseline is known for."""
    figures = [lab.analyte for lab in before.labs if lab.value or lab.times_upper_limit]
    main = [name for name in figures if name in compared_analytes(topic)["baseline"]]
    chosen = main or figures
    return chosen[-1] if chosen else None


def _foreign(drugs: tuple[tuple[str, Read], ...], labs: Sequence[LabFact], scan: Scan, topic: Topic) -> bool:
    """Whether the text is about another drug.

    Only drugs that have nothing to do with the topic are named; or only such as do its harm by themselves, in a
    question about a line ("above 3 x the limit") in which nobody has a result and no drug comes to another.
    """
    named = {drug for drug, _ in drugs}
    if {topic.relation(drug) for drug in named} == {"other"}:
        return True
    if not named or not named <= topic.rivals or any(token.text.lower() in _BESIDE for token in scan.tokens):
        return False
    line = {Kind.ANALYTE, Kind.MULTIPLE} <= {token.kind for token in scan.tokens}
    return line and all(_line(lab) for lab in labs)


def _line(lab: LabFact) -> bool:
    """Whether a line is told in place of a result, as "above 3 x the limit"."""
    times = lab.times_upper_limit or lab.times_baseline
    return lab.value is None and times is not None and times.exact is None


def _problems(origin: Origin, hidden: tuple[Span, ...], text: str) -> tuple[Problem, ...]:
    found = [
        Problem(kind="injection", what="an instruction in the text", read=Read(origin=origin, span=span))
        for span in hidden
    ]
    if unread_language(text):
        found.append(
            Problem(kind="language", what="a language that is not read with certainty", read=Read(origin=origin))
        )
    return tuple(found)


def _plausible(labs: tuple[LabFact, ...], topic: Topic) -> tuple[tuple[LabFact, ...], tuple[Problem, ...]]:
    """Set apart the figures that cannot be: impossible size, or a unit of another analyte."""
    analytes = {a.id: a for a in topic.vocabulary.analytes}
    kept: list[LabFact] = []
    problems: list[Problem] = []
    for lab in labs:
        analyte, value = analytes[lab.analyte], lab.value
        figure = None if value is None else value.high if value.high is not None else value.low
        if value is not None and figure is not None:
            unit = value.unit or candidate_units(analyte, figure)[0]
            if factor(analyte, unit) is None or not plausible(analyte, figure, unit):
                problems.append(Problem(kind="implausible", what=analyte.id, read=lab.read))
                continue
        kept.append(lab)
    return tuple(kept), tuple(problems)


def _takeable(doses: tuple[DoseFact, ...], topic: Topic) -> tuple[tuple[DoseFact, ...], tuple[Problem, ...]]:
    """Set apart the doses that nobody takes, by the vocabulary's interval for the drug."""
    intervals = {d.id: d.plausible_mg_per_day for d in topic.vocabulary.drugs}
    kept: list[DoseFact] = []
    problems: list[Problem] = []
    for dose in doses:
        interval = intervals.get(dose.drug)
        most = None if interval is None else interval.high
        if most is not None and dose.high_mg_per_day is not None and dose.high_mg_per_day > most:
            problems.append(Problem(kind="implausible", what=f"dose of {dose.drug}", read=dose.read))
        else:
            kept.append(dose)
    return tuple(kept), tuple(problems)
