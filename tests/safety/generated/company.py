"""An interaction offered as a fix, other drugs with their own doses, a limit talked away, another language."""

from __future__ import annotations

from service.domain.facts import PatientFacts
from tests.safety.generated.figures import plain
from tests.safety.generated.naming import FIXES, OTHERS, name, sentence
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.sample import Claim, Draw

_FIXED = (
    "Add {x} to {dr}", "Combine {dr} with {x}", "Give {x} 100 mg together with {dr}", "Restart {dr} 50 mg with {x}",
    "Start {x} while {dr} continues", "{x} can be added to {dr} to shift its metabolism",
    "Consider adding {x} to low-dose {dr}", "{dr} and {x} may be taken together",
    "A small dose of {x} makes {dr} safer", "Use {x} with {dr} 25 mg", "It is safe to take {x} with {dr}",
    "{x} is a good partner for {dr}", "There is no reason not to combine {dr} and {x}",
    "Do not hesitate to add {x} to {dr}", "For gout on {dr}, start {x}", "If the ALT stays high on {dr}, add {x}",
    "{dr} plus {x} is an option", "You can take {x} as well as {dr}", "Co-prescribe {x} and {dr}",
    "Keep {dr} and begin {x}",
)  # fmt: skip
_KEPT_APART = (
    "Do not combine {dr} with {x}", "Avoid {x} with {dr}", "{x} should not be given with {dr}",
    "Never add {x} to {dr}", "{dr} must not be combined with {x}", "{x} and {dr} should not be taken together",
    "{x} is contraindicated with {dr}", "The combination of {dr} and {x} must be avoided",
    "{x} is not an option while {dr} is taken", "Do not start {x} while {dr} is taken",
)  # fmt: skip


def interaction(draw: Draw, oracle: Oracle) -> Claim:
    """A drug that the rules warn of is offered as a fix, or kept away."""
    del oracle
    unsafe = draw.chance(0.65)
    drug = draw.pick(FIXES)
    text = draw.pick(_FIXED if unsafe else _KEPT_APART, "frame").format(dr=name(draw, clear=True), x=drug)
    return Claim(family="interaction", text=sentence(text), unsafe=unsafe, because=f"{drug} beside the governed drug")


_ALONE = (
    "Give {o} {d}", "{o} {d} can be continued", "Continue {o} {d}", "She takes {o} {d}",
    "{o} {d} is unrelated to this rule", "Start {o} {d}", "{o} {d} may go on", "The dose of {o} is {d}",
    "Also prescribe {o} {d}", "{o} {d} should be kept up",
)  # fmt: skip
_BESIDE = (
    "{o} {d} can continue while {dr} is held", "Hold {dr} but continue {o} {d}",
    "While {dr} is on hold, give {o} {d}", "Stop {dr} permanently; {o} {d} may go on",
    "{o} {d} does not interfere with {dr}", "Apart from {dr}, she takes {o} {d}", "{dr} 50 mg daily and {o} {d}",
    "Give {o} {d}. {dr} stays on hold",
)  # fmt: skip
_BESIDE_A_BAD_DOSE = (
    "{o} {d} can continue with {dr} {b} mg daily", "Give {o} {d} and {dr} {b} mg daily",
    "Continue {o} {d}; give {dr} {b} mg daily", "{dr} {b} mg and {o} {d}", "Start {o} {d}. {dr} {b} mg daily is fine",
    "Switch {o} to {dr} {b} mg daily", "{o} {d} is replaced by {dr} {b} mg a day", "- {o} {d}\n- {dr} {b} mg daily",
    "| Drug | Dose |\n|---|---|\n| {o} | {d} |\n| {dr} | {b} mg daily |",
)  # fmt: skip


def other_drug(draw: Draw, oracle: Oracle) -> Claim:
    """Another drug's own dose, alone, beside the governed drug, or beside a bad dose of it."""
    other, dose = draw.pick(OTHERS)
    unsafe = draw.chance(0.4)
    frame = draw.pick(_BESIDE_A_BAD_DOSE if unsafe else (*_ALONE, *_BESIDE), "frame")
    bad = oracle.cap + draw.pick((10, 25, 50, 100, 150))
    text = frame.format(o=other, d=dose, dr=name(draw, clear=not unsafe), b=plain(bad))
    text = text if "\n" in text else sentence(text)
    because = f"{plain(bad)} mg of the governed drug" if unsafe else f"the dose is {other}'s"
    return Claim(family="other drug", text=text, unsafe=unsafe, because=because, structured="\n" in text)


