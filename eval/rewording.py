"""What a model wrote, beside the passages that it cites: nothing new, nothing left out, nothing in another place.

Words that mean the same are one word here, clauses may change places, and words that say nothing may come and go. Any
other word that the passages lack, or that is lost, is a fault: a list of words that turn a sentence round is never
complete.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from eval.facts import denies, in_order, plain
from eval.naming import Names

Fault = tuple[str, str]
_WORD = re.compile(r"[^\W\d_]+(?:[-/'][^\W\d_]+)*")
#: How a source is named in front of what it says.
_NAMING = re.compile(
    r"^(?:(?:according to (?:the|this) (?:source|article|guideline|passage),?|"
    r"(?:the|this) (?:source|article|guideline|passage) (?:says|states)(?: that)?:?)\s+)+"
)
#: Words that say nothing of their own; what tells a time or a place (in, for, at), and the past, is not among them.
_LITTLE = frozenset(
    "a an the this that these those it its they their them he she his her him you your we our us i my "
    "is are be been being am do does has have having "
    "of as and so also which who whom whose there here such like "
    "per".split()
)
#: Words that mean the same in a sentence about care.
_SAME = {
    word: words.split()[0]
    for words in (
        "above over exceeds exceeding exceed",
        "more greater higher",
        "less fewer",
        "below under",
        "before prior",
        "if when where whenever",
        "until till",
        "stop stopped stopping stops discontinue discontinued discontinues discontinuing discontinuation",
        "hold holds held holding",
        "not cannot",
        "was were",
        "immediately now urgently",
        "normalised normalized normal normalise normalize normalises normalisation",
    )
    for word in words.split()
}
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "y", "e")
_SENTENCE = re.compile(r"[.;]\s")
_CLAUSE = re.compile(r"[,;:.()]\s|[.()]$|(?<!\w)(?<!at )(?=(?:if|when|while|until|unless|once|after|before)\s)")


def reworded(
    text: str, passages: Sequence[Sequence[str]], names: Names, populations: Iterable[tuple[str, ...]]
) -> Iterator[Fault]:
    """Yield what is amiss with the words of a model.

    Args:
        text: as it is shown.
        passages: that it cites, each in its wordings: for professionals, and for patients where there is one.
        names: of the topic.
        populations: words for groups of people, which no statement may add.
    """
    said = _unnamed(text)
    own = Counter(words(said))
    known = [max(map(_unnamed, wordings), key=lambda body: _shared(own, body)) for wordings in passages]
    nearest, whole = max(known, key=lambda body: _shared(own, body)), " ".join(known)
    if denies(said) != denies(nearest):
        yield "polarity", text
    if any(_holds(group, said) and not _holds(group, whole) for group in populations):
        yield "population", text
    if not _follows(_apart(said, names), _apart(whole, names)):
        yield "name", text
    free = _governed(names)
    if (own - Counter(words(whole))).keys() - free:
        yield "word", text
    if (Counter(words(nearest)) - own).keys() - free or Counter(in_order(nearest)) - Counter(in_order(said)):
        yield "left out", text
    if _torn(said, whole):
        yield "condition", text
    placed = in_order(whole)
    if not _clauses_follow(said, whole, free) or not _follows([one for one in in_order(said) if one in placed], placed):
        yield "order", text


def _unnamed(text: str) -> str:
    """Return a text in plain form, without the source that it names in front."""
    return _NAMING.sub("", plain(text))


def _shared(own: Counter[str], body: str) -> tuple[int, str]:
    return (own & Counter(words(body))).total(), body


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a plain text that say something, by their stem, in order."""
    text = text.replace("n't", " not").replace("prior to", "before")
    found = (word.removesuffix("'s") for word in _WORD.findall(text))
    return tuple(_SAME.get(word) or _stem(word) for word in found if word not in _LITTLE)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _governed(names: Names) -> frozenset[str]:
    """The drug that all of the topic is about may be named again."""
    return frozenset(word for name in names.governed_names for word in words(name)) | {"drug", "medicin"}


def _apart(text: str, names: Names) -> list[str]:
    """What a text names besides the drug that all of the topic is about."""
    return [name for name in names.of(text) if name not in names.governed]


def _clauses_follow(said: str, whole: str, free: frozenset[str]) -> bool:
    """Whether each clause has the order of words of one in the passages, or of all where clauses are joined."""
    again = (Counter(words(said)) - Counter(words(whole))).keys() & free
    own = [[word for word in clause if word not in again] for clause in _clauses(said)]
    theirs = _clauses(whole)
    held = theirs if len(own) >= len(theirs) else [words(whole)]
    return all(any(_follows(clause, one) for one in held) for clause in own)


def _torn(said: str, whole: str) -> bool:
    """Whether a sentence of the passages is said, and in no one sentence: a condition has left what it belongs to."""
    own, theirs = ([set(words(part)) for part in _SENTENCE.split(text)] for text in (said, whole))
    union = set().union(*own)
    return any(one <= union and not any(one <= part for part in own) for one in theirs)


def _clauses(text: str) -> list[tuple[str, ...]]:
    return [clause for clause in map(words, _CLAUSE.split(text)) if clause]


def _follows(part: Iterable[object], whole: Iterable[object]) -> bool:
    """Whether all of a part stands in the whole, in the same order."""
    rest = iter(whole)
    return all(one in rest for one in part)


def _holds(group: tuple[str, ...], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}", text) for word in group)
