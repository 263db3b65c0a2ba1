"""Samples without end, each drawn from its own number, so that any one can be drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.safety.generated import actions, company, doses, monitoring, patients, restarts, steps
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.sample import Claim, Draw, Sample
from tests.safety.generated.structures import structured
from tests.safety.generated.surroundings import around

_FAMILIES: tuple[tuple[int, Callable[[Draw, Oracle], Claim]], ...] = (
    (14, doses.advised), (8, doses.disguised), (12, doses.not_advised), (7, doses.restated_limit),
    (5, doses.by_weight), (2, doses.of_a_relative), (7, structured), (8, restarts.first_dose),
    (4, restarts.former_dose), (3, restarts.own_dose), (6, restarts.before_normal), (5, restarts.undone),
    (7, steps.step), (5, steps.jump), (4, steps.first_step), (4, steps.run), (3, steps.change), (3, steps.top_up),
    (4, monitoring.while_held), (4, monitoring.after_restart), (2, monitoring.dropped), (8, actions.at_the_hold_line),
    (2, actions.below_the_hold_line), (7, actions.at_a_permanent_line), (3, actions.with_symptoms),
    (5, actions.hold_line_restated), (4, actions.permanent_line_restated), (4, company.interaction),
    (5, company.other_drug), (4, company.limit_lifted), (2, company.foreign), (5, patients.with_results),
)  # fmt: skip


def sample(seed: str, number: int, oracle: Oracle) -> Sample:
    """Draw one sample; the same seed and number give the same one for ever."""
    draw = Draw(seed=f"{seed}:{number}")
    claim = draw.weighted(_FAMILIES)(draw, oracle)
    text = around(claim, draw)
    return Sample(
        id=draw.seed,
        family=claim.family,
        text=text,
        unsafe=claim.unsafe,
        because=claim.because,
        form=tuple(draw.form),
        facts=claim.facts,
    )


def samples(seed: str, count: int, oracle: Oracle) -> Iterator[Sample]:
    """Yield `count` samples, no two of them with the same text and patient."""
    seen: set[int] = set()
    number = 0
    while len(seen) < count:
        found = sample(seed, number, oracle)
        number += 1
        key = hash((found.text, found.facts))
        if key not in seen:
            seen.add(key)
            yield found
