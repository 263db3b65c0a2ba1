"""Units as they are written after a figure: masses, per weight, per volume, tablets and the laboratory's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import regex

from service.safety.english.measures import MASS, ONLY_AFTER_NUMBER, OTHER_UNITS
from service.safety.text.tokens import Kind, Raw, Token

_MASS_SIGN = r"(?P<mass>milligrammes?|milligrams?|mgs?|micrograms?|mcg|µg|ug|grams?|g|ng)"
_PER_WEIGHT = regex.compile(
    _MASS_SIGN + r"(?:\s?(?:/|per|a)\s?(?:d|day)(?=\s?/))?\s?(?:/|per\b|\ba\b|for (?:each|every))\s?"
    r"(?P<per>kilo(?:gram(?:me)?)?s?|kg|m2|m\^2|lb|pound)\b(?:\s?(?:of\s)?(?:body\s?-?weight|bodyweight|bw)\b)?",
    regex.IGNORECASE,
)
_INVERSE = regex.compile(r"(?P<mass>mg|µg|g)[ .·×]?kg\s?\^?-1(?:[ .·×]?d(?:ay)?\s?\^?-1)?\b", regex.IGNORECASE)
_PER_VOLUME = regex.compile(
    r"(?P<mass>mg|µg|mcg|g)\s?(?:/|per)\s?(?P<volume>ml|millilitre|milliliter|cc)\b(?!\s?/)", regex.IGNORECASE
)
_PER_TABLET = regex.compile(
    r"(?P<mass>mg|µg|mcg|g)\s?(?:/|per)\s?(?:tab(?:let)?|pill|cap(?:sule)?)s?\b", regex.IGNORECASE
)
_LABORATORY = regex.compile(
    r"(?:[x×]\s?)?10\s?\^?\s?\d{1,2}\s?/\s?(?:l|µl|ul|ml)\b"
    r"|(?:[munpµ]?(?:g|mol|eq|kat|iu|u|osm)|cells|copies|pmol|nmol|mmol|units?|u|iu)\s?/\s?"
    r"(?:d?l|ml|µl|ul|kg|mg|g|h|hr|min|mmol|mol|8x10\^8|10\^\d+|ml rbc|g hb|gl|cl|mm3)\b"
    r"(?:\s?(?:rbcs?|hb|h|hour|min))?",
    regex.IGNORECASE,
)


_GENERIC_STARTS = frozenset(
    f"{prefix}{stem}"
    for prefix in ("", "m", "u", "n", "p", "µ")
    for stem in ("g", "mol", "eq", "kat", "iu", "u", "osm")
) | {"cells", "copies", "units", "unit", "iu", "per", "×", "°"}


class UnitReader:
    """Recognises units; the laboratory units and their spellings come from the vocabulary."""

    def __init__(self, laboratory: Mapping[str, Sequence[str]]) -> None:
        self._canonical: dict[str, str] = {}
        for name, spellings in laboratory.items():
            for spelling in (name, *spellings):
                self._canonical.setdefault(_key(spelling), name)
        written = {s.lower() for name, spellings in laboratory.items() for s in (name, *spellings)}
        ordered = sorted(written | set(self._canonical), key=len, reverse=True)
        #: The spellings by the letter that they begin with.
        heads = {s[0]: s[0].casefold() for s in ordered}
        self._named = {head: _any_of(s for s in ordered if heads[s[0]] == fold) for head, fold in heads.items()}
        plain = frozenset(MASS) | frozenset(OTHER_UNITS) | _GENERIC_STARTS
        self.starts = plain | {r.lower for spelling in ordered for r in self._first(spelling)}

    @staticmethod
    def _first(spelling: str) -> tuple[Raw, ...]:
        """The first raw piece of a spelling, cut as the lexer cuts."""
        letters = regex.match(r"\p{L}+|\d+|.", spelling)
        body = letters.group() if letters else spelling
        return (Raw(body, body.lower(), 0, len(body), "w"),)

    def __call__(self, text: str, raw: Sequence[Raw], i: int, before: Token | None) -> tuple[str, int] | None:
        """Canonical unit at `raw[i]` and the index after it, or None.

        A unit outside the vocabulary that is per volume or per time has the id "lab:" and its spelling, so that it is
        never taken for a dose.
        """
        piece = raw[i]
        after_number = before is not None and (before.kind is Kind.NUMBER or before.text in ("-", "(", "^", "["))
        for pattern, name in ((_PER_WEIGHT, "/kg"), (_INVERSE, "/kg"), (_PER_VOLUME, "/mL"), (_PER_TABLET, "")):
            match = pattern.match(text, piece.start) if piece.lower[0] in "mgµun" else None
            if match is not None and (after_number or len(match["mass"]) > 1):
                mass = MASS[match["mass"].lower()]
                per = match.groupdict().get("per", "kg") or "kg"
                suffix = name if name != "/kg" or per.lower().startswith("k") else "/" + per.lower().replace("^", "")
                return mass + suffix, _index(raw, i, match.end())
        named = self._named.get(piece.lower[0])
        if named is not None and (after_number or len(piece.text) > 1 or _slash(raw, i)):
            match = named.match(text, piece.start)
            if match is not None and (after_number or not match.group().isalpha()):
                return self._canonical[_key(match.group())], _index(raw, i, match.end())
        match = _LABORATORY.match(text, piece.start) if after_number or piece.lower == "×" or _slash(raw, i) else None
        if match is not None:
            key = _key(match.group())
            return self._canonical.get(key, "lab:" + key), _index(raw, i, match.end())
        return self._plain(raw, i, after_number)

    def _plain(self, raw: Sequence[Raw], i: int, after_number: bool) -> tuple[str, int] | None:
        word = raw[i].lower
        if word == "per" and i + 1 < len(raw) and raw[i + 1].lower == "cent":
            return "%", i + 2
        if word == "°" and i + 1 < len(raw) and raw[i + 1].lower in ("c", "f"):
            return "measure", i + 2
        name = MASS.get(word) or OTHER_UNITS.get(word)
        if name is None or (word in ONLY_AFTER_NUMBER and not after_number):
            return None
        return name, i + 1


def _any_of(spellings: Iterable[str]) -> regex.Pattern[str]:
    """A pattern of spellings, the first that fits: blanks may be missing, and stand around a slash."""
    spelled = "|".join(
        regex.escape(s).replace(r"\ ", " ").replace(" ", r"\s?").replace("/", r"\s?/\s?") for s in spellings
    )
    return regex.compile(f"(?:{spelled})(?![\\p{{L}}\\d/^])", regex.IGNORECASE)


def _slash(raw: Sequence[Raw], i: int) -> bool:
    return i + 1 < len(raw) and raw[i + 1].text == "/"


def _key(spelling: str) -> str:
    return spelling.lower().replace("μ", "µ").replace(" ", "").replace("x10", "×10")


def _index(raw: Sequence[Raw], i: int, end: int) -> int:
    while i < len(raw) and raw[i].start < end:
        i += 1
    return i
