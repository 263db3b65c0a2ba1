"""A short answer put into the question that it answers, so that both are read as the one thing they say."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import phrases, words
from service.safety.grammar.comments import Comment
from service.safety.grammar.discourse import Stance, comments_on
from service.safety.grammar.evaluations import Want, evaluations
from service.safety.text.statements import Statement
from service.safety.text.tokens import Kind, Lexed, Token

#: An answer of more tokens than this speaks for itself.
MAX_ANSWER = 24
_GAPS = tuple(
    sorted(
        (
            tuple(phrase.split())
            for phrase in phrases(
                "how many, how much, how often, how frequently, how soon, how early, how long, how high, how far, "
                "how big, how large, when, where, at what dose, at which dose, on what dose, on which dose, to what "
                "dose, "
                "to which dose, with what dose, what dose, which dose, what dosage, what daily dose, which daily dose, "
                "what amount, which amount, what strength, what, which, with how much, by how much, in what steps, "
                "at what interval"
            )
        ),
        key=len,
        reverse=True,
    )
)
#: Words of a question that puts something forward, without asking for it itself.
_PROPOSING = words(
    "thinking think plan planning propose proposing suggest suggesting consider considering intend intending want "
    "wanted "
    "would like tempted inclined hope hoping wonder wondering idea proposal shall let's we'd i'd so"
)
_FIGURES = (Kind.NUMBER, Kind.FREQUENCY, Kind.TIMEUNIT, Kind.MULTIPLE, Kind.DATE)


def agreed(question: Sequence[Statement], meant: Sequence[Stance], answer: Statement) -> list[tuple[int, Stance]]:
    """The places of what an answer says yes or no to, as it means them; none where it says neither."""
    said, _ = comments_on(answer.tokens)
    yes = bool(said) and all(c in (Comment.TRUE, Comment.DO) for c in said)
    found: list[tuple[int, Stance]] = []
    for n, (statement, stance) in enumerate(zip(question, meant, strict=True)):
        asks = any(t.id == "?" for t in statement.tokens)
        if asks and (stance.endorsed or stance.turned or stance.refused):
            found.append((n, stance))
        elif yes and (asks or {t.text.lower() for t in statement.tokens} & _PROPOSING):
            found.append((n, Stance(endorsed=True)))
    return found


def evaded(answer: Statement) -> tuple[Stance, ...]:
    """How a few words that no reader knows may answer a question: as a yes, as a no, or as either.

    They name neither a figure, a drug, a test, a sign nor anything that is to be done, and nobody who is to be asked.
    """
    said = [t for t in _without_label(answer.tokens) if t.kind is not Kind.PUNCT]
    if not 0 < len(said) <= _FEW or answer.tokens[-1].id == "?":
        return ()
    plain = all(t.kind in _PLAIN or (t.kind is Kind.VERB and t.id in _LETTING) for t in said)
    told = [t.text.lower() for t in said]
    if not plain or not _ASKING_ELSEWHERE.isdisjoint(told):
        return ()
    if any(e.want is Want.LESS for e in evaluations(said).values()):
        return ()  # "Far too much."
    if "not" in (told[0], told[-1]):
        return (_NO,)
    return (_YES,) if not _AT_ONCE.isdisjoint(told) else (_YES, _NO)


_YES, _NO = Stance(endorsed=True), Stance(turned=True)
_FEW = 9
_PLAIN = (Kind.WORD, Kind.PRONOUN, Kind.MODAL, Kind.NEGATOR, Kind.CONJ)
_LETTING = ("give", "take", "continue", "keep", "allow", "consider", "hesitate", "ignore", "state")
_ASKING_ELSEWHERE = words(
    "ask asks call phone ring contact see speak talk consult discuss tell inform decide decides unknown unclear "
    "uncertain unsure know depends first sorry refuse refused decline write dismiss lightly worrying worried concerned "
    "concerning specialist prescriber pharmacist doctor consultant hepatologist gastroenterologist clinic team article "
    "guideline guidance source"
)


_AT_ONCE = words("immediately once promptly urgently straightaway today now tonight always")


def filled(
    question: Sequence[Statement], asked_in: Lexed, answer: Statement, answered_in: Lexed, *, tablets: bool = False
) -> str | None:
    """The last question with its gap filled by a short answer; None where there is no gap, or nothing to fill it.

    Where the question leaves out what it counts ("how many more can she have?") and `tablets` were named, the answer
    counts those: "two more", "another two".
    """
    said = _without_label(answer.tokens)
    if not question or not said or len(said) > MAX_ANSWER or any(t.kind is Kind.DRUG for t in said):
        return None
    if not any(t.kind in _FIGURES or t.text.lower() in _ONES for t in said):
        return None
    more = any(t.text.lower() in _MORE for t in said)
    asking = next((s for s in reversed(question) if _gap(s.tokens) is not None), None)
    if asking is None:
        counts = more and _leaves_out(question[-1].tokens) and tablets and _bare(said)
        return f"{_with_tablets(said, answered_in)}." if counts else None
    first, last = _gap(asking.tokens) or (0, 0)
    while more and asking.tokens[last].text.lower() in _MORE:
        last += 1  # "How many more?" - "Two more."
    counts = _leaves_out(asking.tokens[last:]) and tablets and _bare(said)
    body = _with_tablets(said, answered_in) if counts else answered_in.text[said[0].start : said[-1].end]
    before = asked_in.text[asking.start : asking.tokens[first].start]
    after = asked_in.text[asking.tokens[last - 1].end : asking.end].rstrip(" ?")
    return f"{before}{body.rstrip(' .!')}{after}."


_ONES = words("one a half another")
_MORE = words("more extra additional further another other again plus + top second third fourth")
_COUNTED_ELSE = (Kind.PANEL, Kind.ANALYTE, Kind.TIMEUNIT, Kind.UNIT, Kind.FREQUENCY)


def _bare(said: Sequence[Token]) -> bool:
    """Whether the number of an answer has no noun of its own."""
    return not any(t.kind in _COUNTED_ELSE for t in said)


def _leaves_out(asked: Sequence[Token]) -> bool:
    """Whether a question, or what stands behind its gap, names nothing else that can be counted."""
    return not any(t.kind in (*_COUNTED_ELSE[:3], Kind.UNIT) or (t.kind, t.id) == (Kind.VERB, "test") for t in asked)


def _with_tablets(said: Sequence[Token], answered_in: Lexed) -> str:
    """An answer with the noun behind its number: "two tablets more", "another two tablets"."""
    numbers = [t.end for t in said if t.kind is Kind.NUMBER or t.text.lower() == "one"]
    text, first = answered_in.text, said[0].start
    if not numbers:
        return text[first : said[-1].end]
    return f"{text[first : numbers[0]]} tablets{text[numbers[0] : said[-1].end]}"


def _gap(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """First and last place of the words that ask for a figure."""
    said = [t.text.lower() for t in tokens]
    for i in range(len(said)):
        for gap in _GAPS:
            if tuple(said[i : i + len(gap)]) == gap:
                return i, i + len(gap)
    return None


def _without_label(tokens: Sequence[Token]) -> Sequence[Token]:
    """An answer without the name of who gives it: "A: ...", "Pharmacist: ..."."""
    colon = next((i for i, t in enumerate(tokens[:3]) if t.id == ":"), None)
    return tokens if colon is None else tokens[colon + 1 :]
