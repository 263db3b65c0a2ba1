"""The topics that come with the service hold, and nothing in them must not be published."""

from __future__ import annotations

from pathlib import Path

from corpus.lint import lint
from corpus.reader import read_topics

TOPICS = Path(__file__).parents[2] / "corpus" / "topics"


def test_every_shipped_topic_reads_and_has_no_lint_error() -> None:
    errors = [
        f"{topic.id}/{finding.file}:{finding.line}: {finding.message}"
        for topic in read_topics([TOPICS])
        for finding in lint(topic)
        if finding.severity == "error"
    ]

    assert errors == []


def test_the_code_of_the_corpus_room_names_nothing_of_any_topic() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in TOPICS.parent.glob("*.py")).casefold()
    for topic in read_topics([TOPICS]):
        for drug in topic.vocabulary.drugs:
            assert drug.id.casefold() not in code
