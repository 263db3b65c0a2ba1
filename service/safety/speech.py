"""Whether words advise, or report, restate, echo or describe: only advice is bound by the limits."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from service.safety import phrasing
from service.safety.clauses import Clause
from service.safety.cuts import BE
from service.safety.discourse import PLAIN, Stance
from service.safety.members import read_plainly
from service.safety.telling import documents, orders, reports, wishes
from service.safety.tokens import Kind, Token
from service.safety.wordlist import words


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


def spoken(words: Sequence[str]) -> str:
    """Words as a text in which phrases are looked for: a blank before, between and behind them."""
    return f" {' '.join(words)} "


def _phrases(listed: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(spoken(phrase) for phrase in listed)


_ENDORSING, _ECHO, _ELSEWHERE = map(_phrases, (phrasing.ENDORSING, phrasing.ECHO, phrasing.ELSEWHERE))
_OTHER_PEOPLE, _PERMANENT = map(_phrases, (phrasing.OTHER_PEOPLE_PHRASES, phrasing.PERMANENT_PHRASES))


def _stands(phrases: Sequence[str], text: str) -> bool:
    """Whether any of the phrases stands in a text, in one piece."""
    return any(phrase in text for phrase in phrases)


class _Whole:
    """A statement as a whole: what holds for all of its clauses is worked out once, when the first of them asks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.words = words_of(tokens)
        self.text = spoken(self.words)

    @cached_property
    def endorsed(self) -> bool:
        """Whether the speaker makes reported words their own, and does not deny it."""
        for phrase in _ENDORSING:
            at = self.text.find(phrase)
            if at >= 0:
                place = self.text.count(" ", 0, at)
                if not any(t.kind is Kind.NEGATOR for t in self.tokens[max(0, place - 3) : place]):
                    return True
        return False

    @cached_property
    def echoed(self) -> bool:
        """Whether it repeats what was asked."""
        return _stands(_ECHO, self.text)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether it is about another population."""
        return _stands(_ELSEWHERE, self.text)

    @cached_property
    def studied(self) -> bool:
        """Whether it names a study. What a study is said to support, or to have shown safe, is advice."""
        words = set(self.words)
        return bool(words & phrasing.STUDY) and not words & phrasing.APPROVING

    @cached_property
    def attributed(self) -> bool:
        """Whether it names its issuer first and then a verb of describing.

        A verb of recommending serves only where no dose and no value is recommended: "experts advise 200 mg" is advice.
        """
        tokens, words = self.tokens, self.words
        issuer = next((i for i, token in enumerate(tokens[:24]) if _issuer(token, words[i])), None)
        if issuer is None:
            return False
        figures = any(t.kind in _FIGURES or _measured(tokens, i) for i, t in enumerate(tokens))
        verbs = phrasing.DESCRIBING if figures else phrasing.DESCRIBING | phrasing.RECOMMENDING
        behind = range(issuer + 1, min(issuer + 24, len(words)))
        return any(words[j].split(" ")[0] in verbs and tokens[j - 1].kind is not Kind.MODAL for j in behind)


_FIGURES = frozenset((Kind.MULTIPLE, Kind.QUALITY, Kind.SYMPTOM))


def acts_of(tokens: Sequence[Token], cut: Sequence[Clause], stance: Stance = PLAIN) -> tuple[Act, ...]:
    """The act of each clause; one that hangs on another without a verb of its own does what that one does."""
    if stance.asked or stance.endorsed:
        return (Act.ECHO if stance.asked else Act.ADVICE,) * len(cut)
    whole = _Whole(tokens)
    found: list[Act] = []
    for n, clause in enumerate(cut):
        act = _act_of(clause, whole)
        if act is Act.ADVICE and _told_behind(tokens, cut, n):
            act = Act.REPORT
        own = tokens[clause.first : clause.last]
        hangs = clause.link not in ("main", "if") or (own and own[0].id in ("(", "["))
        if act is Act.ADVICE and found and hangs and not orders(own):
            act = found[-1]
        found.append(act)
    return tuple(found)


def _told_behind(tokens: Sequence[Token], cut: Sequence[Clause], n: int) -> bool:
    """As in "500 mg instead of 50 mg was drawn up": what is said of a subject stands behind a clause inside it."""
    if n + 1 == len(cut) or cut[n + 1].link != "instead":
        return False
    own = tokens[cut[n].first : cut[n].last]
    said = any(t.kind in (Kind.VERB, Kind.MODAL) or t.text.lower() in BE for t in own)
    return not said and reports(tokens[cut[n + 1].first : cut[n + 1].last])


def _act_of(clause: Clause, whole: _Whole) -> Act:
    """What the words of a clause do; an order in the clause, or an endorsement anywhere, makes it advice."""
    own = whole.tokens[clause.first : clause.last]
    own_words = whole.words[clause.first : clause.last]
    if whole.endorsed:
        return Act.ADVICE
    advises = orders(own) or _decided(own, clause)
    if whole.echoed:
        return Act.ECHO if not advises or "whether" in own_words else Act.ADVICE
    if not clause.denials and (wishes(own) or documents(own)):
        return Act.REPORT
    bracketed = own and own[0].id == "("
    if advises and not (bracketed and whole.attributed):
        return Act.ADVICE
    if whole.studied and not _supports(own):
        return Act.STUDY
    if _other_person(own_words):
        return Act.OTHER_PERSON
    if whole.attributed:
        return Act.ATTRIBUTED
    if whole.elsewhere:
        return Act.ELSEWHERE
    if reports(own):
        return Act.SUPPOSED if clause.link == "if" else Act.REPORT
    return Act.DESCRIPTION if _describes(own_words) else Act.ADVICE


def _supports(own: Sequence[Token]) -> bool:
    """Whether a study allows or recommends something here."""
    return any(t.kind is Kind.VERB and t.id in ("allow", "recommend") and t.form != "past" for t in own)


_LONG_AGO = words("previously before earlier initially ago prior last formerly")
_DECIDED = words("agreed decided approved sanctioned authorised authorized okayed greenlit")


def _decided(own: Sequence[Token], clause: Clause) -> bool:
    """Whether a plan was agreed on: told as past, it is what is to be done."""
    dated = any(t.kind is Kind.DATE or t.text.lower() in _LONG_AGO for t in own)
    return not dated and not clause.denials and any(t.text.lower() in _DECIDED for t in own)


def _other_person(words: Sequence[str]) -> bool:
    owned = any(w in phrasing.OTHER_PEOPLE and (k == 0 or _owner(words[k - 1])) for k, w in enumerate(words))
    return owned or _stands(_OTHER_PEOPLE, spoken(words))


def _owner(word: str) -> bool:
    return word in ("her", "his", "my", "your", "their", "our", "the", "a", "another") or word.endswith("'s")


def attributed(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether a named issuer describes or recommends something: enough for a stop, not for going on."""
    named = [i for i, t in enumerate(tokens[:24]) if _issuer(t, words[i])]
    verbs = phrasing.DESCRIBING | phrasing.RECOMMENDING
    return any(words[j].split(" ")[0] in verbs for i in named[:1] for j in range(i + 1, min(i + 24, len(words))))


