"""A topic as a whole: its page, its scope, its gaps and disagreements, and all that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from corpus.model.aspects import Asked, Aspect
from corpus.model.conditions import Condition
from corpus.model.formulas import Formulas
from corpus.model.rules import Rule
from corpus.model.sources import Passage, Source, Statement
from corpus.model.vocabulary import Drug, DrugRelation, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Sources that say different things about one matter: shown side by side, the stricter followed."""

    about: str
    positions: tuple[str, ...]
    """Statement ids, the followed (stricter) one first."""
    terms: tuple[tuple[str, ...], ...] = ()
    """As in `Sign.terms`, over the whole question."""
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
    definition: str | None = None
    """A definition of the rules file: where it holds for the patient the gap applies without any words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """A misreading of the sources that questions bring along, and the statement that sets it right.

    `terms` as in `Sign.terms`. Wrong figures need no entry: they are compared with the rules' own limits.
    """

    about: str
    terms: tuple[tuple[str, ...], ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text to check, as `POST /v1/check` takes it: with the question it answers and the patient it is about.

    Several texts are judged one by one, each against the same question and patient.
    """

    text: tuple[str, ...]
    question: str = ""
    patient: Mapping[str, object] = field(default_factory=dict)
    line: int = field(default=0, compare=False, metadata={"yaml": False})
    """Where it begins in topic.yaml; filled in by the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """Samples that the service must get right before it serves."""

    must_block: tuple[Sample, ...] = ()
    must_pass: tuple[Sample, ...] = ()
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
    same_harm: tuple[str, ...] = ()
    """Groups of drugs that do the topic's harm by themselves: a line asked about for such a drug alone is not ours."""


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
    formulas: Formulas = field(default_factory=Formulas)
    aspects: tuple[Aspect, ...] = ()
    asked: tuple[Asked, ...] = field(default=(), metadata={"yaml": False})
    """What questions.yaml holds."""
    sources: tuple[Source, ...]
    disagreements: tuple[Disagreement, ...]
    gaps: tuple[Gap, ...]
    premises: tuple[Premise, ...]
    self_test: SelfTest
    canary: Canary
    corpus_hash: str
    rules_hash: str

    @cached_property
    def content_hash(self) -> str:
        """What a review of the topic concerns: all of its files together."""
        return content_hash(self.corpus_hash, self.rules_hash)

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
    def relations(self) -> Mapping[str, DrugRelation]:
        """Drug id -> what it is to the governed drug."""
        return {drug.id: drug.relation for drug in self.vocabulary.drugs}

    def relation(self, drug: str) -> DrugRelation:
        """What a drug is to the governed one; a drug that the vocabulary does not list is another one."""
        return self.relations.get(drug, "other")

    @cached_property
    def rivals(self) -> frozenset[str]:
        """Drugs that do the same harm by themselves, and that the rules are not about."""
        groups = set(self.scope.same_harm)
        return frozenset(d.id for d in self.vocabulary.drugs if groups & set(d.groups) and not self.governs(d.id))

    def governs(self, drug: str) -> bool:
        """Whether the rules are about a drug: the governed one, or a relative that counts as it."""
        return self.relation(drug) in ("governed", "relative")

    @cached_property
    def governed(self) -> Drug:
        """The drug the rules are about."""
        return next(d for d in self.vocabulary.drugs if d.relation == "governed")


def content_hash(corpus_hash: str, rules_hash: str) -> str:
    """One hash for what a corpus hash and a rules hash stand for."""
    return f"sha256:{sha256(f'{corpus_hash} {rules_hash}'.encode()).hexdigest()}"


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
