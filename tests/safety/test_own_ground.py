"""A fired rule's own statement may be quoted to the letter; nothing else is excused from what it breaks."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Passage
from service.domain.answer import DraftStatement, Verdict
from service.safety.check import check_statements
from service.safety.judges.own_ground import answered_for
from tests.safety.asking import judged, read
from tests.safety.topic import TOPIC

NEAR = "On azathioprine ALT is 245 U/L, baseline 50, ULN 45. What now?"


def ground(rule: str) -> Passage:
    statement = TOPIC.rule[rule].ground.statement
    return next(p for p in TOPIC.passages.values() if p.statement_id == statement)


def quote(passage: Passage) -> DraftStatement:
    return DraftStatement(
        text=passage.text,
        passages=(passage.id,),
        origin="quote",
        heading="",
        statement_ids=(passage.statement_id,),
    )


def verdict(draft: DraftStatement, case: str) -> Verdict:
    report = check_statements((draft,), topic=TOPIC, facts=read(case), assessment=judged(case))
    return report.statements[0].verdict


def test_a_fired_rule_s_own_statement_is_quoted() -> None:
    assert "near-threshold" in judged(NEAR).fired
    assert verdict(quote(ground("near-threshold")), NEAR) is Verdict.PASS


def test_one_letter_changed_excuses_nothing() -> None:
    own = quote(ground("near-threshold"))
    changed = replace(own, text=own.text.replace("before any", "after any"))

    assert changed.text != own.text
    assert verdict(changed, NEAR) is not Verdict.PASS


def test_what_a_model_or_a_rule_words_is_excused_from_nothing() -> None:
    own, fired = quote(ground("near-threshold")), judged(NEAR).fired

    assert answered_for(own, TOPIC, fired)
    assert answered_for(replace(own, origin="model"), TOPIC, fired) == frozenset()
    assert answered_for(replace(own, origin="rule"), TOPIC, fired) == frozenset()


def test_the_statement_of_a_rule_that_has_not_fired_is_excused_from_nothing() -> None:
    assert answered_for(quote(ground("near-threshold")), TOPIC, frozenset({"cap-150"})) == frozenset()


def test_figures_that_limit_every_text_and_other_fired_rules_stay_breaches() -> None:
    fired = judged(NEAR).fired
    excused = answered_for(quote(ground("near-threshold")), TOPIC, fired)

    limiting = {r.id for r in TOPIC.rules if r.limits}
    assert limiting
    assert not excused & limiting
    assert excused & fired == {"near-threshold"}
