"""What differs between two contents of a topic is told entry by entry."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.reader import read_topic
from corpus.snapshot import differences, snapshot

FIXTURE = Path(__file__).parent.parent / "fixtures" / "topics" / "tavorexin-low-sodium"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "topic"))


def edit(folder: Path, name: str, before: str, after: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_snapshot_holds_every_statement_and_rule_and_survives_being_written_down(folder: Path) -> None:
    topic = read_topic(folder)

    kept = json.loads(json.dumps(snapshot(topic)))

    assert kept == snapshot(topic)
    assert {f"statement {name}" for name in topic.statements} <= set(kept)
    assert {f"rules {name}" for name in topic.rule} <= set(kept)
    assert all(kept[f"statement {name}"]["text"] == s.text for name, (_, s) in topic.statements.items())


def test_layout_and_comments_are_no_difference(folder: Path) -> None:
    before = read_topic(folder)
    for name in ("rules.yaml", "topic.yaml", "vocabulary.yaml"):
        file = folder / name
        file.write_text("# a comment\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    after = read_topic(folder)

    assert before.content_hash != after.content_hash
    assert differences(snapshot(before), snapshot(after)) == ()


def test_a_changed_notice_is_told_with_both_wordings(folder: Path) -> None:
    before = read_topic(folder)
    edit(folder, "topic.yaml", before.notice, "Another notice.")

    (found,) = differences(snapshot(before), snapshot(read_topic(folder)))

    assert (found.entry, found.before, found.after) == ("notice", before.notice, "Another notice.")


def test_a_changed_message_of_a_rule_is_told_by_its_rule(folder: Path) -> None:
    before = read_topic(folder)
    rule = before.rules[0]
    edit(folder, "rules.yaml", rule.message, "Other words.")

    (found,) = differences(snapshot(before), snapshot(read_topic(folder)))

    assert found.entry == f"rules {rule.id}"
    assert (found.field, found.before, found.after) == ("message", rule.message, "Other words.")


def test_a_new_entry_and_one_that_is_gone_are_told_with_nothing_on_the_other_side() -> None:
    found = differences({"a": {"text": "old"}}, {"b": {"text": "new"}})

    assert [(d.entry, d.before, d.after) for d in found] == [("a", "old", None), ("b", None, "new")]
