"""A drug denied without a verb: "no more of it", "not another tablet", "none until it is normal"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.text.tokens import Kind, Token

StateKind = Literal["stop", "hold", "continue", "reduce", "restart"]


class State(NamedTuple):
    """A state of a drug, and the place of the word that tells it; `drug` is None for a word such as "tablets"."""

    kind: StateKind
    place: int
    drug: str | None
    denied: bool = False


#: Behind "no", these still mean the drug itself.
_NO_MORE = words("more further other additional new such single another extra")


_UNITS_OF_DRUG = words(
    "tablet tablets pill pills dose doses capsule capsules medication medicine drug treatment therapy"
)


def drug_at(tokens: Sequence[Token], i: int) -> str | None:
    """The drug that is named at `i`; None for a word such as "tablets"."""
    return tokens[i].id if tokens[i].kind is Kind.DRUG else None


def none_of_it(tokens: Sequence[Token], clause: Clause, i: int, relations: Mapping[str, str]) -> Iterator[State]:
    """The drug itself denied: "no more of it", "not another tablet", "none until it is normal"."""
    if tokens[i].text.lower() == "none":
        after = {t.text.lower() for t in tokens[i + 1 : min(i + 4, clause.last)]}
        if after & _NONE_FROM:
            yield State("stop", i, None)
        return
    j = i + 1
    while j < min(i + 5, clause.last) and tokens[j].text.lower() in _COUNTED:
        j += 1
    if j >= clause.last:
        return
    drug = tokens[j].kind is Kind.DRUG and relations.get(tokens[j].id) in ("governed", "relative")
    counted = bool({t.text.lower() for t in tokens[i + 1 : j]} & (_NO_MORE | {"single", "one"}))
    noun = tokens[j].text.lower() in _UNITS_OF_DRUG and (counted or tokens[j].text.lower() != "dose")
    if (drug or noun) and (counted or tokens[i].id == "no") and not qualified(tokens, j + 1, clause.last):
        yield State("stop", i, drug_at(tokens, j))


_NONE_FROM = words("from until till now today tonight again further")


_COUNTED = _NO_MORE | words("a of the his her one")


def qualified(tokens: Sequence[Token], j: int, last: int) -> bool:
    """Whether more is said of the noun than that there is none: "no tablet above ...", "no dose change"."""
    if j >= last:
        return False
    if tokens[j].text.lower() == "of":
        j += 1 + (j + 1 < last and tokens[j + 1].text.lower() in ("the", "his", "her", "this"))
        if j >= last or tokens[j].kind is not Kind.DRUG:
            return True
        return qualified(tokens, j + 1, last)
    token = tokens[j]
    if token.kind in _QUALIFYING or (token.kind is Kind.VERB and token.form in ("noun", "base", "ing")):
        return True
    return token.text.lower() in phrasing.DRUG_ATTRIBUTES or token.text.lower() in _OF_ANOTHER_KIND


_QUALIFYING = frozenset(
    (Kind.COMPARATOR, Kind.NUMBER, Kind.MULTIPLE, Kind.LIMIT, Kind.SYMPTOM, Kind.CONDITION, Kind.ANALYTE)
)


_OF_ANOTHER_KIND = words("- interaction interactions story clinic query queries")
