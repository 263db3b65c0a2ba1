"""What the rules' own words call for, by plain arithmetic: it knows no code of the core."""

from __future__ import annotations

from fractions import Fraction

from tests.safety.wording import Patient, Transaminase

LOWEST_LIMIT, HIGHEST_LIMIT = 25, 70
"""The verified interval of upper limits; it is verified for one of the two transaminases only."""


def called_for(patient: Patient) -> frozenset[str]:
    """The stop lines that are surely met, and the nearness to one."""
    found: set[str] = set()
    results = patient.transaminases
    if any(_times_limit(r) >= 3 for r in results):
        found.add("hold-3xuln")
    if any(_five_times_baseline(r) for r in results):
        found.add("perm-5x-baseline")
    if any(r.value >= 500 for r in results):
        found.add("perm-500")
    raised = any(_times_limit(r) > 1 for r in results)
    if patient.bilirubin is not None and Fraction(str(patient.bilirubin)) >= 2 * Fraction("1.2") and raised:
        found.add("perm-bili-2xuln")
    if found & {"perm-5x-baseline", "perm-500", "perm-bili-2xuln"}:
        found.add("no-restart-after-perm")
    if "perm-5x-baseline" in found and not found & {"perm-500", "perm-bili-2xuln"}:
        found.add("tension-5x-baseline")
    return frozenset(found)


def _times_limit(result: Transaminase) -> Fraction:
    """The least multiple of the upper limit that the result can be."""
    limit = result.upper_limit if result.upper_limit is not None else HIGHEST_LIMIT
    return Fraction(result.value, limit)


def _five_times_baseline(result: Transaminase) -> bool:
    return result.baseline is not None and result.value >= 5 * result.baseline and _times_limit(result) > 1
