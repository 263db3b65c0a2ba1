"""What a text says of its own statements: asked and answered, rejected, headed by "do not", quoted as a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.safety.english.phrasing import APPROVING
from service.safety.english.wordlist import phrases, words
from service.safety.grammar.comments import Comment, comment
from service.safety.grammar.denials import suggests
from service.safety.grammar.evaluations import evaluations
from service.safety.text.line import Line, cue, line_of
from service.safety.text.statements import Statement
from service.safety.text.tokens import Kind, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a statement is meant, beyond its own words."""

    turned: bool = False
    """It is said to be untrue: what it advises is denied, what it denies is advised."""
    refused: bool = False
    """What it names is not to be done, in whatever tone it was named."""
    asked: bool = False
    """It only asks."""
    endorsed: bool = False
    """The speaker makes it their own: no quotation, no report."""


PLAIN = Stance()
#: So many statements without a word of comment may stand between a statement and the comment on it.
_REACH = 2
_AGREEING = words("agreed granted approved sanctioned accepted permitted endorsed seconded")
_QUOTES = frozenset(('"', "“", "”", "«", "»"))


def stances(statements: Sequence[Statement]) -> tuple[Stance, ...]:
    """How each statement is meant, in order."""
    found = [_own(s, n + 1 == len(statements)) for n, s in enumerate(statements)]
    spans = _spans(statements)
    target: int | None = None
    for n, statement in enumerate(statements):
        said, whole = comments_on(statement.tokens)
        if said and target is not None and n - target <= _REACH:
            for m in spans[target]:
                found[m] = _answered(found[m], statements[m].tokens, said, statement.tokens, whole=whole)
        if not whole:
            target = n
        if _asks_for_faults(statement.tokens) and n + 1 < len(statements):
            for m in spans[n + 1]:
                found[m] = replace(found[m], refused=True)
    return tuple(found)


def _bare(tokens: Sequence[Token]) -> bool:
    """Whether a comment is a lone "no": it answers a question and rejects nothing else. A lone "agreed" agrees."""
    said = [t.text.lower() for t in tokens if t.kind is not Kind.PUNCT]
    return len(said) == 1 and said[0] not in _AGREEING


def _answered(
    stance: Stance, about: Sequence[Token], said: Sequence[Comment], tokens: Sequence[Token], *, whole: bool
) -> Stance:
    """A stance after an answer, where it is one, or else after the words on it."""
    if about[-1].id == "?" and _lets_it_be(about, said, tokens):
        return replace(stance, turned=not stance.turned, asked=False)
    wanted = about[-1].id == "?" and suggests(about, 0)
    return _commented(replace(stance, asked=stance.asked or wanted), said, tokens, whole=whole)


def _commented(stance: Stance, said: Sequence[Comment], tokens: Sequence[Token], *, whole: bool) -> Stance:
    """A stance after the words on it; a refusal decides."""
    if not stance.asked and _bare(tokens):
        return stance
    if Comment.DO_NOT in said:
        return replace(stance, refused=True, asked=False)
    if not stance.asked and _doubt_refused(said, tokens):
        return replace(stance, asked=False, endorsed=True)
    if Comment.FALSE in said:
        turned = stance.asked or whole
        return replace(stance, turned=stance.turned != turned, refused=stance.refused or not turned, asked=False)
    return replace(stance, asked=False, endorsed=True)


def _doubt_refused(said: Sequence[Comment], tokens: Sequence[Token]) -> bool:
    """As in "No, that is right": no to a doubt, and yes to what was said."""
    agrees = said[0] is Comment.FALSE and len(said) > 1 and all(c in (Comment.TRUE, Comment.DO) for c in said[1:])
    return agrees and any(t.text.lower() in APPROVING or t.text.lower() == "true" for t in tokens)


def _lets_it_be(asked: Sequence[Token], said: Sequence[Comment], tokens: Sequence[Token]) -> bool:
    """As in "is 200 mg too much?" - "no, it is fine", "go ahead": what was doubted is allowed, and not the doubt."""
    if not all(c in (Comment.TRUE, Comment.DO) for c in said):
        return False
    words = [t.text.lower() for t in tokens]
    allows = Comment.DO in said or words[0] in _DOUBTED or not _ALLOWING.isdisjoint(words)
    return allows and (bool(evaluations(asked)) or any(t.id in _DOUBTING for t in asked))


