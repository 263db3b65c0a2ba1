"""Words and signs for amounts: how often, how long, and in what unit."""

from __future__ import annotations

from service.safety.wordlist import listed, words

#: Parts of the day, by what people say for them.
PARTS_OF_DAY: dict[str, tuple[str, ...]] = {
    "morning": (
        *listed("mane mornings qam a.m. a.m"),
        *(
            "in the morning",
            "in the mornings",
            "each morning",
            "every morning",
            "this morning",
            "omni mane",
            "in the a.m.",
        ),
        *("with breakfast", "at breakfast", "before breakfast", "after breakfast", "over breakfast"),
        *("upon waking", "on waking", "on rising", "on getting up", "first thing", "in the am", "at dawn"),
    ),
    "noon": (
        *listed("midday noon lunchtime"),
        *("at noon", "before noon", "at midday", "with lunch", "at lunch", "at lunchtime", "after lunch"),
        *("before lunch", "in the afternoon", "in the afternoons", "at teatime", "at dinnertime", "over lunch"),
    ),
    "evening": (
        *listed("evenings p.m. p.m vespere"),
        *(
            "in the evening",
            "in the evenings",
            "every evening",
            "each evening",
            "this evening",
            "in the pm",
            "in the p.m.",
        ),
        *("with dinner", "with supper", "at dinner", "at supper", "after dinner", "after supper", "before dinner"),
        *("with the evening meal", "with your evening meal", "over dinner", "at dusk", "before supper", "with tea"),
    ),
    "night": (
        *listed("nocte hs bedtime nightly qhs qpm tonight"),
        *("at night", "at bedtime", "before bed", "on nocte", "omni nocte", "each night", "every night"),
        *("once nightly", "on retiring", "on going to bed", "last thing", "last thing at night", "before sleep"),
    ),
}

