"""Changes of a statement that leave its meaning as it is, as a model that keeps to its instructions would make them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SYNONYMS = {
    "above": "over",
    "greater than": "more than",
    "exceeds": "is above",
    "discontinue": "stop",
    "Discontinue": "Stop",
    "discontinued": "stopped",
    "before": "prior to",
    "when": "if",
    "When": "If",
    "do not": "don't",
    "Do not": "Don't",
    "two": "2",
    "three": "3",
    "2 weeks": "two weeks",
    "such as": "like",
}
_TRAILING = re.compile(r"^(?P<main>[A-Z][^,.;:()]+?) (?P<condition>(?:if|when|while|until) [^,.;:()]+)\.$")
_LEADING = re.compile(r"^(?P<condition>(?:If|When|While) [^,.;:()]+), (?P<main>\w[^;:()]+)\.$")


def rewordings(text: str) -> Iterator[str]:
    """Every rewording that applies, the text itself first."""
    yield text
    for word, other in _SYNONYMS.items():
        made = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", other, text, count=1)
        if made != text:
            yield made
    yield f"According to the source, {text if text[:2].isupper() else text[0].lower() + text[1:]}"
    yield f"The guideline says: {text}"
    if "; " in text:
        first, second = text.split("; ", 1)
        yield f"{first}. {second[0].upper()}{second[1:]}"
    if found := _TRAILING.match(text):
        yield f"{found['condition'].capitalize()}, {found['main'][0].lower()}{found['main'][1:]}."
    if found := _LEADING.match(text):
        yield f"{found['main'][0].upper()}{found['main'][1:]} {found['condition'][0].lower()}{found['condition'][1:]}."
