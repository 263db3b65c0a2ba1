"""Phrases that end a drug for good without a verb of stopping it: "not a candidate", "the door is closed"."""

from __future__ import annotations

import regex

from service.safety.text.line import Line
from service.safety.text.patterns import Pattern

_DO = "restart(?:ing)?|re - start|re ?-? ?introduction|re ?-? ?challenge|re ?-? ?exposure|retrial|re ?-? ?titration"
_MORE = "further|more|second|third|other|new|another|next"
_GIVEN = (
    "given|taken|restarted|prescribed|tried|used|reintroduced|reinstated|resumed|rechallenged|retried|offered|issued|"
    "dispensed|recommenced|re - ?started|re - ?introduced|back|again"
)
_NOT = r"(?:not|never|nor|no|no longer|cannot|\w+n't)"
_OFFER = "give|offer|provide|write|draw up|suggest|make|plan|support|recommend|propose|help with"
_EVER = "permanently|for good|for ever|forever"
#: One phrase a line.
_PHRASES = rf"""
(?:is|'s|was) (?:all |now |then )?over (?:for|with)
(?:is|are|means|'s|be) (?:the|an) end of (?:the (?:line|road|story|matter)|it)?
(?:at|of) the end of the (?:line|road)
point of no return|no (?:way|going|road|coming) back
door (?:is|stays|remains|has been) (?:now |firmly )?(?:closed|shut)|closed (?:book|chapter)
{_NOT} (?:be )?(?:a|any|an)? ?(?:suitable |possible )?candidate
not for (?:{_DO})
no (?:{_MORE}) (?:chance|go|attempt|try|trial|course|{_DO})
no (?:{_DO})
(?:{_NOT}|(?:un|not )able to|refuse to|decline to|not going to) (?:\w+ )?(?:{_OFFER}) (?:\w+ ){{0,3}}(?:{_DO}|schedule)
{_NOT} (?:\w+ )?(?:come|comes|coming|go|going) back
{_NOT} (?:\w+ ){{0,2}}(?:{_GIVEN})(?: \w+){{0,3}}? (?:again|ever|once more|any more|anymore)
(?:never|not ever) (?:\w+ )?(?:be )?(?:{_GIVEN})
{_NOT}(?: \w+){{0,6}} (?:now|today) (?:or|nor|and) (?:later|ever|in future|in the future|at any time)
(?:closes?|closed|shuts?) the (?:[\w-]+ )?(?:chapter|book|file|story|door)
answer (?:\w+ ){{0,4}}(?:is|was|stays|remains) (?:a )?(?:firm )?no
{_NOT} (?:\w+ )?(?:give|have|take|get|see) (?:it|this|them|the drug) (?:back|again)
(?:line|criterion|that|it)(?: \w+){{0,6}} stays met
(?:go|attempt|try|trial|dose|course|{_DO}) (?:is|are) (?:ruled out|out of the question|excluded|not an option)
{_NOT} (?:\w+ )?(?:give|get|have|offer|allow) (?:\w+ )?(?:another|a second|one more|a further) (?:go|try|chance|dose)
nobody (?:should|would|must|is to|will) (?:give|offer|allow) (?:\w+ )?(?:another|one more) (?:go|try|chance|dose)
for life|for evermore|for ever more|once and for all
(?:has to|must|should|needs to|will|to) (?:go|end|stop|finish) (?:here |now |today )?(?:{_EVER})
(?:goes|ends|stops|finishes|gone|ended|finished|done)(?: \w+){{0,3}} (?:{_EVER})
"""
_ENDS = Pattern(rf"(?<![\w'])(?:{'|'.join(_PHRASES.split(chr(10))[1:-1])})(?![\w'])")
_BREAKS = frozenset((",", ";", "-", "–"))
_UNDONE = regex.compile(
    r"(?:(?<!\w)(?:not|never|hardly|nothing|without|whether|if)|n't)(?: (?:mean|be|yet|quite|say|the|that|it|is|a))*$"
)


#: Behind a phrase these make it hold for a time, or for a while only.
_BOUNDED = regex.compile(
    r"(?: [^\s.;:]+){0,4} (?:yet|until|till|while|whilst|unless|before|as long|so long|for now|for the|today|"
    r"tonight|tomorrow|this (?:week|month|time)|without)(?!\w)"
)


def ends(said: Line) -> bool:
    """Whether words end a drug for good, and do not say that they do not, or do so for a time only."""
    if not _ENDS.may_stand_in(said):
        return False
    text = " ".join(" ".join(word for word in said.words if word not in _BREAKS).split())
    return any(
        not _UNDONE.search(text[: found.start()].rstrip()) and not _BOUNDED.match(text[found.end() :])
        for found in _ENDS.finditer(said, text)
    )
