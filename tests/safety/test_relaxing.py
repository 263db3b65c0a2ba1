"""What is let go must have been understood: it passes where less of the drug, or a judged claim, is meant."""

import pytest

from service.domain.answer import Verdict
from service.safety.check import check
from tests.safety.topic import TOPIC

LET_GO = (
    "Coagulation is an optional extra in suspected azathioprine hepatitis.",
    "A yellow tinge on azathioprine is harmless in the first weeks.",
    "Right upper quadrant pain during azathioprine can wait until the next clinic.",
    "You may skip the liver tests while azathioprine is paused.",
    "There is no need to look at the bilirubin in azathioprine hepatitis.",
    "Nausea on azathioprine is nothing to worry about.",
    "In stable patients the wait between azathioprine steps is a formality.",
    "A raised AST on azathioprine makes no difference.",
    "Postpone the LFTs after the azathioprine restart until convenient.",
    "Other causes need not be excluded on azathioprine.",
    "Viral hepatitis does not have to be excluded when ALT rises on azathioprine.",
    "TPMT need not be tested before azathioprine is restarted.",
)
MORE_CARE = (
    "There is no need to restart azathioprine.",
    "The azathioprine increase can be postponed.",
    "One normal result is not enough before azathioprine is given again.",
    "Jaundice on azathioprine cannot wait until the next clinic.",
    "Never skip the liver tests while azathioprine is on hold.",
    "Either line is enough to withdraw azathioprine for good.",
    "It is a mistake to call jaundice on azathioprine harmless.",
    "Azathioprine 75 mg twice a day is fine.",
    "Metformin is optional here.",
)


@pytest.mark.parametrize("text", LET_GO)
def test_a_relaxation_of_something_not_understood_never_passes(text: str) -> None:
    assert check(text, topic=TOPIC).verdict is not Verdict.PASS


@pytest.mark.parametrize("text", MORE_CARE)
def test_a_relaxation_that_means_more_care_or_a_judged_claim_passes(text: str) -> None:
    assert check(text, topic=TOPIC).verdict is Verdict.PASS
