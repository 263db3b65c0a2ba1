"""A model's answer is read strictly: each statement once it is whole, and nothing else."""

from __future__ import annotations

import json

import pytest

from service.domain.wording import Worded
from service.drafting.reading import MAX_CHARS, MAX_OBJECT_CHARS, FormatError, StatementReader

GOOD = (
    '{"statements": [{"text": "Hold it {now}, \\"today\\".", "passages": [1, 1], "claims": []}, '
    '{"text": "Ask.", "passages": [2], "claims": ["3 days"]}]}'
)
FIRST = Worded(text='Hold it {now}, "today".', passages=(1,), claims=())
SECOND = Worded(text="Ask.", passages=(2,), claims=("3 days",))


def read(text: str, *, piece: int = 1000) -> list[Worded]:
    reader = StatementReader(2, attempt=1)
    found = [worded for at in range(0, len(text), piece) for worded in reader.feed(text[at : at + piece])]
    reader.close()
    return found


@pytest.mark.parametrize("piece", [1, 2, 7, 1000])
def test_statements_are_the_same_in_whatever_pieces_they_come(piece: int) -> None:
    assert read(GOOD, piece=piece) == [FIRST, SECOND]
    assert read(json.dumps(json.loads(GOOD), indent=2), piece=piece) == [FIRST, SECOND]


def test_a_statement_is_given_back_as_soon_as_it_is_whole() -> None:
    reader = StatementReader(2, attempt=1)
    end = GOOD.index("}, {") + 1

    assert reader.feed(GOOD[: end - 1]) == []
    assert reader.feed(GOOD[end - 1 : end]) == [FIRST]
    assert reader.feed(GOOD[end:]) == [SECOND]


def test_what_stands_before_a_fault_is_the_same_in_whatever_pieces_it_comes() -> None:
    bad = GOOD.replace('"passages": [2]', '"passages": [9]')
    whole, cut = StatementReader(2, attempt=1), StatementReader(2, attempt=1)
    end = bad.index("}, {") + 1

    assert whole.feed(bad) == cut.feed(bad[:end]) == [FIRST]
    for fails in (whole.close, lambda: whole.feed(" "), lambda: cut.feed(bad[end:])):
        with pytest.raises(FormatError):
            fails()


def one(**changed: object) -> str:
    return json.dumps({"statements": [{"text": "Ask.", "passages": [1], "claims": [], **changed}]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "I cannot help with that.",
        "```json\n" + GOOD + "\n```",
        GOOD + " Hope this helps!",
        GOOD + GOOD,
        GOOD[:-1],
        GOOD[:-2],
        GOOD[:60],
        '{"statements": []}',
        '{"answers": [{"text": "Ask.", "passages": [1], "claims": []}]}',
        '{"statements": {"text": "Ask.", "passages": [1], "claims": []}}',
        '{"statements": ["Ask."]}',
        '{"statements": [{"text": "Ask.", "passages": [1], "claims": []},]}',
        '{"statements": [{"text": "Ask.", "text": "Go on.", "passages": [1], "claims": []}]}',
        '{"statements": [{"text": "Ask.", "passages": [NaN], "claims": []}]}',
        '{"statements": [' + '{"a":' * 20_000,
        one(passages=[]),
        one(passages=[3]),
        one(passages=[0]),
        one(passages=["1"]),
        one(passages=[1.0]),
        one(passages=[True]),
        one(text=""),
        one(text=None),
        one(text="x" * 2000),
        one(claims="none"),
        one(note="extra"),
        one(text="x" * (MAX_OBJECT_CHARS + 10)),
        json.dumps({"statements": [json.loads(one())["statements"][0]] * 41}),
        '{"statements": [' + " " * MAX_CHARS,
        '{"statements": [{"text": "' + "}" * MAX_CHARS,
        "\ufffd\ufffd" + GOOD,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        read(text, piece=5000)


def test_the_reason_repeats_nothing_of_what_was_written() -> None:
    with pytest.raises(FormatError) as raised:
        read('{"statements": [{"zqmarkerqz": "zqmarkerqz", "passages": [1]}]}')

    assert str(raised.value) == "statement 1, text: missing"
