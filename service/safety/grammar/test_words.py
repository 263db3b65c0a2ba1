"""Which words of a statement name the tests behind the stop lines."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Topic
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.grammar.cuts import Link
from service.safety.rules.limits import Limits
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind, Token

#: Words for a blood test of whatever kind.
_TEST_WORDS = words(
    "bloods blood sample samples draw draws needle needles phlebotomy venepuncture venipuncture bleed set sets "
    "panel panels check checks prick pricks testing tests test monitoring surveillance bloodwork labs"
)
#: Nouns that are tests by themselves, where no other test is named.
_ALONE = words("bloods needles phlebotomy venepuncture venipuncture bloodwork bloodletting")
#: What is done with tests that are not to be done.
DROPPING = words(
    "skip skipped skipping skips omit omitted omitting forgo forgone forgoing forego drop dropped dropping "
    "cancel cancelled canceled cancelling scrap scrapped ditch ditched waive waived spare spared dispensable "
    "abandon abandoned"
)
#: With the liver as what is looked at these name its tests.
_LOOKING = words("look looks looked looking check checked checks checking profile function examined seen reviewed")
_LIVER = words("liver enzymes enzyme hepatic")
#: What is tested or repeated besides blood for the liver.
_OTHER_TESTS = words(
    "serology virology viral hepatitis imaging ultrasound scan biopsy ecg x-ray mri ct colonoscopy swab urine stool"
)
_ENOUGH = words("sufficient enough adequate suffice suffices")
#: Clauses that state a condition, in which a test is a result.
STATING: frozenset[Link] = frozenset(("if", "when", "unless", "until", "because", "despite"))


_TESTS = cue(kinds=(Kind.ANALYTE, Kind.PANEL))
_TESTING = _TESTS | cue(_ALONE | _LOOKING, ids=("test", "repeat"))


def test_places(tokens: Line, cut: Sequence[Clause], topic: Topic, limits: Limits) -> tuple[int, ...]:
    """Where a statement speaks of doing the tests of the stop lines, or of testing while no other test is named."""
    if not tokens.cues & _TESTING:
        return ()
    other = any(not is_test(tokens[i], topic, limits) for i in tokens.places(_TESTS))
    found: list[int] = []
    for clause in cut:
        own = range(clause.first, clause.last)
        named = [i for i in own if tokens.marks[i] & _TESTING]
        if not named:
            continue
        valued = any(tokens[i].kind in (Kind.QUALITY, Kind.MULTIPLE) for i in own) or clause.link in STATING
        said = set(tokens.words[clause.first : clause.last])
        for i in named:
            token = tokens[i]
            if is_test(token, topic, limits):
                tested = token.kind is Kind.PANEL or any(_counted(tokens[j]) for j in own)
                ordered = said & DROPPING or any(tokens[j].kind is Kind.FREQUENCY for j in own)
                if tested and (ordered or not valued):
                    found.append(i)
            elif not other and (token.text.lower() in _ALONE or (token.text.lower() in _LOOKING and said & _LIVER)):
                found.append(i)
            elif not other and is_testing(token) and _OTHER_TESTS.isdisjoint(tokens.words[i + 1 : i + 4]):
                drug = any(tokens[j].kind is Kind.DRUG for j in own)
                phase = token.id == "test" and token.form == "base" and _of_a_phase(tokens)
                if said & (_LIVER | _ENOUGH | {"blood"}) or drug or phase:
                    found.append(i)
    return tuple(found)


def _of_a_phase(tokens: Line) -> bool:
    """Whether the statement speaks of a hold, a restart or of the drug being off."""
    named = any(t.kind is Kind.VERB and t.id in ("restart", "hold") for t in tokens)
    return named or ("off" in tokens.words and any(t.kind is Kind.DRUG for t in tokens))


def is_test(token: Token, topic: Topic, limits: Limits) -> bool:
    """Whether a name is that of a test behind a stop line, or of a panel that has one."""
    if token.kind is Kind.PANEL:
        return bool(limits.tested & set(topic.vocabulary.panels.get(token.id, ())))
    return token.kind is Kind.ANALYTE and token.id in limits.tested


def is_testing(token: Token) -> bool:
    """Whether a word orders or names testing."""
    return token.kind is Kind.VERB and token.id in ("test", "repeat")


def names_test(tokens: Sequence[Token]) -> bool:
    """Whether a test of any kind is named."""
    return any(t.kind in (Kind.PANEL, Kind.ANALYTE) or _counted(t) for t in tokens)


def _counted(token: Token) -> bool:
    return is_testing(token) or token.text.lower() in _TEST_WORDS
