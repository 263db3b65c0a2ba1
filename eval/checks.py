"""What must hold for every answer: citations that stand, words that are quoted, figures that are grounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus.model import Passage, Topic
from eval.facts import compared, denies, figures, plain, weighed

Fault = tuple[str, str]
"""The kind of a fault, and where it stands."""

#: Ratios are shown to two decimals.
_ROUNDED = 0.0051
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(r" (?:u/l|mg/dl|µmol/l|µkat/l|mg/kg|kg)")
_TERM = rf"\d+(?:\.\d+)?(?:{_UNIT.pattern})?"
_SUM = re.compile(rf"(?P<terms>{_TERM}(?: [/x-] {_TERM})+) = (?P<result>\d+(?:\.\d+)?)")
_WORD = re.compile(r"[a-z][a-z0-9-]{3,}")


class Checker:
    """Checks answers against the topic that they are made from."""

    def __init__(self, topic: Topic, populations: Iterable[tuple[str, ...]] = ()) -> None:
        self._topic = topic
        self._passages: Mapping[str, Passage] = {p.id: p for p in topic.passages.values()}
        self._sources = {source.id: source for source in topic.sources}
        self._populations = tuple(populations)

    def faults(self, answer: Mapping[str, Any]) -> tuple[Fault, ...]:
        """Return every fault of an answer, in the order of the answer."""
        found = [*self._citations(answer), *self._findings(answer)]
        for statement in statements(answer):
            found += self._statement(statement, answer)
        return tuple(dict.fromkeys(found))

    def supported(self, text: str, ids: Iterable[str]) -> bool:
        """Return whether passages together bear a statement: its figures stand there, and half of its words."""
        held = [self._passages[i] for i in ids if i in self._passages]
        bodies = [plain(body) for p in held for body in (p.text, p.patient_text or "")]
        words = set(_WORD.findall(plain(text)))
        near = words & {word for body in bodies for word in _WORD.findall(body)}
        known = frozenset(pair for body in bodies for pair in figures(body))
        return bool(held) and figures(plain(text)) <= known and 2 * len(near) >= len(words)

    def _citations(self, answer: Mapping[str, Any]) -> Iterator[Fault]:
        listed = {citation["n"] for citation in answer["citations"]}
        for citation in answer["citations"]:
            passage = self._passages.get(citation["passage_id"])
            if passage is None or passage.source_id != citation["source_id"]:
                yield "citation", f"[{citation['n']}] names no passage of its source"
                continue
            source = self._sources[passage.source_id]
            if source.status != "current" or not passage.current:
                yield "citation", f"[{citation['n']}] is out of date"
            start, end = passage.span
            if citation["quote"] not in (passage.text, passage.patient_text) or source.text[start:end] != passage.text:
                yield "citation", f"[{citation['n']}] does not stand in its source"
        for where, cited in _citing(answer):
            if not cited:
                yield "uncited", where
            elif not set(cited) <= listed:
                yield "citation", f"no such number: {where}"

    def _statement(self, statement: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[Fault]:
        text = statement["text"]
        cited = self._cited(statement, answer)
        bodies = [body for p in cited for body in (p.text, p.patient_text or "") if body]
        if statement["origin"] == "quote" and cited and plain(text) not in {plain(body) for body in bodies}:
            yield "quote", text
        known = [plain(body) for body in bodies]
        if statement["origin"] == "rule":
            borne = computed(plain(text), [*known, *(plain(words) for words in _told(answer))])
        else:
            borne = _grounded(plain(text), known)
        if not borne:
            yield "figure", text
        if statement["origin"] == "model" and bodies:
            yield from self._reworded(plain(text), [plain(body) for body in bodies], text)

    def _reworded(self, text: str, bodies: list[str], shown: str) -> Iterator[Fault]:
        words = set(_WORD.findall(text))
        nearest = max(bodies, key=lambda body: (len(words & set(_WORD.findall(body))), body))
        if denies(text) != denies(nearest):
            yield "polarity", shown
        if any(_names(group, text) and not _names(group, " ".join(bodies)) for group in self._populations):
            yield "population", shown
        if not weighed(text) <= weighed(" ".join(bodies)):
            yield "guard", shown
        if 2 * len(words & set(_WORD.findall(nearest))) < len(words):
            yield "support", shown

    def _findings(self, answer: Mapping[str, Any]) -> Iterator[Fault]:
        rules = {rule.id: rule for rule in self._topic.rules}
        for finding in answer["findings"]:
            rule = rules.get(finding["rule"])
            if rule is None:
                yield "finding", f"no such rule: {finding['rule']}"
            elif (finding["severity"], finding["action"]) != (rule.severity, rule.action):
                yield "finding", f"{rule.id}: not its severity or action"

    def _cited(self, statement: Mapping[str, Any], answer: Mapping[str, Any]) -> list[Passage]:
        ids = {c["n"]: c["passage_id"] for c in answer["citations"]}
        return [self._passages[ids[n]] for n in statement["citations"] if ids.get(n) in self._passages]


def statements(answer: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return the statements of all sections."""
    return tuple(s for section in answer["sections"] for s in section["statements"])


def _citing(answer: Mapping[str, Any]) -> Iterator[tuple[str, list[int]]]:
    for statement in statements(answer):
        yield statement["text"], statement["citations"]
    for finding in answer["findings"]:
        yield finding["rule"], finding["citations"]
    for disagreement in answer["disagreements"]:
        for position in disagreement["positions"]:
            yield position["text"], position["citations"]


def _told(answer: Mapping[str, Any]) -> Iterator[str]:
    """What the rules computed for this patient: their messages, and the facts they rest on."""
    for finding in answer["findings"]:
        yield finding["message"]
    for fact in answer["facts"]:
        yield f"{fact['value']} {fact['unit'] or ''} {fact['as_given']} {fact.get('converted') or ''}"


def _grounded(text: str, known: Iterable[str]) -> bool:
    """Whether each figure with its unit and sign stands in what is known; a sign left out is no other sign."""
    exact = {triple for words in known for triple in compared(words)}
    bare = {(value, unit) for value, unit, _ in exact}
    return all(
        (value, unit, sign) in exact or (not sign and (value, unit) in bare) for value, unit, sign in compared(text)
    )


def computed(text: str, known: Iterable[str]) -> bool:
    """Whether every figure of a computed statement is given, or the result of a sum that it shows and that adds up.

    How its results are compared is the rule's own: the gate holds it against the baseline.
    """
    pairs = {pair for words in known for pair in figures(words)}
    # A sum is shown in the units given, a pair in those that figures are compared in.
    values = {float(number) for words in known for number in _NUMBER.findall(words)}
    for shown in _SUM.finditer(text):
        terms = [float(number) for number in _NUMBER.findall(shown["terms"])]
        if set(terms) <= values and abs(_result(shown["terms"]) - float(shown["result"])) <= _ROUNDED:
            values.add(float(shown["result"]))
            pairs |= {pair for pair in figures(text) if pair[0] == float(shown["result"])}
    return all((value, unit) in pairs or (not unit and value in values) for value, unit in figures(text))


def _result(terms: str) -> float:
    """Work out products and quotients from the left, then one difference."""
    first, *rest = _UNIT.sub("", terms).split(" - ")
    total = _product(first)
    for term in rest:
        total -= _product(term)
    return total


def _product(terms: str) -> float:
    value = 1.0
    for sign, number in re.findall(r"(/|x|^)\s*(\d+(?:\.\d+)?)", terms.strip()):
        value = value / float(number) if sign == "/" else value * float(number)
    return value


def _names(group: tuple[str, ...], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}", text) for word in group)
