"""What a text says to do with the governed drug, and how liver tests are to be spaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.model import Topic
from service.safety.claims.action_dates import (
    RESULTS,
    by_whom,
    dates_another,
    left_open,
    of_a_time,
    recorded,
    since_then,
)
from service.safety.claims.states_said import states
from service.safety.grammar.action_words import (
    adds_amount,
    doses_follow,
    is_noun,
    of_a_paper,
    puts_back,
    steps_up,
)
from service.safety.grammar.clauses import LAPSING, Clause, denied_at
from service.safety.grammar.cuts import DRUG_VERBS
from service.safety.grammar.holds_lifted import hold_lifted, is_undone, of_a_hold
from service.safety.grammar.phrasal import SEPARABLE, separated
from service.safety.grammar.speech import Act
from service.safety.grammar.targets import Target, drug_meant, target_of
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind, Token

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


def read_actions(tokens: Line, cut: Sequence[Clause], acts: Sequence[Act], topic: Topic) -> tuple[ActionSaid, ...]:
    """Every action of a statement that is said of a drug, or of nothing named."""
    found: list[ActionSaid] = []
    acting = tokens.places(_ACTING)
    for n, clause in enumerate(cut):
        for i in acting:
            if not clause.first <= i < clause.last:
                continue
            said = _action(tokens, clause, n, i, acts[n], topic.relations)
            if said is not None:
                found.append(said)
        found += _in_a_state(tokens, clause, n, acts[n], topic.relations, found)
    # "A hold, not a stop": of a stop that is denied beside a hold, the hold is left.
    held = any(a.kind == "hold" and not a.denied and a.target in ("governed", "relative") for a in found)
    return tuple(a for a in found if not (held and a.turned and a.verb == "stop"))


def _in_a_state(
    tokens: Line,
    clause: Clause,
    n: int,
    act: Act,
    relations: Mapping[str, str],
    found: Sequence[ActionSaid],
) -> Iterator[ActionSaid]:
    """What the clause says of a drug without a verb of doing, where no verb has said it already."""
    said = {(a.kind, a.place) for a in found}
    for state in states(tokens, clause, relations):
        target, drug = drug_meant(tokens, state.place, state.drug, relations)
        denied = state.denied
        turned = denied and state.kind == "stop"
        kind: ActionKind = "continue" if turned else state.kind
        doubled = any(kind == k and abs(state.place - place) <= 4 for k, place in said)
        if doubled or (kind == "reduce" and any(k in ("restart", "stop", "hold") for k, _ in said)):
            continue
        yield ActionSaid(
            kind=kind,
            verb=state.kind,
            denied=denied and not turned,
            turned=turned,
            act=act,
            target=target,
            drug=drug,
            clause=n,
            place=state.place,
            mention=False,
        )


_ATTEMPTS = frozenset(("attempt", "try", "go", "challenge", "trial", "course"))
_AGAIN = frozenset(("second", "third", "fourth", "another", "further", "new", "repeat"))


def _verb_of(tokens: Sequence[Token], clause: Clause, i: int) -> str | None:
    """The class of the action that the word at `i` stands for, or None."""
    token = tokens[i]
    word = token.text.lower()
    if (apart := separated(tokens, clause, i)) is not None:
        return apart
    if of_a_hold(tokens, i, clause.last) or hold_lifted(tokens, i, clause.first):
        return "restart"
    if word in LAPSING and any(t.kind is Kind.VERB and t.id in ("stop", "hold") for t in tokens[clause.first : i]):
        return None  # "The stop ends": what the stop does, and nothing that is done to the drug.
    if token.kind is Kind.VERB and token.id in ("stop", "hold") and is_undone(tokens, i, clause.first):
        return None
    if word.startswith("finish"):
        return "continue" if token.form != "past" else None
    if token.kind is Kind.MULTIPLE and token.form == "verb" and doses_follow(tokens, i, clause.last):
        return "raise" if (token.low or 0) > 1 else "reduce"
    if token.kind is Kind.MULTIPLE and (token.high or 0) > 1 and _of_a_dose(tokens, i, clause.last):
        return "raise"
    if token.kind is Kind.VERB and token.id in DRUG_VERBS:
        return token.id
    return _by_phrase(tokens, clause, i, word) if word in _UNDER_OTHER_NAMES else None


def _by_phrase(tokens: Sequence[Token], clause: Clause, i: int, word: str) -> str | None:
    """The class of an action that takes more words than one to name."""
    rest = " ".join(t.text.lower() for t in tokens[i + 1 : i + 6])
    if (word == "let" and " run" in rest) or (word in ("leave", "leaving") and ("as it is" in rest or "as is" in rest)):
        return "continue"
    again = word in _ATTEMPTS and i > 0 and tokens[i - 1].text.lower() in _AGAIN
    if again or (word == "back" and puts_back(tokens, i, clause)):
        return "restart"
    upward = tokens[i].kind is Kind.WORD and word in _UPWARD
    return "raise" if upward and steps_up(tokens, i, clause.last) else None


def _of_a_dose(tokens: Sequence[Token], i: int, last: int) -> bool:
    """As in "twice as much", "three times the current dose"."""
    after = [t.text.lower() for t in tokens[i + 1 : min(i + 4, last)]]
    return after[:2] == ["as", "much"] or (after[:1] == ["the"] and bool({"dose", "current"} & set(after)))


_DENYING_OBJECT = frozenset(("neither", "no", "nor"))


_UPWARD = frozenset(("step", "crank", "move", "nudge"))
#: Words that are an action only together with others.
_UNDER_OTHER_NAMES = _UPWARD | _ATTEMPTS | {"let", "leave", "leaving", "back"}


#: What every word of an action answers to.
_ACTING = cue(
    SEPARABLE | _UNDER_OTHER_NAMES,
    kinds=(Kind.MULTIPLE,),
    ids=DRUG_VERBS | {"ignore"},
    starts=("finish",),
)


def _of_something_else(tokens: Sequence[Token], clause: Clause, i: int, name: str) -> bool:
    """Nouns in a verb's clothes ("dose", "use"), and verbs that only help another ("keep holding")."""
    word = tokens[i].text.lower()
    if (word == "given" and i == clause.first) or (word == "end" and of_a_time(tokens, i)) or of_a_paper(tokens, i):
        return True
    if word.startswith("dos") or (word in ("use", "uses") and is_noun(tokens, i, clause)):
        return True
    if word.startswith(("come down", "comes down", "coming down", "came down")):
        before = tokens[max(clause.first, i - 5) : i]
        return any(t.kind in (Kind.PANEL, Kind.ANALYTE) or t.text.lower() in RESULTS for t in before)
    if word.startswith(("add", "enter", "put")) and recorded(tokens, i, clause.last):
        return True
    if word.startswith(("add", "augment")) and not adds_amount(tokens, i, clause.last):
        return True
    held = any(t.kind is Kind.VERB and t.id in ("hold", "stop") for t in tokens[i + 1 : i + 4])
    return name in ("continue", "keep") and held


