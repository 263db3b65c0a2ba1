"""Words that only comment on what was said before them: "Don't.", "It is, so don't.", "that is wrong", "agreed"."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from service.safety.english.phrasing import APPROVING
from service.safety.english.wordlist import words
from service.safety.grammar.evaluations import EVALUATING, Want, evaluations
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token

#: A comment is short.
MAX_WORDS = 16


class Comment(StrEnum):
    """What a comment does with what it is about."""

    NONE = ""
    TRUE = "true"
    FALSE = "false"
    DO = "do"
    DO_NOT = "do-not"


_FUNCTION = words(
    "a an the this that these those it its they them he she his her him we us our ours i me my mine you your "
    "yours which what that's it's there's who's is are was were be been being am 's 'm 're do does did done "
    "doing have has had having can could will would shall should may might must ought and or but so then as for "
    "of many most some others people on in at to from by with about here there all any both either neither nor "
    "not n't no never ever now later again either too also very quite really simply just please kindly even one "
    "ones thing things way ways some such if else still yet only at least well oh ah hm er"
)
_MANNER = words(
    "actually obviously clearly certainly absolutely definitely indeed exactly precisely surely evidently "
    "frankly honestly entirely totally completely wholly course fact truth matter moment account circumstances "
    "event means point points"
)
_ABOUT = words(
    "line lines plan plans advice suggestion proposal order orders request idea ideas statement claim claims "
    "sentence word words reply answer question view opinion practice habit rule rules protocol policy article "
    "guideline guidelines guidance house company ways unit clinic team service department hospital centre "
    "group meeting committee board consultant registrar chair mdt room round pharmacist prescriber "
    "center side colleague colleagues everyone anyone nobody anybody none own bearing part parts"
)
_DEEDS = words(
    "act acts acting follow follows following followed agree agrees agreed disagree disagrees disagreed use "
    "uses using adopt adopts adopting copy copies accept accepts accepted repeat repeating happen happens apply "
    "applies stand stands think believe believes see sees recommend recommends recommended advise advises "
    "advised prescribe prescribes allow allows allowed approve approved endorse endorsed sign go goes went "
    "ahead rely relied do doing try part oppose opposed object objected refuse refused reject rejected decline "
    "say said declined ignore ignored ignoring disregard scrap delete strike support supports supported back"
)
_YES = words(
    "yes yep yeah yup sure absolutely definitely certainly indeed exactly precisely correct right true agreed "
    "ok okay affirmative course quite granted approved sanctioned accepted permitted endorsed seconded"
)
_NO = words(
    "no nope nah never negative neither none nor false wrong untrue incorrect mistaken disagree disagrees disagreed"
)
_REFUSED = words(
    "refuse refused reject rejected decline declined ignore ignored ignoring disregard scrap delete strike "
    "oppose opposed object objected against dropped withdrawn"
)
_KNOWN = _FUNCTION | _MANNER | _ABOUT | _DEEDS | _YES | _NO | APPROVING | words("worse better enough words live")
_TRUE_WHOLE = (
    "words to live by; could n't agree more; couldn't agree more; i could not agree more; i couldn't agree "
    "more; well said; well put; hear hear; never a truer word; amen; so true; how true; spot on; i agree; we "
    "agree; sound advice; good advice; wise words; works for me; fine by me; fine with me; why not; no "
    "problem; no worries; no objection; no objections; no problem at all; nothing wrong with that; nothing "
    "wrong with it; i see no objection; we see no objection; i see no problem; i see no problem with that; i see no "
    "problem with it; i see no harm; i see no harm in that; i see no harm in it; we have no objection; we have no "
    "objections; i've no objection; i would not object; i wouldn't object; i have no problem with that; i have no "
    "problem with it; i see nothing against it; i see nothing against that; i see nothing wrong with that; i see "
    "nothing wrong with it; i don't see why not; don't see why not; can't see why not; i see no reason not "
    "to; i see no "
    "reason why not; no objection from me; no objections from me; no objection here; i have no objection; i have no "
    "objections; "
    "nothing against it; nothing against that; no reason not to; no reason why not; no harm in that; no harm in it; "
    "i'd be happy with that; happy with that; i am happy with that; that sounds reasonable; sounds reasonable; sounds "
    "good; that sounds good; sounds fine; that sounds fine; sounds like a plan; that's the plan; i would; i'd "
    "do that; "
    "that would be my choice; that is my view too; i'd go along with that; go along with that"
)
_DO_WHOLE = "go ahead; go for it; do it; do so; do that; do likewise; follow suit; by all means; feel free; be my guest"
_FALSE_WHOLE = (
    "far from it; on the contrary; quite the opposite; quite the contrary; the opposite is true; not so; not "
    "really; not at all; of course not; certainly not; absolutely not; definitely not; i think not; i don't "
    "think so; hardly; not in the least; not a bit; none that i can see; not that i can see; not that i know "
    "of; none i can think of; none whatsoever; none at all; none really; none; by no means; on no account; "
    "under no circumstances; not likely; on this point we part company; here we part company; we part company "
    "here; we part company"
)
#: Comments that stand for themselves.
_WHOLE: dict[tuple[str, ...], Comment] = {
    tuple(line.split()): meant
    for meant, text in ((Comment.TRUE, _TRUE_WHOLE), (Comment.DO, _DO_WHOLE), (Comment.FALSE, _FALSE_WHOLE))
    for line in text.split(";")
}

_CONTENT = frozenset(
    (
        Kind.NUMBER, Kind.UNIT, Kind.DRUG, Kind.PANEL, Kind.FREQUENCY, Kind.TIMEUNIT, Kind.MULTIPLE, Kind.DATE,
        Kind.SYMPTOM, Kind.CONDITION, Kind.LIMIT, Kind.COMPARATOR, Kind.ARROW,
    )
)  # fmt: skip
_REFUSING_VERBS = frozenset(("avoid", "ignore"))
_OPINING = words("say think believe agree")
_IMPERATIVE = words("do don't never")
_LEADING = words("so and but then well oh please just simply")
_WEIGH = words("be is are was were can could would will should may might do does did")


#: What every word of a comment answers to.
_COMMENTING = cue(
    {*_KNOWN, *EVALUATING, *(word for whole in _WHOLE for word in whole)},
    kinds=(Kind.NEGATOR, Kind.PUNCT),
    ids=_REFUSING_VERBS,
)


def comment(tokens: Sequence[Token]) -> Comment:
    """What a run of tokens says of what was said before, when it says nothing else."""
    if not all(mark & _COMMENTING for mark in line_of(tokens).marks):
        return Comment.NONE
    spoken = [t for t in tokens if t.kind is not Kind.PUNCT]
    if not spoken or len(spoken) > MAX_WORDS:
        return Comment.NONE
    said = [t.text.lower() for t in spoken]
    while said and said[0] in _LEADING:
        del said[0], spoken[0]
    if not said:
        return Comment.NONE
    whole = _whole(said, spoken)
    if whole is not None:
        return whole
    if said[0] in _NO and tokens[0].kind is not Kind.PUNCT and len(said) > 1 and _pauses(tokens, spoken[0]):
        rest = comment(spoken[1:])
        return Comment.DO_NOT if rest is Comment.DO_NOT else Comment.FALSE if rest is not Comment.NONE else rest
    judged = evaluations(spoken)
    inside = {k for e in judged.values() for k in range(e.first, e.last)}
    if any(k not in inside and not _known(t) for k, t in enumerate(spoken)):
        return Comment.NONE
    denials = len(judged) + sum(_denies(spoken, said, k) for k in range(len(said)) if k not in inside)
    person = spoken[0].id in ("speaker", "reader") and not judged
    deed = said[0] in _IMPERATIVE or (person and _OPINING.isdisjoint(said))
    deed = deed or (said[0] in ("neither", "nor") and spoken[-1].kind is Kind.PRONOUN)
    # "Avoid 200 mg; it is too much" refuses the amount, and does not deny that it is to be avoided.
    deed = deed or (bool(judged) and all(e.want is Want.LESS for e in judged.values()))
    if denials % 2:
        return Comment.DO_NOT if deed else Comment.FALSE
    if not (denials or set(said) & (_YES | _WEIGH | _DEEDS | APPROVING)):
        return Comment.NONE
    return Comment.DO if deed else Comment.TRUE


def _whole(said: Sequence[str], spoken: Sequence[Token]) -> Comment | None:
    """What a comment that stands for itself says; "the group had no objection" agrees."""
    if said[:2] in (["i", "disagree"], ["we", "disagree"]) and len(said) == 2:
        return Comment.FALSE
    if len(said) > 2 and said[-2] in ("say", "said") and said[-1] in ("no", "yes"):
        return Comment.TRUE if said[-1] == "yes" else Comment.FALSE
    agreed = said[-2:-1] == ["no"] and said[-1].startswith("objection") and all(map(_known, spoken[:-1]))
    return Comment.TRUE if agreed else _WHOLE.get(tuple(w for w in said if w != "please"))


def _pauses(tokens: Sequence[Token], first: Token) -> bool:
    """Whether a comma stands behind the first word: "No, never" says no twice over."""
    place = tokens.index(first)
    return tokens[place + 1].kind is Kind.PUNCT


def _known(token: Token) -> bool:
    if token.kind in _CONTENT:
        return False
    if token.kind is Kind.NEGATOR or (token.kind is Kind.VERB and token.id in _REFUSING_VERBS):
        return True
    return all(part in _KNOWN for part in token.text.lower().split(" "))


def _denies(spoken: Sequence[Token], said: Sequence[str], k: int) -> bool:
    if spoken[k].kind is Kind.NEGATOR:
        return spoken[k].id != "nor" or "neither" not in said[:k]
    if spoken[k].kind is Kind.VERB and spoken[k].id in _REFUSING_VERBS:
        return True
    return said[k] in _NO or said[k] in _REFUSED
