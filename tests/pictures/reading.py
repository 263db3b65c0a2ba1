"""Reads a drawing as a test looks at it."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from service.pictures.elements import SVG, Element, markup


def parsed(element: Element) -> Xml.Element:
    return Xml.fromstring(markup(element))  # noqa: S314  # It is our own.


def texts(svg: Xml.Element) -> list[tuple[float, float, str, str]]:
    """The written parts of a drawing: x, y, anchor, text."""
    found = []
    for group in [svg, *svg.iter(f"{{{SVG}}}g")]:
        down = float(group.get("transform", "(0 0)").rstrip(")").split(" ")[-1])
        for text in group.findall(f"{{{SVG}}}text"):
            anchor = text.get("text-anchor", "start")
            found.append((float(text.get("x", "0")), down + float(text.get("y", "0")), anchor, text.text or ""))
    return found
