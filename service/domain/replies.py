"""What the service says back besides an Answer: an assessment, a checked text, and what an answer was made from."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.answer import CheckReport, Finding, Missing
from service.domain.facts import ReadFact
from service.domain.question import GivenPatient


@dataclass(frozen=True, slots=True, kw_only=True)
class TextToCheck:
    """Anybody's text about a topic. Without `patient` or `question` the topic's own situation is assumed.

    `topic` None: the service finds the topic from the text.
    """

    text: str
    topic: str | None = None
    question: str | None = None
    patient: GivenPatient | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The judgement of a text.

    `safe_text` is what may be shown instead: it passes when it is checked again with the same question and patient.
    Empty when nothing can be shown.
    """

    topic: str
    report: CheckReport
    findings: tuple[Finding, ...]
    safe_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What the rules say of a case, with the facts they were given, as shown back to the user."""

    topic: str
    facts: tuple[ReadFact, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What answers are made from: hashes as `sha256:...`, the drafter, and the encoder that finds passages."""

    corpus: str
    rules: str
    generator: str
    encoder: str
