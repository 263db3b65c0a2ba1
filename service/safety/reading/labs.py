"""Read laboratory results out of a text: values, multiples, words, upper limits and baselines, each with its span."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Analyte, Topic
from service.domain.facts import Amount, LabFact, Said
from service.safety.reading.lab_tokens import (
    GENERAL,
    Draft,
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
    starts_new_result,
    states_a_result,
    surely_baseline,
)
from service.safety.reading.lines import compared_analytes
from service.safety.reading.scan import Scan, glued, in_order, is_duration
from service.safety.tokens import Kind, Token
from service.safety.units import factor

_RANGE_WORDS = frozenset("range normal ref reference limit normals".split())
#: An undated earlier figure above this many upper limits is taken for a result of the injury, not for a baseline.
_HIGHEST_BASELINE = 2.0


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
        """Read the text once, first token to last."""
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
            case Kind.WORD if token.text.casefold() in _RANGE_WORDS and self.scan.is_kind(i + 1, Kind.COMPARATOR):
                self._limit(i, token)
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
        if is_ratio(self.scan, i):
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

    def _panel(self, i: int, token: Token) -> None:
        for analyte in self.topic.vocabulary.panels.get(token.id, ()):
            draft = Draft(analyte=analyte, at=i, end=i, depth=self.depth)
            self.waiting.append(draft)
            self.drafts.append(draft)
        if self.scan.is_kind(i - 1, Kind.QUALITY) and not self.scan.is_kind(i + 1, Kind.QUALITY):
            self._say(i - 1, self.waiting)

    def _limit(self, i: int, token: Token) -> None:
        if self.scan.is_kind(i - 1, Kind.MULTIPLE) or any(
            self.scan.is_kind(j, Kind.MULTIPLE) and i - j <= 4 and not broken(self.scan, j, i) for j in range(i - 4, i)
        ):
            return
        self.limit = "baseline" if token.id == "baseline" else "upper-limit"
        self.limit_at = i
        own = self.waiting[-1] if self.waiting and self.scan.is_kind(i - 1, Kind.ANALYTE) else None
        self.limit_of = own
        before = self._number_before(i, unit=True)
        if before is not None and token.id == "baseline" and self.scan.text(i - 1) not in ("(", ",") and own is None:
            return

    def _limit_given(self, i: int) -> bool:
        """Whether the limit that was announced has had its figure before token `i`."""
        return self.limit is None or any(self.scan.is_kind(j, Kind.NUMBER) for j in range(i - 2, i))

    def _multiple(self, i: int, token: Token) -> None:
        kind = multiple_of(self.scan, i)
        draft = self.waiting[0] if self.waiting else next((d for d in reversed(self.drafts) if d.measured), None)
        if not states_a_result(self.scan, i):
            return
        if draft is None:
            draft = self._assumed(i) if kind or self.prevailing else None
        if draft is None:
            return
        low, high = token.low, token.high
        sign = comparator_at(self.scan, i)
        amount = bounded(low, high, sign, None)
        draft.times[kind or "upper-limit"] = amount
        draft.end = max(draft.end, i)
        self.waiting = [d for d in self.waiting if d is not draft]

    def _quality(self, i: int, token: Token) -> None:
        if self.scan.is_kind(i - 1, Kind.MULTIPLE) or self.scan.is_kind(i + 1, Kind.LIMIT):
            return
        if self.limit == "baseline" or self.scan.is_kind(i + 1, Kind.LIMIT):
            if self.limit == "baseline" and not self._number_follows(i):
                target = self.limit_of or self._last() or self._assumed(i)
                target.baseline_said = "normal" if token.id == "normal" else "raised"
                self.limit = None
            return
        last = self._last()
        if self.waiting:
            self._say(i, self.waiting)
            self.waiting = [] if not self._number_follows(i) else self.waiting
        elif last is not None and last.times and last.at in self.scan.sentence(i):
            self._say(i, [last])

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
        elif self._is_reference(i, token):
            self.limit, self.limit_of, self.limit_at = "upper-limit", self._last(), i
            self._set_limit(i, token)
        elif is_baseline(self.scan, i, waiting=bool(self.waiting)):
            self._set_earlier(i)
        elif self.waiting:
            self._set_value(self.waiting.pop(0), i)
        elif starts_new_result(self.scan, i):
            last = self._last()
            if last is not None and last.value is not None:
                draft = Draft(analyte=last.analyte, at=i, end=i, depth=self.depth)
                self.drafts.append(draft)
                self._set_value(draft, i)
        else:
            self.loose.append(i)

    def _set_earlier(self, i: int) -> None:
        """An earlier figure is the baseline when it says so or can be one; else an earlier result of the course."""
        target = self.waiting[0] if self.waiting else self._last()
        if target is not None and target.analyte not in self.compared["baseline"]:
            target = self._comparable("baseline") or target
        if target is None:
            return
        self.scan.used.add(i)
        self.waiting = [d for d in self.waiting if d is not target]
        amount = amount_at(self.scan, i)
        if surely_baseline(self.scan, i) or (not dated(self.scan, i) and self._may_be_baseline(target, amount)):
            target.limits["baseline"] = amount
            target.end = max(target.end, i)
        else:
            earlier = Draft(analyte=target.analyte, at=i, end=i, depth=self.depth, value=amount)
            self.drafts.insert(self.drafts.index(target), earlier)

    def _may_be_baseline(self, draft: Draft, amount: Amount) -> bool:
        """Whether a figure can be from before the injury: at most twice the limit given, or any plausible limit."""
        analyte = self.analytes[draft.analyte]
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
        return self.scan.text(i - 1) in ("day", "d", "#", "week", "aged", "reference", "ref", "n")

    def _laboratory(self, unit: str) -> bool:
        return any(factor(a, unit) is not None for a in self.topic.vocabulary.analytes)

    def _set_value(self, draft: Draft, i: int) -> None:
        token = self.scan.tokens[i]
        draft.end = max(draft.end, i + (1 if self.scan.is_kind(i + 1, Kind.UNIT) else 0))
        draft.at = min(draft.at, i)
        if comparator_at(self.scan, i) and set(self.scan.words(range(self.scan.sentence(i).start, i))) & GENERAL:
            return
        self.scan.used.add(i)
        if token.form in ("to", "to-down") and token.low != token.high:
            first, second = in_order(token)
            unit = amount_at(self.scan, i).unit
            draft.value = Amount(low=first, high=first, unit=unit)
            later = Draft(analyte=draft.analyte, at=i, end=draft.end, depth=self.depth)
            later.value = Amount(low=second, high=second, unit=unit)
            self.drafts.append(later)
            return
        draft.value = amount_at(self.scan, i)
        if negative(self.scan, i):
            draft.value = Amount(low=-(token.low or 0.0), high=-(token.high or 0.0), unit=draft.value.unit)

    def _set_limit(self, i: int, token: Token) -> None:
        kind = self.limit or "upper-limit"
        figures = listed(self.scan, i)
        self.scan.used.update(figures)
        if len(figures) > 1:
            lacking = [d for d in self.drafts if d.measured and kind not in d.limits][-len(figures) :]
            for draft, figure in zip(lacking, figures, strict=False):
                draft.limits[kind] = amount_at(self.scan, figure)
        else:
            amount = replace(amount_at(self.scan, i), low=token.low, high=token.high)
            if (
                token.form in ("range", "to", "range-down", "to-down")
                and kind == "upper-limit"
                and token.low != token.high
            ):
                amount = Amount(low=token.high, high=token.high, unit=amount.unit)
            for draft in self._limit_targets(i, kind):
                draft.limits[kind] = amount
                draft.end = max(draft.end, i) if draft is self._last() else draft.end
        self.limit, self.limit_of = None, None

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

    def _is_reference(self, i: int, token: Token) -> bool:
        """`(<40)`, `(10-40)` right behind a result: its reference range in brackets."""
        last = self._last()
        behind = (
            self.depth > 0 and not self.waiting and last is not None and last.value is not None and i - last.end <= 3
        )
        return behind and (comparator_at(self.scan, i) in ("<", "<=") or token.form == "range")

    def _comparable(self, kind: str) -> Draft | None:
        """The latest result that some rule compares with this kind of limit and that has none yet."""
        fit = [d for d in self.drafts if d.measured and d.analyte in self.compared[kind]]
        return next((d for d in reversed(fit) if kind not in d.limits), fit[-1] if fit else None)

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
