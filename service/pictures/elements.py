"""A tree of elements, which is markup for a page and plain JSON for the widget; text is never markup in either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

SVG = "http://www.w3.org/2000/svg"
#: What XML cannot hold, and signs that turn the direction of the text around them.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element with what is in it."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...]


def el(tag: str, *children: Element | str, **attributes: str | float) -> Element:
    """Return an element. A trailing underscore is dropped from a name of an attribute, others become hyphens."""
    named = {name.rstrip("_").replace("_", "-"): _written(value) for name, value in attributes.items()}
    return Element(tag=tag, attributes=named, children=children)


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def fit(text: str) -> str:
    """Return a text without what no document may hold."""
    return _UNFIT.sub("\ufffd", text)


def markup(element: Element) -> str:
    """Return the element as markup that is well formed in HTML and in XML."""
    attributes = "".join(f' {name}="{escape(fit(value))}"' for name, value in element.attributes.items())
    inner = "".join(escape(fit(child)) if isinstance(child, str) else markup(child) for child in element.children)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def as_json(element: Element) -> list[object]:
    """Return the element as a list: its tag, its attributes, and then what is in it."""
    inner: Iterable[object] = (fit(c) if isinstance(c, str) else as_json(c) for c in element.children)
    return [element.tag, {name: fit(value) for name, value in element.attributes.items()}, *inner]


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> Element:
    """Return a table whose rows are headed by their first cell."""
    headed = el("thead", el("tr", *(el("th", cell, scope="col") for cell in head)))
    lines = [tuple(row) for row in rows]
    body = [el("tr", el("th", row[0], scope="row"), *(el("td", cell) for cell in row[1:])) for row in lines]
    return el("table", el("caption", caption), headed, el("tbody", *body))


def drawing(title: str, description: str, *parts: Element, width: float, height: float, kind: str) -> Element:
    """Return a drawing with its name and what it shows in words, for those who do not see it."""
    return el(
        "svg",
        el("title", title),
        el("desc", description),
        *parts,
        xmlns=SVG,
        class_=f"picture {kind}",
        role="img",
        viewBox=f"0 0 {_written(width)} {_written(height)}",
        font_family="system-ui, sans-serif",
        fill="currentColor",
    )
