"""What the facts call for and the text never says: facts of the patient given, and those that the text tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.model import Action, Rule, Topic
from service.domain.answer import Violation
from service.domain.facts import LabFact, SignFact
from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import as_facts
from service.safety.claims.returns_told import NOT_THE_PATIENT, come_back, opens_a_condition, under_way
from service.safety.claims.stops_told import for_a_time, names_a_stop, refuses, stops
from service.safety.claims.urgency_said import put_off, seen_today, to_hospital
from service.safety.english import measures, phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.endings import ends
from service.safety.grammar.speech import Act, permanent, words_of
from service.safety.grammar.telling import orders
from service.safety.judges.lines_named import names_line
from service.safety.judges.overdoses_told import overdoses_told
from service.safety.judges.signs_told import signs_told
from service.safety.judges.situation import Situation
from service.safety.once import once_for_each
from service.safety.rules.limits import STOPPING
from service.safety.text.lexer import lexer_for
from service.safety.text.line import cue
from service.safety.text.tokens import Kind, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What a text must say where a rule has fired, besides that the drug is stopped or held."""

    forever: bool
    today: bool
    hospital: bool

    def without_review(self) -> Needed:
        """The same without the review on the same day."""
        return replace(self, today=False)


class OmissionJudge:
    """Judges a text as a whole, after its statements: the needed stop, hold, review or emergency must be in it."""

    def __init__(self, topic: Topic, situation: Situation) -> None:
        self._topic, self._needed = topic, _needed_by(topic)
        self._situation = situation

    def judge(self, read: Sequence[Claims], limits: Sequence[LabFact]) -> Iterator[Violation]:
        """Yield what is called for and not said: by the patient's facts, else by those that an advising text tells."""
        if self._situation.calls:
            rules = self._situation.calls[:1] if read else ()
            missed = [r for r in rules if not self._says(self._needed[r.id], read, ())]
        else:
            rules, missed = self._told(read, limits) if any(self._speaks_to(claims) for claims in read) else ((), [])
        for rule in missed:
            yield Violation(rule=rule.id, reason="the text does not say what this rule calls for")
        for rule in rules:
            if self._needed[rule.id].forever and any(_begins_again(c) and not come_back(c) for c in read):
                yield Violation(
                    rule=rule.id, reason="a restart is spoken of where this rule calls for a permanent stop"
                )

    def _told(self, read: Sequence[Claims], limits: Sequence[LabFact]) -> tuple[tuple[Rule, ...], list[Rule]]:
        """The most urgent rule that the results, else the symptoms, of the text meet, and whether it is missed.

        A text that tells the facts itself is written for a reader who sees them: it must stop the drug, or see to it
        that the patient is seen today where only a symptom was told.
        """
        labs = (*limits, *(fact for claims in read for fact in _labs(claims)))
        measured = any(f.value or f.times_upper_limit or f.times_baseline for f in labs)
        back = any(map(come_back, read))
        restarted = back or any(map(under_way, read))
        told = tuple(sign for claims in read for sign in _signs(claims))
        called = self._situation.called_by(labs, told, restarted=restarted) if measured else ()
        if back and not called:
            called = self._situation.called_by(self._situation.at_their_worst(), told, restarted=True)
        for rule in called[:1]:
            needed = self._needed[rule.id]
            hospital = needed.hospital and any(to_hospital(c.words) for c in read)
            refused = any(ends(c.tokens) or any(refuses(c, a, forever=True) for a in c.actions) for c in read)
            today = not needed.hospital or any(seen_today(c.words) for c in read)
            named = not needed.forever and today and any(names_a_stop(c) for c in read)
            named = named or (needed.hospital and not labs and refused)
            said = hospital or named or self._says(needed.without_review(), read, labs)
            return (rule,), [] if said else [rule]
        swallowed = tuple(sign for claims in read for sign in overdoses_told(claims, self._topic))
        called = self._situation.called_by(labs, (*told, *swallowed)) if told or swallowed else ()
        today = any(seen_today(c.words) for c in read)
        seen = today or any(names_a_stop(c) or _takes_seriously(c) for c in read)
        seen = any(to_hospital(c.words) for c in read) if swallowed else seen
        late = not today and any(put_off(c.words) and not _takes_seriously(c) for c in read)
        return (), list(called[:1]) if not seen or late or _goes_on(read) else []

    def _speaks_to(self, claims: Claims) -> bool:
        """Whether a statement advises, or says anything of the drug that is no report."""
        return (
            _advises(claims)
            or self._situation.spoken_of(claims)
            or _goes_beyond(claims)
            or (Act.ADVICE in claims.acts and for_a_time(claims))
        )

    def _says(self, needed: Needed, read: Sequence[Claims], labs: Sequence[LabFact]) -> bool:
        """Whether the text says at least what is needed: the stop, for good, today, to hospital."""
        if needed.hospital and not any(to_hospital(c.words) for c in read):
            return False
        if needed.today and not any(seen_today(c.words) for c in read):
            return False
        meant = [c for c in read if self._situation.meets(c, labs)]
        refused = any(refuses(c, a, forever=needed.forever) for c in meant for a in c.actions)
        stopped = [(c, a) for c in meant for a in c.actions if stops(c, a)]
        ended = any(ends(c.tokens) and not for_a_time(c) for c in read)
        if refused or ended or not needed.forever:
            return refused or ended or bool(stopped)
        return any((a.kind == "stop" and not for_a_time(c)) or permanent(c.tokens) for c, a in stopped)


