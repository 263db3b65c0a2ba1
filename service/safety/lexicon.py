"""Closed lists of English words that change what a text advises; no drug, analyte or disease is named here."""

from __future__ import annotations

#: Verbs by class: base forms; a phrase is inflected on its first word. `verbs` spells out every form.
VERBS: dict[str, str] = {
    "restart": "restart re-start resume reintroduce re-introduce rechallenge re-challenge reinstitute re-institute reinstate "
    "recommence re-commence reinitiate re-initiate retry reestablish re-establish reload redose re-dose readminister "
    "re-administer retrial|go_back_on|put_back_on|bring_back|come_back_on|get_back_on|start_again|begin_again|try_again|"
    "take_again|go_back_to|return_to|revert_to|go_back_in|put_back|go_straight_back_to|start_over|pick_up_again|switch_back_to|"
    "start_back_on|start_back|give_again|use_again|step_back_up",
    "start": "start begin initiate commence introduce institute launch",
    "give": "give administer use prescribe dose dispense supply offer provide inject try deliver order_up employ "
    "co-prescribe coadminister co-administer combine load redispense target|put_on|place_on|treat_with|opt_for|aim_for|settle_on",
    "take": "take receive swallow ingest tolerate consume|stay_at",
    "continue": "continue maintain persist proceed persevere|carry_on|keep_on|keep_going|"
    "press_on|stick_with|ride_out|go_on|push_on|push_through|keep_taking|keep_giving|soldier_on|stay_the_course|see_through|stay_on|remain_on|leave_on|leave_unchanged",
    "keep": "keep",
    "raise": "increase raise escalate uptitrate up-titrate titrate bump boost add augment advance elevate push|step_up|go_up|"
    "move_up|work_up_to|build_up|go_to|push_to|scale_up|ramp_up|turn_up|put_up|top_up|go_higher|climb_to|aim_higher|up_the",
    "reduce": "reduce lower decrease cut trim taper deescalate de-escalate downtitrate down-titrate drop minimise minimize "
    "diminish shrink wean|step_down|go_down|cut_back|cut_down|back_off|dial_down|scale_down|come_down|taper_down",
    "hold": "hold withhold pause suspend interrupt omit|put_on_hold|keep_holding|keep_off|stay_off|keep_stopped|leave_off|hold_off",
    "stop": "stop discontinue cease withdraw halt terminate quit abandon end abort drop_altogether|come_off|take_off|"
    "break_off|leave_out|give_up|phase_out|go_off|get_off",
    "switch": "switch change replace substitute convert swap|move_to|go_over_to",
    "test": "check test monitor measure recheck re-check retest re-test draw assess evaluate screen surveil sample "
    "remeasure|follow_up|keep_an_eye_on",
    "repeat": "repeat",
    "avoid": "avoid refuse forbid prohibit preclude reject decline refrain prevent bar ban contraindicate disallow "
    "resist discourage oppose|warn_against|advise_against|guard_against|steer_clear_of|rule_out|shy_away_from",
    "exceed": "exceed surpass overstep|go_above|go_over|go_beyond|rise_above|go_past|top_out_above|climb_above",
    "hesitate": "hesitate fear worry fret mind dread|be_afraid|think_twice|be_scared|shy_from|be_shy",
    "ignore": "ignore override disregard waive bypass relax bend breach break skip neglect discount dismiss overrule overlook "
    "circumvent forget disobey suspend_the_rule lift loosen violate|work_around|get_around|set_aside|do_away_with|"
    "talk_away|look_past|brush_off",
    "fail": "fail forget_to|omit_to|neglect_to",
    "allow": "allow permit tolerate_up_to authorise authorize accept approve endorse support justify warrant favour favor license",
    "recommend": "recommend advise suggest propose urge prefer encourage counsel instruct",
    "state": "state say describe report recommend_that list give_as set mention cite note find show publish print "
    "specify write read claim define name put_at quote|call_for|set_out|lay_down",
    "study": "study compare enrol enroll randomise randomize treat investigate analyse analyze include observe review examine",
    "record": "record document code log file register",
    "refer": "refer contact consult call phone ask discuss tell inform alert ring escalate_to|speak_to|talk_to|seek_advice",
    "rise": "rise climb fall normalise normalize settle improve recover resolve peak worsen deteriorate "
    "double_up recur relapse persist_above flare subside|return_to_normal|return_to_baseline|go_back_to_normal|go_back_to_baseline",
    "consider": "consider think_about contemplate",
    "apply": "apply hold_true bind govern count matter",
    "confirm": "confirm verify double-check doublecheck establish determine ensure",
    "wait": "wait delay defer postpone await",
    "divide": "divide split halve_into crush dissolve",
    "exclude": "exclude look_for search_for",
}

