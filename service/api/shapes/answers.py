"""The bodies that answer one question: an answer, an assessment, a checked text."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corpus.model import Action, RuleKind, Severity, SourceKind
from service.api.shapes.closed import Number, Out, Sha256
from service.api.shapes.corrections import CorrectionsOut
from service.domain.answer import AnswerOrigin, Audience, Outcome, Status, Verdict
from service.domain.facts import Origin
from service.domain.pictures import Pictures


class BecauseOut(Out):
    """A fact a rule fired on, with the limit it met. `computed` shows the arithmetic."""

    fact: str
    value: Number | str | None
    unit: str | None
    limit: str | None
    origin: Origin = Field(alias="from")
    computed: str | None = None


class FindingOut(Out):
    """A rule that fired for this patient."""

    rule: str
    kind: RuleKind
    severity: Severity
    action: Action
    headline: str | None
    message: str
    because: list[BecauseOut]
    citations: list[int]


class FactOut(Out):
    """A fact as it was read: as given, as converted, and where it stood (`span` in the text, `path` in the request)."""

    fact: str
    value: Number | str | None
    unit: str | None
    as_given: str
    origin: Origin = Field(alias="from")
    span: tuple[int, int] | None = None
    converted: str | None = None
    path: str | None = None


class MissingOut(Out):
    """A fact that would change the verdict, why, and where in the request to put it."""

    fact: str
    why: str
    path: str


class StatementOut(Out):
    """One checked statement. `origin`: `quote` of the corpus, `rule` computed, `model` worded and then checked."""

    text: str
    citations: list[int]
    origin: AnswerOrigin


class SectionOut(Out):
    """Statements under one heading."""

    heading: str
    statements: list[StatementOut]


class PositionOut(Out):
    """One side of a disagreement between sources."""

    text: str
    citations: list[int]


class DisagreementOut(Out):
    """What sources say differently about one matter, the followed (stricter) position first."""

    about: str
    positions: list[PositionOut]


class CitationOut(Out):
    """A passage that something rests on. `verbatim` false: a client writes "as summarised from", no quotation marks."""

    n: int
    passage_id: str
    source_id: str
    title: str
    kind: SourceKind
    publisher: str
    published: str | None
    section: str
    quote: str
    references: list[str]
    url: str | None
    verbatim: bool


class ChangeOut(Out):
    """What the check did to a draft."""

    statement: str
    rule: str
    reason: str
    outcome: Outcome


class SafetyOut(Out):
    """The check's verdict on the draft, and its changes."""

    verdict: Literal["pass", "amended", "withheld"]
    checked: int
    changes: list[ChangeOut]


class ApprovalOut(Out):
    """Who approved which content when. `current` false: the content has changed since, so that it no longer holds."""

    by: str
    at: str
    content: Sha256
    current: bool


class ReviewOut(Out):
    """`source_review` is what the source says of itself, `topic_review` is ours; null where no topic was found.

    `approval` is the last one that the topic had; `topic_review` alone says whether it is in force.
    """

    source_review: str | None
    topic_review: str | None
    updated: str | None
    notice: str
    approval: ApprovalOut | None


class ModelUseOut(Out):
    """What a language model was asked for. `degraded` says why passages were quoted in its place; null: they were not.

    `tokens_in` and `tokens_out` are as the provider counted them, 0 where it does not.
    """

    name: str
    prompt: str
    calls: int
    tokens_in: int
    tokens_out: int
    ms: float
    cached: bool
    degraded: str | None


class ReceiptOut(Out):
    """What the answer was made from, so that it can be made again. `model` null: no language model was asked."""

    corpus: Sha256
    rules: Sha256
    generator: str
    encoder: str
    created: str
    model: ModelUseOut | None


class AnswerOut(Out):
    """A checked, cited answer."""

    id: str
    conversation_id: str
    topic: str | None
    audience: Audience
    status: Status
    findings: list[FindingOut]
    facts: list[FactOut]
    missing: list[MissingOut]
    sections: list[SectionOut]
    not_addressed: list[str]
    disagreements: list[DisagreementOut]
    citations: list[CitationOut]
    safety: SafetyOut
    review: ReviewOut
    disclaimer: str
    suggestions: list[str]
    receipt: ReceiptOut
    corrections: CorrectionsOut | None = None
    pictures: Pictures | None = None
    timings_ms: dict[str, float]


class AssessOut(Out):
    """What the rules say of a case, without retrieval."""

    topic: str
    facts: list[FactOut]
    findings: list[FindingOut]
    missing: list[MissingOut]
    citations: list[CitationOut]


class ViolationOut(Out):
    """A rule that a text breaks."""

    rule: str
    reason: str


class CheckedStatementOut(Out):
    """One statement of a checked text."""

    text: str
    verdict: Verdict
    violations: list[ViolationOut]


class CheckOut(Out):
    """The judgement of a text; `violations` are those of the text as a whole, such as omissions.

    `safe_text` is what may be shown instead: it passes when it is checked again with the same question and patient.
    Empty: nothing of it may be shown.
    """

    topic: str
    verdict: Verdict
    statements: list[CheckedStatementOut]
    violations: list[ViolationOut]
    findings: list[FindingOut]
    citations: list[CitationOut]
    safe_text: str
