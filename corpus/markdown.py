"""A source file: YAML front matter, one title, sections, and one statement per bullet."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from string import ascii_lowercase

from corpus.build import build, fields, refuse
from corpus.errors import TopicError
from corpus.model import Section, Source, Statement
from corpus.yaml_lines import Fields, Items, Node, load

_FENCE = "---"
_BULLET = re.compile(r"- (?P<text>\S.*?) *\{(?P<tag>[^{}]*)\}")
_PATIENT = "  - patient: "
_STATEMENT_ID = re.compile(r"[A-Z][A-Z0-9]*-\d+[a-z]?")
_REFERENCE = re.compile(r"[A-Za-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PUBLISHED = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SENTENCE_ENDS = (".", "?", "!", ".)", '."')

#: The fields of a source that the body of the file gives; the others are the keys of the front matter.
_BODY = ("sections", "file", "text")


def read_source(text: str, *, file: str, label: str) -> Source:
    """Read one source.

    Args:
        text: the whole file.
        file: its path relative to the topic folder.
        label: how errors name it.

    Raises:
        TopicError: front matter or body do not hold to the format of docs/topics.md.
    """
    front, body_line = _front_matter(text, label)
    lines = text.split("\n")
    body = _Body(lines, label)
    body.read(body_line)
    source = build(Source, front, "front matter", sections=body.sections(), file=file, text=text)
    _check_front(front, source)
    if body.title != source.title:
        raise TopicError("the heading differs from the title in the front matter: make them the same",
                         file=label, line=body.title_line)  # fmt: skip
    return source


def _front_matter(text: str, label: str) -> tuple[Fields, int]:
    lines = text.split("\n")
    if lines[0] != _FENCE:
        raise TopicError("does not begin with front matter: the first line must be ---", file=label, line=1)
    if _FENCE not in lines[1:]:
        raise TopicError("the front matter does not end: close it with a line ---", file=label, line=1)
    end = lines.index(_FENCE, 1)
    front = load("\n".join(lines[1:end]), file=label, first_line=2)
    keys = [f.name for f in dataclasses.fields(Source) if f.name not in _BODY]
    required = [key for key in keys if key != "references"]
    mapping = fields(front, "front matter", required=required, allowed=keys)
    if "references" in mapping.entries:
        return mapping, end + 1
    none: Node = Items(file=label, line=mapping.line, items=())
    entries = {**mapping.entries, "references": none}
    return dataclasses.replace(mapping, entries=entries), end + 1


def _check_front(front: Fields, source: Source) -> None:
    at = front.entries
    if not _SLUG.fullmatch(source.id):
        raise refuse(at["id"], f"'{source.id}' is no id: use small letters, digits and single hyphens")
    if source.published is not None and not _is_date(source.published):
        raise refuse(at["published"], "'published' must be a date as YYYY, YYYY-MM or YYYY-MM-DD, or null")
    if source.url is not None and not source.url.startswith(("https://", "http://")):
        raise refuse(at["url"], "'url' must begin with https:// or http://, or be null")
    if (source.status == "superseded") != (source.superseded_by is not None):
        raise refuse(at["superseded_by"], "'superseded_by' names the newer source exactly when status is superseded")


def _is_date(published: str) -> bool:
    if not _PUBLISHED.fullmatch(published):
        return False
    try:
        date.fromisoformat(published + "-01-01"[len(published) - 4 :])
    except ValueError:
        return False
    return True


class _Body:
    """Walks the lines below the front matter."""

    def __init__(self, lines: list[str], label: str) -> None:
        self._lines = lines
        self._label = label
        self._sections: list[tuple[str, int, list[Statement]]] = []
        self.title: str | None = None
        self.title_line = 1

    def read(self, first: int) -> None:
        offset = sum(len(line) + 1 for line in self._lines[:first])
        for number, line in enumerate(self._lines[first:], start=first + 1):
            if line.strip():
                self._line(line.rstrip(), number, offset)
            offset += len(line) + 1
        if self.title is None:
            raise self._refusal(len(self._lines), "has no title: add a line '# Title' below the front matter")

    def sections(self) -> tuple[Section, ...]:
        for heading, line, statements in self._sections:
            if not statements:
                raise self._refusal(line, f"the section '{heading}' has no statement: add a bullet or remove it")
        if not self._sections:
            raise self._refusal(self.title_line, "has no section: add '## Heading' and a bullet below it")
        return tuple(Section(heading=heading, statements=tuple(found)) for heading, _, found in self._sections)

    def _line(self, line: str, number: int, offset: int) -> None:
        if line.startswith("# "):
            self._take_title(line[2:].strip(), number)
        elif line.startswith("## "):
            self._take_section(line[3:].strip(), number)
        elif line.startswith("- "):
            self._take_statement(line, number, offset)
        elif line.startswith(_PATIENT):
            self._take_patient(line[len(_PATIENT) :].strip(), number)
        else:
            raise self._refusal(
                number,
                "is no '# Title', '## Section', '- Text. {S-1}' or '  - patient: Words.': rewrite it as one",
            )

    def _take_title(self, title: str, number: int) -> None:
        if self.title is not None:
            raise self._refusal(number, "a second '# Title': use '## ' for sections")
        self.title, self.title_line = title, number

    def _take_section(self, heading: str, number: int) -> None:
        if self.title is None:
            raise self._refusal(number, "a section before the '# Title' line: move it below")
        if any(heading == other for other, _, _ in self._sections):
            raise self._refusal(number, f"the section '{heading}' stands twice: join them")
        self._sections.append((heading, number, []))

    def _take_statement(self, line: str, number: int, offset: int) -> None:
        if not self._sections:
            raise self._refusal(number, "a statement outside a section: add a '## Heading' above it")
        match = _BULLET.fullmatch(line)
        if match is None:
            raise self._refusal(number, "a statement must end with its id in braces, as in '- Text. {S-14; refs 1,3}'")
        text = match["text"]
        if not text.endswith(_SENTENCE_ENDS):
            raise self._refusal(number, "a statement must be whole sentences on one line: end it with a full stop")
        heading, _, statements = self._sections[-1]
        ids, references = self._tag(match["tag"], number)
        statements.append(
            Statement(
                id=ids[0],
                fact_ids=tuple(i.rstrip(ascii_lowercase) for i in ids),
                text=text,
                references=references,
                section=heading,
                line=number,
                start=offset + match.start("text"),
            )
        )

    def _tag(self, tag: str, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids and the reference numbers in `{S-04, S-05; refs 1,3}`."""
        given, semicolon, rest = tag.partition(";")
        ids = tuple(part.strip() for part in given.split(","))
        if not all(_STATEMENT_ID.fullmatch(i) for i in ids) or len(set(ids)) < len(ids):
            raise self._refusal(
                number,
                f"'{given.strip()}' is no statement id: write it as S-14 or S-14a, each once",
            )
        if not semicolon:
            return ids, ()
        word, _, listed = rest.strip().partition(" ")
        references = tuple(part.strip() for part in listed.split(","))
        if word != "refs" or not all(_REFERENCE.fullmatch(r) for r in references):
            raise self._refusal(number, "after the ids only '; refs 1,3' may follow: write the numbers as printed")
        return ids, references

    def _take_patient(self, words: str, number: int) -> None:
        statements = self._sections[-1][2] if self._sections else []
        if not statements or statements[-1].patient_text is not None:
            raise self._refusal(number, "patient words belong directly below their one statement: move or remove them")
        if not words.endswith(_SENTENCE_ENDS):
            raise self._refusal(number, "patient words must be whole sentences: end them with a full stop")
        statements[-1] = dataclasses.replace(statements[-1], patient_text=words)

    def _refusal(self, number: int, message: str) -> TopicError:
        return TopicError(message, file=self._label, line=number)
