"""Words that mean one thing here and another there, told apart by what stands beside them."""

from __future__ import annotations

from collections.abc import Set

from service.safety.english import bounds, measures
from service.safety.english.wordlist import words
from service.safety.text.number_words import ROMAN
from service.safety.text.numerals import read_number
from service.safety.text.tokens import Kind, Raw, Token
from service.safety.text.whose_limit import of_a_laboratory

#: Parts of the day that head an amount ("morning: 50 mg").
_PART_WORDS = frozenset(("morning", "noon", "afternoon", "evening", "night", "bedtime", "breakfast", "lunch", "dinner"))
_SHORT_FREQUENCIES = _PART_WORDS | {"am", "pm"} | frozenset(measures.FREQUENCY_AFTER_AMOUNT)
_FIGURE_WORDS = words("uln upper twice double triple baseline half limit cap ceiling maximum threshold line mark")
_SENDERS = words("prescriber pharmacy pharmacist sender ward stock clinic doctor requester requestor gp surgery desk")
PAPERS = words("script scripts prescription prescriptions rx order orders request requests chart form fax letter note")
_BEFORE_A_MONTH = words("in since until till by last this next early late mid of from to during before after")
#: Words for results of any kind; the names of the topic's own come from its vocabulary.
TESTED = words("enzymes enzyme levels tests results")


#: Only words of these kinds are settled.
UNSETTLED = frozenset((Kind.LIMIT, Kind.QUALITY, Kind.VERB, Kind.COMPARATOR, Kind.MODAL))


def of_a_result(raw: list[Raw], i: int, tokens: list[Token]) -> bool:
    """Whether four digits stand right behind a laboratory name: a high result must never be taken for a year."""
    named = any(token.kind in (Kind.ANALYTE, Kind.PANEL) for token in tokens[-4:])
    return named and raw[i - 1].lower not in ("in", "since", "year", "dated", "(", "published")


def names_tablets(raw: list[Raw], i: int, j: int, before: Token | None) -> bool:
    """Whether a figure names tablets by their strength: "the 50s"; behind the name of a test the letter is a unit."""
    tested = before is not None and before.kind in (Kind.ANALYTE, Kind.PANEL)
    glued = j == i + 1 and j < len(raw) and raw[j].start == raw[i].end and raw[j].lower == "s"
    return glued and not tested and len(raw[i].text) > 1 and raw[i].text.isdigit()


_BY_MOUTH = words("po oral orally")


def roman_count(raw: list[Raw], i: int, tokens: list[Token]) -> float | None:
    """So many tablets in the figures of a prescription, behind what they count: "tabs iv", "50 mg tablets: take vi"."""
    count = ROMAN.get(raw[i].lower)
    before = [t for t in tokens[-6:] if t.kind is Kind.UNIT and t.id == "tablet"] if count else []
    if count is None or not before:
        return None
    taken = tokens[-1].kind is Kind.VERB and tokens[-1].id in ("take", "give")
    return count if tokens[-1] is before[-1] or (taken and count > 1) else None


def short_frequency(raw: list[Raw], i: int, tokens: list[Token]) -> tuple[str, float, float] | None:
    """Words that say how often only beside an amount: "bd", "AM:", "morning 50 mg", "75 mg morning and night"."""
    piece = raw[i]
    if piece.lower not in _SHORT_FREQUENCIES:
        return None
    after = raw[i + 1] if i + 1 < len(raw) else None
    headed = after is None or after.sort in "nl" or after.text in (":", "|", "-", "=", ",", ")")
    if piece.text in ("AM", "PM") and headed:
        return ("part:morning" if piece.text == "AM" else "part:evening"), 1.0, 1.0
    near = [t for t in tokens[-3:] if t.kind is not Kind.PUNCT and t.id not in ("and", "at")]
    near = [t for t in near if t.text.lower() not in _BY_MOUTH]
    if piece.lower in _PART_WORDS:
        heads = after is not None and (after.sort == "n" or after.text in (":", "=", "-"))
        follows = bool(near) and near[-1].kind in (Kind.UNIT, Kind.FREQUENCY, Kind.DRUG)
        return (f"part:{piece.lower}", 1.0, 1.0) if heads or follows else None
    early = measures.FREQUENCY_AFTER_AMOUNT.get(piece.lower)
    if early is None or not near:
        return None
    if piece.lower == "on":
        # An abbreviation for "every night" beside another of its kind, and a preposition everywhere else.
        return early if near[-1].text.lower() in ("om", "mane") and headed else None
    beside = near[-1].kind in (Kind.UNIT, Kind.NUMBER) or (
        piece.lower in ("bd", "od", "td") and near[-1].kind is Kind.DRUG
    )
    return early if beside else None


def given_up_to(parts: tuple[str, ...], raw: list[Raw], j: int) -> bool:
    """In "given up to 150 mg" nothing is given up."""
    return parts[-1] == "up" and parts[0][:3] in ("giv", "gav") and j < len(raw) and raw[j].lower == "to"


