"""Whether words advise, or report, restate, echo or describe: only advice is bound by the limits."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from service.safety import phrasing
from service.safety.clauses import Clause
from service.safety.cuts import BE
from service.safety.discourse import PLAIN, Stance
from service.safety.tokens import Kind, Token
from service.safety.wordlist import words


class Act(StrEnum):
    """What words do: advise, or one of the things that the limits do not bind."""

    ADVICE = "advice"
    REPORT = "report"
    STUDY = "study"
    ECHO = "echo"
    OTHER_PERSON = "other-person"
    ATTRIBUTED = "attributed"
    ELSEWHERE = "elsewhere"
    SUPPOSED = "supposed"
    DESCRIPTION = "description"


_PAST = words("was were had took received went got came rose fell ran began used")
_TIME_WORDS = words("previously before earlier initially ago prior last formerly")


def words_of(tokens: Sequence[Token]) -> list[str]:
    """The texts of tokens in lower case, place by place."""
    return [t.text.lower() for t in tokens]


def has_phrase(words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether any of the phrases stands in the words, in one piece."""
    text = f" {' '.join(words)} "
    return any(f" {' '.join(phrase)} " in text for phrase in phrases)


def acts_of(tokens: Sequence[Token], cut: Sequence[Clause], stance: Stance = PLAIN) -> tuple[Act, ...]:
    """The act of each clause; one that hangs on another without a verb of its own does what that one does."""
    if stance.asked or stance.endorsed:
        return (Act.ECHO if stance.asked else Act.ADVICE,) * len(cut)
    found: list[Act] = []
    for clause in cut:
        act = act_of(tokens, clause)
        own = tokens[clause.first : clause.last]
        hangs = clause.link not in ("main", "if") or (own and own[0].id in ("(", "["))
        if act is Act.ADVICE and found and hangs and not orders(own):
            act = found[-1]
        found.append(act)
    return tuple(found)


def act_of(tokens: Sequence[Token], clause: Clause) -> Act:
    """What the words of a clause do; an order in the clause, or an endorsement anywhere, makes it advice."""
    words = words_of(tokens)
    own = tokens[clause.first : clause.last]
    own_words = words[clause.first : clause.last]
    if _endorsed(tokens, words):
        return Act.ADVICE
    advises = orders(own)
    if has_phrase(words, phrasing.ECHO):
        return Act.ECHO if not advises else Act.ADVICE
    bracketed = own and own[0].id == "("
    if advises and not (bracketed and _attributed(tokens, words)):
        return Act.ADVICE
    if _study(words, own):
        return Act.STUDY
    if _other_person(own_words):
        return Act.OTHER_PERSON
    if _attributed(tokens, words):
        return Act.ATTRIBUTED
    if has_phrase(words, phrasing.ELSEWHERE):
        return Act.ELSEWHERE
    if reports(own):
        return Act.SUPPOSED if clause.link == "if" else Act.REPORT
    if _describes(own_words):
        return Act.DESCRIPTION
    return Act.ADVICE


