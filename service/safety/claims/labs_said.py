"""Laboratory values as a statement says them: a figure, a multiple, a word, or the region that a condition is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Topic
from service.safety.claims.lab_qualities import quality_said, unvalued
from service.safety.claims.lab_regions import LabSaid, Scale
from service.safety.claims.lab_signs import (
    REACHING,
    RISES,
    amount_follows,
    assumed_analytes,
    begins_a_line,
    belongs_to_a_test,
    by_one,
    days_ago,
    is_dose,
    lab_said,
    limit_after,
    lists_tests,
    number_after,
    only_neared,
    reaches,
    said_of_fact,
    second_of_a_pair,
    units_above,
    went_up_to,
)
from service.safety.claims.lab_times import awaited_apart, dated
from service.safety.claims.told import Told
from service.safety.english import phrasing
from service.safety.grammar.clauses import Clause
from service.safety.reading.lab_order import called_highest
from service.safety.reading.lab_tokens import counts_days
from service.safety.rules.limits import Limits, StopLine
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Labs:
    """The values of a statement, and the places of the tokens that they were read from."""

    said: tuple[LabSaid, ...]
    used: frozenset[int]


def read_labs(tokens: Line, cut: Sequence[Clause], topic: Topic, limits: Limits, told: Told) -> Labs:
    """Read every value and line of a statement; figures are taken from what the whole text told."""
    reader = _Reader(tokens, topic, limits, told)
    for clause in cut:
        reader.read(clause)
    # The highest of a course came before the result that is told first: "35 after a peak of 640".
    in_time = sorted(reader.said, key=lambda lab: not called_highest(tokens.words.__getitem__, lab.place))
    said = tuple(dated(awaited_apart(lab, reader.said), tokens, cut) for lab in in_time)
    return Labs(said=said, used=frozenset(reader.used))


_OF_RESULTS = cue(
    REACHING,
    kinds=(Kind.ANALYTE, Kind.PANEL, Kind.COMPARATOR, Kind.MULTIPLE, Kind.NUMBER, Kind.LIMIT, Kind.QUALITY),
)


class _Reader:
    """Walks the clauses of a statement; the analyte last named holds until another is."""

    def __init__(self, tokens: Line, topic: Topic, limits: Limits, told: Told) -> None:
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
        read = clause.first - 1
        for i in self._tokens.places(_OF_RESULTS):
            if max(read + 1, clause.first) <= i < clause.last:
                read = self._at(i, clause)
        if not any(said.place >= clause.first for said in self.said):
            self.said += filter(None, (unvalued(self._tokens, clause, self._named, self._limits),))

    def _at(self, i: int, clause: Clause) -> int:
        """Read the token at `i`; return the last place that was read."""
        token = self._tokens[i]
        if token.kind in (Kind.ANALYTE, Kind.PANEL):
            self._name(i)
        elif token.kind is Kind.COMPARATOR or reaches(token, clause):
            self._compare = token.id if token.kind is Kind.COMPARATOR else ">="
            self._compare = "" if went_up_to(self._tokens, i) else self._compare
        elif token.kind is Kind.MULTIPLE:
            self._compare = ">=" if " or " in token.text.lower() else self._compare
            return self._multiple(i, clause)
        elif token.kind is Kind.NUMBER:
            return self._number(i, clause)
        elif token.kind is Kind.LIMIT and token.id == "upper-limit" and self._compare:
            if not number_after(self._tokens, i):
                single = by_one(self._tokens, i - (self._tokens[i - 1].kind is not Kind.COMPARATOR))
                self._compare = "" if single else self._compare
                once = token._replace(low=1.0, high=1.01 if single else 1.0)
                self._add(self._analytes(), "upper-limit", once, None, clause, i)
                self.used |= units_above(self._tokens, i)
        elif token.kind is Kind.QUALITY:
            said = quality_said(self._tokens, clause, i, self._named, self._topic, self._limits)
            self.said += [] if said is None else [said]
        return i

    # ------------------------------------------------------------------------------------------ of what

    def _name(self, i: int) -> None:
        token = self._tokens[i]
        if token.kind is Kind.PANEL:
            listed = self._topic.vocabulary.panels.get(token.id, ())
            self._named = tuple(a for a in listed if a in self._limits.tested) or ("",)
        else:
            before = self._tokens[i - 1] if i >= 2 else token
            among = before.id == "," and lists_tests(self._tokens, i + 1)
            joined = among or before.text.lower() in ("or", "/", "and")
            same = joined and self._tokens[i - 2].kind is Kind.ANALYTE and bool(self._named)
            self._named = (*self._named, token.id) if same else (token.id,)
        self._compare = ""

    def _analytes(self) -> tuple[str, ...]:
        return self._named or assumed_analytes(self._limits)

    # ------------------------------------------------------------------------------------------ multiples

    def _multiple(self, i: int, clause: Clause) -> int:
        """A factor of a limit or a baseline; without either it is one of the upper limit, beside an analyte's name."""
        token, limit = self._tokens[i], limit_after(self._tokens, i, clause.last)
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
        dosed = any(is_dose(t) for t in after) and not of_a_test
        if dosed or token.form in ("x", "verb") or (token.high or 0.0) <= 1:
            return i
        before = self._tokens[max(clause.first, i - 4) : i]
        ahead = next((t for t in after if t.kind in (Kind.ANALYTE, Kind.PANEL)), None)
        rises = any(t.text.lower() in RISES for t in after[:2])
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
        if days_ago(self._tokens, i):
            self.used |= {i, i + 2}
            return i + 2
        if only_neared(self._tokens, i):
            self.used |= set(range(i, last + 1))
            return last
        if (facts := self._told.results.get(token.start)) is not None:
            self.used |= set(range(i, last + 1))
            self.said += [
                said_of_fact(fact, self._tokens, (i, last), self._named, self._compare, clause) for fact in facts
            ]
            self._compare = ""
            return last
        if counts_days(self._tokens, i):
            return i
        if last > i and not self._named and self._compare:
            self._unnamed_line(token, self._tokens[last].id, clause, i)
        if (
            token.start in self._told.used
            or (last > i and not self._named)
            or second_of_a_pair(self._tokens, i, self.used)
        ):
            self.used |= set(range(i, last + 1))
            return last
        bare = last == i and (
            not self._named
            or token.text.isalpha()
            or amount_follows(self._tokens, i + 1)
            or not belongs_to_a_test(self._tokens, i, clause)
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
        units = [t.id for t in self._tokens[i : i + 1] if t.kind is Kind.UNIT]
        return any(unit.startswith("lab:") or unit in self._topic.vocabulary.units for unit in units)

    def _line_at(self, i: int) -> StopLine | None:
        """The stop line whose own figure stands bare at `i`, too high for any dose: "over 500"."""
        token, highest = self._tokens[i], self._limits.daily
        lines = [x for x in self._limits.lines if x.of == "absolute" and x.value == token.low == token.high]
        bare = not amount_follows(self._tokens, i + 1) and (highest is None or (token.low or 0.0) > highest.value)
        return lines[0] if lines and bare else None

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
        compare = self._compare or begins_a_line(self._tokens, place, clause)
        self.said.append(lab_said(analytes, scale, token, unit, compare, clause, place, after))
        self._compare = ""
