"""Laboratory results while they are being read: which wait for a figure, and which of them a limit belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.model import Analyte
from service.domain.facts import Amount, Said
from service.safety.rules.units import factor

#: An undated earlier figure above this many upper limits is taken for a result of the injury, not for a baseline.
_HIGHEST_BASELINE = 2.0
#: A result so many times below a limit is not likely to be what the limit is of.
_FAR_BELOW, _FAR_BELOW_IN_BRACKETS = 2.5, 8.0
#: A limit at most this many tokens after a result is the result's own.
_RIGHT_BEHIND = 2


@dataclass(slots=True)
class Draft:
    """A result while it is being read."""

    analyte: str
    at: int
    depth: int = 0
    end: int = 0
    value: Amount | None = None
    figure: int | None = None
    """The token of the value."""
    times: dict[str, Amount] = field(default_factory=dict)
    said: Said | None = None
    limits: dict[str, Amount] = field(default_factory=dict)
    baseline_said: Said | None = None
    implied: bool = False
    beside: bool = False
    """True where a stroke joins it to the result before it."""
    risen_from: Draft | None = None
    """The result that this one is told to have risen from."""
    clashes: set[str] = field(default_factory=set)
    """Kinds of limit that the text gave twice and differently."""

    @property
    def measured(self) -> bool:
        """Whether the result says anything: a figure, a multiple or a word."""
        return bool(self.value or self.times or self.said)

    @property
    def told(self) -> bool:
        """Whether the draft holds anything at all, a limit included."""
        return self.measured or bool(self.limits or self.baseline_said)

    def limit(self, kind: str, amount: Amount, *, clashes: bool = True) -> None:
        """Set a limit; of two that differ the lower, which is the stricter, holds and the clash is kept."""
        known = self.limits.get(kind)
        if known is not None and known != amount:
            self.clashes.update([kind] if clashes else [])
            if known.unit == amount.unit and (known.high or 0.0) < (amount.high or 0.0):
                return
        self.limits[kind] = amount


class Ledger:
    """The results of one text in the order of their course, with the few questions that reading asks of them."""

    def __init__(
        self, analytes: Mapping[str, Analyte], compared: Mapping[str, frozenset[str]], prevailing: str | None
    ) -> None:
        self.analytes = analytes
        self.compared = compared
        self.prevailing = prevailing
        self.drafts: list[Draft] = []
        self.waiting: list[Draft] = []

    def begin(self, analyte: str, at: int, depth: int, *, before: Draft | None = None) -> Draft:
        """Open a result; `before` names a result of the course that it came earlier than."""
        draft = Draft(analyte=analyte, at=at, end=at, depth=depth)
        place = len(self.drafts) if before is None else self.drafts.index(before)
        self.drafts.insert(place, draft)
        return draft

    def settled(self, draft: Draft) -> None:
        """The draft has its figure and waits no longer."""
        self.waiting = [d for d in self.waiting if d is not draft]

    def last(self) -> Draft | None:
        """The latest result, or the latest name when no result was read yet."""
        measured = next((d for d in reversed(self.drafts) if d.measured), None)
        return measured or (self.drafts[-1] if self.drafts else None)

    def earlier(self, analyte: str) -> Draft | None:
        """The latest result of that analyte that has a figure."""
        return next((d for d in reversed(self.drafts) if d.analyte == analyte and d.value is not None), None)

    def assumed(self, at: int, depth: int) -> Draft:
        """No analyte is named: the one the conversation was about, else the topic's first."""
        draft = self.begin(self.prevailing or next(iter(self.analytes)), at, depth)
        draft.implied = True
        return draft

    def give_to_named(self) -> None:
        """Limits that came before any name ("ULN 40, baseline 22: ...") are those of the result named after them."""
        for early in reversed([d for d in self.drafts if d.implied and not d.measured]):
            named = [d for d in self.drafts if d.measured and not d.implied and d.at > early.at]
            for kind, amount in early.limits.items():
                fit = [d for d in named if d.analyte in self.compared[kind] and kind not in d.limits]
                for draft in fit if kind == "upper-limit" else fit[:1]:
                    draft.limit(kind, amount)
            if named:
                self.drafts.remove(early)

    def give_starts(self) -> None:
        """A normal result that another is told to have risen from is its baseline, where none is given.

        Normal is then known of the time before the rise, and a baseline is never above the limit.
        """
        given = {d.analyte for d in self.drafts if "baseline" in d.limits or d.baseline_said}
        for later in self.drafts:
            first = later.risen_from
            if first is None or first.value is None or later.value is None or later.analyte in given:
                continue
            rose = (later.value.low or 0.0) > (first.value.high or 0.0)
            if rose and later.analyte in self.compared["baseline"] and self._normal(first, later):
                later.limit("baseline", first.value)

    def _normal(self, first: Draft, later: Draft) -> bool:
        """Whether a result is within its limit, or within any plausible one where it is not given."""
        analyte = self.analytes[first.analyte]
        limit = next((d.limits["upper-limit"] for d in (first, later) if "upper-limit" in d.limits), None)
        plausible = analyte.plausible_upper_limit
        least = None if plausible is None else plausible.low
        if limit is not None and limit.high is not None:
            least = limit.high * (factor(analyte, limit.unit or analyte.unit) or 1.0)
        return least is not None and first.value is not None and self._canonical(analyte, first.value) <= least

    def may_be_baseline(
        self, draft: Draft, amount: Amount, times: float = _HIGHEST_BASELINE, *, unknown: bool = True
    ) -> bool:
        """Whether a figure can be from before the injury: at most so many times the limit given, or any plausible.

        `unknown` is the answer where neither is known.
        """
        analyte = self.analytes[draft.analyte]
        limit = draft.limits.get("upper-limit")
        plausible = analyte.plausible_upper_limit
        highest = plausible.high if plausible is not None else None
        if limit is not None and limit.high is not None:
            highest = limit.high * (factor(analyte, limit.unit or analyte.unit) or 1.0)
        return unknown if highest is None else self._canonical(analyte, amount) <= times * highest

    @staticmethod
    def _canonical(analyte: Analyte, amount: Amount) -> float:
        return (amount.high or 0.0) * (factor(analyte, amount.unit or analyte.unit) or 1.0)

    def comparable(self, kind: str) -> Draft | None:
        """The latest result that some rule compares with this kind of limit, best one that has none yet."""
        fit = [d for d in self.drafts if d.measured and d.analyte in self.compared[kind]]
        return next((d for d in reversed(fit) if kind not in d.limits), fit[-1] if fit else None)

    def lacking(self, kind: str) -> list[Draft]:
        """The results that have no limit of this kind yet."""
        return [d for d in self.drafts if d.measured and kind not in d.limits]

    def targets(self, kind: str, amount: Amount, at: int, depth: int, *, shared: bool, ahead: bool) -> list[Draft]:
        """Whose limit stands at token `at`, of those whom it can be of."""
        nearest = self._nearest(kind, at, depth, shared=shared, ahead=ahead)
        return self._fitting(nearest, amount, bracketed=depth > 0) if kind == "upper-limit" else nearest

    def _nearest(self, kind: str, at: int, depth: int, *, shared: bool, ahead: bool) -> list[Draft]:
        """In brackets the result before a limit, else all kin that have none yet.

        With `ahead` a result is still to be named in the sentence: a limit that nobody before it lacks is its own.
        """
        last = self.last()
        lacking = any(d.analyte in self.compared[kind] for d in self.lacking(kind))
        behind = last is not None and at - last.end <= _RIGHT_BEHIND and kind not in last.limits
        if last is None or (ahead and depth == 0 and not lacking and not behind):
            return [self.assumed(at, depth)]
        if depth > last.depth and not shared:
            return self._pair(last, kind)
        if at - last.end > _RIGHT_BEHIND or last.limits.get(kind) is not None:
            last = self.comparable(kind) or last
        groups = set(self.analytes[last.analyte].groups)
        kin = [d for d in self.lacking(kind) if groups & set(self.analytes[d.analyte].groups)]
        return kin if kind == "upper-limit" and last in kin else [last]

    def _fitting(self, targets: list[Draft], amount: Amount, *, bracketed: bool) -> list[Draft]:
        """Whom an upper limit without a unit is of: no result far below it, where it is one of another's kind.

        In "NAME 130, OTHER 3 mg/dL, ULN 40" the limit stands behind the other name and is of the first. A limit that is
        taken for another's leaves the result without one, to be asked for.
        """
        high, far = amount.high or 0.0, _FAR_BELOW_IN_BRACKETS if bracketed else _FAR_BELOW
        if amount.unit is not None or not all(
            self.analytes[d.analyte].plausible_upper_limit is None and d.value and (d.value.high or high) * far < high
            for d in targets
        ):
            return targets
        groups = {g for a in self.analytes.values() if _may_be_limit(a, high) for g in a.groups}
        kin = [
            d for d in self.drafts if d.measured and d not in targets and groups & set(self.analytes[d.analyte].groups)
        ]
        return [d for d in kin if "upper-limit" not in d.limits] if kin else targets

    def _pair(self, last: Draft, kind: str) -> list[Draft]:
        """`NAME 118 / NAME 95 (ULN 40)`: the bracket behind a pair of one group holds for both."""
        before = self.drafts[self.drafts.index(last) - 1] if last.beside and self.drafts.index(last) else None
        if before is None or before.value is None or kind in before.limits:
            return [last]
        kin = set(self.analytes[before.analyte].groups) & set(self.analytes[last.analyte].groups)
        return [before, last] if kin and before.analyte != last.analyte else [last]


def _may_be_limit(analyte: Analyte, figure: float) -> bool:
    known = analyte.plausible_upper_limit
    return known is not None and (known.low or 0.0) <= figure <= (known.high or 0.0)


def upper_end(amount: Amount) -> Amount:
    """The upper limit that a reference range states."""
    return replace(amount, low=amount.high)
