"""Every way in which vocabulary, topic and sources may not hold, with the line that the editor is sent to."""

from __future__ import annotations

import pytest

from corpus.files import MAX_BYTES, MAX_SOURCES
from tests.corpus.conftest import TopicFolder

GUIDELINE = "sources/hospital-guideline.md"
LABEL = "sources/product-label.md"
SAMPLE = '- "Restart tavorexin at 20 mg daily."'


def assert_refused(folder: TopicFolder, file: str, old: str, new: str, message: str, *, below: int = 0) -> None:
    line = folder.edit(file, old, new) + below
    error = folder.refusal()
    assert (error.file, error.line) == (f"topic/{file}", line)
    assert message in str(error)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("relation: interacting", "relation: intracting", "'relation' cannot be 'intracting'"),
        ("  - id: hydrochlorothiazide", "  - id: tavorexin", "the id 'tavorexin' stands twice"),
        ("  - id: heart-failure", "  - id: sodium", "the id 'sodium' stands twice"),
        ("  - id: heart-failure", '  - id: "heart*"', "'heart*' is no id"),
        ("names: [hydrochlorothiazide, HCTZ]", "names: [hydrochlorothiazide, tavo]", "names both 'tavorexin' and"),
        ("names: [creatinine, serum creatinine]", "names: [creatinine, na]", "'na' names both 'sodium' and"),
        ("names: [heart failure]", "names: []", "'heart-failure' has no names"),
        ("  - id: sodium", "  - id: kidney", "'kidney' is also a group that it does not belong to"),
        ("unit: µmol/L", "unit: µmol/l", "the unit 'µmol/l' is not spelled under units: did you mean 'µmol/L'?"),
        ("units: {mg/dL: 88.4}", "units: {g/dL: 88400}", "the unit 'g/dL' is not spelled under units"),
        ("units: {mg/dL: 88.4}", "units: {mg/dL: 0}", "the factor of 'mg/dL' must be above 0"),
        ("units: {mg/dL: 88.4}", "units: {mg/dL: 88.4, µmol/L: 2}", "1 for the analyte's own unit"),
        ("units: {mg/dL: 88.4}", "units: {mg/dL: -88.4}", "must be above 0"),
        ("precision: {µmol/L: 1, mg/dL: 0.01}", "precision: {mmol/L: 1}", "'mmol/L' is no unit of creatinine"),
        ("precision: {µmol/L: 1, mg/dL: 0.01}", "precision: {µmol/L: 0}", "the precision of 'µmol/L' must be above 0"),
        ("plausible: {low: 90, high: 200}", "plausible: {low: 200, high: 90}", "low must be below high"),
        ("plausible: {low: 90, high: 200}", "plausible: {low: 90, hi: 200}", "has no key 'hi': did you mean 'high'?"),
        ("electrolytes: [sodium]", "electrolytes: [sodium, zinc]", "there is no analyte 'zinc'"),
        ("mEq/L: [meq/l]", "mEq/L: [mmol/l]", "'mmol/l' is written for both 'mmol/L' and 'mEq/L'"),
        ("urgency: emergency", "urgency: soon", "'urgency' cannot be 'soon': write one of emergency, urgent, none"),
        ("electrolytes: [sodium]", "electrolytes: {sodium: 1}", "'panels.electrolytes' must be a single value"),
        ("names: [heart failure]", "names: [[heart failure]]", "'names' must be a single value"),
        ("units: {mg/dL: 88.4}", "units: 88.4", "'units' must be a mapping of names to values"),
        ("phrases:", "phrase:", "vocabulary.yaml has no key 'phrase': did you mean 'phrases'?"),
    ],
)
def test_a_vocabulary_that_does_not_hold_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    assert_refused(topic_folder, "vocabulary.yaml", old, new, message)


