"""Match the word patterns of a topic: several word stems that must all stand in one stretch of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.safety.english.measures import MG
from service.safety.reading.scan import LONGEST_BEGINNING, Scan
from service.safety.text.tokens import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alternatives:
    """What may stand in one place of a pattern, sorted by how it is compared."""

    words: frozenset[str]
    stems: tuple[str, ...]
    runs: tuple[tuple[str, ...], ...]
    """Runs of words; each word may be a stem."""
    heads: tuple[str, ...]
    """How the runs begin: a word that begins with none of these begins no run."""
    beginnings: frozenset[str]
    """How any of the words begin: where no word of a stretch does, only a number can stand in this place."""
    at_least: tuple[float, ...]
    counts: tuple[tuple[float, tuple[str, ...]], ...]
    """Numbers of at least so much with the run of words right behind them."""


def find_terms(scan: Scan, stretch: range, terms: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the first matching word of the first pattern that matches whole, or None.

    Each pattern is a list of alternatives `a|b`, all of which must stand in the stretch in any order. A stem that ends
    in `*` matches any ending, `>=10` a number of at least ten, a blank inside an alternative a run of words, and
    `>=10 of my` such a number with those words right behind it.
    """
    texts, beginnings = scan.texts(stretch), scan.beginnings(stretch)
    for pattern in terms:
        places: list[int] = []
        for written in pattern:
            sought = _compiled(written)
            absent = sought.beginnings.isdisjoint(beginnings) and not sought.at_least and not sought.counts
            place = None if absent else _first(scan, stretch, texts, sought)
            if place is None:
                break
            places.append(place)
        else:
            return min(places, default=None)
    return None


@lru_cache(maxsize=4096)
def _compiled(written: str) -> _Alternatives:
    said = [alternative.strip().casefold() for alternative in written.split("|")]
    # Whoever types "hys law" means "Hy's law".
    alternatives = list(dict.fromkeys((*said, *(one.replace("'", "") for one in said))))
    plain = [a for a in alternatives if not a.startswith(">=") or " " in a]
    counted = [a.split() for a in plain if a.startswith(">=")]
    plain = [a for a in plain if not a.startswith(">=")]
    single = [a for a in plain if len(a.split()) == 1]
    heads = tuple({a.split()[0].rstrip("*") for a in plain if len(a.split()) > 1})
    return _Alternatives(
        words=frozenset(a for a in single if not a.endswith("*")),
        stems=tuple(a[:-1] for a in single if a.endswith("*")),
        runs=tuple(tuple(a.split()) for a in plain if len(a.split()) > 1),
        heads=heads,
        beginnings=frozenset(word.rstrip("*")[:LONGEST_BEGINNING] for word in (*single, *heads)),
        at_least=tuple(float(a[2:]) for a in alternatives if a.startswith(">=") and " " not in a),
        counts=tuple((float(head[2:]), tuple(run)) for head, *run in counted),
    )


def _first(scan: Scan, stretch: range, texts: Sequence[str], sought: _Alternatives) -> int | None:
    for i, text in zip(stretch, texts, strict=True):
        # A name of several words is one token: a word that is looked for may be any of them.
        if any(word in sought.words or word.startswith(sought.stems) for word in text.split()):
            return i
        if text.startswith(sought.heads) and any(_begins(scan, i, text, run) for run in sought.runs):
            return i
        if any(_reaches(scan, i, least) and _continues(scan, i + 1, run) for least, run in sought.counts):
            return i
        if any(_reaches(scan, i, least) for least in sought.at_least):
            return i
    return None


def _reaches(scan: Scan, i: int, least: float) -> bool:
    """Whether token `i` counts at least so many; the strength of "50 mg" counts nothing."""
    token, after = scan.tokens[i], scan.token(i + 1)
    strength = after is not None and after.kind is Kind.UNIT and after.id in MG
    return token.kind is Kind.NUMBER and not strength and (token.high or 0.0) >= least


def _begins(scan: Scan, i: int, text: str, run: tuple[str, ...]) -> bool:
    """Whether a run of words begins at token `i`; a token of several words counts as its words."""
    return text.startswith(run[0].rstrip("*")) and _continues(scan, i, run)


def _continues(scan: Scan, i: int, run: tuple[str, ...]) -> bool:
    """Whether the words from token `i` on are those of the run."""
    heard: list[str] = []
    while len(heard) < len(run) and i < len(scan.tokens):
        heard += scan.text(i).replace("-", " ").split()
        i += 1
    return len(heard) >= len(run) and all(
        word.startswith(stem[:-1]) if stem.endswith("*") else word == stem
        for stem, word in zip(run, heard, strict=False)
    )
