"""Words and signs for amounts: how often, how long, and in what unit."""

from __future__ import annotations

from service.safety.wordlist import words

#: Times a day (lowest, highest) of frequency words; `id` keeps the word, parts of the day are `part:...`.
FREQUENCIES: dict[str, tuple[str, float, float]] = {
    **dict.fromkeys(
        ("daily", "qd", "q.d.", "o.d.", "once daily", "once-daily", "nightly", "every day"), ("daily", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("each day", "each morning", "every morning", "each night", "every night", "every evening"), ("daily", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("each evening", "qam", "qpm", "qhs", "once nightly", "everyday", "single daily dose"), ("daily", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("bid", "b.i.d", "b.i.d.", "b.d.", "twice daily", "twice-daily", "bis in die", "bds"), ("twice", 2.0, 2.0)
    ),
    **dict.fromkeys(
        ("tid", "t.i.d", "t.i.d.", "tds", "t.d.s.", "thrice daily", "ter in die", "tid."), ("three", 3.0, 3.0)
    ),
    **dict.fromkeys(("qid", "q.i.d", "q.i.d.", "qds", "q.d.s."), ("four", 4.0, 4.0)),
    **dict.fromkeys(
        ("alternate days", "every other day", "every second day", "qod", "q.o.d."), ("alternate", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("alternating days", "on alternating days", "each alternate day", "alternate day", "eod"),
        ("alternate", 1.0, 1.0),
    ),
    **dict.fromkeys(
        (
            "weekly",
            "once weekly",
            "week by week",
            "week after week",
            "week on week",
            "once-weekly",
            "every week",
            "each week",
        ),
        ("weekly", 1 / 7, 1 / 7),
    ),
    **dict.fromkeys(("twice weekly", "twice-weekly"), ("weekly", 2 / 7, 2 / 7)),
    **dict.fromkeys(("thrice weekly",), ("weekly", 3 / 7, 3 / 7)),
    **dict.fromkeys(
        ("fortnightly", "every fortnight", "every other week", "alternate weeks"), ("fortnightly", 1 / 14, 1 / 14)
    ),
    **dict.fromkeys(("biweekly", "bi-weekly", "semi-weekly"), ("biweekly", 1 / 14, 2 / 7)),
    **dict.fromkeys(("monthly", "once monthly", "every month", "each month"), ("monthly", 1 / 30, 1 / 30)),
    **dict.fromkeys(("quarterly", "every quarter"), ("quarterly", 1 / 91, 1 / 91)),
    **dict.fromkeys(("every other month", "bimonthly"), ("monthly", 1 / 60, 1 / 60)),
    **dict.fromkeys(("yearly", "annually", "every year", "once a year"), ("yearly", 1 / 365, 1 / 365)),
    **dict.fromkeys(("hourly", "every hour"), ("hourly", 24.0, 24.0)),
    **dict.fromkeys(
        ("in a day", "in one day", "in a single day", "in any day", "on any day", "in any one day"),
        ("per-day", 1.0, 1.0),
    ),
    **dict.fromkeys(
        ("on any one day", "within 24 hours", "over 24 hours", "over a day", "on a single day"), ("per-day", 1.0, 1.0)
    ),
    **dict.fromkeys(("per 24 hours", "per diem", "in 24 hours", "every 24 hours"), ("per-day", 1.0, 1.0)),
    **dict.fromkeys(
        ("mane", "in the morning", "in the mornings", "with breakfast", "at breakfast"), ("part:morning", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("before breakfast", "after breakfast", "upon waking", "on waking", "mornings"), ("part:morning", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("at noon", "before noon", "midday", "at midday", "with lunch", "at lunch", "at lunchtime", "after lunch"),
        ("part:noon", 1.0, 1.0),
    ),
    **dict.fromkeys(("in the afternoon", "noon", "at teatime"), ("part:noon", 1.0, 1.0)),
    **dict.fromkeys(
        ("in the evening", "in the evenings", "with dinner", "with supper", "at dinner"), ("part:evening", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("with the evening meal", "this evening", "evenings", "after dinner", "at supper"), ("part:evening", 1.0, 1.0)
    ),
    **dict.fromkeys(
        ("nocte", "at night", "at bedtime", "before bed", "hs", "bedtime", "tonight", "on nocte"),
        ("part:night", 1.0, 1.0),
    ),
    **dict.fromkeys(("in divided doses", "divided doses", "as divided doses"), ("divided", 1.0, 1.0)),
    **dict.fromkeys(("once daily or in two doses", "in one or two doses", "in one dose"), ("divided", 1.0, 1.0)),
    **dict.fromkeys(
        ("once daily or in two doses", "in a single dose", "in total", "as a single dose"), ("divided", 1.0, 1.0)
    ),
}
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
ONLY_AFTER_NUMBER = words(
    "g l gm gr cc kilo kilos pound pounds stone stones unit units grain grains feet inch mm cm d on"
)
