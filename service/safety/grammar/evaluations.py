"""Predicates that approve or refuse what they are said of: "is acceptable", "falls short", "is out of the question"."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from service.safety.english.phrasing import ONLY_UNDER_NO, REFUSING
from service.safety.english.wordlist import words
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token


class Want(StrEnum):
    """What a refusal would have instead: tells "too often" from "too seldom"."""

    ANY = ""
    STRICTER = "stricter"
    LAXER = "laxer"
    LESS = "less"
    MORE = "more"


class Evaluation(NamedTuple):
    """A refusing predicate: the places of its words (`last` exclusive) and what it would have instead."""

    first: int
    last: int
    want: Want


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in text.split(";") if line.strip())


#: Adjectives behind "too", by what the refusal would have instead.
_TOO: dict[str, Want] = {
    **dict.fromkeys(
        words("high much large big strong great many heavy steep long slow far wide late generous"), Want.LESS
    ),
    **dict.fromkeys(
        words("few little low small short soon early quick quickly fast hasty rapid sudden steeply"), Want.MORE
    ),
    **dict.fromkeys(
        words("seldom rarely infrequent infrequently sparse thin lax loose lenient relaxed casual liberal bold brave"),
        Want.STRICTER,
    ),
    **dict.fromkeys(
        words("often frequent frequently cautious careful strict rigid conservative timid tight restrictive"),
        Want.LAXER,
    ),
    **dict.fromkeys(words("risky dangerous ambitious optimistic aggressive good hazardous"), Want.ANY),
}
#: Words of being enough: refused, they ask for more care.
ENOUGH = words("enough sufficient adequate suffice suffices ample")
_WANTS: dict[Want, tuple[tuple[str, ...], ...]] = {
    Want.STRICTER: _phrases(
        "falls short; fall short; falling short; fell short; fallen short; come up short; comes up short; "
        "won't do; will not do; wo n't do; wouldn't do; does not do; doesn't do; do not do; don't do the job; "
        "insufficient; inadequate; below standard; substandard; sub-standard; too thin on the ground; "
        "leaves a gap; leaves gaps; leave a gap; leave gaps"
    ),
    Want.LAXER: _phrases(
        "overkill; overcautious; over - cautious; overly cautious; overly careful; overly strict; "
        "overprotective; excessively cautious; pedantic; pedantry; superfluous; unnecessary; needless; "
        "pointless; uncalled for; a waste of time; a waste of money; a waste of blood; a waste; wasteful; "
        "busywork; belt and braces; belt and suspenders; red tape; a formality; a fig leaf; a medicolegal fig "
        "leaf; a counsel of perfection; counsels of perfection; the textbook; textbook stuff; over the top; old "
        "hat; outdated; obsolete; a relic; a luxury; fussy; fussing; add nothing; adds nothing; add little; "
        "adds little; change nothing; changes nothing; tell us nothing; tells us nothing; serve no purpose; "
        "serves no purpose; of no use; no use; of no value; no benefit; of no benefit; alarmist; exaggerated; "
        "optional; theatre; theater; ritual; a ritual; a nuisance; dispensable; "
        "more habit than; more custom than; "
        "more tradition than; more ritual than; superstition; box - ticking; box ticking; "
        "window dressing; for show; ceremony; ceremonial; folklore; a fetish; a fig - leaf; fig leaf; medicolegal"
    ),
    Want.LESS: _phrases("one too many; one tablet too many; excessive; over the limit; over the cap; over the ceiling"),
    Want.ANY: _phrases(
        "improper; amiss; untoward; objectionable; remiss; "
        "anything but; what we want to avoid; what to avoid; to be avoided; off the cards; a no - no; "
        "out of the question; off the table; out of bounds; off limits; off - limits; a no - go; no go; a non - "
        "starter; a nonstarter; a bad idea; a poor idea; a terrible idea; a dangerous idea; not on; bad "
        "practice; poor practice; bad medicine; malpractice; a breach; a violation; against the rules; against "
        "the rule; against policy; against protocol; against the protocol; against the guideline; in breach; a "
        "recipe for trouble; asking for trouble; courting disaster; playing with fire; a gamble; the wrong way; "
        "the wrong thing; the wrong dose; the wrong move; a mistake; an error; a slip; a typo; a myth; a "
        "misconception; misconception; fallacy; blunder; misunderstanding; "
        "a fallacy; a misunderstanding; a misreading; an old wives' tale; nonsense; rubbish; "
        "bunk; bogus; malarkey; a falsehood; mistaken; erroneous; inaccurate; misguided; misinformed; reckless; "
        "rash; foolish; foolhardy; irresponsible; negligent; unthinkable; indefensible; inexcusable; insane; "
        "madness; folly; unwarranted; unhelpful; ruinous; disastrous; catastrophic; suicidal; unacceptable; "
        "anathema; verboten; impermissible; disallowed; prohibited; outlawed; non - compliant; noncompliant; "
        "gets bounced; get bounced; got bounced; gets rejected; get rejected; got rejected; gets refused; get "
        "refused; gets blocked; get blocked; gets queried; gets sent back; get sent back; gets turned down; get "
        "turned down; turned down; voted down; thrown out; struck out; crossed out; sent back; bounced; vetoed; "
        "overruled; ruled out; has misread; have misread; misreads; misread the; "
        "got it wrong; has it wrong; has no place; have no place; had no place; no longer holds; no longer true; did "
        "not happen; never happened"
    ),
}
#: The phrases by their first two words, the longest first; a phrase of one word by that word alone.
_TABLE: dict[tuple[str, ...], list[tuple[tuple[str, ...], Want]]] = {}
for _want, _listed in _WANTS.items():
    for _phrase in _listed:
        _TABLE.setdefault(_phrase[:2], []).append((_phrase, _want))
for _word in REFUSING - ONLY_UNDER_NO:
    _TABLE.setdefault((_word,), []).append(((_word,), Want.ANY))
for _entries in _TABLE.values():
    _entries.sort(key=lambda entry: -len(entry[0]))
_FIRST = frozenset(key[0] for key in _TABLE)

_DEGREES = words("very quite rather far much way so a bit little somewhat really simply just plainly clearly totally")
_BETWEEN = words(
    "nearly quite really be being by itself on its own alone do will would anything like remotely a the is"
)


_GONE = words("went go goes gone going")
_REFUSALS = cue(_FIRST | {"too"}, kinds=(Kind.NEGATOR,))
#: Every word that can be a part of one.
EVALUATING = frozenset(
    (
        *("too", *_TOO, *ENOUGH, *_DEGREES, *_BETWEEN),
        *(word for entries in _TABLE.values() for phrase, _ in entries for word in phrase),
    )
)


def evaluations(tokens: Sequence[Token]) -> dict[int, Evaluation]:
    """Every refusing predicate of a statement, by the place of its first word."""
    line = line_of(tokens)
    said = line.words
    found: dict[int, Evaluation] = {}
    after = 0
    for i in line.places(_REFUSALS):
        if i < after or not (said[i] in _FIRST or said[i] == "too" or tokens[i].kind is Kind.NEGATOR):
            continue
        evaluation = _at(tokens, said, i)
        if evaluation is not None:
            found[i] = evaluation
            after = evaluation.last
    return found


def _at(tokens: Sequence[Token], said: tuple[str, ...], i: int) -> Evaluation | None:
    word = said[i]
    if word == "too":
        return _too(tokens, i)
    if word == "wrong" and set(said[max(0, i - 2) : i]) & _GONE:
        return None  # "The dose at which things went wrong": told, and no judgement on the sentence.
    for phrase, want in (*_TABLE.get(said[i : i + 2], ()), *_TABLE.get((word,), ())):
        if len(phrase) == 1 and tokens[i].kind is not Kind.WORD:
            continue
        if said[i : i + len(phrase)] == phrase:
            return Evaluation(i, i + len(phrase), want)
    if tokens[i].kind is Kind.NEGATOR and tokens[i].id != "without":
        return _not_enough(tokens, i)
    return None


def _too(tokens: Sequence[Token], i: int) -> Evaluation | None:
    j = i + 1
    while j < len(tokens) and tokens[j].text.lower() in _DEGREES and tokens[j].text.lower() not in _TOO:
        j += 1
    want = _TOO.get(tokens[j].text.lower()) if j < len(tokens) else None
    return None if want is None else Evaluation(i, j + 1, want)


def _not_enough(tokens: Sequence[Token], i: int) -> Evaluation | None:
    j = i + 1
    while j < len(tokens) and j - i < 4 and tokens[j].text.lower() in _BETWEEN:
        j += 1
    enough = j < len(tokens) and tokens[j].text.lower() in ENOUGH
    return Evaluation(i, j + 1, Want.STRICTER) if enough else None
