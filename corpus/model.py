"""The nouns of a topic: sources, statements, passages, rules and vocabulary, all frozen.

Built only by `corpus.reader`, which refuses what does not hold. Field names are the keys of the YAML files that
`docs/topics.md` documents, so that an editor and a programmer read the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

SourceKind = Literal["guideline", "research", "label", "reference", "service"]
SourceStatus = Literal["current", "superseded"]
RuleKind = Literal["threshold", "routing", "input", "sources"]
Severity = Literal["critical", "high", "moderate", "info"]
Operator = Literal[">", ">=", "<", "<="]
Relative = Literal["absolute", "upper-limit", "baseline"]
Urgency = Literal["emergency", "urgent", "none"]
DrugRelation = Literal["governed", "relative", "interacting", "alternative", "other"]


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


#: Strictest first. An answer's action is at least as strict as the strictest finding's.
STRICTNESS: tuple[Action, ...] = (
    Action.STOP_PERMANENTLY,
    Action.HOLD,
    Action.REDUCE,
    Action.CONTINUE,
    Action.RESTART,
)


# ---------------------------------------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of a source's printed reference list, without a number unless the source numbers it."""

    kind: str
    title: str
    publisher: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One bullet of a source: what may be shown, cited and retrieved."""

    id: str
    fact_ids: tuple[str, ...]
    text: str
    references: tuple[str, ...]
    section: str
    line: int
    start: int
    """Offset of `text` in the source file, in characters."""
    patient_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of a source and its statements, in the order of the file."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document of the topic: front matter and sections. `file` is its path relative to the topic folder."""

    id: str
    title: str
    kind: SourceKind
    publisher: str
    published: str | None
    url: str | None
    licence: str
    status: SourceStatus
    superseded_by: str | None
    verbatim: bool
    evidence: str | None
    review: str | None
    references: tuple[Reference, ...]
    reference_note: str | None
    sections: tuple[Section, ...]
    file: str
    text: str
    """The whole file as read, so that a span can be shown in its context."""

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all sections, in the order of the file."""
        return tuple(s for section in self.sections for s in section.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of retrieval: one statement with its heading path, verbatim, with a stable id."""

    id: str
    topic: str
    source_id: str
    statement_id: str
    heading_path: tuple[str, ...]
    text: str
    patient_text: str | None
    references: tuple[str, ...]
    span: tuple[int, int]
    kind: SourceKind
    current: bool


# ---------------------------------------------------------------------------------------------- vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A closed interval; `None` means open on that side."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """A drug, everything that names it, and what it is to the drug the rules are about."""

    id: str
    names: tuple[str, ...]
    """Everything that names it: generic, brands, abbreviations, names in other languages. The first is for display."""
    relation: DrugRelation = "other"
    groups: tuple[str, ...] = ()
    equivalent_factor: float | None = None
    """For a relative of the governed drug: mg of the governed drug that 1 mg of it counts as."""
    plausible_mg_per_day: Interval | None = None
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyte:
    """A laboratory test: its names, units with their factors, and what values it can have."""

    id: str
    """Also the name shown to readers."""
    names: tuple[str, ...]
    unit: str
    """Canonical unit; `units` gives for each other unit how many canonical units 1 of it is."""
    groups: tuple[str, ...] = ()
    units: Mapping[str, float] = field(default_factory=dict)
    precision: Mapping[str, float] = field(default_factory=dict)
    """Reporting precision per unit: two values closer than half of it are equal."""
    plausible: Interval = Interval()
    """Possible values in the canonical unit; outside is input-implausible."""
    plausible_upper_limit: Interval | None = None
    """Verified interval in which a laboratory's upper limit lies, canonical unit; None when none is verified."""
    bare: Mapping[str, Interval] = field(default_factory=dict)
    """For a figure written without a unit: the units it may be in, each with the values a bare figure has there.

    Empty means that a bare figure is in the canonical unit.
    """
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A symptom or a condition of the patient (pregnancy, a genotype, a past event)."""

    id: str
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()
    urgency: Urgency = "none"
    terms: tuple[tuple[str, ...], ...] = ()
    """Other wordings: each inner list holds word stems that must all stand in one sentence.

    `a|b` is either; a stem ending in `*` matches any ending; `>=10` is a number of at least ten.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Every name that a topic knows, and how each is written."""

    drugs: tuple[Drug, ...]
    analytes: tuple[Analyte, ...]
    symptoms: tuple[Sign, ...]
    conditions: tuple[Sign, ...]
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Laboratory units: how each is written, per canonical spelling. Mass and time are known to the code."""
    panels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words for several analytes at once ("LFTs"): name -> analyte ids."""
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topic words for retrieval: a term -> what it also means (abbreviations, lay words)."""


