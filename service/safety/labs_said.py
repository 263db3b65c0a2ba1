"""Laboratory values as a statement says them: a figure, a multiple, a word, or the region that a condition is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Literal

from corpus.model import Action, Topic
from service.domain.facts import Amount, LabFact
from service.safety import phrasing
from service.safety.clauses import Clause
from service.safety.lab_regions import LabSaid, Scale
from service.safety.limits import Limits, StopLine
from service.safety.measures import MG
from service.safety.reading.lab_tokens import counts_days
from service.safety.tokens import Kind, Token
from service.safety.told import Told
from service.safety.wordlist import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Labs:
    """The values of a statement, and the places of the tokens that they were read from."""

    said: tuple[LabSaid, ...]
    used: frozenset[int]


def read_labs(tokens: Sequence[Token], cut: Sequence[Clause], topic: Topic, limits: Limits, told: Told) -> Labs:
    """Read every value and line of a statement; figures are taken from what the whole text told."""
    reader = _Reader(tokens, topic, limits, told)
    for clause in cut:
        reader.read(clause)
    return Labs(said=tuple(_dated(lab, tokens, cut) for lab in reader.said), used=frozenset(reader.used))


def _dated(lab: LabSaid, tokens: Sequence[Token], cut: Sequence[Clause]) -> LabSaid:
    """As in "after a result of 700": a figure that dates something was measured."""
    if lab.link != "when" or lab.compared or lab.scale == "word":
        return lab
    opener = next(tokens[c.first].text.lower() for c in cut if c.first <= lab.place < c.last)
    return replace(lab, link="main") if opener in ("after", "following") else lab


#: Verbs and adjectives that name a side of a line: at it or above.
_REACHING = words(
    "reaches reach reached reaching hits hit attains attain climbs climbed passes pass passed passing tops top topped "
    "crosses cross crossed breaches breached exceeds touches touched"
)
#: Nouns for a value that goes up.
_RISES = words("rise rises elevation elevations increase jump spike surge climb flare")
_DOSES = phrasing.DRUG_NOUNS | {"daily"}


class _Reader:
    """Walks the clauses of a statement; the analyte last named holds until another is."""

    def __init__(self, tokens: Sequence[Token], topic: Topic, limits: Limits, told: Told) -> None:
        self._tokens = tokens
        self._topic = topic
        self._limits = limits
        self._told = told
        self._named: tuple[str, ...] = ()
        self._compare = ""
        self.said: list[LabSaid] = []
        self.used: set[int] = set()

    def read(self, clause: Clause) -> None:
        """Read one clause."""
        self._compare = ""
        i = clause.first
        while i < clause.last:
            i = self._at(i, clause) + 1
        if not any(said.place >= clause.first for said in self.said):
            self._unvalued(clause)

    def _at(self, i: int, clause: Clause) -> int:
        """Read the token at `i`; return the last place that was read."""
        token = self._tokens[i]
        if token.kind in (Kind.ANALYTE, Kind.PANEL):
            self._name(i)
        elif token.kind is Kind.COMPARATOR or _reaches(token, clause):
            self._compare = token.id if token.kind is Kind.COMPARATOR else ">="
        elif token.kind is Kind.MULTIPLE:
            return self._multiple(i, clause)
        elif token.kind is Kind.NUMBER:
            return self._number(i, clause)
        elif token.kind is Kind.LIMIT and token.id == "upper-limit" and self._compare:
            if not _number_after(self._tokens, i):
                once = token._replace(low=1.0, high=1.0)
                self._add(self._analytes(), "upper-limit", once, None, clause, i)
                self._unit_above(i)
        elif token.kind is Kind.QUALITY:
            said = self._quality(clause, token, i)
            self.said += [] if said is None else [said]
        return i

    # ------------------------------------------------------------------------------------------ of what

    def _name(self, i: int) -> None:
        token = self._tokens[i]
        if token.kind is Kind.PANEL:
            listed = self._topic.vocabulary.panels.get(token.id, ())
            self._named = tuple(a for a in listed if a in self._limits.tested) or ("",)
        else:
            joined = i >= 2 and self._tokens[i - 1].text.lower() in ("or", "/", "and")
            same = joined and self._tokens[i - 2].kind is Kind.ANALYTE and bool(self._named)
            self._named = (*self._named, token.id) if same else (token.id,)
        self._compare = ""

    def _analytes(self) -> tuple[str, ...]:
        return self._named or _assumed(self._limits)

    # ------------------------------------------------------------------------------------------ multiples

    def _multiple(self, i: int, clause: Clause) -> int:
        """A factor of a limit or a baseline; without either it is one of the upper limit, beside an analyte's name."""
        token, limit = self._tokens[i], _limit_after(self._tokens, i, clause.last)
        if limit is None:
            return self._multiple_alone(i, clause)
        scale: Scale = "baseline" if self._tokens[limit].id == "baseline" else "upper-limit"
        self.used |= set(range(i, limit + 1))
        after = self._tokens[limit + 1 : limit + 3]
        if self._compare in ("", "=") and any(
            t.kind is Kind.NEGATOR for t in self._tokens[max(clause.first, i - 2) : i]
        ):
            return limit
        if any(t.text.lower() in phrasing.LIMIT_NOUNS for t in after[:1]):
            self._compare = ""
            return limit
        self._add(self._analytes(), scale, token, None, clause, i, after=after)
        return limit

    def _multiple_alone(self, i: int, clause: Clause) -> int:
        token = self._tokens[i]
        after = self._tokens[i + 1 : min(i + 5, clause.last)]
        of_a_test = after[:1] and after[0].kind in (Kind.ANALYTE, Kind.PANEL)
        if (
            (any(_is_dose(t) for t in after) and not of_a_test)
            or token.form in ("x", "verb")
            or (token.high or 0.0) <= 1
        ):
            return i
        before = self._tokens[max(clause.first, i - 4) : i]
        ahead = next((t for t in after if t.kind in (Kind.ANALYTE, Kind.PANEL)), None)
        rises = any(t.text.lower() in _RISES for t in after[:2])
        if ahead is not None and (rises or after[0] is ahead):
            self._name(i + 1 + after.index(ahead))
        elif not rises and not any(t.kind is Kind.ANALYTE for t in before):
            return i
        scale: Scale = "baseline" if token.form == "past" else "upper-limit"
        self.used.add(i)
        self._add(self._analytes(), scale, token, None, clause, i, after=after[:1])
        return i

    # ------------------------------------------------------------------------------------------ figures

    def _number(self, i: int, clause: Clause) -> int:
        token = self._tokens[i]
        last = i + int(self._laboratory(i + 1))
        if _days_ago(self._tokens, i):
            self.used |= {i, i + 2}
            return i + 2
        if _only_neared(self._tokens, i):
            self.used |= set(range(i, last + 1))
            return last
        if (facts := self._told.results.get(token.start)) is not None:
            self.used |= set(range(i, last + 1))
            self.said += [self._of_fact(fact, i, last, clause) for fact in facts]
            self._compare = ""
            return last
        if counts_days(self._tokens, i):
            return i
        if last > i and not self._named and self._compare:
            self._unnamed_line(token, self._tokens[last].id, clause, i)
        if token.start in self._told.used or (last > i and not self._named) or self._second(i):
            self.used |= set(range(i, last + 1))
            return last
        bare = last == i and (
            not self._named or token.text.isalpha() or self._dosed(i + 1) or not _near(self._tokens, i, clause)
        )
        if bare and self._compare and (line := self._line_at(i)) is not None:
            self.used.add(i)
            self._add(tuple(sorted(line.analytes)), "absolute", token, line.unit, clause, i)
            return i
        if not self._named or bare:
            return i
        self.used |= set(range(i, last + 1))
        if self._named != ("",):
            unit = self._tokens[last].id if last > i else None
            self._add(self._named, "absolute", token, unit, clause, i, after=self._tokens[last + 1 : last + 3])
        self._compare = ""
        return last

    def _unnamed_line(self, token: Token, unit: str, clause: Clause, i: int) -> None:
        """A line without its test, in a unit of those that a rule has a line for: "only above 1000 U/L"."""
        lines = [line for line in self._limits.lines if line.of == "absolute" and line.unit == unit]
        if lines:
            self._add(tuple(sorted(lines[0].analytes)), "absolute", token, unit, clause, i)

    def _laboratory(self, i: int) -> bool:
        token = self._tokens[i] if i < len(self._tokens) else None
        if token is None or token.kind is not Kind.UNIT:
            return False
        return token.id.startswith("lab:") or token.id in self._topic.vocabulary.units

    def _line_at(self, i: int) -> StopLine | None:
        """The stop line whose own figure stands bare at `i`, too high for any dose: "over 500"."""
        token, highest = self._tokens[i], self._limits.daily
        lines = [x for x in self._limits.lines if x.of == "absolute" and x.value == token.low == token.high]
        bare = not self._dosed(i + 1) and (highest is None or (token.low or 0.0) > highest.value)
        return lines[0] if lines and bare else None

    def _second(self, i: int) -> bool:
        """The lower figure of a pair such as "128/74"."""
        slash = self._tokens[i - 1] if i > 1 else None
        return slash is not None and slash.text == "/" and slash.end == self._tokens[i].start and i - 2 in self.used

    def _dosed(self, i: int) -> bool:
        return i < len(self._tokens) and self._tokens[i].kind in (Kind.TIMEUNIT, Kind.UNIT, Kind.FREQUENCY)

    def _of_fact(self, fact: LabFact, i: int, last: int, clause: Clause) -> LabSaid:
        value = fact.value or Amount(low=None, high=None, unit=None)
        token = self._tokens[i]._replace(low=value.low, high=value.high)
        side = ">=" if value.high is None else "<=" if value.low is None else self._compare
        both = fact.analyte in self._named and bool(side)
        said = _made(
            self._named if both else (fact.analyte,),
            "absolute",
            token,
            value.unit,
            side,
            clause,
            i,
            after=self._tokens[last + 1 : last + 3],
        )
        return said.with_limits(upper_limit=fact.upper_limit, baseline=fact.baseline)

    def _unit_above(self, limit: int) -> None:
        """As in "one unit above the limit": the figure says how far."""
        j = limit - 1
        while j > 0 and self._tokens[j].kind in (Kind.COMPARATOR, Kind.WORD):
            j -= 1
        if self._tokens[j].kind is Kind.UNIT and j and self._tokens[j - 1].kind is Kind.NUMBER:
            self.used |= {j - 1, j}

    def _add(
        self,
        analytes: tuple[str, ...],
        scale: Scale,
        token: Token,
        unit: str | None,
        clause: Clause,
        place: int,
        after: Sequence[Token] = (),
    ) -> None:
        self.said.append(_made(analytes, scale, token, unit, self._compare, clause, place, after))
        self._compare = ""

    # ------------------------------------------------------------------------------------------ words

    def _quality(self, clause: Clause, token: Token, i: int) -> LabSaid | None:
        """Normal or raised, said of an analyte, a panel or "transaminases"."""
        if i and self._tokens[i - 1].text.lower() in ("as", "per"):
            return None
        around = self._tokens[max(clause.first, i - 8) : min(clause.last, i + 5)]
        close = [t for t in around if t.kind in (Kind.ANALYTE, Kind.PANEL)]
        general = any(t.text.lower() in _GENERAL for t in around) or token.form
        if not close and not (self._named and token.form) and not general:
            return None
        named = self._named
        next_named = next((t for t in self._tokens[i + 1 : i + 3] if t.kind in (Kind.ANALYTE, Kind.PANEL)), None)
        if next_named is not None and token.id == "raised":
            panel = tuple(a for a in self._topic.vocabulary.panels.get(next_named.id, ()) if a in self._limits.tested)
            named = (next_named.id,) if next_named.kind is Kind.ANALYTE else panel
        analytes = named if named and named != ("",) else tuple(sorted(self._limits.tested))
        near = self._tokens[max(clause.first, i - 3) : i]
        denied = any(t.kind is Kind.NEGATOR or t.text.lower() in phrasing.ALMOST for t in near)
        if token.id == "normal" and not_waited_for(self._tokens, i):
            denied = True
        said: Literal["normal", "raised"] = "normal" if (token.id == "normal") != denied else "raised"
        return _word(analytes, said, clause, i)

    def _unvalued(self, clause: Clause) -> None:
        """Values that are on their way down, or passed over ("regardless of the result"), count as raised."""
        own = self._tokens[clause.first : clause.last]
        said = {t.text.lower() for t in own}
        here = any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in own)
        improving = bool(said & phrasing.IMPROVING) and (here or bool(said & {"enzymes", "transaminases"}))
        if improving or (clause.link == "despite" and here):
            known = self._named and self._named != ("",)
            analytes = self._named if known else tuple(sorted(self._limits.tested))
            self.said.append(_word(analytes, "raised", clause, clause.first))


