"""Words that move a limit without naming a dose: softened, ignored, gone beyond, said to bind others."""

from __future__ import annotations

from corpus.model import Topic
from service.safety.claims.claims import Claims
from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.evaluations import Want
from service.safety.grammar.speech import Act, permanent
from service.safety.judges.limits_shrugged import overridden, shrugged
from service.safety.judges.limits_yielding import yields
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.tokens import Kind


def judge_limits_talked_away(claims: Claims, limits: Limits, topic: Topic, findings: Findings) -> None:
    """A limit that is softened, ignored or said not to apply is breached by that alone."""
    rule = limits.daily.rule if limits.daily else (limits.lines[0].rule if limits.lines else topic.rules[0].id)
    forever = permanent(claims.tokens)
    if claims.foreign and _of_another_drug(claims):
        return
    for clause, act in zip(claims.cut, claims.acts, strict=True):
        if act not in (Act.ADVICE, Act.DESCRIPTION):
            continue
        own = range(clause.first, clause.last)
        climbing = (i for i in claims.tokens.places(_CLIMBING) if i in own)
        climbs = any(_climbs_past(claims, clause, i, limits) for i in climbing)
        gone = shrugged(claims, clause, limits) or climbs or yields(claims, clause)
        if gone or _exceeded(claims, clause, act):
            findings.breach(rule, "a limit is talked away")
        nouns = [
            i
            for i in claims.tokens.places(_LIMITING)
            if i in own
            and (
                (claims.words[i] in phrasing.LIMIT_NOUNS and claims.tokens[i].kind is not Kind.LIMIT)
                or (claims.words[i] in _FIGURES and _of_the_figure(claims, i, limits))
                or (claims.tokens[i].id == "<=" and claims.words[i].startswith("max"))
            )
        ]
        doses = any(d.role == "limit" for d in claims.dose_in(clause))
        if not nouns and not doses and not forever:
            continue
        for i in own:
            token = claims.tokens[i]
            denied = denied_at(clause, claims.tokens, i)
            lifted = token.kind is Kind.VERB and token.id == "ignore" and not denied and _of_limit(claims, i, nouns)
            kept = token.kind is Kind.VERB and token.id == "keep" and claims.words[i + 1 : i + 2] == ("to",)
            idle = denied and (kept or (token.kind is Kind.VERB and token.id == "apply" and not overridden(claims, i)))
            idle = idle or (claims.words[i] == "cap" and _is_verb(claims, i) and denied)
            soft = token.kind is Kind.WORD and claims.words[i] in phrasing.SOFTENING and not denied
            soft = soft or _called_needless(clause, i, nouns) or (_played_down(claims, i) and not denied)
            passed = (
                token.kind is Kind.COMPARATOR
                and token.id == ">"
                and not denied
                and _beyond(claims, i, nouns)
                and act is Act.ADVICE
            )
            soft = soft or (claims.words[i] in phrasing.FIRM and denied and bool(claims.clause_at(i).denials))
            passed = passed or (_times_limit(claims, i, nouns) and not denied and act is Act.ADVICE)
            if (lifted or idle or soft or passed) and not _of_a_dose(claims, i, limits):
                findings.breach(rule, "a limit is talked away")
        if _no_limit(claims, clause.first, clause.last):
            findings.breach(rule, "a limit is denied")


def _of_another_drug(claims: Claims) -> bool:
    """As in "the limit does not apply to (another drug)": that drug itself, and not patients who take it."""
    drugs = [i for i, t in enumerate(claims.tokens) if t.kind is Kind.DRUG]
    return all(i == 0 or claims.words[i - 1] in ("to", "for", "of", "the", "with", ".", ",") for i in drugs)


def _is_verb(claims: Claims, i: int) -> bool:
    """As in "do not cap it": a limit as something that is done."""
    return claims.words[i - 1 : i] in (("not",), ("n't",), ("to",), ("don't",), ("never",)) and i > 0


