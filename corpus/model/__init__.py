"""The nouns of a topic: sources, statements, passages, rules and vocabulary, all frozen.

Built only by `corpus.reader`, which refuses what does not hold. Field names are the keys of the YAML files that
`docs/topics.md` documents, so that an editor and a programmer read the same words.
"""

from corpus.model.conditions import (
    All,
    Any,
    Condition,
    Days,
    Dose,
    Fired,
    ForAny,
    HasSign,
    InPhase,
    Is,
    Lab,
    Not,
    OnDrug,
    Operator,
    Planned,
    Relative,
)
from corpus.model.rules import STRICTNESS, Action, Ground, Limit, Rule, RuleKind, RuleTest, Severity, Trigger
from corpus.model.sources import Passage, Reference, Section, Source, SourceKind, SourceStatus, Statement
from corpus.model.topic import Article, Canary, Disagreement, Gap, Premise, Scope, SelfTest, Topic, passage_id
from corpus.model.vocabulary import Analyte, Drug, DrugRelation, Interval, Sign, Urgency, Vocabulary

__all__ = [
    "STRICTNESS",
    "Action",
    "All",
    "Analyte",
    "Any",
    "Article",
    "Canary",
    "Condition",
    "Days",
    "Disagreement",
    "Dose",
    "Drug",
    "DrugRelation",
    "Fired",
    "ForAny",
    "Gap",
    "Ground",
    "HasSign",
    "InPhase",
    "Interval",
    "Is",
    "Lab",
    "Limit",
    "Not",
    "OnDrug",
    "Operator",
    "Passage",
    "Planned",
    "Premise",
    "Reference",
    "Relative",
    "Rule",
    "RuleKind",
    "RuleTest",
    "Scope",
    "Section",
    "SelfTest",
    "Severity",
    "Sign",
    "Source",
    "SourceKind",
    "SourceStatus",
    "Statement",
    "Topic",
    "Trigger",
    "Urgency",
    "Vocabulary",
    "passage_id",
]