#: Besides the predicates that refuse: "should it be avoided?", "does it exceed the cap?".
_DOUBTING = ("avoid", ">")
_ALLOWING = APPROVING - words("right correct needed necessary required indicated")


# ---------------------------------------------------------------------------------------------- its own form


def _own(statement: Statement, last: bool) -> Stance:
    """How a statement is meant by its form: a question, an item under a heading that refuses, "Myth: ..."."""
    turned = _refusing_lead(statement.lead) != _refusing_label(statement.tokens)
    return Stance(turned=turned, asked=_asks(statement.tokens, last))


_MISTAKES = words(
    "myth myths misconception misconceptions error errors mistake mistakes pitfall pitfalls fallacy fallacies "
    "don'ts donts wrong incorrect false falsehood falsehoods blunder blunders slip slips trap traps fault faults "
    "failing failings breach breaches violation violations deviation deviations"
)
_LIMITING = words("exceed exceeded limit limits cap caps ceiling ceilings maximum max")


_LABELS = words("myth misconception fallacy error mistake wrong")


def _refusing_label(tokens: Sequence[Token]) -> bool:
    """As in "Myth: ..." or "Myth 3: ..."."""
    return tokens[0].text.lower() in _LABELS and any(t.id == ":" for t in tokens[:4])


def _refusing_lead(lead: Sequence[Token]) -> bool:
    """Whether a heading refuses the items under it: "Do not:", "Not allowed", "Common errors after liver injury"."""
    if not lead or any(t.kind is Kind.NUMBER or t.text.lower() in _LIMITING or t.id == ">" for t in lead):
        return False
    if lead[-1].kind is Kind.CONJ or (lead[-1].id == ":" and len(lead) > 1 and lead[-2].kind is Kind.CONJ):
        return False
    judged = evaluations(lead)
    inside = {k for e in judged.values() for k in range(e.first, e.last)}
    denials = len(judged)
    for i, token in enumerate(lead):
        denies = token.kind is Kind.NEGATOR and token.id != "without"
        refuses = token.kind is Kind.VERB and token.id == "avoid"
        mistaken = token.text.lower() in _MISTAKES
        denials += i not in inside and (denies or refuses or mistaken)
    return denials % 2 == 1


_INVERTED = words(
    "is are was were am do does did has have had can could will would shall should may might must isn't aren't "
    "wasn't don't doesn't didn't hasn't haven't can't couldn't won't wouldn't shouldn't cannot"
)
_WH = words("what when where which who whom whose why how whether")
_OPENERS = words("and so but or then well ok okay hi hello please q a question")
_TAGS = words("right ok okay yes correct no agreed eh")
_SUGGESTING = tuple(
    tuple(line.split())
    for line in (
        "why not; how about; what about; shall we; what harm; who would; who says; who minds; who cares; what could; "
        "what stops; would it hurt; why bother; why wait; why shouldn't; why should we; what is wrong; what's wrong; "
        "what's the harm; what is the harm; what's stopping; isn't; wouldn't; couldn't; shouldn't; can't; don't; "
        "would you please; could you please; can you please; will you please; would you ask; could you ask; "
        "can you ask; "
        "could you do; could you check; could you arrange; could you repeat; could you send; could you take; "
        "would you do; would you check; would you arrange; would you repeat; can you do; can you check; "
        "can you arrange; "
        "would you tell; could you tell; can you tell; would you mind; could you make sure; would you make sure"
    ).split(";")
)


def _asks(tokens: Sequence[Token], last: bool) -> bool:
    """Whether a statement only asks; a suggestion in the clothes of a question does not."""
    if not any(t.id == "?" for t in tokens[-2:]):
        return False
    said = _after_label(tokens)
    while said and (said[0].text.lower() in _OPENERS or said[0].kind is Kind.PUNCT):
        said = said[1:]
    if not said:
        return False
    text = [t.text.lower() for t in said]
    requested = "kindly" in text or (text[0] in ("could", "would", "can", "will") and "please" in text)
    if requested or any(tuple(text[: len(s)]) == s for s in _SUGGESTING):
        return False
    before = [t for t in said if t.id != "?" and t.id not in _QUOTES]
    tagged = len(before) > 2 and before[-1].text.lower() in _TAGS and before[-2].kind is Kind.PUNCT
    ordered = said[0].kind is Kind.VERB and said[0].form == "base"
    nominal = not any(t.kind in (Kind.VERB, Kind.MODAL) or t.text.lower() in _INVERTED | _WH for t in said)
    return not (tagged or ordered or (nominal and last))


