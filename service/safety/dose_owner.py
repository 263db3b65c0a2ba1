"""Whose amount a figure is: the governed drug's, another drug's, or of something that is no drug at all."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from service.safety import phrasing
from service.safety.claims import Claims
from service.safety.doses_said import DoseSaid
from service.safety.phrasebook import SUBSTANCE
from service.safety.tokens import Kind, Token

#: Stems of international non-proprietary names: an unknown word on one of them before an amount is another drug.
_OTHER_DRUG = regex.compile(
    r"(?:mab|nib|vastatin|pril|sartan|azole|cillin|mycin|micin|olol|oxacin|gliptin|gliflozin|prazole|tidine|triptan|"
    r"vir|sone|solone|cycline|dipine|zepam|lukast|formin|parin|xaban|gatran|glutide|setron|oxetine|triptyline|"
    r"azine|peridol|piprazole|penem|conazole|fungin|citabine|platin|taxel|rubicin|limus|relix|relin|osin|afil|"
    r"gabalin|pentin|racetam|toin|codone|profen|oxicam|coxib|fenac|lactone|thiaz|semide|dronate|dronic|terol|"
    r"tropium|phylline|fibrate|barbital|caine|roxine|cept|kinra|glitazone|glinide|bactam|alol|ipine)s?$"
)


def concerns(said: DoseSaid, claims: Claims, governed: str) -> bool:
    """Whether an amount is one of a drug at all: a figure without a unit is where a dose is spoken of."""
    if said.drug == SUBSTANCE:
        return False
    if not said.bare:
        return said.drug is not None or not _of_another_stem(said, claims.tokens)
    if said.drug is not None:
        return said.drug == governed and _named_near(said, claims)
    own = claims.in_clause(said.first)
    if any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in own):
        return False
    named = {t.text.lower() for t in own} & phrasing.DRUG_NOUNS
    acted = any(a.target == "governed" and a.place < said.first for a in claims.actions)
    made = claims.words[said.first - 2 : said.first] in (("make", "it"), ("say", ":"), ("it", "'s"))
    return bool(named) or acted or made


def _named_near(said: DoseSaid, claims: Claims) -> bool:
    """Whether the drug is named before a figure, with no test in between, or soon after it."""
    for token in reversed(claims.tokens[: said.first]):
        if token.kind in (Kind.ANALYTE, Kind.PANEL):
            return False
        if token.kind is Kind.DRUG:
            return True
    last = min(said.last + 6, claims.clause_at(said.first).last)
    return any(t.kind is Kind.DRUG for t in claims.tokens[said.last : last])


def _of_another_stem(said: DoseSaid, tokens: Sequence[Token]) -> bool:
    near = [*tokens[max(0, said.first - 2) : said.first], *tokens[said.last : said.last + 2]]
    return any(t.kind is Kind.WORD and len(t.text) > 5 and _OTHER_DRUG.search(t.text.lower()) for t in near)