def _action(
    tokens: Sequence[Token], clause: Clause, n: int, i: int, act: Act, relations: Mapping[str, str]
) -> ActionSaid | None:
    token = tokens[i]
    name = _verb_of(tokens, clause, i)
    if name is None or _of_something_else(tokens, clause, i, name):
        return None
    target, drug = target_of(tokens, clause, i, relations)
    if target == "none" or by_whom(tokens, i) or since_then(tokens, clause, i) or left_open(tokens, i):
        return None
    attempt = token.text.lower() in _ATTEMPTS and tokens[i - 1].text.lower() in _AGAIN and i > 0
    mention = (
        attempt
        or (token.kind is Kind.VERB and is_noun(tokens, i, clause))
        or token.text.lower() in ("halving", "doubling", "tripling")
    )
    # "Take no more tablets": the object is denied.
    none = tokens[i + 1 : i + 2] and tokens[i + 1].kind is Kind.NEGATOR and tokens[i + 1].id == "no"
    denied = denied_at(clause, tokens, i) != bool(none)
    if of_a_hold(tokens, i, clause.last) and tokens[i + 1].text.lower() in _DENYING_OBJECT:
        denied = not denied
    kind = _KINDS[name]
    turned = False
    unchanged = name == "switch" and token.text.lower().startswith(("change", "adjust", "modif", "alter"))
    kept = mention and any(t.kind is Kind.VERB and t.id == "ignore" for t in tokens[i + 1 : clause.last])
    dated = mention and dates_another(tokens, i)
    if denied and not (kept or dated) and (name in ("hold", "stop") or unchanged):
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
