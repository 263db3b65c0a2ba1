"""What is read in thousands of texts stays what it was: to the last place, figure and link.

Other tests say what a text must mean. These hold what was read at a time when it was judged rightly, so that nothing
changes unseen: words that were put between two others until they no longer belonged together, a word left out that
mattered, a figure on either side of where it becomes another thing.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.safety.reading_of import kept, reading_of

KEPT = [
    pytest.param(line["text"], line["reads"], id=f"{path.stem} {number}: {line['text'][:40]}")
    for path, lines in kept()
    for number, line in enumerate(lines, start=1)
]


@pytest.mark.parametrize(("text", "reads"), KEPT)
def test_a_text_is_read_as_it_was(text: str, reads: Sequence[str]) -> None:
    assert reading_of(text) == reads
