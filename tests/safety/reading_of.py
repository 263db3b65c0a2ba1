"""All that the core reads in a text and says of it, in lines that a person can compare.

`python -m tests.safety.reading_of` writes the kept readings in `readings/` anew: look at what changed before you keep
it. `python -m tests.safety.reading_of TEXT` shows one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from service.domain.answer import CheckReport
from service.domain.facts import PatientFacts, Read
from service.domain.question import Question
from service.safety.check import check
from service.safety.claims.claims import read_claims
from service.safety.claims.told import Told, read_told
from service.safety.grammar.discourse import Stance, stances
from service.safety.reading import read_facts
from service.safety.route import route
from service.safety.rules.assess import assess
from service.safety.rules.limits import limits_of
from service.safety.text.lexer import lexer_for
from service.safety.text.statements import Statement, split
from service.safety.text.tokens import Kind, Token
from tests.safety import topic as first

#: A longer reason is the rule's own text, which stands in the topic.
LONG = 80
FOLDER = Path(__file__).parent / "readings"


def reading_of(text: str) -> list[str]:
    """Facts, findings, tokens, claims and verdicts of a text, one a line, in an order that does not change."""
    topic = first.TOPIC
    question = Question(text=text, topic=topic.id)
    facts = read_facts(question, topic)
    assessment = assess(facts, topic)
    way = route(question, facts, assessment, topic)
    found = [*_fields("", facts), f"fires {' '.join(sorted(assessment.fired | {f.rule for f in way.findings}))}"]
    found += [f"asks {m.fact}" for m in assessment.missing]
    lexed = lexer_for(topic.vocabulary)(text)
    told = read_told(lexed, topic, None)
    statements = split(lexed)
    for statement, stance in zip(statements, stances(statements), strict=True):
        found += _statement(statement, stance, told)
    found += _verdicts("alone", check(text, topic=topic))
    found += _verdicts("with the facts", check(text, topic=topic, facts=facts, assessment=assessment))
    return found


def _statement(statement: Statement, stance: Stance, told: Told) -> Iterator[str]:
    topic = first.TOPIC
    claims = read_claims(statement, topic, limits_of(topic), told, weight_kg=None, strength_mg=None, stance=stance)
    yield "| " + " ".join(map(_token, claims.tokens))
    yield from _fields("", claims, leave=("statement", "tokens", "words", "clause_of", "labs", "doses"))
    yield from _fields("", claims.doses)
    yield from _fields("lab ", claims.labs)


def _token(token: Token) -> str:
    if token.kind is Kind.WORD and not token.id:
        return token.text
    figures = "" if token.low is None else f" {terse(token.low)}..{terse(token.high)}"
    return f"[{token.text}: {token.kind.value} {token.id}{figures}{f' {token.form}' if token.form else ''}]"


def _verdicts(how: str, report: CheckReport) -> Iterator[str]:
    yield f"{how}: {report.verdict.value}"
    for said in [v for s in report.statements for v in s.violations] + list(report.violations):
        yield f"{how}: {said.rule}" + (f" {said.reason}" if len(said.reason) < LONG else "")


def _fields(before: str, of: Any, leave: tuple[str, ...] = ()) -> Iterator[str]:
    """One line for each field that is not empty, and for each member of one that holds several."""
    for field in fields(of):
        held = getattr(of, field.name)
        if field.name in leave or _empty(held):
            continue
        if isinstance(held, tuple):
            yield from (f"{before}{field.name} {terse(one)}" for one in held)
        else:
            yield f"{before}{field.name} {terse(held)}"


def terse(value: Any) -> str:
    match value:
        case Read():
            return f"'{value.as_given}'" + (f"@{value.span[0]}-{value.span[1]}" if value.span else value.origin)
        case PatientFacts():
            return "{" + "; ".join(_fields("", value)) + "}"
        case Enum():
            return str(value.value)
        case float():
            return f"{value:.6g}"
        case Mapping():
            return "{" + ", ".join(f"{k}: {terse(v)}" for k, v in sorted(value.items())) + "}"
        case frozenset() | set():
            return "{" + ", ".join(sorted(map(terse, value), key=lambda said: (len(said), said))) + "}"
    return _named(value)


def _named(value: Any) -> str:
    """The fields of what has any; other tuples as they are."""
    if hasattr(value, "_fields"):
        return " ".join(f"{k}={terse(v)}" for k, v in value._asdict().items() if not _empty(v))
    if is_dataclass(value):
        return " ".join(f"{f.name}={terse(v)}" for f in fields(value) if not _empty(v := getattr(value, f.name)))
    return "(" + ", ".join(map(terse, value)) + ")" if isinstance(value, tuple) else str(value)


def _empty(value: Any) -> bool:
    return value is None or value is False or (hasattr(value, "__len__") and len(value) == 0)


def kept() -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Each file of kept readings and its lines."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        yield path, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _write() -> None:
    for path, lines in kept():
        now = [{"text": line["text"], "reads": reading_of(line["text"])} for line in lines]
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in now), encoding="utf-8")
        changed = [new["text"] for new, old in zip(now, lines, strict=True) if new != old]
        print(f"{path.name}: {len(changed)} of {len(lines)} changed", *changed, sep="\n  ")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*reading_of(" ".join(sys.argv[1:])), sep="\n")
    else:
        _write()
