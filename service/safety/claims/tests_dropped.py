"""Whether a text lets go of the tests that it names: skipped, not needed, "as you like", only for the ill."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.evaluations import Want
from service.safety.grammar.test_words import DROPPING, is_testing, names_test
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind


class LettingGo:
    """Reads in the clauses of a statement whether tests are denied or dropped."""

    def __init__(self, tokens: Line, cut: Sequence[Clause]) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._cut = cut

    def denied(self, clause: Clause, place: int) -> bool:
        """Whether a test is denied: "never leave out the tests" and "no excuse from the tests" ask for it."""
        letting_go = sum(self._lets_go(i) for i in self._tokens.places(_LETTING_GO) if clause.first <= i < place)
        return denied_at(clause, self._tokens, place) != bool(letting_go % 2)

    def _lets_go(self, i: int) -> bool:
        """A word that takes the tests behind it away, and is no denial by itself."""
        word, token = self._words[i], self._tokens[i]
        if word in _EXCUSING:
            return "from" in self._words[i + 1 : i + 5]
        if word in ("wait", "waiting", "waits"):
            return self._words[i + 1 : i + 2] in (("for",), ("until",))
        dropped = word in DROPPING or word.startswith(("leave out", "leaving out"))
        return dropped or (token.kind is Kind.VERB and token.id == "ignore")

    def is_dropped(self, place: int, clause: Clause) -> bool:
        """Whether the tests named at `place` are not to be done."""
        own = self._tokens.part(clause.first, clause.last)
        drops = (clause.first + i for i in own.places(_TAKING_AWAY))
        if any(self._drops(i) and not denied_at(clause, self._tokens, i) for i in drops):
            return True
        if any(e.want is Want.LAXER and not denied_at(clause, self._tokens, e.first) for e in clause.judged):
            return True
        at_will = own.cues & _OPTIONAL and any(_phrase(own.words, p) for p in _AT_WILL)
        if at_will or self._whenever(clause):
            return not self.denied(clause, place)
        if self._only_when_ill(place) or self._let_go_after(clause):
            return True
        if any(e.want in (Want.STRICTER, Want.MORE) for e in clause.judged):
            return False  # "Weekly tests are too few."
        return self.denied(clause, place) and self._denies_tests(place, clause)

    def _whenever(self, clause: Clause) -> bool:
        """As in "tests whenever she comes by"; "whenever the dose is changed" asks for more of them."""
        if self._words[clause.last : clause.last + 1] != ("whenever",):
            return False
        after = next((c for c in self._cut if c.first == clause.last), None)
        told = range(clause.last, after.last if after else clause.last)
        return not any(
            self._words[i] in _CHANGING or (self._tokens[i].kind is Kind.VERB and self._tokens[i].id in _MOVING)
            for i in told
        )

    def _let_go_after(self, clause: Clause) -> bool:
        """As in "weekly tests are a habit and can be dropped": the next clause has no subject of its own."""
        after = next((c for c in self._cut if c.first == clause.last), None)
        if after is None or self._tokens[after.first].id not in ("and", "so", ","):
            return False
        own = self._tokens[after.first : after.last]
        other = names_test(own) or any(t.kind in (Kind.DRUG, Kind.NUMBER, Kind.UNIT) for t in own)
        return not other and any(
            self._words[i] in DROPPING and not denied_at(after, self._tokens, i) for i in range(after.first, after.last)
        )

    def _drops(self, i: int) -> bool:
        """A word of dropping with the tests as its object, or its subject."""
        token = self._tokens[i]
        word = self._words[i]
        if word in DROPPING:
            return True
        if word in ("dispense", "dispensed", "dispensing", "do", "done") and self._words[i + 1 : i + 2] in (
            ("with",),
            ("without",),
            ("away",),
        ):
            return True
        if token.kind is not Kind.VERB or token.id not in ("stop", "hold") or self._words[i - 1] == "on":
            return False
        before, after = self._tokens[max(0, i - 6) : i], self._tokens[i + 1 : i + 4]
        if token.form == "past":
            return names_test(before) and not any(t.kind is Kind.DRUG for t in before)
        return token.form in ("base", "ing") and names_test(after) and not any(t.kind is Kind.DRUG for t in after)

    def _only_when_ill(self, place: int) -> bool:
        """As in "bloods only if she feels unwell"."""
        for j in range(place, min(place + 8, len(self._tokens))):
            if self._tokens[j].kind is Kind.CONJ and self._tokens[j].id in ("only", "if", "when"):
                after = self._tokens[j : j + 8]
                ill = any(t.kind is Kind.SYMPTOM or t.text.lower() in _ILL for t in after)
                return ill and (self._tokens[j].id == "only" or "only" in self._words[max(0, j - 3) : j + 2])
        return False

    def _denies_tests(self, place: int, clause: Clause) -> bool:
        """Whether it is the testing that is denied, and not a result or a plan that lacks tests."""
        token = self._tokens[place]
        if clause.link in ("if", "when", "until", "before", "unless", "because", "despite", "while"):
            return False
        said = set(self._words[clause.first : clause.last])
        if clause.link in ("without", "instead"):
            before = self._words[clause.first - 1] if clause.first else ""
            return before in ("do", "manage", "go", "") or (
                clause.link == "instead" and not self._tested_elsewhere(clause)
            )
        often = any(t.kind is Kind.FREQUENCY for t in self._tokens[clause.first : clause.last])
        listed = clause.turned and token.kind is Kind.PANEL and clause.last - clause.first <= _ITEM and not often
        if said & _NEEDED or (
            listed and not any(t.kind is Kind.VERB for t in self._tokens[clause.first : clause.last])
        ):
            return True
        if any(t.kind is Kind.QUALITY for t in self._tokens[clause.first : clause.last]):
            return False
        if is_testing(token) and token.form not in ("noun", "ing"):
            return True
        return any(d < place and place - d <= 4 and self._words[d] in _DETERMINERS for d in clause.denials)

    def _tested_elsewhere(self, clause: Clause) -> bool:
        return any(names_test((t,)) for i, t in enumerate(self._tokens) if not clause.first <= i < clause.last)


_EXCUSING = words(
    "excuse excuses excused excusing exempt exempts exempted exempting release releases released absolve absolves "
    "absolved free frees freed relieve relieves relieved"
)
#: So many words an item under a heading may have ("Not needed: ...").
_ITEM = 9
_NEEDED = words(
    "need needs needed necessary required require requires bother bothered call point worth due order ordered "
    "indicated want wanted warranted called use purpose value reason insist have has"
)
_DETERMINERS = words("no without none neither")
_ILL = words(
    "unwell ill sick poorly symptomatic symptoms symptom feels feel off indicated concerned concern worried "
    "clinically trouble problems complains complaint needed requested asks wants"
)
_AT_WILL = tuple(
    tuple(p.split())
    for p in (
        "as you like; as you please; as you wish; as she likes; as he likes; whenever; at some point; as and "
        "when; when convenient; if time permits; at their convenience; at her convenience; at his convenience; "
        "at your convenience; ad hoc; ad lib; prn; as required; as needed; if needed; if required; when needed; "
        "as few; fit around; fitted around; "
        "at will; at leisure; at your leisure; when possible; when you can; when they can; according to "
        "preference; patient's preference; optional; if convenient; every so often; now and then; from time to "
        "time; once in a while; occasionally; opportunistically; sporadically"
    ).split("; ")
)  # fmt: skip
_CHANGING = words("change changes changed changing adjust adjusts adjusted alters altered")
_MOVING = frozenset(("raise", "reduce", "restart", "start"))
_OPTIONAL = cue(max(phrase, key=len) for phrase in _AT_WILL)
_LETTING_GO = cue(_EXCUSING | DROPPING | {"wait", "waiting", "waits", "leave", "leaving"}, ids=("ignore",))
_TAKING_AWAY = cue(DROPPING | {"dispense", "dispensed", "dispensing", "do", "done"}, ids=("stop", "hold"))


def _phrase(said: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(said[k : k + size] == phrase for k in range(len(said) - size + 1))
