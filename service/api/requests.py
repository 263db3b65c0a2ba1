"""The bodies that clients send. An unknown field is refused: a misspelt value must never be dropped in silence."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from service.domain.answer import Audience
from service.domain.editorial import Decision, Rating
from service.domain.errors import TooLongError
from service.domain.question import GivenLab, GivenMedication, GivenPatient

MAX_BODY_BYTES = 256 * 1024
"""A longer request is refused before it is read as JSON."""

_SPACE_CONTROLS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _complaint(sentence: str) -> PydanticCustomError:
    """Return an error whose message is shown to the client; it holds nothing of the input."""
    return PydanticCustomError("contract", sentence)


def _readable(text: str) -> str:
    for char in text:
        category = unicodedata.category(char)
        if category == "Cs" or (category == "Cc" and char not in _SPACE_CONTROLS):
            raise _complaint("holds characters that are not text (control characters or half of a Unicode pair)")
    return text


def _not_blank(text: str) -> str:
    if not any(unicodedata.category(char)[0] not in "ZC" for char in text):
        raise _complaint("must not be empty")
    return text


def _iso_date(value: object) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _complaint("must be a date written as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _complaint("is not a day of the calendar") from None


Text = Annotated[str, Strict(), AfterValidator(_readable), AfterValidator(_not_blank)]
Name = Annotated[str, Strict(), Field(max_length=200), AfterValidator(_readable), AfterValidator(_not_blank)]
# Blank is allowed: a ratio has no unit, and a form that sends an empty field gives none.
Unit = Annotated[str, Strict(), Field(max_length=200), AfterValidator(_readable)]
Comment = Annotated[str, Strict(), Field(max_length=2000), AfterValidator(_readable), AfterValidator(_not_blank)]
# Strict, because "5,2" and true would otherwise become numbers; not bounded, because an absurd value is named in the
# answer instead of being refused.
Figure = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Day = Annotated[date | None, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]


class Body(BaseModel):
    """What every part of a request shares: closed, frozen, silent about its input."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class LabIn(Body):
    """One result. `upper_limit` and `baseline` are in `unit` unless their own unit says otherwise."""

    analyte: Name
    value: Figure
    unit: Unit | None = None
    upper_limit: Figure | None = None
    upper_limit_unit: Unit | None = None
    baseline: Figure | None = None
    baseline_unit: Unit | None = None
    at: Day = None

    def given(self) -> GivenLab:
        """Return the result as the domain has it."""
        return GivenLab(**dict(self))


class MedicationIn(Body):
    """A drug the patient takes, took, or is to take. `dose` is per `unit`, such as mg/d."""

    drug: Name
    dose: Figure | None = None
    unit: Name | None = None
    status: Literal["active", "held", "previous", "planned"] = "active"
    since: Day = Field(default=None, alias="from")
    until: Day = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise _complaint("has a `to` that lies before its `from`")
        return self

    def given(self) -> GivenMedication:
        """Return the medication as the domain has it."""
        return GivenMedication(**dict(self))


class PatientIn(Body):
    """Structured facts. They win over what is read from the text; a contradiction is reported."""

    labs: Annotated[tuple[LabIn, ...], Field(max_length=200)] = ()
    medications: Annotated[tuple[MedicationIn, ...], Field(max_length=100)] = ()
    symptoms: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    symptoms_absent: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    conditions: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    weight_kg: Annotated[Figure, Field(gt=0, lt=700)] | None = None
    age_years: Annotated[Figure, Field(ge=0, lt=130)] | None = None
    as_of: Day = None

    def given(self) -> GivenPatient:
        """Return the patient block as the domain has it."""
        return GivenPatient(
            labs=tuple(lab.given() for lab in self.labs),
            medications=tuple(m.given() for m in self.medications),
            symptoms=self.symptoms,
            symptoms_absent=self.symptoms_absent,
            conditions=self.conditions,
            weight_kg=self.weight_kg,
            age_years=self.age_years,
            as_of=self.as_of,
        )


class AskRequest(Body):
    """A question. Only `question` is required."""

    question: Text
    topic: Name | None = None
    audience: Audience = Audience.PHYSICIAN
    conversation_id: Name | None = None
    patient: PatientIn | None = None


class AssessRequest(Body):
    """A case to be judged by the rules alone: structured facts, text, or both."""

    topic: Name
    text: Text | None = None
    patient: PatientIn | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.text is None and self.patient is None:
            raise _complaint("needs `text`, `patient` or both")
        return self


class CheckRequest(Body):
    """A text to be checked against the rules."""

    text: Text
    topic: Name | None = None
    question: Text | None = None
    patient: PatientIn | None = None


class ReviewRequest(Body):
    """An editor's decision on a topic. `content` is the hash of the content that the editor has seen."""

    decision: Decision
    comment: Comment
    content: Annotated[str, Strict(), Field(max_length=80), AfterValidator(_readable)]


class FeedbackRequest(Body):
    """What a reader makes of an answer."""

    rating: Rating
    comment: Comment | None = None


def demand_length(text: str, longest: int, *, path: str) -> None:
    """Refuse a text of more characters than the settings allow.

    Raises:
        TooLongError: it is longer.
    """
    if len(text) > longest:
        raise TooLongError(
            f"The text is longer than {longest} characters; leave out what does not bear on it.", path=path
        )