@pytest.mark.parametrize(("old", "new"), [("governed", "other"), ("interacting", "governed")])
def test_there_is_exactly_one_governed_drug(topic_folder: TopicFolder, old: str, new: str) -> None:
    topic_folder.edit("vocabulary.yaml", f"relation: {old}", f"relation: {new}")
    error = topic_folder.refusal()

    assert error.line == 2
    assert "exactly one drug has relation: governed" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lead_source: hospital-guideline", "lead_source: hospital", "there is no source 'hospital'"),
        ("bottom_line: [G-01, G-04]", "bottom_line: [G-01, G-99]", "there is no statement 'G-99'"),
        ("bottom_line: [G-01, G-04]", "bottom_line: []", "'bottom_line' is empty"),
        ("updated: 2026-01-15", "updated: January", "'updated' must be a date as YYYY-MM-DD"),
        ("positions: [G-05, L-01]", "positions: [G-05, L-11]", "there is no statement 'L-11'"),
        ("positions: [G-05, L-01]", "positions: G-05", "needs two positions or more"),
        ("rules: [restart-dose]", "rules: [restart-doses]", "no rule 'restart-doses': did you mean 'restart-dose'?"),
        ('terms: [["pregnan*|conceiv*"]]', "terms: []", "it needs terms"),
        ('10 mg daily.": [hold-low-sodium]', '10 mg daily.": [hold-sodium]', "there is no rule 'hold-sodium'"),
        ("id: tavorexin-low-sodium", "id: Tavorexin", "'Tavorexin' is no topic id"),
        ("disclaimer:", "disclamer:", "topic.yaml has no key 'disclamer': did you mean 'disclaimer'?"),
        ("audience_note:", "audience:", "'article' has no key 'audience': did you mean 'audience_note'?"),
        ('editorial_policy: "Two', 'editorial_policy: null # "Two', "'editorial_policy' must be text"),
        (SAMPLE, '- {text: "Go on.", pateint: {}}', "did you mean 'patient'?"),
        (SAMPLE, '- {question: "What now?"}', "a sample of 'must_block' lacks text"),
        (SAMPLE, "- {text: []}", "a sample without a text tries nothing"),
        (SAMPLE, "- true", "'must_block' must be text"),
    ],
)
def test_a_topic_file_that_does_not_hold_is_refused_on_its_line(
    topic_folder: TopicFolder, old: str, new: str, message: str
) -> None:
    assert_refused(topic_folder, "topic.yaml", old, new, message)


@pytest.mark.parametrize("before", ['["harmless"]]\n    ', 'held?"\n  '])
def test_a_premise_and_the_canary_need_their_statement(topic_folder: TopicFolder, before: str) -> None:
    old, new = f"{before}statement: G-01", f"{before}statement: G-71"
    assert_refused(topic_folder, "topic.yaml", old, new, "there is no statement 'G-71'", below=1)


def test_a_gap_that_names_a_statement_needs_it(topic_folder: TopicFolder) -> None:
    old = '    terms: [["pregnan*|conceiv*"]]'
    new = f"{old}\n    statement: G-71"
    assert_refused(topic_folder, "topic.yaml", old, new, "there is no statement 'G-71'", below=1)


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
    assert_refused(topic_folder, LABEL, old, new, message, below=below)


def test_a_source_needs_a_title_and_a_section(topic_folder: TopicFolder) -> None:
    text = (topic_folder.path / LABEL).read_text(encoding="utf-8")
    front = text[: text.index("# Tavorexin")]

    (topic_folder.path / LABEL).write_text(front, encoding="utf-8")
    assert "has no title: add a line '# Title'" in str(topic_folder.refusal())

    (topic_folder.path / LABEL).write_text(f"{front}# Tavorexin tablets: product label\n", encoding="utf-8")
    error = topic_folder.refusal()
    assert (error.line, "has no section" in str(error)) == (front.count("\n") + 1, True)


def test_a_relative_counts_as_more_than_nothing(topic_folder: TopicFolder) -> None:
    new = "names: [HCTZ]\n    equivalent_factor: 0"
    assert_refused(
        topic_folder, "vocabulary.yaml", "names: [hydrochlorothiazide, HCTZ]", new, "must be above 0", below=1
    )


