"""Limits that are turned into something softer, or passed by a little, without a figure that breaks them."""

from __future__ import annotations

import regex

from service.safety.claims.claims import Claims
from service.safety.english.phrasing import LIMIT_NOUNS
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.limits_yielding import of_doses
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_SOFT = (
    r"(?:guide|guideline|guidance|goal|target|targets|aim|aspiration|suggestion|suggestions|recommendation|advice|"
    r"convention|rule of thumb|signpost|landmark|orientation|formality|courtesy|opinion|preference|default|average|"
    r"starting point|talking point|ballpark|pointer|hint|idea|ideal|ambition|proposal|custom|habit|tradition|wish)"
)
_HARD = (
    r"(?:limit|ceiling|cap|maximum|fence|wall|barrier|boundary|stop|hard line|border|commandment|law|must|rule|order|"
    r"ban|prohibition|requirement|obligation|bar|command)"
)
_ARTICLES = r"(?:a |an |the |our |any )?(?:mere |rough |loose |only |general |simple |friendly |kind of |sort of )*"
_SLACK = r"(?:give|slack|play|leeway|latitude|wiggle ?-? ?room|elbow ?-? ?room|elasticity|flexibility|headroom|stretch)"
_LITTLE = r"(?:a )?(?:bit|touch|little|tad|fraction|shade|notch|hair|smidgen|slightly|somewhat|marginally|few mg)"
#: What makes a limit less than one. A denial right before it ("not as a target") turns it round.
_TALKED_DOWN = regex.compile(
    rf"\b(?:treat|treats|treated|regard|regards|regarded|see|seen|view|viewed|consider|considered|think of|take|taken|"
    rf"read|understand|understood) (?:\S+ ){{1,7}}(?:as )?{_ARTICLES}{_SOFT}\b"
    rf"|\b{_SOFT} ?,? (?:and |but )?(?:not|rather than|never|no|more than|instead of)(?: as)? {_ARTICLES}{_HARD}\b"
    rf"|\b{_HARD} (?:is|becomes|will be|should be|follows|goes|depends|varies|rises|moves|grows|shifts) "
    rf"(?:just |simply )?(?:by |with |on |set by |fixed by |a matter of |a question of |whatever |what |"
    rf"as (?:much|high) as )"
    rf"(?:\S+ )?(?:weight|tolerance|stomach|response|symptoms|counts|disease|need|needs|taste|discretion)\b"
    rf"|\b(?:no more|nothing more|little more) than {_ARTICLES}{_SOFT}\b"
    rf"|\b(?:is|are|as|just|only|merely) {_ARTICLES}{_SOFT} ?[,;:-] ?(?:no|nothing|not) (?:more|else|further)\b"
    rf"|\b(?:with|take) (?:a|several) (?:pinch|grain)s? of salt\b|\bopen to (?:negotiation|discussion|interpretation)\b"
    rf"|\b(?:some|a little|a bit of|plenty of|a lot of|much|has) {_SLACK} (?:in|to|about|around|with|built into) "
    rf"(?:it|that|this|them|the|there)\b|\b{_SLACK} (?:in|around|about) (?:the|that|this) (?:\S+ ){{0,3}}{_HARD}\b"
    rf"|\bthere to be (?:crossed|broken|stretched|bent|ignored|beaten|passed|tested|pushed)\b"
    rf"|\b(?:not|n't|never|hardly) (?:to )?(?:be )?(?:taken|read|meant|understood) (?:too )?(?:literally|seriously|"
    rf"strictly|rigidly)\b|\b(?:not|n't|never|hardly) (?:set|carved|cast|written|chiselled|etched) in "
    rf"(?:stone|concrete|granite)\b|\b(?:written|set|drawn) in (?:pencil|sand|chalk|water)\b"
    rf"|\b(?:not|n't|hardly|no) (?:the )?(?:gospel|holy writ|scripture|holy)\b"
    rf"|\b(?:is|was|are|be) (?:meant|written|made|intended|there) (?:for|as) (?:\S+ ){{0,4}}"
    rf"(?:average|small|smaller|light|lighter|frail|ordinary|typical|usual|most|beginners?)\b"
    rf"|\b(?:so|and|,|;) ?(?:just |simply |then )?(?:disregard|ignore|forget|overrule|skip|drop) "
    rf"(?:it|that|them|this)\b"
    rf"|\b(?:set|put|leave|lay) (?:it|that|them|this) (?:aside|to one side)\b"
    rf"|\bwhichever (?:\S+ )?is (?:the )?(?:higher|greater|larger|more|bigger|most|highest|largest)\b"
    rf"|\bthe (?:higher|greater|larger|bigger|highest|largest)(?: one| figure| value| dose| of the two| of them)*"
    rf" (?:applies|counts|wins|rules|holds|prevails|is the|decides|governs|takes)\b"
)
_PASSED = regex.compile(
    rf"\b{_LITTLE} (?:more|over|above|higher|extra|past|beyond|in excess)\b"
    r"|\b(?:sail|sails|sailing|go|goes|going|drift|stray|wander|creep|edge|push|pushes|glide|slip|move|step|climb|run) "
    r"(?:\w+ )?(?:past|beyond|over|above|through) (?:it|that|this|them)\b"
    r"|\b(?:not|n't|never|cannot|hardly) (?:\w+ )?(?:stop|halt|end|rest|pause|settle|be content|be satisfied) "
    r"(?:at|with) (?:the |a |only |just )?(?:\d|limit|ceiling|cap|maximum)"
    r"|\b(?:and|then) (?:past|beyond|above|over) it\b|\bthen ,? ?(?:past|beyond|above|over) ?,? \d"
    r"|\b(?:be|been) (?:exceeded|surpassed|overstepped|topped|passed|overshot|broken|breached)\b"
)
#: As in "the ceiling can safely be exceeded", figure or none; "can easily be exceeded" is a warning.
_ALLOWED = regex.compile(
    r"\b(?:can|may|could|might|allowed to|safe to|fine to|free to) "
    r"(?:(?!not|never|hardly|no|only|easily|inadvertently|accidentally|unintentionally|unknowingly|quickly|soon)"
    r"\w+ ){0,3}"
    r"be (?:exceeded|surpassed|overstepped|topped|overshot|broken|breached|crossed|overridden|stretched|bent|overrun)\b"
)
_DENIED = regex.compile(
    r"(?:\b(?:not|never|no|nor|don't|do not|doesn't|isn't|cannot|can't|mustn't|shouldn't|won't|without|nobody|nothing|"
    r"rather than|instead of|wrong to|mistake to)\b)(?: [^\s,;:.]+){0,3} ?$"
)
_SOFT_DENIED = regex.compile(rf"\b(?:not|never|no|rather than|instead of)(?: as)? {_ARTICLES}{_SOFT}$")
#: Behind a passing of the limit: it is refused there.
_REFUSED = regex.compile(
    r"^(?:\S+ ){0,5}(?:is|are|would be|was) (?:not|never|out of|off the|too|no|refused|unsafe|wrong|excluded)\b"
)
_EVEN = regex.compile(
    r"\b(?:no reason|nothing|isn't as|not as|why|no need)\b.*\b(?:not|n't|can't|couldn't|shouldn't|cannot)\b"
)


