"""Read laboratory results out of a text: values, multiples, words, upper limits and baselines, each with its span."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Analyte, Topic
from service.domain.facts import Amount, LabFact, Said
from service.safety.reading.lines import compared_analytes
from service.safety.reading.scan import Scan, glued, in_order, is_duration
from service.safety.tokens import Kind, Token
from service.safety.units import factor

_BASELINE_BEFORE = frozenset(
    "was usual usually prior previous previously before normally pre-treatment pretreatment pre-increase formerly initial "
    "initially earlier old".split()
)
_BASELINE_AFTER = frozenset("before previously beforehand prior pre-treatment pre-increase usually normally".split())
_NEW_RESULT = frozenset("then now today again currently latest repeat repeated after later".split())
_BE = frozenset("is was are now still at = : currently remains around about roughly exactly of came back".split())
_GENERAL = frozenset("if when unless until whether once at which what criteria threshold cutoff cut-off rule rules".split())
_LABEL = frozenset(":=~")


@dataclass(slots=True)
class Draft:
    """A result while it is being read."""

    analyte: str
    at: int
    depth: int = 0
    end: int = 0
    value: Amount | None = None
    times: dict[str, Amount] = field(default_factory=dict)
    said: Said | None = None
    limits: dict[str, Amount] = field(default_factory=dict)
    baseline_said: Said | None = None
    implied: bool = False

    @property
    def measured(self) -> bool:
        return bool(self.value or self.times or self.said)


class LabReader:
    """One pass over the tokens with a little memory: which results wait for a figure, which limit is being given."""

    def __init__(self, scan: Scan, topic: Topic, prevailing: str | None) -> None:
        self.scan = scan
        self.topic = topic
        self.analytes: dict[str, Analyte] = {a.id: a for a in topic.vocabulary.analytes}
        self.prevailing = prevailing
        self.compared = compared_analytes(topic)
        self.drafts: list[Draft] = []
        self.waiting: list[Draft] = []
        self.limit: str | None = None
        self.limit_of: Draft | None = None
        self.limit_at = 0
        self.depth = 0
        self.loose: list[int] = []

    def read(self) -> tuple[LabFact, ...]:
        for i, token in enumerate(self.scan.tokens):
            self._take(i, token)
        self._take_loose()
        return tuple(self._fact(d) for d in self.drafts if d.measured or d.limits or d.baseline_said)

    # ------------------------------------------------------------------ one token
    def _take(self, i: int, token: Token) -> None:
        match token.kind:
            case Kind.PUNCT:
                self._punctuation(token)
            case Kind.ANALYTE:
                self._analyte(i, token)
            case Kind.PANEL:
                self._panel(i, token)
            case Kind.LIMIT:
                self._limit(i, token)
            case Kind.MULTIPLE:
                self._multiple(i, token)
            case Kind.QUALITY:
                self._quality(i, token)
            case Kind.NUMBER if i not in self.scan.used:
                self._number(i, token)
            case _:
                return

    def _punctuation(self, token: Token) -> None:
        if token.text == "(":
            self.depth += 1
        elif token.text == ")":
            self.depth = max(0, self.depth - 1)
            self.limit = None
        elif token.text[:1] in ".?!;\n":
            self.waiting, self.limit, self.depth = [], None, 0

    def _analyte(self, i: int, token: Token) -> None:
        if self._is_ratio(i):
            return
        if self.limit == "baseline" and self.limit_at < i - 3:
            self.limit = None
        draft = Draft(analyte=token.id, at=i, end=i, depth=self.depth)
        if self.limit is not None and not self._limit_given(i):
            self.limit_of = draft
            self.drafts.append(draft)
            return
        self.limit = None
        joined = self.waiting and self.scan.text(i - 1) in ("/", "and", ",", "&", "or")
        self.waiting = [*self.waiting, draft] if joined else [draft]
        self.drafts.append(draft)
        before = self._number_before(i)
        if before is not None and not self._number_follows(i):
            self._set_value(draft, before)

    def _is_ratio(self, i: int) -> bool:
        """`AST:ALT ratio` names a quotient, not two results."""
        near = [self.scan.text(j) for j in range(i - 3, i + 4)]
        return "ratio" in near and any(
            self.scan.is_kind(j, Kind.ANALYTE) and j != i and self.scan.text((i + j) // 2) in (":", "/", "to")
            for j in (i - 2, i + 2)
        )

    def _panel(self, i: int, token: Token) -> None:
        for analyte in self.topic.vocabulary.panels.get(token.id, ()):
            draft = Draft(analyte=analyte, at=i, end=i, depth=self.depth)
            self.waiting.append(draft)
            self.drafts.append(draft)
        if self.scan.is_kind(i - 1, Kind.QUALITY) and not self.scan.is_kind(i + 1, Kind.QUALITY):
            self._say(i - 1, self.waiting)

    def _limit(self, i: int, token: Token) -> None:
        if self.scan.is_kind(i - 1, Kind.MULTIPLE) or any(
            self.scan.is_kind(j, Kind.MULTIPLE) and i - j <= 4 and not self._break(j, i) for j in range(i - 4, i)
        ):
            return
        self.limit = "baseline" if token.id == "baseline" else "upper-limit"
        self.limit_at = i
        own = self.waiting[-1] if self.waiting and self.scan.is_kind(i - 1, Kind.ANALYTE) else None
        self.limit_of = own
        before = self._number_before(i, unit=True)
        if before is not None and token.id == "baseline" and self.scan.text(i - 1) not in ("(", ",") and own is None:
            return

    def _break(self, start: int, stop: int) -> bool:
        return any(self.scan.is_kind(j, Kind.PUNCT, Kind.NUMBER) for j in range(start + 1, stop))

    def _limit_given(self, i: int) -> bool:
        """Whether the limit that was announced has had its figure before token `i`."""
        return self.limit is None or any(self.scan.is_kind(j, Kind.NUMBER) for j in range(i - 2, i))

    def _multiple(self, i: int, token: Token) -> None:
        kind = self._multiple_of(i)
        draft = self.waiting[0] if self.waiting else next((d for d in reversed(self.drafts) if d.measured), None)
        if not self._states_a_result(i):
            return
        if draft is None:
            draft = self._assumed(i) if kind or self.prevailing else None
        if draft is None:
            return
        low, high = token.low, token.high
        sign = self._comparator(i)
        amount = _bounded(low, high, sign, None)
        draft.times[kind or "upper-limit"] = amount
        draft.end = max(draft.end, i)
        self.waiting = [d for d in self.waiting if d is not draft]

    def _multiple_of(self, i: int) -> str | None:
        for j in range(i + 1, i + 5):
            if self.scan.is_kind(j, Kind.LIMIT):
                return self.scan.tokens[j].id
            if self.scan.is_kind(j, Kind.QUALITY) and self.scan.tokens[j].id == "normal":
                return "upper-limit"
            if self.scan.is_kind(j, Kind.PUNCT, Kind.NUMBER, Kind.ANALYTE):
                return None
        return None

    def _states_a_result(self, i: int) -> bool:
        """A multiple is a result after an analyte, "is", "still" or "=", not after "at", "if" or "above" in general talk."""
        sign = self._comparator(i)
        j = i - 1 - (sign is not None)
        before = [self.scan.text(k) for k in range(max(0, j - 2), j + 1)]
        if self.scan.is_kind(j, Kind.ARROW) or (before and before[-1] in ("still", "now", "=", "is", "was", "only", "remains")):
            return not (set(before) & _GENERAL)
        if self.scan.is_kind(j, Kind.ANALYTE) or self.scan.is_kind(j, Kind.NUMBER):
            opening = {self.scan.text(k) for k in self.scan.sentence(i) if k < i}
            return sign is None or not (opening & _GENERAL)
        return bool(before) and before[-1] in ("about", "around", "roughly", "~", "exactly", "at", "of") and any(
            self.scan.is_kind(k, Kind.ANALYTE) for k in range(max(0, j - 3), j)
        )

    def _quality(self, i: int, token: Token) -> None:
        if self.scan.is_kind(i - 1, Kind.MULTIPLE) or self.scan.is_kind(i + 1, Kind.LIMIT):
            return
        if self.limit == "baseline" or self.scan.is_kind(i + 1, Kind.LIMIT):
            if self.limit == "baseline" and not self._number_follows(i):
                target = self.limit_of or self._last() or self._assumed(i)
                target.baseline_said = "normal" if token.id == "normal" else "raised"
                self.limit = None
            return
        if self.waiting:
            self._say(i, self.waiting)
            self.waiting = [] if not self._number_follows(i) else self.waiting

    def _say(self, i: int, drafts: list[Draft]) -> None:
        if self.scan.asks_in_general(i):
            return
        said: Said = "normal" if self.scan.tokens[i].id == "normal" else "raised"
        if any(self.scan.is_kind(j, Kind.NEGATOR) for j in (i - 1, i - 2)):
            said = "raised" if said == "normal" else "normal"
        for draft in drafts:
            if draft.value is None:
                draft.said, draft.end = said, max(draft.end, i)

    # ------------------------------------------------------------------ numbers
    def _number(self, i: int, token: Token) -> None:
        if self._not_a_result(i):
            return
        if self.limit is not None:
            self._set_limit(i, token)
        elif self._is_baseline(i):
            target = self.waiting[0] if self.waiting else self._last()
            if target is not None and target.analyte not in self.compared["baseline"]:
                target = self._comparable("baseline") or target
            if target is not None:
                self.scan.used.add(i)
                target.limits["baseline"] = self._amount(i)
                target.end = max(target.end, i)
                self.waiting = [d for d in self.waiting if d is not target]
        elif self.waiting:
            self._set_value(self.waiting.pop(0), i)
        elif self._starts_new_result(i):
            last = self._last()
            if last is not None and last.value is not None:
                draft = Draft(analyte=last.analyte, at=i, end=i, depth=self.depth)
                self.drafts.append(draft)
                self._set_value(draft, i)
        else:
            self.loose.append(i)

    def _not_a_result(self, i: int) -> bool:
        following = self.scan.token(i + 1)
        if following is not None and following.kind is Kind.TIMEUNIT and is_duration(self.scan, i):
            return True
        if (following is not None and following.kind is Kind.FREQUENCY) or glued(self.scan, i):
            return True
        if following is not None and following.kind is Kind.UNIT and not self._laboratory(following.id):
            return True
        in_list = self.scan.text(i + 1) == ")" and self.scan.text(i - 1) in ("(", "", "\n", ".", "?", ";", ",")
        return in_list or self.scan.text(i - 1) in ("day", "d", "#", "week", "aged", "reference", "ref", "n")

    def _laboratory(self, unit: str) -> bool:
        return any(factor(a, unit) is not None for a in self.topic.vocabulary.analytes)

    def _amount(self, i: int) -> Amount:
        token = self.scan.tokens[i]
        following = self.scan.token(i + 1)
        unit = following.id if following is not None and following.kind is Kind.UNIT else None
        return _bounded(token.low, token.high, self._comparator(i), unit)

    def _comparator(self, i: int) -> str | None:
        before = self.scan.token(i - 1)
        return before.id if before is not None and before.kind is Kind.COMPARATOR and before.id != "=" else None

    def _set_value(self, draft: Draft, i: int) -> None:
        token = self.scan.tokens[i]
        draft.end = max(draft.end, i + (1 if self.scan.is_kind(i + 1, Kind.UNIT) else 0))
        draft.at = min(draft.at, i)
        if self._comparator(i) and set(self.scan.words(range(self.scan.sentence(i).start, i))) & _GENERAL:
            return
        self.scan.used.add(i)
        if token.form in ("to", "to-down") and token.low != token.high:
            first, second = in_order(token)
            unit = self._amount(i).unit
            draft.value = Amount(low=first, high=first, unit=unit)
            later = Draft(analyte=draft.analyte, at=i, end=draft.end, depth=self.depth)
            later.value = Amount(low=second, high=second, unit=unit)
            self.drafts.append(later)
            return
        draft.value = self._amount(i)

    def _set_limit(self, i: int, token: Token) -> None:
        kind = self.limit or "upper-limit"
        figures = self._listed(i)
        self.scan.used.update(figures)
        if len(figures) > 1:
            lacking = [d for d in self.drafts if d.measured and kind not in d.limits][-len(figures) :]
            for draft, figure in zip(lacking, figures, strict=False):
                draft.limits[kind] = self._amount(figure)
        else:
            amount = self._amount(i)
            if token.form in ("range", "to", "range-down", "to-down") and kind == "upper-limit" and token.low != token.high:
                amount = Amount(low=token.high, high=token.high, unit=amount.unit)
            for draft in self._limit_targets(i, kind):
                draft.limits[kind] = amount
                draft.end = max(draft.end, i) if draft is self._last() else draft.end
        self.limit, self.limit_of = None, None

    def _listed(self, i: int) -> list[int]:
        """Figures that share one limit word: "40/120", "40 and 35"."""
        figures = [i]
        while self.scan.text(figures[-1] + 1) in ("/", "and", "&") and self.scan.is_kind(figures[-1] + 2, Kind.NUMBER):
            if figures[-1] + 2 in self.scan.used:
                break
            figures.append(figures[-1] + 2)
        return figures

    def _limit_targets(self, i: int, kind: str) -> list[Draft]:
        if self.limit_of is not None:
            return [self.limit_of]
        last = self._last()
        if last is None:
            return [self._assumed(i)]
        if self.depth > last.depth:
            return [last]
        if self.limit_at - last.end > 2 or last.limits.get(kind) is not None:
            last = self._comparable(kind) or last
        groups = set(self.analytes[last.analyte].groups)
        kin = [
            d
            for d in self.drafts
            if d.measured and kind not in d.limits and groups & set(self.analytes[d.analyte].groups)
        ]
        return kin if kind == "upper-limit" and last in kin else [last]

    def _comparable(self, kind: str) -> Draft | None:
        """The latest result that some rule compares with this kind of limit and that has none yet."""
        fit = [d for d in self.drafts if d.measured and d.analyte in self.compared[kind]]
        return next((d for d in reversed(fit) if kind not in d.limits), fit[-1] if fit else None)

    def _is_baseline(self, i: int) -> bool:
        before, after = self.scan.text(i - 1), self.scan.text(i + 1)
        if after in _BASELINE_AFTER or self.scan.text(i + 2) in _BASELINE_AFTER and self.scan.is_kind(i + 1, Kind.UNIT):
            return True
        if before in _BASELINE_BEFORE:
            return not self.waiting or before not in ("was", "initial", "initially", "earlier")
        return False

    def _starts_new_result(self, i: int) -> bool:
        return self.scan.is_kind(i - 1, Kind.ARROW) or bool(
            {self.scan.text(i - 1), self.scan.text(i - 2)} & _NEW_RESULT
        )

    def _number_before(self, i: int, *, unit: bool = False) -> int | None:
        j = i - 1
        if unit or self.scan.is_kind(j, Kind.UNIT):
            j -= 1 if self.scan.is_kind(j, Kind.UNIT) else 0
        if self.scan.is_kind(j, Kind.NUMBER) and j not in self.scan.used and j in self.loose:
            self.loose.remove(j)
            return j
        return None

    def _number_follows(self, i: int) -> bool:
        for j in range(i + 1, i + 4):
            if self.scan.is_kind(j, Kind.NUMBER) and j not in self.scan.used:
                return not self._not_a_result(j)
            if self.scan.is_kind(j, Kind.ANALYTE, Kind.LIMIT):
                return False
        return False

    # ------------------------------------------------------------------ who is meant
    def _last(self) -> Draft | None:
        measured = [d for d in self.drafts if d.measured]
        return measured[-1] if measured else (self.drafts[-1] if self.drafts else None)

    def _assumed(self, i: int) -> Draft:
        """No analyte is named: the one the conversation was about, else the topic's first."""
        name = self.prevailing or self.topic.vocabulary.analytes[0].id
        draft = Draft(analyte=name, at=i, end=i, depth=self.depth, implied=True)
        self.drafts.append(draft)
        return draft

    def _take_loose(self) -> None:
        """A bare figure beside limits but without an analyte ("same but 255, baseline 50") is the implied analyte's."""
        implied = [d for d in self.drafts if d.implied]
        if not implied or any(d.value is not None for d in self.drafts if d.analyte == implied[0].analyte):
            return
        for i in self.loose:
            if i not in self.scan.used:
                self._set_value(implied[0], i)
                return

    def _fact(self, draft: Draft) -> LabFact:
        read = self.scan.read(draft.at, min(draft.end, len(self.scan.tokens) - 1))
        return LabFact(
            analyte=draft.analyte,
            read=read,
            value=draft.value,
            times_upper_limit=draft.times.get("upper-limit"),
            times_baseline=draft.times.get("baseline"),
            said=draft.said if draft.value is None else None,
            upper_limit=draft.limits.get("upper-limit"),
            baseline=draft.limits.get("baseline"),
            baseline_said=draft.baseline_said,
        )


def _bounded(low: float | None, high: float | None, sign: str | None, unit: str | None) -> Amount:
    """An amount from a figure and the sign before it: `> 500` is open above."""
    if sign in (">", ">="):
        return Amount(low=low, high=None, unit=unit)
    if sign in ("<", "<="):
        return Amount(low=None, high=high, unit=unit)
    return Amount(low=low, high=high, unit=unit)
