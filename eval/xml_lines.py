"""XML read so that every element knows its line, and a file that does not hold is named with the line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from eval.sets import File
from service.domain.errors import InputError


@dataclass(slots=True, kw_only=True)
class Element:
    """An element with where it starts. It is built while the file is read, hence not frozen."""

    tag: str
    attributes: Mapping[str, str]
    where: str
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, with single spaces."""
        return " ".join("".join(self.pieces).split())

    def within(self, *tags: str) -> Iterator[Element]:
        """Yield what lies anywhere below it under one of these names, in the order of the file."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.within(*tags)

    def said(self, *tags: str) -> str:
        """Return the first text that is not empty under these names, tried in their order; empty without one."""
        return next((found.text for tag in tags for found in self.within(tag) if found.text), "")

    def demand(self, attribute: str) -> str:
        """Return an attribute.

        Raises:
            InputError: it is not there, or is empty.
        """
        value = self.attributes.get(attribute, "").strip()
        if not value:
            raise InputError(f"{self.where}: {self.tag} has no {attribute}")
        return value


def read_xml(file: File) -> Element:
    """Return the root of a file.

    Raises:
        InputError: it is not XML, or declares a document type, which the sets do not need and which may hide entities.
    """
    root = Element(tag="", attributes={}, where=file.name)
    opened = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def where() -> str:
        return f"{file.name}:{parser.CurrentLineNumber}"

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag=tag, attributes=attributes, where=where())
        opened[-1].children.append(element)
        opened.append(element)

    def declared(*_: object) -> None:
        raise InputError(f"{where()}: declares a document type")

    def end(_tag: str) -> None:
        opened.pop()

    def said(text: str) -> None:
        opened[-1].pieces.append(text)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(file.content, True)
    except expat.ExpatError as error:
        raise InputError(f"{file.name}:{error.lineno}: not XML ({expat.ErrorString(error.code)})") from None
    return root.children[0]
