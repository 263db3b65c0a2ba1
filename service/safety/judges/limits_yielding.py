"""Limits said to give way: that may be moved or passed, that bend, lapse, have exceptions or are left to judgement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.text.line import Line, cue
from service.safety.text.patterns import Pattern
from service.safety.text.tokens import Kind

#: Of a limit of doses; that of another thing is named in front ("speed limit"), or stands beside it.
_NOUN = r"(?:ceiling|cap|maximum|max|limit|limits|plateau)"
_PASSED = (
    r"(?:exceeded|surpassed|overstepped|topped|overshot|broken|breached|crossed|passed|overridden|overruled|stretched|"
    r"bent|overrun|bypassed|circumvented|disregarded|ignored|raised|lifted|loosened|relaxed|eased|softened|increased|"
    r"extended|widened|waived|suspended|dropped|removed|abandoned|adjusted|adapted|individualised|individualized|"
    r"tailored|negotiated|moved|pushed|shifted|set aside|put aside|laid aside|set higher|revised up|revised upwards)"
)
_GIVES = (
    r"(?:bends|flexes|yields|stretches|lapses|expires|vanishes|disappears|dissolves|evaporates|wanes|relaxes|loosens|"
    r"melts|gives way|gives in|falls away|falls|goes|goes away|goes up|goes by|rises|increases|climbs|grows|moves|"
    r"shifts|floats|ends|stops|is over|is history|does not bind|varies with|varies by|varies between|depends on|"
    r"scales with|follows|fades|wears off|runs out|can wait)"
)
_WEAK = (
    r"(?:exceedable|surmountable|breakable|breachable|passable|overridable|overrideable|bendable|extendable|extensible|"
    r"expandable|movable|moveable|variable|changeable|relative|approximate|rough|vague|temporary|transient|up to|"
    r"open to|at the discretion|a matter of|a question of|for (?:the |your |her |his )?\w+ to (?:decide|judge|choose)|"
    r"subject to|a moving target|a paper)"
)
_SPARE = (
    r"(?:room|latitude|leeway|exceptions?|exemptions?|slack|margin|play|scope|freedom|headroom|licence|license|elbow)"
)
_KEPT = r"(?:observed|respected|kept|heeded|followed|obeyed|honoured|honored|minded|adhered|stuck|applied|enforced)"
_KEEPING = (
    r"(?:crossing|passing|exceeding|breaching|overstepping|breaking|topping|respecting|observing|keeping|honouring|"
    r"honoring|following|heeding|obeying|adhering|sticking|enforcing)"
)
_LEFT = (
    r"(?:optional|voluntary|a matter|a question|up to|at your|at the discretion|harmless|fine|a choice|no sin|no crime)"
)
_WEAKLY = (
    r"(?:cast \S+|watertight|water-tight|ironclad|sacrosanct|inviolable|immovable|immutable|"
    r"the last word|the end of|as strict|as rigid|as hard|as firm|as absolute)"
)
_OPEN = r"(?:can|may|could|might|is allowed to|is to|has to|will|would|should)"
_GAP = r"(?: (?!not|never|hardly|no|only|nor|n't|easily|inadvertently|accidentally|lower|less)\S+){0,5}?"
_BE = r"(?:is|are|was|becomes|seems|remains)"
_ADVERBS = (
    r"(?: (?:always|often|sometimes|usually|also|really|simply|just|then|quickly|merely|only|quite|rather|very))*"
)
_YIELDING = Pattern(
    rf"(?<!\w){_NOUN}{_GAP} {_OPEN}{_ADVERBS}(?: safely| well)? be {_PASSED}(?!\w)"
    rf"|(?<!\w){_NOUN}(?: (?:of|on|for|to) \S+){{0,2}}{_ADVERBS} {_GIVES}(?!\w)"
    rf"|(?<!\w){_NOUN}{_GAP} {_BE}{_ADVERBS} {_WEAK}(?!\w)"
    rf"|(?<!\w){_NOUN}(?: (?:of|on|for) \S+){{0,2}} (?:leaves|allows|permits|has|offers|gives|admits|knows|tolerates|"
    rf"includes|contains)(?: (?:of|some|a|an|little|enough|plenty of|many|several|few|for))* {_SPARE}(?!\w)"
    rf"|(?<!\w)(?:exceptions?|exemptions?) (?:to|from) (?:the |this |that |her |his )?(?:\S+ ){{0,2}}{_NOUN}(?!\w)"
    rf"|(?<!\w){_NOUN}{_GAP} (?:need not|needn't|does not (?:have|need) to|doesn't (?:have|need) to) be {_KEPT}(?!\w)"
    rf"|(?<!\w){_KEEPING} (?:to )?(?:the |a |this |that )?(?:\S+ ){{0,2}}{_NOUN} {_BE}{_ADVERBS} {_LEFT}(?!\w)"
    rf"|(?<!\w){_NOUN} {_BE} (?:often|commonly|frequently|routinely|regularly|usually|sometimes|generally) "
    rf"(?:exceeded|passed|crossed|breached|broken|ignored|disregarded|overstepped)(?!\w)"
    rf"|(?<!\w)(?:higher|looser|laxer|wider|more generous|second) {_NOUN} {_BE} (?:allowed|permitted|fine|"
    rf"acceptable|possible|reasonable|justified|used|given|set|appropriate|better|right|ok|okay)(?!\w)"
    rf"|(?<!\w)(?:allow|use|set|accept|apply|choose|give|take) (?:a|the) (?:higher|looser|laxer|wider) {_NOUN}(?!\w)"
    rf"|(?<!\w){_NOUN} {_BE} (?:not|n't) {_WEAKLY}(?!\w)|(?<!\w){_NOUN} isn't {_WEAKLY}(?!\w)"
    rf"|(?<!\w)(?:use|exercise|apply|trust) (?:your|one's|our|clinical)(?: own| clinical| best)* (?:judgement|judgment|"
    rf"discretion|sense|instinct) (?:with|about|on|over|as to|around|for|in) (?:the |this |that )?{_NOUN}(?!\w)"
    rf"|(?<!\w){_NOUN}{_GAP} {_BE}{_ADVERBS} more of (?:a|an) (?:guide|guideline|orientation|suggestion|target|goal|"
    rf"aim|recommendation|landmark|signpost|habit|convention|tradition|hint|wish)(?!\w)"
)
#: In front of a limit these say that it is one of something else.
_OF_ELSE = words(
    "speed time age word data credit weight alcohol upper lower lab laboratory laboratories reference detection size "
    "outer price budget page file step normal height volume sugar salt travel"
)
_ARTICLES = words("the a an this that its")
_TESTED = (Kind.ANALYTE, Kind.PANEL, Kind.LIMIT)


def yields(claims: Claims, clause: Clause) -> bool:
    """Whether a clause says of a limit of doses that it gives way, and nothing in front denies that."""
    line = claims.tokens
    if clause.link in ("if", "unless", "until", "before"):
        return False
    starts: list[int] = []
    open_to = "whether" in line.words and any(t.kind is Kind.NEGATOR for t in line)
    for found in _YIELDING.finditer(line):
        starts = starts or [0, *accumulate(len(word) + 1 for word in line.words)]
        first, last = bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end() - 1) - 1
        denials = sum(place < first for place in clause.denials) + clause.turned + clause.inherited
        if clause.first <= first < clause.last and not open_to and denials % 2 == 0 and of_doses(line, first, last + 1):
            return True
    return False


def of_doses(line: Line, first: int, last: int) -> bool:
    """Whether a limit that is named among some words is one of doses, and not of a test or of another thing."""
    return any(True for _ in limit_places(line, first, last))


def limit_places(line: Line, first: int, last: int) -> Iterator[int]:
    """Where limits of doses are named among some words."""
    for i in line.places(_NAMED):
        named = first <= i < last and line.words[i] in _NOUNS and line[i].kind is not Kind.LIMIT
        if named and not _of_a_test(line, i) and line.words[i - 1] not in _OF_ELSE:
            yield i


_NOUNS = words("ceiling cap maximum max limit limits plateau")
_NAMED = cue(_NOUNS)


def _of_a_test(line: Line, i: int) -> bool:
    """As in "the limit of normal", "the limit for the test"."""
    named = max(0, i - 1 if i and line.words[i - 1] in _ARTICLES else i - 2)
    before, after = line[named:i], line[i + 1 : i + 4]
    led = bool(after) and after[0].text.lower() in ("of", "for", "in")
    behind = led and any(t.kind in _TESTED or t.text.lower() in _OF_ELSE for t in after[1:])
    return behind or any(t.kind in _TESTED for t in before)
