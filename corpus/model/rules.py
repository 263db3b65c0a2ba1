"""Rules: a condition or an occasion, what it calls for, and the sentence it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from corpus.model.conditions import Condition, Operator

RuleKind = Literal["threshold", "routing", "input", "sources"]
Severity = Literal["critical", "high", "moderate", "info"]


class Action(StrEnum):
    """What a finding calls for; `STRICTNESS` orders them."""

    STOP_PERMANENTLY = "stop-permanently"
    HOLD = "hold"
    REDUCE = "reduce"
    CONTINUE = "continue"
    RESTART = "restart"
    MONITOR = "monitor"
    REFER = "refer"
    EMERGENCY = "emergency"
    NONE = "none"


#: What fits on one or two lines of a phone.
HEADLINE_CHARS = 80

#: Strictest first. An answer's action is at least as strict as the strictest finding's.
STRICTNESS: tuple[Action, ...] = (
    Action.STOP_PERMANENTLY,
    Action.HOLD,
    Action.REDUCE,
    Action.CONTINUE,
    Action.RESTART,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The sentence a rule rests on."""

    statement: str
    quote: str
    derived: bool = False
    """True when the rule's figures follow from the quote by arithmetic or logic instead of standing in it."""


#: Built-in occasions on which a rule fires instead of on a condition. One rule of the topic carries each one's words.
Trigger = Literal[
    "edge",
    "near",
    "missing",
    "unit-convert",
    "conflict",
    "implausible",
    "two-patients",
    "language",
    "patient",
    "false-premise",
    "injection",
    "out-of-scope",
    "abstain",
    "sources-disagree",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit that a text may not break: what the safety core enforces on anybody's words about the governed drug.

    `claim` names what is limited: `daily-dose` (mg/day), `restart-dose` (mg/day), `step` (mg), `step-interval` (days),
    `first-step` (days), `test-interval-held` (days), `tests-per-week-restart`, or `stop-line` (a laboratory line).
    """

    claim: str
    op: Operator
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Which of a rule's statements an answer gives when it fires, and for which patients."""

    statements: tuple[str, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """An example run at load: the patient block of the HTTP contract, text or both, and whether the rule fires."""

    fires: bool
    patient: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A hard threshold or a safety behaviour, with the sentence it rests on. See docs/topics.md for every field."""

    id: str
    kind: RuleKind
    severity: Severity
    action: Action
    ground: Ground
    message: str
    headline: str | None = None
    """What it calls for in one line of at most `HEADLINE_CHARS`, read before the message."""
    version: int = 1
    status: Literal["draft", "active", "expired"] = "active"
    owner: str = "topic editors"
    reviewer: str | None = None
    when: Condition | None = None
    trigger: Trigger | None = None
    also: tuple[str, ...] = ()
    """Further statements (ids) that the finding cites."""
    says: tuple[Saying, ...] = ()
    """What an answer says when it fires: the first entry that holds, otherwise its ground."""
    canonical: str | None = None
    """The sentence put in place of one that breaks the rule, and required when the rule's action must be said."""
    patient_message: str | None = None
    forbids: tuple[str, ...] = ()
    """What a text may not advise while this rule holds: continue, reduce, restart, raise, schedule."""
    limits: tuple[Limit, ...] = ()
    stop_line: bool = False
    """True when the rule takes part in the near-threshold band and in edge findings."""
    quiets: tuple[str, ...] = ()
    """Lower rules (ids) that this one silences in the same case."""
    tests: tuple[RuleTest, ...] = ()
    line: int = field(default=0, compare=False, metadata={"yaml": False})
    """Where the rule begins in rules.yaml; filled in by the reader."""
