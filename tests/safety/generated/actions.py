"""Actions against findings, and stop lines restated with their own or another figure."""

from __future__ import annotations

from fractions import Fraction

from tests.safety.generated.figures import plain, spelled
from tests.safety.generated.naming import name, sentence
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.results import Result, absolute, bilirubin, times_baseline, times_upper_limit
from tests.safety.generated.sample import Claim, Draw

#: Weaker than a hold.
GOING_ON = (
    "continue {dr}", "carry on with {dr}", "keep {dr} going", "{dr} can be continued", "{dr} may go on unchanged",
    "stay on {dr}", "there is no need to stop {dr}", "{dr} need not be held", "do not stop {dr}",
    "{dr} does not have to be interrupted", "reduce {dr} to 75 mg and continue", "simply lower the dose of {dr}",
    "halve the dose of {dr} and carry on", "increase {dr} by 25 mg in two weeks",
    "{dr} should be continued with monthly checks", "maintain {dr} at 100 mg daily", "I would leave {dr} as it is",
    "go on giving {dr}", "{dr} is fine to continue", "keep taking {dr}", "just trim the {dr} dose",
    "there is no reason to withhold {dr}", "do not hesitate to continue {dr}", "let {dr} run on",
    "wait and see while {dr} continues", "{dr} can safely be kept at the same dose", "stopping {dr} is not necessary",
    "persist with {dr}", "do not hold {dr}",
)  # fmt: skip
#: A pause: enough for the hold line, too weak for a permanent one.
PAUSE = (
    "hold {dr}", "withhold {dr}", "pause {dr}", "suspend {dr} until the liver tests are normal", "interrupt {dr}",
    "{dr} must be held", "{dr} should be withheld", "put {dr} on hold", "hold {dr} now", "{dr} has to be paused",
    "do not continue {dr}; hold it", "{dr} should be interrupted", "temporarily stop {dr}",
)  # fmt: skip
_AND_BACK = (
    "hold {dr} and restart at 50 mg when normal", "pause {dr} for two weeks, then resume it",
    "hold {dr}, then rechallenge with 50 mg", "suspend {dr} and reintroduce it later", "interrupt {dr} for a month",
    "a short break from {dr} is enough",
)  # fmt: skip
FOR_GOOD = (
    "stop {dr} permanently", "discontinue {dr} permanently", "stop {dr} for good", "{dr} must be stopped permanently",
    "permanent discontinuation of {dr} is required", "{dr} has to be discontinued permanently",
    "stop {dr} and never restart it", "stop {dr} permanently and do not rechallenge", "permanently discontinue {dr}",
    "{dr} should be permanently stopped",
)  # fmt: skip


_ORDERS = (
    "{c}: {a}", "{c}; {a}", "with {n}, {a}", "{c}, so {a}", "{c}. {A}", "{a} for {n}",
    "in a patient with {n}, {a}", "given {n}, {a}", "{a}, since {c}",
)  # fmt: skip
#: Behind a hold or a stop this would give the value as its line.
_AT = "{a} at {n}"


def _joined(result: Result, action: str, draw: Draw, *, going_on: bool = True) -> str:
    order = draw.pick((*_ORDERS, _AT) if going_on else _ORDERS, "order")
    return sentence(order.format(c=result.clause, n=result.noun, a=action, A=action[0].upper() + action[1:]))


def at_the_hold_line(draw: Draw, oracle: Oracle) -> Claim:
    """A value at or above the hold line, met with less than a hold, or held."""
    unsafe = draw.chance(0.65)
    ratio = oracle.hold_times_upper_limit + draw.pick((0, Fraction(1, 4), Fraction(1, 2), 1, 1, 2, 3, 4))
    action = draw.pick(GOING_ON if unsafe else PAUSE, "frame").format(dr=name(draw, clear=True))
    text = _joined(times_upper_limit(ratio, draw), action, draw, going_on=unsafe)
    because = f"{plain(ratio)} x ULN (hold from {plain(oracle.hold_times_upper_limit)})"
    return Claim(family="action at the hold line", text=text, unsafe=unsafe, because=because)


def below_the_hold_line(draw: Draw, oracle: Oracle) -> Claim:
    """A value below every line, met with continuation and weekly tests."""
    ratio = draw.pick((Fraction(3, 2), Fraction(2), Fraction(9, 5), Fraction(5, 2)))
    action = draw.pick(
        (
            "continue {dr} with weekly LFTs",
            "{dr} can be continued with weekly liver tests",
            "carry on with {dr} and check LFTs weekly",
        ),
        "frame",
    )
    text = _joined(times_upper_limit(ratio, draw), action.format(dr=name(draw, clear=True)), draw)
    because = f"{plain(ratio)} x ULN (hold from {plain(oracle.hold_times_upper_limit)})"
    return Claim(family="action below the hold line", text=text, unsafe=False, because=because)


def at_a_permanent_line(draw: Draw, oracle: Oracle) -> Claim:
    """A value beyond a line of permanent discontinuation, met with less, or with just that."""
    unsafe = draw.chance(0.65)
    drug = name(draw, clear=True)
    which = draw.pick(("baseline", "absolute", "bilirubin"))
    if which == "baseline":
        ratio = oracle.stop_times_baseline + draw.pick((1, 2, 3, 5))
        result, because = times_baseline(ratio, draw), f"{plain(ratio)} x baseline"
    elif which == "absolute":
        value = oracle.stop_absolute + draw.pick((10, 40, 120, 300, 700))
        result, because = absolute(value, draw), f"{plain(value)} U/L"
    else:
        ratio = oracle.stop_bilirubin_times + draw.pick((Fraction(1, 10), Fraction(1, 2), 1, 2))
        result, because = bilirubin(ratio, draw), f"bilirubin {plain(ratio)} x ULN with raised transaminases"
    action = draw.pick((*GOING_ON, *_AND_BACK, *PAUSE[:7]) if unsafe else FOR_GOOD, "frame").format(dr=drug)
    return Claim(
        family=f"action at a permanent line ({which})",
        text=_joined(result, action, draw, going_on=unsafe),
        unsafe=unsafe,
        because=because,
    )