def _mass_follows(raw: list[Raw], j: int) -> bool:
    """As in "liver tests twice weekly, up 25 mg": a dose goes up."""
    return j + 1 < len(raw) and raw[j].lower[:1].isdigit() and raw[j + 1].lower in measures.MASS


def settled(token: Token, raw: list[Raw], j: int, tokens: list[Token], tested: Set[str]) -> Token:
    """Words of two kinds, told apart by what stands before them."""
    before = tokens[-1] if tokens else None
    if token.kind is Kind.LIMIT:
        return _limit(token, raw, j, tokens)
    if token.kind is Kind.QUALITY:
        if token.id == "normal" and before is not None and before.kind is Kind.MULTIPLE:
            return token._replace(kind=Kind.LIMIT, id="upper-limit")
        of_a_test = any(t.kind in (Kind.ANALYTE, Kind.PANEL, Kind.LIMIT) for t in tokens[-3:])
        if token.text.lower() in ("up", "fine", "ok", "hyper") and (not of_a_test or _mass_follows(raw, j)):
            return token._replace(kind=Kind.WORD)
        if token.form == "past" and token.text.lower() == "raised" and not of_a_test and not _describes(raw, j, tested):
            return token._replace(kind=Kind.VERB, id="raise")
    if token.kind is Kind.VERB and (
        _holds_amount(token, raw, j, tokens)
        or _sent_back(token, raw, j)
        or _arrives(token, tokens)
        or _liquid(token, before, raw, j)
    ):
        return token._replace(kind=Kind.WORD, id="", form="")
    if (
        token.kind is Kind.MODAL
        and token.text == "May"
        and before is not None
        and before.text.lower() in _BEFORE_A_MONTH
    ):
        return token._replace(kind=Kind.DATE, id="month")
    if token.kind is Kind.VERB and token.id == "exceed":
        return token._replace(kind=Kind.COMPARATOR, id=">", form=f"verb:{token.form}")
    if (
        token.kind is Kind.COMPARATOR
        and token.text.lower() in bounds.ONLY_BEFORE_NUMBER
        and not _figure_follows(raw, j)
    ):
        return token._replace(kind=Kind.WORD, id="")
    return token


def _limit(token: Token, raw: list[Raw], j: int, tokens: list[Token]) -> Token:
    if token.id == "range" and token.text.lower() == "ref":
        return token._replace(kind=Kind.WORD, id="ref")
    if token.id == "plain":
        mine = of_a_laboratory(raw, j, tokens)
        return token._replace(id="upper-limit") if mine else token._replace(kind=Kind.WORD, id="")
    if token.text.lower() == "base":
        mine = _figure_follows(raw, j) and any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in tokens[-8:])
        return token if mine else token._replace(kind=Kind.WORD, id="")
    times = bool(tokens) and tokens[-1].kind is Kind.MULTIPLE
    return token._replace(id="upper-limit") if token.id == "range" and times else token


def _holds_amount(token: Token, raw: list[Raw], j: int, tokens: list[Token]) -> bool:
    """As in "each tablet holds 50 mg"."""
    if token.id != "hold" or token.form != "third":
        return False
    tablet = any(t.kind is Kind.UNIT and t.id == "tablet" for t in tokens[-4:])
    return tablet and read_number(raw, j) is not None


def _liquid(token: Token, before: Token | None, raw: list[Raw], j: int) -> bool:
    """As in "50 mg/5 mL suspension", "suspension 50 mg/5 mL": a form of the drug, and no pause of it."""
    measured = before is not None and (before.kind is Kind.UNIT or before.text.lower() == "oral")
    return token.text.lower() == "suspension" and (measured or read_number(raw, j) is not None)


def _sent_back(token: Token, raw: list[Raw], j: int) -> bool:
    """As in "returned to the prescriber": an order goes back, not a drug."""
    if token.id != "restart" or not token.text.lower().startswith("return"):
        return False
    return bool({r.lower for r in raw[j : j + 3]} & _SENDERS)


def _arrives(token: Token, tokens: list[Token]) -> bool:
    """As in "the script has come down for 100 mg": a paper arrives, and no dose changes."""
    if token.id not in ("raise", "reduce") or not token.text.lower().startswith(("come", "came", "coming", "comes")):
        return False
    return any(t.text.lower() in PAPERS for t in tokens[-3:])


def _figure_follows(raw: list[Raw], j: int) -> bool:
    while j < len(raw) and raw[j].lower in ("the", "a", "an", "his", "her", "of"):
        j += 1
    return j < len(raw) and (raw[j].sort == "n" or read_number(raw, j) is not None or raw[j].lower in _FIGURE_WORDS)


def _describes(raw: list[Raw], j: int, tested: Set[str]) -> bool:
    """As in "raised enzymes": a test follows, and no sign stands between."""
    near = raw[j : j + 2]
    return any(r.lower in tested and all(b.sort == "l" for b in near[:k]) for k, r in enumerate(near))
