"""How far apart liver tests are to be, as a text says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Topic
from service.safety.clauses import Clause, denied_at
from service.safety.limits import Limits
from service.safety.speech import Act
from service.safety.tokens import Kind, Token
from service.safety.wordlist import words


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSaid:
    """How often liver tests are to be done: days between two, as an interval."""

    __test__ = False  # Not a test case, though pytest would take its name for one.

    shortest_days: float | None
    longest_days: float | None
    denied: bool
    act: Act
    clause: int


def read_tests(
    tokens: Sequence[Token], cut: Sequence[Clause], acts: Sequence[Act], topic: Topic, limits: Limits
) -> tuple[TestSaid, ...]:
    """How often the tests behind the stop lines are to be done, clause by clause."""
    found: list[TestSaid] = []
    for n, clause in enumerate(cut):
        own = range(clause.first, clause.last)
        places = [i for i in own if _is_test(tokens[i], topic, limits)]
        verbs = [i for i in own if tokens[i].kind is Kind.VERB and tokens[i].id in ("test", "repeat")]
        dropped = [i for i in own if tokens[i].text.lower() in _DROPPED]
        if not places and not (verbs and _liver_words(tokens)):
            continue
        act = acts[n]
        if not places and any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in tokens):
            continue
        panels = any(tokens[i].kind is Kind.PANEL for i in own)
        needed = [i for i in own if panels and tokens[i].text.lower() in ("need", "needed", "necessary", "required")]
        if (places and any(not denied_at(clause, tokens, i) for i in dropped)) or any(
            denied_at(clause, tokens, i) for i in (*verbs, *needed) if tokens[i].form != "noun"
        ):
            found.append(TestSaid(shortest_days=None, longest_days=None, denied=True, act=act, clause=n))
            continue
        if not (verbs or any(t.kind is Kind.FREQUENCY for t in tokens[clause.first : clause.last])):
            continue
        found += _spaced(tokens, clause, n, act)
    return tuple(found)


_DROPPED = words("skip skipped omit omitted forgo drop dropped cancel cancelled forego")


def _is_test(token: Token, topic: Topic, limits: Limits) -> bool:
    if token.kind is Kind.PANEL:
        return bool(limits.tested & set(topic.vocabulary.panels.get(token.id, ())))
    return token.kind is Kind.ANALYTE and token.id in limits.tested


def _liver_words(tokens: Sequence[Token]) -> bool:
    return any(t.text.lower() in ("liver", "enzymes", "hepatic") for t in tokens)


def _spaced(tokens: Sequence[Token], clause: Clause, n: int, act: Act) -> list[TestSaid]:
    found: list[TestSaid] = []
    for i in range(clause.first, clause.last):
        token = tokens[i]
        if token.kind is Kind.FREQUENCY and token.low and token.high and not token.id.startswith("part:"):
            found.append(
                TestSaid(shortest_days=1 / token.high, longest_days=1 / token.low, denied=False, act=act, clause=n)
            )
        timed = (
            token.kind is Kind.TIMEUNIT and i and tokens[i - 1].kind is Kind.NUMBER and tokens[i - 1].high and token.low
        )
        if timed and tokens[i - 2].text.lower() in ("in", "after", "at", "until", "for") and i >= 2:
            ahead = tokens[i - 2].text.lower() in ("in", "at") or (
                i + 1 < clause.last and tokens[i + 1].text.lower() == "later"
            )
            if ahead and any(t.kind is Kind.VERB and t.id in ("test", "repeat") for t in tokens[clause.first : i]):
                days = (tokens[i - 1].high or 0.0) * (token.low or 0.0)
                found.append(TestSaid(shortest_days=days, longest_days=days, denied=False, act=act, clause=n))
    return found
