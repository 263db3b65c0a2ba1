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
