"""The verdict of several statements as one: the worst of them, and no better than the whole."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.answer import CheckedStatement, CheckReport, Verdict, Violation
from service.safety.judges.verdicts import UNREAD

#: What is noted of a text of which not all was judged.
BEYOND = Violation(rule=UNREAD, reason="the text is longer than the budget of work")
_RANK = {Verdict.PASS: 0, Verdict.ABSTAIN: 1, Verdict.BLOCK: 2}


def report(checked: Sequence[CheckedStatement], violations: Sequence[Violation]) -> CheckReport:
    """The verdict of all: the worst of the statements, and no better than the whole."""
    worst = _worst(checked)
    if violations:
        worst = max(worst, Verdict.ABSTAIN, key=_RANK.__getitem__) if BEYOND in violations else Verdict.BLOCK
    return CheckReport(verdict=worst, statements=tuple(checked), violations=tuple(violations))


def joined(text: str, sentences: Sequence[CheckedStatement], *, of: int) -> CheckedStatement:
    """The sentences of one statement as one; those past the budget were not judged, and are not passed."""
    violations = tuple(dict.fromkeys(v for c in sentences for v in c.violations))
    worst = _worst(sentences)
    if len(sentences) < of:
        violations, worst = (*violations, BEYOND), max(worst, Verdict.ABSTAIN, key=_RANK.__getitem__)
    return CheckedStatement(text=text, span=(0, len(text)), verdict=worst, violations=violations)


def _worst(judged: Sequence[CheckedStatement]) -> Verdict:
    return max((c.verdict for c in judged), key=_RANK.__getitem__, default=Verdict.PASS)