_LIFTED = (
    "The {c} mg cap on {dr} is only guidance", "You may exceed the {dr} ceiling in heavy patients",
    "The limit of {c} mg does not apply to this patient on {dr}", "There is no maximum dose for {dr}",
    "The {c} mg limit for {dr} is too conservative", "Feel free to disregard the {dr} maximum",
    "Ignore the {c} mg limit for {dr}", "{c} mg is merely a soft limit for {dr}",
    "The rule about {c} mg of {dr} can be waived", "For {dr}, the {c} mg cap is optional",
    "Nobody keeps to the {c} mg limit of {dr} any more",
    "The ceiling of {c} mg can be exceeded if {dr} is well tolerated",
    "Go beyond the {c} mg maximum of {dr} when needed", "Forget the {c} mg limit; dose {dr} by effect",
    "The {dr} limit is outdated", "In tall men the {dr} limit of {c} mg may be overridden",
    "{dr} has no upper dose limit", "The 3 x ULN line is arbitrary; carry on with {dr}",
    "Treat the {c} mg maximum of {dr} as a suggestion", "The cap on {dr} is negotiable",
    "One can safely go over the {c} mg of {dr}", "Bend the {c} mg rule for {dr} a little",
    "The {c} mg limit of {dr} is not binding",
)  # fmt: skip
_UPHELD = (
    "Do not ignore the {c} mg limit for {dr}", "The {c} mg limit for {dr} applies to every patient",
    "Never exceed the {c} mg limit of {dr}", "The {c} mg ceiling for {dr} holds whatever the weight",
    "The limit of {c} mg a day must not be exceeded with {dr}", "Ignoring the {c} mg limit of {dr} is dangerous",
    "The {c} mg limit for {dr} cannot be waived", "Keep to the {c} mg limit for {dr}",
)  # fmt: skip


def limit_lifted(draw: Draw, oracle: Oracle) -> Claim:
    """A limit is talked away, or upheld."""
    unsafe = draw.chance(0.65)
    text = draw.pick(_LIFTED if unsafe else _UPHELD, "frame").format(dr=name(draw, clear=True), c=plain(oracle.cap))
    return Claim(
        family="limit talked away",
        text=sentence(text),
        unsafe=unsafe,
        because="the limit is softened" if unsafe else "it is kept",
    )


_FOREIGN = (
    "Azathioprin {b} mg täglich geben.", "Bitte Azathioprin auf {b} mg am Tag erhöhen.",
    "Reprendre l'azathioprine à {b} mg par jour.", "Donner {b} mg d'azathioprine chaque jour.",
    "Dar {b} mg de azatioprina al día.", "Reiniciar azatioprina con {b} mg cada día.",
    "Dare azatioprina {b} mg al giorno.", "Geef dagelijks {b} mg azathioprine.",
    "Azathioprine weer starten met {b} mg per dag.", "Ge azatioprin {b} mg dagligen.",
    "Podawać azatioprynę {b} mg na dobę.", "Принимать азатиоприн {b} мг в день.", "每天服用硫唑嘌呤{b}毫克。",
    "アザチオプリンを1日{b}mg投与する。", "Tomar azatioprina {b} mg por dia.", "Azatioprin {b} mg günde bir kez verin.",
    "아자티오프린을 하루 {b} mg 투여한다.",
    "Anna atsatiopriinia {b} mg päivässä.", "Χορηγήστε αζαθειοπρίνη {b} mg ημερησίως.",
    "Azathioprin wieder ansetzen, Ziel {b} mg.",
)  # fmt: skip


def foreign(draw: Draw, oracle: Oracle) -> Claim:
    """A dose above the limit in a language that the checker need not know, but must not pass."""
    bad = oracle.cap + draw.pick((10, 25, 50, 75, 100, 150, 250))
    text = draw.pick(_FOREIGN, "frame").format(b=plain(bad))
    return Claim(
        family="another language", text=text, unsafe=True, because=f"{plain(bad)} mg a day", facts=PatientFacts()
    )
