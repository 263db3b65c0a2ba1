"""Whether words advise, or report, restate, echo or describe: only advice is bound by the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from service.safety.english import attribution, phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import Clause
from service.safety.grammar.discourse import PLAIN, Stance
from service.safety.grammar.harm_said import harms
from service.safety.grammar.informants import informed, informs
from service.safety.grammar.issuers import SAYING, first_issuer
from service.safety.grammar.struck_out import struck_out
from service.safety.grammar.telling import concludes, documents, orders, reports, wishes
from service.safety.members import read_plainly
from service.safety.text.line import Line, cue, line_of
from service.safety.text.tokens import Kind, Token


@read_plainly
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


def words_of(tokens: Sequence[Token]) -> list[str]:
    """The texts of tokens in lower case, place by place."""
    return [t.text.lower() for t in tokens]


def spoken(line: Line) -> str:
    """Words as a text in which phrases are looked for: a blank before, between and behind them."""
    return f" {line.text} "


class _Phrases:
    """Phrases that are looked for, in one piece, where the rarest word of each may be."""

    def __init__(self, listed: Sequence[Sequence[str]]) -> None:
        self._spoken = tuple(f" {' '.join(phrase)} " for phrase in listed)
        self._cue = cue(max(" ".join(phrase).split(), key=len) for phrase in listed)

    def within(self, line: Line) -> Iterator[int]:
        """Where each of the phrases that are in a line first stands in it as it is spoken."""
        if line.cues & self._cue:
            text = spoken(line)
            yield from (at for phrase in self._spoken if (at := text.find(phrase)) >= 0)

    def stand_in(self, line: Line) -> bool:
        """Whether any of the phrases stands in a line."""
        return next(self.within(line), None) is not None


_ENDORSING, _ECHO, _ELSEWHERE = map(_Phrases, (phrasing.ENDORSING, attribution.ECHO, attribution.ELSEWHERE))
_OTHER_PEOPLE, _PERMANENT = map(_Phrases, (attribution.OTHER_PEOPLE_PHRASES, phrasing.PERMANENT_PHRASES))
_STUDIES, _OTHERS, _FOR_GOOD = map(cue, (attribution.STUDY, attribution.OTHER_PEOPLE, phrasing.PERMANENT))
_RISKS = cue(phrasing.RISK)


class _Whole:
    """A statement as a whole: what holds for all of its clauses is worked out once, when the first of them asks."""

    def __init__(self, line: Line) -> None:
        self.line = line

    @cached_property
    def endorsed(self) -> bool:
        """Whether the speaker makes reported words their own, and does not deny it."""
        for at in _ENDORSING.within(self.line):
            place = spoken(self.line).count(" ", 0, at)
            if not any(t.kind is Kind.NEGATOR for t in self.line[max(0, place - 3) : place]):
                return True
        return False

    @cached_property
    def echoed(self) -> bool:
        """Whether it repeats what was asked."""
        return _ECHO.stand_in(self.line)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether it is about another population."""
        return _ELSEWHERE.stand_in(self.line)

    @cached_property
    def studied(self) -> bool:
        """Whether it names a study. What a study is said to support, or to have shown safe, is advice."""
        words = self.line.words if self.line.cues & _STUDIES else ()
        if informed(self.line):
            return False
        return not attribution.STUDY.isdisjoint(words) and phrasing.APPROVING.isdisjoint(words)

    @cached_property
    def attributed(self) -> bool:
        """Whether it names its issuer first and then a verb of describing.

        A verb of recommending serves only where no dose and no value is recommended: "experts advise 200 mg" is advice.
        """
        tokens, words = self.line, self.line.words
        issuer = first_issuer(self.line) if self.line.cues & SAYING else None
        # A limit that the article is said to set has to be its own.
        if issuer is None or (words[issuer] == "article" and not phrasing.DOSE_LIMIT_NOUNS.isdisjoint(words)):
            return False
        figures = tokens.cues & _FIGURES or any(_measured(tokens, i) for i in tokens.places(_NUMBERS))
        verbs = attribution.DESCRIBING if figures else attribution.DESCRIBING | attribution.RECOMMENDING
        behind = range(issuer + 1, min(issuer + 24, len(words)))
        return any(words[j].split(" ")[0] in verbs and tokens[j - 1].kind is not Kind.MODAL for j in behind)


_FIGURES = cue(kinds=(Kind.MULTIPLE, Kind.QUALITY, Kind.SYMPTOM))
_NUMBERS = cue(kinds=(Kind.NUMBER,))


