"""Place the figures of a text: as the value of a result, its limit or baseline, or a further result of its course."""

from __future__ import annotations

from corpus.model import Topic
from service.domain.facts import Amount
from service.safety.reading.lab_brackets import is_reference
from service.safety.reading.lab_days import told_on_a_day
from service.safety.reading.lab_drafts import Draft, Ledger, upper_end
from service.safety.reading.lab_led import GENERAL
from service.safety.reading.lab_order import (
    dated,
    is_baseline,
    is_peak,
    of_old,
    rises_to,
    starts_earlier_result,
    starts_new_result,
    surely_baseline,
)
from service.safety.reading.lab_seasons import long_before
from service.safety.reading.lab_tokens import (
    amount_at,
    comparator_at,
    counts_days,
    listed,
    named_behind,
    negative,
    ordinal,
    rejected,
    shared_limit,
    spans,
)
from service.safety.reading.scan import Scan, glued, in_order, is_duration
from service.safety.rules.units import units_of
from service.safety.text.tokens import Kind, Token


class Figures:
    """Decides what each figure is, from the words around it and the limit that was announced before it."""

    def __init__(self, scan: Scan, topic: Topic, book: Ledger) -> None:
        self.scan = scan
        self.topic = topic
        self.book = book
        self.limit: str | None = None
        """The kind of limit whose figure is awaited."""
        self.limit_of: list[Draft] = []
        self.limit_at = 0
        self.depth = 0
        """How many brackets are open."""
        self.loose: list[int] = []

    def read(self, i: int, token: Token) -> None:
        """Place the figure at `i`; one that belongs to nothing yet is kept loose."""
        if self._not_a_result(i):
            return
        if self.limit is None and not self.book.waiting and named_behind(self.scan, i) is not None:
            self.loose.append(i)
        elif self.limit is not None:
            self._set_limit(i, token)
        elif not self.book.waiting and is_reference(self.scan, i, self.book, bracketed=self.depth > 0):
            self.limit, self.limit_at = "upper-limit", i
            self.limit_of = [] if shared_limit(self.scan, i) else [d for d in [self.book.last()] if d]
            self._set_limit(i, token)
        elif is_baseline(self.scan, i, waiting=bool(self.book.waiting)):
            self._set_earlier(i)
        elif not self.book.waiting and is_peak(self.scan, i) and self._set_peak(i):
            return
        elif self.book.waiting:
            self.set_value(self._whose(i), i)
        else:
            self._set_further(i)

    def _whose(self, i: int) -> Draft:
        """The name that the figure at `i` is of: the first that waits, unless it had its figure as an earlier one.

        As in "this one was 55 before, that one 30": the first waits for nothing more once the second has its figure.
        """
        beside = self.scan.tokens[i - 1].id if self.scan.is_kind(i - 1, Kind.ANALYTE) else None
        waiting = self.book.waiting
        while len(waiting) > 1 and beside not in (None, waiting[0].analyte) and waiting[0].limits.get("baseline"):
            waiting.pop(0)
        return waiting.pop(0)

    def _set_further(self, i: int) -> None:
        """A figure that no name waits for: a later or an earlier result of the same course, or loose."""
        last = self.book.last()
        if last is None or (last.said and last.value is None and not starts_new_result(self.scan, i)):
            self.loose.append(i)
        elif last.said and last.value is None:
            self.set_value(self.book.begin(last.analyte, i, self.depth), i)
        elif last.value is None and (self.scan.text(i - 1) in ("so", "=", "ie") or starts_new_result(self.scan, i)):
            self.set_value(last, i)
        elif last.value is None:
            self.loose.append(i)
        elif starts_earlier_result(self.scan, i):
            self.set_value(self.book.begin(last.analyte, i, self.depth, before=last), i)
        elif starts_new_result(self.scan, i) or (last.figure is not None and told_on_a_day(self.scan, i, last.figure)):
            further = self.book.begin(last.analyte, i, self.depth)
            further.risen_from = last if rises_to(self.scan, i) else None
            self.set_value(further, i)
        else:
            self.loose.append(i)

    def _set_earlier(self, i: int) -> None:
        """An earlier figure is the baseline when it says so or can be one; else an earlier result of the course."""
        old, long = of_old(self.scan, i), long_before(self.scan, i)
        waiting = next(iter(self.book.waiting), None)
        target = self._whose(i) if waiting and (old or long) else waiting or self.book.last()
        if target is not None and target.analyte not in self.book.compared["baseline"]:
            if old and target.value is None:
                self.loose.append(i)
                return
            target = self.book.comparable("baseline") or target
        if target is None:
            if self.book.prevailing is None or not surely_baseline(self.scan, i):
                self.loose.append(i)
                return
            target = self.book.assumed(i, self.depth)
        self.scan.used.add(i)
        amount = amount_at(self.scan, i)
        possible = self.book.may_be_baseline(target, amount, *([1.0] if old else []), unknown=not (old or long))
        if surely_baseline(self.scan, i) or (possible and (long or not dated(self.scan, i))):
            target.limit("baseline", amount, clashes=not old)
            target.end = max(target.end, i)
        else:
            earlier = self.book.begin(target.analyte, i, self.depth, before=target)
            earlier.value, earlier.figure = amount, i

    def _set_peak(self, i: int) -> bool:
        """A peak without a name is an earlier result of the name before it that a rule compares with a baseline."""
        compared = self.book.compared["baseline"]
        named = [j for j in self.scan.sentence(i) if j < i and self.scan.is_kind(j, Kind.ANALYTE)]
        own = [self.scan.tokens[j].id for j in named if self.scan.tokens[j].id in compared][-1:]
        target = next((d for d in self.book.drafts if own == [d.analyte]), None) or self.book.comparable("baseline")
        if target is None:
            return False
        self.set_value(self.book.begin(target.analyte, i, self.depth, before=target), i)
        return True

    def _not_a_result(self, i: int) -> bool:
        following = self.scan.token(i + 1)
        lasts = self.scan.is_kind(i + 1, Kind.TIMEUNIT) and is_duration(self.scan, i)
        if lasts or self.scan.is_kind(i + 1, Kind.FREQUENCY) or glued(self.scan, i):
            return True
        if following is not None and following.kind is Kind.UNIT and not self._laboratory(following.id):
            return not (following.id == "s" and following.start == self.scan.tokens[i].end)
        if rejected(self.scan, i) or ordinal(self.scan, i) or self._of_a_tablet(i) or counts_days(self.scan.tokens, i):
            return True
        named = ("day", "d", "#", "week", "aged")
        return self.scan.text(i - 1) in (named if self.limit else (*named, "reference", "ref", "n"))

    def _of_a_tablet(self, i: int) -> bool:
        """As in "a 100-mg tablet" and "half a 100 mg tablet": the unit that follows is no laboratory's."""
        j = i + 1 + self.scan.is_kind(i + 1, Kind.NUMBER)
        unit = self.scan.token(j + (self.scan.text(j) == "-"))
        return j + (self.scan.text(j) == "-") > i + 1 and unit is not None and self._is_amount(unit)

    def _is_amount(self, unit: Token) -> bool:
        return unit.kind is Kind.UNIT and not self._laboratory(unit.id)

    def _laboratory(self, unit: str) -> bool:
        return unit in units_of(self.topic)

    def set_value(self, draft: Draft, i: int) -> None:
        """Give a result the figure at `i`; "from 35 to 190" makes two results of it, in their order."""
        token = self.scan.tokens[i]
        draft.end = max(draft.end, i + (1 if self.scan.is_kind(i + 1, Kind.UNIT) else 0))
        draft.at = min(draft.at, i)
        general = self.scan.words(range(self.scan.sentence(i).start, i)) & GENERAL
        if general and comparator_at(self.scan, i) not in (None, "~"):
            return
        self.scan.used.add(i)
        draft.figure = i
        amount = amount_at(self.scan, i)
        if token.form in ("to", "to-down") and token.low != token.high:
            first, second = in_order(token)
            draft.value = Amount(low=first, high=first, unit=amount.unit)
            later = self.book.begin(draft.analyte, i, self.depth)
            later.risen_from = draft
            later.end, later.value = draft.end, Amount(low=second, high=second, unit=amount.unit)
            later.figure = i
            return
        draft.value = amount
        if negative(self.scan, i):
            draft.value = Amount(low=-(token.low or 0.0), high=-(token.high or 0.0), unit=amount.unit)

    def _set_limit(self, i: int, token: Token) -> None:
        kind = self.limit or "upper-limit"
        figures = listed(self.scan, i)
        self.scan.used.update(figures)
        if len(figures) > 1:
            lacking = self.book.lacking(kind)[-len(figures) :]
            for draft, figure in zip(lacking, figures, strict=False):
                draft.limit(kind, amount_at(self.scan, figure))
        else:
            amount = Amount(low=token.low, high=token.high, unit=amount_at(self.scan, i).unit)
            amount = upper_end(amount) if spans(token) and kind == "upper-limit" else amount
            risen = spans(token) and token.form.startswith("to")
            rises = risen and "from" in self.scan.words(range(self.limit_at - 3, i))
            targets = self.limit_of or self.book.targets(
                kind,
                amount,
                self.limit_at,
                self.depth,
                shared=shared_limit(self.scan, self.limit_at),
                ahead=any(self.scan.is_kind(j, Kind.ANALYTE) for j in self.scan.sentence(i) if j > i),
            )
            for draft in targets:
                self._apply(draft, kind, amount, i, rises=rises)
        self.limit, self.limit_of = None, []

    def _apply(self, draft: Draft, kind: str, amount: Amount, i: int, *, rises: bool) -> None:
        """Give one result its limit; `from a baseline of 24 to 96` gives the baseline and the result."""
        if rises and kind == "baseline":
            first, second = in_order(self.scan.tokens[i])
            draft.limit(kind, Amount(low=first, high=first, unit=amount.unit))
            draft.value, draft.said = Amount(low=second, high=second, unit=amount.unit), None
            draft.figure = i
        else:
            draft.limit(kind, amount)
        draft.end = max(draft.end, i) if draft is self.book.last() else draft.end

    def before(self, i: int) -> int | None:
        """The loose figure right before token `i` (figure, then name), taken out of the loose ones."""
        j = i - 1 - self.scan.is_kind(i - 1, Kind.UNIT)
        linked = next((k for k in self.loose[-1:] if named_behind(self.scan, k) == i), j)
        if self.scan.is_kind(linked, Kind.NUMBER) and linked not in self.scan.used and linked in self.loose:
            self.loose.remove(linked)
            return linked
        return None

    def follow(self, i: int) -> bool:
        """Whether a result's figure follows shortly after token `i`."""
        kinds = (Kind.NUMBER, Kind.ANALYTE, Kind.LIMIT)
        near = (j for j in range(i + 1, i + 4) if j not in self.scan.used and self.scan.is_kind(j, *kinds))
        first = next(near, None)
        return first is not None and self.scan.is_kind(first, Kind.NUMBER) and not self._not_a_result(first)

    def take_loose(self) -> None:
        """A bare figure without an analyte is that of the case: beside limits alone, or said to be of now."""
        implied = next((d for d in self.book.drafts if d.implied), None)
        if any(d.value is not None for d in self.book.drafts if implied is None or d.analyte == implied.analyte):
            return
        for i in self.loose:
            known = self.book.prevailing is not None and starts_new_result(self.scan, i, alone=True)
            if i not in self.scan.used and (implied is not None or known):
                self.set_value(implied or self.book.assumed(i, self.depth), i)
                return