def _of_the_figure(claims: Claims, i: int, limits: Limits) -> bool:
    """As in "the 150-mg figure", "the figure of 150 mg": the amount of the daily limit stands beside the word."""
    cap = limits.daily
    near = claims.doses.said if cap is not None else ()
    return any(cap is not None and d.high == cap.value and (0 <= i - d.last <= 2 or 0 < d.first - i <= 2) for d in near)


def _climbs_past(claims: Claims, clause: Clause, i: int, limits: Limits) -> bool:
    """As in "150 mg is the cap; go a little higher if need be": beyond the limit that the statement names."""
    word = claims.words[i]
    if word not in _BEYOND or denied_at(clause, claims.tokens, i) or clause.link in ("if", "unless"):
        return False
    near = claims.words[max(clause.first, i - 5) : i]
    further = not any(t.kind is Kind.NUMBER for t in claims.tokens[i : i + 4])
    capped = limits.daily is not None and any(
        d.high is not None and abs(d.high - limits.daily.value) < 1 and d.last <= i for d in claims.doses.said
    )
    return capped and further and bool(set(near) & _MOVING)


def _exceeded(claims: Claims, clause: Clause, act: Act) -> bool:
    """As in "the maximum is 150 mg; exceed it by one tablet": beyond the limit that was named before."""
    if act is not Act.ADVICE or clause.link in ("if", "unless", "when"):
        return False
    for i in claims.tokens.places(_EXCEEDING):
        if not clause.first <= i < clause.last or claims.tokens[i].form not in ("verb:base", "verb:ing"):
            continue
        limit = any(d.role == "limit" and d.last <= i for d in claims.doses.said) or bool(
            set(claims.words[:i]) & phrasing.DOSE_LIMIT_NOUNS
        )
        if limit and claims.words[i + 1 : i + 2] in _IT and not denied_at(clause, claims.tokens, i):
            return True
    return _one_more(claims, clause)


def _one_more(claims: Claims, clause: Clause) -> bool:
    """As in "150 mg is the maximum, but add one more step": behind the limit, one step further."""
    if not any(d.role == "limit" and d.last <= clause.first for d in claims.doses.said):
        return False
    for i in claims.tokens.places(_STEPPING):
        more = claims.words[i] in _STEPS and set(claims.words[max(clause.first, i - 6) : i]) & _FURTHER
        higher = claims.words[i] in _STEPS and set(claims.words[i + 1 : i + 2]) & {"higher", "further", "beyond"}
        if clause.first < i < clause.last and (more or higher) and not denied_at(clause, claims.tokens, i):
            return True
    return False


_STEPS = words("step steps increment notch tablet tablets rung level increase")
_STEPPING = cue(_STEPS)
_FURTHER = words("more further another extra additional last final")


_EXCEEDING = cue(ids=(">",))
#: What the amount of a limit is called without the name of one: "the 150-mg figure".
_FIGURES = words("figure number mark value amount level")
_IT = (("it",), ("this",), ("that",))
_IT_IS = tuple((*it, be) for it in _IT for be in ("is", "would"))
_LIMITING = cue(phrasing.LIMIT_NOUNS | _FIGURES, ids=("<=",))
_BEYOND = words("higher beyond above over past further upwards")
_CLIMBING = cue(_BEYOND)
_MOVING = words("go going goes move push step climb stray creep edge exceed venture")


def _played_down(claims: Claims, i: int) -> bool:
    """As in "only a recommendation", "merely a convention"."""
    before = claims.words[max(0, i - 3) : i]
    less = bool(set(before) & _ONLY) or before == ("more", "of", "a")
    return less and claims.words[i] in phrasing.NO_MORE_THAN


_ONLY = frozenset(("only", "just", "merely", "mere", "simply"))


def _called_needless(clause: Clause, i: int, nouns: list[int]) -> bool:
    """Whether a limit is said to be too strict: "the ceiling is overcautious", "that cap is too low"."""
    judged = next((e for e in clause.judged if e.first == i), None)
    lax = judged is not None and judged.want in (Want.LAXER, Want.MORE)
    others = [d for d in clause.denials if d != i]
    return lax and bool(nouns) and nouns[0] < i and len(others) % 2 == 0


