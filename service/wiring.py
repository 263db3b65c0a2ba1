"""The one place that chooses adapters: settings in, an engine out."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.model import Topic
from corpus.reader import read_topics
from service.answering.finding import find_topic, nowhere
from service.answering.gradually import Voice
from service.answering.judging import Judge
from service.answering.line import answer
from service.answering.quoting import QuotingDrafter
from service.answering.self_test import prove, self_test
from service.domain.answer import Answer
from service.domain.errors import IndexNotReadyError, SettingsError
from service.domain.ports import Drafter, Retriever
from service.domain.question import Question
from service.domain.replies import Provenance
from service.domain.told import NOBODY, Listener, opened
from service.settings import PREFIX, Settings

if TYPE_CHECKING:
    from service.retrieval.encoder import Encoder
    from service.retrieval.reranker import Reranker

QUOTING = "quoting"


def judge(settings: Settings) -> Judge:
    """Load and self-test the topics, for cases and texts that are judged by the rules alone.

    The rules' own examples are left to the lint and to the start of the service: they would treble what one text costs.

    Raises:
        TopicError: a topic folder does not hold.
        SelfTestError: a topic misses one of its own samples; nothing must be judged by it.
    """
    topics = {topic.id: topic for topic in read_topics(settings.topics_dir)}
    for topic in topics.values():
        self_test(topic)
    return Judge(topics=topics)


def build(settings: Settings, *, warm: bool = True) -> Service:
    """Load and prove the topics, and choose encoder, index and drafter.

    Args:
        settings: what the operator set.
        warm: open the index and load the encoder now, so that the first question does not pay for it. An index that is
            missing is no error here: `ask` and `ready` say so.

    Raises:
        TopicError: a topic folder does not hold.
        SelfTestError: a topic misses one of its own examples or samples; it must not be served.
        SettingsError: the chat model, the cross-encoder or the re-ranker cannot be set up.
    """
    voice = _voice(settings)
    topics = {topic.id: topic for topic in read_topics(settings.topics_dir)}
    for topic in topics.values():
        prove(topic)
    index = Index(settings, topics)
    if warm:
        index.warm()
    return Service(topics=topics, index=index, drafter=QuotingDrafter(), settings=settings, voice=voice)


def _voice(settings: Settings) -> Voice | None:
    """Return the chat model that words answers, with its second opinion; None: answers quote."""
    if settings.model is None:
        if settings.entailment is not None:
            raise SettingsError(f"{PREFIX}ENTAILMENT: it judges a model's words, and {PREFIX}MODEL names none.")
        return None
    # LangChain takes a second to import, which those who quote should not pay.
    from service.drafting.chat import open_chat
    from service.drafting.entailment import load_entailment
    from service.drafting.wording import ModelWording

    key = settings.model_api_key.get_secret_value() if settings.model_api_key is not None else None
    chat = open_chat(
        settings.model,
        base_url=settings.model_base_url,
        key=key,
        timeout_s=settings.model_timeout_s,
        max_tokens=settings.model_max_tokens,
    )
    wording = ModelWording(
        chat,
        model=settings.model,
        address=settings.model_base_url or "",
        timeout_s=settings.model_timeout_s,
        concurrency=settings.model_concurrency,
    )
    entailment = load_entailment(settings.entailment) if settings.entailment is not None else None
    return Voice(wording=wording, entailment=entailment)


class Index:
    """The index bundle, opened when first needed and kept. Safe to use from several threads."""

    def __init__(self, settings: Settings, topics: Mapping[str, Topic]) -> None:
        self._settings = settings
        self._topics = topics
        self._lock = threading.Lock()
        self._retriever: Retriever | None = None
        self._encoder: Encoder | None = None
        self._reranker: Reranker | None = None

    @property
    def encoder(self) -> Encoder:
        """The encoder of questions.

        Raises:
            IndexNotReadyError: its weights cannot be found.
        """
        # Importing the retrieval room takes a second, which commands that look nothing up should not pay.
        from service.retrieval.choice import load_encoder

        with self._lock:
            if self._encoder is None:
                self._encoder = load_encoder(self._settings.encoder, self._settings.data_dir)
            return self._encoder

    @property
    def reranker(self) -> Reranker | None:
        """What orders the best passages anew; None unless the operator names a model.

        Raises:
            SettingsError: it cannot be loaded.
        """
        if self._settings.reranker is None:
            return None
        from service.retrieval.reranker import CrossEncoderReranker

        with self._lock:
            if self._reranker is None:
                self._reranker = CrossEncoderReranker(self._settings.reranker)
            return self._reranker

    @property
    def models(self) -> str:
        """The ids of the models that decide what is found: the encoder's, and the re-ranker's behind it."""
        return "+".join(model.id for model in (self.encoder, self.reranker) if model is not None)

    @property
    def retriever(self) -> Retriever:
        """The retriever over the bundle in use when it was first asked for.

        Raises:
            IndexNotReadyError: the bundle is missing, broken, or of another encoder or corpus.
            SettingsError: the re-ranker cannot be loaded.
        """
        if (reranker := self.reranker) is None:
            return self._bundle
        from service.retrieval.reranker import RerankedRetriever

        return RerankedRetriever(self._bundle, reranker)

    @property
    def _bundle(self) -> Retriever:
        from service.retrieval.retriever import BundleRetriever

        encoder = self.encoder
        with self._lock:
            if self._retriever is None:
                self._retriever = BundleRetriever.open(self._settings.data_dir, self._topics.values(), encoder)
            return self._retriever

    def probe(self) -> None:
        """Return when every topic's canary question finds its passage in the index, whatever a re-ranker makes of it.

        Raises:
            IndexNotReadyError: it does not, or there is no index.
        """
        from service.retrieval.canary import canary_found

        for topic in self._topics.values():
            if not canary_found(self._bundle, topic):
                raise IndexNotReadyError(f"The index of topic {topic.id} has lost passages. Run `groundrule ingest`.")

    def warm(self) -> None:
        """Load what the first question would wait for; a missing index is left to that question to tell.

        Raises:
            SettingsError: the re-ranker cannot be loaded.
        """
        if (reranker := self.reranker) is not None:
            reranker.scores("first", ["The first one takes longest."])
        try:
            self.probe()
        except IndexNotReadyError:
            return


@dataclass(frozen=True, kw_only=True)
class Service(Judge):
    """Answers questions, judges texts and knows its topics: what the HTTP edge and the commands ask."""

    index: Index
    drafter: Drafter
    settings: Settings
    voice: Voice | None = None
    generator: str = field(default=QUOTING)

    def ask(self, question: Question, *, listener: Listener = NOBODY) -> Answer:
        """Return a checked answer; see `service.api.engine.Engine`."""
        topic = self._named(question.topic) if question.topic else find_topic(question, self.topics)
        if topic is None:
            uncovered = nowhere(question, self.topics)
            listener.hear(opened(uncovered))
            return uncovered
        return answer(
            question,
            topic,
            self.index.retriever,
            self.drafter,
            contacts=self.settings.emergency_contacts,
            voice=self.voice,
            listener=listener,
        )

    def provenance(self, topic: str | None) -> Provenance:
        """Return what an answer on this topic is made from; None: on all topics together."""
        chosen = [self._named(topic)] if topic is not None else list(self.topics.values())
        return Provenance(
            corpus=_joined([t.corpus_hash for t in chosen]),
            rules=_joined([t.rules_hash for t in chosen]),
            generator=self.generator,
            encoder=self.index.models,
        )

    @property
    def counts(self) -> Mapping[str, float]:
        """What the chat model has been asked since the start; empty without one."""
        return self.voice.wording.sums if self.voice is not None else {}

    def ready(self) -> None:
        """Return when every canary question finds its passage; the self-test held when the service was built."""
        self.index.probe()


def _joined(hashes: list[str]) -> str:
    """One hash as it is; several as a hash of theirs."""
    if len(hashes) == 1:
        return hashes[0]
    return f"sha256:{sha256(' '.join(hashes).encode()).hexdigest()}"
