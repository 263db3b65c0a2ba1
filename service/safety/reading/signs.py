"""Read symptoms, conditions and other drugs out of a text, present or denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from corpus.model import Sign, Topic
from service.domain.facts import Problem, Read, SignFact
from service.safety.reading.scan import Scan
from service.safety.reading.terms import find_terms
from service.safety.text.tokens import Kind, Token

_ALL_ABSENT = (
    ("asymptomatic",),
    ("no", "symptoms|symptom|sx|complaints|signs"),
    ("without", "symptoms|symptom|sx"),
    ("symptom-free|symptomless",),
    ("feels|feel|feeling|feelin", "fine|well|ok|okay|good|great"),
    ("i'm|im|is|he's|she's|hes|shes|otherwise|clinically|pt|patient", "well|fine"),
)
_DENYING = frozenset("denies denied denying no not without never nil negative free absent absence excludes n't".split())
#: What denies the things that follow it; any other denial ("can't", "not") first denies a verb.
_DENYING_THINGS = frozenset("denies denied denying no without nil negative free absent absence excludes".split())
#: What stands between a denied verb and the sign that goes with it: having, noticing, being, and little words. Whoever
#: "can't eat" or "doesn't feel right" is not said to be without the next sign.
_FINDING = frozenset(
    "have has had having get gets got getting see sees seen saw seeing find finds found finding notice notices "
    "noticed noticing feel feels felt feeling look looks looked looking seem seems seemed be been being appear "
    "appears appeared complain complains complained complaining report reports reported reporting mention mentions "
    "mentioned describe describes described show shows showed showing shown develop develops developed experience "
    "experienced any a an the of in his her their my your this that at all really very particularly especially "
    "overtly clinically obviously on yet ever even visibly frankly sign signs symptom symptoms evidence such as like "
    ", / or and nor patient he she they i you it currently actively new further more either".split()
)
_SCOPE = 7
_LISTED = frozenset((",", "/", "any", "of", "signs"))
_ANSWERS = {
    **dict.fromkeys(("no", "n", "nil", "absent", "neg", "negative", "none", "-", "0"), "no"),
    **dict.fromkeys(("yes", "y", "present", "pos", "positive", "+", "++", "+++"), "yes"),
}
_CHANGES = frozenset("now today since new developed then later yesterday".split())


def settled(mentions: Sequence[SignFact]) -> tuple[SignFact, ...]:
    """One fact for each sign that is mentioned: present when any mention says so."""
    first: dict[str, SignFact] = {}
    for sign in mentions:
        if sign.id not in first or (sign.present and not first[sign.id].present):
            first[sign.id] = sign
    return tuple(first.values())


def contradicted(scan: Scan, mentions: Sequence[SignFact]) -> tuple[Problem, ...]:
    """The symptoms that one text both reports and denies, unless it tells of a change."""
    if any(scan.text(i) in _CHANGES for i in range(len(scan.tokens))):
        return ()
    denied_ids = {sign.id for sign in mentions if sign.of == "symptom" and not sign.present}
    reported = {sign.id: sign.read for sign in mentions if sign.present}
    return tuple(
        Problem(kind="conflict", what=name, read=reported[name]) for name in sorted(denied_ids & reported.keys())
    )


def read_drugs(scan: Scan, topic: Topic) -> tuple[tuple[str, Read], ...]:
    """Every drug that is named as taken or proposed: not a denied one, and not another drug that was stopped."""
    return tuple(
        (token.id, scan.read(i, i))
        for i, token in enumerate(scan.tokens)
        if token.kind is Kind.DRUG and not denied(scan, i) and (token.id == topic.governed.id or not _left_off(scan, i))
    )


def _left_off(scan: Scan, i: int) -> bool:
    """Whether the clause says of this drug alone that it was stopped."""
    clause = scan.clause(i)
    stopped = any(
        scan.is_kind(j, Kind.VERB) and scan.tokens[j].id == "stop" and scan.tokens[j].form == "past" for j in clause
    )
    return stopped and not any(scan.is_kind(j, Kind.DRUG) for j in clause if j != i)


def mentions(scan: Scan, topic: Topic) -> Iterator[SignFact]:
    """Every symptom and condition of the vocabulary where the text names it, reported or denied."""
    for i, token in enumerate(scan.tokens):
        if token.kind is Kind.SYMPTOM:
            yield SignFact(of="symptom", id=token.id, present=not denied(scan, i), read=scan.read(i, i))
        elif token.kind is Kind.CONDITION:
            yield SignFact(of="condition", id=token.id, present=not denied(scan, i), read=scan.read(i, i))
    yield from _by_terms(scan, topic.vocabulary.symptoms, topic.vocabulary.conditions)


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
    """Whether token `i` is denied: by its own answer ("jaundice: no"), or by a denial that reaches it over a list."""
    answer = _answer(scan, i)
    return answer == "no" or (answer is None and denied_over_a_list(scan.tokens, i))


def _answer(scan: Scan, i: int) -> str | None:
    """The answer that stands behind a sign in a list of findings: ": no", "(-)", "- yes", "absent"."""
    j = i + 1
    if scan.text(j) in ("absent", "denied"):
        return "no"
    glued = _glued_sign(scan, i)
    if glued is not None:
        return glued
    opened = scan.text(j) in (":", "=", "-", "?", "(")
    said = _ANSWERS.get(scan.text(j + 1)) if opened else None
    closed = scan.token(j + 2)
    alone = closed is None or closed.kind in (Kind.PUNCT, Kind.CONJ)
    return said if alone else None


def _glued_sign(scan: Scan, i: int) -> str | None:
    """`jaundice-`, `fatigue+`: a sign stuck to the word and to nothing after it."""
    sign, after = scan.token(i + 1), scan.token(i + 2)
    if sign is None or sign.start != scan.tokens[i].end or (after is not None and after.start == sign.end):
        return None
    return {"-": "no", "+": "yes", "++": "yes"}.get(sign.text)


def denied_over_a_list(tokens: Sequence[Token], i: int) -> bool:
    """Whether a denial before token `i` reaches it: over a list ("no jaundice, nausea or pain"), not over "but"."""
    for j in range(i - 1, max(-1, i - 1 - _SCOPE * 2), -1):
        token = tokens[j]
        text = token.text.casefold()
        if token.kind is Kind.PUNCT and text[:1] in ".?!;\n()":
            return False
        if text == ":" and not any(_denies(b) for b in tokens[max(0, j - 2) : j]):
            # "Without a blood count: fever" says that there is fever; "denies: fever" that there is none.
            return False
        if token.kind is Kind.CONJ and text not in ("or", "and", "nor"):
            return False
        if _answers_no(tokens, j):
            return False
        if _denies(token):
            answers = j > 0 and tokens[j - 1].text in (":", "=", "?")
            found = tokens[i].kind not in (Kind.DRUG, Kind.VERB)
            return not answers and (text in _DENYING_THINGS or not found or _goes_with(tokens[j + 1 : i]))
        listed = token.kind in (Kind.SYMPTOM, Kind.CONDITION, Kind.DRUG, Kind.CONJ) or text in _LISTED
        if not listed and i - j > _SCOPE:
            return False
        if token.kind is Kind.VERB and token.id not in ("take", "give", "test"):
            return False
        if token.kind in (Kind.NUMBER, Kind.ANALYTE):
            return False
    return False


def _answers_no(tokens: Sequence[Token], j: int) -> bool:
    """`No, she was held`: an answer that opens a clause with its own subject denies nothing of that clause."""
    if tokens[j].text.casefold() not in ("no", "nope") or j + 2 >= len(tokens) or tokens[j + 1].text != ",":
        return False
    opens = j == 0 or (tokens[j - 1].kind is Kind.PUNCT and tokens[j - 1].text[:1] in ".?!;\n,")
    return opens and tokens[j + 2].kind is Kind.PRONOUN


def _goes_with(between: Sequence[Token]) -> bool:
    """Whether a denied verb is one of having or noticing, so that what it is said of is denied with it."""
    named = (Kind.SYMPTOM, Kind.CONDITION, Kind.DRUG)
    return all(t.kind in named or t.text.casefold() in _FINDING for t in between)


def _denies(token: Token) -> bool:
    return token.kind is Kind.NEGATOR or token.text.casefold() in _DENYING


def _by_terms(scan: Scan, symptoms: Sequence[Sign], conditions: Sequence[Sign]) -> Iterator[SignFact]:
    for stretch in scan.sentences():
        for of, signs in (("symptom", symptoms), ("condition", conditions)):
            for sign in signs:
                at = find_terms(scan, stretch, sign.terms)
                if at is not None:
                    kind: Literal["symptom", "condition"] = "symptom" if of == "symptom" else "condition"
                    present = not denied(scan, at)
                    yield SignFact(of=kind, id=sign.id, present=present, read=scan.read(at, at))