def test_a_source_lists_every_key_but_references(topic_folder: TopicFolder) -> None:
    topic_folder.edit(LABEL, "references: []\n", "")
    assert topic_folder.read().statements["L-01"][0].references == ()

    topic_folder.edit(LABEL, "evidence: null\n", "")
    error = topic_folder.refusal()
    assert (error.line, "front matter lacks evidence: add it" in str(error)) == (2, True)


def test_a_superseding_source_must_be_there(topic_folder: TopicFolder) -> None:
    topic_folder.edit(LABEL, "status: current", "status: superseded")
    assert_refused(
        topic_folder, LABEL, "superseded_by: null", "superseded_by: new-label", "which is no other source here"
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


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", None, "the file is empty"),
        ("drugs: [a\nanalytes: []\n", 2, "not valid YAML"),
        ("drugs: []\ndrugs: []\n", 2, "the key 'drugs' stands twice (first on line 1)"),
        ("drugs: &a []\nanalytes: *a\n", 1, "anchors (&) and aliases (*) are not allowed"),
        ("drugs: !!python/object:os.system {}\n", 1, "YAML tags (!) are not allowed"),
        ("? [a]\n: b\n", 1, "a key must be a word"),
        ("drugs: []\n---\ndrugs: []\n", 2, "a second YAML document"),
        ("- drugs\n", 1, "vocabulary.yaml must be a mapping"),
        ("drugs: " + "[" * 40 + "]" * 40, 1, "nested more than 30 levels deep"),
    ],
)
def test_yaml_that_is_not_plain_is_refused(
    topic_folder: TopicFolder, text: str, line: int | None, message: str
) -> None:
    (topic_folder.path / "vocabulary.yaml").write_text(text, encoding="utf-8")
    error = topic_folder.refusal()

    assert (error.file, error.line) == ("topic/vocabulary.yaml", line)
    assert message in str(error)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"drugs: []\nnames: caf\xe9\n", 2, "is not UTF-8"),
        ("a: 1\nb: 2\u200b0\n".encode(), 2, "hidden character U+200B"),
        ("a: 1\nb: \u202e5\n".encode(), 2, "hidden character U+202E"),
        ("a: \uffff\n".encode(), None, "not valid YAML: remove control characters"),
        (b"a: \x00\n", 1, "hidden character U+0000"),
        (b"\xef\xbb\xbfa: 1\n", 1, "hidden character U+FEFF"),
        (b"#" * (MAX_BYTES + 1), None, "is larger than 1,000,000 bytes"),
    ],
)
def test_a_file_that_could_hide_something_is_refused(
    topic_folder: TopicFolder, content: bytes, line: int | None, message: str
) -> None:
    (topic_folder.path / "rules.yaml").write_bytes(content)
    error = topic_folder.refusal()

    assert (error.file, error.line) == ("topic/rules.yaml", line)
    assert message in str(error)


@pytest.mark.parametrize("name", ["topic.yaml", "vocabulary.yaml", "rules.yaml"])
def test_a_missing_file_is_named(topic_folder: TopicFolder, name: str) -> None:
    (topic_folder.path / name).unlink()

    assert str(topic_folder.refusal()).startswith(f"topic/{name}: the file is missing")


def test_a_topic_needs_sources_and_nothing_else_among_them(topic_folder: TopicFolder) -> None:
    (topic_folder.path / "sources" / "notes.txt").write_text("notes", encoding="utf-8")
    assert "topic/sources/notes.txt: is not a .md file" in str(topic_folder.refusal())

    for path in (topic_folder.path / "sources").iterdir():
        path.unlink()
    assert "topic/sources: has no sources" in str(topic_folder.refusal())


def test_a_topic_of_very_many_sources_is_split(topic_folder: TopicFolder) -> None:
    for number in range(MAX_SOURCES):
        (topic_folder.path / "sources" / f"{number}.md").write_text("", encoding="utf-8")

    assert "topic/sources: has more than 200 files" in str(topic_folder.refusal())
