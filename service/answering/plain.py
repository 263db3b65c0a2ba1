"""Rewrites a passage, and what rests on it, so that ways of saying one thing read alike when they are compared."""

from __future__ import annotations

import re

from service.answering.sayings import SAYINGS

_RULES = tuple((re.compile(pattern, re.IGNORECASE), made) for pattern, made in SAYINGS)
#: The comma before the last of a list of short things.
_SHORT = r"\w[\w-]*(?: \w[\w-]*){0,3}"
_SERIAL = re.compile(rf"(?<=, )(?P<last>{_SHORT}), (?=(?:and|or) \w)|(?<=\w)(?P<two>, {_SHORT}),(?= (?:and|or) \w)")
#: A name with its abbreviation behind it.
_ABBREVIATED = re.compile(r"(?P<long>(?:[^\W\d_]+ ){1,4})\((?P<short>[A-Z][A-Z0-9]{1,6})\)")
#: Quotation marks around words; whether a text may set them is another question.
_QUOTED = re.compile('["\u201c](?P<words>[^"\u201c\u201d]{1,40})["\u201d]')


def plain(text: str) -> str:
    """Return a text in the plainest of the ways of saying it."""
    text = _ABBREVIATED.sub(_abbreviated, _QUOTED.sub(r"\g<words>", text))
    text = _SERIAL.sub(lambda found: f"{found['last']} " if found["last"] else found["two"], text)
    for pattern, made in _RULES:
        text = pattern.sub(made, text)
    return " ".join(text.split())


def _abbreviated(found: re.Match[str]) -> str:
    """The abbreviation in the place of the name whose letters it takes; the words before the name stay."""
    words, letters = found["long"].split(), found["short"].casefold()
    for first in range(len(words) - 1, -1, -1):
        name = "".join(words[first:]).casefold()
        rest = iter(name)
        if name[0] == letters[0] and all(letter in rest for letter in letters if letter.isalpha()):
            return " ".join((*words[:first], found["short"]))
    return found.group()
