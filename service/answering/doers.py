"""Who does what: nobody may be said to do what a passage lets somebody else do, or tells its reader to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.answering.compared import Deed, Sentence
from service.answering.people import CLINICIAN, PATIENT, YOU, is_text, named
from service.answering.word_sorts import BEING, PREPOSITIONS, telling
from service.safety.text.tokens import Kind, Token

#: A part of those who were counted.
_SOME = "some"
#: Whom a passage bids that names nobody.
_READERS = frozenset((CLINICIAN, YOU))
#: What somebody has or tells is no deed, unless they are to tell it.
_HAVING = frozenset(("has", "have", "had", "get", "gets", "got"))
_TELLING = frozenset(("state", "study"))
#: As in "a decision is made by", where the noun says what is done; so says one before "of".
_LIGHT = frozenset(("made", "taken", "given"))
_DONE = ("ion", "ions", "ment", "ments", "ice")
_DENYING = frozenset(("not", "never", "cannot"))
#: What may stand between somebody and what is done, and between that and "by".
_BETWEEN = frozenset("who that which also still already to therefore together themselves then '".split())
_ARTICLES = frozenset(("a", "an", "the", "this", "their", "its", "his", "her"))


def deeds_of(tokens: Sequence[Token]) -> frozenset[Deed]:
    """Return what each of the people that a sentence names is said in it to do, or what is theirs."""
    found = {
        Deed(who=who, what=what)
        for i in range(len(tokens))
        if (who := _somebody(tokens, i))
        for what in (_behind(tokens, i), _before(tokens, i))
        if what
    }
    counted = (i for i in range(1, len(tokens)) if _is_of_some(tokens, i))
    return frozenset(found | {Deed(who=_SOME, what=tokens[i].id) for i in counted})


def borne_by(tokens: Sequence[Token]) -> frozenset[Deed]:
    """Return what is done "by" somebody: another sentence may say of them that they do it."""
    return frozenset(
        Deed(who=who, what=what)
        for i in range(len(tokens))
        if (who := _somebody(tokens, i)) and (what := _before(tokens, i)) and _led_by(tokens, i)
    )


def _somebody(tokens: Sequence[Token], i: int) -> str:
    """Whom a word names that is no part of the name of a body, as in "Pharmacy Service", or of "patient leaflet"."""
    who = named(tokens[i])
    beside = [tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    if who and tokens[i].text[:1].isupper() and any(t.text[:1].isupper() for t in beside):
        return ""
    return "" if not is_text(who) and any(is_text(named(t)) for t in tokens[i + 1 : i + 2]) else who


def _is_of_some(tokens: Sequence[Token], i: int) -> bool:
    """Whether a part of those who were counted does something: "31 % stopped it", "9 of 14 reached it"."""
    before = tokens[i - 1]
    return tokens[i].kind is Kind.VERB and tokens[i].form == "past" and (before.kind is Kind.NUMBER or before.id == "%")


def _behind(tokens: Sequence[Token], i: int) -> str:
    """What stands behind somebody: what they do, or what is theirs."""
    having = False
    for token in _without_brackets(tokens[i + 1 :]):
        word = token.text.lower()
        if word in _BETWEEN or token.kind is Kind.MODAL or word in _DENYING or word.endswith("ly"):
            continue
        if word in _HAVING:
            having = True
            continue
        if having and token.kind is not Kind.VERB:
            return ""
        return "" if token.id in _TELLING and token.form != "base" else _deed(token)
    return ""


def _before(tokens: Sequence[Token], i: int) -> str:
    """What stands before "by" or "of" somebody: "borne by nine of them", "the judgement of a clinician"."""
    for j in range(i - 1, 0, -1):
        word, behind = tokens[j].text.lower(), tokens[j - 1]
        if word == "by":
            done = next((t for t in reversed(tokens[: j - 1]) if _is_deed(t)), behind)
            return _deed(done if behind.text.lower() in _LIGHT else behind)
        if word == "of" and behind.kind is not Kind.NUMBER:
            return _deed(behind) if _is_deed(behind) else ""
        if word in PREPOSITIONS - {"of"} or tokens[j].kind not in (Kind.WORD, Kind.NUMBER):
            return ""
    return ""


def _led_by(tokens: Sequence[Token], i: int) -> bool:
    return any(t.text.lower() == "by" for t in tokens[max(0, i - 5) : i])


def _is_deed(token: Token) -> bool:
    return token.kind in (Kind.WORD, Kind.VERB) and token.text.lower().endswith(_DONE)


def _without_brackets(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.text == "("
        if not depth:
            yield token
        depth -= token.text == ")" and depth > 0


def _deed(token: Token) -> str:
    """How a deed is called; being somewhere or somehow is none."""
    word = token.text.lower()
    if token.kind is Kind.VERB:
        return token.id
    if token.kind is not Kind.WORD or word in BEING or word in PREPOSITIONS or word in _ARTICLES or named(token):
        return ""
    return telling(token) or word


def other_doer(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """Return what a text lets somebody do that its passages do not; None when it keeps to them.

    A clinician, who is the reader, may be named where a passage tells what is to be done and nobody in particular.
    """
    theirs = {deed for s in held for deed in s.deeds}
    own = {deed for s in said for deed in s.deeds}
    new = {deed for deed in own - theirs if not _let(deed, theirs, held)}
    told = {mark.id for s in said for mark in s.marks}
    people = frozenset(who for s in said for who in s.people)
    lost = {d for d in theirs if d.who == PATIENT and d.what in told and PATIENT not in people}
    found = sorted(f"{d.who.rpartition(':')[2]} {d.what}" for d in (*new, *lost))
    if found:
        return f"no passage it cites says that of who does it: {', '.join(found)}"
    if CLINICIAN in people and CLINICIAN not in {who for s in held for who in s.people} and not _reader_acts(own):
        return "it names whom no passage it cites names: clinician"
    return None


def _let(deed: Deed, held: set[Deed], passages: Sequence[Sentence]) -> bool:
    """Whether passages that do not say who does something leave it to somebody."""
    if deed.who in _READERS:
        return _bidden(deed.what, passages)
    if is_text(deed.who):
        # Of two texts one may say the opposite of the other.
        return not any(is_text(other.who) and other.what == deed.what for other in held)
    return deed.who == _SOME or (deed.who == PATIENT and Deed(who=_SOME, what=deed.what) in held)


def _reader_acts(deeds: set[Deed]) -> bool:
    return any(deed.who == CLINICIAN for deed in deeds)


def _bidden(what: str, held: Sequence[Sentence]) -> bool:
    """Whether passages say that something is to be done, and let nobody do it."""
    holding = [s for s in held if what in {mark.id for mark in s.marks} | s.stems]
    return bool(holding) and not any(
        any(deed.what == what for deed in s.deeds) or not (s.ordering or s.instructing or s.operators["should"])
        for s in holding
    )
