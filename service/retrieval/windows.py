"""Cuts a passage into the texts that are searched: the whole under its headings, each sentence, the patient's wording.

A long passage answers a question with one of its sentences, and its mean vector hides that sentence. So a passage is
scored by its whole and by its best part together (figures: docs/adr/0014).
"""

from __future__ import annotations

import re

from corpus.model import Passage

#: A sentence ends at its mark before a capital, a figure or a bracket, or at the end of the line.
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z0-9(\[•-])|\n+")


def windows(passage: Passage) -> tuple[str, ...]:
    """Return the searched texts of a passage: the whole first, then at least one part of it.

    The stored passage stays word for word; only the first window carries the headings.
    """
    whole = "\n".join(filter(None, (*passage.heading_path, passage.text)))
    return (whole, *(sentences(passage.text) or (passage.text,)), *sentences(passage.patient_text or ""))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order, none empty."""
    return tuple(part.strip() for part in _SENTENCE_END.split(text) if part.strip())
