"""Facts and rules in, findings and missing facts out: a pure function that no model and no passage can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from corpus.model import STRICTNESS, Action, Fired, Rule, Topic, Trigger
from service.domain.answer import Assessment, Because, Finding, Missing
from service.domain.facts import PatientFacts
from service.safety.rules.figures import with_unit
from service.safety.rules.input_findings import PROBLEMS, conversions, problems, quoted_wrongly, unasked_limits
from service.safety.rules.rulebook import rulebook_of
from service.safety.rules.ruling import Ruling, rank, ruled
from service.safety.rules.truth import Need, Truth
from service.safety.rules.words import finding_of

_ASKS = ("critical", "high")
_RESTART_CLAIMS = ("restart-dose", "step", "first-step", "step-interval", "tests-per-week-restart")


def assess(facts: PatientFacts, topic: Topic) -> Assessment:
    """Apply every rule of the topic to the facts.

    A rule about which nothing is known does not fire and is not asked about; one that is partly known and undecided
    becomes a missing fact, unless something at least as strict has fired already. Facts of several patients are
    judged one by one, and what is missing is not asked: nobody knows whom the question would be about.
    """
    if facts.apart:
        return Assessment(findings=_ordered(_one_by_one(facts, topic), topic), missing=())
    ruling = ruled(facts, topic)
    findings, missing = _findings(ruling), _missing(ruling)
    if missing:
        asking = ruling.book.occasions["missing"]
        findings.append(_finding(asking, (), missing=", ".join(dict.fromkeys(m.fact for m in missing))))
    return Assessment(findings=_ordered(findings, topic), missing=missing)


def firing(facts: PatientFacts, topic: Topic, wanted: Callable[[Rule], bool]) -> tuple[Rule, ...]:
    """The wanted ones of the rules that `assess` finds, in the same order, without working out their words."""
    if facts.apart:
        return tuple(rule for f in assess(facts, topic).findings if wanted(rule := topic.rule[f.rule]))
    ruling = ruled(facts, topic)
    rules = [*ruling.fired, *(topic.rule[r] for r in _misquoted(ruling))]
    rules += [rule for t, rule in ruling.book.occasions.items() if wanted(rule) and _occurs(t, ruling)]
    return tuple(sorted(filter(wanted, rules), key=lambda rule: ruling.book.place[rule.id]))


def _ordered(findings: Iterable[Finding], topic: Topic) -> tuple[Finding, ...]:
    place = rulebook_of(topic).place
    return tuple(sorted(findings, key=lambda f: place[f.rule]))


def _one_by_one(facts: PatientFacts, topic: Topic) -> Iterable[Finding]:
    """What holds for each patient; a rule that several meet is one finding with the facts of all of them."""
    by_rule: dict[str, list[Because]] = {}
    for part in facts.apart:
        for finding in _findings(ruled(part, topic)):
            by_rule.setdefault(finding.rule, []).extend(finding.because)
    occasions = rulebook_of(topic).occasions
    for trigger, because in problems(facts):
        by_rule.setdefault(occasions[trigger].id, []).extend(because)
    return [_finding(topic.rule[rule], tuple(because)) for rule, because in by_rule.items()]


def _findings(ruling: Ruling) -> list[Finding]:
    """The rules that fired and the occasions that occurred, all but the asking for what is missing."""
    bar = _restart_bar(ruling.fired)
    found = [_finding(_barred(rule, bar), ruling.reasons(rule.id).because) for rule in ruling.fired]
    for trigger, because_of in _OCCASIONS.items():
        because = because_of(ruling)
        if because:
            found.append(_finding(ruling.book.occasions[trigger], because))
    found += [_finding(ruling.topic.rule[rule], (because,)) for rule, because in _misquoted(ruling).items()]
    return found


def _restart_bar(fired: Sequence[Rule]) -> Rule | None:
    """The rule that forbids any restart for good in this case, if one has fired."""
    stops = (r for r in fired if r.action is Action.STOP_PERMANENTLY and "restart" in r.forbids and r.canonical)
    return max(stops, key=lambda r: r.when is not None and isinstance(r.when, Fired), default=None)


def _barred(rule: Rule, bar: Rule | None) -> Rule:
    """A rule about how to restart, worded for a patient who must not: it names the limit and offers no next step."""
    limits = [
        f"{limit.op} {with_unit(limit.value, limit.unit)}" for limit in rule.limits if limit.claim in _RESTART_CLAIMS
    ]
    if bar is None or not limits or bar.canonical is None:
        return rule
    words = f"{{facts}}: not to be given, the limit is {', '.join(limits)}. {bar.canonical}"
    return replace(rule, headline=None, message=words)


def _finding(rule: Rule, facts: tuple[Because, ...], **extra: str) -> Finding:
    return finding_of(rule, _each_once(facts), **extra)


def _each_once(facts: tuple[Because, ...]) -> tuple[Because, ...]:
    """The same arithmetic against a lower line of the same rule says nothing more."""
    return tuple({(b.fact, b.value, b.computed): b for b in reversed(facts)}.values())[::-1]


def _missing(ruling: Ruling) -> tuple[Missing, ...]:
    """What to ask: the facts that would decide a rule stricter than all that has fired, one entry per fact."""
    if ruling.facts.foreign_drug:
        return ()
    strictest = ruling.strictest
    asked: dict[Need, list[Rule]] = {}
    for rule_id, truth in ruling.truths.items():
        rule = ruling.topic.rule[rule_id]
        # A rule that fired on one of several readings of a figure asks which it is, however strict it is.
        if truth is Truth.YES or (truth is Truth.UNKNOWN and _would_add(rule, strictest)):
            judged = ruling.reasons(rule_id)
            for need in judged.needs if truth is Truth.YES or judged.engaged else ():
                asked.setdefault(need, []).append(rule)
    entries = [
        Missing(fact=need.fact, why=_why(rules), path=need.path, rules=tuple(r.id for r in rules))
        for need, rules in asked.items()
    ]
    known = {(m.fact, m.path) for m in entries}
    entries += [m for m in unasked_limits(ruling.facts, ruling.topic) if (m.fact, m.path) not in known]
    return tuple(entries)


def _would_add(rule: Rule, strictest: int) -> bool:
    """Whether an undecided rule is worth a question: a severe one, stricter than what has fired."""
    stricter = rank(rule.action) < strictest or (rule.action not in STRICTNESS and strictest == len(STRICTNESS))
    return rule.severity in _ASKS and stricter


def _why(rules: list[Rule]) -> str:
    return "decides whether this applies: " + "; ".join(dict.fromkeys(r.ground.quote for r in rules))


# ---------------------------------------------------------------------------------------------- built-in occasions


def _on_line(ruling: Ruling) -> tuple[Because, ...]:
    judged = [ruling.reasons(rule.id) for rule in ruling.fired]
    return tuple(dict.fromkeys(b for j in judged if j.edge for b in j.because if b.value is not None))


def _near(ruling: Ruling) -> tuple[Because, ...]:
    strictest = ruling.strictest
    rules = [ruling.topic.rule[r] for r in ruling.truths]
    missed = [r for r in rules if r.stop_line and rank(r.action) < strictest]
    return tuple(dict.fromkeys(b for r in missed for b in ruling.reasons(r.id).near if _of_stop_line(b, r)))


def _of_stop_line(near: Because, rule: Rule) -> bool:
    """Whether a near miss is of the line that the rule stops at, and not of another part of its condition."""
    lines = [with_unit(limit.value, limit.unit) for limit in rule.limits if limit.claim == "stop-line"]
    return not lines or any(f" {line}" in (near.limit or "") for line in lines)


def _converted(ruling: Ruling) -> tuple[Because, ...]:
    return conversions(ruling.facts, ruling.topic)


def _problem(trigger: Trigger, ruling: Ruling) -> tuple[Because, ...]:
    return dict(problems(ruling.facts)).get(trigger, ())


def _quoted(ruling: Ruling) -> tuple[Because, ...]:
    return tuple(quoted_wrongly(ruling.facts, ruling.topic).values())


#: On a line, near a line, converted, misquoted, and the problems of the input: each with what it is seen from.
_OCCASIONS: Mapping[Trigger, Callable[[Ruling], tuple[Because, ...]]] = {
    "edge": _on_line,
    "near": _near,
    "unit-convert": _converted,
    **{trigger: partial(_problem, trigger) for trigger in PROBLEMS},
    "false-premise": _quoted,
}


def _occurs(trigger: Trigger, ruling: Ruling) -> bool:
    if trigger == "missing":
        return bool(_missing(ruling))
    return trigger in _OCCASIONS and bool(_OCCASIONS[trigger](ruling))


def _misquoted(ruling: Ruling) -> dict[str, Because]:
    """Rules that did not fire and that are shown because the text states their limit wrongly."""
    fired = {rule.id for rule in ruling.fired}
    wrong = quoted_wrongly(ruling.facts, ruling.topic)
    return {rule: because for rule, because in wrong.items() if rule not in fired}
