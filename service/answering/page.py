"""The page that a draft is written on: each statement once, under its heading, as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.model import Passage, Topic, passage_id
from service.answering.schedule import asks_for_plan
from service.answering.sections import HEADINGS, Place, place_of
from service.answering.selection import same
from service.domain.answer import Audience, DraftStatement
from service.domain.ports import Brief


class Page:
    """Collects statements in the order of their worth."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._headings: dict[str, str] = {}

    @property
    def statements(self) -> Mapping[str, str]:
        """Statement id -> its heading, in the order in which they were added."""
        return self._headings

    def add(self, statements: Iterable[str], heading: str | None = None, *, most: int | None = None) -> int:
        """Add statements that may be shown to the audience and say something new; return how many.

        Args:
            statements: ids, the most telling first.
            heading: where they stand; under the step of care of each when absent.
            most: no more than so many.
        """
        added = 0
        for statement in statements:
            if len(self._headings) >= self._brief.most or (most is not None and added >= most):
                break
            if self._new(statement) and self._showable(statement):
                self._headings[statement] = heading or HEADINGS[place_of(statement, self._brief.topic)]
                added += 1
        return added

    def join(self, heading: str, statements: Iterable[str]) -> None:
        """Put a further heading over statements that stand on the page already, because they answer it too."""
        held = next((self._headings[s] for s in statements if s in self._headings), heading)
        if held not in (heading, *HEADINGS.values()):
            self._headings = {s: f"{h} · {heading}" if h == held else h for s, h in self._headings.items()}

    def drafted(self) -> tuple[DraftStatement, ...]:
        """Return the page as statements of a draft."""
        return tuple(quoted(self._passage(s), heading, self._brief.audience) for s, heading in self._headings.items())

    def _new(self, statement: str) -> bool:
        text = self._passage(statement).text
        return statement not in self._headings and not any(same(text, self._passage(s).text) for s in self._headings)

    def _showable(self, statement: str) -> bool:
        """A patient is shown only what has words for patients, and nothing of how a restart is done."""
        if self._brief.audience is not Audience.PATIENT:
            return True
        passage = self._passage(statement)
        restarting = place_of(statement, self._brief.topic) is Place.RESTART and asks_for_plan(passage.text)
        return bool(passage.patient_text) and (not restarting or _refuses(statement, self._brief.topic))

    def _passage(self, statement: str) -> Passage:
        return self._brief.topic.passages[passage_id(self._brief.topic.id, statement)]


def _refuses(statement: str, topic: Topic) -> bool:
    """Whether a statement is what a rule against a restart rests on or adds."""
    return any(statement in (rule.ground.statement, *rule.also) for rule in topic.rules if "restart" in rule.forbids)


def quoted(passage: Passage, heading: str, audience: Audience) -> DraftStatement:
    """Return a passage as a statement of a draft, in its words for the audience."""
    text = passage.patient_text if audience is Audience.PATIENT and passage.patient_text else passage.text
    return DraftStatement(
        text=text,
        passages=(passage.id,),
        origin="quote",
        heading=heading,
        statement_ids=(passage.statement_id,),
    )
