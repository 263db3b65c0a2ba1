"""Each current result beside the lines of the rules: where they lie, which are met, how far the next one is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from corpus.model import Action, Analyte, Lab, Rule
from service.answering.case import Case
from service.answering.computed.results import lines_of, stop_lines_of
from service.answering.pictured.scales import Figure, Scale, figure_of, limit_of, moved, placed_on
from service.domain.answer import Audience
from service.domain.facts import LabFact
from service.domain.pictures import Bar, Mark, MarkKind, MarkState
from service.safety.rules.figures import shown, with_unit
from service.safety.rules.lab_scale import Course
from service.safety.rules.labs import courses, judge, measured
from service.safety.rules.ruling import ruled
from service.safety.rules.truth import Judged, Truth

_KINDS: dict[Action, MarkKind] = {
    Action.STOP_PERMANENTLY: "stop",
    Action.HOLD: "hold",
    Action.EMERGENCY: "emergency",
}
_NAMES: dict[MarkKind, str] = {"stop": "stop line", "hold": "hold line", "emergency": "emergency line"}
#: How a line that is met, or nearly, is headed; the most urgent state of the most urgent kind comes first.
_HEADED: dict[MarkState, str] = {
    "met": "{} met",
    "met-earlier": "{} met earlier",
    "near": "just short of the {}",
    "reached": "{} reached, which alone is not enough for its rule",
    "past": "{} met earlier, not now",
}
_URGENT: tuple[MarkKind, ...] = ("emergency", "stop", "hold")
_TO = {">=": "{} or more", ">": "above {}", "<=": "{} or less", "<": "below {}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A bar with what else is drawn of the same analyte: its course, and the scale both are on."""

    bar: Bar
    results: Course
    scale: Scale


def drawn(case: Case) -> Iterator[Drawn]:
    """Yield every analyte of which there is a figure and a line, in the order of the topic's vocabulary."""
    told = tuple(courses(case.facts, case.topic.vocabulary))
    truths = ruled(case.facts, case.topic).truths if told else {}
    for results in told:
        known = [lab for lab in results.labs if measured(lab)]
        figured = [lab for lab in known if figure_of(lab, results) is not None]
        # A latest result without a figure is not passed over for an older one that has one.
        if figured and figured[-1] is known[-1]:
            one = _bar(figured, results, case, truths)
            if one.bar.marks:
                yield one


def _bar(labs: list[LabFact], results: Course, case: Case, truths: Mapping[str, Truth]) -> Drawn:
    lab = labs[-1]
    figure = figure_of(lab, results)
    if figure is None:
        raise AssertionError("only results with a figure are drawn")
    lines = tuple(_lines(case, results.analyte))
    own = _own(figure, lab, results, [line for _, line in lines])
    marks = (*own, *_ruled(figure, lab, results, lines, case.assessment.fired, truths))
    ordered = tuple(sorted(marks, key=lambda mark: mark.at if mark.at is not None else math.inf))
    return Drawn(
        bar=Bar(
            analyte=results.analyte.id,
            unit=figure.scale.shown,
            low=figure.low,
            high=figure.high if math.isfinite(figure.high) else None,
            worst=_worst(figure, labs, results, ordered),
            marks=ordered,
            verdict=_verdict(figure, ordered),
            # A distance is no help to patients, and reads as an all-clear.
            following="" if case.audience is Audience.PATIENT else _following(figure, ordered),
        ),
        results=results,
        scale=figure.scale,
    )


def _own(figure: Figure, lab: LabFact, results: Course, lines: Sequence[Lab]) -> Iterator[Mark]:
    """The patient's own baseline and upper limit; that one is not given is said where a line is counted in it."""
    kinds: tuple[tuple[MarkKind, Scale], ...] = (
        ("baseline", Scale(of="baseline", unit="")),
        ("upper-limit", Scale(of="upper-limit", unit="")),
    )
    for kind, scale in kinds:
        limit = limit_of(scale.of, lab, results)
        known = limit is not None and limit.exact is not None
        if known or figure.scale == scale or any(line.of == scale.of for line in lines):
            at = moved(1.0, scale, figure.scale, lab, results)
            told = "as given" if known else "this scale is counted in it" if figure.scale == scale else "not given"
            name = kind.replace("-", " ")
            yield Mark(kind=kind, state="limit", line=name, at=at, falling=False, told=told, rule=None)


def _ruled(
    figure: Figure,
    lab: LabFact,
    results: Course,
    lines: Sequence[tuple[Rule, Lab]],
    fired: Set[str],
    truths: Mapping[str, Truth],
) -> Iterator[Mark]:
    """The lines at which a rule holds or stops, or calls an emergency; of equal ones the one whose rule fired."""
    found: dict[tuple[MarkKind, str], Mark] = {}
    for rule, line in lines:
        mark = _mark(rule, line, figure, lab, results, fired=rule.id in fired)
        if mark.state == "unknown" and truths.get(rule.id) is Truth.NO:
            mark = replace(mark, state="not-met", told="its rule is not met, whatever the missing figure is")
        key = (mark.kind, mark.line)
        if key not in found or mark.state in ("met", "met-earlier"):
            found[key] = mark
    yield from found.values()


