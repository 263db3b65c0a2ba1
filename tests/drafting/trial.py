"""Drafts by the thousand: sound statements reworded, one of them changed, through the real client and all checks."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Topic
from service.answering.gradually import Voice
from service.domain.answer import Answer
from service.domain.question import Question
from service.drafting.chat import open_chat
from service.drafting.wording import ModelWording
from service.wiring import Service
from tests.drafting.drafts import Statement, statement, written
from tests.drafting.mutations import KINDS, from_another, names_swapped, renamed
from tests.drafting.played import Passages, Play, PlayedModel, Script, passages_in
from tests.drafting.rewordings import rewordings

MOST_OF_A_KIND = 700


@dataclass(frozen=True, kw_only=True)
class Case:
    """A draft: sound statements, and one under number `at` that says what its passage does not say."""

    question: str
    kind: str
    wrong: str
    cites: int
    at: int
    sound: tuple[Statement, ...]

    @property
    def draft(self) -> list[Statement]:
        return list(self.sound)


@dataclass
class Tally:
    """What became of the drafts."""

    sent: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    sound: int = 0
    untouched: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    touched: list[tuple[str, str]] = field(default_factory=list)


def questions_of(topic: Topic) -> tuple[str, ...]:
    about = (f"What does the article say about {aspect.about}?" for aspect in topic.aspects)
    return (*topic.suggested_questions, *topic.self_test.must_fire, *about)


def plans(service: Service, played: PlayedModel, topic: Topic) -> Iterator[tuple[str, Passages]]:
    """Each question that a model is asked about, with the passages that it is given."""
    for text in questions_of(topic):
        before = len(played.requests)
        played.script = lambda _request, _n: Play(text="")
        fresh(service, played).ask(Question(text=text, topic=topic.id))
        if len(played.requests) > before:
            yield text, passages_in(played.requests[-1])


def fresh(service: Service, played: PlayedModel) -> Service:
    """The same service with a model that has no memory of earlier drafts or failures."""
    chat = open_chat("openai:played", base_url=played.address, key=None, timeout_s=20, max_tokens=4000)
    return replace(
        service, voice=Voice(wording=ModelWording(chat, model="openai:played", timeout_s=20, concurrency=50))
    )


def cases(service: Service, played: PlayedModel, topic: Topic, *, most: int) -> list[Case]:
    """Draw drafts, the same on every run, of each kind about as many."""
    chance = random.Random(20)  # noqa: S311 - the same drafts on every run.
    found: dict[str, list[Case]] = {}
    for question, passages in plans(service, played, topic):
        for i, passage in enumerate(passages):
            for kind, wrong, cites in _wrong(passage["text"], i, passages, topic):
                found.setdefault(kind, []).append(_case(question, passages, i, kind, wrong, cites, topic, chance))
    drawn = [
        chance.sample(own, min(len(own), MOST_OF_A_KIND)) for _, own in sorted(found.items(), key=lambda item: item[0])
    ]
    return list(itertools.islice((c for row in itertools.zip_longest(*drawn) for c in row if c is not None), most))


def _wrong(text: str, i: int, passages: Passages, topic: Topic) -> Iterator[tuple[str, str, int]]:
    number = passages[i]["number"]
    for kind, change in KINDS.items():
        yield from ((kind, made, number) for made in change(text) if made != text)
    drugs = tuple(d.names[0] for d in topic.vocabulary.drugs)[:12]
    analytes = tuple(a.names[0] for a in topic.vocabulary.analytes)[:8]
    for names in (drugs, analytes):
        yield from (("another name", made, number) for made in renamed(text, names))
        yield from (("names swapped", made, number) for made in names_swapped(text, names))
    others = [p for p in passages if p["number"] != number]
    for other in others:
        yield from (("figure of another passage", made, number) for made in from_another(text, other["text"]))
        if unlike(text, other["text"]):
            yield "citation swapped", text, other["number"]
    yield "citation invented", text, len(passages) + 7


def _case(
    question: str,
    passages: Passages,
    at: int,
    kind: str,
    wrong: str,
    cites: int,
    topic: Topic,
    chance: random.Random,
) -> Case:
    sound = tuple(
        statement(chance.choice(list(rewordings(p["text"]))), [p["number"]], topic)
        for p in passages
        if p["number"] != passages[at]["number"]
    )
    return Case(question=question, kind=kind, wrong=wrong, cites=cites, at=at, sound=sound)


def run(service: Service, played: PlayedModel, topic: Topic, drafts: Sequence[Case]) -> Tally:
    """Send each draft and count what reaches the reader."""
    tally = Tally()
    asked = fresh(service, played)
    for n, case in enumerate(drafts):
        made = case.draft
        made.insert(case.at, statement(case.wrong[:1200], [case.cites], topic))
        played.script = _says(written(made))
        # A blank more makes another question of it, so that no draft is remembered.
        answer = asked.ask(Question(text=case.question + " " * n, topic=topic.id))
        _count(tally, case, answer)
    return tally


def _says(text: str) -> Script:
    return lambda _request, _n: Play(text=text, piece=20_000)


def _count(tally: Tally, case: Case, answer: Answer) -> None:
    shown = {s.text for section in answer.sections for s in section.statements if s.origin == "model"}
    tally.sent[case.kind] += 1
    if case.wrong in shown:
        tally.missed.append((case.kind, case.wrong))
    else:
        tally.noticed[case.kind] += 1
    if case.kind == "citation invented":
        # The whole draft has another form than was asked for.
        return
    tally.sound += len(case.sound)
    tally.untouched += sum(s["text"] in shown for s in case.sound)
    reasons = {c.statement: c.reason for c in answer.safety.changes}
    tally.touched += [(reasons.get(s["text"], ""), s["text"]) for s in case.sound if s["text"] not in shown]


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}|\d+", text.lower()))


def unlike(one: str, other: str) -> bool:
    """Whether two passages say different things, by their words: one under the other's citation is then unsupported."""
    words, others = words_of(one), words_of(other)
    return 2 * len(words & others) < len(words)