_OF_TESTS = cue(kinds=(Kind.ANALYTE, Kind.PANEL, Kind.LIMIT))
_NAMED = cue(LIMIT_NOUNS)


def judge_softened(claims: Claims, limits: Limits, context: Context, findings: Findings) -> None:
    """Breach the daily limit where a limit is talked down, or where a text goes a little past it."""
    cap = limits.daily
    if cap is None or context.elsewhere or not {Act.ADVICE, Act.DESCRIPTION} & set(claims.acts):
        return
    figures = {b.value for b in (cap, limits.step) if b is not None}
    lines = [d for d in claims.doses.said if d.high in figures]
    named = any(
        claims.words[i] in LIMIT_NOUNS and claims.tokens[i].kind is not Kind.LIMIT for i in claims.tokens.places(_NAMED)
    )
    if claims.tokens.cues & _OF_TESTS and not of_doses(claims.tokens, 0, len(claims.tokens)):
        return
    text = claims.tokens.text
    if named and _stands(_ALLOWED, text) and "?" not in text:
        findings.breach(cap.rule, "a limit is talked away")
    if Act.ADVICE not in claims.acts:
        return
    if (lines or named) and _stands(_TALKED_DOWN, text):
        findings.breach(cap.rule, "a limit is talked away")
    capped = any(d.high == cap.value for d in lines) or context.said_mg == cap.value
    if capped and (_stands(_PASSED, text) or (_PASSED.search(text) and _EVEN.search(text))):
        findings.breach(cap.rule, f"a dose a little above {cap.value:g} mg is allowed")


def _stands(pattern: regex.Pattern[str], text: str) -> bool:
    return any(
        not (
            _DENIED.search(text[: found.start()])
            or _denied_inside(found)
            or _REFUSED.search(text[found.end() :].lstrip())
        )
        for found in pattern.finditer(text)
    )


def _denied_inside(found: regex.Match[str]) -> bool:
    """As in "treat it as a fence, not as a target": the soft word itself is denied."""
    return bool(_SOFT_DENIED.search(found.group()))
