"""What a key, a column head or an element name says of its value, by closed lists of words."""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from service.safety.english.measures import MASS, MG, OTHER_UNITS, TIME_UNITS
from service.safety.english.phrasing import PARTS_OF_DAY
from service.safety.english.verbs import VERB_FORMS
from service.safety.english.wordlist import words

Role = Literal[
    "name", "strength", "amount", "count", "unit", "often", "at", "part", "when", "for", "case", "state", "supply",
    "number", "range", "other",
]  # fmt: skip

#: Role by a word of the label; the first list that holds one of the label's words decides.
_ROLES: tuple[tuple[Role, frozenset[str]], ...] = (
    ("supply", words("supply supplied dispense dispensed disp mitte refill refills repeats pack packs stock")),
    ("state", words("status state")),
    ("number", words(
        "id ids code system version url uri identifier nhs mrn bed room ward phone tel fax page lot "
        "batch gtin ndc snomed bleep resource type kind"
    )),
    ("unit", words("unit units uom")),
    ("strength", words("strength str")),
    ("for", words("duration length")),
    ("count", words("count qty quantity tablets tabs pills capsules tablet tab caps")),
    ("often", words(
        "freq frequency sig timing times often interval per period regimen posology directions schedule"
    )),
    ("when", words("week weeks day days month months phase stage visit date from start wk")),
    ("amount", words("dose doses dosage amount amt value result")),
    ("range", words("range limit limits uln lln upper lower reference ref normal")),
    ("name", words(
        "drug drugs medication medications medicine medicines med meds medicament product agent preparation substance "
        "name generic brand rx test analyte parameter investigation marker"
    )),
    ("at", words("time at clock hour slot")),
    ("case", words(
        "if when condition criterion criteria band weight finding situation case trigger patient patients population "
        "group event scenario"
    )),
)  # fmt: skip
#: Words of a label that add nothing to its role: what is left when they are taken away has to be said.
_FILLERS = words(
    "value text display instruction instructions action actions plan advice recommendation note notes comment "
    "message answer reply response output summary body description content entry entries item items order orders "
    "detail details title additional codeable concept coding and rate repeat timing dosage dose of the a concept "
    "resource list data payload body request prescription no num number drug medication how given per range"
)
_MASS_WORDS = frozenset(w for w, unit in MASS.items() if unit in MG and unit != "grain")
_PLACES = words("day week month phase stage visit wk date")
_COUNTED = words("tablets tablet tabs tab pills pill capsules caps times tests puffs drops")
_TIMES = frozenset(w for w in TIME_UNITS if len(w) > 1 and w != "min")
_MEASURES = (
    _MASS_WORDS | words("kg") | frozenset(w for w in OTHER_UNITS if len(w) > 1 and w != "unit") | _COUNTED | _TIMES
)
_WRITTEN_OUT = {
    "min": "minimum",
    "max": "maximum",
    "freq": "frequency",
    "qty": "quantity",
    "wk": "week",
    "wks": "weeks",
}
_SPLIT = regex.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|[\s_]+|(?<=\p{L})-(?=\p{L})")
_SIGNS = regex.compile(r"[()\[\]{}\"*]|(?<!\d):|:(?!\d)")
_NUMBER = regex.compile(r"[<>≤≥=~±]{0,2}\s?\d+(?:[.,]\d+)*(?:\s?(?:-|–|to)\s?\d+(?:[.,]\d+)*)?")
_LINKING = words("when if until unless before after at by to with without needs not never and or every no")
_STEPS = words("step steps increment increments increase increases")
_TABLET_HEAD = regex.compile(r"(\d+(?:\.\d+)?\s?[a-zµ]{1,3})\W{0,2}(?:tablets?|tabs?|pills?|capsules?|caps?)\b")
_CLOCK = regex.compile(r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?)")
_DATE = r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:\d\d){1,2}"
_TIME_VALUE = regex.compile(rf"{_DATE}|(?:from |by |until |after )?(?:weeks?|wk|days?|months?|phase|visit)\s?-?\d.*")


MOST_WORDS_OF_A_PART = 3


