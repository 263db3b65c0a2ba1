"""A topic folder to a Topic: refuses what does not hold, and says where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.aspects import read_aspects
from corpus.currency import require_current
from corpus.errors import TopicError
from corpus.files import digest, read_files
from corpus.formulas import read_formulas
from corpus.markdown import read_source
from corpus.model import Source, Topic
from corpus.questions import read_questions
from corpus.rules import read_rules
from corpus.topic import index_statements, read_topic_file
from corpus.vocabulary import read_vocabulary

#: The files that decide what is fired and computed.
_JUDGING = ("formulas.yaml", "rules.yaml")


def read_topic(folder: Path) -> Topic:
    """Read and check one topic: its sources and the YAML files that docs/topics.md describes.

    The hashes depend on names and contents of the files alone: `rules_hash` covers rules, formulas and vocabulary,
    `corpus_hash` all but rules and formulas.

    Args:
        folder: the topic's folder.

    Raises:
        TopicError: the first thing that does not hold, with file, line and what to do.
    """
    folder = folder.absolute()
    files = read_files(folder)
    sources = tuple(
        read_source(text, file=name, label=f"{folder.name}/{name}")
        for name, text in files.items()
        if name.startswith("sources/")
    )
    statements = index_statements(sources, folder.name)
    _check_superseded(sources, folder.name)
    vocabulary = read_vocabulary(files["vocabulary.yaml"], f"{folder.name}/vocabulary.yaml")
    rules = read_rules(files["rules.yaml"], f"{folder.name}/rules.yaml", vocabulary=vocabulary, statements=statements)
    formulas = read_formulas(
        files.get("formulas.yaml"),
        f"{folder.name}/formulas.yaml",
        vocabulary=vocabulary,
        statements=statements,
        rules=rules.rules,
    )
    aspects = read_aspects(
        files.get("aspects.yaml"),
        f"{folder.name}/aspects.yaml",
        statements=statements,
        rules=rules.rules,
        definitions=rules.definitions,
        formulas=formulas,
    )
    topic = read_topic_file(
        files["topic.yaml"],
        f"{folder.name}/topic.yaml",
        vocabulary=vocabulary,
        rules=rules,
        formulas=formulas,
        aspects=aspects,
        sources=sources,
        corpus_hash=digest({name: text for name, text in files.items() if name not in _JUDGING}),
        rules_hash=digest({name: files[name] for name in (*_JUDGING, "vocabulary.yaml") if name in files}),
    )
    require_current(topic, folder.name)
    asked = read_questions(
        files.get("questions.yaml"),
        f"{folder.name}/questions.yaml",
        statements=statements,
        aspects=aspects,
        gaps=topic.gaps,
    )
    return replace(topic, asked=asked)


def read_topics(folders: Sequence[Path]) -> tuple[Topic, ...]:
    """Read every topic of folders of topics, in the order of the folders and then of the names.

    Names that begin with a dot or an underscore are passed over.

    Raises:
        TopicError: a folder is missing or has no topic, a topic does not hold, or two topics have one id.
    """
    topics: dict[str, Topic] = {}
    for parent in folders:
        if not parent.is_dir():
            raise TopicError("there is no such folder of topics: check the path", file=parent.name)
        found = sorted(p for p in parent.iterdir() if p.is_dir() and not p.name.startswith((".", "_")))
        if not found:
            raise TopicError("holds no topic: add a folder as docs/topics.md describes", file=parent.name)
        for folder in found:
            topic = read_topic(folder)
            if topic.id in topics:
                raise TopicError(
                    f"another topic has the id '{topic.id}' already: rename one", file=f"{folder.name}/topic.yaml"
                )
            topics[topic.id] = topic
    return tuple(topics.values())


def _check_superseded(sources: tuple[Source, ...], folder: str) -> None:
    ids = {source.id for source in sources}
    for source in sources:
        if source.superseded_by is not None and source.superseded_by not in ids - {source.id}:
            raise TopicError(
                f"superseded_by names '{source.superseded_by}', which is no other source here: correct it",
                file=f"{folder}/{source.file}",
                line=next(n for n, line in enumerate(source.text.split("\n"), 1) if line.startswith("superseded_by")),
            )
