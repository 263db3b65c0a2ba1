"""Figures, names and operators are read from words as a clinician reads them."""

from __future__ import annotations

import math

import pytest

from service.safety.text.lexer import MAX_PIECES, UNREAD, Kind, lex
from service.safety.text.tokens import Token
from tests.safety.vocabulary import SMALL


def only(text: str, kind: Kind) -> Token:
    found = [t for t in lex(text, SMALL).tokens if t.kind is kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("200 mg", 200, 200),
        ("200,000 mcg", 200_000, 200_000),
        ("200 000 µg", 200_000, 200_000),
        ("2 0 0 mg", 200, 200),
        ("0,2 g", 0.2, 0.2),
        (".2 g", 0.2, 0.2),
        ("2×10² mg", 200, 200),
        ("2e2 mg", 200, 200),
        ("100-200 mg", 100, 200),
        ("100 to 200 mg", 100, 200),
        ("between 100 and 200 mg", 100, 200),
        ("2 to 2.5 mg/kg", 2, 2.5),
        ("150+ mg", 150, math.inf),
        ("two hundred milligrams", 200, 200),
        ("two hundred and twenty-five mg", 225, 225),
        ("a couple of hundred mg", 200, 200),
        ("a few hundred mg", 200, 900),
        ("one seventy-five mg", 175, 175),
        ("one fifty mg", 150, 150),
        ("one and a half tablets", 1.5, 1.5),
        ("1 1/2 tablets", 1.5, 1.5),
        ("1½ tablets", 1.5, 1.5),
        ("a quarter of a gram", 0.25, 0.25),
        ("nought point two g", 0.2, 0.2),
        ("two oh oh mg", 200, 200),
        ("ii tabs", 2, 2),
        ("0.2 thousand mg", 200, 200),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, low: float, high: float) -> None:
    token = only(text, Kind.NUMBER)
    assert (token.low, token.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "readings"),
    [("1.000 mg", {1.0, 1000.0}), ("200,000 µg", {200_000.0, 200.0}), ("15² mg", {15.0, 152.0, 225.0})],
)
def test_a_number_that_reads_two_ways_keeps_both_readings(text: str, readings: set[float]) -> None:
    assert {high for _, high in only(text, Kind.NUMBER).readings} == readings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("200 mg", "mg"),
        ("0.2 grams", "g"),
        ("50-mg", "mg"),
        ("5 mcg", "µg"),
        ("2 mg/kg", "mg/kg"),
        ("2 mg per kg of body weight", "mg/kg"),
        ("10 mg/mL", "mg/mL"),
        ("80 kg", "kg"),
        ("223 IU/L", "U/L"),
        ("3.7 ukat/L", "µkat/L"),
        ("180 mg / dL", "mg/dL"),
        ("12 g/dL", "lab:g/dl"),
        ("150 x10^9/L", "lab:×10^9/l"),
        ("2 tablets", "tablet"),
        ("40 per cent", "%"),
        ("200毫克", "mg"),
    ],
)
def test_a_unit_has_one_spelling(text: str, name: str) -> None:
    assert only(text, Kind.UNIT).id == name


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("50 mg daily", 1, 1),
        ("50 mg BID", 2, 2),
        ("50 mg bd", 2, 2),
        ("50 mg q6h", 4, 4),
        ("50 mg every six hours", 4, 4),
        ("50 mg 8-hourly", 3, 3),
        ("50 mg x2/day", 2, 2),
        ("50 mg 2x daily", 2, 2),
        ("50 mg three times a day", 3, 3),
        ("50 mg 1-0-1", 2, 2),
        ("50 mg/d", 1, 1),
        ("50 mg on alternate days", 1, 1),
        ("50 mg every second day", 1, 1),
        ("350 mg a week", 1 / 7, 1 / 7),
        ("twice weekly", 2 / 7, 2 / 7),
        ("every 2-4 weeks", 1 / 28, 1 / 14),
        ("at 2-week intervals", 1 / 14, 1 / 14),
        ("every other week", 1 / 14, 1 / 14),
    ],
)
def test_a_frequency_is_times_a_day(text: str, low: float, high: float) -> None:
    token = only(text, Kind.FREQUENCY)
    assert (token.low, token.high) == pytest.approx((low, high))


