"""The bodies that show what the service knows: topics, articles, rules, sources, passages."""

from __future__ import annotations

from corpus.model import Action, Operator, RuleKind, Severity, SourceKind, SourceStatus
from service.api.shapes.answers import ReviewOut
from service.api.shapes.closed import Number, Out, Sha256


class TopicOut(Out):
    """A topic in the list of topics."""

    id: str
    question: str
    source_review: str
    topic_review: str
    updated: str
    suggested_questions: list[str]


class TopicsOut(Out):
    """The topics served."""

    topics: list[TopicOut]


class ReferenceOut(Out):
    """An entry of a source's printed reference list."""

    kind: str
    title: str
    publisher: str | None
    year: int | None
    number: str | None


class PassageLineOut(Out):
    """A statement of the corpus with the reference numbers printed there, and those that the source lists no title for.

    `patient_text` is its plain-language form.
    """

    passage_id: str
    source_id: str
    text: str
    patient_text: str | None
    references: list[str]
    untitled: list[str]


class SourceSectionOut(Out):
    """Statements of a source under one heading."""

    heading: str
    statements: list[PassageLineOut]


class SourceRefOut(Out):
    """A source in the list of a topic's sources."""

    id: str
    title: str
    kind: SourceKind
    publisher: str
    published: str | None
    status: SourceStatus
    url: str | None


class ArticleOut(Out):
    """A topic as an article, built from its leading source."""

    id: str
    question: str
    lead_source: str
    title: str
    publisher: str
    bottom_line: list[PassageLineOut]
    sections: list[SourceSectionOut]
    references: list[ReferenceOut]
    reference_note: str | None
    sources: list[SourceRefOut]
    verbatim: bool
    review: ReviewOut
    editorial_policy: str
    audience_note: str
    disclaimer: str
    suggested_questions: list[str]


class SourceOut(Out):
    """A source: its front matter, its statements, and the text of its file."""

    id: str
    topic: str
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
    references: list[ReferenceOut]
    reference_note: str | None
    sections: list[SourceSectionOut]
    text: str


class PassageOut(Out):
    """A passage in its context: `context[span[0]:span[1]]` and `source.text[source_span[0]:source_span[1]]` are it."""

    id: str
    topic: str
    source_id: str
    title: str
    kind: SourceKind
    publisher: str
    published: str | None
    url: str | None
    verbatim: bool
    current: bool
    section: str
    quote: str
    patient_text: str | None
    references: list[str]
    context: str
    span: tuple[int, int]
    source_span: tuple[int, int]


class LineOut(Out):
    """A line drawn by a rule: what is compared, how the source prints it, and how it is enforced."""

    of: str
    printed: Operator
    enforced: Operator
    value: Number | None
    unit: str | None
    relative_to: str


class RuleOut(Out):
    """A rule with the sentence it rests on. `derived`: its figures follow from the quote instead of standing in it."""

    id: str
    version: int
    kind: RuleKind
    severity: Severity
    action: Action
    message: str
    lines: list[LineOut]
    quote: str
    derived: bool
    passage_id: str
    source_id: str
    section: str
    references: list[str]
    reviewer: str | None


class RulesOut(Out):
    """The hard thresholds of a topic."""

    topic: str
    rules_hash: Sha256
    rules: list[RuleOut]