_GENERAL = words("enzymes results values tests bloods normalisation")


def not_waited_for(tokens: Sequence[Token], i: int) -> bool:
    """As in "no need to wait for normal enzymes": what is not waited for is not there yet."""
    waits = [j for j in range(max(0, i - 6), i) if tokens[j].kind is Kind.VERB and tokens[j].id == "wait"]
    return any(t.kind is Kind.NEGATOR for j in waits for t in tokens[max(0, j - 4) : j])


def _word(named: tuple[str, ...], said: Literal["normal", "raised"], clause: Clause, place: int) -> LabSaid:
    high = inf if said == "raised" else 1.0
    return LabSaid(
        analytes=named,
        scale="word",
        low=0.0,
        high=high,
        unit=None,
        said=said,
        compared=False,
        link=clause.link,
        place=place,
    )


def _assumed(limits: Limits) -> tuple[str, ...]:
    """A multiple without an analyte is one of the values that the stop lines are about."""
    lines = [line for line in limits.lines if line.of == "upper-limit"]
    line = next((line for line in lines if line.action is Action.HOLD), lines[0] if lines else None)
    return tuple(sorted(line.analytes))[:1] if line else ()


def _limit_after(tokens: Sequence[Token], i: int, last: int) -> int | None:
    for j in range(i + 1, min(i + 8, last)):
        if tokens[j].kind is Kind.LIMIT and tokens[j].id in ("upper-limit", "baseline"):
            return j
        passed = tokens[j].kind in (Kind.WORD, Kind.COMPARATOR, Kind.PRONOUN) or tokens[j].text.lower() in _RISES
        if not passed and tokens[j].id != "/":
            return None
    return None