IRREGULAR: dict[str, tuple[str, str]] = {
    # base: (past, past participle)
    "give": ("gave", "given"),
    "take": ("took", "taken"),
    "have": ("had", "had"),
    "get": ("got", "gotten"),
    "go": ("went", "gone"),
    "put": ("put", "put"),
    "bring": ("brought", "brought"),
    "come": ("came", "come"),
    "keep": ("kept", "kept"),
    "begin": ("began", "begun"),
    "hold": ("held", "held"),
    "withhold": ("withheld", "withheld"),
    "withdraw": ("withdrew", "withdrawn"),
    "cut": ("cut", "cut"),
    "quit": ("quit", "quit"),
    "draw": ("drew", "drawn"),
    "bend": ("bent", "bent"),
    "break": ("broke", "broken"),
    "forget": ("forgot", "forgotten"),
    "say": ("said", "said"),
    "set": ("set", "set"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "read": ("read", "read"),
    "write": ("wrote", "written"),
    "tell": ("told", "told"),
    "ring": ("rang", "rung"),
    "rise": ("rose", "risen"),
    "fall": ("fell", "fallen"),
    "leave": ("left", "left"),
    "stick": ("stuck", "stuck"),
    "ride": ("rode", "ridden"),
    "see": ("saw", "seen"),
    "forbid": ("forbade", "forbidden"),
    "overlook": ("overlooked", "overlooked"),
    "override": ("overrode", "overridden"),
    "shrink": ("shrank", "shrunk"),
    "think": ("thought", "thought"),
    "speak": ("spoke", "spoken"),
    "seek": ("sought", "sought"),
    "be": ("was", "been"),
    "bind": ("bound", "bound"),
    "steer": ("steered", "steered"),
    "build": ("built", "built"),
    "split": ("split", "split"),
    "overstep": ("overstepped", "overstepped"),
    "swap": ("swapped", "swapped"),
    "stay": ("stayed", "stayed"),
    "lay": ("laid", "laid"),
    "retry": ("retried", "retried"),
    "try": ("tried", "tried"),
    "pay": ("paid", "paid"),
    "put_at": ("put_at", "put_at"),
}
#: Verbs whose last consonant doubles.
DOUBLING = frozenset(
    ["stop", "cut", "quit", "drop", "trim", "skip", "step", "bar", "ban", "begin", "forbid", "forget", "swap", "plan", "refer", "set", "put", "get", "run", "split", "retrial", "prefer", "recur", "bump_"]
)

#: Nouns of the verbs' classes ("discontinuation"), read as the verb with form `noun`.
NOUNS: dict[str, str] = {
    "restart": "reintroduction re-introduction rechallenge re-challenge rechallenges resumption reinstatement reinitiation "
    "re-initiation recommencement retreatment re-exposure reexposure restarts",
    "start": "initiation commencement introduction induction",
    "give": "administration usage dosing dosage",
    "continue": "continuation maintenance persistence",
    "raise": "escalation uptitration up-titration titration increment increments",
    "reduce": "reduction reductions de-escalation deescalation tapering",
    "hold": "interruption hold holds",
    "stop": "discontinuation cessation withdrawal termination discontinuations",
    "switch": "substitution replacement",
    "test": "monitoring surveillance testing measurement checks retesting tests test",
    "avoid": "avoidance",
}

#: Words that deny. `form` tells how they work; phrases with a space are matched whole.
NEGATORS: dict[str, str] = {
    "not": "not",
    "n't": "not",
    "cannot": "not",
    "cant": "not",
    "dont": "not",
    "wont": "not",
    "shouldnt": "not",
    "mustnt": "not",
    "never": "never",
    "no": "no",
    "nobody": "no",
    "nothing": "no",
    "none": "no",
    "neither": "neither",
    "nor": "nor",
    "without": "without",
    "rather than": "rather-than",
    "instead of": "rather-than",
    "in place of": "rather-than",
    "as opposed to": "rather-than",
    "no longer": "no-longer",
    "not any longer": "no-longer",
    "under no circumstances": "never",
    "on no account": "never",
    "in no case": "never",
    "at no time": "never",
    "no reason to": "no-reason",
    "far from": "not",
    "by no means": "never",
    "hardly": "hardly",
    "scarcely": "hardly",
    "barely": "hardly",
    "seldom": "hardly",
    "rarely": "hardly",
}
CONTRACTED = frozenset(
    ["don't", "doesn't", "didn't", "won't", "wouldn't", "shouldn't", "mustn't", "can't", "couldn't", "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "needn't", "mightn't", "shan't", "ain't", "oughtn't", "mayn't"]
)

COMPARATORS: dict[str, str] = {
    ">": ">",
    ">=": ">=",
    "<": "<",
    "<=": "<=",
    "=": "=",
    "above": ">",
    "over": ">",
    "beyond": ">",
    "past": ">",
    "more than": ">",
    "greater than": ">",
    "higher than": ">",
    "larger than": ">",
    "bigger than": ">",
    "in excess of": ">",
    "exceeding": ">",
    "upwards of": ">=",
    "upward of": ">=",
    "north of": ">",
    "at least": ">=",
    "no less than": ">=",
    "not less than": ">=",
    "no lower than": ">=",
    "not lower than": ">=",
    "not under": ">=",
    "not below": ">=",
    "never less than": ">=",
    "never below": ">=",
    "never under": ">=",
    "a minimum of": ">=",
    "minimum of": ">=",
    "a floor of": ">=",
    "or more": ">=+",
    "or above": ">=+",
    "or over": ">=+",
    "or higher": ">=+",
    "or greater": ">=+",
    "and above": ">=+",
    "and over": ">=+",
    "and up": ">=+",
    "and upwards": ">=+",
    "or less": "<=+",
    "or lower": "<=+",
    "or below": "<=+",
    "or under": "<=+",
    "or fewer": "<=+",
    "or so": "~",
    "up to": "<=",
    "as much as": "<=",
    "as high as": "<=",
    "no more than": "<=",
    "not more than": "<=",
    "no higher than": "<=",
    "not higher than": "<=",
    "no greater than": "<=",
    "not above": "<=",
    "not over": "<=",
    "never more than": "<=",
    "never above": "<=",
    "never over": "<=",
    "never beyond": "<=",
    "not beyond": "<=",
    "at most": "<=",
    "a maximum of": "<=",
    "maximum of": "<=",
    "max of": "<=",
    "capped at": "<=",
    "limited to": "<=",
    "below": "<",
    "under": "<",
    "less than": "<",
    "lower than": "<",
    "smaller than": "<",
    "fewer than": "<",
    "short of": "<",
    "equal to": "=",
    "equals": "=",
    "equalling": "=",
    "about": "~",
    "approximately": "~",
    "approx": "~",
    "around": "~",
    "roughly": "~",
    "nearly": "~",
    "almost": "~",
    "circa": "~",
    "some": "~",
    "~": "~",
}

LIMITS: dict[str, str] = {
    **dict.fromkeys(
        (
            "uln",
            "unl",
            "ulrr",
            "upper limit of normal",
            "upper limit of the normal range",
            "upper limit of normal range",
            "upper limit of the reference range",
            "upper limit of reference",
            "upper limit of the lab",
            "upper limit",
            "upper limits of normal",
            "upper normal limit",
            "upper normal",
            "upper reference limit",
            "upper range of normal",
            "upper end of normal",
            "upper bound of normal",
            "upper lab limit",
            "upper laboratory limit",
            "normal limit",
            "limit of normal",
            "reference limit",
            "top of normal",
            "top of the normal range",
            "normal range up to",
            "normal up to",
            "lab limit",
            "laboratory limit",
            "lab max",
        ),
        "upper-limit",
    ),
    **dict.fromkeys(
        (
            "baseline",
            "base line",
            "usual",
            "usual value",
            "usual level",
            "pre-treatment value",
            "pretreatment value",
            "pre-treatment level",
            "pre-event value",
            "own baseline",
            "b/l",
            "bl",
        ),
        "baseline",
    ),
    **dict.fromkeys(("reference range", "normal range", "ref range", "reference interval", "rr", "nr", "ref"), "range"),
}

#: Words for factors; `form` verb when the word is an order ("double the dose").
MULTIPLES: dict[str, tuple[float, str]] = {
    "double": (2, "verb"),
    "doubling": (2, "verb"),
    "doubles": (2, "verb"),
    "doubled": (2, "past"),
    "triple": (3, "verb"),
    "tripling": (3, "verb"),
    "triples": (3, "verb"),
    "tripled": (3, "past"),
    "quadruple": (4, "verb"),
    "quadrupled": (4, "past"),
    "halve": (0.5, "verb"),
    "halving": (0.5, "verb"),
    "halved": (0.5, "past"),
    "half": (0.5, ""),
    "twice": (2, ""),
    "thrice": (3, ""),
    "twofold": (2, ""),
    "threefold": (3, ""),
    "fourfold": (4, ""),
    "fivefold": (5, ""),
    "sixfold": (6, ""),
    "sevenfold": (7, ""),
    "eightfold": (8, ""),
    "tenfold": (10, ""),
}

#: Times a day (lowest, highest) of frequency words; `id` keeps the word, parts of the day are `part:...`.
FREQUENCIES: dict[str, tuple[str, float, float]] = {
    **dict.fromkeys(("daily", "qd", "q.d.", "o.d.", "once daily", "once-daily", "nightly", "every day"), ("daily", 1.0, 1.0)),
    **dict.fromkeys(("each day", "each morning", "every morning", "each night", "every night", "every evening"), ("daily", 1.0, 1.0)),
    **dict.fromkeys(("each evening", "qam", "qpm", "qhs", "once nightly", "everyday", "single daily dose"), ("daily", 1.0, 1.0)),
    **dict.fromkeys(("bid", "b.i.d.", "b.d.", "twice daily", "twice-daily", "bis in die", "bds"), ("twice", 2.0, 2.0)),
    **dict.fromkeys(("tid", "t.i.d.", "tds", "t.d.s.", "thrice daily", "ter in die", "tid."), ("three", 3.0, 3.0)),
    **dict.fromkeys(("qid", "q.i.d.", "qds", "q.d.s."), ("four", 4.0, 4.0)),
    **dict.fromkeys(("alternate days", "every other day", "every second day", "qod", "q.o.d."), ("alternate", 1.0, 1.0)),
    **dict.fromkeys(("alternating days", "on alternating days", "each alternate day", "alternate day", "eod"), ("alternate", 1.0, 1.0)),
    **dict.fromkeys(("weekly", "once weekly", "once-weekly", "every week", "each week"), ("weekly", 1 / 7, 1 / 7)),
    **dict.fromkeys(("twice weekly", "twice-weekly"), ("weekly", 2 / 7, 2 / 7)),
    **dict.fromkeys(("thrice weekly",), ("weekly", 3 / 7, 3 / 7)),
    **dict.fromkeys(("fortnightly", "every fortnight", "every other week", "alternate weeks"), ("fortnightly", 1 / 14, 1 / 14)),
    **dict.fromkeys(("biweekly", "bi-weekly", "semi-weekly"), ("biweekly", 1 / 14, 2 / 7)),
    **dict.fromkeys(("monthly", "once monthly", "every month", "each month"), ("monthly", 1 / 30, 1 / 30)),
    **dict.fromkeys(("quarterly", "every quarter"), ("quarterly", 1 / 91, 1 / 91)),
    **dict.fromkeys(("every other month", "bimonthly"), ("monthly", 1 / 60, 1 / 60)),
    **dict.fromkeys(("yearly", "annually", "every year", "once a year"), ("yearly", 1 / 365, 1 / 365)),
    **dict.fromkeys(("hourly", "every hour"), ("hourly", 24.0, 24.0)),
    **dict.fromkeys(("in a day", "in one day", "in a single day", "in any day", "on any day", "in any one day"), ("per-day", 1.0, 1.0)),
    **dict.fromkeys(("on any one day", "within 24 hours", "over 24 hours", "over a day", "on a single day"), ("per-day", 1.0, 1.0)),
    **dict.fromkeys(("per 24 hours", "per diem", "in 24 hours", "every 24 hours"), ("per-day", 1.0, 1.0)),
    **dict.fromkeys(("mane", "in the morning", "in the mornings", "with breakfast", "at breakfast"), ("part:morning", 1.0, 1.0)),
    **dict.fromkeys(("before breakfast", "after breakfast", "upon waking", "on waking", "mornings"), ("part:morning", 1.0, 1.0)),
    **dict.fromkeys(("at noon", "midday", "at midday", "with lunch", "at lunch", "at lunchtime", "after lunch"), ("part:noon", 1.0, 1.0)),
    **dict.fromkeys(("in the afternoon", "noon", "at teatime"), ("part:noon", 1.0, 1.0)),
    **dict.fromkeys(("in the evening", "in the evenings", "with dinner", "with supper", "at dinner"), ("part:evening", 1.0, 1.0)),
    **dict.fromkeys(("with the evening meal", "this evening", "evenings", "after dinner", "at supper"), ("part:evening", 1.0, 1.0)),
    **dict.fromkeys(("nocte", "at night", "at bedtime", "before bed", "hs", "bedtime", "tonight", "on nocte"), ("part:night", 1.0, 1.0)),
    **dict.fromkeys(("in divided doses", "divided doses", "as divided doses"), ("divided", 1.0, 1.0)),
    **dict.fromkeys(("once daily or in two doses", "in one or two doses", "in one dose"), ("divided", 1.0, 1.0)),
    **dict.fromkeys(("once daily or in two doses", "in a single dose", "in total", "as a single dose"), ("divided", 1.0, 1.0)),
}
#: Comparators that are ordinary prepositions unless a figure follows.
ONLY_BEFORE_NUMBER = frozenset(["past", "over", "under", "around", "about", "some", "nearly", "almost", "circa", "short"])
#: Abbreviations that are frequencies only after an amount or a unit.
FREQUENCY_AFTER_AMOUNT: dict[str, tuple[str, float, float]] = {
    "od": ("daily", 1.0, 1.0),
    "bd": ("twice", 2.0, 2.0),
    "td": ("three", 3.0, 3.0),
    "om": ("part:morning", 1.0, 1.0),
    "on": ("", 1.0, 1.0),
    "once": ("daily", 1.0, 1.0),
    "twice": ("twice", 2.0, 2.0),
    "thrice": ("three", 3.0, 3.0),
    "am": ("part:morning", 1.0, 1.0),
    "pm": ("part:evening", 1.0, 1.0),
}

#: Days in one of each.
TIME_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("day", "days", "d"), ("day", 1.0)),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "w", "weeks'", "week's"), ("week", 7.0)),
    **dict.fromkeys(("month", "months", "mo", "mos", "mth", "mths"), ("month", 30.0)),
    **dict.fromkeys(("year", "years", "yr", "yrs", "y"), ("year", 365.0)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), ("hour", 1 / 24)),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), ("minute", 1 / 1440)),
    **dict.fromkeys(("fortnight", "fortnights"), ("fortnight", 14.0)),
    **dict.fromkeys(("quarter-year",), ("quarter", 91.0)),
}
#: Of these only after a number or a slash.
TIME_LETTERS = frozenset(("d", "w", "y", "h", "mo", "min"))

