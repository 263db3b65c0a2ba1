"""All that one statement claims: doses, actions, tests and laboratory values, read once and judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from corpus.model import Topic
from service.safety.claims.actions_said import ActionSaid, read_actions
from service.safety.claims.benign import benign_places
from service.safety.claims.doses_said import Doses, DoseSaid, read_doses
from service.safety.claims.labs_said import Labs, read_labs
from service.safety.claims.ladders import Rung, read_ladder
from service.safety.claims.monitoring_said import TestReader, TestSaid
from service.safety.claims.times import read_times
from service.safety.claims.timing import Event, Happening, Timed, timed
from service.safety.claims.told import Told
from service.safety.claims.waits_said import WaitSaid, read_waits, rise_places
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause, clauses
from service.safety.grammar.discourse import PLAIN, Stance
from service.safety.grammar.frames import unframed
from service.safety.grammar.speech import Act, acts_of
from service.safety.grammar.test_words import is_test, is_testing, test_places
from service.safety.rules.limits import Limits
from service.safety.text.line import Line, cue, line_of
from service.safety.text.statements import Statement
from service.safety.text.tokens import Kind, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """One statement, read. Places are indexes into `tokens`."""

    statement: Statement
    tokens: Line
    words: tuple[str, ...]
    cut: tuple[Clause, ...]
    clause_of: tuple[int, ...]
    """For each token the number of the clause that it stands in."""
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
    drugs: frozenset[str]
    """The drugs that are named."""
    foreign: bool
    """True when other drugs alone are named, none of which has to do with the governed one."""

    def clause_at(self, place: int) -> Clause:
        """The clause that a place stands in."""
        return self.cut[self.clause_of[place]]

    def act_at(self, place: int) -> Act:
        """What the clause of a place does."""
        return self.acts[self.clause_of[place]]

    def in_clause(self, place: int) -> Line:
        """The tokens of the clause of a place."""
        clause = self.clause_at(place)
        return self.tokens.part(clause.first, clause.last)

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
    statement, stance = unframed(statement, stance)
    tokens = _by_its_class(line_of(statement.tokens), topic)
    drugs = frozenset(tokens[i].id for i in tokens.places(_DRUG))
    cut = clauses(tokens, stance)
    acts = acts_of(tokens, cut, stance)
    labs = read_labs(tokens, cut, topic, limits, told)
    benign = benign_places(tokens) | labs.used
    doses = read_doses(tokens, benign=benign, weight_kg=weight_kg, strength_mg=strength_mg)
    tested = test_places(tokens, cut, topic, limits)
    own = [d for d in doses.said if d.drug is None or topic.governs(d.drug)]
    times = read_times(tokens)
    rises = rise_places(tokens, own, limits.restart[0].value if limits.restart else inf, times)
    bound = timed(times, _events(tokens, tested, rises, topic, limits), tokens, cut)
    return Claims(
        statement=statement,
        tokens=tokens,
        words=tokens.words,
        cut=cut,
        clause_of=tuple(n for n, clause in enumerate(cut) for _ in range(clause.first, clause.last)),
        acts=acts,
        benign=benign,
        doses=doses,
        ladder=read_ladder(tokens, benign),
        actions=read_actions(tokens, cut, acts, topic),
        tests=TestReader(tokens, cut, acts, bound, limits).read(tested) if tested else (),
        waits=read_waits(tokens, cut, acts, bound, rises),
        timed=tuple(bound),
        labs=labs,
        drugs=drugs,
        foreign=bool(drugs) and all(topic.relation(drug) == "other" for drug in drugs),
    )


def _events(tokens: Line, tested: Sequence[int], rises: Sequence[int], topic: Topic, limits: Limits) -> list[Event]:
    """What the times of a statement may be times of, in order; each place once."""
    found: dict[int, Happening] = dict.fromkeys(rises, Happening.RISE) | dict.fromkeys(tested, Happening.TEST)
    for i in tokens.places(_NAMED):
        token = tokens[i]
        other = token.kind is Kind.DRUG and not topic.governs(token.id)
        tested_else = token.kind in (Kind.PANEL, Kind.ANALYTE) and not is_test(token, topic, limits)
        opens = i == 0 or tokens[i - 1].kind in (Kind.PUNCT, Kind.CONJ)
        if other or tested_else or (opens and is_testing(token) and token.form == "base"):
            found.setdefault(i, Happening.OTHER)
    return [Event(place, found[place]) for place in sorted(found)]


_NAMED = cue(kinds=(Kind.DRUG, Kind.PANEL, Kind.ANALYTE), ids=("test", "repeat"))
_DRUG = cue(kinds=(Kind.DRUG,))


def _by_its_class(tokens: Line, topic: Topic) -> Line:
    """The tokens; "the" and the name of its class stand for the governed drug."""
    if not any(group in tokens.words for group in topic.governed.groups):
        return tokens
    return Line(_named_by_class(tokens, topic))


def _named_by_class(tokens: Sequence[Token], topic: Topic) -> Iterator[Token]:
    before = ""
    for token in tokens:
        word = token.text.lower()
        of_the_class = token.kind is Kind.WORD and before in _THIS and word in topic.governed.groups
        yield token._replace(kind=Kind.DRUG, id=topic.governed.id) if of_the_class else token
        before = word


_THIS = words("the her his their your my this that no any on off unchanged")