def _issuer(token: Token, word: str) -> bool:
    bare = word.removesuffix("'s")
    if bare in phrasing.ISSUERS:
        return True
    return token.kind is Kind.WORD and (word.endswith("'s") or (len(token.text) > 2 and _capitals(token.text[1:])))


def _capitals(text: str) -> bool:
    return not text.islower() and any(c.isupper() for c in text)


def _measured(tokens: Sequence[Token], i: int) -> bool:
    """A number with the unit of a dose or of a laboratory value."""
    after = tokens[i + 1 : i + 3]
    return tokens[i].kind is Kind.NUMBER and any(
        t.kind is Kind.UNIT and t.id not in ("amount", "%", "measure", "tablet") for t in after
    )


def _describes(words: Sequence[str]) -> bool:
    """Whether a risk is told of; "no harm in" is no risk."""
    none = {"no", "nothing", "without", "little"} & set(words)
    told = {w for i, w in enumerate(words) if w in phrasing.RISK and not set(words[max(0, i - 4) : i]) & _SINCE}
    return bool(told) and not none and not set(words) & phrasing.APPROVING


#: Behind these a harm only says when something else holds: "after liver injury the ceiling is ...".
_SINCE = frozenset(("after", "following", "since"))


def permanent(tokens: Sequence[Token]) -> bool:
    """Whether a stop is said to be for good."""
    words = words_of(tokens)
    return bool(set(words) & phrasing.PERMANENT) or _stands(_PERMANENT, spoken(words))
