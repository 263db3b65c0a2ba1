"""Whose amount a figure is: the governed drug's, another drug's, or of something that is no drug at all."""

from __future__ import annotations

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.claims.waits_said import rise_places
from service.safety.english import phrasing
from service.safety.text.phrasebook import SUBSTANCE
from service.safety.text.tokens import Kind


def concerns(said: DoseSaid, claims: Claims, governed: str) -> bool:
    """Whether an amount is one of a drug at all: a figure without a unit is where a dose is spoken of."""
    if said.drug == SUBSTANCE:
        return False
    if not said.bare:
        return True
    if _being_on_it(said, claims, governed) or _alone(said, claims, governed):
        return True
    if said.drug is not None:
        return said.drug == governed and _named_near(said, claims)
    own = claims.in_clause(said.first)
    if any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in own):
        return False
    named = {t.text.lower() for t in own} & phrasing.DRUG_NOUNS
    acted = any(a.target == "governed" and a.place < said.first for a in claims.actions)
    stepped = said.from_mg is not None and bool(rise_places(claims.tokens, (), 0.0))
    made = claims.words[said.first - 2 : said.first] in (("make", "it"), ("say", ":"), ("it", "'s"))
    return bool(named) or acted or made or stepped


def _alone(said: DoseSaid, claims: Claims, governed: str) -> bool:
    """As in "what does she take of it: the same as before, two hundred": a number and nothing else in its clause."""
    clause = claims.clause_at(said.first)
    others = [*range(clause.first, said.first), *range(said.last, clause.last)]
    alone = all(claims.tokens[i].kind is Kind.PUNCT for i in others)
    named = {t.id for t in claims.tokens if t.kind in (Kind.DRUG, Kind.ANALYTE, Kind.PANEL)}
    return alone and named == {governed}


def _being_on_it(said: DoseSaid, claims: Claims, governed: str) -> bool:
    """As in "after the fortnight on fifty, ...", "from fifty, ...": what the drug that is named is taken at."""
    clause = claims.clause_at(said.first)
    if claims.words[said.first - 1 : said.first] not in (("on",), ("from",)) or clause.last - said.last > 1:
        return False
    timed = any(t.kind is Kind.TIMEUNIT for t in claims.tokens[clause.first : said.first])
    opening = said.first - clause.first == 1 or timed
    behind = {t.id for t in claims.tokens[said.last : said.last + 6] if t.kind in (Kind.DRUG, Kind.ANALYTE, Kind.PANEL)}
    return opening and behind == {governed}


def _named_near(said: DoseSaid, claims: Claims) -> bool:
    """Whether the drug is named before a figure, with no test in between, or soon after it."""
    for token in reversed(claims.tokens[: said.first]):
        if token.kind in (Kind.ANALYTE, Kind.PANEL):
            return False
        if token.kind is Kind.DRUG:
            return True
    last = min(said.last + 12, claims.clause_at(said.first).last)
    named = next((t for t in claims.tokens[said.last : last] if t.kind in (Kind.DRUG, Kind.ANALYTE, Kind.PANEL)), None)
    return named is not None and named.kind is Kind.DRUG
