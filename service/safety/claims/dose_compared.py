"""An amount that a text sets against a limit: above it, too much, so much over it, or found to be so by a sum."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from service.safety.claims.claims import Claims
from service.safety.claims.dose_talk import BREAKING, DEGREES, LINES, NOT, SLACK, STEPS, SUMMING, TOO_MUCH
from service.safety.claims.doses_said import DoseSaid
from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind

_OVERDOSES = frozenset(("overdose", "overdosage", "overdosing"))
_IT = ("that", "this", "it", "which", "they", "these", "those")
_IS_ABOVE = words("is was would be lies sits goes above over beyond more than greater higher the our your its")
_SUMS_UP = words("adds add comes makes totals amounts means gives works out equals would be make up to") | {"up to"}


class Compared:
    """Reads what one statement compares its doses with."""

    def __init__(self, claims: Claims, doses: Sequence[DoseSaid], limits: Limits) -> None:
        self._claims = claims
        self._doses = doses
        self._words = claims.words
        self._limits = limits

    def found_over(self, dose: DoseSaid) -> bool:
        """As in "no, that is above the 150 mg maximum", "no, that adds up to 200 mg": what was asked is too much."""
        cap = self._limits.daily
        clause = self._claims.clause_at(dose.first)
        place = next((k for k in range(clause.first, min(clause.first + 4, dose.first)) if self._words[k] in _IT), None)
        if cap is None or dose.high is None or place is None or set(self._words) & phrasing.APPROVING - {"maximum"}:
            return False
        verb = [w for w in self._words[place + 1 : dose.first] if w not in DEGREES]
        if dose.compare == ">" and dose.high <= cap.value + SLACK:
            return bool(verb) and set(verb) <= _IS_ABOVE
        refused = self._words[0] == "no" and self._claims.tokens[1].kind is Kind.PUNCT
        return refused and bool(verb) and set(verb) <= _SUMS_UP and dose.high > cap.value + SLACK

    def over(self, n: int) -> bool:
        """As in "151 mg is above it": a dose that is compared with the limit, and not approved, is no advice."""
        if any(w in phrasing.APPROVING and b not in phrasing.LIMIT_NOUNS for w, b in pairwise((*self._words, ""))):
            return False
        if n and self._doses[n].compare == ">" and self._above(self._doses[n - 1], self._doses[n].first + 2):
            return True
        return self._above(self._doses[n], len(self._words)) is True

    def within(self, n: int) -> bool:
        """As in "200 mg does not exceed the cap": that it is above a limit is denied, and the dose with it allowed."""
        dose = self._doses[n]
        return self._above(dose, self._claims.clause_at(dose.first).last) is False

    def _above(self, dose: DoseSaid, last: int) -> bool | None:
        """Whether the words behind a dose set it above a limit; None where they set it against none."""
        turned = all(clause.turned for clause in self._claims.cut)
        tail = [
            i
            for i in range(dose.last, min(last, len(self._words)))
            if self._claims.tokens[i].kind not in (Kind.DRUG, Kind.FREQUENCY, Kind.UNIT)
            and self._words[i] not in DEGREES
        ][:14]
        for k, i in enumerate(tail):
            token, word = self._claims.tokens[i], self._words[i]
            before = {self._words[j] for j in tail[max(0, k - 3) : k]}
            line = bool({self._words[j] for j in range(i + 1, min(i + 6, len(self._words)))} & LINES)
            said = bool(before & (SUMMING | {",", ":", "and", "so"}))
            denied = bool(before & NOT) is not turned
            if (
                token.kind is Kind.COMPARATOR
                and token.id in (">", ">=+")
                and (said or (denied and line))
                and (line or before & {"is", "are", "would", "lies"})
            ):
                # "150 mg is not exceeded" sets a limit.
                return None if denied and token.form == "verb:past" else not denied
            if token.kind is Kind.MULTIPLE and (token.high or 0.0) > 1 and before & {"is", "are"}:
                steps = {self._words[j] for j in range(i + 1, min(i + 4, len(self._words)))} & STEPS
                if steps:
                    return not denied
            if word in BREAKING and line and "up" not in self._words[i + 1 : i + 3]:
                return not denied
            if word in _OVERDOSES and before & {"is", "are", "an", "would"}:
                return not denied
        return None

    def difference(self, dose: DoseSaid) -> bool:
        """As in "that is 25 mg too much": by how much another dose is wrong."""
        after = self._words[dose.last : dose.last + 3]
        return after[:2] in TOO_MUCH or (after[:1] in (("over",), ("above",), ("beyond",)) and bool(set(after) & LINES))

    def too_much(self, n: int) -> bool:
        """As in "175 mg is 25 mg too much", "four a day is one too many"."""
        dose = self._doses[n]
        later = [d.first for d in self._doses[n + 1 :] if not self.difference(d)]
        places = range(dose.last, (later[0] if later else len(self._words)) - 1)
        at = next((k for k in places if self._words[k : k + 2] in TOO_MUCH), None)
        # "More than 175 mg is too much" sets a limit, and "it is not true that 80 mg is too much" allows a dose.
        clause = self._claims.clause_at(dose.first)
        if at is None or dose.compare or clause.turned or any(place < at for place in clause.denials):
            return False
        between = range(clause.first, at)
        return not any(self._claims.tokens[k].kind is Kind.NEGATOR or self._words[k] in NOT for k in between)
