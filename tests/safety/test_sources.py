"""What is read once for all patients: the topic's own sentences, and nothing that anybody else wrote."""

from __future__ import annotations

from service.domain.answer import DraftStatement, Verdict
from service.safety.check import MAX_STATEMENTS, check_statements
from service.safety.claims.sources import Reader, own_words
from service.safety.grammar.discourse import PLAIN
from tests.safety.topic import TOPIC

OWN = sorted(own_words(TOPIC))
FOREIGN = "Her azathioprine was stopped at ALT 223."


def drafts(*texts: str) -> list[DraftStatement]:
    return [DraftStatement(text=t, passages=(), origin="quote", heading="") for t in texts]


def test_a_sentence_of_the_topic_is_read_once_and_no_other_text_is_kept() -> None:
    reader = Reader(TOPIC)

    assert reader(OWN[0]) is reader(OWN[0])
    assert reader(FOREIGN) is not reader(FOREIGN)


def test_what_a_kept_sentence_claims_depends_on_the_weight_it_is_read_with() -> None:
    text = next(t for t in OWN if "mg/kg" in t)
    reader, anew = Reader(TOPIC), Reader(TOPIC)

    for weight in (None, 50.0, 70.0, 50.0, None):
        for n in range(len(reader(text).statements)):
            kept = reader.claims(reader(text), n, weight_kg=weight, strength_mg=None, stance=PLAIN)
            fresh = Reader(TOPIC).claims(anew(text), n, weight_kg=weight, strength_mg=None, stance=PLAIN)
            assert kept == fresh


def test_a_draft_is_judged_the_same_before_and_after_its_sentences_are_known() -> None:
    first = check_statements(drafts(*OWN[:40]), topic=TOPIC)

    assert check_statements(drafts(*OWN[:40]), topic=TOPIC) == first


def test_a_draft_past_the_budget_is_not_passed() -> None:
    long = "Ask about symptoms. " * MAX_STATEMENTS

    report = check_statements(drafts(long, "Ask about symptoms."), topic=TOPIC)

    assert [s.verdict for s in report.statements] == [Verdict.PASS, Verdict.ABSTAIN]
    assert report.verdict is Verdict.ABSTAIN