def acts_of(tokens: Sequence[Token], cut: Sequence[Clause], stance: Stance = PLAIN) -> tuple[Act, ...]:
    """The act of each clause; one that hangs on another without a verb of its own does what that one does."""
    if stance.asked or stance.endorsed:
        return (Act.ECHO if stance.asked else Act.ADVICE,) * len(cut)
    line = line_of(tokens)
    whole = _Whole(line)
    out = struck_out(line)
    found: list[Act] = []
    for n, clause in enumerate(cut):
        if out and out.start < clause.last and clause.first < out.stop:
            found.append(Act.ECHO)
            continue
        own = line.part(clause.first, clause.last)
        act = _act_of(clause, own, whole)
        if act is Act.ADVICE and _told_behind(line, cut, n):
            act = Act.REPORT
        hangs = clause.link not in ("main", "if") or (own and own[0].id in ("(", "["))
        added = own.words[:2] in _ADDED and not any(t.kind in _SPEAKING for t in own)
        if act is Act.ADVICE and found and (hangs or added) and not orders(own):
            act = found[-1]
        found.append(act)
    return tuple(found)


#: What only adds to the clause before it: "he took 150 mg, with an extra 25 mg at night".
_ADDED = tuple((",", word) for word in ("with", "plus", "and", "along", "together"))
_SPEAKING = (Kind.VERB, Kind.MODAL)


def _told_behind(tokens: Line, cut: Sequence[Clause], n: int) -> bool:
    """As in "500 mg instead of 50 mg was drawn up": what is said of a subject stands behind a clause inside it."""
    if n + 1 == len(cut) or cut[n + 1].link != "instead":
        return False
    own = tokens.part(cut[n].first, cut[n].last)
    said = any(t.kind in (Kind.VERB, Kind.MODAL) or t.text.lower() in BE for t in own)
    return not said and reports(tokens.part(cut[n + 1].first, cut[n + 1].last))


def _act_of(clause: Clause, own: Line, whole: _Whole) -> Act:
    """What the words of a clause do; an order in the clause, or an endorsement anywhere, makes it advice."""
    if whole.endorsed:
        return Act.ADVICE
    advises = orders(own) or _decided(own, clause)
    if whole.echoed:
        return Act.ECHO if not advises or "whether" in own.words else Act.ADVICE
    if not clause.denials and (wishes(own) or documents(own)):
        return Act.REPORT
    bracketed = own and own[0].id == "("
    if advises and not (bracketed and whole.attributed):
        return Act.ADVICE
    if whole.studied and not _supports(own):
        return Act.STUDY
    if _other_person(own):
        return Act.OTHER_PERSON
    if whole.attributed and not concludes(own):
        return Act.ATTRIBUTED
    if whole.elsewhere:
        return Act.ELSEWHERE
    if reports(own):
        return Act.SUPPOSED if clause.link == "if" else Act.REPORT
    risky = own.cues & _RISKS and _describes(own.words) and harms(own, 0, len(own)) is not clause.turned
    return Act.DESCRIPTION if risky else Act.ADVICE


def _supports(own: Sequence[Token]) -> bool:
    """Whether a study allows or recommends something here."""
    return any(t.kind is Kind.VERB and t.id in ("allow", "recommend") and t.form != "past" for t in own)


_LONG_AGO = words("previously before earlier initially ago prior last formerly")
_DECIDED = words("agreed decided approved sanctioned authorised authorized okayed greenlit")


_PLANNED = cue(_DECIDED)


def _decided(own: Line, clause: Clause) -> bool:
    """Whether a plan was agreed on: told as past, it is what is to be done."""
    if not own.cues & _PLANNED:
        return False
    dated = any(t.kind is Kind.DATE or t.text.lower() in _LONG_AGO for t in own)
    return not dated and not clause.denials and any(t.text.lower() in _DECIDED for t in own)


def _other_person(own: Line) -> bool:
    words = own.words
    owned = any(
        words[k] in attribution.OTHER_PEOPLE and (k == 0 or _owner(words[k - 1])) and not informs(own, k)
        for k in own.places(_OTHERS)
    )
    return owned or _OTHER_PEOPLE.stand_in(own)


def _owner(word: str) -> bool:
    return word in ("her", "his", "my", "your", "their", "our", "the", "a", "another") or word.endswith("'s")


def _measured(tokens: Sequence[Token], i: int) -> bool:
    """A number with the unit of a dose or of a laboratory value."""
    after = tokens[i + 1 : i + 3]
    return tokens[i].kind is Kind.NUMBER and any(
        t.kind is Kind.UNIT and t.id not in ("amount", "%", "measure", "tablet") for t in after
    )


def _describes(words: Sequence[str]) -> bool:
    """Whether a risk is told of; "no harm in" is no risk, and "not without harm" is one."""
    none = {"no", "nothing", "without", "little"} & set(words) and "not without" not in " ".join(words)
    told = {w for i, w in enumerate(words) if w in phrasing.RISK and not set(words[max(0, i - 4) : i]) & _SINCE}
    return bool(told) and not none and not set(words) & phrasing.APPROVING


#: Behind these a harm only says when something else holds: "after liver injury the ceiling is ...".
_SINCE = frozenset(("after", "following", "since"))


def permanent(tokens: Sequence[Token]) -> bool:
    """Whether a stop is said to be for good."""
    line = line_of(tokens)
    return not phrasing.PERMANENT.isdisjoint(line.words if line.cues & _FOR_GOOD else ()) or _PERMANENT.stand_in(line)