def _lines(case: Case, analyte: Analyte) -> Iterator[tuple[Rule, Lab]]:
    for rule in case.topic.rules:
        if rule.status != "active" or rule.when is None or rule.action not in _KINDS:
            continue
        urgent = rule.action is Action.EMERGENCY
        of = lines_of(rule.when, analyte) if urgent else stop_lines_of(rule, rule.when, analyte)
        yield from ((rule, line) for line in of)


def _mark(rule: Rule, line: Lab, figure: Figure, lab: LabFact, results: Course, *, fired: bool) -> Mark:
    whole = judge(line, results)
    now = judge(replace(line, at="current"), results)
    state = _state(now, whole, fired=fired)
    deciding = whole if state in ("met-earlier", "past") else now
    told = [because.computed for because in deciding.because if because.computed]
    needs = [need.fact for need in now.needs or whole.needs]
    at = placed_on(figure.scale, line, lab, results)
    if state == "unknown" or (at is None and not told):
        words = f"cannot be told without: {', '.join(needs)}" if needs else "cannot be told from what was given"
    else:
        words = ("exactly on the line, which counts as met; " if now.edge else "") + (told[0] if told else "")
    return Mark(
        kind=_KINDS[rule.action],
        state=state,
        line=_TO[line.enforced].format(_printed(line)),
        at=at,
        falling=line.op in ("<", "<="),
        told=words.rstrip("; "),
        rule=rule.id,
    )


def _state(now: Judged, whole: Judged, *, fired: bool) -> MarkState:
    if now.truth is Truth.YES:
        return "met" if fired else "reached"
    if whole.truth is Truth.YES:
        return "met-earlier" if fired else "past"
    if Truth.UNKNOWN in (now.truth, whole.truth):
        return "unknown"
    return "near" if now.near else "not-met"


def _printed(line: Lab) -> str:
    if line.of == "absolute":
        return with_unit(line.value, line.unit)
    return f"{shown(line.value)} x {line.of.replace('-', ' ')}"


def _worst(figure: Figure, labs: list[LabFact], results: Course, marks: tuple[Mark, ...]) -> float | None:
    """The worst earlier result, in the direction of the lines, where it is worse than the current one."""
    lines = [mark for mark in marks if mark.rule is not None]
    falling = bool(lines) and all(mark.falling for mark in lines)
    earlier = []
    for lab in labs[:-1]:
        one = figure_of(lab, results)
        if one is not None and one.low == one.high:
            held = moved(one.low, one.scale, figure.scale, lab, results)
            earlier += [held] if held is not None else []
    if not earlier:
        return None
    worst = min(earlier) if falling else max(earlier)
    return worst if (worst < figure.low if falling else worst > figure.high) else None


def _verdict(figure: Figure, marks: tuple[Mark, ...]) -> str:
    """The most urgent of the lines in a few words; that nothing is met is never said of what is not known."""
    unknown = [kind for kind in _URGENT if any(m.kind == kind and m.state == "unknown" for m in marks)]
    for state, words in _HEADED.items():
        for kind in _URGENT:
            if any(mark.kind == kind and mark.state == state for mark in marks):
                stricter = [one for one in unknown if _URGENT.index(one) <= _URGENT.index(kind)]
                return _sentence("; ".join([words.format(_NAMES[kind]), *map(_open, stricter)]))
    if all(mark.rule is None for mark in marks):
        return "No rule has a line here"
    limit = next((mark.at for mark in marks if mark.kind == "upper-limit" and mark.at is not None), math.inf)
    decided = any(mark.rule is not None and mark.state != "unknown" for mark in marks)
    above = ["above the upper limit"] if figure.low > limit else []
    return _sentence("; ".join([*above, *(["no line met"] if decided else []), *map(_open, unknown)]))


def _open(kind: MarkKind) -> str:
    return f"{_NAMES[kind]} cannot be told"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _following(figure: Figure, marks: tuple[Mark, ...]) -> str:
    """The distance to the nearest line that the result does not meet, each way; nothing where it has no end."""
    ahead = [mark for mark in marks if mark.state in ("not-met", "near", "past") and mark.at is not None]
    rising = [m for m in ahead if not m.falling and (m.at or 0.0) > figure.high]
    falling = [m for m in ahead if m.falling and (m.at or 0.0) < figure.low]
    said = []
    if rising and math.isfinite(figure.high):
        said.append(_away(min(rising, key=lambda m: m.at or 0.0), figure.high, figure.scale))
    if falling:
        said.append(_away(max(falling, key=lambda m: m.at or 0.0), figure.low, figure.scale))
    return " ".join(said)


def _away(mark: Mark, end: float, scale: Scale) -> str:
    at = mark.at or 0.0
    side = "above" if mark.falling else "below"
    first, second = (end, at) if mark.falling else (at, end)
    sum_ = f"{shown(first)} - {shown(second)} = {shown(first - second)}"
    away, line = with_unit(first - second, scale.shown), with_unit(at, scale.shown)
    return f"{away} {side} the {_NAMES[mark.kind]} of {line} ({sum_})."
