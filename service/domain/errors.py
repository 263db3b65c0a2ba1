"""The error tree: every failure the service names, and nothing else.

GroundruleError
├── InputError                 the request cannot be used as it is (4xx, exit code 2)
│   ├── UnknownTopicError
│   ├── UnknownNameError       an analyte, drug, symptom or unit that the topic does not know
│   ├── TooLongError
│   ├── ConflictError          what the request builds on has changed in the meantime
│   └── NotFoundError          an answer, conversation, source or passage that is not there (or past retention)
├── IndexNotReadyError         no bundle, a broken one, or one built by another encoder or from another corpus
├── SelfTestError              a built-in sample was missed: the service must not serve
├── RecordsError               what must last cannot be read or written at the moment
├── BusyError                  every worker is taken; the same request works later
├── TimeLimitError             the work took longer than allowed; nothing was judged
├── GoneError                  nobody waits for the answer any more, so that work on it stops
└── SettingsError              the settings do not hold: the service does not start (exit code 2)

A topic folder that does not hold raises `corpus.errors.TopicError`, which names file and line.
A refusal to answer is not an error.
"""

from __future__ import annotations


class GroundruleError(Exception):
    """Root of all errors of the service. The message never repeats the input."""


class InputError(GroundruleError):
    """The request cannot be used as it is."""

    def __init__(self, message: str, *, path: str | None = None) -> None:
        super().__init__(message)
        self.path = path

    @property
    def placed(self) -> str:
        """The message behind the place in the request that it is about, for a reader without the request's fields."""
        return f"{self.path}: {self}" if self.path else str(self)


class UnknownTopicError(InputError):
    """No such topic."""


class UnknownNameError(InputError):
    """A name or unit that the topic's vocabulary does not hold."""


class TooLongError(InputError):
    """The text is longer than the service reads."""


class NotFoundError(InputError):
    """Nothing is kept under that id."""


class ConflictError(InputError):
    """What the request builds on has changed in the meantime; the message says what to look at again."""


class IndexNotReadyError(GroundruleError):
    """The index bundle is missing, broken, or of another encoder or corpus."""


class SelfTestError(GroundruleError):
    """A built-in sample was missed."""


class RecordsError(GroundruleError):
    """Conversations and answers cannot be read or written at the moment."""


class BusyError(GroundruleError):
    """Every worker is taken; the same request works later."""


class TimeLimitError(GroundruleError):
    """The work took longer than allowed; nothing was judged."""


class GoneError(GroundruleError):
    """Nobody waits for the answer any more."""


class SettingsError(GroundruleError):
    """The settings do not hold; the message is one line that names the setting and never its value."""
