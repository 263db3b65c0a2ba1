"""What an emergency is told: the urgent instruction alone, with the sentences that speak of this emergency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.model import Action, Passage, passage_id
from service.answering.case import Case
from service.answering.sections import HEADINGS, Place
from service.domain.answer import Audience, Draft, DraftStatement

#: How many sentences besides the instruction: an emergency is no time to read.
MOST = 3
_WORD = re.compile(r"[^\W\d_]{3,}")


def urgent(case: Case) -> Draft:
    """Return the topic's emergency instruction and what the corpus says of the signs that were named.

    Every statement cites what the emergency findings rest on, in words for the audience; what has no words for patients
    is not shown to one.
    """
    grounds = dict.fromkeys(
        statement for f in case.assessment.findings if f.action is Action.EMERGENCY for statement in f.statements
    )
    passages = [case.topic.passages[passage_id(case.topic.id, statement)] for statement in grounds]
    instruction = said(case.topic.emergency, (passages[0].id,))
    spoken = [p for p in _about(passages[1:], case) if case.audience is not Audience.PATIENT or p.patient_text]
    return Draft(statements=(instruction, *(_quoted(p, case.audience) for p in (passages[0], *spoken)[:MOST])))


def said(text: str, passages: tuple[str, ...]) -> DraftStatement:
    """Return a sentence of the topic or the operator that rests on these passages."""
    return DraftStatement(text=text, passages=passages, origin="rule", heading=HEADINGS[Place.ACT])


def _about(passages: Sequence[Passage], case: Case) -> list[Passage]:
    """Those that share telling words with the signs that were read, most first; common words tell nothing."""
    common = Counter(stem for p in passages for stem in _stems(p.text))
    telling = _signs(case) - {stem for stem, count in common.items() if 2 * count > len(passages)}
    scored = [(len(telling & _stems(p.text)), p) for p in passages]
    return [p for score, p in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score]


def _signs(case: Case) -> frozenset[str]:
    """The words of the question, and every name of the signs and values that the emergency rests on."""
    vocabulary = case.topic.vocabulary
    words = [case.question.text]
    for because in (b for f in case.assessment.findings if f.action is Action.EMERGENCY for b in f.because):
        words.append(because.fact)
        for sign in (*vocabulary.symptoms, *vocabulary.conditions):
            if sign.id in because.fact or sign.id == because.value:
                words += sign.names
    return _stems(" ".join(words))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:6].rstrip("s") for word in _WORD.findall(text.lower()))


def _quoted(passage: Passage, audience: Audience) -> DraftStatement:
    words = passage.patient_text if audience is Audience.PATIENT and passage.patient_text else passage.text
    return DraftStatement(
        text=words,
        passages=(passage.id,),
        origin="quote",
        heading=HEADINGS[Place.ACT],
        statement_ids=(passage.statement_id,),
    )
