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
        if not _about_tests(tokens, clause, topic, limits):
            continue
        if _dropped(tokens, clause, topic, limits):
            found.append(TestSaid(shortest_days=None, longest_days=None, denied=True, act=acts[n], clause=n))
        elif any(t.kind is Kind.FREQUENCY or _tests(t) for t in tokens[clause.first : clause.last]):
            found += _spaced(tokens, clause, n, acts[n])
    return tuple(found)


def _tests(token: Token) -> bool:
    return token.kind is Kind.VERB and token.id in ("test", "repeat")


def _about_tests(tokens: Sequence[Token], clause: Clause, topic: Topic, limits: Limits) -> bool:
    """Whether a clause names the tests of the stop lines, or speaks of testing and no other test is named."""
    own = tokens[clause.first : clause.last]
    if any(_is_test(t, topic, limits) for t in own) or any(t.text.lower() == "bloods" for t in own):
        return True
    if not any(_tests(t) for t in own) or any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in tokens):
        return False
    words_here = {t.text.lower() for t in tokens}
    return bool(words_here & (_LIVER | _ENOUGH)) or any(t.kind is Kind.DRUG for t in own)


def _dropped(tokens: Sequence[Token], clause: Clause, topic: Topic, limits: Limits) -> bool:
    """Whether tests are denied, skipped or ended."""
    own = range(clause.first, clause.last)
    named = [i for i in own if _is_test(tokens[i], topic, limits)]
    if named and any(tokens[i].text.lower() in _DROPPED and not denied_at(clause, tokens, i) for i in own):
        return True
    if (
        named
        and clause.link == "without"
        and any(t.text.lower() == "do" for t in tokens[max(0, clause.first - 1) : clause.first])
    ):
        return True
    drug = any(tokens[i].kind is Kind.DRUG for i in own)
    stopped = [
        i for i in own if tokens[i].kind is Kind.VERB and tokens[i].id in ("stop", "hold") and tokens[i].form == "base"
    ]
    if named and any(
        _tests(tokens[i + 1]) and not denied_at(clause, tokens, i) for i in stopped if i + 1 < clause.last
    ):
        return True
    panels = [i for i in named if tokens[i].kind is Kind.PANEL]
    for i in own:
        token = tokens[i]
        ended = token.kind is Kind.VERB and token.id in ("stop", "hold") and token.form == "past" and not drug
        if ended and panels and panels[0] < i and not denied_at(clause, tokens, i):
            return True
        needless = named and token.text.lower() in _NEEDLESS
        if needless and not denied_at(clause, tokens, i):
            return True
        needed = token.text.lower() in _NEEDED and bool(panels)
        ordered = _tests(token) and token.form != "noun"
        if (needed or ordered) and denied_at(clause, tokens, i):
            return True
        none = (
            _tests(token) and token.form == "noun" and any(t.id == "no" for t in tokens[max(clause.first, i - 2) : i])
        )
        if none and any(tokens[j].text.lower() in _NEEDED | {"needs", "requires"} for j in own):
            return True
    return False


_LIVER = words("liver enzymes hepatic")
_ENOUGH = words("sufficient enough adequate suffice suffices")
_NEEDLESS = words("unnecessary superfluous pointless needless dispensable")
_NEEDED = words("need needed necessary required bother")
_DROPPED = words("skip skipped omit omitted forgo drop dropped cancel cancelled forego")


def _is_test(token: Token, topic: Topic, limits: Limits) -> bool:
    if token.kind is Kind.PANEL:
        return bool(limits.tested & set(topic.vocabulary.panels.get(token.id, ())))
    return token.kind is Kind.ANALYTE and token.id in limits.tested


def _spaced(tokens: Sequence[Token], clause: Clause, n: int, act: Act) -> list[TestSaid]:
    found: list[TestSaid] = []
    for i in range(clause.first, clause.last):
        token = tokens[i]
        if token.kind is Kind.FREQUENCY and token.low and token.high and not token.id.startswith("part:"):
            shortest, longest = 1 / token.high, 1 / token.low
            found.append(TestSaid(shortest_days=shortest, longest_days=longest, denied=False, act=act, clause=n))
        alone = token.text.lower() == "once" and (i + 1 >= clause.last or tokens[i + 1].kind is Kind.PUNCT)
        if alone and any(_tests(t) for t in tokens[clause.first : i]):
            found.append(TestSaid(shortest_days=14.0, longest_days=14.0, denied=False, act=act, clause=n))
        days = _days_ahead(tokens, clause, i)
        if days is not None and any(_tests(t) for t in tokens[clause.first : i]):
            found.append(TestSaid(shortest_days=days, longest_days=days, denied=False, act=act, clause=n))
    return found


def _days_ahead(tokens: Sequence[Token], clause: Clause, i: int) -> float | None:
    """Days of "in 4 weeks", "at 4 weeks", "in a month", "4 weeks later" when it ends at `i`."""
    if tokens[i].kind is not Kind.TIMEUNIT or i < clause.first + 2:
        return None
    count, before = tokens[i - 1], tokens[i - 2].text.lower()
    later = i + 1 < clause.last and tokens[i + 1].text.lower() == "later"
    if before not in ("in", "at") and not later:
        return None
    if count.kind is Kind.NUMBER and count.high is not None:
        return float(count.high * (tokens[i].low or 0.0))
    return tokens[i].low if count.text.lower() in ("a", "an", "one") else None