MASS: dict[str, str] = {
    **dict.fromkeys(
        ("mg", "mgs", "milligram", "milligrams", "milligramme", "milligrammes", "mgm", "mgms", "mlg", "mgr"), "mg"
    ),
    **dict.fromkeys(("miligram", "miligrams", "milligam", "milligrams'", "毫克", "мг", "mг", "миллиграмм"), "mg"),
    **dict.fromkeys(
        ("µg", "ug", "mcg", "mcgs", "microgram", "micrograms", "microgramme", "microgrammes", "微克", "мкг"), "µg"
    ),
    **dict.fromkeys(("ng", "nanogram", "nanograms"), "ng"),
    **dict.fromkeys(("g", "gm", "gms", "gram", "grams", "gramme", "grammes", "gr", "grm", "克"), "g"),
    **dict.fromkeys(("cg", "centigram", "centigrams"), "cg"),
    **dict.fromkeys(("dg", "decigram", "decigrams"), "dg"),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("stone", "stones"), "stone"),
    **dict.fromkeys(("grain", "grains"), "grain"),
}
#: mg in one of each; kg and lb are body measures.
MG: dict[str, float] = {"mg": 1.0, "µg": 1e-3, "ng": 1e-6, "g": 1e3, "cg": 10.0, "dg": 100.0, "grain": 64.8}
OTHER_UNITS: dict[str, str] = {
    **dict.fromkeys(("ml", "mls", "millilitre", "millilitres", "milliliter", "milliliters", "cc"), "mL"),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), "L"),
    **dict.fromkeys(("teaspoon", "teaspoons", "tsp", "teaspoonful", "teaspoonfuls"), "tsp"),
    **dict.fromkeys(("%", "percent", "per cent", "pct"), "%"),
    **dict.fromkeys(
        ("cm", "centimetre", "centimetres", "mm", "inch", "inches", "feet", "metres", "mmhg", "bpm"), "measure"
    ),
    **dict.fromkeys(("tablet", "tablets", "tab", "tabs", "pill", "pills", "capsule", "capsules", "caps"), "tablet"),
    **dict.fromkeys(("°c", "°f", "kcal", "msv", "hz", "kda"), "measure"),
    **dict.fromkeys(("iu", "units", "unit", "meq", "mmol"), "amount"),
}
#: Unit signs that are units only straight after a number (or a hyphen after one).
ONLY_AFTER_NUMBER = frozenset(
    ["g", "l", "gm", "gr", "cc", "kilo", "kilos", "pound", "pounds", "stone", "stones", "unit", "units", "grain", "grains", "feet", "inch", "mm", "cm", "d", "on"]
)

