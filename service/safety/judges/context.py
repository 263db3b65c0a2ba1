"""What the statements so far, and the patient's facts, have established for the next statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Topic
from service.domain.facts import DoseFact, LabFact, PatientFacts, SignFact
from service.safety.claims.weights import weight_in
from service.safety.text.tokens import Kind, Lexed


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Carried from statement to statement; doses in mg a day of the governed drug."""

    facts: PatientFacts
    current_mg: float | None = None
    injury_mg: float | None = None
    said_mg: float | None = None
    """The last dose that was mentioned, whatever was said of it: "that dose"."""
    advised_mg: float | None = None
    """The last dose that was advised."""
    advised_day: float | None = None
    event_day: float | None = None
    """The date of the last hold or restart that has one."""
    begun_days: float | None = None
    """How many days ago, at most, the drug was begun again, where words tell it."""
    restarting: bool = False
    """True once a restart is spoken of: the next dose is the first one."""
    restart_open: bool = False
    """True while a restart was advised without its dose."""
    paused: bool = False
    """True where the patient's facts say that the drug is held: a dose that is advised begins it again."""
    held: bool = False
    """True once a hold or a stop is spoken of."""
    weight_kg: float | None = None
    strength_mg: float | None = None
    labs: tuple[LabFact, ...] = ()
    signs: tuple[SignFact, ...] = ()
    """What the patient of the text was told to have: "he feels sick"."""
    parts: Mapping[str, float] = field(default_factory=dict)
    drug: str | None = None
    """The drug last named."""
    governed: bool = False
    """True once the governed drug, or a relative of it, is named."""

    @property
    def elsewhere(self) -> bool:
        """Whether other drugs have been named, and the governed one never."""
        return self.drug is not None and not self.governed


def first_context(facts: PatientFacts, topic: Topic) -> Context:
    """What is known before the first statement."""
    own = [d for d in facts.doses if d.drug == topic.governed.id and d.high_mg_per_day is not None]
    return Context(
        facts=facts,
        current_mg=_last(own, ("active", "held")),
        injury_mg=_last(own, ("injury",)) or _last(own, ("previous", "held", "active")),
        said_mg=own[-1].high_mg_per_day if own else None,
        paused=bool(facts.phases and facts.phases[-1].phase == "held") or bool(own and own[-1].status == "held"),
        weight_kg=facts.weight_kg,
    )


def opened(context: Context, texts: Sequence[Lexed], asked: Lexed, topic: Topic) -> Context:
    """What is known once a text and its question were read: a weight, and whether the question is about the drug."""
    named = any(t.kind is Kind.DRUG and topic.governs(t.id) for t in asked.tokens)
    weight = context.weight_kg or next((kg for text in texts if (kg := weight_in(text))), None)
    return replace(context, weight_kg=weight, governed=context.governed or named)


def _last(doses: list[DoseFact], statuses: tuple[str, ...]) -> float | None:
    for status in statuses:
        for dose in reversed(doses):
            if dose.status == status:
                return dose.high_mg_per_day
    return None
