"""What is read of a text before it is judged: tokens, statements, figures and claims; a topic's own words only once.

An answer quotes the topic, so that the same sentences are read for every patient. What they say is the same each time;
only whether it may be said to this patient is not. So their reading is kept, and that of no other text: what somebody
asked or a model wrote leaves nothing behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Topic
from service.safety.claims.claims import Claims, read_claims
from service.safety.claims.told import Told, read_told
from service.safety.grammar.discourse import Stance
from service.safety.once import once_for_each
from service.safety.rules.limits import limits_of
from service.safety.text.lexer import lexer_for
from service.safety.text.statements import Statement, split
from service.safety.text.tokens import Lexed

#: So many claims are kept: a topic has some hundred sentences, and few patients a weight or tablets of their own.
MAX_KEPT = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text in its statements, and the figures that are only read over the whole of it."""

    text: str
    lexed: Lexed
    statements: tuple[Statement, ...]
    told: Told


class Reader:
    """Reads texts for one topic."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._limits = limits_of(topic)
        self._own = own_words(topic)
        self._kept = lru_cache(len(self._own))(self._read)
        self._kept_claims = lru_cache(MAX_KEPT)(self._claims)

    def __call__(self, text: str) -> Source:
        """Read a text as far as its statements can be told apart."""
        return self._kept(text) if text in self._own else self._read(text)

    def claims(
        self, source: Source, n: int, *, weight_kg: float | None, strength_mg: float | None, stance: Stance
    ) -> Claims:
        """Read what statement `n` of a text claims."""
        if source.text in self._own:
            return self._kept_claims(source.text, n, weight_kg, strength_mg, stance)
        return self._claims_in(source, n, weight_kg, strength_mg, stance)

    def _read(self, text: str) -> Source:
        lexed = lexer_for(self._topic.vocabulary)(text)
        return Source(text=text, lexed=lexed, statements=split(lexed), told=read_told(lexed, self._topic, None))

    def _claims(self, text: str, n: int, weight_kg: float | None, strength_mg: float | None, stance: Stance) -> Claims:
        return self._claims_in(self(text), n, weight_kg, strength_mg, stance)

    def _claims_in(
        self, source: Source, n: int, weight_kg: float | None, strength_mg: float | None, stance: Stance
    ) -> Claims:
        return read_claims(
            source.statements[n],
            self._topic,
            self._limits,
            source.told,
            weight_kg=weight_kg,
            strength_mg=strength_mg,
            stance=stance,
        )


def own_words(topic: Topic) -> frozenset[str]:
    """The sentences that answers quote: those of the sources and those of the rules, each on one line."""
    said = [text for p in topic.passages.values() for text in (p.text, p.patient_text)]
    said += [text for rule in topic.rules for text in (rule.canonical, rule.patient_message)]
    return frozenset(" ".join(text.split()) for text in said if text)


reader_for = once_for_each(Reader)
