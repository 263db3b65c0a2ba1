"""Whether a text asks for the rule alone and tells of no patient: what it names has then not happened to anybody."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from service.domain.facts import PatientFacts
from service.safety.reading.intent import acts, nominal
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_WH = frozenset("what which why how when where".split())
_REQUESTS = frozenset("list explain compare name describe summarise summarize reveal show print tell".split())
_YES_OR_NO = frozenset("is are was were does do did can may might must should will would has have isn't".split())
#: What may be said before the word that asks without telling of a case: a condition, a time, a subject.
_LEADING = frozenset("if once when after before with without in for during following until and so".split())
#: Words of a case under way, whoever it is about.
_OF_NOW = frozenset(
    "now today tonight ago yesterday tomorrow currently still yet last patient pt woman man lady gentleman my".split()
)
#: A dose that the schedule gets to is taken by nobody.
_AIMS = frozenset("reach reaches reached arrive arrives arrived get gets got attain attained".split())
_ADVICE = frozenset((("to", "do"), ("what", "next"), ("next", "step"), ("what", "now"), ("to", "proceed")))
#: Words that say whose rule is asked for.
_OF_A_SOURCE = frozenset("article article's guideline guideline's guidelines source sources service index".split())


def without_events(facts: PatientFacts, scan: Scan, before: PatientFacts) -> PatientFacts:
    """Drop the phases, times and changes of dose that a mere question for the rule names ("once it is restarted").

    A text with a result, a sign, a plan, a person or a time of a case, or one that follows on a case, keeps all.
    """
    told = (facts.labs, facts.signs, facts.plans, facts.problems, before.labs, before.doses, before.phases)
    if any(told) or before.signs or facts.weight_kg is not None or not _asks_for_the_rule(scan):
        return facts
    spans = {step.read.span for step in facts.steps}
    aims = any(scan.text(i) in _AIMS for i in range(len(scan.tokens)))
    doses = () if aims else tuple(dose for dose in facts.doses if dose.read.span not in spans)
    return replace(facts, phases=(), days=(), steps=(), doses=doses)


def _asks_for_the_rule(scan: Scan) -> bool:
    stretches = [stretch for stretch in scan.sentences() if stretch]
    return bool(stretches) and all(_general(scan, stretch) for stretch in stretches)


def _general(scan: Scan, stretch: range) -> bool:
    words = [scan.text(i) for i in stretch]
    person = any(scan.is_kind(i, Kind.PRONOUN) and scan.tokens[i].id in ("patient", "speaker") for i in stretch)
    dated = any(scan.is_kind(i, Kind.DATE) for i in stretch) or ("day" in words and _counts_a_day(scan, stretch))
    advice = _ADVICE & set(pairwise(words))
    if person or dated or advice or _OF_NOW & set(words):
        return False
    if words[0] in _REQUESTS:
        return True
    if scan.text(stretch.stop) != "?":
        return False
    deeds = any(acts(scan, i) and not nominal(scan, i) for i in stretch)
    if not deeds and not any(scan.is_kind(i, Kind.UNIT) for i in stretch):
        # "Tests in the first two weeks after a restart?"
        return True
    asked = next((i for i in stretch if scan.text(i) in _WH), None)
    if asked is not None and _only_leads_in(scan, range(stretch.start, asked)):
        return True
    figures = any(scan.is_kind(i, Kind.UNIT) and scan.tokens[i].id.startswith("mg") for i in stretch)
    opens = words[0] in _YES_OR_NO
    return opens and (not figures or bool(_OF_A_SOURCE & set(words)))


def _counts_a_day(scan: Scan, stretch: range) -> bool:
    """`Day 9`: a time that is counted in somebody."""
    return any(scan.text(i) == "day" and scan.is_kind(i + 1, Kind.NUMBER) for i in stretch)


def _only_leads_in(scan: Scan, before: range) -> bool:
    """Whether what stands before the word that asks tells nothing: "with the slowest interval, in which week"."""
    if not before or scan.text(before.start) in _LEADING:
        return not any(scan.is_kind(i, Kind.UNIT) and scan.tokens[i].id.startswith("mg") for i in before)
    return not any(scan.is_kind(i, Kind.VERB, Kind.NUMBER) for i in before)