QUALITIES: dict[str, str] = {
    **dict.fromkeys(
        (
            "normal",
            "nl",
            "wnl",
            "within normal limits",
            "in range",
            "within range",
            "in the normal range",
            "unremarkable",
        ),
        "normal",
    ),
    **dict.fromkeys(
        ("within the normal range", "within normal range", "normal again", "back to normal", "fine", "ok"), "normal"
    ),
    **dict.fromkeys(("normalised", "normalized", "normalises", "normalizes", "normalise", "normalize"), "normal"),
    **dict.fromkeys(
        ("elevated", "raised", "high", "abnormal", "deranged", "elevation", "elevations", "hyper", "up"), "raised"
    ),
    **dict.fromkeys(("not normal", "out of range", "outside the normal range", "above normal"), "raised"),
}

MODALS = frozenset(["should", "must", "may", "might", "can", "could", "would", "will", "shall", "ought", "need", "needs", "needn't", "better"])
PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("it", "its", "this", "that", "these", "those", "them", "they", "same", "which"), "thing"),
    **dict.fromkeys(("he", "she", "his", "her", "him", "hers"), "patient"),
    **dict.fromkeys(("i", "my", "me", "we", "our", "us", "mine"), "speaker"),
    **dict.fromkeys(("you", "your", "yours"), "reader"),
}
CONJUNCTIONS: dict[str, str] = {
    **dict.fromkeys(("and", "plus", "&", "as well as"), "and"),
    **dict.fromkeys(("or", "and/or"), "or"),
    **dict.fromkeys(("but", "however", "yet", "whereas", "still"), "but"),
    **dict.fromkeys(
        ("if", "provided", "provided that", "assuming", "in case", "should the", "as long as", "so long as"), "if"
    ),
    **dict.fromkeys(("when", "whenever", "once", "after", "as soon as", "upon", "following", "where"), "when"),
    **dict.fromkeys(("while", "during", "whilst"), "while"),
    **dict.fromkeys(("unless", "except", "except when", "except if", "other than", "apart from", "save"), "unless"),
    **dict.fromkeys(("until", "till"), "until"),
    **dict.fromkeys(("before", "prior to"), "before"),
    **dict.fromkeys(
        ("although", "though", "despite", "even if", "even though", "even when", "regardless", "in spite of"), "despite"
    ),
    **dict.fromkeys(
        ("regardless of", "irrespective of", "notwithstanding", "no matter", "whatever", "even with", "even at"),
        "despite",
    ),
    **dict.fromkeys(("because", "since", "as"), "because"),
    **dict.fromkeys(("so", "therefore", "hence", "thus", "then"), "then"),
    **dict.fromkeys(
        ("only", "solely", "exclusively", "only if", "only when", "only while", "only after", "only once"), "only"
    ),
}
