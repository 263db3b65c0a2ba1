"""Ways of saying one thing, each with the one that stands for all: rules of the language, tried in this order.

What a rule exchanges says the same in any sentence. A rule that made two different claims alike would let a wrong
statement through, so what bounds, denies, counts or names is turned into another form of itself and never dropped. What
the lexer of the safety core reads alike in any case ("about" and "roughly 20", "20 or above") needs no rule here.
"""

from __future__ import annotations

_PITFALL = r"common (?:pitfall|mistake|error|oversight)"
_PAPER = (
    r"(?:article|label|guideline|source|page|text|table|protocol|leaflet|sheet|monograph|update|summary|service|it)"
)
_DECISION = r"(?P<what>(?:decision|choice|judge?ment)s?\b[^,;.:]{0,80}?)"
_GRADES = "an? |as |near|high|low|normal|abnormal|likely|possible|mild|severe|significant|positive|negative|therapeutic"
_FINITE = (
    "is|are|was|were|has|have|needs?|stays?|advises?|recommends?|says?|states?|gives?|describes?|found|reported|asks?"
)
_DEEMED = "regarded|counted|taken|classed|classified|treated|handled|managed|deemed|viewed"
_SOMEBODY = "anyone|anybody|someone|somebody|patients?|people|those|mothers|women|men|adults|children|recipients"
_IT = "condition|combination|drug|medicine|reaction|complication|finding|approach|limit|threshold|rule|level"

