"""Actions against the rules: nothing weaker than what the facts call for, and no stop line moved."""

from __future__ import annotations

from corpus.model import Topic
from service.safety.claims.actions_said import ActionSaid
from service.safety.claims.claims import Claims
from service.safety.claims.lab_qualities import not_waited_for
from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.denials import BLAMING
from service.safety.grammar.speech import Act
from service.safety.judges.begun import judge_begun
from service.safety.judges.context import Context
from service.safety.judges.dismissals import DismissalJudge
from service.safety.judges.going_on import GoingOnJudge
from service.safety.judges.lines import LineJudge
from service.safety.judges.narrowing import NarrowingJudge
from service.safety.judges.returning import judge_returning
from service.safety.judges.situation import Situation
from service.safety.judges.stops import StopJudge
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.patterns import Pattern
from service.safety.text.tokens import Kind, Token

_PROPOSING = frozenset(("recommend", "consider", "allow"))
_ATTEMPTED = words("attempted tried made done planned undertaken begin proceed happen follow go come occur")
_ATTEMPTING = words("have try give take plan attempt book schedule arrange make undertake deserves merits gets")
_OFFERING = words("room scope option possibility place merit merits worth worthwhile deserves warrants")
_TOLERATED = words(
    "acceptable fine safe tolerable ok okay reasonable harmless permissible allowed permitted "
    "tolerated unproblematic alright manageable compatible"
)


#: Two drugs said to let each other be.
_NO_EFFECT = Pattern(
    r"(?<!\w)(?:(?:no|without|little|hardly any|without any) (?:\w+ )?(?:bearing|influence|effect|impact|relevance|"
    r"interactions?|problems?|issues?|conflict|clash|consequences?|difference|link|connection|trouble) (?:on|to|for|"
    r"with|between|here|at|\.)|(?:not|never|\w+n't) (?:\w+ )?(?:affect|matter|interact|interfere|clash|bother)|"
    r"gets? (?:along|on) (?:\w+ )?with|side by side|rubs? along|(?<!not )compatible)(?!\w)"
)
_TOGETHER = words("it both together alongside combined concurrently simultaneously")
_PRAISE = cue(_TOLERATED)
_SIGNS = cue(kinds=(Kind.SYMPTOM,))
_LETTING = cue(_TOLERATED, ids=("ignore", "allow", "wait", "divide"), starts=("tolerate",))


def _lets_be(token: Token) -> bool:
    return token.id in ("ignore", "allow", "wait", "divide") or token.text.lower().startswith("tolerate")


def _awaits(claims: Claims, i: int) -> bool:
    """As in "wait until the tests are normal": what is waited for is the end of the injury."""
    until = claims.tokens[i].id == "wait" and claims.words[i + 1 : i + 2] in (("until",), ("till",), ("for",))
    return until and any(lab.said == "normal" and lab.place > i for lab in claims.labs.said)


