"""What must hold for every answer: citations that stand, words that are quoted, figures that are grounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from corpus.model import Passage, Source, Topic
from eval.facts import compared, figures, plain
from eval.naming import Names
from eval.rewording import reworded
from eval.sums import computed

Fault = tuple[str, str]
"""The kind of a fault, and where it stands."""

#: Parts of a topic that name every statement, or those of one rule.
_OWN = frozenset({"sources", "rules"})
_WORD = re.compile(r"[a-z][a-z0-9-]{3,}")


class Checker:
    """Checks answers against the topic that they are made from."""

    def __init__(self, topic: Topic, populations: Iterable[tuple[str, ...]] = ()) -> None:
        self._topic = topic
        self._passages: Mapping[str, Passage] = {p.id: p for p in topic.passages.values()}
        self._by_statement = {p.statement_id: p for p in topic.passages.values()}
        self._sources = {source.id: source for source in topic.sources}
        self._populations = tuple(populations)
        self.names = Names(topic.vocabulary)
        self.severity = {rule.id: str(rule.severity) for rule in topic.rules}
        limits = {one.id: one.plausible_upper_limit for one in topic.vocabulary.analytes}
        self._limits = {name: (one.low, one.high) for name, one in limits.items() if one and one.low and one.high}
        self._by_rule = {rule.id: named(rule) for rule in topic.rules}
        self._by_topic = frozenset(
            s for part in fields(topic) if part.name not in _OWN for s in named(getattr(topic, part.name))
        )

    def faults(self, answer: Mapping[str, Any], retrieved: Iterable[Iterable[Any]]) -> tuple[Fault, ...]:
        """Return every fault of an answer, in the order of the answer.

        Args:
            answer: as the service gave it.
            retrieved: what was found for it: statement ids, each with its score.
        """
        found = [*self._citations(answer), *self._unfound(answer, retrieved), *self._findings(answer), *_built(answer)]
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

    def cites(self, answer: Mapping[str, Any]) -> frozenset[str]:
        """Return the statements of the corpus that an answer cites."""
        ids = (citation["passage_id"] for citation in answer["citations"])
        return frozenset(self._passages[i].statement_id for i in ids if i in self._passages)

    def ids(self, statements: Iterable[str]) -> frozenset[str]:
        """Return the passages of some statements of the corpus."""
        return frozenset(self._by_statement[s].id for s in statements if s in self._by_statement)

    def label(self, passage_id: str) -> str:
        """Return the name of a passage for a reader: its statement and its source."""
        passage = self._passages.get(passage_id)
        return f"{passage.statement_id} ({passage.source_id})" if passage else passage_id

    def words(self, statement: str) -> str:
        """Return the words of a statement of the corpus; none when it is not there any more."""
        passage = self._by_statement.get(statement)
        return passage.text if passage else ""

    def section(self, gold: Iterable[str]) -> str | None:
        """Return where the first of some statements stands: questions about one section stand or fall together."""
        for passage in (self._by_statement[s] for s in gold if s in self._by_statement):
            return " / ".join((passage.source_id, *passage.heading_path))
        return None

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
            told = as_told(source, passage)
            if {name: citation.get(name) for name in told} != told:
                yield "citation", f"[{citation['n']}] is not what its source says of itself"
            if citation["quote"] not in (passage.text, passage.patient_text) or source.text[start:end] != passage.text:
                yield "citation", f"[{citation['n']}] does not stand in its source"
        for where, cited in _citing(answer):
            if not cited:
                yield "uncited", where
            elif not set(cited) <= listed:
                yield "citation", f"no such number: {where}"

    def _unfound(self, answer: Mapping[str, Any], retrieved: Iterable[Iterable[Any]]) -> Iterator[Fault]:
        """A passage is cited because it was found, or because the topic names it for what is asked or what fired."""
        rules = [self._by_rule[f["rule"]] for f in answer["findings"] if f["rule"] in self._by_rule]
        known = frozenset(next(iter(row)) for row in retrieved).union(self._by_topic, *rules)
        for citation in answer["citations"]:
            passage = self._passages.get(citation["passage_id"])
            if passage is not None and passage.statement_id not in known:
                yield "citation", f"[{citation['n']}] was neither found nor named by the topic"

    def _statement(self, statement: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[Fault]:
        text = statement["text"]
        cited = self._cited(statement, answer)
        bodies = [body for p in cited for body in (p.text, p.patient_text or "") if body]
        if statement["origin"] == "quote" and cited and plain(text) not in {plain(body) for body in bodies}:
            yield "quote", text
        known = [plain(body) for body in bodies]
        if statement["origin"] == "rule":
            borne = computed(
                plain(text), [*known, *map(plain, _told(answer)), *map(plain, self._between_limits(answer))]
            )
        else:
            borne = _grounded(plain(text), known)
        if not borne:
            yield "figure", text
        if statement["origin"] == "model" and bodies:
            wordings = [[body for body in (p.text, p.patient_text) if body] for p in cited]
            yield from reworded(text, wordings, self.names, self._populations)

    def _between_limits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """What a value is of the highest and the lowest limit that a laboratory may have, where none was given."""
        for fact in answer["facts"]:
            low, high = self._limits.get(fact["fact"], (None, None))
            if low and high and isinstance(fact["value"], int | float):
                yield f"{fact['value'] / high:.3g} x, {fact['value'] / low:.3g} x"

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


def named(value: object) -> frozenset[str]:
    """Return every text in a value of the topic, however deep: ids of statements are among them."""
    if isinstance(value, str):
        return frozenset((value,))
    if is_dataclass(value):
        inner: Iterable[object] = (getattr(value, part.name) for part in fields(value))
    elif isinstance(value, Mapping):
        inner = value.values()
    elif isinstance(value, (tuple, list, frozenset)):
        inner = value
    else:
        return frozenset()
    return frozenset().union(*map(named, inner))


def statements(answer: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return the statements of all sections."""
    return tuple(s for section in answer["sections"] for s in section["statements"])


def as_told(source: Source, passage: Passage) -> dict[str, object]:
    """Return what a citation must tell of its passage: where it comes from, how old it is, and whose words it has."""
    return {
        "title": source.title,
        "kind": source.kind,
        "publisher": source.publisher,
        "published": source.published,
        "section": passage.heading_path[-1],
        "references": list(passage.references),
        "url": source.url,
        "verbatim": source.verbatim,
    }


def _built(answer: Mapping[str, Any]) -> Iterator[Fault]:
    """What is shown was checked, says whose words it is, and stands under a heading that has something under it."""
    if answer["safety"]["checked"] < len(statements(answer)):
        yield "unchecked", "more statements are shown than were checked"
    yield from (("origin", s["text"]) for s in statements(answer) if s["origin"] not in ("quote", "rule", "model"))
    yield from (("empty", section["heading"]) for section in answer["sections"] if not section["statements"])


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
    for changed in (answer["corrections"] or {"facts": ()})["facts"]:
        yield f"{changed['was']} {changed['now']}"


def _grounded(text: str, known: Iterable[str]) -> bool:
    """Whether each figure with its unit and sign stands in what is known; a sign left out is no other sign."""
    exact = {triple for words in known for triple in compared(words)}
    bare = {(value, unit) for value, unit, _ in exact}
    return all(
        (value, unit, sign) in exact or (not sign and (value, unit) in bare) for value, unit, sign in compared(text)
    )
