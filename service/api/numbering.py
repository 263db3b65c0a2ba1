"""Numbers the citations of one body, and shows figures as they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.model import Passage, Topic, passage_id
from service.api.shapes.answers import BecauseOut, CitationOut, FindingOut
from service.api.shapes.closed import Number
from service.domain.answer import Audience, Citation, Finding


def figure(value: float | None) -> Number | None:
    """Return a whole figure without its decimal point, so that 520 is shown as it was given."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def shown(value: float | str | None) -> Number | str | None:
    """Return a fact's value as `figure` does; words stay as they are."""
    return value if isinstance(value, str) else figure(value)


class Numbering:
    """The citations of one body: those it came with, and those that its findings rest on besides."""

    def __init__(
        self,
        given: Sequence[Citation],
        *,
        topics: Mapping[str, Topic],
        topic: Topic | None,
        audience: Audience,
    ) -> None:
        self._topic = topic
        self._passages = {pid: (t, p) for t in topics.values() for pid, p in t.passages.items()}
        self._numbers = {citation.passage_id: citation.n for citation in given}
        self._audience = audience

    @property
    def citations(self) -> list[CitationOut]:
        """Every citation, by number; findings must have been numbered before."""
        return [self._citation(pid, n) for pid, n in sorted(self._numbers.items(), key=lambda item: item[1])]

    def finding(self, finding: Finding) -> FindingOut:
        """Return a finding with the numbers of the passages it rests on, new ones added."""
        return FindingOut(
            rule=finding.rule,
            kind=finding.kind,
            severity=finding.severity,
            action=finding.action,
            headline=finding.headline,
            message=finding.message,
            because=[
                BecauseOut(
                    fact=b.fact,
                    value=shown(b.value),
                    unit=b.unit,
                    limit=b.limit,
                    origin=b.origin,
                    computed=b.computed,
                )
                for b in finding.because
            ],
            citations=[self._n(statement) for statement in finding.statements],
        )

    def _n(self, statement_id: str) -> int:
        if self._topic is None:
            raise ValueError("a finding that cites needs a topic")
        pid = passage_id(self._topic.id, statement_id)
        return self._numbers.setdefault(pid, max(self._numbers.values(), default=0) + 1)

    def _citation(self, pid: str, n: int) -> CitationOut:
        topic, passage = self._passages[pid]
        source = topic.statements[passage.statement_id][0]
        return CitationOut(
            n=n,
            passage_id=pid,
            source_id=source.id,
            title=source.title,
            kind=source.kind,
            publisher=source.publisher,
            published=source.published,
            section=passage.heading_path[-1],
            quote=_quote(passage, self._audience),
            references=list(passage.references),
            url=source.url,
            verbatim=source.verbatim,
        )


def _quote(passage: Passage, audience: Audience) -> str:
    """Return words that stand in the source: for a patient those meant for patients, or else only the heading."""
    if audience is not Audience.PATIENT:
        return passage.text
    return passage.patient_text if passage.patient_text is not None else passage.heading_path[-1]