def _endorsed(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether the speaker makes reported words their own, and does not deny it."""
    text = f" {' '.join(words)} "
    for phrase in phrasing.ENDORSING:
        at = text.find(f" {' '.join(phrase)} ")
        if at >= 0:
            place = text.count(" ", 0, at)
            if not any(t.kind is Kind.NEGATOR for t in tokens[max(0, place - 3) : place]):
                return True
    return False


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
    if start < len(own) and own[start].text.lower() in ("put", "get", "bring", "let", "have", "go"):
        return True
    if start < len(own) and own[start].kind is Kind.MULTIPLE and own[start].form == "verb":
        return True
    for i, token in enumerate(own):
        if token.kind is not Kind.MODAL or (token.id in ("would", "could", "might") and _counterfactual(own)):
            continue
        if any(t.kind is Kind.VERB or t.text.lower() in ("be", "go", "have") for t in own[i + 1 : i + 6]):
            return True
    return False


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
    for i, token in enumerate(own):
        word = token.text.lower()
        if _relative(own, i):
            continue
        if word in _PAST and word != "used":
            return True
        if word == "used" and i + 1 < len(own) and own[i + 1].text.lower() == "to":
            return True
        if (
            word in ("has", "have")
            and not (i + 1 < len(own) and own[i + 1].text.lower() == "to")
            and any(t.form == "past" or t.text.lower() == "been" for t in own[i + 1 : i + 4])
        ):
            return True
        if token.kind is Kind.VERB and token.form == "past" and i and token.id != "start":
            before = own[i - 1]
            subject = before.text.lower() in ("patient", "patients", "who") or before.id in ("patient", "speaker")
            if subject or (before.kind is Kind.WORD and before.text.lower() not in BE and _object_after(own, i)):
                return True
    return False


def _relative(own: Sequence[Token], i: int) -> bool:
    """As in "the dose she tolerated": a report inside a phrase does not make its clause one."""
    before = [t.text.lower() for t in own[max(0, i - 3) : i]]
    told = any(t.kind is Kind.VERB and t.id in ("state", "study") for t in own[max(0, i - 4) : i])
    if told and "that" in before:
        return False
    if set(before[-2:]) & {"as", "which", "that", "where", "what"} and i > 2:
        return True
    return (
        len(before) > 1
        and own[i - 1].id == "patient"
        and own[i - 2].text.lower() in ("dose", "amount", "regimen", "strength", "level")
    )


def _object_after(own: Sequence[Token], i: int) -> bool:
    """An active past form has an object: "withdrew the drug", not "the drug restarted"."""
    return i + 1 < len(own) and (
        own[i + 1].kind in (Kind.NUMBER, Kind.DRUG) or own[i + 1].text.lower() in ("the", "a", "his", "her")
    )


def _study(words: Sequence[str], own: Sequence[Token]) -> bool:
    """Whether a study is told of. What a study is said to support, or to have shown safe, is advice."""
    if not set(words) & phrasing.STUDY or set(words) & phrasing.APPROVING:
        return False
    return not any(t.kind is Kind.VERB and t.id in ("allow", "recommend") and t.form != "past" for t in own)


def _other_person(words: Sequence[str]) -> bool:
    owned = any(w in phrasing.OTHER_PEOPLE and (k == 0 or _owner(words[k - 1])) for k, w in enumerate(words))
    return owned or has_phrase(words, phrasing.OTHER_PEOPLE_PHRASES)


def _owner(word: str) -> bool:
    return word in ("her", "his", "my", "your", "their", "our", "the", "a", "another") or word.endswith("'s")


def _attributed(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether the statement names its issuer first and then a verb of describing.

    A verb of recommending serves only where no dose and no value is recommended: "experts advise 200 mg" is advice.
    """
    figures = any(
        t.kind in (Kind.MULTIPLE, Kind.QUALITY, Kind.SYMPTOM) or _measured(tokens, i) for i, t in enumerate(tokens)
    )
    for i, token in enumerate(tokens[:24]):
        if not _issuer(token, words[i]):
            continue
        for j in range(i + 1, min(i + 24, len(words))):
            head = words[j].split(" ")[0]
            describing = head in phrasing.DESCRIBING or (not figures and head in phrasing.RECOMMENDING)
            if describing and tokens[j - 1].kind is not Kind.MODAL:
                return True
        return False
    return False


def attributed(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether a named issuer describes or recommends something: enough for a stop, not for going on."""
    named = [i for i, t in enumerate(tokens[:24]) if _issuer(t, words[i])]
    verbs = phrasing.DESCRIBING | phrasing.RECOMMENDING
    return any(words[j].split(" ")[0] in verbs for i in named[:1] for j in range(i + 1, min(i + 24, len(words))))


def _issuer(token: Token, word: str) -> bool:
    bare = word.removesuffix("'s")
    if bare in phrasing.ISSUERS:
        return True
    return token.kind is Kind.WORD and (
        word.endswith("'s") or (len(token.text) > 2 and any(c.isupper() for c in token.text[1:]))
    )


def _measured(tokens: Sequence[Token], i: int) -> bool:
    """A number with the unit of a dose or of a laboratory value."""
    after = tokens[i + 1 : i + 3]
    return tokens[i].kind is Kind.NUMBER and any(
        t.kind is Kind.UNIT and t.id not in ("amount", "%", "measure", "tablet") for t in after
    )


def _describes(words: Sequence[str]) -> bool:
    """Whether a risk is told of; "no harm in" is no risk."""
    none = {"no", "nothing", "without", "little"} & set(words)
    return bool(set(words) & phrasing.RISK) and not none and not set(words) & phrasing.APPROVING


def permanent(tokens: Sequence[Token]) -> bool:
    """Whether a stop is said to be for good."""
    words = words_of(tokens)
    return bool(set(words) & phrasing.PERMANENT) or has_phrase(words, phrasing.PERMANENT_PHRASES)
