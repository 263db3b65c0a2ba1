"""What the answering needs from outside, one verb each; adapters are chosen in `service.wiring` alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.model import Aspect, Passage, Topic
from service.domain.answer import Assessment, Audience, Draft
from service.domain.facts import PatientFacts
from service.domain.wording import ModelUse, Worded, WordingTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for: the words, within one topic (or all), among what may be shown to an audience.

    No query finds a superseded source: there is no index of one (docs/adr/0012).
    """

    text: str
    topic: str | None
    audience: Audience = Audience.PHYSICIAN
    """A patient is shown only what has words for patients."""
    limit: int = 24

    def shows(self, passage: Passage) -> bool:
        """Return whether a passage may be shown to the audience."""
        return self.audience is not Audience.PATIENT or passage.patient_text is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage with its fused score in 0..1 and the two parts it came from."""

    passage: Passage
    score: float
    dense: float
    lexical: float
    ahead: float = 0.0
    """How much better the best passage scored that was kept from the audience; 0 when none was better.

    The best of what may be shown is no answer merely because the better ones may not be shown.
    """


class Retriever(Protocol):
    """Finds the passages that bear on questions."""

    def retrieve(self, queries: Sequence[Query]) -> Sequence[Sequence[Hit]]:
        """Return the hits of each query, best first; empty where none clears the threshold.

        All queries of an answer are asked at once, because encoding them together takes little longer than one of them.

        Raises:
            IndexNotReadyError: the bundle is missing, or was built by another encoder.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a question, in the user's words: what it asks for, and the passages that bear on it, best first."""

    text: str
    hits: tuple[Hit, ...]
    aspects: tuple[Aspect, ...] = ()
    general: bool = False
    """Whether it asks what to do about the case and nothing else."""
    heading: str = ""
    """Under which its answer stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a drafter may use: the question, what was read and found, and the passages."""

    question: str
    audience: Audience
    topic: Topic
    facts: PatientFacts
    assessment: Assessment
    hits: tuple[Hit, ...]
    """The hits of all parts together, best first."""
    parts: tuple[Part, ...] = ()
    """The parts of a question that asks several things; one part otherwise."""
    most: int = 12
    """How many statements the draft may hold at most: the length of an answer fits its question."""


class Drafter(Protocol):
    """Words an answer out of passages and findings. What it returns is unchecked."""

    def draft(self, brief: Brief) -> Draft:
        """Return statements with the passages they rest on; none when nothing bears on the question."""
        ...


class Wording(Protocol):
    """Words passages as prose with a language model. What it yields is unchecked."""

    @property
    def sums(self) -> Mapping[str, float]:
        """What has been asked of the model since the start, by name."""
        ...

    def word(self, task: WordingTask, *, gone: Callable[[], bool]) -> Iterator[Sequence[Worded] | ModelUse]:
        """Yield statements as they are finished, those that came together as one, and last, once, what it took.

        A model that fails, is late or writes something else than was asked for ends the statements early; what it took
        then says why. It is no error.

        Raises:
            GoneError: `gone` says that nobody waits for the answer any more.
        """
        ...


class Entailment(Protocol):
    """A second opinion on whether a claim follows from what it cites; it can only forbid."""

    def entails(self, premise: str, claim: str) -> bool:
        """Return whether the premise bears the claim out."""
        ...