# ---------------------------------------------------------------------------------------------- rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The sentence a rule rests on."""

    statement: str
    quote: str
    derived: bool = False
    """True when the rule's figures follow from the quote by arithmetic or logic instead of standing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """`lab` is an analyte, or `it` inside `ForAny`. True when the value meets the line."""

    lab: str
    op: Operator
    enforced: Operator
    value: float
    of: Relative
    unit: str | None = None
    at: Literal["peak", "current"] = "peak"


@dataclass(frozen=True, slots=True, kw_only=True)
class HasSign:
    """A symptom or condition, by id or group, is present."""

    of: Literal["symptom", "condition"]
    any: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDrug:
    """Another drug, by id or group, is taken or (`planned`) proposed."""

    any: tuple[str, ...]
    status: tuple[str, ...] = ("active", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class InPhase:
    """Where the patient stands with the governed drug: on, held, restarted."""

    any: tuple[Literal["on", "held", "restarted"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What the user proposes to do with the governed drug."""

    any: tuple[Literal["restart", "increase", "continue", "reduce", "stop"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """A dose of the governed drug in mg/day against a figure, or against another dose of the patient (`than`)."""

    of: Literal["current", "injury", "planned", "restart", "planned-step", "past-step"]
    op: Operator
    enforced: Operator
    value: float | None = None
    than: Literal["injury", "current"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A time in days: since an event, or between planned tests or steps."""

    of: Literal["since-stop", "since-restart", "since-increase", "between-tests", "between-steps", "first-step"]
    op: Operator
    enforced: Operator
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """Another rule, by id or by a prefix ending in `*`, has fired now or earlier in the case."""

    any: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """True when every condition is."""

    all: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """True when at least one condition is."""

    any: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """True when the condition is known to be false; unknown stays unknown."""

    not_: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAny:
    """True when `then` holds with `it` bound to one of the analytes of the group."""

    for_any: str
    then: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """A condition that the rules file names under `definitions`."""

    name: str


Condition = Lab | HasSign | OnDrug | InPhase | Planned | Dose | Days | Fired | All | Any | Not | ForAny | Is

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
    version: int = 1
    status: Literal["draft", "active", "expired"] = "active"
    owner: str = "topic editors"
    reviewer: str | None = None
    when: Condition | None = None
    trigger: Trigger | None = None
    also: tuple[str, ...] = ()
    """Further statements (ids) that the finding cites."""
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


# ---------------------------------------------------------------------------------------------- topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Sources that say different things about one matter: shown side by side, the stricter followed."""

    about: str
    positions: tuple[str, ...]
    """Statement ids, the followed (stricter) one first."""
    terms: tuple[str, ...] = ()
    """Words of a question that call for it."""
    rules: tuple[str, ...] = ()
    note: str | None = None
    line: int = field(default=0, compare=False, metadata={"yaml": False})
    """Where it begins in topic.yaml; filled in by the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the corpus knowingly does not say, with the words that ask for it and the statement that says so."""

    about: str
    terms: tuple[tuple[str, ...], ...]
    """As in `Sign.terms`, over the whole question."""
    statement: str | None = None
    not_covered: bool = True
    """True when a question about nothing else is `not_covered`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """A misreading of the sources that questions bring along, and the statement that sets it right.

    `terms` as in `Sign.terms`. Wrong figures need no entry: they are compared with the rules' own limits.
    """

    about: str
    terms: tuple[tuple[str, ...], ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """Samples that the service must get right before it serves."""

    must_block: tuple[str, ...] = ()
    must_pass: tuple[str, ...] = ()
    must_fire: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Text -> rules that must fire on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A question and the statement that retrieval must find for it before the service is ready."""

    question: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The page a reader sees: which source leads, what it says of its own review."""

    lead_source: str
    bottom_line: tuple[str, ...]
    source_review: str
    updated: str
    editorial_policy: str
    audience_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the topic answers, what it does not, and the words that tell."""

    inside: str
    outside: tuple[str, ...]
    terms: tuple[str, ...]
    """Words that show that a question is about this topic even when no drug or analyte is named."""
    foreign: tuple[str, ...] = ()
    """Words that show another matter (another disease, another drug's use)."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Everything the service knows about one subject."""

    id: str
    question: str
    article: Article
    scope: Scope
    disclaimer: str
    notice: str
    emergency: str
    suggested_questions: tuple[str, ...]
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    definitions: Mapping[str, Condition]
    sources: tuple[Source, ...]
    disagreements: tuple[Disagreement, ...]
    gaps: tuple[Gap, ...]
    premises: tuple[Premise, ...]
    self_test: SelfTest
    canary: Canary
    corpus_hash: str
    rules_hash: str

    @cached_property
    def statements(self) -> Mapping[str, tuple[Source, Statement]]:
        """Statement id -> its source and itself."""
        return {s.id: (source, s) for source in self.sources for s in source.statements}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Passage id -> passage, for every statement of every source."""
        return {p.id: p for source in self.sources for p in _passages(self.id, source)}

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """Rule id -> rule."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def governed(self) -> Drug:
        """The drug the rules are about."""
        return next(d for d in self.vocabulary.drugs if d.relation == "governed")


def passage_id(topic: str, statement_id: str) -> str:
    """The stable passage id of a statement, unique over all topics."""
    return f"p_{topic}_{statement_id}"


def _passages(topic: str, source: Source) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            id=passage_id(topic, s.id),
            topic=topic,
            source_id=source.id,
            statement_id=s.id,
            heading_path=(source.title, s.section),
            text=s.text,
            patient_text=s.patient_text,
            references=s.references,
            span=(s.start, s.start + len(s.text)),
            kind=source.kind,
            current=source.status == "current",
        )
        for s in source.statements
    )
