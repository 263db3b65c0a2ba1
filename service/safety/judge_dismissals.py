"""What a text makes of a finding besides an action: let be, not looked into, not written down, or cleared by a test."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import regex

from corpus.model import HasSign, Lab, Topic
from service.safety.claims import Claims
from service.safety.clauses import denied_at
from service.safety.context import Context
from service.safety.dismissals import CLEARS, DROPPED, LEFT_OUT, LET_BE, found
from service.safety.limits import Limits, conditions_of
from service.safety.situation import Situation
from service.safety.speech import Act
from service.safety.tokens import Kind
from service.safety.verdicts import Findings
from service.safety.wordlist import words

_SAYING = (Act.ADVICE, Act.DESCRIPTION)
#: Besides names of tests, signs and conditions, these say that a text is about an injury and its causes.
_OF_THE_INJURY = words(
    "reaction injury hepatotoxicity hepatitis causes cause liver serology viruses virus alcohol drink record notes "
    "blip allergy sensitivity panel profile ultrasound virology screen scan pharmacist "
    "hepatologist specialist prescriber"
)
#: A value of so many times a limit or a baseline is never to be let be.
_MANIFOLD = 3
_REFUTING = words(
    "mistake mistakes wrong pitfall pitfalls error errors unacceptable unsafe dangerous myth false incorrect"
)
_NORMAL_RESULT = regex.compile(
    r"(?<!\w)(?:normal|wild - type) (?:activity|result|genotype|phenotype|alleles?|metaboliser)"
)
_NORMAL = words("normal wild wild-type fine ok unremarkable functional")


class DismissalJudge:
    """Judges whether findings are taken seriously."""

    def __init__(self, topic: Topic, limits: Limits, situation: Situation) -> None:
        self._limits = limits
        self._situation = situation
        self._topic = topic
        judged = {c.lab for rule in topic.rules for c in conditions_of(rule.when, topic) if isinstance(c, Lab)}
        self._unruled = frozenset(
            a.id for a in topic.vocabulary.analytes if a.id not in judged and not judged & set(a.groups)
        )

        listed = {
            t for rule in topic.rules for c in conditions_of(rule.when, topic) if isinstance(c, HasSign) for t in c.any
        }
        self._harmless = frozenset(
            c.id for c in topic.vocabulary.conditions if c.id not in listed and not listed & set(c.groups)
        )
        self._panel = frozenset(a for panel in topic.vocabulary.panels.values() for a in panel)

    def judge(self, claims: Claims, context: Context, findings: Findings) -> None:
        """Add what lets a finding be, drops a piece of care, or clears the drug by a test that no rule goes by."""
        if claims.foreign or context.elsewhere or not any(act in _SAYING for act in claims.acts):
            return
        self._let_be(claims, context, findings)
        if self._concerned(claims, context) and self._dropped(claims):
            findings.doubt("a piece of care that the rules call for is dropped")
        if self._cleared(claims):
            findings.doubt("the drug is cleared by a test that no rule goes by")

    # ------------------------------------------------------------------------------------------ findings let be

    def _let_be(self, claims: Claims, context: Context, findings: Findings) -> None:
        """A raised value or a sign, told here or right before, that is said to change nothing."""
        if any(a.kind in ("hold", "stop") and not a.denied and not a.turned for a in claims.actions):
            return
        raised = any(lab.said != "normal" for lab in claims.labs.said)
        signs = any(True for _ in self._situation.signs_told(claims))
        short = bool(context.labs) and not claims.labs.said
        if not (raised or signs or short) or next(found(LET_BE, claims.words), None) is None:
            return
        if any(lab.low >= _MANIFOLD and lab.scale in ("upper-limit", "baseline") for lab in claims.labs.said):
            findings.doubt("a value of several times the limit is let be")
        for rule in self._situation.against("continue", claims, context):
            findings.breach(rule.id, rule.ground.quote)

    # ------------------------------------------------------------------------------------------ care dropped

    def _concerned(self, claims: Claims, context: Context) -> bool:
        drugs = claims.drugs()
        if drugs:
            return any(map(self._topic.governs, drugs))
        named = any(
            t.kind in (Kind.PANEL, Kind.SYMPTOM, Kind.CONDITION) or (t.kind is Kind.ANALYTE and t.id in self._panel)
            for t in claims.tokens
        )
        return named or bool(_OF_THE_INJURY & set(claims.words)) or (context.governed and len(claims.words) < 12)

    @staticmethod
    def _dropped(claims: Claims) -> bool:
        if _REFUTING & set(claims.words):
            return False
        places = chain(found(DROPPED, claims.words), found(LEFT_OUT, claims.words))
        return any(claims.act_at(i) in _SAYING and not claims.clause_at(i).turned for i in places)

    # ------------------------------------------------------------------------------------------ cleared by a test

    def _cleared(self, claims: Claims) -> bool:
        """As in "the activity is normal, so the drug is safe": not where it is denied."""
        if not any(self._unruled_normal(claims)):
            return False
        return any(
            claims.act_at(i) not in (Act.STUDY, Act.ECHO) and not denied_at(claims.clause_at(i), claims.tokens, i)
            for i in found(CLEARS, claims.words)
        )

    def _unruled_normal(self, claims: Claims) -> Iterator[bool]:
        """Results that are normal, of tests that no rule goes by."""
        for i, token in enumerate(claims.tokens):
            if token.kind is Kind.CONDITION and token.id in self._harmless and _NORMAL & set(claims.words[i].split()):
                yield True
            if token.kind is Kind.ANALYTE and token.id in self._unruled:
                near = claims.words[max(0, i - 3) : i + 6]
                if _NORMAL & set(near):
                    yield True
        if _NORMAL_RESULT.search(" ".join(claims.words)) and not any(
            t.kind is Kind.ANALYTE and t.id in self._limits.tested for t in claims.tokens
        ):
            yield True
