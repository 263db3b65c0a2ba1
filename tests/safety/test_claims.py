"""What a sentence claims of the drug: how much, how often, to do what, on which condition, and whether it advises."""

from __future__ import annotations

import pytest

from service.safety.claims.claims import Claims, read_claims
from service.safety.claims.told import read_told
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.rules.limits import limits_of
from service.safety.text.lexer import lexer_for
from service.safety.text.statements import split
from tests.safety.topic import TOPIC

LIMITS = limits_of(TOPIC)


def read(text: str, weight_kg: float | None = None) -> Claims:
    lexed = lexer_for(TOPIC.vocabulary)(text)
    statement = split(lexed)[0]
    return read_claims(statement, TOPIC, LIMITS, read_told(lexed, TOPIC, None), weight_kg=weight_kg, strength_mg=None)


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("azathioprine 50 mg daily", 50),
        ("azathioprine 50 mg BID", 100),
        ("azathioprine 50 mg q8h", 150),
        ("azathioprine 0.1 g daily", 100),
        ("two 50-mg azathioprine tablets each morning", 100),
        ("azathioprine 50 mg tablets: two tablets twice a day", 200),
        ("half a 50-mg azathioprine tablet four times a day", 100),
        ("azathioprine 25 mg tablets, three a day", 75),
        ("10 mL of azathioprine 10 mg/mL daily", 100),
        ("azathioprine 50 mg/5 mL, 5 mL daily", 50),
        ("azathioprine 2 x 50 mg daily", 100),
        ("azathioprine 50 mg x 2 daily", 100),
        ("azathioprine 100 mg on alternate days", 100),
        ("azathioprine 700 mg a week in seven doses", 100),
        ("azathioprine 150 mg daily in two divided doses", 150),
        ("azathioprine 50 mg morning and night", 100),
        ("azathioprine 50-100 mg daily", 100),
        ("five 50s of azathioprine across the day", 250),
        ("two of the 75s every morning: azathioprine", 150),
        ("Imuran fifties, four a day", 200),
        ("three twenty-fives of azathioprine", 75),
        ("azathioprine 50 mg 2 BD", 200),
        ("azathioprine 75 mg, ii tabs per day", 150),
        ("azathioprine 2x100 OD", 200),
        ("4 Imuran 50 mg once daily", 200),
        ("give 3 tablets of azathioprine 75 mg", 225),
        ("azathioprine tablet strength 50 mg, number of tablets per day: 4", 200),
        ("azathioprine sodium 100 mg vials, two vials in 24 h", 200),
        ("10 ml of azathioprine suspension (50 mg in 5 ml) twice daily", 200),
        ("azathioprine 50 mg: 1-0-1", 100),
        ("azathioprine 1-0-1, 50 mg tablets", 100),
        ("azathioprine 50 mg (2+0+2)", 200),
        ("azathioprine 100 mg om and on", 200),
        ("azathioprine 60 mg three times in the course of the day", 180),
        ("two doses a day of 75 mg azathioprine", 150),
        ("azathioprine 50 mg with each meal and at bedtime", 200),
        ("each administration is 100 mg; there are two administrations in every 24 hours", 200),
        ("azathioprine 100 mg now, the same again tonight", 200),
        ("azathioprine 100 mg at 8 and another at 20 h", 200),
        ("150 mg of azathioprine a.m.; repeat in the p.m.", 300),
        ("half her azathioprine (100 mg) before work, the other half after", 200),
        ("azathioprine 150 mg ± 25 mg a day", 175),
        ("azathioprine 50 mg give or take a tablet (25 mg)", 75),
        ("azathioprine 50 mg, #120 for 30 days", 200),
        ("dispense 120 azathioprine 50 mg tablets to cover 30 days", 200),
        ("azathioprine 50 mg, 84 tablets, one daily, twelve weeks' supply", 50),
        ("azathioprine 150 mg in two doses of 75 mg", 150),
        ("azathioprine 200", 200),
        ("azathioprine at the same time every morning, 50 mg", 50),
    ],
)
def test_a_daily_dose_is_worked_out(text: str, mg: float) -> None:
    assert max(d.high or 0 for d in read(text).doses.said if d.role != "strength") == pytest.approx(mg)


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("Of the 25-mg Imuran, six go in the morning pot and one goes in the night pot.", 175),
        ("Azathioprine: 1 tab (50 mg) omni mane, 2 tabs omni nocte.", 150),
        ("Mane 100 mg, nocte 75 mg, azathioprine both.", 175),
        ("Azathioprine: breakfast 75, lunch 50, supper 50.", 175),
        ("Azathioprine 50 mg with her coffee and 75 mg with the news.", 125),
        ("Azathioprine 100 mg when he wakes and 75 mg when he turns in.", 175),
    ],
)
def test_the_parts_of_a_day_add_up(text: str, mg: float) -> None:
    said = [d for d in read(text).doses.said if d.role != "strength"]
    assert all(d.parts for d in said)
    assert sum(d.high or 0 for d in said) == pytest.approx(mg)


