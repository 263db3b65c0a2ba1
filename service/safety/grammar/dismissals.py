"""The closed lists of English phrases that let a finding be, drop a piece of care, or clear the drug of suspicion.

One pattern a line: `a|b` alternatives and `x?` options are read as written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

import regex

from service.safety.text.line import Line
from service.safety.text.patterns import Pattern, listed_pattern

#: A denial; one that tells of the past ("was not mentioned") drops nothing.
_DENIAL = (
    r"(?:(?<!(?:did|was|were|had|does) )not|never|nor|(?!did|was|were|had|does|ca|could)\w+n't|without|nobody|no one|"
    r"no (?:need|reason|call|cause) to|no (?:point|sense|use) in|nothing to|avoid|forget|skip|refrain from) "
)
_FILLING = (
    r"(?:(?:be|being|been|to|the|a|any|even|first|have|yet|ever|bother|bothering|bothered|waste|wasting|time|on|with|worth|by|"
    r"necessarily|trouble|go|going|there|it|her|him|them|this|that) )*"
)
#: What is done for safety's sake, and is dropped when it is denied: "need not be looked for", "don't write it up".
DROPPED = listed_pattern(
    r"""
look(?:ed|ing)? (?:for|into)|search(?:ed|ing)? for|exclud(?:e|ed|ing)
rul(?:e|ed|ing) (?:\w+ ){0,4}out|writ(?:e|ten|ing) (?:\w+ ){0,4}(?:up|down|in)
document(?:ed|ing)?|record(?:ed|ing)?|cod(?:e|ed|ing)|not(?:e|ed|ing) (?:it|this|the)|mention(?:ed|ing)?
enter(?:ed|ing)?|list(?:ed|ing)?|flag(?:ged|ging)?|report(?:ed|ing)?|entry|entries
put (?:\w+ ){1,6}(?:list|card|record|chart|file|letter|notes?|alert)
ring(?:ing)?|rung|phon(?:e|ed|ing)|call(?:ing)? (?:the|an?|us|for|her|his|in)|contact(?:ed|ing)?|tell(?:ing)?
told|inform(?:ed|ing)?
involv(?:e|ed|ing)|refer(?:red|ring)?|ask(?:ed|ing)?(?! \w+ to)|chas(?:e|ed|ing)
check(?:ed|ing)?|test(?:ed|ing)?|repeat(?:ed|ing)?|monitor(?:ed|ing)?|screen(?:ed|ing)?|serology
send|sent|sending|request(?:ed|ing)?|examin(?:e|ed|ing)|investigat(?:e|ed|ing)
see a|seen|come in|attend|be reviewed|worry|worried
""",
    _DENIAL + _FILLING,
)
#: Where a reaction is written down, with the words before it.
_RECORDS = (
    r"(?:(?:the|her|his|your|their|any|a|and|allergy|sensitivity|drug|alert|adverse|reaction|discharge|problem|"
    r"medical) ){0,5}(?:records?|charts?|letters?|files?|lists?|notes?|cards?|summary|alerts?|fields?|box(?:es)?|"
    r"history)"
)
_KEEPING = r"left|leaves?|leaving|keeps?|keeping|kept|take[ns]?|taking|stays?|stay|omit(?:s|ted|ting)?|strike|struck"
_ERASING = r"delet(?:e[ds]?|ing)|remov(?:e[ds]?|ing)|eras(?:e[ds]?|ing)|wip(?:e[ds]?|ing)|drop(?:s|ped|ping)?"
#: Care that is left out in other words.
LEFT_OUT = listed_pattern(
    rf"""
