"""Every form of the verbs in the lexicon, spelled out once at import."""

from __future__ import annotations

from service.safety.lexicon import DOUBLING, IRREGULAR, NOUNS, VERBS

#: (class, form): base, third, ing, past (also the participle) or noun.
VerbForm = tuple[str, str]


def forms(base: str) -> dict[str, str]:
    """Surface -> form of one verb: "stop" gives stop, stops, stopping, stopped."""
    stem = base + base[-1] if base in DOUBLING else base
    ends_e = base.endswith("e") and not base.endswith("ee")
    ends_y = base.endswith("y") and base[-2] not in "aeiou"
    past, participle = IRREGULAR.get(base, ("", ""))
    regular = base + "d" if base.endswith("e") else (base[:-1] + "ied" if ends_y else stem + "ed")
    third = (
        base[:-1] + "ies"
        if ends_y
        else (base + "es" if base.endswith(("s", "x", "ch", "sh", "z", "go", "do")) else base + "s")
    )
    ing = base[:-1] + "ing" if ends_e else stem + "ing"
    found = {base: "base", third: "third", ing: "ing"}
    for form in (past or regular, participle or regular):
        found.setdefault(form, "past")
    if base == "be":
        return {
            "be": "base",
            "is": "third",
            "are": "third",
            "being": "ing",
            "been": "past",
            "was": "past",
            "were": "past",
        }
    return found


def _all() -> dict[tuple[str, ...], VerbForm]:
    found: dict[tuple[str, ...], VerbForm] = {}
    for name, listed in VERBS.items():
        for phrase in listed.replace("|", " ").split():
            first, *rest = phrase.split("_")
            for surface, form in forms(first).items():
                found.setdefault((*(p for p in surface.split("-")), *rest), (name, form))
    for name, listed in NOUNS.items():
        for noun in listed.split():
            found.setdefault(tuple(noun.split("-")), (name, "noun"))
    return found


#: Pieces of a verb or verb phrase (hyphens dropped, lower case) -> class and form.
VERB_FORMS: dict[tuple[str, ...], VerbForm] = _all()