def _of_a_dose(claims: Claims, i: int, limits: Limits) -> bool:
    """As in "200 mg, which breaks the ceiling": a dose over the limit is judged as a dose."""
    cap = limits.daily
    over = cap is not None and any(d.last <= i and (d.high or 0.0) > cap.value for d in claims.doses.said)
    token = claims.tokens[i]
    return over and (token.kind is Kind.COMPARATOR or token.form == "third")


def _beyond(claims: Claims, i: int, nouns: list[int]) -> bool:
    """As in "one step above the ceiling", not as in "doses above 150 mg", which the doses judge."""
    if (
        i
        and (claims.words[i - 1] in BE or claims.words[i - 1] == "would")
        and claims.act_at(i) is Act.ADVICE
        and not set(claims.words) & phrasing.APPROVING
    ):
        return False
    if claims.tokens[i].form == "verb:past" and claims.words[i - 1] == "be":
        return any(0 < i - n <= 8 for n in nouns)
    if any(t.kind is Kind.TIMEUNIT for t in claims.tokens[i + 1 : i + 3]):
        return False
    clause = claims.clause_at(i)
    if any(lab.scale != "word" and clause.first <= lab.place < i for lab in claims.labs.said):
        return False  # "Three times the limit is treated as over the line": a line of a test.
    return any(0 < n - i <= 6 for n in nouns) and not any(
        t.kind in (Kind.ANALYTE, Kind.PANEL, Kind.MULTIPLE) for t in claims.tokens[max(0, i - 4) : i + 4]
    )


def _times_limit(claims: Claims, i: int, nouns: list[int]) -> bool:
    """As in "twice the ceiling"."""
    token = claims.tokens[i]
    factor = token.kind is Kind.MULTIPLE and (token.high or 0.0) > 1
    if claims.words[max(0, i - 2) : i] in _IT_IS and claims.words[:1] in (("yes",), ("no",)):
        return False  # "Is there a problem with 300 mg?" - "Yes, it is twice the cap."
    return factor and any(0 < n - i <= 3 and claims.words[n] in phrasing.DOSE_LIMIT_NOUNS for n in nouns)


def _of_limit(claims: Claims, i: int, nouns: list[int]) -> bool:
    """Whether the limit is the object of an active verb or the plain subject of a passive one."""
    if claims.tokens[i].form != "past":
        return any(0 < n - i <= 8 for n in nouns) or any(d.role == "limit" and d.first > i for d in claims.doses.said)
    own = (
        j
        for j in reversed(range(i))
        if j in nouns
        or (
            claims.tokens[j].kind is Kind.WORD and claims.words[j] not in BE and claims.words[j] not in phrasing.ENGLISH
        )
    )
    return next(own, None) in nouns


_TESTS = cue(kinds=(Kind.ANALYTE, Kind.PANEL))
_DENYING = cue(kinds=(Kind.NEGATOR,))
_AROUND = words("above beyond over past exception exceptions exemption exemptions")


def _no_limit(claims: Claims, first: int, last: int) -> bool:
    if claims.tokens.cues & _TESTS:
        return False
    tokens = claims.tokens.part(first, last)
    for i in tokens.places(_DENYING):
        near = tokens[i + 1 : i + 5]
        if tokens[i].id != "no":
            # "Not a ceiling"; but "do not exceed the ceiling".
            near = near[:3] if near and near[0].text.lower() in ("a", "an", "any") else ()
        if any(t.text.lower() in _AROUND or t.id == ">" for t in near):
            continue  # "No room above the ceiling", "no exceptions to it", "nobody may go over it".
        twice = first + i > 0 and claims.tokens[first + i - 1].kind is Kind.NEGATOR
        if not twice and any(
            t.text.lower() in phrasing.DOSE_LIMIT_NOUNS or t.id in ("upper-limit", "<=") for t in near
        ):
            return True
    return False