@pytest.mark.parametrize("text", ["a day later", "for a week", "within a week of the change", "after a day off"])
def test_a_stretch_of_time_is_no_frequency(text: str) -> None:
    assert not [t for t in lex(text, SMALL).tokens if t.kind is Kind.FREQUENCY]


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("3x ULN", 3),
        ("3 x ULN", 3),
        ("3xULN", 3),
        ("three times the ULN", 3),
        ("3-fold", 3),
        ("six-fold", 6),
        ("twice normal", 2),
    ],
)
def test_a_multiple_is_a_factor(text: str, factor: float) -> None:
    assert only(text, Kind.MULTIPLE).low == factor


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3 x ULN", "upper-limit"),
        ("upper limit of normal", "upper-limit"),
        ("twice normal", "upper-limit"),
        ("5 x baseline", "baseline"),
    ],
)
def test_a_limit_says_what_a_multiple_is_of(text: str, name: str) -> None:
    assert only(text, Kind.LIMIT).id == name


@pytest.mark.parametrize(
    ("text", "name", "fuzzy"),
    [
        ("Imuran", "azathioprine", False),
        ("AZA", "azathioprine", False),
        ("azathiopirne", "azathioprine", True),
        ("azothioprin", "azathioprine", True),
        ("azathio-prine", "azathioprine", True),
        ("azathi0prine", "azathioprine", True),
        ("6-MP", "mercaptopurine", False),
        ("6MP", "mercaptopurine", False),
        ("6 mercaptopurine", "mercaptopurine", False),
        ("硫唑嘌呤每日", "azathioprine", False),
    ],
)
def test_a_drug_is_known_by_all_its_names_and_misspellings(text: str, name: str, fuzzy: bool) -> None:
    found = [t for t in lex(text, SMALL).tokens if t.kind is Kind.DRUG]
    assert [(t.id, t.fuzzy) for t in found] == [(name, fuzzy)]


@pytest.mark.parametrize("text", ["imagine", "alternative", "theory", "a thiol", "aspirin"])
def test_an_ordinary_word_is_no_drug(text: str) -> None:
    assert not [t for t in lex(text, SMALL).tokens if t.kind is Kind.DRUG]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("re-challenge", "restart", "base"),
        ("go back on", "restart", "base"),
        ("reintroduced", "restart", "past"),
        ("withheld", "hold", "past"),
        ("carrying on", "continue", "ing"),
        ("discontinuation", "stop", "noun"),
        ("went up", "raise", "past"),
    ],
)
def test_a_verb_has_a_class_and_a_form(text: str, name: str, form: str) -> None:
    token = only(text, Kind.VERB)
    assert (token.id, token.form) == (name, form)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("no less than 150", ">="),
        ("exceeds 150", ">"),
        ("up to 150", "<="),
        ("never beyond 150", "<="),
        ("≥ 150", ">="),
    ],
)
def test_a_comparison_is_one_sign(text: str, name: str) -> None:
    assert only(text, Kind.COMPARATOR).id == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("02/03/2018", "date"),
        ("15 June 2025", "date"),
        ("at 20:00", "clock"),
        ("8 pm", "clock"),
        ("the 1998 trial", "year"),
        ("section 1.2.3", "section"),
    ],
)
def test_a_date_is_no_amount(text: str, name: str) -> None:
    assert only(text, Kind.DATE).id == name


def test_a_figure_of_four_digits_with_a_unit_is_no_year() -> None:
    assert only("2000 mg", Kind.NUMBER).low == 2000


def test_an_arrow_stays_between_its_figures() -> None:
    assert [t.kind for t in lex("150->200 mg", SMALL).tokens] == [Kind.NUMBER, Kind.ARROW, Kind.NUMBER, Kind.UNIT]


def test_every_token_can_be_shown_in_the_original() -> None:
    original = "Give **2**00&nbsp;mg of Imuran"
    read = lex(original, SMALL)
    number = next(t for t in read.tokens if t.kind is Kind.NUMBER)

    start, end = read.original_span(number)

    assert original[start:end] == "2**00"


def test_text_past_the_budget_is_marked_unread() -> None:
    assert lex("ab " * (MAX_PIECES + 1), SMALL).tokens[-1].id == UNREAD
