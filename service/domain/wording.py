"""What a language model is given to word, and what comes back: unchecked, statement by statement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPassage:
    """A passage under its number in the task, with the section of the answer that it belongs to."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingTask:
    """All that leaves the service for a model: the question, what the rules found, and the passages to be worded."""

    question: str
    reader: str
    """Whom the answer is worded for."""
    findings: tuple[str, ...]
    passages: tuple[NumberedPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """One statement as a model wrote it. `claims` are the figures, with their units, that it says the text holds."""

    text: str
    passages: tuple[int, ...]
    claims: tuple[str, ...]
    attempt: int = 1
    """From the second attempt on the model has begun anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """What a model was asked and what that took; `degraded` says why passages had to be quoted in its place."""

    model: str
    prompt: str
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    ms: float = 0.0
    cached: bool = False
    degraded: str | None = None

    @property
    def generator(self) -> str:
        """The name under which a receipt tells what worded the answer."""
        return f"{self.model} {self.prompt}"
