"""The page on writing a topic says what the code reads: its example is a topic, and no key is left out."""

from __future__ import annotations

import dataclasses
import re
import typing
from pathlib import Path

import pytest

from corpus import model
from corpus.conditions import DRUG_STATUSES
from corpus.limits import CLAIM_UNITS
from corpus.lint import lint
from corpus.reader import read_topic
from corpus.rules import FORBIDDABLE, TRIGGERS
from tests.corpus.conftest import EXAMPLE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "topics.md").read_text(encoding="utf-8")

#: What the reader fills in itself.
FILLED_IN = {"sections", "file", "text", "vocabulary", "sources", "corpus_hash", "rules_hash", "line"}
WRITTEN = (
    model.Reference,
    model.Source,
    model.Interval,
    model.Drug,
    model.Analyte,
    model.Sign,
    model.Vocabulary,
    model.Ground,
    model.Limit,
    model.RuleTest,
    model.Rule,
    model.Saying,
    model.Aspect,
    model.Asked,
    model.Quantity,
    model.Band,
    model.Formula,
    model.FormulaTest,
    model.Formulas,
    model.Ceiling,
    model.Pace,
    model.DailyDose,
    model.Disagreement,
    model.Gap,
    model.Premise,
    model.SelfTest,
    model.Sample,
    model.Canary,
    model.Article,
    model.Scope,
    model.Topic,
)
CONDITION_KEYS = (
    *(
        "lab",
        "symptom",
        "condition",
        "drug",
        "phase",
        "planned",
        "dose",
        "days",
        "fired",
        "all",
        "any",
        "not",
        "for_any",
    ),
    *("is", "then", "than", "op", "enforced", "value", "of", "unit", "at", "status"),
)


def words_of(cls: type[typing.Any], name: str) -> tuple[str, ...]:
    """The words that a Literal field, or a tuple of them, may have."""
    hint = typing.get_type_hints(cls)[name]
    inner = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
    return typing.get_args(inner)


def example_in_page() -> dict[str, str]:
    blocks = re.findall(r"^### (\S+)\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return dict(blocks)


def test_the_example_in_the_page_is_the_example_topic() -> None:
    files = {
        str(path.relative_to(EXAMPLE)): path.read_text(encoding="utf-8")
        for path in EXAMPLE.rglob("*")
        if path.is_file()
    }

    assert example_in_page() == files


def test_the_example_copied_from_the_page_reads_and_has_no_error(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    for name, text in example_in_page().items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert [finding for finding in lint(read_topic(tmp_path)) if finding.severity == "error"] == []


@pytest.mark.parametrize("cls", WRITTEN, ids=lambda cls: cls.__name__)
def test_every_key_is_explained(cls: type[typing.Any]) -> None:
    keys = {field.name for field in dataclasses.fields(cls)} - FILLED_IN
    if cls is model.RuleTest:
        keys.add("text")

    assert {key for key in keys if not re.search(rf"`{key}[`:]", PAGE)} == set()


@pytest.mark.parametrize("key", CONDITION_KEYS)
def test_every_key_of_a_condition_is_explained(key: str) -> None:
    conditions = PAGE[PAGE.index("## Conditions") : PAGE.index("## Triggers")]

    assert re.search(rf"[`{{ ]{key}[`:]", conditions)


@pytest.mark.parametrize(
    "words",
    [
        typing.get_args(model.SourceKind),
        typing.get_args(model.SourceStatus),
        typing.get_args(model.RuleKind),
        typing.get_args(model.Severity),
        typing.get_args(model.Urgency),
        typing.get_args(model.DrugRelation),
        typing.get_args(model.Relative),
        typing.get_args(model.Step),
        tuple(model.Action),
        TRIGGERS,
        FORBIDDABLE,
        tuple(CLAIM_UNITS),
        DRUG_STATUSES,
        words_of(model.InPhase, "any"),
        words_of(model.Planned, "any"),
        words_of(model.Dose, "of"),
        words_of(model.Days, "of"),
    ],
    ids=lambda words: words[0],
)
def test_every_word_that_a_key_may_have_is_named(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_every_code_of_the_lint_is_explained() -> None:
    code = (ROOT / "corpus" / "lint.py").read_text(encoding="utf-8")
    before = r'(?:code=|_note\(|severity, |"(?:error|warning|note)", |reference_note else "warning", )'
    codes = set(re.findall(before + r'"([a-z]+(?:-[a-z]+)*)"', code)) - {"warning", "error", "note"}

    assert len(codes) == 17
    assert [name for name in sorted(codes) if f"`{name}`" not in PAGE] == []
