"""Read a case out of words and structured facts: everything with where it stood, unknown where nothing was said."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import DoseFact, LabFact, Origin, PatientFacts, Phase, PhaseFact, Problem, Read
from service.domain.question import Question, Turn
from service.safety.figures import shown
from service.safety.lexer import lex
from service.safety.reading.course import read_days, read_phases, read_plans
from service.safety.reading.doses import read_doses
from service.safety.reading.given import read_given
from service.safety.reading.labs import LabReader
from service.safety.reading.language import unread_language
from service.safety.reading.lines import compared_analytes
from service.safety.reading.masking import injections, masked, quotations
from service.safety.reading.merging import later, with_given
from service.safety.reading.person import read_person, two_patients
from service.safety.reading.scan import Scan, list_numbers
from service.safety.reading.signs import all_absent, denied, read_signs
from service.safety.tokens import Kind
from service.safety.units import candidate_units, factor, plausible

_VARIES = frozenset(
    "same identical but instead actually sorry correction meant typo mistake wrong hypothetically suppose".split()
)
_VARYING_STARTS = (
    "what about",
    "and with",
    "and if",
    "what if",
    "and for",
    "how about",
    "and what if",
    "and a",
    "and ",
)


def read_facts(question: Question, topic: Topic) -> PatientFacts:
    """Read all turns of a case, oldest first; later turns add to, correct or replace what earlier ones said.

    Raises:
        UnknownNameError: the structured block names something the topic does not know.
    """
    facts = PatientFacts()
    turns = (*question.history, Turn(text=question.text, patient=question.patient))
    for number, turn in enumerate(turns, start=1):
        now = _read_turn(turn.text, "question" if number == len(turns) else "history", topic, facts)
        if turn.patient is not None:
            now = with_given(now, read_given(turn.patient, topic), topic)
        facts = later(facts, now, corrects=_varies(turn.text))
    return replace(facts, plans=tuple(dict.fromkeys(facts.plans)), doses=tuple(_weighed(d, facts) for d in facts.doses))


def _weighed(dose: DoseFact, facts: PatientFacts) -> DoseFact:
    """A dose per kilogram in mg/day, when the weight is known."""
    if dose.mg_per_kg is None or facts.weight_kg is None:
        return dose
    daily = dose.mg_per_kg * facts.weight_kg
    words = f"{shown(dose.mg_per_kg)} mg/kg x {shown(facts.weight_kg)} kg = {shown(daily)} mg/day"
    return replace(dose, low_mg_per_day=daily, high_mg_per_day=daily, arithmetic=words)


def _varies(text: str) -> bool:
    folded = text.casefold().lstrip(" .,-")
    return folded.startswith(_VARYING_STARTS) or bool(set(folded.replace(",", " ").split()[:6]) & _VARIES)


def _read_turn(text: str, origin: Origin, topic: Topic, before: PatientFacts) -> PatientFacts:
    hidden = injections(text)
    visible = masked(text, (*hidden, *quotations(text)))
    scan = Scan(lexed=lex(visible, topic.vocabulary), origin=origin)
    scan.used.update(list_numbers(scan))
    doses = read_doses(scan, topic)
    person = read_person(scan)
    phases = read_phases(scan)
    phase: Phase | None = (phases or before.phases)[-1].phase if (phases or before.phases) else None
    days = read_days(scan, phase)
    reader = LabReader(scan, topic, _prevailing(before, topic))
    labs, problems = _plausible(reader.read(), topic)
    drugs = tuple(
        (t.id, scan.read(i, i)) for i, t in enumerate(scan.tokens) if t.kind is Kind.DRUG and not denied(scan, i)
    )
    on_dose = not phases and any(d.governed and d.status == "active" for d in doses.doses)
    taken: tuple[PhaseFact, ...] = ()
    if on_dose and phase is None:
        taken = (PhaseFact(phase="on", read=next(d.read for d in doses.doses if d.governed and d.status == "active")),)
    return PatientFacts(
        labs=labs,
        doses=doses.doses,
        steps=doses.steps,
        signs=read_signs(scan, topic),
        days=days,
        phases=(*phases, *taken),
        plans=(*doses.plans, *read_plans(scan)),
        quoted_limits=doses.limits,
        problems=(*problems, *reader.clashes(), *_problems(scan, hidden, text)),
        drugs=drugs,
        symptoms_all_absent=all_absent(scan) is not None,
        weight_kg=person.weight_kg,
        age_years=person.age_years,
        topic_drug_assumed=not any(d == topic.governed.id for d, _ in drugs),
        foreign_drug=_foreign(drugs, topic),
    )


def _prevailing(before: PatientFacts, topic: Topic) -> str | None:
    """The analyte a conversation is about: the last result with a figure, of those that a baseline is known for."""
    figures = [lab.analyte for lab in before.labs if lab.value or lab.times_upper_limit]
    main = [name for name in figures if name in compared_analytes(topic)["baseline"]]
    chosen = main or figures
    return chosen[-1] if chosen else None


def _foreign(drugs: tuple[tuple[str, Read], ...], topic: Topic) -> bool:
    """Whether the text is about another drug: only drugs that have nothing to do with the topic are named."""
    relation = {d.id: d.relation for d in topic.vocabulary.drugs}
    named = {relation[drug] for drug, _ in drugs}
    return bool(named) and named == {"other"}


def _problems(scan: Scan, hidden: tuple[tuple[int, int], ...], text: str) -> tuple[Problem, ...]:
    found = [
        Problem(kind="injection", what="an instruction in the text", read=Read(origin=scan.origin, span=span))
        for span in hidden
    ]
    if two_patients(scan):
        found.append(Problem(kind="two-patients", what="more than one patient", read=Read(origin=scan.origin)))
    if unread_language(text):
        found.append(
            Problem(kind="language", what="a language that is not read with certainty", read=Read(origin=scan.origin))
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