#: Times a day (lowest, highest) of frequency words; `id` keeps the word, parts of the day are `part:...`.
FREQUENCIES: dict[str, tuple[str, float, float]] = {
    **dict.fromkeys(listed("daily qd q.d. o.d. everyday once-daily"), ("daily", 1.0, 1.0)),
    **dict.fromkeys(("once daily", "every day", "each day", "single daily dose", "once a day"), ("daily", 1.0, 1.0)),
    **dict.fromkeys(listed("bid b.i.d b.i.d. b.d. bds twice-daily"), ("twice", 2.0, 2.0)),
    **dict.fromkeys(
        ("twice daily", "bis in die", "bis die", "bis die sumendum", "morning and evening", "morning and night"),
        ("twice", 2.0, 2.0),
    ),
    **dict.fromkeys(
        ("night and morning", "mornings and evenings", "mane et nocte", "mane nocte", "am and pm", "am & pm"),
        ("twice", 2.0, 2.0),
    ),
    **dict.fromkeys(
        ("bd dosing", "bd regimen", "twice-a-day", "twice a day", "at each end of the day", "at both ends of the day"),
        ("twice", 2.0, 2.0),
    ),
    **dict.fromkeys(
        ("every half day", "every half-day", "am/pm"),
        ("twice", 2.0, 2.0),
    ),
    **dict.fromkeys(listed("tid t.i.d t.i.d. tds t.d.s. tid."), ("three", 3.0, 3.0)),
    **dict.fromkeys(("thrice daily", "ter in die", "ter die", "ter die sumendum"), ("three", 3.0, 3.0)),
    **dict.fromkeys(
        (
            "with each meal",
            "with every meal",
            "with meals",
            "at mealtimes",
            "at each meal",
            "at meals",
            "at every meal",
        ),
        ("part:meals", 3.0, 3.0),
    ),
    **dict.fromkeys(
        ("with your meals", "after each meal", "after every meal", "after meals", "before meals", "before each meal"),
        ("part:meals", 3.0, 3.0),
    ),
    **dict.fromkeys(listed("qid q.i.d q.i.d. qds q.d.s."), ("four", 4.0, 4.0)),
    **dict.fromkeys(("quater in die", "quater die", "quater die sumendum"), ("four", 4.0, 4.0)),
    **dict.fromkeys(listed("qod q.o.d. eod"), ("alternate", 1.0, 1.0)),
    **dict.fromkeys(
        ("alternate days", "every other day", "every second day", "alternating days", "on alternating days"),
        ("alternate", 1.0, 1.0),
    ),
    **dict.fromkeys(("each alternate day", "alternate day"), ("alternate", 1.0, 1.0)),
    **dict.fromkeys(
        ("weekly", "once weekly", "week by week", "week after week", "week on week", "once-weekly", "every week"),
        ("weekly", 1 / 7, 1 / 7),
    ),
    **dict.fromkeys(("each week",), ("weekly", 1 / 7, 1 / 7)),
    **dict.fromkeys(("twice weekly", "twice-weekly"), ("weekly", 2 / 7, 2 / 7)),
    **dict.fromkeys(("thrice weekly",), ("weekly", 3 / 7, 3 / 7)),
    **dict.fromkeys(
        ("fortnightly", "every fortnight", "every other week", "alternate weeks", "each fortnight"),
        ("fortnightly", 1 / 14, 1 / 14),
    ),
    **dict.fromkeys(("biweekly", "bi-weekly", "semi-weekly"), ("biweekly", 1 / 14, 2 / 7)),
    **dict.fromkeys(("monthly", "once monthly", "every month", "each month"), ("monthly", 1 / 30, 1 / 30)),
    **dict.fromkeys(("quarterly", "every quarter"), ("quarterly", 1 / 91, 1 / 91)),
    **dict.fromkeys(("every other month", "bimonthly"), ("monthly", 1 / 60, 1 / 60)),
    **dict.fromkeys(("yearly", "annually", "every year", "once a year"), ("yearly", 1 / 365, 1 / 365)),
    **dict.fromkeys(("hourly", "every hour"), ("hourly", 24.0, 24.0)),
    **dict.fromkeys(
        ("in a day", "in one day", "in a single day", "in any day", "on any day", "in any one day", "on any one day"),
        ("per-day", 1.0, 1.0),
    ),
    **dict.fromkeys(
        (
            "within 24 hours",
            "over 24 hours",
            "over a day",
            "on a single day",
            "per 24 hours",
            "per diem",
            "in 24 hours",
        ),
        ("per-day", 1.0, 1.0),
    ),
    **dict.fromkeys(
        ("every 24 hours", "across the day", "over the day", "through the day", "throughout the day", "during the day"),
        ("per-day", 1.0, 1.0),
    ),
    **dict.fromkeys(
        ("over the waking day", "in the course of the day", "over the course of the day", "across a day"),
        ("per-day", 1.0, 1.0),
    ),
    **{phrase: (f"part:{slot}", 1.0, 1.0) for slot, phrases in PARTS_OF_DAY.items() for phrase in phrases},
    **dict.fromkeys(
        ("in divided doses", "divided doses", "as divided doses", "once daily or in two doses", "in one or two doses"),
        ("divided", 1.0, 1.0),
    ),
    **dict.fromkeys(("in one dose", "in a single dose", "in total", "as a single dose"), ("divided", 1.0, 1.0)),
}
#: The same as bare nouns, which are parts of the day only beside an amount: "one goes in the night pot".
PART_NOUNS: dict[str, str] = {
    **dict.fromkeys(listed("morning am breakfast dawn sunrise waking rising wakes rises forenoon"), "morning"),
    **dict.fromkeys(listed("noon midday lunch lunchtime afternoon teatime tea"), "noon"),
    **dict.fromkeys(listed("evening pm dinner supper dusk sunset"), "evening"),
    **dict.fromkeys(listed("night bedtime bed retiring sleep midnight"), "night"),
}
#: Abbreviations that are frequencies only after an amount or a unit.
FREQUENCY_AFTER_AMOUNT: dict[str, tuple[str, float, float]] = {
    "od": ("daily", 1.0, 1.0),
    "bd": ("twice", 2.0, 2.0),
    "td": ("three", 3.0, 3.0),
    "om": ("part:morning", 1.0, 1.0),
    "on": ("part:night", 1.0, 1.0),
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
    **dict.fromkeys(
        listed("tablet tablets tab tabs tabl tbl pill pills capsule capsules caps caplet caplets"), "tablet"
    ),
    **dict.fromkeys(listed("vial vials ampoule ampoules ampule ampules amps ampul sachet sachets"), "tablet"),
    **dict.fromkeys(("°c", "°f", "kcal", "msv", "hz", "kda"), "measure"),
    **dict.fromkeys(("iu", "units", "unit", "meq", "mmol"), "amount"),
}
#: Unit signs that are units only straight after a number (or a hyphen after one).
ONLY_AFTER_NUMBER = words(
    "g l gm gr cc kilo kilos pound pounds stone stones unit units grain grains feet inch mm cm d on"
)
