"""The closed list of English phrases that relax something, and the words before them that turn them round."""

from __future__ import annotations

import regex

from service.safety.text.patterns import listed_pattern

#: One pattern a line: `a|b` alternatives and `x?` options are read as written.
_PHRASES = r"""
no needs?
no (?:[\w-]+ ){1,3}(?:is|are) (?:really |strictly |actually )?(?:needed|required|necessary|called for|warranted)
need not
(?:neither|nor) (?:needs?|must|should) (?:you|we|one|i|she|he|they)|nor do (?:you|we|i|she|he|they) (?:need|have)
needn't
needs? no
need never
not (?:really |strictly |actually )?(?:needed|required|necessary|mandatory|essential|obligatory|compulsory)
not (?:really |strictly |actually )?(?:called for|warranted|indicated)
(?:isn't|aren't|wasn't) (?:needed|required|necessary|mandatory|essential|called for|warranted|indicated)
(?:don't|doesn't|do not|does not|won't) (?:have to|need|require)
no (?:call|grounds?|point|reason|cause|occasion|benefit|value|use|obligation|necessity)
unnecessary|unneeded|superfluous|redundant|pointless|dispensable|optional|overkill|a formality
a waste|waste of|wasted
adds? (?:nothing|little)
nothing else
no further (?:tests?|bloods?|checks?|work-up|workup|monitoring|action|steps|follow-up|investigations?|review)
no longer (?:needed|required|necessary|applies|apply|counts?|relevant)
(?:only )?needs? only|only needs?
(?:will|would) do
(?:is|are|be) (?:fine|ok|okay|acceptable|adequate|enough|sufficient|allowed|permitted|reasonable|safe|sensible)
fine too|okay to|ok to|happy for|happy to
acceptable|accepted|adequate|suffices?|permissible|tolerable|defensible|proportionate
(?:good|close|near|low|safe|soon|often) enough
no (?:harm|problem|objections?|worries|bar|obstacle|danger|issue|downside|drawback)
no matter(?! how (?:small|low|little|few|short|mild))
nothing (?:wrong|stops|prevents|against|speaks against|to worry|to fear|to lose|alarming|serious)
(?:wouldn't|won't|can't|would not|will not|cannot) hurt
do(?:es)? no harm
harmless|benign|innocent|innocuous|trivial|unimportant|negligible|insignificant
not (?:a |an |any )?(?:worry|concern|worrying|alarming|alarm|problem|emergency|serious|severe|issue)
isn't (?:a |any )?(?:worry|concern|worrying|alarming|serious|severe)
(?:rarely|seldom|hardly) important
makes? no (?:difference|odds)
(?:doesn't|does not|didn't) (?:affect|change|alter)
(?:doesn't|does not|don't|do not|didn't) matter
(?:doesn't|does not|don't|do not|didn't) rule out(?! (?:\S+ ){0,3}(?:injury|hepatotoxicity|toxicity|damage|reaction))
never mind|all right|alright|discretion|feel free|go ahead|textbook|a counsel of perfection
as (?:you|they|she|he) (?:like|likes|please|pleases|wish|wishes)
if (?:you|they|she|he) (?:like|likes|wish|wishes|want|wants|prefer|prefers)
merely
paper (?:rule|exercise|tiger)|nicety|niceties|technicality|technicalities|ritual|superstition|fetish|window dressing
red tape|bureaucracy|box-ticking|tick-box|pedantry|pedantic|nit-picking|hair-splitting
belt-and-braces|belt and braces|ivory tower|old wives ?' tale|old wives' tale|folklore|dogma|dogmatic|cosmetic
overcautious|over-cautious|overly cautious|excessive caution|nannying|fussy|fussiness|quaint
(?:only|just|mainly|purely|merely) (?:for show|on paper|in theory|for the (?:file|record|books|lawyers|auditors))
honoured in the breach|honored in the breach|has had its day|belongs? (?:in|to) the (?:past|textbooks?|museum)
counsels? of perfection|theoretical|of academic interest|nobody (?:does|bothers|waits|checks|minds)
(?:can|may|could|will) wait
(?:until|till|at|to|for|in) (?:the |her |his |your |their |its )?next (?:visit|clinic|appointment|review|check)
(?:until|till|at|to|for|in) (?:the |her |his |your |their |its )?next (?:bloods|blood tests?|test|outpatient)
(?:until|till|at|to|for|in) (?:the |her |his |your |their |its )?next (?:week|month|year)
next (?:routine|scheduled|planned|regular)
routine (?:check|visit|appointment|appt|clinic|review|slot|bloods|test|follow-up)
when convenient|at (?:your|her|his|their) convenience|in due course|some time|sometime|at some point
no (?:rush|hurry)|not urgent|isn't urgent|nothing urgent|non-urgent
(?:after|over) the weekend|sleep it off|wait and see|watch and wait|watchful waiting|ride it out
(?:settles?|passes|pass) (?:by itself|on its own)|(?:it'll|it will) pass
skip|skips|skipped|skipping|dispense with|dispensed with|dispensing with|make do|makes do
(?:do|does|done|go) without|forgo|forego|forgoing|spares?|spared|struck off|strike off
cancel|cancels|cancelled|cancelling|postpones?|postponed|postponing|defers?|deferred|deferring|put off
delays?|delayed|delaying|shortens?|shortened|shortening|relax|relaxes|relaxed|relaxing
(?:brush|brushed|shrug|shrugged) off|(?:bring|brought) forward|waives?|waived
"""
RELAXING = listed_pattern(_PHRASES)
_BEFORE = "not|never|cannot|can't|no|hardly|without|far from|nowhere near|neither|nor|avoid|rather than|instead of"
_BETWEEN = (
    "be|to|a|an|the|by|any|really|yet|itself|ever|simply|just|also|quite|safely|being|at|it|been|both|that|this|"
    "wait|waiting|for|until|till"
)
#: A denial right before a relaxation turns it round: "is not enough", "cannot wait", "never skip".
TURNED = regex.compile(rf"(?:(?<!\w)(?:{_BEFORE})|n't)(?: (?:{_BETWEEN}))*$")