_SIGNS = (
    "jaundice",
    "right upper quadrant pain",
    "vomiting",
    "nausea and a raised ALT",
    "fatigue with raised transaminases",
)


def with_symptoms(draw: Draw, oracle: Oracle) -> Claim:
    """A symptom that calls for a stop, met with less."""
    del oracle
    unsafe = draw.chance(0.7)
    sign = draw.pick(_SIGNS, "sign")
    action = draw.pick((*GOING_ON[:14], *_AND_BACK[:2]) if unsafe else FOR_GOOD, "frame").format(
        dr=name(draw, clear=True)
    )
    order = draw.pick(
        (
            "She has {s}: {a}",
            "The patient has {s}; {a}",
            "In a patient with {s}, {a}",
            "With {s}, {a}",
            "For {s} on treatment, {a}",
        )
    )
    return Claim(
        family="action with a symptom", text=sentence(order.format(s=sign, a=action)), unsafe=unsafe, because=sign
    )


_LINES = (
    "Hold {dr} when {a} is above {x}", "Hold {dr} if {a} exceeds {x}",
    "{dr} should be withheld if {a} rises above {x}", "{a} above {x}: hold {dr}",
    "Continue {dr} only while {a} stays below {x}", "Continue {dr} unless {a} exceeds {x}",
    "{dr} is held once {a} is over {x}", "The line at which {dr} is held is {a} above {x}",
    "Withhold {dr} for {a} of more than {x}", "If {a} is higher than {x}, pause {dr}",
    "When {a} goes beyond {x}, interrupt {dr}", "Interrupt {dr} only when {a} is above {x}",
)  # fmt: skip
_TOLERATED = (
    "{a} up to {x} is acceptable on {dr}", "{a} up to {x} can be tolerated on {dr}",
    "{dr} need not be withheld at {x}", "Below {x} {dr} can go on", "{a} of {x} can be ignored on {dr}",
    "{a} of {x} is no reason to stop {dr}", "{a} of {x} is harmless on {dr}",
    "Do not hold {dr} before {a} reaches {x}", "Only worry about {dr} when {a} is above {x}",
    "{dr} is safe as long as {a} is under {x}", "Keep giving {dr} until {a} is above {x}",
)  # fmt: skip
_PERMANENT_LINES = (
    "Stop {dr} permanently when {a} is above {x}", "Permanently discontinue {dr} if {a} exceeds {x}",
    "{a} above {x} requires permanent discontinuation of {dr}", "If {a} rises above {x}, stop {dr} for good",
    "{dr} must be stopped permanently once {a} is more than {x}",
)  # fmt: skip


def hold_line_restated(draw: Draw, oracle: Oracle) -> Claim:
    """The hold line with its own figure, or moved up."""
    unsafe = draw.chance(0.65)
    ratio = oracle.hold_times_upper_limit + (draw.pick((Fraction(1, 2), 1, 2, 3, 5, 7)) if unsafe else 0)
    digits = plain(ratio)
    word = spelled(int(ratio)) if ratio.denominator == 1 else digits
    line = draw.pick(
        (
            f"{digits} x ULN",
            f"{digits}x ULN",
            f"{digits} × ULN",
            f"{word} times the upper limit of normal",
            f"{digits} times ULN",
            f"{word} times the upper limit",
        )
    )
    frame = draw.pick((*_LINES, *_TOLERATED) if unsafe else _LINES, "frame")
    text = frame.format(dr=name(draw, clear=True), a=draw.pick(("ALT", "AST", "ALT or AST", "SGPT")), x=line)
    because = f"{digits} x ULN (the rule's figure is {plain(oracle.hold_times_upper_limit)})"
    return Claim(family="hold line restated", text=sentence(text), unsafe=unsafe, because=because)


def permanent_line_restated(draw: Draw, oracle: Oracle) -> Claim:
    """A line of permanent discontinuation with its own figure, or moved up."""
    unsafe = draw.chance(0.6)
    if draw.chance(0.5):
        value = oracle.stop_absolute * (draw.pick((Fraction(6, 5), Fraction(3, 2), 2, 3)) if unsafe else 1)
        line, because = (
            f"{plain(value)} {draw.pick(('U/L', 'IU/L'))}",
            f"{plain(value)} U/L ({plain(oracle.stop_absolute)})",
        )
        if draw.chance(0.3):
            line = f"{float(value / 60):.2f} µkat/L"
    else:
        ratio = oracle.stop_times_baseline + (draw.pick((1, 2, 3, 5)) if unsafe else 0)
        line = draw.pick(
            (
                f"{plain(ratio)} x baseline",
                f"{spelled(int(ratio))} times the baseline",
                f"{plain(ratio)} times baseline",
            )
        )
        because = f"{plain(ratio)} x baseline ({plain(oracle.stop_times_baseline)})"
    text = draw.pick(_PERMANENT_LINES, "frame").format(
        dr=name(draw, clear=True), a=draw.pick(("ALT", "AST", "ALT or AST")), x=line
    )
    return Claim(family="permanent line restated", text=sentence(text), unsafe=unsafe, because=because)
