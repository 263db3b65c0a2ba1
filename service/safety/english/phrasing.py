"""Closed lists of English that tell advice from report, approval from refusal, and a limit from a soft limit."""

from __future__ import annotations

from service.safety.english.wordlist import phrases, words

APPROVING = words(
    "acceptable fine safe reasonable appropriate ok okay allowed permitted permissible suitable "
    "tolerable justified justifiable sensible wise ideal good adequate sufficient equivalent feasible "
    "possible needed necessary required indicated standard usual alright effective optimal correct "
    "right sound harmless best okayed workable manageable unproblematic warranted legitimate viable "
    "advisable preferable worthwhile well-tolerated tolerated encouraged recommended satisfactory "
    "great perfect enough"
)
#: Words that let a finding be: nothing is done about it.
LETTING_BE = words(
    "trivial harmless unimportant insignificant expected usual transient minor mild reassure reassured reassuring "
    "reassurance worry worrying alarm alarming panic wait watch watchful observe observation nothing noise blip "
    "artefact artifact benign innocent adaptation adapts settle settles pass"
)
REFUSING = words(
    "unsafe inappropriate unacceptable unreasonable unwise dangerous harmful contraindicated "
    "excessive wrong forbidden prohibited inadvisable unjustified unjustifiable unnecessary "
    "unsuitable incorrect toxic overdosing overdosage breach violation "
    "mistake error pitfall pitfalls hazardous risky overdose needless "
    "imprudent unsound reckless outlawed banned impossible false untrue untenable problem problems "
    "harm issue hurt harmed objection objections danger contraindication contraindications concern concerns bad "
    "unethical unlawful barrier obstacle reason drawback downside taboo careless unsatisfactory "
    "unfounded inadequate ill-advised superfluous pointless"
)
#: Of the refusing words these refuse only what follows "no" or "nothing" ("no harm in"); alone they describe.
ONLY_UNDER_NO = words(
    "problem problems harm issue objection objections danger contraindication contraindications "
    "concern concerns barrier obstacle reason drawback downside taboo"
)
#: A limit by name; "upper limit" of a laboratory is a LIMIT token.
LIMIT_NOUNS = words(
    "limit limits ceiling cap caps threshold thresholds maximum max line lines cut-off cutoff "
    "restriction restrictions rule rules schedule guideline plateau bound boundary"
)
#: A line at which something is done; whose limit it is, other words tell.
LINES = words("line lines threshold thresholds mark cut-off cutoff trigger")
DOSE_LIMIT_NOUNS = words("limit ceiling cap maximum max bound upper-limit plateau")
#: Of a limit that is denied to be one of these.
FIRM = words("hard strict firm absolute binding real fixed true mandatory rigid sacred final definite")
#: Words that take a limit's force away.
SOFTENING = words(
    "soft flexible arbitrary guidance suggestion conservative outdated optional theoretical negotiable old-fashioned "
    "lenient loose cautious overcautious over-cautious overly exaggerated guide advisory elastic indicative debatable "
    "obsolete historical outmoded bureaucratic movable moveable aspirational notional nominal voluntary discretionary "
    "stretchable tentative provisional fluid symbolic adjustable adaptable pliable malleable porous unofficial "
    "informal non-binding nonbinding unenforceable antiquated superseded"
)
#: What a limit is called that is "only" one of these.
NO_MORE_THAN = words("recommendation guideline suggestion opinion convention habit proposal tradition number figure")
ENDORSING = tuple(
    tuple(phrase.split())
    for phrase in phrases(
        "sound advice, good advice, so can you, so should you, so could you, you can too, do the same, take the "
        "same, have the same, you should too, so give it, so take it, follow suit, follow this, follow that, "
        "follow them, we agree, i agree, works well, worked well, no reason not, as well here, also here, also "
        "applies, applies here, copy this, adopt this, use it, try it, is right, are right, is correct, should we, "
        "feel free, were he my, were she my, were he mine, were she mine, were i you, if i were, in your shoes, in "
        "her shoes, in his shoes, go ahead, follow it, go by it, go by that, go by this, go with it, go with that, "
        "go with this, act on it, act on that, act on this, stick to it, stick to that, stick with it, stick with "
        "that, keep to it, keep to that, adhere to it, adhere to that, comply with it, comply with that, abide by "
        "it, abide by that, work from it, work from that, work to it, do as it says, do what it says, do as they "
        "say, do just that, do exactly that, as written, as charted, as printed, honour it, honor it, trust it, "
        "believe it, obey it, give as stated, put it into practice, follow its advice, follow his advice, follow "
        "her advice, follow their advice, heed it"
    )
)
#: Before "normal" these say that a value is not.
ALMOST = words("nearly almost close mildly mostly largely approaching towards near practically virtually")
#: Values on their way down are not normal yet.
IMPROVING = words(
    "improving improves falling falls settling settles recovering recovers declining declines decreasing decreases "
    "downtrending downtrend halved halving better lower dropping drops sinking sinks easing eases subsiding subsides "
    "receding recedes waning wanes shrinking diminishing lessening abating abates tumbling tumbles dwindling "
    "normalising normalizing resolving resolves downward downwards fall decline improvement descent"
)
#: Predicates that tell of risk instead of advising.
RISK = words(
    "risk risks common toxicity hepatotoxicity associated hazard harm injury exceeds linked "
    "side-effects adverse toxic reactions reaction"
)
#: Words of a sentence that warns of an interaction.
WARNING = RISK | words(
    "interaction interactions interact interacts warn warns warning contraindicated contraindicates "
    "raises raise increases increase cut cutting lower lowered reduced reduce serious severe marrow "
    "leukopenia caution careful only specialist pharmacist question asks if whether level levels "
    "figure factor"
)
PERMANENT = words("permanently permanent indefinitely forever lifelong definitively")
PERMANENT_PHRASES = (
    ("for", "good"),
    ("for", "ever"),
    ("never", "restart"),
    ("never", "to"),
    ("never", "again"),
    ("once", "and", "for", "all"),
    ("for", "life"),
    ("point", "of", "no", "return"),
    ("for", "evermore"),
)
#: The dose at which the injury occurred, in words.
SAME_DOSE_WORDS = words(
    "previous earlier original former usual prior old same full pre-injury regular normal habitual customary tolerated"
)
#: With the words above: what is meant is the dose of before.
SAME_DOSE_NOUNS = words("dose doses dosage regimen level strength amount schedule tablets")
#: What is said of a statement that does not hold.
UNTRUE = words("wrong false untrue mistaken nonsense incorrect myth misconception fiction fallacy rubbish")
PARTS_OF_DAY = words("morning noon midday afternoon evening night bedtime am pm breakfast lunch dinner supper")
FAST = words(
    "quickly rapidly immediately fast abruptly tomorrow today overnight straightaway aggressively at-once swiftly"
)
DRUG_NOUNS = words(
    "dose doses dosage drug treatment therapy medication medicine tablets tablet regimen amount strength"
)
#: Behind the name of a drug these make it an attribute: "raises the drug's levels" is no dose change.
DRUG_ATTRIBUTES = words(
    "level levels concentration concentrations toxicity hepatotoxicity exposure metabolism metabolite "
    "metabolites clearance effect effects risk risks activity injury reaction reactions monitoring "
    "intolerance"
)
RECURRENCE = words(
    "third fourth recurrent recur recurs recurred recurring recurrence relapse relapses relapsed flare second "
    "reappear reappears re-elevation rebound rebounds"
)
#: Common words of English: a sentence about the drug without any of them, and without advice, is not English.
ENGLISH = words(
    "the a an of to in on is are was were be been and or for with on at by from as that this it its not "
    "no if when after before than then may can should must will would could has have had do does "
    "which who what while until until only more most less at all any each per day daily patient "
    "patients dose doses liver risk normal above below within between during because since into out "
    "about over under but so such also other these those there their his her your our we you he she "
    "they i my me ever never once remains remain stays stay back now still off up down total first last next highest "
    "lowest same new old other with current supply refills refill each again today "
    "practice balance summary short general principle theory conclusion addition fact brief particular contrast "
    "get gets got second third another try chance deserves "
    "experience opinion view detail total future meantime interim case plan"
)
#: Common words of other languages that English does not use.
FOREIGN = words(
    "le la les une des du au aux par pour avec sur dans jour jours mois semaine est sont être peut "
    "doit pas ne et ou sous après avant der die das und oder mit nach vor bei täglich tag tage woche "
    "wochen ist sind kann soll muss nicht kein keine auf eine einen dosis el los las una uno con por "
    "para día días semana semanas puede debe está después hasta sin diario diaria dosis mg/día il lo "
    "gli di del della con per giorno giorni settimana può deve dopo fino senza dose/die de het een en "
    "van met voor dag dagen per/dag kan moet niet na tot o os um uma com dia dias semana pode deve "
    "após até sem não och att med efter per/dag dagligen kan ska inte reprendre reprenez prendre "
    "donner donnez arrêter continuer augmenter wieder beginnen weiter geben erhöhen absetzen "
    "reiniciar reanudar tomar aumentar suspender riprendere prendere aumentare sospendere hervatten"
) - {
    "die",
    "per",
    "on",
    "a",
    "i",
    "in",
    "den",
    "no",
    "an",
    "as",
    "o",
    "do",
    "me",
    "at",
    "so",
    "we",
    "he",
    "per/dag",
    "con",
    "para",
    "lo",
    "la",
    "est",
}
