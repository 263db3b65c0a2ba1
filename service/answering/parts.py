"""Split a question into the parts that it asks, and say what each part is to be looked up with."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Topic, Vocabulary
from service.domain.facts import Span
from service.domain.question import Question
from service.safety.reading.masking import injections

#: "(1) ...", "1) ...", "2. ..." at a word boundary; a figure such as "1.2" or "3)" inside a sum is none.
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?([1-9])[.)]\s*(?=[^\W\d])")
#: "a) ... b) ..." likewise; a letter without its bracket is a word.
_LETTERED = re.compile(r"(?:(?<=\s)|^)\(?([a-h])\)\s*(?=[^\W\d])", re.IGNORECASE)
#: "1 stop? 2 which tests 3 when": bare numbers before a word that is no unit; read as a list from three on.
_COUNTED = re.compile(
    r"(?:(?<=\s)|^)([1-9])\s+(?=[^\W\d])(?!(?:mg|g|x|u|ul|weeks?|wks?|days?|months?|years?|times|of|to|in|per|a|and|or)\b)",
    re.IGNORECASE,
)
#: The mark of the first item, where it ends what stands before it.
_MARK = re.compile(r"\W*(?:\b(?:1|a)\b\W*)?$", re.IGNORECASE)
#: What counts the items of a list, in figures or in letters.
_COUNT_MARKS = ("1a", "2b", "3c", "4d", "5e", "6f", "7g", "8h", "9", "")
_BEHIND_A_QUESTION = re.compile(r"(?<=\?)(?!\?)")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|(?<=\s)[-–]\s+")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: A figure on its own; "6-AB", "5x" and "R2" are words.
_FIGURE = re.compile(r"(?<![\w-])(?:[<>=~]+\s?)?\d+(?:[.,/]\d+)*(?![\w-])")
#: A small count that measures nothing ("in 5 bullets").
_COUNT = re.compile(
    r"(?<![\w.,-])\d{1,2}(?![\w.,-])(?!\s*(?:%|x\b|times|fold|mg|g\b|u/l|weeks?|days?|months?|hours?|->|to\b))",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"^\W*(?:and |or |but |so )?(?:when|what|which|how|why|who|where|is|are|can|could|should|does|do|did|will)\b",
    re.IGNORECASE,
)

#: More parts than this are no question any more; the rest is read as one.
MAX_PARTS = 8
#: An item of a list with no more words than this asks what it names.
ITEM_WORDS = 6
#: A follow-up with fewer telling words than this leans on the turns before it, and on so many of them.
ELLIPTIC_WORDS = 5
TELLING_ALONE = 2
EARLIER_TURNS = 2
#: What the turns before count for in the look-up of a follow-up.
EARLIER_WEIGHT = 0.85

#: A sentence that asks without a question mark, or that says what the asker would do.
_ASKS = re.compile(
    r"\b(?:can|could|should|may|shall|must|do|does|did|is|are|was|what|when|which|how|why|whether)\s+"
    r"(?:i|we|he|she|it|they|this|that|you|the|to|often|much|long|soon|now|about)\b",
    re.IGNORECASE,
)
#: What to do about a case, and nothing else.
_WHAT_TO_DO = re.compile(
    r"\b(?:what (?:now|next|then)|now what|what(?:'s|s| is| would be)? (?:the|your) (?:plan|advice|next step)|thoughts|"
    r"next steps?|immediate steps?|first (?:thing|step)|what (?:should|do|would|shall|must|can) (?:i|we|you|one) do|"
    r"what to do|how (?:do|should|would|shall) (?:i|we|you) (?:manage|proceed|handle|act)|your advice|management)\b"
    r"|\bplan\s*[?.]?\s*$",
    re.IGNORECASE,
)
#: A question about what was said just before it.
_POINTS = re.compile(r"\b(?:does|do|did|is|can|could|would|will|so|and) (?:that|this|it)\b", re.IGNORECASE)
_REQUEST = re.compile(r"\b(?:tell|give|list|explain|summari[sz]e|compare|show|write|describe|advise)\b", re.IGNORECASE)
#: Words that come with values and say nothing about what is asked.
_OF_VALUES = (
    "upper limit of normal ULN baseline range value result results level levels lab labs normal raised high low",
)
#: Words that ask without saying about what.
BARE = frozenset(
    "a about after all am an and any anything are as at be been being but by can could day days do does doctor "
    "done else first for from get give go going good had has have he her here him his how i if in into is it "
    "its just know like look make me mean means my need next no not now of off ok okay on one or our out over "
    "plan please pls should so some still take tell than that the their them then there these they thing think "
    "this those thoughts to today too until up us was way we well were what whats when where which while who "
    "why will with would you your".split()
)


def split(text: str) -> tuple[str, ...]:
    """Return the parts of a question in order; one part when it asks one thing.

    Numbered and lettered items are parts. Otherwise each sentence that ends in a question mark is one; the statements
    before the first question mark belong to the first part.
    """
    numbered = _numbered(text)
    if numbered:
        return numbered[:MAX_PARTS]
    asked = [part.strip() for part in _BEHIND_A_QUESTION.split(text) if "?" in part]
    rest = text[text.rfind("?") + 1 :].strip() if asked else ""
    asked = [part for part in (*asked, rest if _QUESTION_WORD.match(rest) else "") if _WORD.search(part)]
    return tuple(asked[:MAX_PARTS]) if len(asked) > 1 else (text.strip(),)


def _numbered(text: str) -> tuple[str, ...]:
    """Items that count up from one; anything else that looks like a number is left in its sentence."""
    for written, least in ((_NUMBERED, 2), (_LETTERED, 2), (_COUNTED, 3)):
        marks: list[re.Match[str]] = []
        for match in written.finditer(text):
            if match.group(1).casefold() in _COUNT_MARKS[len(marks)]:
                marks.append(match)
        if len(marks) >= least:
            ends = [mark.start() for mark in marks[1:]] + [len(text)]
            return tuple(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True))
    return ()


def lookups(
    part: str, question: Question, topic: Topic, read: tuple[Span, ...], *, judged: bool
) -> tuple[tuple[str, float], ...]:
    """Return the texts to look up for a part, each with its weight; none when it says nothing that could be looked up.

    What was read as the patient's facts is the rules' business and would only pull statements with the same figures:
    it is left out, and so are figures that belong to nothing.

    Args:
        part: the part, in the user's words.
        question: the question it belongs to, with the earlier turns.
        topic: names the drug that a bare part ("(1) hold?") is about.
        read: where in the question's text facts were read.
        judged: whether a rule calls for an action; a bare "what now?" then asks for nothing else.
    """
    text = _asking(_without(part, question.text, read) if judged else _COUNT.sub(" ", part), judged=judged)
    telling = _telling(text, topic)
    if judged and not telling:
        return ()
    if question.history and len(telling) < ELLIPTIC_WORDS:
        earlier = " ".join(turn.text for turn in question.history[-EARLIER_TURNS:])
        own = ((text, 1.0),) if len(telling) >= TELLING_ALONE else ()
        return (*own, (f"{earlier} {text}", EARLIER_WEIGHT))
    if not telling or (not judged and sum(w not in BARE for w in _WORD.findall(text.casefold())) < TELLING_ALONE):
        # "Infusion of X for hepatitis - what dose?" is about what it names before.
        text = " ".join(part.split())
    named = any(name.casefold() in text.casefold() for name in topic.governed.names)
    return ((text if named else f"{topic.governed.names[0]} {text}", 1.0),)


def asking(part: str, whole: str, read: tuple[Span, ...], *, figured: bool) -> tuple[str, str]:
    """Return the sentence that a part's question points at ("does that ...?"), if any, and what it asks.

    Both are in the user's words. What is asked is without the patient's facts: of several sentences those that ask.

    Args:
        part: the part, in the user's words.
        whole: the question's text.
        read: where in it results were read as facts.
        figured: whether a rule fired on a figure; what asks nothing then only tells the case.
    """
    orders = injections(whole)
    blanked = _blanked(part, whole, (*read, *orders))
    own = _asking(blanked, judged=figured)
    if not own and part.strip() != whole.strip() and len(_WORD.findall(blanked)) <= ITEM_WORDS:
        # "(1) hold? (2) next bloods": an item of a list asks, however short.
        own = blanked
    told = [s for s in _SENTENCE.split(_blanked(part, whole, orders)) if s not in own and _WORD.search(s)]
    return told[-1] if told and _POINTS.search(own) else "", own


def lead_in(parts: tuple[str, ...], whole: str) -> str:
    """Return what stands before the items of a list and holds for each of them ("monitoring: a) off it b) ...")."""
    if len(parts) < 2 or not _numbered(whole):
        return ""
    return _SENTENCE.split(_MARK.sub("", whole[: whole.find(parts[0])]))[-1].strip()


def begins_a_question(text: str) -> bool:
    """Return whether a stretch of a question begins as one of its own ("and does it ...")."""
    return bool(_QUESTION_WORD.match(text))


def asks_what_to_do(text: str) -> bool:
    """Return whether a text asks what to do about a case, whatever else it asks."""
    return bool(_WHAT_TO_DO.search(text))


def besides_what_to_do(text: str) -> str:
    """Return what a text asks besides what to do about a case ("the next step" names no step of a schedule)."""
    return _WHAT_TO_DO.sub(" ", text)


def _without(part: str, whole: str, read: tuple[Span, ...]) -> str:
    """The part without the facts that were read in it and without loose figures."""
    return " ".join(_FIGURE.sub(" ", _blanked(part, whole, read)).split())


def _blanked(part: str, whole: str, spans: tuple[Span, ...]) -> str:
    """The part with these stretches of the whole blanked, character for character."""
    start = whole.find(part)
    kept = list(part)
    for begin, end in spans if start >= 0 else ():
        for place in range(max(begin - start, 0), min(end - start, len(kept))):
            kept[place] = " "
    return "".join(kept)


def _asking(text: str, *, judged: bool) -> str:
    """The sentences that ask. Where none does: the whole, or nothing when it is a case that the rules judge."""
    sentences = _SENTENCE.split(text)
    asking = " ".join(s for s in sentences if s.rstrip().endswith("?") or _QUESTION_WORD.match(s) or _ASKS.search(s))
    return asking or (" ".join(s for s in sentences if not judged or _REQUEST.search(s)))


def _telling(text: str, topic: Topic) -> list[str]:
    """The words that say about what; names of values and of the drug say of whom."""
    named = _named(topic.vocabulary)
    return [word for word in _WORD.findall(text.casefold()) if word not in BARE and word not in named]


@lru_cache(maxsize=16)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in _WORD.findall(name.casefold()))


def _named(vocabulary: Vocabulary) -> frozenset[str]:
    names = [name for analyte in vocabulary.analytes for name in (analyte.id, *analyte.names)]
    names += [name for drug in vocabulary.drugs if drug.relation == "governed" for name in drug.names]
    return _words_of((*names, *_OF_VALUES))
