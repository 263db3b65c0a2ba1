"""Every form of an English verb from its base."""

from __future__ import annotations

from service.safety.english.wordlist import words

IRREGULAR: dict[str, tuple[str, str]] = {
    # base: (past, past participle)
    "give": ("gave", "given"),
    "take": ("took", "taken"),
    "have": ("had", "had"),
    "get": ("got", "gotten"),
    "go": ("went", "gone"),
    "put": ("put", "put"),
    "bring": ("brought", "brought"),
    "come": ("came", "come"),
    "keep": ("kept", "kept"),
    "begin": ("began", "begun"),
    "hold": ("held", "held"),
    "withhold": ("withheld", "withheld"),
    "withdraw": ("withdrew", "withdrawn"),
    "cut": ("cut", "cut"),
    "quit": ("quit", "quit"),
    "draw": ("drew", "drawn"),
    "bend": ("bent", "bent"),
    "break": ("broke", "broken"),
    "forget": ("forgot", "forgotten"),
    "say": ("said", "said"),
    "set": ("set", "set"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "read": ("read", "read"),
    "write": ("wrote", "written"),
    "rewrite": ("rewrote", "rewritten"),
    "re-write": ("re-wrote", "re-written"),
    "tell": ("told", "told"),
    "ring": ("rang", "rung"),
    "rise": ("rose", "risen"),
    "fall": ("fell", "fallen"),
    "leave": ("left", "left"),
    "stick": ("stuck", "stuck"),
    "ride": ("rode", "ridden"),
    "see": ("saw", "seen"),
    "forbid": ("forbade", "forbidden"),
    "overlook": ("overlooked", "overlooked"),
    "override": ("overrode", "overridden"),
    "shrink": ("shrank", "shrunk"),
    "think": ("thought", "thought"),
    "speak": ("spoke", "spoken"),
    "seek": ("sought", "sought"),
    "be": ("was", "been"),
    "bind": ("bound", "bound"),
    "steer": ("steered", "steered"),
    "strike": ("struck", "struck"),
    "build": ("built", "built"),
    "split": ("split", "split"),
    "overstep": ("overstepped", "overstepped"),
    "swap": ("swapped", "swapped"),
    "stay": ("stayed", "stayed"),
    "lay": ("laid", "laid"),
    "retry": ("retried", "retried"),
    "try": ("tried", "tried"),
    "pay": ("paid", "paid"),
    "undo": ("undid", "undone"),
    "put_at": ("put_at", "put_at"),
}
#: Verbs whose last consonant doubles.
DOUBLING = words(
    "omit stop cut quit drop trim skip step bar ban begin forbid forget swap plan refer set put get run "
    "split retrial prefer recur bump_"
)


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
