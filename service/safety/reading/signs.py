"""Read symptoms, conditions and other drugs out of a text, present or denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from corpus.model import Sign, Topic
from service.domain.facts import Read, SignFact
from service.safety.reading.scan import Scan
from service.safety.reading.terms import find_terms
from service.safety.tokens import Kind

_ALL_ABSENT = (
    ("asymptomatic",),
    ("no", "symptoms|symptom|sx|complaints|signs"),
    ("without", "symptoms|symptom|sx"),
    ("symptom-free|symptomless",),
    ("feels|feel|feeling|feelin", "fine|well|ok|okay|good|great"),
    ("i'm|im|is|he's|she's|hes|shes|otherwise|clinically|pt|patient", "well|fine"),
)
_DENYING = frozenset("denies denied denying no not without never nil negative free absent absence excludes n't".split())
_SCOPE = 7


def read_signs(scan: Scan, topic: Topic) -> tuple[SignFact, ...]:
    """Every symptom and condition of the vocabulary that the text names; a denied one is `present=False`."""
    found: list[SignFact] = []
    for i, token in enumerate(scan.tokens):
        if token.kind is Kind.SYMPTOM:
            found.append(SignFact(of="symptom", id=token.id, present=not denied(scan, i), read=scan.read(i, i)))
        elif token.kind is Kind.CONDITION:
            found.append(SignFact(of="condition", id=token.id, present=not denied(scan, i), read=scan.read(i, i)))
    found += _by_terms(scan, topic.vocabulary.symptoms, topic.vocabulary.conditions)
    first: dict[str, SignFact] = {}
    for sign in found:
        if sign.id not in first or (sign.present and not first[sign.id].present):
            first[sign.id] = sign
    return tuple(first.values())


def all_absent(scan: Scan) -> Read | None:
    """Where the text says that there are no symptoms at all, or None."""
    for stretch in scan.sentences():
        words = [scan.text(i) for i in stretch]
        for pattern in _ALL_ABSENT:
            at = _run(words, pattern)
            if at is not None and not _negated_before(words, at):
                return scan.read(stretch[at], stretch[min(at + len(pattern) - 1, len(stretch) - 1)])
    return None


def _run(words: Sequence[str], pattern: tuple[str, ...]) -> int | None:
    """Where the pattern's words stand one after the other, with at most one word between."""
    options = [part.split("|") for part in pattern]
    for i, word in enumerate(words):
        if word not in options[0]:
            continue
        j = i
        for wanted in options[1:]:
            step = next((k for k in (j + 1, j + 2) if k < len(words) and words[k] in wanted), None)
            if step is None:
                break
            j = step
        else:
            return i
    return None


def _negated_before(words: Sequence[str], at: int) -> bool:
    return bool(
        {"not", "doesn't", "doesnt", "don't", "dont", "n't", "isn't", "isnt", "never"}
        & set(words[max(0, at - 2) : at + 2])
    )


def denied(scan: Scan, i: int) -> bool:
    """Whether a denial before token `i` reaches it: over a list ("no jaundice, nausea or pain"), not over "but"."""
    for j in range(i - 1, max(-1, i - 1 - _SCOPE * 2), -1):
        token = scan.tokens[j]
        text = token.text.casefold()
        if token.kind is Kind.PUNCT and text[:1] in ".?!;\n()":
            return False
        if token.kind is Kind.CONJ and text not in ("or", "and", "nor"):
            return False
        if token.kind is Kind.NEGATOR or text in _DENYING:
            return True
        listed = token.kind in (Kind.SYMPTOM, Kind.CONDITION, Kind.DRUG, Kind.CONJ) or text in (
            ",",
            "/",
            "any",
            "of",
            "signs",
        )
        if not listed and i - j > _SCOPE:
            return False
        if token.kind is Kind.VERB and token.id not in ("take", "give", "test"):
            return False
        if token.kind in (Kind.NUMBER, Kind.ANALYTE):
            return False
    return False


def _by_terms(scan: Scan, symptoms: Sequence[Sign], conditions: Sequence[Sign]) -> Iterator[SignFact]:
    for stretch in scan.sentences():
        for of, signs in (("symptom", symptoms), ("condition", conditions)):
            for sign in signs:
                at = find_terms(scan, stretch, sign.terms)
                if at is not None:
                    kind: Literal["symptom", "condition"] = "symptom" if of == "symptom" else "condition"
                    present = not denied(scan, at)
                    yield SignFact(of=kind, id=sign.id, present=present, read=scan.read(at, at))
