"""What a judgement collects: breaches of named rules, and reasons why a statement cannot be passed."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.domain.answer import Verdict, Violation

#: The rule named where no rule of the topic is broken but the text could not be read with certainty.
UNREAD = "unread"


@dataclass(slots=True)
class Findings:
    """Collected while one statement is judged; it never leaves the engine."""

    violations: list[Violation] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def breach(self, rule: str, reason: str) -> None:
        """Note that a rule is broken."""
        violation = Violation(rule=rule, reason=reason)
        if violation not in self.violations:
            self.violations.append(violation)

    def doubt(self, reason: str) -> None:
        """Note something that could not be read with certainty."""
        if reason not in self.doubts:
            self.doubts.append(reason)

    def verdict(self) -> Verdict:
        """Block on a breach, abstain on a doubt, else pass."""
        if self.violations:
            return Verdict.BLOCK
        return Verdict.ABSTAIN if self.doubts else Verdict.PASS

    def all(self) -> tuple[Violation, ...]:
        """The breaches, then the doubts."""
        return (*self.violations, *(Violation(rule=UNREAD, reason=doubt) for doubt in self.doubts))
