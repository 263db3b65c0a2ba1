"""Who does what, and what stands behind "after" and the like: kept in other arrangements, and not turned round."""

from __future__ import annotations

import pytest

from corpus.model import Topic
from service.answering.support import reading, unsupported

MONITOR = "Monitor liver enzymes weekly while azathioprine is on hold."
DECIDES = "The specialist decides, and the patient is told."
AFTER = "Rechallenge after hypersensitivity is dangerous."
STEPS = "Hold azathioprine, then refer to a specialist."
ONLY = "Azathioprine can be restarted only after ALT has fallen."
TOLERATED = "9 of 14 patients (64%) tolerated azathioprine in a 2006 study."
REPORT = "A 2022 case report (Cataletti, BMJ) described jaundice after 22 months of azathioprine."
CALLS = "A met line calls for stopping azathioprine now and for an assessment."
CONSIDER = "Consider stopping azathioprine and call the specialist."

TEXTS = "The label flags low doses, whereas the article names high ones."


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        (MONITOR.replace("Monitor", "Clinicians monitor"), MONITOR),
        ("While azathioprine is on hold, monitor liver enzymes weekly.", MONITOR),
        ("Only after ALT has fallen can azathioprine be restarted.", ONLY),
        ("In a 2006 study azathioprine was tolerated by 9 of 14 patients (64%).", TOLERATED),
        ("Jaundice after 22 months of azathioprine was described in a 2022 case report (Cataletti, BMJ).", REPORT),
        ("Stopping azathioprine should be considered.", "Consider stopping azathioprine."),
        ("Imaging is listed as the first test by the label.", "The label lists imaging as the first test."),
        ("31.3% of patients stopped azathioprine.", "31.3% stopped azathioprine."),
    ],
)
def test_another_arrangement_is_borne_out(topic: Topic, text: str, passage: str) -> None:
    assert unsupported(reading(text, topic), [passage], topic) is None


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        (MONITOR.replace("Monitor", "Patients monitor"), MONITOR),
        ("The patient decides, and the specialist is told.", DECIDES),
        ("A specialist consults the clinician.", "A specialist consults the patient."),
        ("After rechallenge hypersensitivity is dangerous.", AFTER),
        ("Hypersensitivity after rechallenge is dangerous.", AFTER),
        ("Refer to a specialist, then hold azathioprine.", STEPS),
        ("Hold azathioprine and refer to a specialist.", STEPS),
        ("Only after azathioprine can be restarted has ALT fallen.", ONLY),
        ("9 of 14 studies (64%) tolerated azathioprine in 2006 patients.", TOLERATED),
        ("Stopping azathioprine now calls for an assessment and for a met line.", CALLS),
        ("Stop azathioprine and consider calling the specialist.", CONSIDER),
        ("The label flags high doses, whereas the article flags low ones.", TEXTS),
        ("Derived to arithmetic, the dose is 25 mg.", "Derived by arithmetic, the dose is 25 mg."),
    ],
)
def test_another_doer_or_sequence_is_not(topic: Topic, text: str, passage: str) -> None:
    assert unsupported(reading(text, topic), [passage], topic) is not None


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Rechallenge on hypersensitivity is dangerous.", "Hypersensitivity on rechallenge is dangerous."),
        ("A restart with liver injury is dangerous.", "Liver injury with a restart is dangerous."),
        ("Injury during the test.", "Test during injury."),
        ("Stopping it from fever is rare.", "Fever from stopping it is rare."),
        ("Recurrence for monitoring is needed.", "Monitoring for recurrence is needed."),
        ("Injury prevents monitoring.", "Monitoring prevents injury."),
        ("A hold replaces dose reduction.", "Dose reduction replaces a hold."),
        ("A dose reduction is better than a hold.", "A hold is better than a dose reduction."),
        ("Recovery is followed by stopping.", "Stopping is followed by recovery."),
        ("Consider a recheck of the dose and a reduction of ALT.", "Consider a dose reduction and a recheck of ALT."),
    ],
)
def test_two_things_do_not_change_places(topic: Topic, text: str, passage: str) -> None:
    assert unsupported(reading(text, topic), [passage], topic) is not None
    assert unsupported(reading(passage, topic), [passage], topic) is None