def _goes_beyond(claims: Claims) -> bool:
    """Whether a clause that names no other drug says more than results and signs: "appointment in the morning"."""
    places = {lab.place for lab in claims.labs.said}
    return not claims.drugs and any(
        act is Act.ADVICE
        and clause.last - clause.first >= _CLAUSE
        and not any(t.kind in _OF_FINDINGS for t in claims.tokens.part(clause.first, clause.last))
        and not places & set(range(clause.first, clause.last))
        and _LATER & set(claims.words[clause.first : clause.last])
        for clause, act in zip(claims.cut, claims.acts, strict=True)
    )


def _goes_on(read: Sequence[Claims]) -> bool:
    """Whether the drug is to go on, without a condition, and nothing stops it."""
    if any(stops(c, a) or refuses(c, a, forever=False) for c in read for a in c.actions):
        return False
    return any(
        a.kind in ("continue", "restart", "raise")
        and not (a.denied or a.mention)
        and a.act is Act.ADVICE
        and a.target == "governed"
        and not any(k.link in ("if", "when", "unless", "until", "only", "while") for k in c.cut)
        and (a.verb not in ("take", "give") or a.place - c.cut[a.clause].first <= 1)
        for c in read
        for a in c.actions
    )


_CLAUSE = 3
_OF_FINDINGS = (Kind.ANALYTE, Kind.PANEL, Kind.SYMPTOM, Kind.CONDITION, Kind.LIMIT, Kind.DATE)
_LATER = measures.WEEKDAYS | words(
    "appointment appt review clinic tomorrow week weeks month "
    "months fortnight morning routine next home rest fluids sleep observe reassure reassured"
)


def _begins_again(claims: Claims) -> bool:
    """Whether a restart is spoken of as to come: not denied, not asked about, not left to a specialist."""
    if _LEFT_OPEN & set(claims.words) or claims.tokens[-1].id == "?":
        return False
    return any(
        a.kind == "restart"
        and a.verb in ("restart", "start")
        and not a.denied
        and a.act is Act.ADVICE
        and a.target in ("governed", "relative")
        and claims.cut[a.clause].link not in ("if", "before", "unless", "because")
        for a in claims.actions
    )


_LEFT_OPEN = words("whether specialist hepatologist gastroenterologist anybody anyone nobody")


@once_for_each
def _needed_by(topic: Topic) -> Mapping[str, Needed]:
    """Per rule that stops or holds, what its own sentence says; where it has none, what its action means."""
    found: dict[str, Needed] = {}
    for rule in topic.rules:
        if rule.action not in STOPPING:
            continue
        tokens = lexer_for(topic.vocabulary)(rule.canonical or "").tokens
        for_good = permanent(tokens) if rule.canonical else rule.action is Action.STOP_PERMANENTLY
        hospital = rule.action is Action.EMERGENCY
        found[rule.id] = Needed(
            forever=for_good and not hospital, today=seen_today(words_of(tokens)) and not hospital, hospital=hospital
        )
    return found


def _labs(claims: Claims) -> Iterator[LabFact]:
    if any(opens_a_condition(t) for t in claims.statement.lead):
        return
    for said in claims.labs.said:
        if said.scale in ("upper-limit", "baseline") and names_line(claims):
            continue
        if not said.conditional and claims.act_at(said.place) not in NOT_THE_PATIENT:
            yield from as_facts(said)


def _signs(claims: Claims) -> Iterator[SignFact]:
    """Symptoms that the statement tells of the patient: not under a condition, not among what is to be watched for."""
    if any(opens_a_condition(t) for t in claims.statement.lead):
        return
    for place, sign in signs_told(claims):
        watched = any(opens_a_condition(t) or t.text.lower() in _WATCHED for t in claims.tokens[:place])
        told = not watched and not claims.tokens[place].fuzzy and claims.act_at(place) not in NOT_THE_PATIENT
        if told and sign.of == "symptom":
            yield sign


_WATCHED = words(
    "watch look looking ask asked report warn warned signs sign symptoms tell told know knows explain explained advise "
    "advised counsel counselled counseled safety-net safety-netted any monitor include includes or"
)


def _advises(claims: Claims) -> bool:
    """Whether a statement tells somebody what to do, or lets something be."""
    if any(a.act is Act.ADVICE and a.verb not in ("take", "give") for a in claims.actions):
        return True
    if any(test.act is Act.ADVICE for test in claims.tests):
        return True
    return any(
        act is Act.ADVICE
        and (
            orders(own := claims.tokens.part(c.first, c.last)) or any(_lets_be(own[i]) for i in own.places(_LETTING_BE))
        )
        for c, act in zip(claims.cut, claims.acts, strict=True)
    )


def _takes_seriously(claims: Claims) -> bool:
    """Whether what would let a finding be is denied: "cannot wait", "a mistake to call it harmless"."""
    return any(
        _lets_be(claims.tokens[i]) and denied_at(claims.clause_at(i), claims.tokens, i)
        for i in claims.tokens.places(_LETTING_BE)
    )


def _lets_be(token: Token) -> bool:
    return token.text.lower() in _WORDS or (token.kind is Kind.VERB and token.id in _LETTING)


_WORDS = phrasing.APPROVING | phrasing.LETTING_BE
_LETTING = ("wait", "ignore", "hesitate", "refer", "test", "repeat", "recommend", "consider", "switch")
_LETTING_BE = cue(_WORDS, ids=_LETTING)
