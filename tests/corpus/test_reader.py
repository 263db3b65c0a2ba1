"""What a topic folder becomes when it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.errors import TopicError
from corpus.model import All, Fired, ForAny, Is, Lab, OnDrug, Planned, Topic
from corpus.reader import read_topic, read_topics
from tests.corpus.conftest import EXAMPLE, TopicFolder


def test_a_statement_keeps_its_facts_references_section_and_place(example: Topic) -> None:
    source, statement = example.statements["G-05"]

    assert statement.text == "Restart tavorexin at 5 mg daily."
    assert statement.fact_ids == ("G-05", "G-06")
    assert statement.references == ("1",)
    assert statement.section == "Starting again"
    assert source.text[statement.start :].startswith(statement.text)
    assert source.text.split("\n")[statement.line - 1].startswith("- " + statement.text)


def test_every_passage_span_holds_the_statement_word_for_word(example: Topic) -> None:
    texts = {source.id: source.text for source in example.sources}

    assert len(example.passages) == len(example.statements)
    for passage in example.passages.values():
        assert texts[passage.source_id][slice(*passage.span)] == passage.text


def test_patient_words_are_tied_to_their_statement(example: Topic) -> None:
    assert example.statements["G-07"][1].patient_text == (
        "After a restart the salt level is checked again within about a week."
    )
    assert example.statements["G-02"][1].patient_text is None


def test_a_lettered_statement_tells_the_fact_without_the_letter(topic_folder: TopicFolder) -> None:
    topic_folder.edit("sources/hospital-guideline.md", "{G-07}", "{G-04b}")
    topic_folder.edit("questions.yaml", "[G-07]", "[G-04b]")

    assert topic_folder.read().statements["G-04b"][1].fact_ids == ("G-04",)


def test_a_line_on_a_group_becomes_a_line_on_each_of_its_analytes(example: Topic) -> None:
    line = Lab(lab="it", op=">", enforced=">=", value=2, of="baseline")

    assert example.rule["stop-kidney"].when == ForAny(for_any="kidney", then=line)


def test_the_enforced_operator_defaults_to_the_printed_one(example: Topic) -> None:
    definition = example.definitions["low-sodium"]

    assert isinstance(definition, Lab)
    assert (definition.op, definition.enforced, definition.of, definition.at) == ("<", "<", "absolute", "current")


def test_one_word_may_stand_for_a_list_of_one(example: Topic) -> None:
    assert example.rule["restart-too-early"].when == All(all=(Planned(any=("restart",)), Is(name="low-sodium")))


def test_the_words_on_and_no_and_dates_stay_what_the_editor_wrote(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", "{planned: restart}", "{phase: [on, held]}")
    topic_folder.edit("vocabulary.yaml", "names: [heart failure]", "names: [no, 2026-01-15]")
    topic = topic_folder.read()

    assert topic.vocabulary.conditions[0].names == ("no", "2026-01-15")
    assert topic.article.updated == "2026-01-15"
    assert "InPhase(any=('on', 'held'))" in repr(topic.rule["restart-too-early"].when)


def test_a_rule_may_rest_on_others_by_a_prefix(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", "{planned: restart}", '{fired: "stop-*"}')

    when = topic_folder.read().rule["restart-too-early"].when
    assert isinstance(when, All)
    assert when.all[0] == Fired(any=("stop-*",))


def test_another_drug_counts_when_it_is_taken_or_planned(topic_folder: TopicFolder) -> None:
    topic_folder.edit("rules.yaml", "{planned: restart}, {is: low-sodium}", "{drug: thiazide}")
    text = (topic_folder.path / "rules.yaml").read_text(encoding="utf-8")
    (topic_folder.path / "rules.yaml").write_text("rules:" + text.split("rules:", 1)[1], encoding="utf-8")
    topic = topic_folder.read()

    assert topic.definitions == {}
    assert topic.rule["restart-too-early"].when == All(all=(OnDrug(any=("thiazide",), status=("active", "planned")),))


def test_a_ratio_may_have_no_unit(topic_folder: TopicFolder) -> None:
    ratio = '  - {id: INR, names: [INR], unit: "", units: {"": 1}, precision: {"": 0.1}}'
    topic_folder.edit("vocabulary.yaml", "symptoms:", f"{ratio}\nsymptoms:")

    assert topic_folder.read().vocabulary.analytes[-1].unit == ""


def test_a_line_on_a_ratio_has_the_empty_unit(topic_folder: TopicFolder) -> None:
    topic_folder.edit("vocabulary.yaml", "symptoms:", '  - {id: INR, names: [INR], unit: ""}\nsymptoms:')
    topic_folder.edit("rules.yaml", "{planned: restart}", '{lab: INR, op: ">", value: 5, unit: ""}')
    topic_folder.edit("rules.yaml", '135 mmol/L or more."}', '135 mmol/L or more.", derived: true}')
    when = topic_folder.read().rule["restart-too-early"].when

    assert isinstance(when, All)
    assert when.all[0] == Lab(lab="INR", op=">", enforced=">", value=5, of="absolute", unit="")


def test_the_hashes_do_not_depend_on_where_the_folder_lies(topic_folder: TopicFolder, example: Topic) -> None:
    topic = topic_folder.read()

    assert (topic.corpus_hash, topic.rules_hash) == (example.corpus_hash, example.rules_hash)
    assert topic.corpus_hash.startswith("sha256:")


@pytest.mark.parametrize(
    ("file", "corpus_changes", "rules_change"),
    [
        ("topic.yaml", True, False),
        ("vocabulary.yaml", True, True),
        ("rules.yaml", False, True),
        ("sources/product-label.md", True, False),
    ],
)
def test_each_hash_covers_its_files(
    topic_folder: TopicFolder, example: Topic, file: str, corpus_changes: bool, rules_change: bool
) -> None:
    topic_folder.append(file, "\n")
    topic = topic_folder.read()

    assert (topic.corpus_hash != example.corpus_hash) is corpus_changes
    assert (topic.rules_hash != example.rules_hash) is rules_change


def test_windows_line_ends_change_nothing(topic_folder: TopicFolder, example: Topic) -> None:
    for path in topic_folder.path.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert topic_folder.read() == example


def test_topics_come_in_the_order_of_their_folders(tmp_path: Path) -> None:
    for name in ("b", "a"):
        shutil.copytree(EXAMPLE, tmp_path / name)
        TopicFolder(path=tmp_path / name).edit("topic.yaml", "id: tavorexin-low-sodium", f"id: topic-{name}")
    (tmp_path / "_drafts").mkdir()

    assert [topic.id for topic in read_topics([tmp_path])] == ["topic-a", "topic-b"]


def test_two_topics_with_one_id_are_refused(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "one")
    shutil.copytree(EXAMPLE, tmp_path / "two")

    with pytest.raises(TopicError, match=r"^two/topic\.yaml: another topic has the id 'tavorexin-low-sodium' already"):
        read_topics([tmp_path])


def test_a_folder_without_topics_is_not_an_empty_service(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match="holds no topic"):
        read_topics([tmp_path])
    with pytest.raises(TopicError, match="no such folder of topics"):
        read_topics([tmp_path / "missing"])
    with pytest.raises(TopicError, match="no such topic folder"):
        read_topic(tmp_path / "missing")
