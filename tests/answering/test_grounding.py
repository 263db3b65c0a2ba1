"""A statement rests on what it cites, or it is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Topic
from service.answering.grounding import ground
from service.domain.answer import Assessment, DraftStatement

NOTHING = Assessment(findings=(), missing=())


@pytest.fixture
def quoted(topic: Topic) -> DraftStatement:
    passage = next(p for p in topic.passages.values() if "do not exceed 150 mg" in p.text.lower())
    return DraftStatement(text=passage.text, passages=(passage.id,), origin="quote", heading="Restarting")


def test_a_word_for_word_quotation_is_kept(topic: Topic, quoted: DraftStatement) -> None:
    assert ground([quoted], topic, NOTHING) == ((quoted,), ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "Something else."},
        {"passages": ()},
        {"passages": ("p_of_nowhere",)},
    ],
)
def test_a_quotation_that_does_not_stand_where_it_says_is_removed_and_named(
    topic: Topic, quoted: DraftStatement, wrong: dict[str, object]
) -> None:
    changed = replace(quoted, **wrong)  # type: ignore[arg-type]  # each case changes one field by name
    kept, changes = ground([changed], topic, NOTHING)

    assert kept == ()
    assert [(c.rule, c.outcome) for c in changes] == [("grounding", "removed")]


def test_a_worded_statement_may_hold_only_figures_of_its_passages(topic: Topic, quoted: DraftStatement) -> None:
    within = replace(quoted, origin="model", text="The ceiling is 150 mg.")
    beyond = replace(quoted, origin="model", text="The ceiling is 175 mg.")
    other_unit = replace(quoted, origin="model", text="The ceiling is 150 g.")

    kept, changes = ground([within, beyond, other_unit], topic, NOTHING)

    assert kept == (within,)
    assert [c.statement for c in changes] == [beyond.text, other_unit.text]
