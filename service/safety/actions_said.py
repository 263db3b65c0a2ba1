"""What a text says to do with the governed drug, and how liver tests are to be spaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.model import Topic
from service.safety import phrasing
from service.safety.clauses import BE, DRUG_VERBS, Clause, denied_at
from service.safety.limits import Limits
from service.safety.speech import Act
from service.safety.tokens import Kind, Token

ActionKind = Literal["restart", "continue", "raise", "reduce", "hold", "stop", "switch"]
_KINDS: dict[str, ActionKind] = {
    "restart": "restart",
    "start": "restart",
    "give": "restart",
    "take": "continue",
    "continue": "continue",
    "keep": "continue",
    "raise": "raise",
    "reduce": "reduce",
    "hold": "hold",
    "stop": "stop",
    "switch": "switch",
}
Target = Literal["governed", "relative", "interacting", "other", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSaid:
    """One action on a drug. `kind` is what is advised after denials: "do not stop" is `continue`."""

    kind: ActionKind
    verb: str
    denied: bool
    turned: bool
    """True when the kind came from denying its opposite."""
    act: Act
    target: Target
    drug: str | None
    clause: int
    place: int
    mention: bool
    """True for a noun or a participle that only names the action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSaid:
    """How often liver tests are to be done: days between two, as an interval."""

    __test__ = False  # Not a test case, though pytest would take its name for one.

    shortest_days: float | None
    longest_days: float | None
    denied: bool
    act: Act
    clause: int


def read_actions(
    tokens: Sequence[Token], cut: Sequence[Clause], acts: Sequence[Act], topic: Topic
) -> tuple[ActionSaid, ...]:
    """Every action of a statement that is said of a drug, or of nothing named."""
    relations = {d.id: d.relation for d in topic.vocabulary.drugs}
    found: list[ActionSaid] = []
    for n, clause in enumerate(cut):
        for i in range(clause.first, clause.last):
            said = _action(tokens, clause, n, i, acts[n], relations)
            if said is not None:
                found.append(said)
    return tuple(found)


def _action(
    tokens: Sequence[Token], clause: Clause, n: int, i: int, act: Act, relations: dict[str, str]
) -> ActionSaid | None:
    token = tokens[i]
    if token.kind is Kind.MULTIPLE and token.form == "verb" and _dose_after(tokens, i, clause.last):
        name = "raise" if (token.low or 0) > 1 else "reduce"
    elif token.kind is Kind.VERB and token.id in DRUG_VERBS:
        name = token.id
    elif token.text.lower() == "back" and _put_back(tokens, i, clause):
        name = "restart"
    elif token.kind is Kind.WORD and token.text.lower() in ("step", "crank", "move", "nudge") and _up_after(tokens, i, clause.last):
        name = "raise"
    else:
        return None
    if token.text.lower().startswith("dos") or token.text.lower() in ("use", "uses") and _is_noun(tokens, i, clause):
        return None
    if token.text.lower().startswith(("add", "augment")) and not _amount_or_other(tokens, i, clause.last):
        return None
    if name in ("continue", "keep") and any(t.kind is Kind.VERB and t.id in ("hold", "stop") for t in tokens[i + 1 : i + 4]):
        return None
    target, drug = _target(tokens, clause, i, relations)
    if target == "none":
        return None
    mention = _is_noun(tokens, i, clause)
    denied = denied_at(clause, tokens, i)
    kind = _KINDS[name]
    turned = False
    if denied and name in ("hold", "stop"):
        kind, turned = "continue", True
    return ActionSaid(
        kind=kind,
        verb=name,
        denied=denied and not turned,
        turned=turned,
        act=act,
        target=target,
        drug=drug,
        clause=n,
        place=i,
        mention=mention,
    )


def _amount_or_other(tokens: Sequence[Token], i: int, last: int) -> bool:
    """ "Add" raises a dose when an amount follows, and gives a drug when one does."""
    return any(t.kind in (Kind.NUMBER, Kind.DRUG) for t in tokens[i + 1 : min(i + 5, last)])


def _dose_after(tokens: Sequence[Token], i: int, last: int) -> bool:
    return any(t.text.lower() in phrasing.DRUG_NOUNS or t.kind is Kind.DRUG or t.id == "thing" for t in tokens[i + 1 : min(i + 5, last)])


