"""When a dose of a schedule begins, and how long the one before it lasts: by dates, labels and times."""

from __future__ import annotations

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.english.wordlist import words
from service.safety.text.tokens import Kind


def day_of(claims: Claims, dose: DoseSaid) -> float | None:
    """The day of a dose in a schedule: by its date, a label ("week 3") or the first column of a table."""
    date = date_of(claims, dose)
    if date is not None:
        return date
    label = _label_of(claims, dose)
    if label is not None:
        return (claims.tokens[label + 1].low or 0.0) * (claims.tokens[label].low or 0.0)
    if claims.statement.kind == "row" and claims.tokens[0].kind is Kind.NUMBER and dose.first > 0:
        unit = next((t.low for t in claims.statement.lead if t.kind is Kind.TIMEUNIT), None)
        return None if unit is None else (claims.tokens[0].low or 0.0) * unit
    return None


def wait_before(claims: Claims, dose: DoseSaid, previous: DoseSaid | None) -> float | None:
    """Days between a dose and the one before it, where they are said."""
    first = previous.last if previous is not None else max(0, dose.first - 8)
    places = [*range(first, dose.first), *range(dose.last, min(dose.last + 6, len(claims.tokens)))]
    if previous is not None:
        places += range(max(0, previous.first - 5), previous.first)
    for i in places:
        token = claims.tokens[i]
        if token.kind is Kind.FREQUENCY and token.high is not None and 0 < token.high < 1 and not _tested(claims, i):
            return float(1.0 / token.high)
        after = claims.tokens[i + 1] if i + 1 < len(claims.tokens) else None
        if token.id == "day" and token.kind is Kind.TIMEUNIT and after is not None and after.kind is Kind.NUMBER:
            return float(after.low or 0.0)
        if token.kind is Kind.TIMEUNIT and token.low and i and claims.tokens[i - 1].kind is Kind.NUMBER:
            return float((claims.tokens[i - 1].low or 0.0) * token.low)
    return None


def _tested(claims: Claims, i: int) -> bool:
    """As in "liver tests twice weekly": how often the test beside it is done."""
    return any(
        t.kind in (Kind.PANEL, Kind.ANALYTE) for t in (*claims.tokens[max(0, i - 1) : i], *claims.tokens[i + 1 : i + 2])
    )


def _label_of(claims: Claims, dose: DoseSaid) -> int | None:
    """Place of the label that dates a dose: "week 3: 75 mg", "until day 14, then 75 mg", "100 mg from day 28"."""
    earlier = max((d.last for d in claims.doses.said if d.last <= dose.first), default=0)
    ahead = range(dose.first - 1, max(earlier, dose.first - 8) - 1, -1)
    behind = range(dose.last, min(dose.last + 4, len(claims.tokens) - 1))
    for places in (behind, ahead):
        for i in places:
            token = claims.tokens[i]
            labelled = token.kind is Kind.TIMEUNIT and token.low and claims.tokens[i + 1].kind is Kind.NUMBER
            if labelled and (places is ahead or i == dose.last or claims.words[i - 1] in ("from", "on")):
                return i
    return None


def lasts_until(claims: Claims, dose: DoseSaid) -> bool:
    """Whether the label in front of a dose tells how long the one before it lasts: "50 mg until day 14, then ..."."""
    label = _label_of(claims, dose)
    return label is not None and label < dose.first and claims.words[label - 1] in _ENDS_AT


def date_of(claims: Claims, dose: DoseSaid) -> float | None:
    """The date a dose begins at, in days: "75 mg from 15 March", "15 March: 75 mg"; not one that it ends at."""
    behind = range(dose.last, min(dose.last + 4, len(claims.tokens)))
    ahead = range(dose.first - 1, max(-1, dose.first - 4), -1)
    for places, words_between in ((behind, _BEGINS), (ahead, _LABELS)):
        for i in places:
            token = claims.tokens[i]
            if token.kind is Kind.DATE and token.id != "weekday":
                return token.low if claims.words[i - 1] not in _ENDS_AT else None
            if token.kind not in (Kind.FREQUENCY, Kind.DRUG, Kind.DATE) and claims.words[i] not in words_between:
                break
    return None


_BEGINS = words("from on starting beginning as of the (")
_LABELS = words(": - – on from take give | to")
_ENDS_AT = words("until till to by before through")


def days_between(first: float, second: float) -> float:
    """Days from one date to the next; dates without a year pass over its end."""
    without_year = max(first, second) <= DAYS_IN_A_YEAR
    return second - first + (365 if second < first and without_year else 0)


#: Above this a date is counted with its year.
DAYS_IN_A_YEAR = 366
