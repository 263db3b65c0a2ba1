"""What stands on either side of the words that join two things, so that neither takes the other's place.

An action is no thing of a clause to `clause_order`: "injury on a restart" and "a restart on injury" name the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.answering.compared import Joint, Sentence
from service.answering.surroundings import FIGURES, speaks_of
from service.answering.word_sorts import BEING
from service.safety.text.tokens import Kind, Token

#: Prepositions that set one thing at another, and those that set one against another.
_AT = frozenset(("on", "upon", "with", "during", "at", "in", "from", "for", "to", "without", "about"))
_AGAINST = frozenset(("than", "instead", "by"))
_FINITE = frozenset(("third", "past"))
#: Verbs that only introduce what is said.
_TELLING = frozenset(("state", "study"))
_JOINING = frozenset(("and", "or"))
#: So many things on either side belong to a word that joins.
_SIDE = 2


def joints_of(tokens: Sequence[Token]) -> tuple[Joint, ...]:
    """Return the words of a sentence that join two things, each with what stands beside it in its part."""
    found = []
    for i, token in enumerate(tokens):
        word = _word(token)
        if not word or _leads_to_a_deed(tokens, i):
            continue
        left, right = _side(tokens[:i][::-1]), _side(tokens[i + 1 :])
        if word == "than":
            # What is compared is what its part begins with: "a hold is better than a cut".
            left = _side(tokens[_begins(tokens, i) : i])
        if left and right:
            found.append(Joint(word=word, left=left, right=right))
    return tuple(found)


def objects_of(tokens: Sequence[Token]) -> frozenset[tuple[str, str]]:
    """Return each action that a noun names with what it is done to: "a recheck of the level", "a dose reduction"."""
    found: set[tuple[str, str]] = set()
    for i, token in enumerate(tokens):
        if token.kind is not Kind.VERB or token.form not in ("base", "noun"):
            continue
        behind = [t.text.lower() for t in tokens[i + 1 : i + 2]]
        if behind and behind[0] in ("of", "in"):
            found |= {(token.id, thing) for thing in _side(tokens[i + 2 :])}
        elif i and speaks_of(tokens[i - 1]):
            found |= {(token.id, thing) for thing in _compound(tokens, i)}
    return frozenset(found)


def _compound(tokens: Sequence[Token], i: int) -> frozenset[str]:
    """What stands right before a noun, word by word: "a drug dose reduction"."""
    first = next((j + 1 for j in range(i - 1, i - 1 - _SIDE, -1) if j < 0 or not speaks_of(tokens[j])), i - _SIDE)
    return frozenset(speaks_of(t) for t in tokens[max(first, 0) : i])


def exchanged(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """Return an action that is done to what the passages do another to, and it to something else."""
    theirs = {pair for s in held for pair in s.objects}
    for act, thing in sorted(pair for s in said for pair in s.objects - theirs):
        if any(a == act for a, _ in theirs) and any(t == thing for _, t in theirs):
            return f"no passage it cites says this of that: {act}, {thing.rpartition(':')[2]}"
    return None


def _leads_to_a_deed(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word begins a purpose: "to be watched"."""
    behind = tokens[i + 1 : i + 2]
    deed = any(t.text.lower() in BEING or (t.kind is Kind.VERB and t.form == "base") for t in behind)
    return tokens[i].text.lower() == "to" and deed


def _word(token: Token) -> str:
    word = token.text.lower()
    if word in _AT:
        return "at"
    if word in _AGAINST:
        return word
    return token.id if token.kind is Kind.VERB and token.form in _FINITE and token.id not in _TELLING else ""


def _side(tokens: Sequence[Token]) -> frozenset[str]:
    """The nearest things, up to the end of a part or the next word that joins; figures are compared by themselves."""
    found: list[str] = []
    for token in tokens:
        if _ends(token) or len(found) == _SIDE or (found and token.text.lower() in _AT | _AGAINST):
            break
        if token.kind not in FIGURES and token.id not in _TELLING and (said := speaks_of(token)):
            found.append(said)
    return frozenset(found)


def _begins(tokens: Sequence[Token], i: int) -> int:
    return next((j + 1 for j in range(i - 1, -1, -1) if _ends(tokens[j])), 0)


def _ends(token: Token) -> bool:
    return (token.kind is Kind.PUNCT and token.text != "-") or (token.kind is Kind.CONJ and token.id not in _JOINING)


#: The joint of a passive, which no arrangement turns round where a passage has it too.
BY = frozenset(("by",))


def turned_round(
    said: Sequence[Sentence], held: Sequence[Sentence], *, words: frozenset[str] = frozenset()
) -> str | None:
    """Return two things that have changed places beside a word that joins them; None where none have."""
    theirs = [joint for s in held for joint in s.joints if not words or joint.word in words]
    for joint in (joint for s in said for joint in s.joints):
        rivals = [other for other in theirs if other.word == joint.word]
        if any(_alike(joint, other) for other in rivals):
            continue
        if any(_turned(joint, other) for other in rivals):
            named = ", ".join(sorted(word.rpartition(":")[2] for word in joint.left | joint.right))
            return f"no passage it cites says this of each other: {named}"
    return None


def _turned(one: Joint, other: Joint) -> bool:
    """Whether two things have changed places; the order of drugs, of which some may, is compared by itself."""
    crossed = (one.left & other.right) | (one.right & other.left)
    named = all(word.startswith("drug:") for word in crossed)
    return bool(one.left & other.right and one.right & other.left) and not named


def _alike(one: Joint, other: Joint) -> bool:
    return bool(one.left & other.left and one.right & other.right)
