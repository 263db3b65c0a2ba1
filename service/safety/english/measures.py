"""Words and signs for amounts: how often, how long, and in what unit."""

from __future__ import annotations

from service.safety.english.wordlist import listed, phrases, words

#: Parts of the day, by what people say for them.
PARTS_OF_DAY: dict[str, tuple[str, ...]] = {
    "morning": phrases(
        "mane, mornings, qam, a.m., a.m, in the morning, in the mornings, each morning, every morning, this morning, "
        "omni mane, in the a.m., in the am, with breakfast, at breakfast, before breakfast, after breakfast, "
        "over breakfast, upon waking, on waking, on rising, on getting up, first thing, at dawn, o.m., o.m"
    ),
    "noon": phrases(
        "midday, noon, lunchtime, at noon, before noon, at midday, with lunch, at lunch, at lunchtime, after lunch, "
        "before lunch, over lunch, at dinnertime"
    ),
    "afternoon": phrases(
        "in the afternoon, in the afternoons, every afternoon, each afternoon, this afternoon, at teatime"
    ),
    "evening": phrases(
        "evenings, p.m., p.m, vespere, in the evening, in the evenings, every evening, each evening, this evening, "
        "in the pm, in the p.m., with dinner, with supper, at dinner, at supper, after dinner, after supper, "
        "before dinner, before supper, with the evening meal, with your evening meal, over dinner, at dusk, with tea"
    ),
    "night": phrases(
        "nocte, hs, bedtime, nightly, qhs, qpm, tonight, at night, at bedtime, before bed, on nocte, omni nocte, "
        "each night, every night, once nightly, on retiring, on going to bed, last thing, last thing at night, "
        "before sleep, o.n., o.n"
    ),
}
#: Phrases that say how often: id, times a day (lowest, highest), phrases.
_OFTEN: tuple[tuple[str, float, float, tuple[str, ...]], ...] = (
    (
        "daily",
        1,
        1,
        phrases("daily, qd, q.d., o.d., everyday, once daily, every day, each day, single daily dose, once a day"),
    ),
    (
        *("twice", 2, 2),
        phrases(
            "bid, b.i.d, b.i.d., b.d., bds, twice daily, bis in die, bis die, bis die sumendum, bd dosing, bd regimen, "
            "twice a day, morning and evening, morning and night, night and morning, mornings and evenings, "
            "mane et nocte, "
            "mane nocte, am and pm, am & pm, am/pm, at each end of the day, at both ends of the day, every half day"
        ),
    ),
    (
        "three",
        3,
        3,
        phrases("tid, t.i.d, t.i.d., tds, t.d.s., tid., thrice daily, ter in die, ter die, ter die sumendum"),
    ),
    ("four", 4, 4, phrases("qid, q.i.d, q.i.d., qds, q.d.s., quater in die, quater die, quater die sumendum")),
    (
        *("part:meals", 3, 3),
        phrases(
            "with each meal, with every meal, with meals, at mealtimes, at each meal, at meals, at every meal, "
            "with your meals, after each meal, after every meal, after meals, before meals, before each meal"
        ),
    ),
    (
        *("alternate", 1, 1),
        phrases(
            "qod, q.o.d., eod, alternate days, every other day, every second day, alternating days, "
            "on alternating days, "
            "each alternate day, alternate day"
        ),
    ),
    (
        *("weekly", 1 / 7, 1 / 7),
        phrases("weekly, once weekly, week by week, week after week, week on week, every week, each week"),
    ),
    ("weekly", 2 / 7, 2 / 7, phrases("twice weekly")),
    ("weekly", 3 / 7, 3 / 7, phrases("thrice weekly")),
    (
        *("fortnightly", 1 / 14, 1 / 14),
        phrases("fortnightly, every fortnight, each fortnight, every other week, alternate weeks"),
    ),
    ("biweekly", 1 / 14, 2 / 7, phrases("biweekly, bi-weekly, semi-weekly")),
    ("monthly", 1 / 30, 1 / 30, phrases("monthly, once monthly, every month, each month")),
    ("quarterly", 1 / 91, 1 / 91, phrases("quarterly, every quarter, each quarter, per quarter, once a quarter")),
    ("monthly", 1 / 60, 1 / 60, phrases("every other month, bimonthly")),
    ("yearly", 1 / 365, 1 / 365, phrases("yearly, annually, every year, once a year")),
    ("hourly", 24, 24, phrases("hourly, every hour")),
    (
        *("per-day", 1, 1),
        phrases(
            "in a day, in one day, in a single day, in any day, on any day, in any one day, on any one day, "
            "on a single day, "
            "within 24 hours, over 24 hours, over a day, per 24 hours, per diem, in 24 hours, every 24 hours, "
            "across the day, across a day, over the day, through the day, throughout the day, during the day, "
            "over the waking day, in the course of the day, over the course of the day"
        ),
    ),
    (
        *("divided", 1, 1),
        phrases(
            "in divided doses, divided doses, as divided doses, once daily or in two doses, in one or two doses, "
            "in one dose, in a single dose, in total, as a single dose"
        ),
    ),
)
#: Times a day (lowest, highest) of frequency words; `id` keeps the word, parts of the day are `part:...`.
FREQUENCIES: dict[str, tuple[str, float, float]] = {
    **{phrase: (name, float(low), float(high)) for name, low, high, told in _OFTEN for phrase in told},
    **{phrase: (f"part:{slot}", 1.0, 1.0) for slot, told in PARTS_OF_DAY.items() for phrase in told},
}
#: The same as bare nouns, which are parts of the day only beside an amount: "one goes in the night pot".
PART_NOUNS: dict[str, str] = {
    **dict.fromkeys(listed("morning am breakfast dawn sunrise waking rising wakes rises forenoon"), "morning"),
    **dict.fromkeys(listed("noon midday lunch lunchtime"), "noon"),
    **dict.fromkeys(listed("afternoon teatime tea"), "afternoon"),
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
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = words(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
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
