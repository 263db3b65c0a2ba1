"""Every way in which a file of a topic may not be read, with the line that the editor is sent to."""

from __future__ import annotations

import pytest

from corpus.files import MAX_BYTES, MAX_SOURCES
from tests.corpus.conftest import TopicFolder


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", None, "the file is empty"),
        ("drugs: [a\nanalytes: []\n", 2, "not valid YAML"),
        ("drugs: []\ndrugs: []\n", 2, "the key 'drugs' stands twice (first on line 1)"),
        ("drugs: &a []\nanalytes: *a\n", 1, "anchors (&) and aliases (*) are not allowed"),
        ("drugs: !!python/object:os.system {}\n", 1, "YAML tags (!) are not allowed"),
        ("? [a]\n: b\n", 1, "a key must be a word"),
        ("drugs: []\n---\ndrugs: []\n", 2, "a second YAML document"),
        ("- drugs\n", 1, "vocabulary.yaml must be a mapping"),
        ("drugs: " + "[" * 40 + "]" * 40, 1, "nested more than 30 levels deep"),
    ],
)
def test_yaml_that_is_not_plain_is_refused(
    topic_folder: TopicFolder, text: str, line: int | None, message: str
) -> None:
    (topic_folder.path / "vocabulary.yaml").write_text(text, encoding="utf-8")
    error = topic_folder.refusal()

    assert (error.file, error.line) == ("topic/vocabulary.yaml", line)
    assert message in str(error)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"drugs: []\nnames: caf\xe9\n", 2, "is not UTF-8"),
        ("a: 1\nb: 2\u200b0\n".encode(), 2, "hidden character U+200B"),
        ("a: 1\nb: \u202e5\n".encode(), 2, "hidden character U+202E"),
        ("a: \uffff\n".encode(), None, "not valid YAML: remove control characters"),
        (b"a: \x00\n", 1, "hidden character U+0000"),
        (b"\xef\xbb\xbfa: 1\n", 1, "hidden character U+FEFF"),
        (b"#" * (MAX_BYTES + 1), None, "is larger than 1,000,000 bytes"),
    ],
)
def test_a_file_that_could_hide_something_is_refused(
    topic_folder: TopicFolder, content: bytes, line: int | None, message: str
) -> None:
    (topic_folder.path / "rules.yaml").write_bytes(content)
    error = topic_folder.refusal()

    assert (error.file, error.line) == ("topic/rules.yaml", line)
    assert message in str(error)


@pytest.mark.parametrize("name", ["topic.yaml", "vocabulary.yaml", "rules.yaml"])
def test_a_missing_file_is_named(topic_folder: TopicFolder, name: str) -> None:
    (topic_folder.path / name).unlink()

    assert str(topic_folder.refusal()).startswith(f"topic/{name}: the file is missing")


def test_a_topic_needs_sources_and_nothing_else_among_them(topic_folder: TopicFolder) -> None:
    (topic_folder.path / "sources" / "notes.txt").write_text("notes", encoding="utf-8")
    assert "topic/sources/notes.txt: is not a .md file" in str(topic_folder.refusal())

    for path in (topic_folder.path / "sources").iterdir():
        path.unlink()
    assert "topic/sources: has no sources" in str(topic_folder.refusal())


def test_a_topic_of_very_many_sources_is_split(topic_folder: TopicFolder) -> None:
    for number in range(MAX_SOURCES):
        (topic_folder.path / "sources" / f"{number}.md").write_text("", encoding="utf-8")

    assert "topic/sources: has more than 200 files" in str(topic_folder.refusal())
