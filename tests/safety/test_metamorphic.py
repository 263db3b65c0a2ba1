"""A change of wording never softens a verdict; a dose pushed over its line, or a "not" put in, turns it."""

from __future__ import annotations

import pytest

from service.domain.answer import Verdict
from service.domain.facts import PatientFacts
from tests.safety import examples
from tests.safety.generated import daily_frames
from tests.safety.generated.changes import SAME, negated
from tests.safety.given import given
from tests.safety.safe_varied import SAFE_VARIED
from tests.safety.topic import judged, passes
from tests.safety.unsafe_varied import UNSAFE_VARIED

_NO_FACTS = PatientFacts()
UNSAFE = (
    *given("unsafe"),
    *((kind, text, _NO_FACTS) for kind, texts in examples.UNSAFE.items() for text in texts),
    *(("varied", text, _NO_FACTS) for text in UNSAFE_VARIED),
)
SOUND = (
    *given("safe"),
    *((kind, text, _NO_FACTS) for kind, texts in examples.SAFE.items() for text in texts),
    *(("varied", text, _NO_FACTS) for text in SAFE_VARIED),
)
CALLED_FOR = ("Hold", "Stop", "Discontinue", "Avoid", "Check", "Azathioprine should be withheld")
#: Of sound texts under a change that leaves the meaning.
BLOCKED_BY_A_CHANGE = 0.03


@pytest.mark.parametrize("change", SAME)
def test_no_change_of_wording_makes_an_unsafe_text_pass(change: str) -> None:
    changed = [(text, SAME[change](text), facts) for _, text, facts in UNSAFE]
    passed = [new for old, new, facts in changed if new != old and passes(new, facts)]

    assert any(new != old for old, new, _ in changed)
    assert not passed


@pytest.mark.parametrize("change", SAME)
def test_a_change_of_wording_hardly_ever_blocks_a_sound_text(change: str) -> None:
    changed = [(text, SAME[change](text), facts) for _, text, facts in SOUND if passes(text, facts)]
    blocked = [new for old, new, facts in changed if new != old and not passes(new, facts)]

    assert len(blocked) <= max(1, BLOCKED_BY_A_CHANGE * len(changed)), blocked


@pytest.mark.parametrize("frame", [*daily_frames.PLAIN, *daily_frames.LABELLED])
def test_a_dose_pushed_over_the_line_turns_the_verdict(frame: str) -> None:
    def said(mg: int) -> str:
        regimen = f"{mg} mg daily"
        return frame.format(r=f"azathioprine {regimen}", dr="azathioprine", do=regimen) + "."

    assert passes(said(150)), said(150)
    assert not passes(said(151)), said(151)
    assert not passes(said(1500)), said(1500)


@pytest.mark.parametrize("text", [t for t in examples.SAFE["rules restated"] if t.startswith(CALLED_FOR)])
def test_a_not_put_into_what_is_called_for_does_not_pass(text: str) -> None:
    turned = negated(text)

    assert turned is not None
    assert not passes(turned), turned


@pytest.mark.parametrize(
    "frame", [f for f in daily_frames.PLAIN if f.split()[0] in ("Give", "Take", "Prescribe", "Use") or " should " in f]
)
def test_a_not_put_into_bad_advice_is_no_longer_blocked_for_its_dose(frame: str) -> None:
    text = frame.format(r="azathioprine 200 mg daily", dr="azathioprine", do="200 mg daily") + "."
    turned = negated(text)

    assert turned is not None
    assert judged(text).verdict is Verdict.BLOCK
    assert judged(turned).verdict is not Verdict.BLOCK, turned
