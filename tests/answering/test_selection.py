"""Which statements are chosen and in which order they are shown."""

from __future__ import annotations

from corpus.model import Passage, Topic
from service.answering.schedule import besides, completed, schedule, stated
from service.answering.sections import HEADINGS, Place, in_order, place_of
from service.answering.selection import relevant, same, section_asked
from service.domain.ports import Hit


def hit(passage: Passage, score: float, dense: float = 0.6) -> Hit:
    return Hit(passage=passage, score=score, dense=dense, lexical=1.0)


def passages(topic: Topic, source: str) -> list[Passage]:
    return [p for p in topic.passages.values() if p.source_id == source]


def test_a_hit_far_behind_the_best_does_not_bear_on_the_question(topic: Topic) -> None:
    near, far, *_ = passages(topic, topic.article.lead_source)

    assert list(relevant([hit(near, 0.9), hit(far, 0.65)], topic)) == [near.statement_id]


def test_a_hit_of_another_meaning_does_not_bear_on_the_question_however_poor_the_rest(topic: Topic) -> None:
    first, *_ = passages(topic, topic.article.lead_source)

    assert relevant([hit(first, 0.95, dense=0.1)], topic) == {}


def test_nothing_found_chooses_nothing(topic: Topic) -> None:
    assert relevant([], topic) == {}


def test_among_equals_the_leading_source_comes_first(topic: Topic) -> None:
    lead = passages(topic, topic.article.lead_source)[0]
    other = next(p for p in topic.passages.values() if p.kind == "label")

    assert next(iter(relevant([hit(other, 0.8), hit(lead, 0.8)], topic))) == lead.statement_id


def test_statements_with_the_same_words_but_other_numbers_are_not_the_same() -> None:
    assert same("Begin with 50 mg of the drug daily.", "Begin with 50 mg daily of the drug.")
    assert not same("Begin with 50 mg of the drug daily.", "Begin with 75 mg of the drug daily.")


def test_a_section_named_by_its_heading_is_given_whole(topic: Topic) -> None:
    asked = section_asked("summarise the common pitfalls in 5 bullets", topic)

    assert {topic.statements[s][1].section for s in asked} == {"Common Pitfalls to Avoid"}
    assert len(asked) == 5


def test_the_schedule_comes_whole_and_in_the_order_of_its_steps(topic: Topic) -> None:
    steps = schedule(topic)
    text = [topic.statements[s][1].text for s in steps]

    assert completed(steps[2:4], topic) == steps
    assert [i for i, t in enumerate(text) if "begin with 50 mg" in t] < [i for i, t in enumerate(text) if "25 mg" in t]
    assert "Do not exceed 150 mg" in text[-1]


def test_one_step_alone_does_not_bring_the_schedule(topic: Topic) -> None:
    assert completed(schedule(topic)[:1], topic) == ()


def test_what_goes_with_every_schedule_is_read_from_the_rules(topic: Topic) -> None:
    assert any("Blood counts continue" in topic.statements[s][1].text for s in besides(topic))
    assert stated(schedule(topic)[:1], topic)
    assert not stated(schedule(topic)[-1:], topic)


def test_statements_stand_where_the_rule_that_rests_on_them_belongs(topic: Topic) -> None:
    assert place_of(topic.rule["perm-500"].ground.statement, topic) is Place.STOP
    assert place_of(topic.rule["restart-start-50"].ground.statement, topic) is Place.RESTART
    assert place_of(topic.rule["hold-3xuln"].ground.statement, topic) is Place.ACT


def test_sections_follow_the_order_of_care_and_a_permanent_stop_comes_first() -> None:
    headings = [HEADINGS[p] for p in (Place.BACKGROUND, Place.STOP, Place.ACT, Place.CORRECTION)]

    ordered = in_order(headings, stop_first=False)
    assert ordered == [HEADINGS[p] for p in (Place.CORRECTION, Place.ACT, Place.STOP, Place.BACKGROUND)]
    assert in_order(headings, stop_first=True)[:2] == [HEADINGS[Place.CORRECTION], HEADINGS[Place.STOP]]
