"""Changes of a sound statement that make it say something else: figures, units, polarity, bounds, names, citations.

The patterns are of the language alone and share nothing with the readers that have to notice them. Each kind yields
every variant that applies; what the passage itself says elsewhere is left out by the caller, who compares the texts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

Change = Callable[[str], Iterator[str]]

_NUMERAL = re.compile(r"(?<![\w.,/-])\d+(?:\.\d+)?(?![\w,/-]|\.\d)")
_WORDS = {"two": "five", "three": "six", "four": "nine", "six": "eleven", "twice": "three times", "once": "twice"}
_UNITS = {
    "mg": ("g", "mcg"),
    "mg/day": ("mg/week",),
    "mg daily": ("mg weekly",),
    "mg/kg": ("mg",),
    "U/L": ("mmol/L",),
    "days": ("weeks", "months", "hours"),
    "weeks": ("days", "months"),
    "week": ("month", "day"),
    "months": ("weeks", "years"),
    "weekly": ("monthly", "daily"),
    "daily": ("weekly",),
    "times the upper limit": ("times the baseline",),
    "upper limit of normal": ("baseline",),
}
_FLIPS = {
    "above": "below",
    "below": "above",
    "over": "under",
    "more than": "less than",
    "less than": "more than",
    "at least": "at most",
    "before": "after",
    "after": "before",
    "higher": "lower",
    "lower": "higher",
    "exceed": "stay below",
    "first": "last",
    "increase": "reduction",
    "raised": "normal",
    "normal": "raised",
    "severe": "mild",
    "more common": "less common",
}
_AMOUNTS = {
    "all": "any",
    "any": "all",
    "every": "some",
    "each": "any",
    "both": "either",
    "either": "both",
    "most": "few",
    "many": "few",
    "often": "rarely",
    "usually": "rarely",
    "sometimes": "always",
    "may": "must",
    "can": "must",
    "must": "may",
    "should": "may",
    "and": "or",
    "or": "and",
    "by": "to",
    "to": "from",
    "from": "to",
    "within": "after",
    "during": "after",
}
_ACTIONS = {
    "hold": "continue",
    "stop": "continue",
    "stopped": "continued",
    "discontinue": "continue",
    "discontinued": "continued",
    "discontinuation": "continuation",
    "restart": "stop",
    "restarted": "stopped",
    "reduce": "increase",
    "exclude": "ignore",
    "monitor": "ignore",
    "obtain": "skip",
    "avoid": "prefer",
    "document": "conceal",
}
_DENIABLE = re.compile(r"\b(is|are|must|should|can|may|will|does|do)\b(?! not)")
_DENIAL = re.compile(r"\b(?:do not|does not|is not|are not|cannot|must not|should not|never|not)\b ?")
_BOUND = re.compile(r"\b(?:only|unless|until|at least|at most|no more than|never less than) ", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:, | )(?:if|when|while|until|unless|only after|only once|only if|only when) [^,.;:()]+(?=[.,;])"
)
_LEADING = re.compile(r"^(?:If|When|While|After|Before|Until) [^,.;:()]+, (?=\w)")
_ORDER = re.compile(r"^(Hold|Stop|Obtain|Document|Monitor|Exclude|Discontinue|Check|Repeat|Contact|Increase|Start) ")


def _replaced(text: str, pairs: dict[str, str]) -> Iterator[str]:
    for word, other in pairs.items():
        for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE):
            cased = other.capitalize() if found.group()[0].isupper() else other
            yield text[: found.start()] + cased + text[found.end() :]


def numbers(text: str) -> Iterator[str]:
    for found in _NUMERAL.finditer(text):
        value = float(found.group())
        for other in (value * 2, value + 1, value * 10, value / 2):
            yield f"{text[: found.start()]}{other:g}{text[found.end() :]}"
    yield from _replaced(text, _WORDS)


def swapped_numbers(text: str) -> Iterator[str]:
    """Two figures of the statement change places; "between 5 and 2" says what "between 2 and 5" says."""
    found = list(_NUMERAL.finditer(text))
    for one, other in itertools.pairwise(found):
        if one.group() != other.group() and not text[: one.start()].endswith("between "):
            yield (
                text[: one.start()]
                + other.group()
                + text[one.end() : other.start()]
                + one.group()
                + text[other.end() :]
            )


def units(text: str) -> Iterator[str]:
    for unit, others in _UNITS.items():
        for other in others:
            yield from _replaced(text, {unit: other})


def denial_put_in(text: str) -> Iterator[str]:
    for found in _DENIABLE.finditer(text):
        yield f"{text[: found.end()]} not{text[found.end() :]}"
    if _ORDER.match(text):
        yield f"Do not {text[0].lower()}{text[1:]}"


def denial_taken_out(text: str) -> Iterator[str]:
    for found in _DENIAL.finditer(text):
        rest = {"is not": "is ", "are not": "are ", "cannot": "can ", "must not": "must ", "should not": "should "}
        kept = rest.get(found.group().strip().lower(), "")
        made = (text[: found.start()] + kept + text[found.end() :]).strip()
        yield made[:1].upper() + made[1:]


def bounds_flipped(text: str) -> Iterator[str]:
    yield from _replaced(text, _FLIPS)


def amounts_turned(text: str) -> Iterator[str]:
    """How many, how surely, whether together or in turn, and where to."""
    yield from _replaced(text, _AMOUNTS)


def actions_flipped(text: str) -> Iterator[str]:
    yield from _replaced(text, _ACTIONS)


def bounds_dropped(text: str) -> Iterator[str]:
    for found in _BOUND.finditer(text):
        made = text[: found.start()] + text[found.end() :]
        yield made[:1].upper() + made[1:]


def conditions_dropped(text: str) -> Iterator[str]:
    for found in _CONDITION.finditer(text):
        yield text[: found.start()] + text[found.end() :]
    leading = _LEADING.match(text)
    if leading:
        rest = text[leading.end() :]
        yield rest[:1].upper() + rest[1:]


_SCOPE = re.compile(
    r",? (?:after|in|for|on|with|during|without|to|by|of|within|from|at) (?:the |an? |its |their )?"
    r"[\w'-]+(?: [\w'/-]+){0,4}(?=[,.;:)])"
)


def scopes_dropped(text: str) -> Iterator[str]:
    """A phrase that says of whom, of what or when is left out: a loss that may not matter, counted apart."""
    for found in _SCOPE.finditer(text):
        yield text[: found.start()] + text[found.end() :]


def assurances_added(text: str) -> Iterator[str]:
    for more in ("This is safe in everybody.", "No further checks are needed.", "The limit may be exceeded."):
        yield f"{text} {more}"
    yield f"It is a myth that {text[:1].lower()}{text[1:]}"


KINDS: dict[str, Change] = {
    "another number": numbers,
    "numbers swapped": swapped_numbers,
    "another unit": units,
    "denial put in": denial_put_in,
    "denial taken out": denial_taken_out,
    "bound turned round": bounds_flipped,
    "action turned round": actions_flipped,
    "how many or how surely": amounts_turned,
    "bound left out": bounds_dropped,
    "condition left out": conditions_dropped,
    "assurance added": assurances_added,
}


def from_another(text: str, other: str) -> Iterator[str]:
    """A figure of another passage in the place of one's own."""
    own, strange = _NUMERAL.search(text), _NUMERAL.search(other)
    if own and strange and strange.group() not in text:
        yield text[: own.start()] + strange.group() + text[own.end() :]


def renamed(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """Another name of the topic in the place of one that stands there."""
    for name in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            for other in names:
                if not re.search(rf"(?<!\w){re.escape(other)}(?!\w)", text):
                    yield re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", other, text, count=1)
                    break


def names_swapped(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """Two names of the topic change places."""
    found = [m for name in names for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    for one, other in itertools.pairwise(sorted(found, key=lambda m: m.start())):
        # "A and B" says what "B and A" says.
        if one.group() != other.group() and other.start() - one.end() > len(" and "):
            yield (
                text[: one.start()]
                + other.group()
                + text[one.end() : other.start()]
                + one.group()
                + text[other.end() :]
            )
