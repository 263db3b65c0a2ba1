"""Names as they are mistyped: a letter wrong, broken in two, or with digits for letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from service.safety.text.phrasebook import Meaning
from service.safety.text.spelling import Speller
from service.safety.text.tokens import Kind, Raw

#: From so many letters on the two parts of a name are no words by chance.
_LONG = 8


class Misspelt:
    """Finds the name that is meant; made once for the names of a vocabulary."""

    def __init__(self, names: Mapping[str, Meaning], ordinary: Iterable[str]) -> None:
        self._speller = Speller(names, ordinary)
        self._whole = {n: m for n, m in names.items() if m.kind is Kind.DRUG and len(n) >= _LONG}
        self._heads = {n[:k] for n in self._whole for k in range(3, len(n) - 2)}

    def __call__(self, raw: Sequence[Raw], i: int) -> tuple[Meaning, int] | None:
        """The name that begins at piece `i` and where it ends; None when there is none."""
        word, j = raw[i].lower, i + 1
        while j < len(raw) and raw[j].start == raw[j - 1].end and raw[j].sort in "nw" and j - i < 6:
            word, j = word + raw[j].lower, j + 1
        if j > i + 1 and raw[i].sort == "w" and raw[j - 1].sort == "w":
            meaning = self._speller(word)
            if meaning is not None:
                return meaning, j
        word = raw[i].lower
        if word in self._heads:
            for k in (i + 1, i + 2, i + 3):
                if k < len(raw) and word + raw[k].lower in self._whole:
                    return self._whole[word + raw[k].lower], k + 1
        meaning = self._speller(word)
        return None if meaning is None else (meaning, i + 1)