def _days_ago(tokens: Sequence[Token], i: int) -> bool:
    """As in "9/7 ago", "3/52 later": days, weeks or months on a ward note."""
    slash, whole = (*tokens[i + 1 : i + 3], tokens[i], tokens[i])[:2]
    written = slash.text == "/" and whole.text in ("7", "52", "12")
    dated = any(t.text.lower() in ("ago", "since", "into", "post", "later") for t in tokens[i + 3 : i + 5])
    return written and dated and tokens[i].end == slash.start and slash.end == whole.start


def _only_neared(tokens: Sequence[Token], i: int) -> bool:
    """As in "close to 500", "a hold line of 120": a figure that is no result."""
    before = tuple(t.text.lower() for t in tokens[max(0, i - 2) : i])
    named = any(t.kind is Kind.ANALYTE for t in tokens[:i])
    return named and (before in _NEARED or (before[-1:] == ("of",) and before[0] in phrasing.LINES))


_NEARED = (("close", "to"), ("near", "to"), ("is", "not"), (",", "not"), ("up", "against"), ("right", "under"))


def _number_after(tokens: Sequence[Token], i: int) -> bool:
    return any(t.kind is Kind.NUMBER for t in tokens[i + 1 : i + 3])


def _reaches(token: Token, clause: Clause) -> bool:
    """Whether a verb names a side of a line; told as past and under no condition it is a value that was measured."""
    word = token.text.lower()
    return word in _REACHING and (clause.link in _ON_CONDITION or not word.endswith("ed"))


