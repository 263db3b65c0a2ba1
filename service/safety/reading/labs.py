"""Read laboratory results out of a text: values, multiples, words, upper limits and baselines, each with its span."""

from __future__ import annotations

from corpus.model import Topic
from service.domain.facts import Amount, LabFact, Problem, Said
from service.safety.reading.lab_drafts import Draft, Ledger, upper_end
from service.safety.reading.lab_tokens import (
    GENERAL,
    LIMIT_ENDS,
    amount_at,
    bounded,
    broken,
    comparator_at,
    dated,
    is_baseline,
    is_ratio,
    listed,
    multiple_of,
    negative,
    of_the_past,
    opens_limit,
    rejected,
    shared_limit,
    starts_earlier_result,
    starts_new_result,
    states_a_result,
    surely_baseline,
)
from service.safety.reading.lines import compared_analytes
from service.safety.reading.scan import Scan, glued, in_order, is_duration
from service.safety.tokens import Kind, Token
from service.safety.units import factor

#: An undated earlier figure above this many upper limits is taken for a result of the injury, not for a baseline.
_HIGHEST_BASELINE = 2.0


class LabReader:
    """One pass over the tokens with a little memory: which results wait for a figure, which limit is being given."""

    def __init__(self, scan: Scan, topic: Topic, prevailing: str | None) -> None:
        self.scan = scan
        self.topic = topic
        self.book = Ledger({a.id: a for a in topic.vocabulary.analytes}, compared_analytes(topic), prevailing)
        self.limit: str | None = None
        self.limit_of: list[Draft] = []
        self.limit_at = 0
        self.listing: str | None = None
        """The kind of limit that a sentence lists for one analyte after the other."""
        self.depth = 0
        self.loose: list[int] = []

    def read(self) -> tuple[LabFact, ...]:
        """Read the text once, first token to last."""
        for i, token in enumerate(self.scan.tokens):
            self._take(i, token)
        self._take_loose()
        return tuple(self._fact(d) for d in self.book.drafts if d.told)

    def clashes(self) -> tuple[Problem, ...]:
        """The limits that the text gave twice and differently; the stricter of them holds."""
        words = {"upper-limit": "upper limit of ", "baseline": "baseline "}
        return tuple(
            Problem(kind="conflict", what=words[kind] + d.analyte, read=self._fact(d).read)
            for d in self.book.drafts
            for kind in sorted(d.clashes)
        )

    # ------------------------------------------------------------------ one token
    def _take(self, i: int, token: Token) -> None:
        match token.kind:
            case Kind.PUNCT:
                self._punctuation(token)
            case Kind.ANALYTE:
                self._analyte(i, token)
            case Kind.PANEL:
                self._panel(i, token)
            case Kind.MULTIPLE:
                self._multiple(i, token)
            case Kind.NUMBER if i not in self.scan.used:
                self._number(i, token)
            case _ if opens_limit(self.scan, i):
                self._limit(i, token)
            case Kind.QUALITY:
                self._quality(i, token)
            case Kind.WORD | Kind.NEGATOR if token.text.casefold() in LIMIT_ENDS and not rejected(self.scan, i + 1):
                self.limit = None
            case _:
                return

    def _punctuation(self, token: Token) -> None:
        if token.text in ("(", "["):
            self.depth += 1
        elif token.text in (")", "]"):
            self.depth = max(0, self.depth - 1)
            self.limit = None
        elif token.text[:1] in ".?!;\n":
            self.book.waiting, self.limit, self.listing, self.depth = [], None, None, 0

    def _analyte(self, i: int, token: Token) -> None:
        if is_ratio(self.scan, i):
            return
        if self.limit == "baseline" and self.limit_at < i - 3:
            self.limit = None
        if self._takes_limit(i, token):
            self.limit_of = [self.book.begin(token.id, i, self.depth)]
            return
        self.limit = None
        joined = self.book.waiting and self.scan.text(i - 1) in ("/", "and", ",", "&", "or")
        draft = self.book.begin(token.id, i, self.depth)
        self.book.waiting = [*self.book.waiting, draft] if joined else [draft]
        before = self._number_before(i)
        if before is not None and not self._number_follows(i):
            self._set_value(draft, before)

    def _takes_limit(self, i: int, token: Token) -> bool:
        """Whether the analyte at `i` is named for its limit: "ULN for ALT", "normal ranges: ALT <40, AST <35"."""
        if self.limit is not None and not any(self.scan.is_kind(j, Kind.NUMBER) for j in range(i - 2, i)):
            return True
        if self.listing is None:
            return False
        if self.listing == "baseline" and not self._falls_below(i, token.id):
            return False
        self.limit, self.limit_at = self.listing, i
        return True

    def _falls_below(self, i: int, analyte: str) -> bool:
        """Whether the figure after `i` is lower than a result that was read before: only then can it be a baseline."""
        known = self.book.earlier(analyte)
        after = next((self.scan.tokens[j] for j in range(i + 1, i + 4) if self.scan.is_kind(j, Kind.NUMBER)), None)
        if known is None or known.value is None or after is None:
            return False
        return (after.high or 0.0) < (known.value.high or 0.0)

    def _panel(self, i: int, token: Token) -> None:
        drafts = [self.book.begin(a, i, self.depth) for a in self.topic.vocabulary.panels.get(token.id, ())]
        if self.limit is not None:
            self.limit_of = drafts
            return
        self.book.waiting += drafts
        if self.scan.is_kind(i - 1, Kind.QUALITY) and not self.scan.is_kind(i + 1, Kind.QUALITY):
            self._say(i - 1, i, self.book.waiting)

    def _limit(self, i: int, token: Token) -> None:
        if any(
            self.scan.is_kind(j, Kind.MULTIPLE) and i - j <= 4 and not broken(self.scan, j, i) for j in range(i - 4, i)
        ):
            return
        kind = "baseline" if token.id == "baseline" else "upper-limit"
        if kind == "baseline" and self._at_baseline(i):
            return
        self.limit, self.limit_at = kind, i
        own = self.book.waiting[-1:] if self.scan.is_kind(i - 1, Kind.ANALYTE) else []
        self.limit_of = own
        plural = token.text.casefold().rstrip("s") != token.text.casefold() and token.text.casefold() not in ("its",)
        self.listing = kind if plural else ("baseline" if kind == "baseline" and not own else None)

    def _at_baseline(self, i: int) -> bool:
        """`22 at baseline`: the figure before it is the baseline, and none is announced; a word before it is read."""
        if self.scan.text(i - 1) not in ("at", "as"):
            return False
        j = i - 2 - self.scan.is_kind(i - 2, Kind.UNIT)
        if not self.scan.is_kind(j, Kind.NUMBER):
            return self.scan.is_kind(j, Kind.QUALITY)
        target = next((d for d in self.book.drafts if d.value is not None and d.value == amount_at(self.scan, j)), None)
        if target is not None:
            target.value = None
            self.book.waiting = [target]
        else:
            target = self.book.last() or self.book.assumed(i, self.depth)
        self.scan.used.add(j)
        target.limit("baseline", amount_at(self.scan, j))
        return True

    def _multiple(self, i: int, token: Token) -> None:
        kind = multiple_of(self.scan, i)
        if (token.form and kind is None) or not states_a_result(self.scan, i):
            return
        of_a_panel = self.scan.is_kind(i - 1, Kind.PANEL) or self.scan.is_kind(i - 2, Kind.PANEL)
        drafts = self.book.waiting if of_a_panel else self.book.waiting[:1]
        if not drafts:
            drafts = [d for d in self.book.drafts if d.measured][-1:]
        if not drafts and (kind or self.book.prevailing):
            drafts = [self.book.assumed(i, self.depth)]
        for draft in drafts:
            draft.times[kind or "upper-limit"] = bounded(token.low, token.high, comparator_at(self.scan, i), None)
            draft.end = max(draft.end, i)
            self.book.settled(draft)

    def _quality(self, i: int, token: Token) -> None:
        if self.scan.is_kind(i - 1, Kind.MULTIPLE) or self.scan.is_kind(i + 1, Kind.LIMIT):
            return
        if self.limit == "baseline":
            if not self._number_follows(i):
                last = self.book.last()
                for target in self.limit_of or [last or self.book.assumed(i, self.depth)]:
                    target.baseline_said = "normal" if token.id == "normal" else "raised"
                self.limit = None
            return
        last = self.book.last()
        if self.book.waiting:
            self._say(i, i, self.book.waiting)
            self.book.waiting = [] if not self._number_follows(i) else self.book.waiting
        elif last is not None and last.times and last.at in self.scan.sentence(i):
            self._say(i, i, [last])

    def _say(self, i: int, end: int, drafts: list[Draft]) -> None:
        """The word at `i` describes the results; what follows `end` tells whether it is of now or of the time before."""
        if self.scan.asks_in_general(i):
            return
        said: Said = "normal" if self.scan.tokens[i].id == "normal" else "raised"
        if any(self.scan.is_kind(j, Kind.NEGATOR) for j in (i - 1, i - 2)):
            said = "raised" if said == "normal" else "normal"
        past = of_the_past(self.scan, end)
        for draft in drafts:
            if past:
                draft.baseline_said = said
            elif draft.value is None:
                draft.said = said
            draft.end = max(draft.end, i)

    # ------------------------------------------------------------------ numbers
    def _number(self, i: int, token: Token) -> None:
        if self._not_a_result(i):
            return
        if self.limit is not None:
            self._set_limit(i, token)
        elif self._is_reference(i, token):
            self.limit, self.limit_of, self.limit_at = "upper-limit", [d for d in [self.book.last()] if d], i
            self._set_limit(i, token)
        elif is_baseline(self.scan, i, waiting=bool(self.book.waiting)):
            self._set_earlier(i)
        elif self.book.waiting:
            self._set_value(self.book.waiting.pop(0), i)
        else:
            self._set_further(i)

    def _set_further(self, i: int) -> None:
        """A figure that no name waits for: a later or an earlier result of the same course, or nothing that is known."""
        last = self.book.last()
        if last is None or last.said:
            self.loose.append(i)
        elif last.value is None and (self.scan.text(i - 1) in ("so", "=", "ie") or starts_new_result(self.scan, i)):
            self._set_value(last, i)
        elif last.value is None:
            self.loose.append(i)
        elif starts_earlier_result(self.scan, i):
            self._set_value(self.book.begin(last.analyte, i, self.depth, before=last), i)
        elif starts_new_result(self.scan, i):
            self._set_value(self.book.begin(last.analyte, i, self.depth), i)
        else:
            self.loose.append(i)

    def _set_earlier(self, i: int) -> None:
        """An earlier figure is the baseline when it says so or can be one; else an earlier result of the course."""
        target = self.book.waiting[0] if self.book.waiting else self.book.last()
        if target is not None and target.analyte not in self.book.compared["baseline"]:
            target = self.book.comparable("baseline") or target
        if target is None:
            if self.book.prevailing is None or not surely_baseline(self.scan, i):
                self.loose.append(i)
                return
            target = self.book.assumed(i, self.depth)
        self.scan.used.add(i)
        amount = amount_at(self.scan, i)
        if surely_baseline(self.scan, i) or (not dated(self.scan, i) and self._may_be_baseline(target, amount)):
            target.limit("baseline", amount)
            target.end = max(target.end, i)
        else:
            self.book.begin(target.analyte, i, self.depth, before=target).value = amount

    def _may_be_baseline(self, draft: Draft, amount: Amount) -> bool:
        """Whether a figure can be from before the injury: at most twice the limit given, or any plausible limit."""
        analyte = self.book.analytes[draft.analyte]
        limit = draft.limits.get("upper-limit")
        plausible = analyte.plausible_upper_limit
        highest = plausible.high if plausible is not None else None
        if limit is not None and limit.high is not None:
            highest = limit.high * (factor(analyte, limit.unit or analyte.unit) or 1.0)
        figure = (amount.high or 0.0) * (factor(analyte, amount.unit or analyte.unit) or 1.0)
        return highest is None or figure <= _HIGHEST_BASELINE * highest

    def _not_a_result(self, i: int) -> bool:
        following = self.scan.token(i + 1)
        if following is not None and following.kind is Kind.TIMEUNIT and is_duration(self.scan, i):
            return True
        if (following is not None and following.kind is Kind.FREQUENCY) or glued(self.scan, i):
            return True
        if following is not None and following.kind is Kind.UNIT and not self._laboratory(following.id):
            return True
        if rejected(self.scan, i):
            return True
        named = ("day", "d", "#", "week", "aged")
        return self.scan.text(i - 1) in (named if self.limit else (*named, "reference", "ref", "n"))

    def _laboratory(self, unit: str) -> bool:
        return any(factor(a, unit) is not None for a in self.topic.vocabulary.analytes)

    def _set_value(self, draft: Draft, i: int) -> None:
        token = self.scan.tokens[i]
        draft.end = max(draft.end, i + (1 if self.scan.is_kind(i + 1, Kind.UNIT) else 0))
        draft.at = min(draft.at, i)
        if (
            comparator_at(self.scan, i) not in (None, "~")
            and set(self.scan.words(range(self.scan.sentence(i).start, i))) & GENERAL
        ):
            return
        self.scan.used.add(i)
        amount = amount_at(self.scan, i)
        if token.form in ("to", "to-down") and token.low != token.high:
            first, second = in_order(token)
            draft.value = Amount(low=first, high=first, unit=amount.unit)
            later = self.book.begin(draft.analyte, i, self.depth)
            later.end, later.value = draft.end, Amount(low=second, high=second, unit=amount.unit)
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
            spans = token.form in ("range", "to", "range-down", "to-down") and token.low != token.high
            if spans and kind == "upper-limit":
                amount = upper_end(amount)
            rises = spans and token.form.startswith("to") and "from" in self.scan.words(range(self.limit_at - 3, i))
            targets = self.limit_of or self.book.targets(
                kind, self.limit_at, self.depth, shared=shared_limit(self.scan, self.limit_at)
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
        else:
            draft.limit(kind, amount)
        draft.end = max(draft.end, i) if draft is self.book.last() else draft.end

    def _is_reference(self, i: int, token: Token) -> bool:
        """`(<40)`, `[10-40]`, `| <40` right behind a result: its reference range."""
        last = self.book.last()
        if self.book.waiting or last is None or last.value is None or i - last.end > 3:
            return False
        cell = any(self.scan.text(j) == "|" for j in range(last.end + 1, i))
        less = comparator_at(self.scan, i) in ("<", "<=")
        return (self.depth > 0 or cell) and (less or token.form == "range")

    def _number_before(self, i: int) -> int | None:
        j = i - 1 - self.scan.is_kind(i - 1, Kind.UNIT)
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

    def _take_loose(self) -> None:
        """A bare figure without an analyte is that of the case: beside limits alone, or said to be of now ("now 35")."""
        implied = next((d for d in self.book.drafts if d.implied), None)
        if any(d.value is not None for d in self.book.drafts if implied is None or d.analyte == implied.analyte):
            return
        for i in self.loose:
            if i in self.scan.used:
                continue
            if implied is not None or (
                self.book.prevailing is not None and starts_new_result(self.scan, i, alone=True)
            ):
                self._set_value(implied or self.book.assumed(i, self.depth), i)
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
