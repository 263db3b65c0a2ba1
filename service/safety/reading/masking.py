"""Find what in a text is not the patient's case: words put there to change the rules, and quotations.

Masked stretches are read by nobody: a limit inside a quotation or an instruction can never become a fact.
"""

from __future__ import annotations

import regex

from service.domain.facts import Span

_RULES = r"(?:instructions?|rules?|guidelines?|limits?|thresholds?|checks?|prompts?|safety|filters?|guardrails?)"
#: Orders to the machine instead of words to the clinician: only the order itself is masked, what follows is read.
_ORDERS = (
    rf"\bignore\s+(?:all|any|the|your|every|previous|prior|these|those)\b[^.,;\n]{{0,40}}?\b{_RULES}\b",
    rf"\b(?:disregard|override|bypass|forget|switch off|turn off|disable)\b[^.,;\n]{{0,30}}?\b{_RULES}\b",
    r"\byou are (?:now|no longer)\b",
    r"\bfrom now on[,]? you(?: are|'re| act)\b",
    rf"\b(?:assume|imagine|suppose|say)\b[^.,;\n]{{0,15}}?\b(?:no|without)\b[^.,;\n]{{0,15}}?\b{_RULES}\b",
    r"\bact as\b",
    r"\brole-?\s?play\b",
    r"\byou have been (?:updated|reprogrammed|reconfigured|patched)\b",
    (
        r"\byou(?:'re| are) (?:an? |the )?(?:\w+ ){0,3}?(?:without|with no) (?:any )?"
        r"(?:limits?|rules?|restrictions?|filters?)\b"
    ),
    r"\bforget (?:everything|all|anything)\b[^.,;\n]{0,20}?\b(?:told|learnt|learned|said)\b",
    rf"\b{_RULES}\b[^.,;\n]{{0,15}}?\b(?:suspended|disabled|deactivated|switched off|turned off|lifted|removed|void)\b",
    r"\b(?:end|start) of rules\b",
    r"\b(?:ignore|disregard) the (?:above|foregoing|preceding)\b",
    r"\b(?:print|reveal|show) your (?:hidden|secret|system)\b",
    r"\bpretend\b",
    r"\bjailbreak\b",
    r"\bdeveloper mode\b",
    r"\b(?:reveal|print|show|repeat)\b[^.,;\n]{0,20}?\b(?:system prompt|prompt|instructions)\b",
    r"\buse (?:the passage|that sentence)\b",
    r"\b(?:retrieved|following|above)\s+passage\b[^.,;\n]{0,30}?\b(?:ends|says|reads|states)\b",
)
#: Openings of a false rule or a false speaker: what they introduce is masked to the end of the clause.
_OPENINGS = (
    r"\b(?:system|assistant|developer|user)\s*(?:prompt|message)?\s*:",
    r"\[/?inst\]",
    r"[\"']role[\"']\s*:\s*[\"']\w+[\"']",
    r"</?(?:system|assistant|developer|instructions?|admin)>",
    r"\[(?:system|admin|developer|root|override)[^\]\n]{0,20}\]",
    r"\bsystem override\b",
    r"<\|[^|>]{1,40}\|>",
    r"\#{2,}\s*(?:system|instruction)",
    r"\bnew (?:system |safety )?(?:rules?|thresholds?|instructions?)\s*:",
    r"\boverride\s*:",
    r"\b(?:thresholds?|limits?|caps?) (?:is|are) now\b",
    r"\b(?:answer|reply|respond) only\b",
    r"\bset\s+\w+\s*=",
    r"\b\w+_(?:mg|max|min|limit|cap|threshold)\s*=",
    r"\beditors?'?s?'?\s+(?:update|note)\s*:",
)
_ORDER = regex.compile("|".join(_ORDERS), regex.IGNORECASE)
_OPENING = regex.compile("|".join(_OPENINGS), regex.IGNORECASE)
#: What is closed off by its own marks: comments, tags of a false speaker, a message in the form of an interface.
_COMMENT = regex.compile(
    r"<!--.*?(?:-->|$)|<(system|assistant|developer|instructions?|admin)>.*?</\1>"
    r"|\{[^{}]*[\"']role[\"']\s*:[^{}]*\}",
    regex.DOTALL | regex.IGNORECASE,
)
_QUOTED = regex.compile(
    r"(?<!\w)(?:'(?P<single>[^\n]{5,400}?)'(?!\w)|\"(?P<double>[^\"\n]{6,400})\""
    r"|\u201c(?P<curly>[^\u201d\n]{6,400})\u201d|\u2018(?P<low>[^\u2019\n]{5,400})\u2019)"
)
#: A quotation that states a rule or a permission is somebody's claim; one that reports a result is read.
_CLAIM = regex.compile(
    r"[<>≥≤]|\b(?:above|over|up to|may|can|should|must|safe|exceeds?|unless|rule)\b", regex.IGNORECASE
)
_TO_CLAUSE_END = regex.compile(r"[^.,;\n?!]*")


def injections(text: str) -> tuple[Span, ...]:
    """Where the text tries to change rules, roles or thresholds."""
    found: list[Span] = [m.span() for m in _COMMENT.finditer(text)]
    quoted = [q.span() for q in _QUOTED.finditer(text)]
    for mark in (*_ORDER.finditer(text), *_OPENING.finditer(text)):
        if any(low <= mark.start() < high for low, high in found):
            continue
        around = next((span for span in quoted if span[0] <= mark.start() and mark.end() <= span[1]), None)
        found.append(around or _instruction(text, mark))
    return tuple(found)


def _instruction(text: str, mark: regex.Match[str]) -> Span:
    if _OPENING.fullmatch(mark.group()) is None:
        return mark.span()
    end = _TO_CLAUSE_END.match(text, mark.end())
    return mark.start(), end.end() if end else mark.end()


def quotations(text: str) -> tuple[Span, ...]:
    """Where somebody else's rule or permission stands between quotation marks; a quoted result is no such thing."""
    return tuple(m.span() for m in _QUOTED.finditer(text) if _CLAIM.search(m.group()))


def unmasked(text: str, spans: tuple[Span, ...]) -> str:
    """The spans of the text alone, everything around them blanked, so that offsets stay."""
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(text)]
    around = tuple((low, max(low, high)) for low, high in zip(edges[::2], edges[1::2], strict=True))
    return masked(text, around)


def masked(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans blanked, character for character, so that offsets stay."""
    characters = list(text)
    for low, high in spans:
        characters[low:high] = [" " if c != "\n" else c for c in characters[low:high]]
    return "".join(characters)
