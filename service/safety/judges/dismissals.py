"""What a text makes of a finding besides an action: let be, not looked into, not written down, or cleared by a test."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import regex

from corpus.model import HasSign, Lab, Topic
from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.dismissals import BY_ITSELF, CLEARS, DROPPED, LEFT_OUT, LET_BE, NO_BOTHER, OF_NO_USE, found
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.signs_told import signs_told
from service.safety.judges.situation import Situation
from service.safety.judges.verdicts import Findings
from service.safety.once import once_for_each
from service.safety.rules.limits import Limits, conditions_of
from service.safety.text.line import cue
from service.safety.text.tokens import Kind, Token

_SAYING = (Act.ADVICE, Act.DESCRIPTION)
#: Besides names of tests, signs and conditions, these say that a text is about an injury and its causes.
_OF_THE_INJURY = words(
    "reaction injury hepatotoxicity hepatitis causes cause liver serology viruses virus alcohol drink record notes "
    "enzymes transaminases blip allergy sensitivity panel profile ultrasound virology screen scan pharmacist "
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


#: So far behind a phrase the tests may stand that it is about.
_REACH = 9
_ALONE = words("alone own itself themselves isolated isolation single lone singly only solely")
#: What is looked for besides the panel.
_OTHER_CAUSES = words("serology virology serologies viral ultrasound imaging scan")
_PANELS = cue(_OTHER_CAUSES, kinds=(Kind.ANALYTE, Kind.PANEL))
_TESTS_AND_CONDITIONS = cue(kinds=(Kind.ANALYTE, Kind.CONDITION))
_OF_CARE = cue(kinds=(Kind.PANEL, Kind.SYMPTOM, Kind.CONDITION, Kind.ANALYTE))
_RESULTS = cue(words("normal wild"))
_INJURED = cue(_OF_THE_INJURY)
_REFUTED = cue(_REFUTING)


def _tests_behind(claims: Claims, n: int) -> bool:
    """Whether a test is what a phrase that begins at `n` is about."""
    for token in claims.tokens[n + 1 : n + 7]:
        if token.kind in (Kind.ANALYTE, Kind.PANEL, Kind.DRUG):
            return token.kind is not Kind.DRUG
    return False


@once_for_each
def _unruled_names(topic: Topic) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The analytes that no rule goes by, the conditions that none does, and the tests of the panels."""
    conditions = [c for rule in topic.rules for c in conditions_of(rule.when, topic)]
    judged = {c.lab for c in conditions if isinstance(c, Lab)}
    listed = {sign for c in conditions if isinstance(c, HasSign) for sign in c.any}
    names = topic.vocabulary
    return (
        frozenset(a.id for a in names.analytes if a.id not in judged and not judged & set(a.groups)),
        frozenset(c.id for c in names.conditions if c.id not in listed and not listed & set(c.groups)),
        frozenset(a for panel in names.panels.values() for a in panel),
    )


class DismissalJudge:
    """Judges whether findings are taken seriously."""

    def __init__(self, topic: Topic, limits: Limits, situation: Situation) -> None:
        self._limits = limits
        self._situation = situation
        self._topic = topic
        self._unruled, self._harmless, self._panel = _unruled_names(topic)

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
        short = bool(context.labs) and not claims.labs.said
        told = raised or short or any(True for _ in signs_told(claims))
        if not told or next(found(LET_BE, claims.tokens), None) is None:
            return
        if any(lab.low >= _MANIFOLD and lab.scale in ("upper-limit", "baseline") for lab in claims.labs.said):
            findings.doubt("a value of several times the limit is let be")
        for rule in self._situation.against("continue", claims, context):
            findings.breach(rule.id, rule.ground.quote)

    # ------------------------------------------------------------------------------------------ care dropped

    def _concerned(self, claims: Claims, context: Context) -> bool:
        drugs = claims.drugs
        if drugs:
            return any(map(self._topic.governs, drugs))
        named = any(
            claims.tokens[i].kind is not Kind.ANALYTE or claims.tokens[i].id in self._panel
            for i in claims.tokens.places(_OF_CARE)
        )
        injured = claims.tokens.cues & _INJURED and not _OF_THE_INJURY.isdisjoint(claims.words)
        return named or bool(injured) or (context.governed and len(claims.words) < 12)

    def _dropped(self, claims: Claims) -> bool:
        if claims.tokens.cues & _REFUTED and not _REFUTING.isdisjoint(claims.words):
            return False
        places = chain.from_iterable(found(pattern, claims.tokens) for pattern in (DROPPED, LEFT_OUT, BY_ITSELF))
        if any(claims.act_at(i) in _SAYING and not claims.clause_at(i).turned for i in places):
            return True
        left = (n for n in found(NO_BOTHER, claims.tokens) if claims.act_at(n) in _SAYING)
        if any(_tests_behind(claims, n) for n in left):
            return True
        idle = (n for n in found(OF_NO_USE, claims.tokens) if claims.act_at(n) in _SAYING)
        return any(self._of_the_panel(claims, n) for n in idle)

    def _of_the_panel(self, claims: Claims, n: int) -> bool:
        """Whether tests of the panel are what a phrase at `n` is about, more than one by itself or one of several."""
        clause = claims.clause_at(n)
        around = range(clause.first, min(clause.last, n + _REACH))
        named = [i for i in claims.tokens.places(_PANELS) if i in around and self._in_panel(claims.tokens[i])]
        singled = any(_ALONE & set(claims.words[max(0, i - 2) : i + 4]) for i in named)
        return bool(named) and not singled

    def _in_panel(self, token: Token) -> bool:
        return token.kind is Kind.PANEL or token.id in self._panel or token.text.lower() in _OTHER_CAUSES

    # ------------------------------------------------------------------------------------------ cleared by a test

    def _cleared(self, claims: Claims) -> bool:
        """As in "the activity is normal, so the drug is safe": not where it is denied."""
        if not any(self._unruled_normal(claims)):
            return False
        return any(
            claims.act_at(i) not in (Act.STUDY, Act.ECHO) and not denied_at(claims.clause_at(i), claims.tokens, i)
            for i in found(CLEARS, claims.tokens)
        )

    def _unruled_normal(self, claims: Claims) -> Iterator[bool]:
        """Results that are normal, of tests that no rule goes by."""
        for i in claims.tokens.places(_TESTS_AND_CONDITIONS):
            token = claims.tokens[i]
            if token.kind is Kind.CONDITION and token.id in self._harmless and _NORMAL & set(claims.words[i].split()):
                yield True
            if token.kind is Kind.ANALYTE and token.id in self._unruled:
                near = claims.words[max(0, i - 3) : i + 6]
                if _NORMAL & set(near):
                    yield True
        if not claims.tokens.cues & _RESULTS or not _NORMAL_RESULT.search(claims.tokens.text):
            return
        if not any(t.kind is Kind.ANALYTE and t.id in self._limits.tested for t in claims.tokens):
            yield True
