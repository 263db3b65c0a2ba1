"""Run the tests that the formulas of a topic carry with them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from corpus.model import Formula, FormulaTest, Topic
from service.answering.computed.formulas import compute
from service.domain.errors import InputError
from service.domain.question import Question
from service.safety.reading import read_facts
from service.safety.rules.given_block import patient_block

#: A result as an editor writes it, to four figures.
TOLERANCE = 5e-5


def missed_formulas(topic: Topic) -> Iterator[str]:
    """Yield in words every test of a formula that does not hold."""
    for formula in topic.formulas.formulas:
        for number, test in enumerate(formula.tests, start=1):
            try:
                wrong = _wrong(formula, test, topic)
            except InputError as error:
                wrong = error.placed
            if wrong is not None:
                yield f"formula {formula.id}, test {number}: {wrong}"


def _wrong(formula: Formula, test: FormulaTest, topic: Topic) -> str | None:
    facts = read_facts(Question(text="", topic=topic.id, patient=patient_block(test.patient)), topic)
    result = compute(formula, facts, topic)
    if result is None:
        return None if test.result is None else "cannot be computed, and should be"
    if test.result is None:
        return "is computed, and should not be"
    if not math.isclose(result.figure, test.result, rel_tol=TOLERANCE):
        return f"gives {result.figure:.4f}, and should give {test.result:g}"
    means = result.band.means if result.band else None
    return None if means == test.means else f"means '{means}', and should mean '{test.means}'"
