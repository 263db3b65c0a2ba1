"""What a text says to do with a drug without a verb of doing: "off it", "none from now on", "stays as it is"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from service.safety.english import phrasing
from service.safety.english.measures import MG
from service.safety.english.wordlist import listed, words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import Clause
from service.safety.grammar.none_said import State, drug_at, none_of_it, qualified
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind, Token


def _phrases(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases (words joined by `_`) by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in listed(text):
        parts = tuple(phrase.split("_"))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


#: What is said of a drug that is not to be taken any more.
_STOPPED = _phrases(
    "off out over finished gone history dead closed ended nil zero banned barred forbidden prohibited "
    "contraindicated excluded inadmissible unavailable done_with finished_with off_the_table off_the_menu "
    "off_the_cards off_the_list off_the_chart off_the_kardex off_the_mar off_limits out_of_the_question "
    "out_of_bounds out_of_play no_option no_longer_an_option not_an_option no_more at_an_end a_closed_chapter "
    "a_closed_book a_thing_of_the_past not_for_restart not_for_rechallenge not_to_be_restarted "
    "ends_here ends_now ends_today stops_here finishes_here never_again no_longer_for_her no_longer_for_him ruled_out "
    "d_/_c dc dc'd"
)
#: What is said of a drug that is not taken for the time being.
_HELD = _phrases(
    "on_hold still_on_hold on_pause on_ice paused suspended in_abeyance parked shelved resting rested in_the_cupboard "
    "in_the_drawer in_the_box in_its_box in_the_packet on_the_shelf locked_away"
)
#: What is said of a drug that is taken again.
_BACK = _phrases(
    "come_back comes_back coming_back back_again returns returned return make_a_comeback an_option_again "
    "possible_again available_again allowed_again an_option_once_more back_in_play back_on_the_table "
    "door_is_still_open door_is_open door_stays_open door_remains_open door_still_open door_is_ajar"
)
#: What is said of a drug that goes on.
_GOING_ON = _phrases(
    "unchanged unaltered unaffected unmodified untouched uninterrupted ongoing intact same running going on_board "
    "in_place as_is as_it_is as_they_are as_before as_usual as_normal as_now as_prescribed as_charted as_planned "
    "as_scheduled as_per_usual as_at_present as_previously as_ever as_hitherto as_per_chart as_written as_per_plan "
    "in_full in_force alone well_alone the_same no_change no_changes nil_change no_alteration no_adjustment "
    "on_as_before at_full_dose at_the_same_dose at_the_usual_dose at_the_current_dose at_the_present_dose "
    "at_this_dose full_steam steady stable put on on_course"
)
#: Behind a preposition these words before a drug's name say that it goes on: "on unchanged ...", "the usual ...".
_BEFORE_GOING_ON = words("unchanged unaltered uninterrupted continued ongoing continuing unmodified")
_HALVED = words("half halved reduced lower smaller lesser trimmed")
#: Words between a drug and what is said of it.
_LINKS = BE | words(
    "stay stays stayed staying remain remains remained remaining keep keeps kept leave left go goes went gone come "
    "comes get gets to be will must should shall can may now still currently therefore then thus has have had been "
    "do does did being needs need for : = - – ( , today tonight definitely completely altogether entirely simply "
    "just all therapy treatment dose doses tablets dosage drug medication permanently immediately again already "
    "becomes become turns falls drops at run runs continue continues"
)
_REACH = 7


_OF_A_STATE = cue(
    phrasing.DRUG_NOUNS | _BEFORE_GOING_ON | _HALVED | {"it", "off", "without", "candidate", "candidates"},
    kinds=(Kind.DRUG,),
    ids=("no", "not"),
)


def states(tokens: Line, clause: Clause, relations: Mapping[str, str]) -> Iterator[State]:
    """Every state of a drug that a clause tells without a verb of doing."""
    for i in tokens.places(_OF_A_STATE):
        if not clause.first <= i < clause.last:
            continue
        word = tokens.words[i]
        if tokens[i].kind is Kind.DRUG or word in phrasing.DRUG_NOUNS or word == "it":
            yield from _after(tokens, i, of_it=word == "it")
        if word in ("off", "without", "candidate", "candidates") or word in _BEFORE_GOING_ON or word in _HALVED:
            yield from _before(tokens, clause, i, word)
        if tokens[i].kind is Kind.DRUG and (barred := _barred(tokens, clause, i)) is not None:
            yield barred
        negated = tokens[i].kind is Kind.NEGATOR and tokens[i].id in ("no", "not")
        if negated and not (i and tokens[i - 1].id in _BARRING):
            yield from none_of_it(tokens, clause, i, relations)


_BARRING = ("avoid", "exclude", "wait")
_BARRED = words("any further more other additional all the her his another future later every subsequent")


def _barred(tokens: Line, clause: Clause, i: int) -> State | None:
    """As in "a peak of 800 rules out the drug": what a result bars; "bars no further" lets it be."""
    j = i - 1
    while j > clause.first and (tokens.words[j] in _BARRED or tokens[j].kind is Kind.NEGATOR):
        j -= 1
    before = tokens[max(clause.first, j - 3) : i] if j > clause.first else ()
    if not before or tokens[j].id not in _BARRING or tokens[j].kind is not Kind.VERB:
        return None
    told = tokens[j].form == "third" or (tokens[j].form == "base" and any(t.kind is Kind.MODAL for t in before))
    told = told or (tokens[j].form == "base" and any(t.kind is Kind.NEGATOR for t in before))
    dosed = tokens[j].id == "wait" and any(t.kind is Kind.NUMBER for t in tokens[i + 1 : i + 2])
    named_only = (qualified(tokens, i + 1, clause.last) and not dosed) or tokens.words[i + 1 : i + 2] == ("as",)
    denials = sum(t.kind is Kind.NEGATOR for t in before)
    if not told or named_only:
        return None
    if tokens[j].id == "wait":
        return State("restart" if denials % 2 else "hold", j, tokens[i].id)
    return State("stop", j, tokens[i].id, denials % 2 == 1)


def _after(tokens: Sequence[Token], i: int, *, of_it: bool) -> Iterator[State]:
    """The state said of the drug at `i`, behind it: "stays off", ": unchanged", "to be left alone"."""
    denied = _put(tokens, i)
    for j in range(i + 1, min(i + _REACH, len(tokens))):
        if (end := _run(tokens, j, _STOPPED)) is not None and _ends(tokens, j, end):
            if not of_it or tokens[j].text.lower() in _OF_IT:
                yield State("stop", j, drug_at(tokens, i), denied)
            return
        if _run(tokens, j, _BACK) is not None:
            yield State("restart", j, drug_at(tokens, i), denied)
            return
        if _run(tokens, j, _HELD) is not None:
            yield State("hold", j, drug_at(tokens, i), denied)
            return
        if not of_it and _run(tokens, j, _GOING_ON) is not None and _really_on(tokens, j):
            yield State("continue", j, drug_at(tokens, i), denied)
            return
        if tokens[j].kind is Kind.NUMBER and (tokens[j].high or 0.0) == 0.0 and _dose_zero(tokens, j):
            yield State("stop", j, drug_at(tokens, i))
            return
        if not _links(tokens[j]):
            return
        denied ^= tokens[j].kind is Kind.NEGATOR


def _put(tokens: Sequence[Token], i: int) -> bool:
    """As in "does not put it out of the question": whether a denial stands before the verb that puts it there."""
    before = tokens[max(0, i - 4) : i]
    return any(a.kind is Kind.NEGATOR and b.text.lower() in ("put", "rule", "take") for a, b in pairwise(before))


def _links(token: Token) -> bool:
    word = token.text.lower()
    amount = token.kind in (Kind.NUMBER, Kind.UNIT, Kind.FREQUENCY)
    return word in _LINKS or token.kind is Kind.NEGATOR or word.endswith("ly") or amount


#: Of "it" only these are said of a drug: a result too is "unchanged" or "over".
_OF_IT = words("off on")


def _really_on(tokens: Sequence[Token], j: int) -> bool:
    """Whether "alone" is left alone, and "on" or "the same" ends the clause: other uses say nothing of going on."""
    word = tokens[j].text.lower()
    if word == "alone":
        return bool({"left", "leave", "let", "leaving"} & {t.text.lower() for t in tokens[max(0, j - 4) : j]})
    if word not in ("on", "same", "the"):
        return True
    k = j + 1 + (word == "the")
    return k >= len(tokens) or (tokens[k].kind in (Kind.PUNCT, Kind.CONJ) and tokens[k].id != "-")


def _dose_zero(tokens: Sequence[Token], j: int) -> bool:
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    return after is None or after.kind is Kind.PUNCT or after.id in MG


def _run(tokens: Sequence[Token], j: int, phrases: Mapping[str, tuple[tuple[str, ...], ...]]) -> int | None:
    """The place behind the longest phrase that stands at `j`; tokens of several words count as their words."""
    first = tokens[j].text.lower()
    listed_here = phrases.get(first if first in phrases else first.split(" ", 1)[0])
    if listed_here is None:
        return None
    heard: list[str] = []
    end = None
    for k in range(j, min(j + 6, len(tokens))):
        heard += tokens[k].text.lower().split()
        if tuple(heard) in listed_here:
            end = k + 1
    return end


def _ends(tokens: Sequence[Token], j: int, end: int) -> bool:
    """Whether a short word such as "off" or "out" is the predicate, and does not begin a phrase of its own."""
    after = tokens[end] if end < len(tokens) else None
    if end - j > 1 or after is None or tokens[j].text.lower() not in _SHORT:
        return True
    return after.text.lower() in _AFTER_STOPPED or after.kind in (Kind.PUNCT, Kind.CONJ, Kind.DATE, Kind.PRONOUN)


_SHORT = words("off out over gone nil zero closed dead finished ended")
_AFTER_STOPPED = words(
    "for until till from today tonight now permanently indefinitely immediately completely altogether entirely and or "
    "with when here as forever since at this the in to again already temporarily while pending straight right"
)


def _before(tokens: Sequence[Token], clause: Clause, i: int, word: str) -> Iterator[State]:
    """The state that stands before its drug: "off it", "half the usual dose"."""
    j = i + 1 + (word.startswith("candidate") and tokens[i + 1 : i + 2] != () and tokens[i + 1].text.lower() == "for")
    while j < min(i + 5, clause.last) and tokens[j].text.lower() in _DETERMINERS:
        j += 1
    if j >= clause.last:
        return
    drug = tokens[j].kind is Kind.DRUG
    noun = tokens[j].text.lower() in phrasing.DRUG_NOUNS
    if word in ("off", "without"):
        behind = tokens[i - 1] if i > clause.first else None
        if behind is not None and behind.text.lower() in _FRACTIONS and (drug or noun):
            yield State("reduce", i, drug_at(tokens, j))
        elif drug and (behind is None or behind.kind is not Kind.VERB) and not qualified(tokens, j + 1, clause.last):
            yield State("stop", i, tokens[j].id, _negated(tokens, i))
    elif word.startswith("candidate"):
        if drug and j > i + 1:
            yield State("restart", i, tokens[j].id, any(t.kind is Kind.NEGATOR for t in tokens[max(0, i - 4) : i]))
    elif word in _BEFORE_GOING_ON and (drug or noun):
        yield State("continue", i, drug_at(tokens, j), _negated(tokens, i))
    elif word in _HALVED and noun and _given(tokens, clause, i):
        yield State("reduce", i, None)


def _negated(tokens: Sequence[Token], i: int) -> bool:
    return any(t.kind is Kind.NEGATOR for t in tokens[max(0, i - 2) : i])


_DETERMINERS = words("the her his their your my this that all of a an daily usual current")
_FRACTIONS = words("third quarter half bit little fifth tenth % percent fraction mg something")


def _given(tokens: Sequence[Token], clause: Clause, i: int) -> bool:
    """As in "on half dose", "it at a reduced dose"."""
    before = {t.text.lower() for t in tokens[max(clause.first, i - 3) : i]}
    return bool(before & {"at", "on", "to", ":", "with", "in"}) or any(
        t.kind is Kind.DRUG for t in tokens[max(clause.first, i - 2) : i]
    )
