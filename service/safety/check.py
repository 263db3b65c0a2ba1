"""The safety core's one entry: a text in, a verdict per statement and for the whole out; it fails closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.model import Topic
from service.domain.answer import Assessment, CheckedStatement, CheckReport, DraftStatement, Verdict, Violation
from service.domain.facts import PatientFacts
from service.safety.claims.claims import Claims, read_claims
from service.safety.claims.dose_counts import strength_in
from service.safety.claims.lab_regions import as_facts
from service.safety.claims.told import Told, read_told
from service.safety.grammar.answers import agreed, filled
from service.safety.grammar.beginnings import beginnings
from service.safety.grammar.discourse import PLAIN, Stance, stances
from service.safety.grammar.speech import Act
from service.safety.judges.actions import ActionJudge
from service.safety.judges.context import Context, first_context, opened
from service.safety.judges.coverage import judge_coverage
from service.safety.judges.doses import DoseJudge
from service.safety.judges.omissions import OmissionJudge
from service.safety.judges.order import judge_order
from service.safety.judges.relaxing import judge_relaxations
from service.safety.judges.signs_told import patient_signs
from service.safety.judges.situation import Situation
from service.safety.judges.softening import judge_softened
from service.safety.judges.times import day_of_event, judge_far_tests, judge_tests, judge_waits
from service.safety.judges.verdicts import UNREAD, Findings
from service.safety.judges.wholes import WholeJudge
from service.safety.judges.wording import judge_denial_of_before, judge_language, judge_limits_talked_away
from service.safety.once import once_for_each
from service.safety.rules.limits import limits_of
from service.safety.text.lexer import lexer_for
from service.safety.text.statements import Statement, split
from service.safety.text.tokens import Kind, Lexed

#: A statement of more tokens than this is no sentence: it is not passed.
MAX_TOKENS = 500
#: So many values of earlier statements are kept in mind.
MAX_LABS = 24
#: Statements beyond this number are not judged, and the text is not passed.
MAX_STATEMENTS = 400
#: So many statements of a question are read, its last ones.
MAX_ASKED = 20
_NO_FACTS = PatientFacts()
_RANK = {Verdict.PASS: 0, Verdict.ABSTAIN: 1, Verdict.BLOCK: 2}


def check(
    text: str,
    *,
    topic: Topic,
    facts: PatientFacts = _NO_FACTS,
    assessment: Assessment | None = None,
    question: str = "",
) -> CheckReport:
    """Judge a text: each statement with those before it, then the whole.

    Args:
        text: anything; markup, tables and lists are read.
        topic: whose rules apply; without facts its own situation is assumed.
        facts: what is known of the patient.
        assessment: what the rules say of the facts; worked out from them when it is not given.
        question: what the text answers; "Yes." or "Two hundred." is read as the answer to it.

    Returns:
        The verdict of each statement and of the text. `pass` means: read, and within every rule.
    """
    try:
        return _Engine(topic, facts, assessment).check(text, question)
    except Exception:  # noqa: BLE001  # The one broad catch of the service: an error in here must block, whatever it is.
        failed = Violation(rule=UNREAD, reason="the check failed")
        return CheckReport(verdict=Verdict.BLOCK, statements=(), violations=(failed,))


def check_statements(
    drafts: Sequence[DraftStatement],
    *,
    topic: Topic,
    facts: PatientFacts = _NO_FACTS,
    assessment: Assessment | None = None,
) -> tuple[CheckedStatement, ...]:
    """Judge the statements of a draft in their order; one result per draft statement."""
    try:
        engine = _Engine(topic, facts, assessment)
        return tuple(engine.one(draft.text) for draft in drafts)
    except Exception:  # noqa: BLE001  # As in `check`: what cannot be judged is blocked.
        failed = Violation(rule=UNREAD, reason="the check failed")
        return tuple(
            CheckedStatement(text=d.text, span=(0, len(d.text)), verdict=Verdict.BLOCK, violations=(failed,))
            for d in drafts
        )


class _Source(NamedTuple):
    """A text, and the figures that are only read over the whole of it."""

    lexed: Lexed
    told: Told


class _Engine:
    """Holds what one text has established so far."""

    def __init__(self, topic: Topic, facts: PatientFacts, assessment: Assessment | None) -> None:
        self._topic = topic
        self._lexer = lexer_for(topic.vocabulary)
        self._limits = _limits(topic)
        self._situation = Situation(topic, self._limits, facts, assessment)
        self._doses = DoseJudge(topic, self._limits)
        self._actions = ActionJudge(topic, self._limits, self._situation)
        self._omissions = OmissionJudge(topic, self._situation)
        self._wholes = WholeJudge(topic, self._limits, self._situation)
        self._context = first_context(facts, topic)
        self._strength_mg: float | None = None
        self._read: list[Claims] = []

    def check(self, text: str, question: str = "") -> CheckReport:
        lexed = self._lexer(text)
        statements = split(lexed)
        self._strength_mg = strength_in(lexed.tokens)
        source = self._source(lexed)
        asked = self._lexer(question)
        self._context = opened(self._context, lexed, asked, self._topic)
        checked = self._statements(statements[:MAX_STATEMENTS], source, split(asked)[-MAX_ASKED:], asked)
        violations = [*self._omissions.judge(self._read, source.told.limits), *self._wholes.judge(self._read)]
        worst = max((c.verdict for c in checked), key=_RANK.__getitem__, default=Verdict.PASS)
        if len(statements) > MAX_STATEMENTS:
            violations.append(Violation(rule=UNREAD, reason="the text is longer than the budget of work"))
            worst = max(worst, Verdict.ABSTAIN, key=_RANK.__getitem__)
        elif violations:
            worst = Verdict.BLOCK
        return CheckReport(verdict=worst, statements=tuple(checked), violations=tuple(violations))

    def one(self, text: str) -> CheckedStatement:
        """Judge a text as one statement, however many sentences it has."""
        lexed = self._lexer(text)
        checked = self._statements(split(lexed), self._source(lexed))
        worst = max((c.verdict for c in checked), key=_RANK.__getitem__, default=Verdict.PASS)
        violations = tuple(dict.fromkeys(v for c in checked for v in c.violations))
        return CheckedStatement(text=text, span=(0, len(text)), verdict=worst, violations=violations)

    def _source(self, lexed: Lexed) -> _Source:
        """Read the figures of a whole text; a limit that stands apart from its result holds for all statements."""
        told = read_told(lexed, self._topic, None)
        self._context = replace(self._context, labs=(*self._context.labs, *told.limits))
        return _Source(lexed, told)

    def _statements(
        self,
        statements: Sequence[Statement],
        source: _Source,
        asked: Sequence[Statement] = (),
        asked_in: Lexed | None = None,
    ) -> list[CheckedStatement]:
        """Judge statements in their order; the first one is also read as the answer to what was asked."""
        meant = stances((*asked, *statements))
        checked: list[CheckedStatement] = []
        for n, statement in enumerate(statements):
            findings = Findings()
            if n == 0 and asked_in is not None:
                agreed_in = _Source(asked_in, read_told(asked_in, self._topic, None))
                for question, stance in agreed(asked, meant[: len(asked)], statement):
                    self._statement(question, stance, agreed_in, findings)
                self._filled(filled(asked, asked_in, statement, source.lexed), findings)
            elif n and meant[len(asked) + n - 1].asked:
                self._filled(filled(statements[n - 1 : n], source.lexed, statement, source.lexed), findings)
            checked.append(self._statement(statement, meant[len(asked) + n], source, findings))
        return checked

    def _filled(self, text: str | None, findings: Findings) -> None:
        """Judge a question whose gap the text fills with a figure."""
        if text is not None:
            lexed = self._lexer(text)
            source = _Source(lexed, read_told(lexed, self._topic, None))
            for statement in split(lexed):
                self._statement(statement, PLAIN, source, findings)

    def _statement(self, statement: Statement, stance: Stance, source: _Source, findings: Findings) -> CheckedStatement:
        lexed = source.lexed
        start, end = lexed.original_span(statement.tokens)
        if len(statement.tokens) > MAX_TOKENS:
            findings.doubt("a statement is longer than the budget of work")
            return CheckedStatement(
                text=lexed.original[start:end], span=(start, end), verdict=findings.verdict(), violations=findings.all()
            )
        claims = read_claims(
            statement,
            self._topic,
            self._limits,
            source.told,
            weight_kg=self._context.weight_kg,
            strength_mg=self._context.strength_mg or self._strength_mg,
            stance=stance,
        )
        before = self._with_names(claims)
        after = self._doses.judge(claims, before, findings)
        self._actions.judge(claims, before, findings)
        judge_tests(claims, self._limits, before, findings)
        judge_far_tests(claims, self._topic, before, findings)
        judge_waits(claims, self._limits, before, findings)
        judge_denial_of_before(claims, before, findings)
        judge_limits_talked_away(claims, self._limits, self._topic, findings)
        judge_softened(claims, self._limits, before, findings)
        judge_order(claims, findings)
        judge_relaxations(claims, self._topic, self._limits, before, findings)
        judge_coverage(claims, self._topic, findings)
        judge_language(claims, self._topic.governed.id, findings, unreadable=lexed.normalised.unreadable)
        self._context = self._carried(claims, after)
        self._read.append(claims)
        return CheckedStatement(
            text=lexed.original[start:end], span=(start, end), verdict=findings.verdict(), violations=findings.all()
        )

    def _with_names(self, claims: Claims) -> Context:
        """What a statement is read with; it is about the governed drug when it names it, whatever came before."""
        named = any(map(self._topic.governs, claims.drugs))
        return replace(self._context, governed=True) if named else self._context

    def _carried(self, claims: Claims, context: Context) -> Context:
        """What the next statement is read with."""
        labs = (*context.labs, *(f for said in claims.labs.said if not said.conditional for f in as_facts(said)))
        restarts = [
            a
            for a in claims.actions
            if a.verb in ("restart", "start", "switch") and a.act is Act.ADVICE and not a.denied
        ]
        dosed = any(d.role in ("total", "to") and claims.act_at(d.first) is Act.ADVICE for d in claims.doses.said)
        several = len({d.high for d in claims.doses.said}) > (Act.ECHO not in claims.acts)
        asked = several and not dosed and bool(beginnings(claims.tokens))
        strength = next((d.high for d in claims.doses.said if d.role == "strength"), None)
        drugs = [t.id for t in claims.tokens if t.kind is Kind.DRUG]
        return replace(
            context,
            labs=labs[-MAX_LABS:],
            signs=patient_signs(claims, context.signs),
            event_day=day_of_event(claims) or context.event_day,
            held=context.held or any(a.kind in ("hold", "stop") and not a.denied for a in claims.actions),
            restarting=context.restarting or bool(restarts),
            restart_open=(context.restart_open or bool(restarts) or asked) and not dosed,
            strength_mg=strength or context.strength_mg,
            drug=drugs[-1] if drugs else context.drug,
        )


_limits = once_for_each(limits_of)
