"""All that one statement claims: doses, actions, tests and laboratory values, read once and judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from corpus.model import Topic
from service.safety.actions_said import ActionSaid, read_actions
from service.safety.benign import benign_places
from service.safety.clauses import Clause, clauses
from service.safety.discourse import PLAIN, Stance
from service.safety.doses_said import Doses, DoseSaid, read_doses
from service.safety.labs_said import Labs, read_labs
from service.safety.ladders import Rung, read_ladder
from service.safety.limits import Limits
from service.safety.monitoring_said import TestReader, TestSaid
from service.safety.speech import Act, acts_of, words_of
from service.safety.statements import Statement
from service.safety.test_words import is_test, test_places
from service.safety.times import read_times
from service.safety.timing import Event, Happening, Timed, timed
from service.safety.tokens import Kind, Token
from service.safety.told import Told
from service.safety.waits_said import WaitSaid, read_waits, rise_places
from service.safety.wordlist import words

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
    ladder: tuple[Rung, ...]
    """Doses that follow one another in the statement, rising."""
    actions: tuple[ActionSaid, ...]
    tests: tuple[TestSaid, ...]
    waits: tuple[WaitSaid, ...]
    timed: tuple[Timed, ...]
    labs: Labs
    foreign: bool
    """True when other drugs alone are named, none of which has to do with the governed one."""

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
    statement: Statement,
    topic: Topic,
    limits: Limits,
    told: Told,
    *,
    weight_kg: float | None,
    strength_mg: float | None,
    stance: Stance = PLAIN,
) -> Claims:
    """Read a statement with what the text around it told: results, the weight, the strength of the tablets."""
    tokens = tuple(_by_its_class(statement.tokens, topic))
    cut = clauses(tokens, stance)
    acts = acts_of(tokens, cut, stance)
    labs = read_labs(tokens, cut, topic, limits, told)
    benign = benign_places(tokens) | labs.used
    doses = read_doses(tokens, benign=benign, weight_kg=weight_kg, strength_mg=strength_mg)
    tested = test_places(tokens, cut, topic, limits)
    own = [d for d in doses.said if d.drug is None or topic.governs(d.drug)]
    rises = rise_places(tokens, own, limits.restart[0].value if limits.restart else inf)
    bound = timed(read_times(tokens), _events(tokens, tested, rises, topic, limits), tokens, cut)
    return Claims(
        statement=statement,
        tokens=tokens,
        words=tuple(words_of(tokens)),
        cut=cut,
        acts=acts,
        benign=benign,
        doses=doses,
        ladder=read_ladder(tokens, benign),
        actions=read_actions(tokens, cut, acts, topic),
        tests=TestReader(tokens, cut, acts, bound, limits).read(tested),
        waits=read_waits(tokens, cut, acts, bound),
        timed=tuple(bound),
        labs=labs,
        foreign=_foreign(tokens, topic),
    )


def _foreign(tokens: Sequence[Token], topic: Topic) -> bool:
    """Whether a statement is about other drugs alone, none of which has to do with the governed one."""
    named = {topic.relation(t.id) for t in tokens if t.kind is Kind.DRUG}
    return named == {"other"}


def _events(
    tokens: Sequence[Token], tested: Sequence[int], rises: Sequence[int], topic: Topic, limits: Limits
) -> list[Event]:
    """What the times of a statement may be times of, in order; each place once."""
    found: dict[int, Happening] = dict.fromkeys(rises, Happening.RISE) | dict.fromkeys(tested, Happening.TEST)
    for i, token in enumerate(tokens):
        other = token.kind is Kind.DRUG and not topic.governs(token.id)
        if other or (token.kind in (Kind.PANEL, Kind.ANALYTE) and not is_test(token, topic, limits)):
            found.setdefault(i, Happening.OTHER)
    return [Event(place, found[place]) for place in sorted(found)]


def _by_its_class(tokens: Sequence[Token], topic: Topic) -> Iterator[Token]:
    """The tokens without line ends; "the" and the name of its class stand for the governed drug."""
    before = ""
    for token in tokens:
        if token.id == "\n":
            continue
        word = token.text.lower()
        of_the_class = token.kind is Kind.WORD and before in _THIS and word in topic.governed.groups
        yield token._replace(kind=Kind.DRUG, id=topic.governed.id) if of_the_class else token
        before = word


_THIS = words("the her his their your my this that no any on off unchanged")
