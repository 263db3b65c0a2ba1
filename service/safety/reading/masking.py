"""Find what in a text is not the patient's case: words put there to change the rules, and quotations.

Masked stretches are read by nobody: a limit inside a quotation or an instruction can never become a fact.
"""

from __future__ import annotations

import regex

from service.domain.facts import Span

#: Ways in which a text addresses the machine instead of the clinician. English wording, no clinical content.
_MARKERS = regex.compile(
    r"""
    <!--|-->|\b(?:system|assistant|developer|user)\s*(?:prompt|message)?\s*:|\[/?inst\]|<\|[^|>]{1,40}\|>|\#{2,}\s*(?:system|instruction)
    |\bignore\s+(?:all|any|the|your|every|previous|prior|these|those)\b[^.\n]{0,40}\b(?:instructions?|rules?|guidelines?|limits?|thresholds?|checks?|prompts?|safety)\b
    |\b(?:disregard|override|bypass|forget|switch\ off|turn\ off|disable)\b[^.\n]{0,30}\b(?:instructions?|rules?|safety|checks?|filters?|guardrails?|thresholds?|limits?|prompts?)\b
    |\byou\ are\ (?:now|no\ longer)\b|\bact\ as\b|\bpretend\b|\bjailbreak\b|\bdeveloper\ mode\b|\bDAN\b
    |\bnew\ (?:rules?|thresholds?|instructions?)\s*:|\bthresholds?\ (?:is|are)\ now\b|\banswer\ only\b|\breply\ only\b|\brespond\ only\b
    |\b(?:reveal|print|show|repeat)\b[^.\n]{0,20}\b(?:system\ prompt|prompt|instructions)\b
    |\bset\s+\w+\s*=\s*\S+|\b\w+_(?:mg|max|min|limit|cap|threshold)\s*=
    |\b(?:retrieved|following|above)?\s*passage\b[^.\n]{0,30}\b(?:ends|says|reads|states)\b|\beditors?'?s?'?\s+(?:update|note)\s*:|\buse\ (?:the\ passage|that\ sentence)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_COMMENT = regex.compile(r"<!--.*?(?:-->|$)", regex.DOTALL)
_QUOTED = regex.compile(
    r"""(?<![\w])(?:'(?P<a>[^\n]{5,400}?)'(?!\w)|"(?P<b>[^"\n]{6,400})"|\u201c(?P<c>[^\u201d\n]{6,400})\u201d|\u2018(?P<d>[^\u2019\n]{5,400})\u2019)"""
)
_TO_SENTENCE_END = regex.compile(r"[^.\n?!]*[.\n?!]?")
_LONGEST_MASK = 400


def injections(text: str) -> tuple[Span, ...]:
    """Where the text tries to change rules, roles or thresholds; the whole instruction, as far as it can be told."""
    found: list[Span] = [m.span() for m in _COMMENT.finditer(text)]
    for mark in _MARKERS.finditer(text):
        if any(low <= mark.start() < high for low, high in found):
            continue
        quoted = next((q.span() for q in _QUOTED.finditer(text) if q.start() <= mark.start() < q.end()), None)
        found.append(quoted or _instruction(text, mark.start(), mark.end()))
    return tuple(found)


def _instruction(text: str, start: int, stop: int) -> Span:
    end = _TO_SENTENCE_END.match(text, stop)
    return start, min(end.end() if end else stop, start + _LONGEST_MASK)


def quotations(text: str) -> tuple[Span, ...]:
    """Where somebody else's words stand between quotation marks."""
    return tuple(m.span() for m in _QUOTED.finditer(text))


def masked(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans blanked, character for character, so that offsets stay."""
    characters = list(text)
    for low, high in spans:
        characters[low:high] = [" " if c != "\n" else c for c in characters[low:high]]
    return "".join(characters)