#: Words that join, and words that only lead the reader on.
_JOINING: tuple[tuple[str, str], ...] = (
    (r"\b(?:in order|so as) to\b", "to"),
    (r"\b(?:along|together|combined|in combination|in conjunction|concomitantly) with\b", "with"),
    (r"\bcombin(?:e|es|ed|ing) (?P<one>\w+) with\b", r"\g<one> with"),
    (r"\bthe combination of (?P<one>\w+) (?:and|with)\b", r"\g<one> with"),
    (r"\bin addition to\b", "besides"),
    (r",? (?:rather than|instead of|and not|but not)(?= (?:an?|the) )", ", not"),
    (r"\b(?:in contrast (?:to|with)|contrary to)\b", "unlike"),
    (r"\b(?:due to|owing to|on account of|because of)\b", "because of"),
    (rf"(?P<first>\b(?:{_FINITE})\b[^;.:]*), while (?=(?!on\b)[^,;.]* (?:{_FINITE})\b)", r"\g<first>, whereas "),
    (r"\b(?:also|still|already|therefore|respectively|simply|in turn|in fact|for its part|of note|notably)\b,?", ""),
    (r"^(?:note that|importantly,|in addition,|in general,|overall,|moreover,|furthermore,|similarly,|likewise,)", ""),
    (r"\b(?:specifically|in particular|in other words|that is),?(?= \w)", ""),
    (r"(?P<cond>\b(?:if|when|once)\b[^,;.:]*,) then\b", r"\g<cond>"),
    (r"(?P<often>\b(?:\w+ly|every [^,;.:]{1,20})) thereafter\b", r"then \g<often>"),
    (r"\bwhether(?= (?:now|today|here|at|in|on|by) )", ""),
    (r"\bboth (?=[^,;.:]{1,90} and )", ""),
    (r"(?<!not )\beither (?=[^,;.:]{1,90} or )", ""),
    (r"\bneither (?:an? |any )?(?P<one>[^,;.:]{1,90}?) nor (?:an? |any )?(?=\w)", r"no \g<one> and no "),
    (r"\b(?P<be>is|are|was|were) not an? ", r"\g<be> no "),
    (r"\b(?P<what>page|report|table|text|sheet|leaflet)s? from (?=the |an? )", r"\g<what> of "),
    (r"\ba different (?P<what>\w+) (?:from|than|to)\b", r"another \g<what> than"),
    (r"\binitially\b", "at first"),
    (r"\b(?:for )?the (?:time|period) (?:in which|during which|while)\b", "while"),
    (r"\b(?:that|which) should be (?=avoided\b)", "to be "),
    (r"\b(?:e\.g\.|for example|for instance|including,? for example)(?=,? \w)", "such as"),
    (r"\bin the presence of\b", "with"),
    (r"\bin the absence of\b", "without"),
    (r"\bin (?:the )?cases? of\b", "in"),
    (rf"\bthis (?:{_IT})\b", "it"),
    (r"(?<![,;:(]) (?=according to )", ", "),
)
#: What something is, does or is linked to, and when.
_TELLING: tuple[tuple[str, str], ...] = (
    (r"\b(?P<one>this|the) (?P<who>\w+)'s (?P<what>advice|decision|opinion)\b", r"the \g<what> of \g<one> \g<who>"),
    (r"\b(?:associated with|related to|connected with|tied to)\b", "linked to"),
    (r"\b(?:leads? to|results? in|gives? rise to)\b", "causes"),
    (r"\b(?:side|undesirable|unwanted|adverse) effects?\b", "adverse effects"),
    (r"\b(?P<what>effects?|events?|risks?) with\b", r"\g<what> of"),
    (r"\b(?P<what>injury|damage|harm|\w*toxicity) (?:due to|because of|caused by)\b", r"\g<what> from"),
    (r"\b(?P<what>\w+)[- ]induced\b(?= (?:liver|hepat|kidney|lung|bone|skin)\w* )", r"\g<what>"),
    (r"\b(?:who|which|that) (?:have|has)(?= (?:an? )?(?:low|normal|high|raised|mild|severe|known)\b)", "with"),
    (r"\bat (?:a )?(?:higher|elevated|greater|increased) risk\b", "at increased risk"),
    (r"\b(?:remain|stay)(?:s|ed)?(?= (?:above|below|over|under|normal|raised|elevated|high|unclear|on)\b)", "is"),
    (r"\b(?:is|are) part of\b", "is in"),
    (r"\basymptomatic\b", "without symptoms"),
    (rf"\b(?P<who>{_SOMEBODY}) (?:who (?:is|are) )?(?:taking|receiving|treated with)\b", r"\g<who> on"),
    (r"\b(?P<when>after|before) taking\b", r"\g<when>"),
    (r"\b(?:during|in (?:the |a )?(?=(?:first|initial)\b))", "in "),
    (r"\b(?:right|straight) ?away\b|\bwithout delay\b|\bat once\b", "immediately"),
    (r"\b(?:(?:have|has|had) )?(?:returned|come back|gone back|gone down) to normal\b", "normalised"),
    (r"\b(?:returns?|go(?:es)? back|comes? back|gets? back) to normal\b", "normalise"),
    (r"\b(?:have|has|had) not (?:yet )?normali[sz]ed\b", "are not normal"),
    (r"\b(?:comes?|came) back\b(?! to| on)|\breturn(?:s|ed)?\b(?! to)", "recur"),
    (
        r"\b(?P<one>\w+) (?P<head>\w+) (?P<joint>and|or|nor) (?P<other>\w+) (?P=head)\b",
        r"\g<one> \g<joint> \g<other> \g<head>",
    ),
    (r"\b(?:there is (?:an? )?)?improvement (?:is (?:observed|seen|noted|found|evident)|occurs)\b", "they improve"),
)
#: How a passage is reported, and what its author thinks must be heeded.
_REPORTING: tuple[tuple[str, str], ...] = (
    (r"\b(?:gives|states|sets|provides|offers|contains|specifies|lists|names) no (?=\w)", "does not state "),
    (
        (
            rf"\b(?P<who>{_PAPER}) (?:does|did) not "
            r"(?:give|state|set|provide|offer|contain|specify|mention|list)(?: an?| any)?(?= )"
        ),
        r"\g<who> does not state",
    ),
    (rf"\bthere (?:is|are) no (?P<what>[^,;.:]*?) in the (?P<who>{_PAPER})\b", r"the \g<who> does not state \g<what>"),
    (r"\bhow often\b", "the frequency"),
    (r"\bissued (?:a|its) warning (?:about|of|on)\b", "warned of"),
    (r"\bwarned (?:about|against)\b", "warned of"),
    (
        (
            r"\bas (?P<done>summari[sz]ed|reported|described|quoted|restated) "
            r"(?:from (?P<what>[^,;]+?) )?by (?P<who>[^,;]+?),"
        ),
        r"as by \g<who> \g<done> \g<what>,",
    ),
    (rf"\ba {_PITFALL} is (?:to )?(?:overlook|neglect|forget|ignor)(?:ing|e)?\b", "heed"),
    (r"\b(?:do not|never) (?:overlook|neglect|forget|ignore)\b", "heed"),
    (r"\b(?:must|should) (?:not|never) be (?:overlooked|forgotten|neglected|ignored)\b", "should be heeded"),
    (rf"\ba {_PITFALL} is (?:failing to (?P<verb>\w+)|not (?P<other>\w+)ing)\b", r"\g<verb>\g<other>"),
    (
        (
            r"\b(?:failing to|not) (?P<verb>consider|recogni[sz]e|test|check|monitor|ask)(?:ing)?\b"
            rf"(?P<rest>[^.;:]*?) is (?:also )?a {_PITFALL}\b"
        ),
        r"\g<verb>\g<rest>",
    ),
    (rf"\b(?:is|are) considered (?:to be )?(?={_GRADES})", "is "),
    (r"\bconsiders (?P<what>[^;:.]{1,160}?)(?:,? to be|(?<!,)(?<!such) as)(?= )", r"reads \g<what> as"),
    (r"\b(?:interprets|understands|takes) (?P<what>it|this|that|them|these) as\b", r"reads \g<what> as"),
    (
        rf"\b(?:is|are) (?:{_DEEMED}) (?:as|to be)\b",
        "counts as",
    ),
    (r"\bcounts? as\b", "counts as"),
    (r"\brul(?:e|es|ed|ing) out\b", "exclude"),
    (r"\b(?:says|tells (?:patients|people|readers)) to (?=\w)", "advises to "),
    (r"\b(?:does|did) not (?:recommend|advise)\b", "advises against"),
    (r"\brequest(?P<form>s|ed|ing)?\b", r"ask\g<form> for"),
    (r"\b(?:is|are) not an? (?:replacement|substitute) for\b", "does not replace"),
)
#: What is to be done, by whom, and only when.
_BIDDING: tuple[tuple[str, str], ...] = (
    (r"\bit is (?:recommended|advised|advisable|important|necessary|essential|best) to\b", ""),
    (r"\b(?:(?:make|be) sure|remember) to\b", ""),
    (r"\b(?:physicians|doctors|providers) (?=should |must )", "clinicians "),
    (r"\b(?:do|does) not (?:have|need) to\b", "need not"),
    (r"\b(?:makes?|takes?) (?:the|this|that) decision\b", "decides"),
    (r"\b(?:on (?:their|his|her|its|your) own|by (?:themselves|himself|herself|itself|yourself))\b", "alone"),
    (rf"\b{_DECISION} (?:is|are|(?:should|must|can) be) (?:made|taken) by (?=the |an? )", r"\g<what> belong to "),
    (rf"\b{_DECISION} (?:rests?|lies?|are up|is up) (?:with|to) (?=the |an? )", r"\g<what> belong to "),
    (r"\bonly be (?P<done>\w+) (?P<when>after|once|when|if|while|until)\b", r"be \g<done> only \g<when>"),
    (
        r"\bonly (?P<verb>becomes?|is|are|appl(?:y|ies)) (?P<what>[^,;.:]{1,60}?) (?P<when>after|once|when|if)\b",
        r"\g<verb> \g<what> only \g<when>",
    ),
    (r"\bonly (?:after|once|when|if)\b", "only after"),
)
#: Figures with what bounds and measures them.
_COUNTING: tuple[tuple[str, str], ...] = (
    (r"\ba total of (?=\d)", ""),
    (r"(?<=\d) ?(?:percent|per cent)\b", "%"),
    (r"\bno longer\b", "no more"),
    (r"(?P<much>\b\d[\d.,-]*(?: ?(?:%|[a-zµ]+(?:/[a-z0-9]+)*))?) at (?P<most>most|least)\b", r"at \g<most> \g<much>"),
    (r"\bexceeds (?=\d)", "is above "),
    (
        r"\b(?:when|if) (?P<what>[^,;:.]{1,40}?) (?:is|are) (?P<how>above|below|over|under) (?=\d)",
        r"at \g<what> \g<how> ",
    ),
    (
        (
            r"\b(?P<what>is|are|was|were) (?:given|provided|set|offered|specified|stated) (?:in|by) "
            r"(?=the (?:\w+ )?article\b)"
        ),
        r"\g<what> stated by ",
    ),
    (
        r"\b(?:who are |aged |of )?(?P<n>\d+) years(?: of age| old)? (?:or|and) (?:over|older|above)\b(?! \d)",
        r"aged \g<n> or over",
    ),
    (r"\baged (?P<n>\d+) (?:or|and) (?:older|above)\b(?! \d)", r"aged \g<n> or over"),
    (r"\b(?:at )?(?P<what>day|week|month) (?P<n>\d+) or (?:later|after)\b", r"no earlier than \g<what> \g<n>"),
    (r"\b(?P<how>increments|steps) of (?P<n>\d[\d.]* \w+)\b", r"\g<n> \g<how>"),
    (
        r"\b(?P<n>\d[\d.,-]*) (?P<unit>mg|g|mcg|µg|ml|units) of (?P<what>(?!(?:body|it|this|that|the|a)\b)\w+)",
        r"\g<what> \g<n> \g<unit>",
    ),
    (r"\b(?:all|the|these|all of the|all the) (?=(?:two|three|four|five|six|seven|eight|nine|ten|\d+) \w+s\b)", ""),
)
SAYINGS = (*_JOINING, *_TELLING, *_REPORTING, *_BIDDING, *_COUNTING)
