"""Every way in which a source may not hold or be rested on, with the line that the editor is sent to."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import TopicFolder

LABEL = "sources/product-label.md"


@pytest.mark.parametrize(
    ("old", "new", "below", "message"),
    [
        ("kind: label", "kind: leaflet", 0, "'kind' cannot be 'leaflet': write one of guideline, research, label"),
        ("id: product-label", "id: Product label", 0, "'Product label' is no id"),
        ("published: 2024", "published: last year", 0, "'published' must be a date as YYYY, YYYY-MM or YYYY-MM-DD"),
        ("published: 2024", "published: 2024-13", 0, "'published' must be a date"),
        ("url: https://example.org/tavorexin", "url: example.org", 0, "'url' must begin with https:// or http://"),
        ("superseded_by: null", "superseded_by: hospital-guideline", 0, "exactly when status is superseded"),
        ("verbatim: false", 'verbatim: "no"', 0, "'verbatim' must be true or false"),
        ("evidence: null", "evidnce: null", 0, "front matter has no key 'evidnce': did you mean 'evidence'?"),
        ("# Tavorexin tablets: product label\n", "# Tavorexin\n", 0, "the heading differs from the title"),
        ("## Dose", "### Dose", 0, "is no '# Title', '## Section', '- Text. {S-1}'"),
        ("# Tavorexin tablets: product label\n", "## Early\n", 0, "a section before the '# Title' line"),
        ("## Dose", "# Dose", 0, "a second '# Title'"),
        ("## Dose", "Dose", 0, "is no '# Title'"),
        ("{L-01}", "{l-01}", 0, "'l-01' is no statement id"),
        ("{L-01}", "{L-01, L-01}", 0, "is no statement id: write it as S-14 or S-14a, each once"),
        (" {L-01}", "", 0, "must end with its id in braces"),
        ("{L-01}", "{L-01; ref 1}", 0, "only '; refs 1,3' may follow"),
        ("{L-01}", "{L-01; refs 1,}", 0, "only '; refs 1,3' may follow"),
        ("low sodium. {L-01}", "low sodium {L-01}", 0, "end it with a full stop"),
        ("{L-02}", "{V-01}", 0, "the id 'V-01' is also at sources/house-rules.md:22"),
        ("{L-02}", "{L-02}\n* Another. {L-03}", 1, "is no '# Title'"),
        ("{L-02}", "{L-02}\n    - patient: Words.", 1, "is no '# Title'"),
        ("{L-02}", "{L-02}\n  - patient: Words", 1, "patient words must be whole sentences"),
        ("{L-02}", "{L-02}\n  - patient: Words.\n  - patient: More.", 2, "directly below their one statement"),
        ("{L-02}", "{L-02}\n## Empty", 1, "the section 'Empty' has no statement"),
        ("{L-02}", "{L-02}\n## Dose\n- Two. {L-03}", 1, "the section 'Dose' stands twice"),
        ("## Dose\n", "- Outside. {L-09}\n## Dose\n", 0, "a statement outside a section"),
        ("## Dose\n", "  - patient: Words.\n## Dose\n", 0, "patient words belong directly below"),
    ],
)
def test_a_source_that_does_not_hold_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, below: int, message: str
) -> None:
    topic_folder.assert_refused(LABEL, old, new, message, below=below)


def test_a_source_needs_a_title_and_a_section(topic_folder: TopicFolder) -> None:
    text = (topic_folder.path / LABEL).read_text(encoding="utf-8")
    front = text[: text.index("# Tavorexin")]

    (topic_folder.path / LABEL).write_text(front, encoding="utf-8")
    assert "has no title: add a line '# Title'" in str(topic_folder.refusal())

    (topic_folder.path / LABEL).write_text(f"{front}# Tavorexin tablets: product label\n", encoding="utf-8")
    error = topic_folder.refusal()
    assert (error.line, "has no section" in str(error)) == (front.count("\n") + 1, True)


def test_a_source_lists_every_key_but_references(topic_folder: TopicFolder) -> None:
    topic_folder.edit(LABEL, "references: []\n", "")
    assert topic_folder.read().statements["L-01"][0].references == ()

    topic_folder.edit(LABEL, "evidence: null\n", "")
    error = topic_folder.refusal()
    assert (error.line, "front matter lacks evidence: add it" in str(error)) == (2, True)


def test_a_superseding_source_must_be_there(topic_folder: TopicFolder) -> None:
    topic_folder.edit(LABEL, "status: current", "status: superseded")
    topic_folder.assert_refused(
        LABEL, "superseded_by: null", "superseded_by: new-label", "which is no other source here"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("rules.yaml", "also: [L-02]", "also: [O-02]", "rule 'emergency'"),
        ("topic.yaml", "positions: [G-05, L-01]", "positions: [G-05, O-01]", "the disagreement about the dose"),
        ("topic.yaml", "bottom_line: [G-01, G-04]", "bottom_line: [G-01, O-01]", "the bottom line"),
        ("topic.yaml", "  statement: G-01\nself_test", "  statement: O-01\nself_test", "the premise that low sodium"),
        (
            "topic.yaml",
            '[["pregnan*|conceiv*"]]',
            '[["pregnan*|conceiv*"]]\n    statement: O-01',
            "the gap tavorexin in",
        ),
        ("topic.yaml", 'held?"\n  statement: G-01', 'held?"\n  statement: O-01', "the canary"),
    ],
)
def test_nothing_may_rest_on_a_superseded_source(
    topic_folder: TopicFolder, file: str, old: str, new: str, what: str
) -> None:
    topic_folder.add_old_edition()
    topic_folder.read()
    topic_folder.edit(file, old, new)

    refused = str(topic_folder.refusal())

    assert what in refused
    assert "of 'old-label', which is superseded by 'product-label': rest it on a current statement" in refused


def test_a_topic_does_not_lead_with_a_superseded_source(topic_folder: TopicFolder) -> None:
    topic_folder.add_old_edition()
    topic_folder.edit("topic.yaml", "lead_source: hospital-guideline", "lead_source: old-label")

    assert "lead_source is superseded by 'product-label': lead with that" in str(topic_folder.refusal())


def test_two_sources_with_one_id_are_refused(topic_folder: TopicFolder) -> None:
    topic_folder.edit(LABEL, "id: product-label", "id: house-rules")

    assert "the source id 'house-rules' is also that of sources/house-rules.md" in str(topic_folder.refusal())


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# Title\n", 1, "does not begin with front matter"),
        ("---\nid: a\n", 1, "the front matter does not end"),
        ("---\nid: a\n---\n", 2, "front matter lacks title"),
    ],
)
def test_a_source_needs_its_front_matter(topic_folder: TopicFolder, text: str, line: int, message: str) -> None:
    (topic_folder.path / LABEL).write_text(text, encoding="utf-8")
    error = topic_folder.refusal()

    assert (error.file, error.line) == (f"topic/{LABEL}", line)
    assert message in str(error)
