"""Joins the widget's parts into the one module that a page loads: one request, no import, nothing but the code."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = "guideline-chat.js"
PARTS = (
    "dom.js",
    "chat-words.js",
    "chat-style.js",
    "chat-client.js",
    "chat-answer.js",
    "chat-needs.js",
    "chat-pictures.js",
    "chat-actions.js",
    "chat-composer.js",
    "chat-case.js",
    "chat-element.js",
)
"""In an order in which nothing is used before it is there."""

_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_COMMENT = re.compile(r"^ *(?://.*|/\*\*[\s\S]*?\*/)\n", re.MULTILINE)
_INDENT = re.compile(r"^ +|\n(?=\n)", re.MULTILINE)


def joined(sources: Mapping[str, str]) -> str:
    """Return the parts as one module, without their imports, comments and indentation.

    The parts share one scope, so that no name may be given twice at the top of two of them; a test holds that.
    """
    code = "".join(sources[name] for name in PARTS)
    for what in (_IMPORT, _EXPORT, _COMMENT, _INDENT):
        code = what.sub("", code)
    return code
