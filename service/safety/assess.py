"""Facts and rules in, findings and missing facts out: a pure function that no model and no passage can change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import STRICTNESS, Action, Fired, Rule, Topic
from service.domain.answer import Assessment, Because, Finding, Missing
from service.domain.facts import PatientFacts
from service.safety.conditions import Case, evaluate, rests_on_rules
from service.safety.figures import with_unit
from service.safety.input_findings import conversions, problems, quoted_wrongly, unasked_limits
from service.safety.truth import Judged, Need, Truth
from service.safety.words import message

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
    findings, missing = _judged(facts, topic)
    return Assessment(findings=_ordered(findings, topic), missing=missing)


def _ordered(findings: Iterable[Finding], topic: Topic) -> tuple[Finding, ...]:
    order = {rule.id: position for position, rule in enumerate(topic.rules)}
    return tuple(sorted(findings, key=lambda f: (f.urgency, order[f.rule])))


def _one_by_one(facts: PatientFacts, topic: Topic) -> Iterable[Finding]:
    """What holds for each patient; a rule that several meet is one finding with the facts of all of them."""
    asking = {r.id for r in topic.rules if r.trigger == "missing"}
    by_rule: dict[str, list[Because]] = {}
    for part in facts.apart:
        for finding in _judged(part, topic)[0]:
            if finding.rule not in asking:
                by_rule.setdefault(finding.rule, []).extend(finding.because)
    by_trigger = {r.trigger: r.id for r in topic.rules if r.trigger}
    for trigger, because in problems(facts):
        by_rule.setdefault(by_trigger[trigger], []).extend(because)
    return [_finding(topic.rule[rule], tuple(because)) for rule, because in by_rule.items()]


def _judged(facts: PatientFacts, topic: Topic) -> tuple[list[Finding], tuple[Missing, ...]]:
    judged = _judge_all(facts, topic)
    silenced = {
        quiet for rule_id in judged if judged[rule_id].truth is Truth.YES for quiet in topic.rule[rule_id].quiets
    }
    fired = [topic.rule[r] for r, j in judged.items() if j.truth is Truth.YES and r not in silenced]
    bar = _restart_bar(fired)
    findings = [_finding(_barred(rule, bar), judged[rule.id].because) for rule in fired]
    missing = () if facts.foreign_drug else _missing(judged, fired, facts, topic)
    findings += _occasions(judged, fired, missing, facts, topic)
    return findings, missing


def _judge_all(facts: PatientFacts, topic: Topic) -> dict[str, Judged]:
    """Judge the conditions until no further rule fires: a rule may rest on another one."""
    rules = [r for r in topic.rules if r.when is not None and r.status == "active"]
    if facts.foreign_drug:
        rules = [r for r in rules if r.kind == "routing"]
    fired: frozenset[str] = frozenset()
    case = Case(facts=facts, topic=topic)
    judged = {r.id: evaluate(r.when, case) for r in rules if r.when}
    chained = [r for r in rules if r.when and rests_on_rules(r.when, topic)]
    while True:
        now = fired | {rule for rule, j in judged.items() if j.truth is Truth.YES}
        if now == fired:
            return judged
        fired = now
        case = replace(case, fired=fired)
        judged.update({r.id: evaluate(r.when, case) for r in chained if r.when})


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
    return replace(rule, message=f"{{facts}}: not to be given, the limit is {', '.join(limits)}. {bar.canonical}")


def _finding(rule: Rule, facts: tuple[Because, ...], **extra: str) -> Finding:
    because = _each_once(facts)
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        action=rule.action,
        message=message(rule.message, because, **extra),
        because=because,
        statements=(rule.ground.statement, *rule.also),
    )


def _each_once(facts: tuple[Because, ...]) -> tuple[Because, ...]:
    """The same arithmetic against a lower line of the same rule says nothing more."""
    return tuple({(b.fact, b.value, b.computed): b for b in reversed(facts)}.values())[::-1]


def _missing(judged: dict[str, Judged], fired: list[Rule], facts: PatientFacts, topic: Topic) -> tuple[Missing, ...]:
    """What to ask: the facts that would decide a rule stricter than all that has fired, one entry per fact."""
    strictest = min((_rank(r.action) for r in fired), default=len(STRICTNESS))
    asked: dict[Need, list[Rule]] = {}
    for rule_id, verdict in judged.items():
        rule = topic.rule[rule_id]
        if verdict.truth is Truth.YES:
            # A rule that fired on one of several readings of a figure asks which it is, however strict it is.
            for need in verdict.needs:
                asked.setdefault(need, []).append(rule)
        if verdict.truth is not Truth.UNKNOWN or not verdict.engaged or rule.severity not in _ASKS:
            continue
        if _rank(rule.action) < strictest or (rule.action not in STRICTNESS and strictest == len(STRICTNESS)):
            for need in verdict.needs:
                asked.setdefault(need, []).append(rule)
    entries = [
        Missing(fact=need.fact, why=_why(rules), path=need.path, rules=tuple(r.id for r in rules))
        for need, rules in asked.items()
    ]
    known = {(m.fact, m.path) for m in entries}
    entries += [m for m in unasked_limits(facts, topic) if (m.fact, m.path) not in known]
    return tuple(entries)


def _rank(action: Action) -> int:
    return STRICTNESS.index(action) if action in STRICTNESS else len(STRICTNESS)


def _why(rules: list[Rule]) -> str:
    return "decides whether this applies: " + "; ".join(dict.fromkeys(r.ground.quote for r in rules))


def _occasions(
    judged: dict[str, Judged], fired: list[Rule], missing: tuple[Missing, ...], facts: PatientFacts, topic: Topic
) -> Iterable[Finding]:
    """The built-in occasions: on a line, near a line, something missing, converted, in conflict, misquoted."""
    by_trigger = {r.trigger: r for r in topic.rules if r.trigger}
    on_line = _because(judged[r.id] for r in fired if judged[r.id].edge)
    strictest = min((_rank(r.action) for r in fired), default=len(STRICTNESS))
    near = tuple(
        dict.fromkeys(
            b
            for rule_id, j in judged.items()
            if topic.rule[rule_id].stop_line and _rank(topic.rule[rule_id].action) < strictest
            for b in j.near
            if _of_stop_line(b, topic.rule[rule_id])
        )
    )
    if on_line:
        yield _finding(by_trigger["edge"], on_line)
    if near:
        yield _finding(by_trigger["near"], near)
    if missing:
        yield _finding(by_trigger["missing"], (), missing=", ".join(dict.fromkeys(m.fact for m in missing)))
    converted = conversions(facts, topic)
    if converted:
        yield _finding(by_trigger["unit-convert"], converted)
    for trigger, because in problems(facts):
        yield _finding(by_trigger[trigger], because)
    wrong = quoted_wrongly(facts, topic)
    if wrong:
        yield _finding(by_trigger["false-premise"], tuple(wrong.values()))
        already = {r.id for r in fired}
        yield from (_finding(topic.rule[r], (because,)) for r, because in wrong.items() if r not in already)


def _of_stop_line(near: Because, rule: Rule) -> bool:
    """Whether a near miss is of the line that the rule stops at, and not of another part of its condition."""
    lines = [with_unit(limit.value, limit.unit) for limit in rule.limits if limit.claim == "stop-line"]
    return not lines or any(f" {line}" in (near.limit or "") for line in lines)


def _because(judgements: Iterable[Judged]) -> tuple[Because, ...]:
    return tuple(dict.fromkeys(b for j in judgements for b in j.because if b.value is not None))
