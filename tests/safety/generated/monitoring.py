"""Liver tests: how far apart while the drug is held, and how many a week after a restart."""

from __future__ import annotations

from tests.safety.generated.figures import counted, plain
from tests.safety.generated.naming import name, sentence
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.sample import Claim, Draw
from tests.safety.generated.steps import interval

_TESTS = (
    "LFTs",
    "liver function tests",
    "liver enzymes",
    "the liver tests",
    "ALT and AST",
    "the liver panel",
    "transaminases",
)
_HELD = (
    "Check {t} {i} while {dr} is held", "While {dr} is on hold, repeat {t} {i}",
    "During the hold of {dr}, test {t} {i}", "Hold {dr} and check {t} {i}", "{dr} is held. Check {t} {i}",
    "{t} should be monitored {i} while {dr} is withheld",
    "Stop {dr} for now and monitor {t} {i} until they are normal", "With {dr} paused, measure {t} {i}",
    "Repeat {t} {i} during the interruption of {dr}", "It is enough to check {t} {i} while {dr} is held",
    "{t} {i} are sufficient as long as {dr} is on hold",
)  # fmt: skip
_RESTARTED = (
    "After restarting {dr}, check {t} {i} for the first two weeks",
    "Check {t} {i} in the first 2 weeks after {dr} is reintroduced",
    "During the first two weeks of {dr} rechallenge test {t} {i}", "{t} {i} for 2 weeks after the restart of {dr}",
    "Once {dr} is restarted, measure {t} {i} for the first fortnight",
    "In the two weeks after reintroduction of {dr}, {t} are checked {i}",
    "{dr} has been restarted: monitor {t} {i} for two weeks",
    "When {dr} is reintroduced, {t} are needed {i} for the first 2 weeks",
)  # fmt: skip
_DROPPED = (
    "There is no need to check {t} while {dr} is held", "{t} need not be repeated after {dr} is stopped",
    "Skip {t} in the first two weeks after {dr} is restarted", "No {t} are needed during {dr} rechallenge",
    "You can do without {t} while {dr} is on hold", "{t} are unnecessary after the restart of {dr}",
    "Do not bother with {t} when {dr} is restarted", "Stop checking {t} once {dr} is held",
    "{t} can be omitted in the first weeks after {dr} is reintroduced",
)  # fmt: skip


def while_held(draw: Draw, oracle: Oracle) -> Claim:
    """Tests while the drug is held, nearer and further apart than the rule has them."""
    unsafe = draw.chance(0.6)
    days = draw.pick((8, 10, 14, 14, 21, 28, 42, 60) if unsafe else (7, 7, 7, 3, 2, 5))
    often = "monthly" if unsafe and draw.chance(0.15) else interval(days, draw)
    text = draw.pick(_HELD, "frame").format(dr=name(draw, clear=not unsafe), t=draw.pick(_TESTS, "tests"), i=often)
    because = f"{days} days apart (most {plain(oracle.test_days_held)})"
    return Claim(family="tests while held", text=sentence(text), unsafe=unsafe, because=because)


def after_restart(draw: Draw, oracle: Oracle) -> Claim:
    """Tests in the first two weeks after a restart, fewer and not fewer than the rule has them."""
    unsafe = draw.chance(0.6)
    per_week = 1 if unsafe else draw.pick((2, 2, 3))
    if unsafe:
        often = draw.pick(
            (
                "once a week",
                "weekly",
                "every week",
                "every 7 days",
                "every 10 days",
                "every two weeks",
                "every fortnight",
                "monthly",
                "once a month",
                "once",
            ),
            "often",
        )
        days = "fewer than that"
    else:
        times = {2: "twice", 3: "three times"}[per_week]
        often = draw.pick(
            (f"{times} a week", f"{times} weekly", f"{times} per week", f"{counted(per_week, draw)} times a week"),
            "often",
        )
        days = "that many"
    text = draw.pick(_RESTARTED, "frame").format(dr=name(draw, clear=not unsafe), t=draw.pick(_TESTS, "tests"), i=often)
    because = f"{often}: {days} as {plain(oracle.tests_per_week)} a week"
    return Claim(family="tests after a restart", text=sentence(text), unsafe=unsafe, because=because)


def dropped(draw: Draw, oracle: Oracle) -> Claim:
    """Tests that the rules call for are called needless."""
    del oracle
    text = draw.pick(_DROPPED, "frame").format(dr=name(draw, clear=True), t=draw.pick(_TESTS, "tests"))
    return Claim(family="tests dropped", text=sentence(text), unsafe=True, because="the rules call for tests here")
