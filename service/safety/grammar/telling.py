"""Whether a clause tells somebody what to do, or what has happened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.cuts import DRUG_VERBS
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token

_PAST_OR_PASSIVE = words(
    "reached climbed peaked jumped soared developed became remained presented attended complained found sent told "
    "brought noticed queried questioned spotted caught intercepted flagged wondered enquired inquired"
)
_HAVING = words("has have had having being been once if when")
_PAST = words(
    "wanted hoped wished was were had took received went got came rose fell ran began drew gave wrote said saw"
)


def orders(own: Sequence[Token]) -> bool:
    """Whether a clause tells somebody to do something: an imperative, a modal with a verb, or an approval."""
    start = 0
    while start < len(own) and (
        own[start].kind in (Kind.CONJ, Kind.PUNCT)
        or own[start].text.lower()
        in ("so", "then", "please", "just", "simply", "now", "therefore", "thus", "sure", "yes", "and")
    ):
        start += 1
    if start < len(own) and own[start].kind is Kind.VERB and own[start].form == "base" and not _noun(own, start):
        return True
    if _forbids(own[start : start + 3]) or _practises(own) or _told_to(own):
        return True
    if start < len(own) and own[start].text.lower() in ("put", "get", "bring", "let", "have", "go"):
        return True
    if start < len(own) and own[start].kind is Kind.MULTIPLE and own[start].form == "verb":
        return True
    line = line_of(own)
    if any(_urged(own, i) for i in line.places(_DO) if 0 < i < len(own) - 1):
        return True
    for i in line.places(_MODALS):
        if own[i].id in ("would", "could", "might") and _counterfactual(own):
            continue
        if any(t.kind is Kind.VERB or t.text.lower() in _BARE for t in own[i + 1 : i + 6]):
            return True
    return False


#: Verbs that are none by themselves: "be given", "put back on".
_BARE = frozenset(("be", "go", "have", "put", "get", "bring", "let", "come"))
_DO = cue(("do",))
_MODALS = cue(kinds=(Kind.MODAL,))


def _forbids(first: Sequence[Token]) -> bool:
    """As in "do not hold it", "never stop it": an order not to."""
    verb = next((k for k, t in enumerate(first) if t.kind is Kind.VERB and t.form == "base"), 0)
    said = [t.text.lower() for t in first[:verb]]
    return bool(verb) and (said == ["do", "not"] or (len(said) == 1 and first[0].kind is Kind.NEGATOR))


def _practises(own: Sequence[Token]) -> bool:
    """As in "we hold it at ...", "I have restarted it": what the speaker does is what the speaker stands for."""
    for i, token in enumerate(own):
        if token.id != "speaker" or token.text.lower() not in ("i", "we", "i've", "we've"):
            continue
        j = i + 1
        while j < len(own) and (own[j].text.lower() in _ADVERBS or own[j].text.lower().endswith("ly")):
            j += 1
        having = own[j - 1].text.lower() in ("have", "'ve", "i've", "we've")
        verb = own[j] if j < len(own) else None
        if verb is not None and verb.kind is Kind.VERB and verb.id in _DOING:
            return verb.form == "base" or (having and verb.form == "past" and not _dated(own))
    return False


_DOING = DRUG_VERBS - {"take"}
_ADVERBS = words("have 've now only always usually normally generally typically often just still also never then here")
_TOLD = words(
    "told advised instructed reminded counselled counseled urged directed encouraged recommended ordered informed"
)


def _told_to(own: Sequence[Token]) -> bool:
    """As in "told to carry on", "advised to take 200 mg": what a note says was advised, is advised."""
    return not _dated(own) and any(
        a.text.lower() in _TOLD and b.text.lower() == "to" and any(t.kind is Kind.VERB for t in own[i + 2 : i + 5])
        for i, (a, b) in enumerate(pairwise(own))
    )


def _dated(own: Sequence[Token]) -> bool:
    return any(t.kind is Kind.DATE or t.text.lower() in _LONG_AGO for t in own)


_LONG_AGO = words("previously before earlier initially ago prior last formerly once originally")


def _urged(own: Sequence[Token], i: int) -> bool:
    """As in "..., do give it": an order behind a comma."""
    verb = own[i + 1].kind is Kind.VERB and own[i + 1].form == "base"
    return verb and own[i].text.lower() == "do" and own[i - 1].kind is Kind.PUNCT


def _noun(own: Sequence[Token], i: int) -> bool:
    """As in "use of", "dose of": a base form that is a noun here."""
    return (
        i + 1 < len(own)
        and own[i + 1].text.lower() in ("of", "is", "was", "are")
        and own[i].text.lower() not in ("hold", "stop")
    )


def _counterfactual(own: Sequence[Token]) -> bool:
    return any(t.text.lower() in ("had", "have", "were") for t in own)


def reports(own: Sequence[Token]) -> bool:
    """Whether a clause tells what happened."""
    return any(_told(own, i) and not _relative(own, i) for i in line_of(own).places(_TELLING))


_TELLING = cue(_PAST | _PAST_OR_PASSIVE | {"used", "has", "have"}, kinds=(Kind.VERB,))


def _told(own: Sequence[Token], i: int) -> bool:
    token = own[i]
    word = token.text.lower()
    after = own[i + 1].text.lower() if i + 1 < len(own) else ""
    if word == "used":
        return after == "to" or _active(own, i)
    if word in _PAST or (word in _PAST_OR_PASSIVE and i and _subject(own[i - 1])):
        return True
    if word in ("has", "have") and after != "to":
        return any(t.form == "past" or t.text.lower() == "been" for t in own[i + 1 : i + 4]) or _active(own, i)
    return _active(own, i)


def _subject(before: Token) -> bool:
    """Whether a past form behind a word tells what that did: "her value reached 180", not "once it is reached"."""
    return before.kind is not Kind.PUNCT and before.text.lower() not in BE | _HAVING


def _active(own: Sequence[Token], i: int) -> bool:
    """Whether a past form is said of who did it."""
    token = own[i]
    if token.kind is not Kind.VERB or token.form != "past" or not i or token.id == "start":
        return False
    before = own[i - 1]
    subject = before.text.lower() in ("patient", "patients", "who") or before.id in ("patient", "speaker")
    return subject or (before.kind is Kind.WORD and before.text.lower() not in BE and _object_after(own, i))


def _relative(own: Sequence[Token], i: int) -> bool:
    """As in "the dose she tolerated": a report inside a phrase does not make its clause one."""
    before = [t.text.lower() for t in own[max(0, i - 3) : i]]
    told = any(t.kind is Kind.VERB and t.id in ("state", "study") for t in own[max(0, i - 4) : i])
    if told and "that" in before:
        return False
    if set(before[-2:]) & {"as", "which", "that", "where", "what"} and i > 2:
        return True
    if len(before) < 2 or own[i - 1].id not in ("patient", "reader"):
        return False
    of_drug = before[0] == "of" and own[i - 2].kind is Kind.DRUG and i > 3
    return before[-2] in _AMOUNTS or (of_drug and own[i - 4].text.lower() in _AMOUNTS)


_AMOUNTS = words("dose doses dosage amount regimen strength level quantity number")


def _object_after(own: Sequence[Token], i: int) -> bool:
    """An active past form has an object: "withdrew the drug", not "the drug restarted"."""
    return i + 1 < len(own) and (
        own[i + 1].kind in (Kind.NUMBER, Kind.DRUG) or own[i + 1].text.lower() in ("the", "a", "his", "her")
    )


_WISHING = words(
    "love loves like likes prefer prefers want wants wish wishes hope hopes wonder wonders request requests insist "
    "insists beg begs fancy fancies keen"
)
_WISHERS = words(
    "pt client patient husband wife mother father mum dad partner family son daughter parents boyfriend girlfriend"
)


_WISHES = cue(_WISHING)


def wishes(own: Sequence[Token]) -> bool:
    """Whether a clause tells what the patient or a relative would like: "she would love to have 200 mg back"."""
    if not line_of(own).cues & _WISHES:
        return False
    for i, token in enumerate(own):
        if token.id == "patient" or token.text.lower() in _WISHERS:
            wished = any(t.text.lower() in _WISHING for t in own[i + 1 : i + 4])
            if i < _EARLY or (wished and own[i + 1].text.lower() in _WISHING and own[i - 1].kind is Kind.PUNCT):
                return wished
    return False


#: Of those named among the first words the first decides; later ones are read behind a sign ("day 9, pt keen to").
_EARLY = 4


#: Papers that hold one patient's orders; what a protocol or a label says is advice of its own.
_PAPERS = words(
    "chart charts script scripts prescription kardex order rx pmr sheet mar list letter letters discharge handover "
    "template printout"
)
_EACH = words("one other former latter first second")
_READING = words("says say said reads read shows show showed states stated lists listed has had")


_STILL = words("still now currently already even")
_ON_PAPER, _READ = cue(_PAPERS | _EACH), cue(_READING)


def documents(own: Sequence[Token]) -> bool:
    """Whether a clause tells what stands on a paper about the patient: "script says 100 mg bd"."""
    line = line_of(own)
    if not (line.cues & _ON_PAPER and line.cues & _READ):
        return False
    said = [w for w in line.words[:8] if w not in _STILL]
    return any((a in _PAPERS or a in _EACH) and b in _READING for a, b in pairwise(said))


def concludes(own: Sequence[Token]) -> bool:
    """As in "the page says 'above', so it goes on": what the speaker draws from what is quoted."""
    verbs = {t.id for t in own if t.kind is Kind.VERB}
    drawn = bool(own) and own[0].text.lower() in _DRAWN
    return drawn and bool(verbs) and "consider" not in verbs and all(t.text.lower() != "would" for t in own)


_DRAWN = words("so therefore hence thus consequently")
