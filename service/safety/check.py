"""The safety core's one entry: a text in, a verdict per statement and for the whole out; it fails closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from corpus.model import Topic
from service.domain.answer import Assessment, CheckedStatement, CheckReport, DraftStatement, Verdict, Violation
from service.domain.facts import PatientFacts
from service.safety.claims.claims import Claims
from service.safety.claims.dose_counts import strength_in
from service.safety.claims.sources import Source, reader_for
from service.safety.grammar.answers import agreed, evaded, filled
from service.safety.grammar.discourse import PLAIN, Stance, stances
from service.safety.judges.actions import ActionJudge
from service.safety.judges.carried import carried
from service.safety.judges.context import Context, first_context, opened
from service.safety.judges.coverage import judge_coverage
from service.safety.judges.doses import DoseJudge
from service.safety.judges.language import judge_denial_of_before, judge_language
from service.safety.judges.limits_understood import judge_limits_understood
from service.safety.judges.made_up import judge_made_up
from service.safety.judges.omissions import OmissionJudge
from service.safety.judges.order import judge_order
from service.safety.judges.own_ground import answered_for
from service.safety.judges.permanence import judge_permanence
from service.safety.judges.relaxing import judge_relaxations
from service.safety.judges.reports import BEYOND, joined, report
from service.safety.judges.situation import Situation
from service.safety.judges.softening import judge_softened
from service.safety.judges.times import judge_far_tests, judge_tests, judge_waits
from service.safety.judges.verdicts import UNREAD, Findings
from service.safety.judges.wholes import WholeJudge
from service.safety.judges.wording import judge_limits_talked_away
from service.safety.rules.limits import limits_of
from service.safety.text.statements import Statement

#: A statement of more tokens than this is no sentence: it is not passed.
MAX_TOKENS = 500
#: Statements beyond this number are not judged, and the text is not passed.
MAX_STATEMENTS = 400
#: So many statements of a question are read, its last ones.
MAX_ASKED = 20
_NO_FACTS = PatientFacts()


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
) -> CheckReport:
    """Judge the statements of a draft, each read by itself and judged with those before it, then the whole.

    The sentence that a fired rule rests on, quoted to the letter, does not break that rule, nor one that has not fired.

    Returns:
        One verdict per draft statement, however many sentences it has, and that of them all.
    """
    try:
        return _Engine(topic, facts, assessment).check_statements(drafts)
    except Exception:  # noqa: BLE001  # As in `check`: what cannot be judged is blocked.
        failed = Violation(rule=UNREAD, reason="the check failed")
        statements = tuple(
            CheckedStatement(text=d.text, span=(0, len(d.text)), verdict=Verdict.BLOCK, violations=(failed,))
            for d in drafts
        )
        return CheckReport(verdict=Verdict.BLOCK, statements=statements, violations=(failed,))


class _Engine:
    """Holds what one text has established so far."""

    def __init__(self, topic: Topic, facts: PatientFacts, assessment: Assessment | None) -> None:
        self._topic = topic
        self._judged = assessment
        self._reader = reader_for(topic)
        self._limits = limits_of(topic)
        self._situation = Situation(topic, self._limits, facts, assessment)
        self._doses = DoseJudge(topic, self._limits)
        self._actions = ActionJudge(topic, self._limits, self._situation)
        self._omissions = OmissionJudge(topic, self._situation)
        self._wholes = WholeJudge(topic, self._limits, self._situation)
        self._context = first_context(facts, topic)
        self._strength_mg: float | None = None
        self._read: list[Claims] = []

    def check(self, text: str, question: str = "") -> CheckReport:
        checked, violations = self._all([self._reader(text)], self._reader(question))
        return report(checked, violations)

    def check_statements(self, drafts: Sequence[DraftStatement]) -> CheckReport:
        # A statement is one line, so that nothing in it is taken for an item of a list.
        sources = [self._reader(" ".join(draft.text.split())) for draft in drafts]
        checked, violations = self._all(sources, self._reader(""))
        sentences = iter(checked)
        found = [
            self._but_its_own(
                draft, joined(draft.text, [*islice(sentences, len(source.statements))], of=len(source.statements))
            )
            for draft, source in zip(drafts, sources, strict=True)
        ]
        return report(found, violations)

    def _but_its_own(self, draft: DraftStatement, judged: CheckedStatement) -> CheckedStatement:
        if judged.verdict is Verdict.PASS or self._judged is None:
            return judged
        excused = answered_for(draft, self._topic, self._judged.fired)
        left = tuple(v for v in judged.violations if v.rule not in excused)
        return replace(judged, violations=left, verdict=judged.verdict if left else Verdict.PASS)

    def _all(self, sources: Sequence[Source], asked: Source) -> tuple[list[CheckedStatement], list[Violation]]:
        """Judge the statements of all sources in their order, then the whole; what is past the budget is not read."""
        self._context = opened(self._context, [s.lexed for s in sources], asked.lexed, self._topic)
        strengths = [mg for s in (*sources, asked) if (mg := strength_in(s.lexed.tokens)) is not None]
        self._strength_mg = max(strengths, default=None)
        limits = [limit for s in sources for limit in s.told.limits]
        # A limit that stands apart from its result holds for all statements.
        self._context = replace(self._context, labs=(*self._context.labs, *limits))
        places = [(s, n) for s in sources for n in range(len(s.statements))]
        checked = self._statements(places[:MAX_STATEMENTS], asked)
        violations = [*self._omissions.judge(self._read, limits), *self._wholes.judge(self._read)]
        return checked, [*violations, BEYOND] if len(places) > MAX_STATEMENTS else violations

    def _statements(self, places: Sequence[tuple[Source, int]], asked: Source) -> list[CheckedStatement]:
        """Judge statements in their order; the first one is also read as the answer to what was asked."""
        first = max(0, len(asked.statements) - MAX_ASKED)
        questions = asked.statements[first:]
        meant = stances((*questions, *(s.statements[n] for s, n in places)))
        checked: list[CheckedStatement] = []
        for k, (source, n) in enumerate(places):
            findings, statement = Findings(), source.statements[n]
            if k == 0:
                for m, stance in agreed(questions, meant[: len(questions)], statement):
                    self._statement(asked, first + m, stance, findings)
                self._filled(questions, asked, statement, source, findings)
                if questions and meant[len(questions) - 1].asked:
                    self._evaded(asked, len(asked.statements) - 1, statement, findings)
            elif meant[len(questions) + k - 1].asked:
                before, m = places[k - 1]
                self._filled(before.statements[m : m + 1], before, statement, source, findings)
                self._evaded(before, m, statement, findings)
            checked.append(self._statement(source, n, meant[len(questions) + k], findings))
        return checked

    def _filled(
        self, question: Sequence[Statement], asked: Source, answer: Statement, answered: Source, findings: Findings
    ) -> None:
        """Judge a question whose gap an answer fills with a figure."""
        tablets = self._strength_mg is not None
        text = filled(question, asked.lexed, answer, answered.lexed, tablets=tablets)
        if text is not None:
            source = self._reader(text)
            for n in range(len(source.statements)):
                self._statement(source, n, PLAIN, findings)

    def _evaded(self, source: Source, n: int, answer: Statement, findings: Findings) -> None:
        """Doubt words that may be a yes or a no to a question, where either would break a rule."""
        known, read, tried = self._context, list(self._read), Findings()
        for stance in evaded(answer):
            self._statement(source, n, stance, tried)
            self._context, self._read = known, list(read)
        if tried.all():
            findings.doubt("an answer that was not understood")

    def _statement(self, source: Source, n: int, stance: Stance, findings: Findings) -> CheckedStatement:
        statement, lexed = source.statements[n], source.lexed
        start, end = lexed.original_span(statement.tokens)
        if len(statement.tokens) > MAX_TOKENS:
            findings.doubt("a statement is longer than the budget of work")
            return CheckedStatement(
                text=lexed.original[start:end], span=(start, end), verdict=findings.verdict(), violations=findings.all()
            )
        claims = self._reader.claims(
            source,
            n,
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
        judge_permanence(claims, self._limits, findings)
        judge_softened(claims, self._limits, before, findings)
        judge_limits_understood(claims, self._topic, self._limits, findings)
        judge_order(claims, findings)
        judge_made_up(claims, before, findings)
        judge_relaxations(claims, self._topic, self._limits, before, findings)
        judge_coverage(claims, self._topic, findings)
        judge_language(claims, self._topic.governed.id, findings, unreadable=lexed.normalised.unreadable)
        self._context = carried(claims, after)
        self._read.append(claims)
        return CheckedStatement(
            text=lexed.original[start:end], span=(start, end), verdict=findings.verdict(), violations=findings.all()
        )

    def _with_names(self, claims: Claims) -> Context:
        """What a statement is read with; it is about the governed drug when it names it, whatever came before."""
        if self._context.governed or not any(map(self._topic.governs, claims.drugs)):
            return self._context
        return replace(self._context, governed=True)
