"""The nouns of an answer: Finding, Missing, Draft and Answer. A Draft is unchecked, an Answer is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from corpus.model import Action, RuleKind, Severity
from service.domain.corrections import Corrections
from service.domain.facts import Origin, ReadFact, Span
from service.domain.pictures import Pictures
from service.domain.wording import ModelUse

AnswerOrigin = Literal["quote", "rule", "model"]
Outcome = Literal["removed", "replaced", "added"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "moderate", "info")


class Verdict(StrEnum):
    """What the safety core says of a text. `abstain` could not be read with certainty, so it blocks."""

    PASS = "pass"
    BLOCK = "block"
    ABSTAIN = "abstain"


class Status(StrEnum):
    """Least cautious first; the most cautious voice wins."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    WITHHELD = "withheld"
    EMERGENCY = "emergency"


class Audience(StrEnum):
    """Who asks; the findings are the same for all."""

    PHYSICIAN = "physician"
    PHARMACIST = "pharmacist"
    NURSE = "nurse"
    STUDENT = "student"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One fact a rule fired on, in the unit it was given in, and the limit it met, as text with its unit."""

    fact: str
    value: float | str | None
    unit: str | None
    limit: str | None
    origin: Origin
    computed: str | None = None
    """The arithmetic: "223 / 40 = 5.6 x upper limit"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that fired for this patient; `because` lets a reader check the arithmetic without trusting us."""

    rule: str
    kind: RuleKind
    severity: Severity
    action: Action
    message: str
    headline: str | None = None
    """What it calls for in one line, to be read before the message; None where the topic has none."""
    because: tuple[Because, ...] = ()
    statements: tuple[str, ...] = ()
    """Ids of the corpus statements it rests on, first its own ground."""

    @property
    def urgency(self) -> tuple[bool, int, int]:
        """Where it stands among the findings."""
        return urgency(self.action, self.severity)


def urgency(action: Action, severity: Severity) -> tuple[bool, int, int]:
    """What sorts findings and their rules: emergencies, then what stops or holds the drug, then by severity."""
    stops = (Action.STOP_PERMANENTLY, Action.HOLD)
    rank = stops.index(action) if action in stops else len(stops)
    return action is not Action.EMERGENCY, rank, SEVERITIES.index(severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A fact that would change the verdict, why, and where in the request to put it."""

    fact: str
    why: str
    path: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of the facts: complete, ordered by severity, whatever the question."""

    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]

    @property
    def fired(self) -> frozenset[str]:
        """Ids of the rules that fired."""
        return frozenset(f.rule for f in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    """An unchecked statement with the passages it rests on."""

    text: str
    passages: tuple[str, ...]
    origin: AnswerOrigin
    heading: str
    statement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Unchecked: nothing of it may leave the service."""

    statements: tuple[DraftStatement, ...]
    not_addressed: tuple[str, ...] = ()
    disagreements: tuple[DisagreementShown, ...] = ()
    missing: tuple[Missing, ...] = ()
    """Facts without which something that is asked for cannot be computed, besides those that the rules ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementShown:
    """Sources that differ on one matter, the followed position first; unchecked like the rest of a draft."""

    about: str
    positions: tuple[DraftStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One rule that a text breaks, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedStatement:
    """One statement of a checked text with its verdict."""

    text: str
    span: Span
    verdict: Verdict
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The safety core's judgement of a text: the worst of its statements and of the rules for answers as a whole."""

    verdict: Verdict
    statements: tuple[CheckedStatement, ...]
    violations: tuple[Violation, ...] = ()
    """Breaches of the text as a whole: sums over statements, omissions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the check did to a draft."""

    statement: str
    rule: str
    reason: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStatement:
    """A checked statement with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]
    origin: AnswerOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSection:
    """Checked statements under one heading."""

    heading: str
    statements: tuple[AnswerStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one source says in a disagreement."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDisagreement:
    """Sources that differ on one matter, the followed position first."""

    about: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A number in the answer and the passage it stands for."""

    n: int
    passage_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """What the checks of an answer came to: how many statements were checked and what was changed."""

    verdict: Literal["pass", "amended", "withheld"]
    checked: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A checked answer, not yet stamped with ids, receipt and times: a pure function of request, corpus and rules."""

    topic: str | None
    audience: Audience
    status: Status
    findings: tuple[Finding, ...]
    facts: tuple[ReadFact, ...]
    missing: tuple[Missing, ...]
    sections: tuple[AnswerSection, ...]
    not_addressed: tuple[str, ...]
    disagreements: tuple[AnswerDisagreement, ...]
    citations: tuple[Citation, ...]
    safety: Safety
    suggestions: tuple[str, ...]
    corrections: Corrections | None = None
    model: ModelUse | None = None
    """What a language model was asked for, where one was."""
    pictures: Pictures | None = None
    """What can be drawn of the patient's figures; None where there is nothing."""
    timings_ms: dict[str, float] = field(default_factory=dict)
