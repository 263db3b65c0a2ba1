"""All that one statement claims: doses, actions, tests and laboratory values, read once and judged elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Topic
from service.safety.actions_said import ActionSaid, read_actions
from service.safety.benign import benign_places
from service.safety.clauses import Clause, clauses
from service.safety.doses_said import Doses, DoseSaid, read_doses
from service.safety.labs_said import Labs, read_labs
from service.safety.limits import Limits
from service.safety.monitoring_said import TestSaid, read_tests
from service.safety.speech import Act, acts_of, words_of
from service.safety.statements import Statement
from service.safety.tokens import Kind, Token

NEAR_LEAD = frozenset(("bullet", "row"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """One statement, read. Places are indexes into `tokens`."""

    statement: Statement
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    cut: tuple[Clause, ...]
    acts: tuple[Act, ...]
    benign: frozenset[int]
    """Places of figures that are no amounts: times, citations, laboratory values."""
    doses: Doses
    actions: tuple[ActionSaid, ...]
    tests: tuple[TestSaid, ...]
    labs: Labs

    def clause_at(self, place: int) -> Clause:
        """The clause that a place stands in."""
        return next(c for c in self.cut if c.first <= place < c.last)

    def act_at(self, place: int) -> Act:
        """What the clause of a place does."""
        return self.acts[self.cut.index(self.clause_at(place))]

    def drugs(self) -> frozenset[str]:
        """The drugs that are named."""
        return frozenset(t.id for t in self.tokens if t.kind is Kind.DRUG)

    def in_clause(self, place: int) -> tuple[Token, ...]:
        """The tokens of the clause of a place."""
        clause = self.clause_at(place)
        return self.tokens[clause.first : clause.last]

    def dose_in(self, clause: Clause) -> tuple[DoseSaid, ...]:
        """The amounts that stand in a clause."""
        return tuple(d for d in self.doses.said if clause.first <= d.first < clause.last)


def read_claims(
    statement: Statement, topic: Topic, limits: Limits, *, weight_kg: float | None, strength_mg: float | None
) -> Claims:
    """Read a statement with what earlier ones gave: the patient's weight and the strength of the tablets."""
    tokens = tuple(t for t in statement.tokens if t.id != "\n")
    cut = clauses(tokens)
    acts = acts_of(tokens, cut)
    labs = read_labs(tokens, cut, topic, limits)
    benign = benign_places(tokens) | labs.used
    return Claims(
        statement=statement,
        tokens=tokens,
        words=tuple(words_of(tokens)),
        cut=cut,
        acts=acts,
        benign=benign,
        doses=read_doses(tokens, benign=benign, weight_kg=weight_kg, strength_mg=strength_mg),
        actions=read_actions(tokens, cut, acts, topic),
        tests=read_tests(tokens, cut, acts, topic, limits),
        labs=labs,
    )