(?:{_KEEPING}|{_ERASING}) (?:[\w-]+ ){{0,5}}(?:off|out of|from) {_RECORDS}
(?:does not|doesn't|do not|don't|need not|needn't) (?:belong|go|appear|feature|figure) (?:on|in|into) {_RECORDS}
(?:can|may|might|could|should|will|to) (?:stay|remain|be|go) (?:undocumented|unrecorded|unreported|unflagged)
(?:left|leave|leaving|kept|keep) (?:[\w-]+ ){{0,6}}(?:fields?|box|boxes|list|card) (?:\w+ )?(?:empty|blank)
(?:left|leave|leaving|kept|keep) (?:\w+ ){{0,6}}(?:undocumented|unrecorded|unreported|unflagged)
(?:left|leave|keep|kept|stays?) (?:\w+ ){{0,5}}(?:off|out of) (?:the|her|his|any) (?:form|request|list|panel|notes?)
(?:left|leave|keep|kept|stays?) (?:\w+ ){{0,5}}(?:off|out of) (?:the|her|his|any) \w+ (?:form|request|panel)
(?:don't|do not|never|needn't|need not|no need to|won't|wouldn't) bother (?:with|about)
(?:take|treat|regard|count|read) (?:\w+ ){{0,4}}as (?:not raised|normal|fine|harmless)
(?:cancel|skip|drop|bin|scrap|omit|forgo) (?:the |a |any )?(?:\w+ ){{0,2}}(?:screen|serology|virology|ultrasound)
(?:cancel|skip|drop|bin|scrap|omit|forgo) (?:the |a |any )?(?:\w+ ){{0,2}}(?:panel|bloods?|tests?|clotting|scan)
(?:is|are) (?:\w+ )?(?:a waste|superfluous|unnecessary|overkill|not worth|excessive)
(?:not|isn't|hardly|never|scarcely|barely) worth (?:a|an|the|any|noting|\w+ing)
nothing else (?:to (?:look|search) for|to find|behind it|needs looking)|no other causes? (?:need|to)
(?:assume|put it down to|blame) (?:\w+ )?(?:slow|sluggish|delayed) (?:\w+ )?(?:clearance|metabolism|wash-?out|recovery)
(?:can|may|could|should) stay (?:empty|blank)|(?:is|are) all (?:you|we|one) needs?
(?:tells?|gives?|shows?|says?) (?:(?:you|us|me|one|them) )?(?:all|everything) (?:that |which )?(?:you|we|one|is)
nothing (?:else|more|further) (?:is |need be |needs to be |has to be |to be )?(?:asked for|needed|required|necessary)
nothing (?:else|more|further) (?:is |need be |needs to be |has to be |to be )?(?:tested|checked|measured|ordered|sent)
(?:decide|judge|steer|go|act|rely) (?:by|on|from|upon) (?:the |an? )?\w+ (?:alone|only|by itself|on its own)
nothing to (?:record|document|report|write)|no (?:entry|note|record|mention|documentation|allergy)
clicked? away|click through|override it|overridden|taken for granted
assume (?:it|they|that|the|all|this)(?: \w+){{0,3}} (?:normal|fine|ok|harmless)
(?:perfectly )?good practice|standard practice
"""
)
#: One test that is to do for all of them; "alone is not enough" asks for more.
BY_ITSELF = listed_pattern(
    r"""
(?:tells?|says?|shows?|settles?|decides?|answers?)(?! (?:\w+ )?(?:neither|nothing|little|less|no|only|half|nobody))
guides?|suffices?|does it|does the job|will do|is all
is (?:enough|sufficient|adequate|plenty)(?! (?:to|for) (?:\w+ )?(?:reach|cross|meet|stop|hold|halt|call|trigger|count))
""",
    r"(?:alone|on (?:its|their) own|(?:by|in) (?:itself|themselves|isolation)) "
    r"(?:(?!not|never|cannot|hardly)\w+ ){0,2}",
)
#: Tests that nobody is to trouble about.
NO_BOTHER = listed_pattern(
    r"""
(?:do not|don't|never|no need to|not|needn't) (?:\w+ ){0,2}(?:bother(?:ing)?|fuss|troubl(?:e|ing)) (?:with|about)
forget(?: about| all about)?|never mind|(?:do not|don't) worry about|leave out|skip|spare (?:her|him|them|yourself)
(?:scrap|drop|ditch|bin|lose|omit|ignore|disregard|park|shelve|strike|cross out|leave off|cut out|give up on) the
"""
)
_WORTHLESS = "uninformative|unhelpful|useless|pointless|irrelevant|worthless|meaningless|futile|immaterial|redundant"
_NOT_TO = "do not|don't|never|no need to|needn't|need not"
_NO_MORE = "nothing|little|not much|no more|nothing more|next to nothing"
#: Tests of which it is said that they are of no use, or that are not to be asked for.
OF_NO_USE = listed_pattern(
    rf"""
(?:adds?|contributes?|brings?|yields?|offers?|helps?|changes?|gives?) (?:(?:you|us|me|one|them) )?(?:{_NO_MORE})
(?:tells?|shows?|says?) (?:(?:you|us|me|one|them) )?(?:{_NO_MORE})(?! (?:\w+ )?(?:about|of|on))
(?:of|(?:is|are|be|has|have|proves?)) (?:no|little|scant|limited) (?:use|value|help|interest|benefit|relevance)
{_WORTHLESS}|superfluous|surplus
(?:can|may|could|might) be (?:left out|omitted|dropped|skipped|spared|saved|dispensed with|forgone|passed over)
(?:nothing|little|not much) (?:is )?(?:to be )?(?:gained|learned|learnt|won|had) (?:from|by|with)
(?:{_NOT_TO}) (?:bother to )?(?:order|add|run|take|draw|measure|arrange|book|ask for|request|send|do|get)
(?:needs?|requires?|calls? for|wants?|warrants?|demands?) no
"""
)
#: A finding that is let be.
LET_BE = listed_pattern(
    r"""
(?:not|no|hardly|scarcely|isn't|never)(?: \w+){0,2} (?:reason|grounds?|cause|call|need|justification) (?:to|for)
(?:not|never|\w+n't) (?:\w+ ){0,2}(?:alter|change|affect|mean|justify|warrant) (?:anything|a thing|much|the plan)
(?:not|never|\w+n't) (?:\w+ ){0,2}(?:alter|change|affect|justify|warrant) (?:stopping|a stop|a change|management)
never justif(?:y|ies)|nothing (?:changes|needs|is needed|to change|to do|to be done|else changes|has to change)
leave well alone|(?:as|what) (?:we|you|one)(?: would|'d)? expect|to be expected|is expected
par for the course|part of the (?:disease|illness|course|game)|goes with the territory|a blip
(?:just|only) a (?:blip|virus|bug|phase|number|cold|wobble)
(?:too )?much into|nothing (?:out of the ordinary|unusual|new)|all in the mind|who isn't
commonly does (?:this|that)
not the drug|unrelated to the drug|probably a (?:virus|bug)|sleep it off|let (?:her|him|them) (?:sleep|rest)
grin and bear|put up with|soldier on|help (?:him|her|them) tolerate|same thing|makes no difference
(?:is|'s) all (?:that|that's) (?:is |'s )?(?:asked|needed|required|called for|it takes)
all that(?: is|'s) (?:asked|needed|required)|does the trick
nothing to be (?:concerned|worried|alarmed|troubled) (?:about|by)
(?:no|not a|hardly a) (?:cause|reason) for (?:concern|alarm)
is a reason to (?:carry on|continue|go on)|shrugged? off|laughed? off
"""
)
#: What clears a drug, or opens the way to it, on the strength of a test.
CLEARS = listed_pattern(
    r"""
exclud(?:e|es|ed|ing)|rul(?:e|es|ed|ing) (?:\w+ ){0,4}out|clear(?:s|ed|ing)?|acquit(?:s|ted)?
exonerat(?:e|es|ed)
(?:carry|carries|go|goes|press) on|continues?|off the hook|(?:is|are|be|makes? (?:\w+ ){1,3}|it) safe
safe (?:for|to|in)|safely|no (?:risk|danger)|prove[sd]?
guarantee[sd]?|protect(?:s|ed)?|let(?:s|ting)?|allow(?:s|ed|ing)?|permit(?:s|ted)?|wave through|entitle[sd]?
(?:can|may) (?:have|go|be|carry|take|get|stay|continue|restart)|free to|culprit|innocent|not to blame
(?:cannot|can't) (?:be (?:the|due|from|responsible|caused|put down)|come|stem|result)|cancel|lift|green light
go ahead|as long as|provided|reassur\w+
(?:so|means?|means? that) (?:she|he|they|you|it|we|the)(?! (?:\w+n't|cannot|must|should|still|\w+ not))
"""
)
#: Before one of these a phrase is turned round.
_TURNED = regex.compile(
    r"(?:(?:(?<![\w'])(?:not|never|cannot|no|nor|neither|hardly|without|rather than|instead of|pitfalls?|"
    r"(?:wrong|mistake|dangerous|unsafe|error) to)|\w+n't)(?: (?:be|been|to|a|an|the|mean|necessarily|by|itself|in|any|"
    r"does|do|that|it|is|of|and|way|for|simply|just|safely|replace|used|let|allow))*"
    r"|(?:\w+n't|cannot|not)[^,;.]* or(?: to)?)$"
)


def found(pattern: Pattern, said: Line) -> Iterator[int]:
    """The places of the matches that no word before them turns round."""
    starts: list[int] = []
    for match in pattern.finditer(said):
        starts = starts or [0, *accumulate(len(word) + 1 for word in said.words)]
        if not _TURNED.search(said.text[: match.start()].rstrip()):
            yield bisect_right(starts, match.start()) - 1
