"""A copy of the small example topic that a test may break."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import TopicError
from corpus.lint import LintFinding, lint
from corpus.model import Topic
from corpus.reader import read_topic

EXAMPLE = Path(__file__).parents[1] / "fixtures" / "topics" / "tavorexin-low-sodium"
TODAY = date(2026, 6, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFolder:
    """A topic folder, and the edits of an editor who makes a mistake."""

    path: Path

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace the one place where `old` stands; return its line."""
        target = self.path / file
        text = target.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        target.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, file: str, text: str) -> int:
        """Add lines at the end; return the line of the first."""
        target = self.path / file
        before = target.read_text(encoding="utf-8")
        target.write_text(before + text, encoding="utf-8")
        return before.count("\n") + 1

    def add_old_edition(self, status: str = "superseded") -> str:
        """Add an older edition of the label, with statements O-01 and O-02; return its file."""
        text = (self.path / "sources" / "product-label.md").read_text(encoding="utf-8")
        by = "product-label" if status == "superseded" else "null"
        for old, new in (
            ("id: product-label", "id: old-label"),
            ("status: current", f"status: {status}"),
            ("superseded_by: null", f"superseded_by: {by}"),
            ("{L-01}", "{O-01}"),
            ("{L-02}", "{O-02}"),
            ("a starting dose of 10 mg daily for people who never had low sodium", "no reason against an evening dose"),
        ):
            assert text.count(old) == 1
            text = text.replace(old, new)
        (self.path / "sources" / "old-label.md").write_text(text, encoding="utf-8")
        return "sources/old-label.md"

    def read(self) -> Topic:
        return read_topic(self.path)

    def refusal(self) -> TopicError:
        with pytest.raises(TopicError) as caught:
            read_topic(self.path)
        return caught.value

    def assert_refused(self, file: str, old: str, new: str, message: str, *, below: int = 0) -> None:
        """Edit, and expect the refusal that sends the editor to that line, or so many lines below it."""
        line = self.edit(file, old, new) + below
        error = self.refusal()
        assert (error.file, error.line) == (f"topic/{file}", line)
        assert message in str(error)


@pytest.fixture
def topic_folder(tmp_path: Path) -> TopicFolder:
    return TopicFolder(path=Path(shutil.copytree(EXAMPLE, tmp_path / "topic")))


@pytest.fixture(scope="session")
def example() -> Topic:
    return read_topic(EXAMPLE)


def findings(topic: Topic, code: str) -> list[LintFinding]:
    """What an editor is shown of one kind."""
    return [finding for finding in lint(topic, today=TODAY) if finding.code == code]