def _after_label(tokens: Sequence[Token]) -> Sequence[Token]:
    """A statement without the name of who speaks: "Nurse: ...", "Q: ..."; a time ("Other days: ...") is no name."""
    colon = next((i for i, t in enumerate(tokens[:4]) if t.id == ":"), None)
    if colon is None or any(t.kind in (Kind.TIMEUNIT, Kind.FREQUENCY, Kind.DATE) for t in tokens[:colon]):
        return tokens
    return tokens[colon + 1 :]


def _asks_for_faults(tokens: Sequence[Token]) -> bool:
    """As in "what is wrong with this plan?"."""
    if not any(t.id in ("?", ":") for t in tokens[-2:]):
        return False
    said = set(line_of(tokens).words)
    return bool(said & {"wrong", "errors", "mistakes", "error", "mistake", "faults"}) and bool(
        said & {"what", "what's", "which", "spot", "find", "name", "how"}
    )


# ---------------------------------------------------------------------------------------------- words on it


def comments_on(tokens: Sequence[Token]) -> tuple[tuple[Comment, ...], bool]:
    """What a statement says of the one before it, and whether it says nothing else."""
    said: list[Comment] = []
    for part in _parts(line_of(_after_label(tokens))):
        one = comment(part)
        if one is Comment.NONE and said and " ".join(w for w in part.words if w != ".") in _MEANT:
            one = Comment.TRUE
        if one is Comment.NONE:
            return tuple(said), False
        said.append(one)
    if len(said) > 1 and tokens[0].text.lower() in _DOUBTED and set(said[1:]) == {Comment.TRUE}:
        del said[0]  # "No, that is right": the "no" takes a doubt away, and agrees.
    return tuple(said), bool(said)


_DOUBTED = words("no nope nah")
#: Behind a "no" these stand by what was said.
_MEANT = frozenset(
    phrases(
        "really, seriously, honestly, truly, genuinely, for real, i mean it, i really mean it, i'm serious, i am "
        "serious, i'm not joking, i am not joking, no joke, no kidding, i kid you not, trust me, believe me, you "
        "read that right, you heard right, you heard me, it's not a typo, it is not a typo, that's not a typo, "
        "that is not a typo, not a typo, no typo, not a mistake, not an error, it is, it really is, that's it, "
        "that is it, that's the one, i checked, i've checked, we checked, we've checked, it has been checked, "
        "double checked, i stand by it, we stand by it, i stand by that, i insist, do, you may, you can, he can, "
        "she can, he may, she may, carry on"
    )
)


def _parts(line: Line) -> Iterator[Line]:
    """A statement cut where a comment may end: at signs, and before "so" and "but"; without parts of mere signs."""
    first = 0
    for i in (*line.places(_PAUSES), len(line)):
        joins = i < len(line) and line[i].kind is Kind.CONJ
        if (joins and (line[i].id not in ("then", "but") or i <= first)) or (i < len(line) and line[i].id == "'"):
            continue
        if any(t.kind is not Kind.PUNCT for t in line[first:i]):
            yield line.part(first, i)
        first = i if joins else i + 1


_PAUSES = cue(kinds=(Kind.PUNCT, Kind.CONJ))


_SIGNS = cue(ids=_QUOTES)


def _spans(statements: Sequence[Statement]) -> list[range]:
    """For each statement those that a comment on it is about: the whole of the quotation that it is part of."""
    spans = [range(n, n + 1) for n in range(len(statements))]
    opened: int | None = None
    for n, statement in enumerate(statements):
        began = opened
        for _ in line_of(statement.tokens).places(_SIGNS):
            opened = n if opened is None else None
        if began is not None and opened is None:
            for m in range(began, n + 1):
                spans[m] = range(began, n + 1)
    return spans
