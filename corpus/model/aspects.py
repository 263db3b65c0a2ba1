"""Aspects: what a question can ask about a topic, and the statements that answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Step = Literal["act", "find-out", "monitor", "restart", "stop", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing that can be asked about the topic.

    It belongs to an answer when the question asks for it (`terms`, as in `Sign.terms`, over one part of the question),
    or when the patient's facts lead into it without any words (`called_by`).
    """

    about: str
    """A few words: the heading of a part that asks for it."""
    settles: tuple[str, ...]
    """Ids of the statements that settle it, the most telling first; all of them are given."""
    supports: tuple[str, ...] = ()
    """Ids of statements that bear on it, the most telling first; as many are given as there is room for."""
    only_when: Mapping[str, str] = field(default_factory=dict)
    """Statement id -> a definition of the rules file: what is for some patients alone, and for whom.

    In a patient whose figures were judged it settles nothing where the definition does not hold, and supports nothing.
    """
    terms: tuple[tuple[str, ...], ...] = ()
    unless: tuple[tuple[str, ...], ...] = ()
    """Word patterns that say that another thing is asked for."""
    when: str | None = None
    """A definition of the rules file: where it is known not to hold for the patient, the aspect is not asked for."""
    called_by: str | None = None
    """A definition of the rules file: where it holds for the patient, the aspect belongs to the answer."""
    rules: tuple[str, ...] = ()
    """Rules whose firing settles it in this patient, besides those that rest on one of its statements."""
    formulas: tuple[str, ...] = ()
    """What is computed for it from the patient's figures."""
    step: Step | None = None
    """The step of care that its statements belong to; where none is given, that of each statement."""
    line: int = field(default=0, compare=False, metadata={"yaml": False})
    """Where it begins in aspects.yaml; filled in by the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions in readers' words that ask one thing, so that other wordings of it can be told by their likeness."""

    about: str
    """The `about` of an aspect or of a gap; or a few words, where it is a question of its own."""
    asked_as: tuple[str, ...]
    settles: tuple[str, ...] = ()
    """Ids of the statements that settle a question of its own."""
    supports: tuple[str, ...] = ()
    step: Step | None = None
    line: int = field(default=0, compare=False, metadata={"yaml": False})
    """Where it begins in questions.yaml; filled in by the reader."""
