"""The reader of formulas.yaml: what is computed from a patient's figures, each resting on a sentence of a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from corpus.build import build, fields, refuse
from corpus.figures import numbers
from corpus.model import (
    Analyte,
    Band,
    Ceiling,
    DailyDose,
    Formula,
    Formulas,
    Ground,
    Pace,
    Quantity,
    Rule,
    Source,
    Statement,
    StepTests,
    Vocabulary,
)
from corpus.names import check_known
from corpus.rules import check_quote
from corpus.yaml_lines import Node, at, items_of, load

Statements = Mapping[str, tuple[Source, Statement]]

_KEYS = ["formulas", "ceiling", "pace", "step_tests", "daily_dose"]


def read_formulas(
    text: str | None, label: str, *, vocabulary: Vocabulary, statements: Statements, rules: Iterable[Rule]
) -> Formulas:
    """Read and check formulas.yaml; nothing is computed besides the lines of the rules when there is no such file.

    Raises:
        TopicError: an unknown key or name, a quote that does not stand in its statement, a figure that is not in the
            quote, bands that overlap, or a ceiling, pace or tests of steps that no rule gives limits for.
    """
    if text is None:
        return Formulas()
    node = fields(load(text, file=label), "formulas.yaml", required=[], allowed=_KEYS)
    items = items_of(node.entries["formulas"]) if "formulas" in node.entries else ()
    formulas = tuple(build(Formula, item, "a formula", line=item.line) for item in items)
    for item, formula in zip(items, formulas, strict=True):
        _check_formula(item, formula, vocabulary, statements)
    _check_unique(items, formulas)
    ceiling = build(Ceiling, node.entries["ceiling"], "'ceiling'") if "ceiling" in node.entries else None
    pace = build(Pace, node.entries["pace"], "'pace'") if "pace" in node.entries else None
    tests = build(StepTests, node.entries["step_tests"], "'step_tests'") if "step_tests" in node.entries else None
    daily = build(DailyDose, node.entries["daily_dose"], "'daily_dose'") if "daily_dose" in node.entries else None
    claims = {limit.claim for rule in rules for limit in rule.limits}
    if ceiling is not None:
        _check_limited(at(node, "ceiling"), claims, ("daily-dose",))
        figures = () if ceiling.mg_per_kg is None else (ceiling.mg_per_kg,)
        _check_ground(at(node, "ceiling"), "ground", ceiling.ground, figures, statements)
    if pace is not None:
        _check_limited(at(node, "pace"), claims, ("restart-dose", "step", "first-step", "step-interval", "daily-dose"))
        _check_ground(at(node, "pace"), "ground", pace.ground, (pace.longest_interval_days,), statements)
    if tests is not None:
        _check_limited(at(node, "step_tests"), claims, ("restart-dose", "step", "daily-dose"))
        _check_ground(at(node, "step_tests"), "ground", tests.ground, (tests.days_after,), statements)
    if daily is not None:
        _check_ground(at(node, "daily_dose"), "ground", daily.ground, (), statements)
    return Formulas(formulas=formulas, ceiling=ceiling, pace=pace, step_tests=tests, daily_dose=daily)


def _check_formula(node: Node, formula: Formula, vocabulary: Vocabulary, statements: Statements) -> None:
    analytes = {analyte.id: analyte for analyte in vocabulary.analytes}
    for key, quantity in (("value", formula.value), ("over", formula.over)):
        if quantity is not None:
            _check_quantity(at(node, key), quantity, analytes)
    ends = sorted({end for band in formula.bands for end in band.figures})
    # As in the rules, a factor of 1 ("above the upper limit") has no figure in words either.
    figures = [end for end in ends if end != 1 or formula.value.of == "absolute"]
    own = formula.bands_ground is None
    _check_ground(node, "ground", formula.ground, figures if own else (), statements)
    if formula.bands_ground is not None:
        _check_ground(node, "bands_ground", formula.bands_ground, figures, statements)
    for place, band in zip(items_of(at(node, "bands")), formula.bands, strict=False):
        _check_band(place, band)
    middles = [(low + high) / 2 for low, high in pairwise(ends)]
    for value in (*ends, *middles, *(end - 1 for end in ends[:1]), *(end + 1 for end in ends[-1:])):
        if sum(band.holds(value) for band in formula.bands) > 1:
            raise refuse(at(node, "bands"), f"two bands of '{formula.id}' hold {value:g}: end one of them before it")
    if not formula.tests:
        raise refuse(node, f"the formula '{formula.id}' has no test: add a patient and the result")


def _check_quantity(node: Node, quantity: Quantity, analytes: Mapping[str, Analyte]) -> None:
    check_known(at(node, "lab"), quantity.lab, analytes, "analyte")
    if quantity.of == "absolute":
        analyte = analytes[quantity.lab]
        if quantity.unit is None:
            raise refuse(node, f"'{quantity.lab}' is taken as it is: give its unit")
        check_known(at(node, "unit"), quantity.unit, {analyte.unit, *analyte.units}, f"unit of {quantity.lab}")
    elif quantity.unit is not None:
        raise refuse(at(node, "unit"), "a multiple has no unit: remove it")


def _check_band(node: Node, band: Band) -> None:
    if not band.figures:
        raise refuse(node, f"the band '{band.means}' has no end: give at_least, above, below or at_most")
    for one, other in (("at_least", "above"), ("at_most", "below")):
        if getattr(band, one) is not None and getattr(band, other) is not None:
            raise refuse(node, f"the band '{band.means}' has both {one} and {other}: keep one")


def _check_ground(node: Node, key: str, ground: Ground, figures: Iterable[float], statements: Statements) -> None:
    check_quote(at(node, key), ground, statements, "the quote")
    absent = [figure for figure in figures if figure not in numbers(ground.quote)]
    if absent and not ground.derived:
        raise refuse(
            at(node, key),
            f"the quote does not hold the figure {absent[0]:g}: quote the words that do, or say derived: true where it "
            "follows by arithmetic or logic",
        )


def _check_limited(node: Node, claims: set[str], needed: Iterable[str]) -> None:
    absent = [claim for claim in needed if claim not in claims]
    if absent:
        raise refuse(node, f"no rule has a limit of {', '.join(absent)}: it cannot be counted without")


def _check_unique(nodes: tuple[Node, ...], formulas: tuple[Formula, ...]) -> None:
    seen: set[str] = set()
    for node, formula in zip(nodes, formulas, strict=True):
        if formula.id in seen:
            raise refuse(at(node, "id"), f"the formula '{formula.id}' stands twice: rename one")
        seen.add(formula.id)