@pytest.mark.parametrize(
    "text",
    [
        "Azathioprine 50 mg, patient in room 200, extension 175, fax 250.",
        "Azathioprine was given to 200 patients.",
        "The shelf holds 180 boxes of Imuran.",
        "She is in her fifties and takes azathioprine.",
        "Azathioprine form AZA-200, page 175 of 250.",
        "Azathioprine from 2019 to 2021.",
    ],
)
def test_a_figure_of_another_kind_is_no_amount(text: str) -> None:
    assert all(d.high == 50 for d in read(text).doses.said)


def test_a_dose_by_weight_needs_the_weight() -> None:
    assert read("azathioprine 2 mg/kg daily").doses.said[0].high is None
    assert read("azathioprine 2 mg/kg daily", weight_kg=70).doses.said[0].high == 140


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("increase azathioprine by 25 mg", "step"),
        ("azathioprine in 25 mg steps", "step"),
        ("raise azathioprine to 75 mg", "to"),
        ("the maximum of azathioprine is 150 mg", "limit"),
        ("azathioprine 50 mg daily", "total"),
    ],
)
def test_an_amount_has_a_role(text: str, role: str) -> None:
    assert read(text).doses.said[0].role == role


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("mesalamine 2.4 g daily while azathioprine is held", "mesalamine"),
        ("azathioprine is held; give prednisolone 40 mg", "prednisolone"),
        ("400 mg of infliximab after azathioprine", "infliximab"),
    ],
)
def test_an_amount_belongs_to_the_drug_beside_it(text: str, drug: str) -> None:
    assert read(text).doses.said[0].drug == drug


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Give azathioprine 200 mg.", Act.ADVICE),
        ("Azathioprine 200 mg may be used.", Act.ADVICE),
        ("He had been taking 200 mg of azathioprine.", Act.REPORT),
        ("The dose was raised to 200 mg.", Act.REPORT),
        ("In the trial patients received 200 mg.", Act.STUDY),
        ("Her mother takes 200 mg of azathioprine.", Act.OTHER_PERSON),
        ("The question mentions 200 mg.", Act.ECHO),
        ("The US label describes 2.5 mg/kg/day of azathioprine.", Act.ATTRIBUTED),
        ("Injury is more common above 150 mg.", Act.DESCRIPTION),
        ("One expert writes that 200 mg is sound advice.", Act.ADVICE),
        ("Azathioprine 200 mg daily, as was tolerated.", Act.ADVICE),
        ("Studies show that azathioprine 200 mg is safe.", Act.ADVICE),
    ],
)
def test_advice_is_told_from_report(text: str, act: Act) -> None:
    claims = read(text)
    number = next(i for i, t in enumerate(claims.tokens) if t.high in (200, 2.5, 150))
    assert claims.act_at(number) is act


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Do not give 200 mg.", True),
        ("200 mg should never be given.", True),
        ("Avoid 200 mg.", True),
        ("200 mg is not unreasonable.", False),
        ("There is no reason not to give 200 mg.", False),
        ("Do not hesitate to give 200 mg.", False),
        ("Give 200 mg without hesitation.", False),
        ("No worries, 200 mg is fine.", False),
        ("Rather than 200 mg, give 50 mg.", True),
        ("Without delay give 200 mg.", False),
        ("Give azathioprine (do not crush) 200 mg.", False),
    ],
)
def test_denials_are_counted_over_their_own_clause(text: str, denied: bool) -> None:
    claims = read(text)
    number = next(i for i, t in enumerate(claims.tokens) if t.high == 200)
    assert denied_at(claims.clause_at(number), claims.tokens, number) is denied


@pytest.mark.parametrize(
    ("text", "kind", "denied"),
    [
        ("Resume azathioprine.", "restart", False),
        ("Do not resume azathioprine.", "restart", True),
        ("Do not stop azathioprine.", "continue", False),
        ("Azathioprine need not be withheld.", "continue", False),
        ("Carry on with azathioprine.", "continue", False),
        ("Withhold azathioprine.", "hold", False),
        ("Discontinue azathioprine.", "stop", False),
        ("Put her back on azathioprine.", "restart", False),
        ("Step azathioprine up to 75 mg.", "raise", False),
    ],
)
def test_an_action_is_what_is_advised_after_all_denials(text: str, kind: str, denied: bool) -> None:
    action = read(text).actions[0]
    assert (action.kind, action.denied) == (kind, denied)


@pytest.mark.parametrize(
    "text",
    ["Continue mesalamine.", "Allopurinol raises azathioprine levels.", "Continue monitoring.", "ALT remains normal."],
)
def test_what_is_done_to_something_else_is_no_action_on_the_drug(text: str) -> None:
    assert not [a for a in read(text).actions if a.target in ("governed", "relative")]


@pytest.mark.parametrize(
    ("text", "scale", "low", "high"),
    [
        ("ALT 160 U/L", "absolute", 160, 160),
        ("ALT is 4 x ULN", "upper-limit", 4, 4),
        ("ALT above 3 x ULN", "upper-limit", 3, float("inf")),
        ("AST is six-fold above her baseline", "baseline", 6, 6),
        ("ALT below 2 x ULN", "upper-limit", 0, 2),
        ("bilirubin at 2 times ULN or more", "upper-limit", 2, float("inf")),
    ],
)
def test_a_value_is_a_point_or_a_side_of_a_line(text: str, scale: str, low: float, high: float) -> None:
    lab = read(text).labs.said[0]
    assert (lab.scale, lab.low, lab.high) == (scale, low, high)