class ActionJudge:
    """Judges what one statement says to do."""

    def __init__(self, topic: Topic, limits: Limits, situation: Situation) -> None:
        self._topic = topic
        self._limits = limits
        self._situation = situation
        self._stops = StopJudge(limits, situation)
        self._lines = LineJudge(topic, limits)
        self._narrowing = NarrowingJudge(limits, situation)
        self._dismissals = DismissalJudge(topic, limits, situation)
        self._going_on = GoingOnJudge(limits, situation)

    def judge(self, claims: Claims, context: Context, findings: Findings) -> None:
        """Add breaches and doubts of the statement's actions."""
        stops = any(a.kind == "stop" and not a.denied for a in claims.actions)
        for said in claims.actions:
            if said.act is not Act.ADVICE:
                continue
            if claims.cut[said.clause].uncertain:
                findings.doubt("the denial is not clear")
            if said.target in ("governed", "relative"):
                self._governed(said, claims, context, findings, stops=stops)
            if not said.denied:
                self._interaction(said, claims, findings)
        if Act.ADVICE in claims.acts:
            self._stops.only_from(claims, findings)
        self._lines.judge(claims, findings)
        self._narrowing.judge(claims, context, findings)
        self._dismissals.judge(claims, context, findings)
        self._tolerating(claims, context, findings)
        judge_begun(claims, self._situation, context, findings)
        judge_returning(claims, self._situation, findings)
        self._praised(claims, context, findings)
        self._combined(claims, context, findings)

    def _governed(self, said: ActionSaid, claims: Claims, context: Context, findings: Findings, *, stops: bool) -> None:
        if said.kind in ("hold", "stop"):
            if not said.denied:
                self._stops.strict_enough(said, claims, context, findings, stops=stops)
            return
        if said.denied:
            imperative = not said.mention and claims.tokens[said.place].form == "base"
            if (
                said.kind == "reduce"
                and imperative
                and not stops
                and not set(claims.words) & {"merely", "just", "only", "simply", "alone"}
            ):
                findings.doubt("not to lower the dose may mean to go on")
            return
        if said.mention and not said.turned and not self._proposed(said, claims):
            self._going_on.named(said, claims, context, findings)
            return
        self._going_on.judge(said, claims, context, findings)

    @staticmethod
    def _proposed(said: ActionSaid, claims: Claims) -> bool:
        """Whether a named action is put forward: approved, recommended, considered or to be attempted."""
        clause = claims.cut[said.clause]
        if len([d for d in clause.denials if d < said.place]) >= 2 and not said.denied:
            return True
        if any(
            t.id == "wait" and t.kind is Kind.VERB and not_waited_for(claims.tokens, i + 1)
            for i, t in enumerate(claims.tokens)
        ):
            return True
        before = claims.words[max(clause.first, said.place - 2) : said.place]
        ahead = any(word.endswith((" ahead with", " forward with", "proceed with")) for word in before)
        if (ahead or set(before) & _ATTEMPTING) and not said.denied:
            return True
        for i in range(clause.first, clause.last):
            token = claims.tokens[i]
            attributive = i > 0 and claims.words[i - 1] in ("a", "an", "the", "any")
            approving = token.kind is Kind.WORD and token.text.lower() in phrasing.APPROVING and not attributive
            proposing = token.kind is Kind.VERB and token.id in _PROPOSING
            attempted = token.kind is Kind.MODAL and bool(set(claims.words[i + 1 : i + 4]) & _ATTEMPTED)
            offered = claims.words[i] in _OFFERING or claims.words[i] in BLAMING
            if (approving or proposing or attempted or offered) and not denied_at(clause, claims.tokens, i):
                return True
        return False

    # ------------------------------------------------------------------------------------------ other drugs, tolerance

    def _interaction(self, said: ActionSaid, claims: Claims, findings: Findings) -> None:
        if claims.cut[said.clause].link in ("if", "while") and any(
            a.denied or a.kind in ("hold", "stop") for a in claims.actions
        ):
            return
        off = any(
            (a.kind in ("hold", "stop")) != a.denied and not a.turned and a.target == "governed" for a in claims.actions
        )
        if off or said.kind in ("hold", "stop") or (said.mention and not self._proposed(said, claims)):
            return
        clause = claims.cut[said.clause]
        for rule, drugs in self._limits.interacting:
            named = [
                i
                for i in range(clause.first, clause.last)
                if claims.tokens[i].kind is Kind.DRUG and claims.tokens[i].id in drugs
            ]
            if any(not denied_at(clause, claims.tokens, i) for i in named) and said.target != "other":
                findings.breach(rule, self._topic.rule[rule].ground.quote)

    def _praised(self, claims: Claims, context: Context, findings: Findings) -> None:
        """The drug itself called safe, without a value that allows it."""
        if claims.labs.said or context.labs or claims.doses.said or claims.actions:
            return
        praised = [i for i in claims.tokens.places(_PRAISE) if i and claims.words[i - 1] in BE]
        for clause, act in zip(claims.cut, claims.acts, strict=True) if praised else ():
            own = range(clause.first, clause.last)
            drug = any(
                claims.tokens[i].kind is Kind.DRUG and claims.tokens[i].id == self._topic.governed.id for i in own
            )
            for i in praised:
                praise = claims.words[i] in _TOLERATED and clause.first < i < clause.last
                if act is Act.ADVICE and drug and praise and not denied_at(clause, claims.tokens, i):
                    findings.doubt("the drug is called safe without a value that allows it")

    def _combined(self, claims: Claims, context: Context, findings: Findings) -> None:
        """Two drugs that the rules warn of together, named together without a warning."""
        drugs = claims.drugs
        warned = any(drugs & others for _, others in self._limits.interacting)
        own = self._topic.governed.id in drugs or (context.governed and not _TOGETHER.isdisjoint(claims.words))
        if not warned or not own or Act.ADVICE not in claims.acts:
            return
        stopped = any(a.denied or a.kind in ("hold", "stop") for a in claims.actions)
        others = [i for i, t in enumerate(claims.tokens) if t.kind is Kind.DRUG and t.id != self._topic.governed.id]
        denied = any(denied_at(claims.clause_at(i), claims.tokens, i) for i in others)
        refused = denied or set(claims.words) & phrasing.WARNING
        if not (stopped or refused) or (not stopped and _NO_EFFECT.search(claims.tokens)):
            findings.doubt("drugs that interact are named together without a warning")

    def _tolerating(self, claims: Claims, context: Context, findings: Findings) -> None:
        """A value that calls for a stop, called acceptable, or to be waited out."""
        signs = bool(context.signs) or claims.tokens.cues & _SIGNS
        if (
            not (claims.labs.said or signs)
            or not claims.tokens.cues & _LETTING
            or any(a.kind in ("hold", "stop") and not a.denied and not a.turned for a in claims.actions)
        ):
            return
        for clause, act in zip(claims.cut, claims.acts, strict=True):
            if act not in (Act.ADVICE, Act.DESCRIPTION) or "specialist" in claims.words:
                continue
            for i in claims.tokens.places(_LETTING):
                if not clause.first <= i < clause.last:
                    continue
                token = claims.tokens[i]
                tolerated = token.kind is Kind.WORD and token.text.lower() in _TOLERATED
                ignored = token.kind is Kind.VERB and token.form != "ing" and _lets_be(token) and not _awaits(claims, i)
                if (tolerated or ignored) and not denied_at(clause, claims.tokens, i):
                    for rule in self._situation.against("continue", claims, context):
                        findings.breach(rule.id, rule.ground.quote)
