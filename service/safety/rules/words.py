"""Turn a rule that fired into a finding: its words, filled with the facts it fired on, arithmetic included."""

from __future__ import annotations

import re

from corpus.model import Rule
from service.domain.answer import Because, Finding
from service.safety.rules.figures import shown

_PLACE = re.compile(r"\{(\w+)\}")


def finding_of(rule: Rule, because: tuple[Because, ...] = (), **extra: str) -> Finding:
    """Return what a rule says of the facts it fired on; `extra` fills the places of its message beside `{facts}`."""
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        action=rule.action,
        headline=rule.headline,
        message=message(rule.message, because, **extra),
        because=because,
        statements=(rule.ground.statement, *rule.also),
    )


def message(template: str, because: tuple[Because, ...], **extra: str) -> str:
    """Fill `{facts}` with every fact and its arithmetic, `{missing}` and other names from `extra`.

    Raises:
        KeyError: the template names a place that nothing fills; the topic's own tests find this at load.
    """
    places = {"facts": "; ".join(dict.fromkeys(phrase(b) for b in because)) or "the facts given", **extra}
    text = _PLACE.sub(lambda place: places[place.group(1)], template)
    return text[:1].upper() + text[1:]


def phrase(because: Because) -> str:
    """One fact as a reader checks it: its name, its figure and the arithmetic."""
    if because.computed:
        return f"{because.fact} {because.computed}"
    if because.value is None:
        return because.fact
    if isinstance(because.value, str):
        return f'{because.fact} ("{because.value}")'
    return f"{because.fact} {shown(because.value)}" + (f" {because.unit}" if because.unit else "")