_ON_CONDITION = ("if", "when", "unless", "until", "only", "before", "while")


def _is_dose(token: Token) -> bool:
    if token.kind is Kind.UNIT:
        return token.id in MG or token.id == "tablet"
    return token.kind is Kind.DRUG or token.text.lower() in _DOSES


def _near(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """A figure without a unit belongs to an analyte right before it only."""
    for j in range(i - 1, max(clause.first, i - 6) - 1, -1):
        if tokens[j].kind in (Kind.ANALYTE, Kind.PANEL):
            return True
        if tokens[j].kind not in _PASSED:
            return False
    return False


_PASSED = frozenset((Kind.WORD, Kind.COMPARATOR, Kind.PUNCT, Kind.QUALITY, Kind.ARROW, Kind.NUMBER, Kind.VERB))


def _made(
    named: tuple[str, ...],
    scale: Scale,
    token: Token,
    unit: str | None,
    compare: str,
    clause: Clause,
    place: int,
    after: Sequence[Token] = (),
) -> LabSaid:
    low = token.low or 0.0
    high = token.high if token.high is not None else inf
    side = next((t.id[:-1] for t in after if t.kind is Kind.COMPARATOR and t.id.endswith("+")), compare)
    if side in (">", ">="):
        high = inf
    elif side in ("<", "<="):
        low = 0.0
    return LabSaid(
        analytes=named,
        scale=scale,
        low=low,
        high=high,
        unit=unit,
        said=None,
        compared=side in (">", ">=", "<", "<="),
        link=clause.link,
        place=place,
    )
