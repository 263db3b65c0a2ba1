"""Rewrites a text so that ways of saying one thing read alike: of a passage and of what rests on it, before the two are compared.

Each rule is of the language alone, and what it exchanges says the same in any sentence. A rule that made two different
claims alike would let a wrong statement through: what bounds, denies, counts or names is never dropped here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_Made = str | Callable[[re.Match[str]], str]

#: Ways of saying one thing, and the one that stands for all.
_SAYING: tuple[tuple[str, _Made], ...] = (
    (r"\bin order to\b", "to"),
    (r"\bso as to\b", "to"),
    (r"\b(?:as well as|and also|as also)\b", "and"),
    (r"\b(?:along|together|combined|in combination|in conjunction|concomitantly) with\b", "with"),
    (r"\bcombin(?:e|es|ed|ing) (?P<one>\w+) with\b", r"\g<one> with"),
    (r"\bthe combination of (?P<one>\w+) (?:and|with)\b", r"\g<one> with"),
    (r"\bin addition to\b", "besides"),
    (r",? (?:rather than|instead of|and not|but not)(?= (?:an?|the) )", ", not"),
    (r"\b(?:in contrast (?:to|with)|contrary to|by contrast with)\b", "unlike"),
    (r"\b(?:due to|owing to|on account of|because of)\b", "because of"),
    (r", while (?=(?!on\b)[^,;.]* (?:is|are|was|were|has|have|needs?|stays?)\b)", ", whereas "),
    (r"\b(?:associated with|related to|connected with|tied to)\b", "linked to"),
    (r"\b(?:side|undesirable|unwanted|adverse) effects?\b", "adverse effects"),
    (r"\b(?P<what>effects?|events?|reactions?|risks?) (?:from|with)\b", r"\g<what> of"),
    (r"\b(?P<who>who|which|that) (?:have|has)(?= (?:a |an )?(?:low|normal|high|raised|mild|severe|known)\b)", "with"),
    (r"\bat (?:a )?(?:higher|elevated|greater|increased) risk\b", "at increased risk"),
    (r"\bin (?:the |a )?(?:first|initial)\b", "in the first"),
    (r"\bduring\b", "in"),
    (r"\b(?:right|straight) ?away\b|\bwithout delay\b|\bat once\b|\bstraightaway\b", "immediately"),
    (r"\b(?:again|also|still|already|therefore|respectively|simply|in turn|in fact|for its part|of note|notably)\b,?", ""),
    (r"^(?:note that|importantly,|in addition,|in general,|overall,|moreover,|furthermore,|similarly,|likewise,)", ""),
    (r"\b(?:remains?|remained|stays?|stayed)(?= (?:above|below|over|under|normal|raised|elevated|high|unclear|on)\b)", "is"),
    (r"\bwhether(?= (?:now|today|here|at|in|on|by) )", ""),
    (r"\bboth (?=[^,;.:]{1,90} and )", ""),
    (r"\b(?:is|are) being (?=\w+ed\b)", "is "),
    (r"\bno longer\b", "no more"),
    (r"\bin the presence of\b", "with"),
    (r"\bin the absence of\b", "without"),
    (r"\bin (?:the )?cases? of\b", "in"),
    (r"\ba total of (?=\d)", ""),
    (r"\b(?:approximately|around|roughly)(?= \d)", "about"),
    (r"(?<=\d) ?(?:percent|per cent)\b", "%"),
    (r"\b(?:leads? to|results? in|gives? rise to)\b", "causes"),
    (r"\b(?:e\.g\.|for example|for instance|including,? for example)(?=,? \w)", "such as"),
    (r"\b(?P<how>increments|steps) of (?P<n>\d[\d.]* \w+)\b", r"\g<n> \g<how>"),
    (r"\bthis (?:condition|combination|drug|medicine|reaction|complication|finding|approach|limit|threshold|rule|level)\b", "it"),
    (r"\b(?:specifically|in particular|in other words|that is),?(?= \w)", ""),
    (r"\b(?:it is (?:recommended|advised|advisable|important|necessary|essential|best) to|(?:make|be) sure to|remember to)\b", ""),
    (r"\b(?:clinicians|physicians|doctors|providers|you) (?=should |must )", "one "),
    (r"\b(?:do|does) not (?:have|need) to\b", "need not"),
    # How a passage is reported.
    (r"\b(?:gives|states|sets|provides|offers|contains|specifies|lists|names) no (?=\w)", "does not state "),
    (r"\b(?P<do>do|does|did) not (?:give|state|set|provide|offer|contain|specify|mention|list)(?: an?| any)?(?= )", "does not state"),
    (r"\bthere (?:is|are) no (?P<what>[^,;.:]*?) in the (?P<where>article|label|guideline|source)\b", r"the \g<where> does not state \g<what>"),
    (r"\bhow often\b", "the frequency"),
    (r"\bissued (?:a|its) warning (?:about|of|on)\b", "warned of"),
    (r"\bwarned (?:about|against)\b", "warned of"),
    (r"\bas (?P<done>summari[sz]ed|reported|described|quoted|restated) (?:from (?P<what>[^,;]+?) )?by (?P<who>[^,;]+?),", r"as \g<who> \g<done> \g<what>,"),
    (r"(?<![,;:(]) (?=according to )", ", "),
    # What must be thought of.
    (r"\ba common (?:pitfall|mistake|error|oversight) is (?:to )?(?:overlook|neglect|forget|ignor)(?:ing|e)?\b", "heed"),
    (r"\b(?:do not|never) (?:overlook|neglect|forget|ignore)\b", "heed"),
    (r"\b(?:must|should) (?:not|never) be (?:overlooked|forgotten|neglected|ignored)\b", "should be heeded"),
    (r"\ba common (?:pitfall|mistake|error|oversight) is (?:failing to|to fail to|not) (?P<verb>\w+?)(?:ing)?\b", r"\g<verb>"),
    (r"\b(?:failing to|not) (?P<verb>consider|recogni[sz]e|test|check|monitor|ask)(?:ing)?\b(?P<rest>[^.;:]*?) is (?:also )?a common (?:pitfall|mistake|error|oversight)\b", r"\g<verb>\g<rest>"),
    (r"\b(?:is|are) considered (?:to be )?(?=an? |as |near|high|low|normal|abnormal|safe|unsafe|therapeutic|likely|possible|mild|severe|significant|positive|negative)", "is "),
    (r"\bconsiders? (?P<what>[^,;:]{1,120}?) (?:to be|as)(?= )", r"reads \g<what> as"),
    # Results that are normal again.
    (r"\b(?:(?:have|has|had) )?(?:returned|come back|gone back|gone down) to normal\b", "normalised"),
    (r"\b(?:returns?|go(?:es)? back|comes? back|gets? back) to normal\b", "normalise"),
    (r"\b(?:there is (?:an? )?)?improvement (?:is (?:observed|seen|noted|found|evident)|occurs)\b", "they improve"),
    # What holds of a drug's harm.
    (r"\b(?P<what>injury|damage|harm|\w*toxicity) (?:from|due to|caused by)\b", r"\g<what> of"),
    # What holds only then.
    (r"\bonly be (?P<done>\w+) (?P<when>after|once|when|if|while|until)\b", r"be \g<done> only \g<when>"),
    (r"\bonly (?P<verb>becomes?|is|are|appl(?:y|ies)) (?P<what>[^,;.:]{1,60}?) (?P<when>after|once|when|if)\b", r"\g<verb> \g<what> only \g<when>"),
    (r"\bonly (?:after|once|when|if)\b", "only after"),
    (r"\b(?:never|not|no) (?:less|fewer) than\b", "at least"),
    (r"\b(?:never|not|no) more than\b(?= \d)", "at most"),
    # Who decides, and what counts as what.
    (r"\b(?:(?:should|must|can) )?be (?:made|taken|left) (?:only )?(?:by|to) (?=the |an? )", "belong to "),
    (r"\b(?:rests?|lies?|are up|is up) (?:with|to) (?=the |an? )", "belong to "),
    (r"\b(?:is|are) (?:regarded|counted|taken|classed|classified|treated|considered|deemed|viewed) (?:as|to be)\b", "counts as"),
    (r"\bcounts? as\b", "counts as"),
    (r"\b(?:interprets|understands|takes) (?P<what>it|this|that|them|these) as\b", r"reads \g<what> as"),
    (r"\brul(?:e|es|ed|ing) out\b", "exclude"),
    # Ages and bounds.
    (r"\b(?:who are |aged |of )?(?P<n>\d+) years(?: of age| old)? (?:or|and) (?:over|older|above)\b(?! \d)", r"aged \g<n> or over"),
    (r"\baged (?P<n>\d+) (?:or|and) (?:older|above)\b(?! \d)", r"aged \g<n> or over"),
    (r"\baged aged\b", "aged"),
    (r"\b(?:at )?(?P<what>day|week|month) (?P<n>\d+) or (?:later|after)\b", r"no earlier than \g<what> \g<n>"),
    (r"\b(?:of )?(?P<n>\d[\d.,]*) or (?:higher|greater|above|over)\b(?! \d)", r"\g<n> or more"),
    (r"\b(?:of )?(?P<n>\d[\d.,]*) or (?:lower|under|below|fewer)\b(?! \d)", r"\g<n> or less"),
    (r"\b(?P<n>\d[\d.,-]*) (?P<unit>mg|g|mcg|µg|ml|units) of (?P<what>(?!(?:body|it|this|that|the|a)\b)\w+)", r"\g<what> \g<n> \g<unit>"),
    (r"\b(?:all|the|these|all of the|all the) (?=(?:two|three|four|five|six|seven|eight|nine|ten|\d+) \w+s\b)", ""),
    # The topic's findings in nouns and in verbs.
    (r"\b(?P<what>\w+)[- ]induced\b(?= (?:liver|hepat|kidney|lung|bone|skin)\w* )", r"\g<what>"),
)
_RULES = tuple((re.compile(pattern, re.IGNORECASE), made) for pattern, made in _SAYING)
#: The comma before the last of a list of short things.
_SERIAL = re.compile(r"(?<=, )(?P<last>\w[\w-]*(?: \w[\w-]*){0,3}), (?=(?:and|or) \w)|(?<=\w)(?P<two>, \w[\w-]*(?: \w[\w-]*){0,3}),(?= (?:and|or) \w)")
#: A name with its abbreviation behind it.
_ABBREVIATED = re.compile(r"(?P<long>(?:[^\W\d_]+ ){1,4})\((?P<short>[A-Z][A-Z0-9]{1,6})\)")
#: Quotation marks around words; a passage quotes a term where a text need not, and the other way round.
_QUOTED = re.compile("[\"\u201c](?P<words>[^\"\u201c\u201d]{1,40})[\"\u201d]")


def _abbreviated(found: re.Match[str]) -> str:
    """The abbreviation in the place of the name whose letters it takes; the words before the name stay."""
    words, letters = found["long"].split(), found["short"].casefold()
    for first in range(len(words) - 1, -1, -1):
        name = "".join(words[first:]).casefold()
        rest = iter(name)
        if name[0] == letters[0] and all(letter in rest for letter in letters if letter.isalpha()):
            return " ".join((*words[:first], found["short"]))
    return found.group()


def plain(text: str) -> str:
    """Return a text in the plainest of the ways of saying it."""
    text = _QUOTED.sub(r"\g<words>", text)
    text = _ABBREVIATED.sub(_abbreviated, text)
    text = _SERIAL.sub(lambda m: f"{m['last']} " if m["last"] else m["two"], text)
    for pattern, made in _RULES:
        text = pattern.sub(made, text)
    return " ".join(text.split())