def _put_back(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """ "Put her back on", "get him back to": the words between the verb and "back" do not matter."""
    after = tokens[i + 1].text.lower() if i + 1 < clause.last else ""
    before = {t.text.lower() for t in tokens[max(clause.first, i - 5) : i]}
    return after in ("on", "onto", "to", "in") and bool(before & {"put", "get", "bring", "go", "start", "place", "come", "switch", "take"})


def _up_after(tokens: Sequence[Token], i: int, last: int) -> bool:
    return any(t.text.lower() == "up" for t in tokens[i + 1 : min(i + 5, last)]) and any(
        t.kind is Kind.DRUG or t.text.lower() in phrasing.DRUG_NOUNS or t.kind is Kind.NUMBER for t in tokens[i + 1 : min(i + 6, last)]
    )


def _is_noun(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """Whether the word names the action instead of ordering it."""
    token = tokens[i]
    if token.form == "noun":
        return True
    if token.form == "third" and i > clause.first:
        named = tokens[i - 1].kind is Kind.DRUG or tokens[i - 1].text.lower() in ("dose", "the", "any", "after", "further")
        return named and not (i + 1 < clause.last and tokens[i + 1].kind in (Kind.DRUG, Kind.NUMBER))
    if token.form == "ing":
        before = tokens[i - 1].text.lower() if i else ""
        return before not in BE
    if token.form == "past":
        return not any(
            t.text.lower() in BE or t.kind is Kind.MODAL or t.text.lower() in ("get", "gets") for t in tokens[max(clause.first, i - 5) : i]
        ) and not (i and tokens[i - 1].kind is Kind.DRUG)
    if token.form != "base" or i == clause.first:
        return False
    j = i - 1
    while j > clause.first and (tokens[j].text.lower().endswith("ly") or tokens[j].text.lower() in _BETWEEN):
        j -= 1
    before = tokens[j]
    if before.kind in (Kind.MODAL, Kind.NEGATOR, Kind.CONJ, Kind.PUNCT, Kind.PRONOUN):
        return before.id == "no" or before.text.lower() in ("its", "this", "that", "their", "his", "her", "your", "my", "our")
    return before.text.lower() not in _BEFORE_VERB and before.kind is not Kind.VERB


_BETWEEN = frozenset("now then first also just simply please again still".split())
_BEFORE_VERB = frozenset("to do does did please patients people doctors clinicians who then now help helps sure yes let so".split())


def _target(tokens: Sequence[Token], clause: Clause, i: int, relations: dict[str, str]) -> tuple[Target, str | None]:
    """What the action is done to: the object of an active verb, the subject of a passive one."""
    token = tokens[i]
    passive = token.form == "past"
    if token.form == "third" and token.id in ("raise", "reduce", "continue", "keep", "switch", "take", "give", "start"):
        passive = False
    after = _object(tokens, clause, i, relations)
    if after is not None and not (passive and after[0] == "none"):
        return after
    before = _subject(tokens, clause, i, relations)
    return before if before is not None else ("governed", None)


def _as_target(token: Token, relations: dict[str, str]) -> tuple[Target, str | None]:
    relation = relations.get(token.id, "other")
    names: dict[str, Target] = {"governed": "governed", "relative": "relative", "interacting": "interacting"}
    return names.get(relation, "other"), token.id


_PASSED = frozenset(
    "the a an to at with of her his their its your this that same full usual on by in back again daily oral taking using giving "
    "up down off out from any such more further for about any current present".split()
)


def _object(tokens: Sequence[Token], clause: Clause, i: int, relations: dict[str, str]) -> tuple[Target, str | None] | None:
    for j in range(i + 1, min(i + 8, clause.last)):
        token = tokens[j]
        word = token.text.lower()
        behind = tokens[j + 1].text.lower() if j + 1 < clause.last else ""
        if token.kind is Kind.DRUG:
            return ("none", None) if behind in phrasing.DRUG_ATTRIBUTES else _as_target(token, relations)
        if word in phrasing.DRUG_NOUNS or (token.kind is Kind.PRONOUN and word in ("it", "them")):
            # "The dose of allopurinol": the drug it is of decides.
            drug = next((t for t in tokens[j + 1 : min(j + 4, clause.last)] if t.kind is Kind.DRUG), None)
            return _as_target(drug, relations) if drug is not None else _nearest(tokens, i, relations)
        if token.kind is Kind.NUMBER:
            return None
        if token.kind in (Kind.PANEL, Kind.ANALYTE, Kind.SYMPTOM, Kind.CONDITION, Kind.QUALITY, Kind.COMPARATOR, Kind.MULTIPLE):
            return ("none", None)
        if token.kind is Kind.VERB and token.id not in DRUG_VERBS:
            return ("none", None)
        if token.kind is Kind.WORD and word not in _PASSED and not word.endswith("ly"):
            ahead = tokens[j + 1 : min(j + 3, clause.last)]
            if any(t.kind is Kind.DRUG or t.text.lower() in phrasing.DRUG_NOUNS for t in ahead):
                continue
            return None if _manner(word) else ("none", None)
    return None


def _manner(word: str) -> bool:
    return word in (
        "unchanged later now once only regardless anyway forward straight right indefinitely long permanently low first soon "
        "half instead be is are and today tomorrow not".split()
    )


def _nearest(tokens: Sequence[Token], i: int, relations: dict[str, str]) -> tuple[Target, str | None]:
    drugs = [t for t in tokens if t.kind is Kind.DRUG and relations.get(t.id) in ("governed", "relative")]
    others = [t for t in tokens[:i] if t.kind is Kind.DRUG]
    if others:
        return _as_target(others[-1], relations)
    return _as_target(drugs[0], relations) if drugs else ("governed", None)


def _subject(tokens: Sequence[Token], clause: Clause, i: int, relations: dict[str, str]) -> tuple[Target, str | None] | None:
    for j in range(i - 1, clause.first - 1, -1):
        token = tokens[j]
        if token.kind is Kind.DRUG:
            return _as_target(token, relations)
        if token.text.lower() in phrasing.DRUG_NOUNS or token.id == "thing":
            drugs = [t for t in tokens[:j] if t.kind is Kind.DRUG]
            return _as_target(drugs[-1], relations) if drugs else ("governed", None)
        if token.kind in (Kind.PANEL, Kind.ANALYTE) and tokens[i].form in ("past", "third", "noun"):
            return ("none", None)
    if tokens[i].form in ("past", "third") and any(_thing(t) for t in tokens[clause.first : i]):
        return ("none", None)
    return None


def _thing(token: Token) -> bool:
    """A subject that is neither a person nor a grammatical word."""
    word = token.text.lower()
    if token.kind is not Kind.WORD or word in phrasing.ENGLISH or word in BE or word.endswith("ly"):
        return False
    return word not in _PEOPLE and word not in _BETWEEN and word not in _PASSED


_PEOPLE = frozenset("patient patients man woman men women person people adult adults someone somebody everyone pt sure yes ok".split())


def read_tests(
    tokens: Sequence[Token], cut: Sequence[Clause], acts: Sequence[Act], topic: Topic, limits: Limits
) -> tuple[TestSaid, ...]:
    """How often the tests behind the stop lines are to be done, clause by clause."""
    found: list[TestSaid] = []
    for n, clause in enumerate(cut):
        own = range(clause.first, clause.last)
        places = [i for i in own if _is_test(tokens[i], topic, limits)]
        verbs = [i for i in own if tokens[i].kind is Kind.VERB and tokens[i].id in ("test", "repeat")]
        dropped = [i for i in own if tokens[i].text.lower() in _DROPPED]
        if not places and not (verbs and _liver_words(tokens)):
            continue
        act = acts[n]
        if not places and any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in tokens):
            continue
        panels = any(tokens[i].kind is Kind.PANEL for i in own)
        needed = [i for i in own if panels and tokens[i].text.lower() in ("need", "needed", "necessary", "required")]
        if places and any(not denied_at(clause, tokens, i) for i in dropped) or any(denied_at(clause, tokens, i) for i in (*verbs, *needed) if tokens[i].form != "noun"):
            found.append(TestSaid(shortest_days=None, longest_days=None, denied=True, act=act, clause=n))
            continue
        if not (verbs or any(t.kind is Kind.FREQUENCY for t in tokens[clause.first : clause.last])):
            continue
        found += _spaced(tokens, clause, n, act)
    return tuple(found)


_DROPPED = frozenset("skip skipped omit omitted forgo drop dropped cancel cancelled forego".split())


def _is_test(token: Token, topic: Topic, limits: Limits) -> bool:
    if token.kind is Kind.PANEL:
        return bool(limits.tested & set(topic.vocabulary.panels.get(token.id, ())))
    return token.kind is Kind.ANALYTE and token.id in limits.tested


def _liver_words(tokens: Sequence[Token]) -> bool:
    return any(t.text.lower() in ("liver", "enzymes", "hepatic") for t in tokens)


def _spaced(tokens: Sequence[Token], clause: Clause, n: int, act: Act) -> list[TestSaid]:
    found: list[TestSaid] = []
    for i in range(clause.first, clause.last):
        token = tokens[i]
        if token.kind is Kind.FREQUENCY and token.low and token.high and not token.id.startswith("part:"):
            found.append(TestSaid(shortest_days=1 / token.high, longest_days=1 / token.low, denied=False, act=act, clause=n))
        timed = token.kind is Kind.TIMEUNIT and i and tokens[i - 1].kind is Kind.NUMBER and tokens[i - 1].high and token.low
        if timed and tokens[i - 2].text.lower() in ("in", "after", "at", "until", "for") and i >= 2:
            ahead = tokens[i - 2].text.lower() in ("in", "at") or (i + 1 < clause.last and tokens[i + 1].text.lower() == "later")
            if ahead and any(t.kind is Kind.VERB and t.id in ("test", "repeat") for t in tokens[clause.first : i]):
                days = (tokens[i - 1].high or 0.0) * (token.low or 0.0)
                found.append(TestSaid(shortest_days=days, longest_days=days, denied=False, act=act, clause=n))
    return found