class Label(NamedTuple):
    """A label as words, its role, and the place of the word that measures its value (-1 when none does)."""

    words: tuple[str, ...]
    role: Role
    measure: int

    @property
    def text(self) -> str:
        """The label as it would be said."""
        return " ".join(self.words)

    @property
    def core(self) -> Label:
        """The label without the words in front that add nothing to its role."""
        first = 0
        while first < len(self.words) - 1 and self.words[first].lower() in _FILLERS - _WORDS_OF[self.role]:
            first += 1
        return Label(self.words[first:], self.role, max(-1, self.measure - first))

    @property
    def unmeasured(self) -> str:
        """The label without the words that measure its value: "drug" of `Drug (mg)`."""
        return " ".join(self.words if self.measure < 0 else self.words[: self.measure])

    @property
    def about(self) -> bool:
        """Whether the label begins with a place in a schedule: "day", "week", "phase"."""
        return self.words[:1] != () and self.words[0].lower() in _PLACES

    @property
    def of_steps(self) -> bool:
        """Whether the label is of the size of increases or of the time between them."""
        return bool({w.lower() for w in self.words} & _STEPS) and self.words[0] not in ("maximum", "tests")

    @property
    def starts(self) -> bool:
        """Whether the label begins with the word of its role."""
        return self.words[:1] != () and self.words[0].lower() in _WORDS_OF[self.role]

    @property
    def bare(self) -> bool:
        """Whether the label says no more than its role: `dose_mg` is, `first_dose_mg` is not."""
        rest = {w.lower() for w in self.words} - _FILLERS - _MEASURES - _WORDS_OF[self.role]
        return not rest


_WORDS_OF: dict[Role, frozenset[str]] = {
    **dict(_ROLES),
    "part": PARTS_OF_DAY | words("in the at dose"),
    "other": frozenset(),
}


def read_label(label: str) -> Label:
    """Take a label apart: `first_dose_mg`, `timesPerDay`, `Drug (mg)`, `Dose [mg/day]`."""
    plain = _SIGNS.sub(" ", label).replace("/", " per ").strip()
    found = [w for w in _SPLIT.split(plain) if w]
    kept = [_WRITTEN_OUT.get(w.lower(), w if w.isupper() and len(w) < 5 else w.lower()) for w in found]
    said = tuple(_per(kept))
    lower = tuple(w.lower() for w in said)
    measure = next((i for i, w in enumerate(lower) if w in _MEASURES), -1)
    return Label(said, _role(lower, measure), measure)


def _per(said: list[str]) -> list[str]:
    """In "mg day" and "mg kg day" the time and the weight are what the mass is for."""
    out: list[str] = []
    for word in said:
        before = out[-1].lower() if out else ""
        mass = before in _MASS_WORDS and (word.lower() in _TIMES or word.lower() in ("d", "kg", "m2"))
        if mass or (before in ("kg", "m2") and "per" in out and word.lower() in ("day", "d")):
            out.append("per")
        out.append(word)
    return out


def _role(lower: tuple[str, ...], measure: int) -> Role:
    held = set(lower)
    if held & PARTS_OF_DAY or _CLOCK.fullmatch(" ".join(lower)):
        return "part"
    if measure >= 0 and lower[measure] in _MASS_WORDS and not held & words("strength str unit units"):
        return "amount"
    if lower[measure : measure + 1] == ("times",):
        return "often"
    return next((role for role, listed in _ROLES if held & listed), "other")


def is_part(value: str) -> bool:
    """Whether a value is a part of the day: "morning", "at night", "with breakfast"."""
    said = value.lower().split()
    return len(said) <= MOST_WORDS_OF_A_PART and bool(set(said) & PARTS_OF_DAY)


def is_number(value: str) -> bool:
    """Whether a value is a bare figure or a range of two."""
    return _NUMBER.fullmatch(value.strip()) is not None


def is_time(value: str) -> bool:
    """Whether a value names a place in a schedule: "Week 2", "Days 1-14"."""
    return _TIME_VALUE.fullmatch(value.strip().lower()) is not None


def is_strength(label: str) -> bool:
    """Whether a head is a strength of tablets, of which the cells under it are counts: "50 mg tablets"."""
    return _TABLET_HEAD.search(label.lower()) is not None


def is_clock(value: str) -> bool:
    """Whether a value is a time of day."""
    return _CLOCK.fullmatch(value.strip().lower()) is not None


def with_value(label: Label, value: str) -> str:
    """A label and its value as they would be said: the figure stands before the word that measures it.

    An order keeps its own clause: "the drug: continue".
    """
    value = value.strip()
    if (
        (value.split(" ", 1)[0].lower().rstrip(",;"),) in VERB_FORMS
        and label.words[-1:] != ()
        and label.words[-1] not in _LINKING
    ):
        return f"{label.text}: {value}"
    head = _TABLET_HEAD.search(label.text) if is_number(value) else None
    if head is not None:
        return f"{value} × {head[1]}"
    if label.measure < 0 or not is_number(value):
        return f"{label.text} {value}".strip()
    before, after = label.words[: label.measure], label.words[label.measure :]
    if before[-1:] == ("per",):
        return f"{' '.join(before[:-1])} {value} times per {' '.join(after)}".strip()
    return " ".join((*before, value, *after))


def alone(label: Label, value: str) -> str:
    """A value with the measure of its label and nothing else: `dose_mg: 50` is "50 mg"."""
    value = value.strip()
    if label.measure < 0 or not is_number(value):
        return value
    return " ".join((value, *label.words[label.measure :]))
