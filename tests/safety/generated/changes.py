"""Changes of a text that leave its meaning, or turn it round; none knows what the reader knows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction

from tests.safety.generated.figures import plain, spelled

Change = Callable[[str], str]
#: An amount on its own: not the end of a range, and not the rest of a figure that something cuts in two.
_MG = re.compile(r"(?<![^\s(])(?<!to )(?<!or )(?<!and )(\d{1,4})(?: |-)?mg\b(?!/)")
_DRUG = re.compile(r"\bazathioprine\b", re.IGNORECASE)


def _in_grams(text: str) -> str:
    return _MG.sub(lambda m: f"{plain(Fraction(int(m[1]), 1000))} g", text)


def _in_micrograms(text: str) -> str:
    return _MG.sub(lambda m: f"{int(m[1]) * 1000:,} micrograms", text)


def _in_words(text: str) -> str:
    return _MG.sub(lambda m: f"{spelled(int(m[1]))} milligrams", text)


def _in_tablets(text: str) -> str:
    def tablets(found: re.Match[str]) -> str:
        count = Fraction(int(found[1]), 25)
        return f"{count} tablets of 25 mg" if count.denominator == 1 and count > 1 else found[0]

    return re.sub(
        r"(?<![\d.,×/x*-])(\d{2,3}) mg(?= (?:of [a-z]+ )?(?:once )?(?:daily|a day|every day)\b)", tablets, text
    )


def _other_frequency(text: str) -> str:
    swaps = {"once daily": "q24h", "twice daily": "BID", "twice a day": "every 12 hours", "three times daily": "TID"}
    for usual, other in swaps.items():
        text = text.replace(usual, other)
    return re.sub(r"(?<=mg )daily\b", "every day", text)


def _passive(text: str) -> str:
    return re.sub(
        r"^(?:Give|Use|Take|Prescribe) ([^.;:,]+)\.", lambda m: f"{m[1][0].upper()}{m[1][1:]} should be given.", text
    )


def _invisible(text: str) -> str:
    return _DRUG.sub(lambda m: m[0][:3] + "\u00ad" + m[0][3:], re.sub(r"(\d)(\d)", "\\1\u200b\\2", text))


def _full_width(text: str) -> str:
    return re.sub(r"\d", lambda m: chr(ord(m[0]) + 0xFEE0), text)


def _one_line(text: str) -> bool:
    return "\n" not in text and not text.startswith(("{", "|"))


#: Changes that say the same; those of one line are left out for tables and lists.
SAME: dict[str, Change] = {
    "grams": _in_grams,
    "micrograms": _in_micrograms,
    "number words": _in_words,
    "tablets": _in_tablets,
    "frequency": _other_frequency,
    "brand": lambda text: _DRUG.sub("Imuran", text),
    "abbreviation": lambda text: _DRUG.sub("AZA", text),
    "voice": _passive,
    "invisible characters": _invisible,
    "full-width digits": _full_width,
    "entities": lambda text: re.sub(r"\d", lambda m: f"&#{ord(m[0])};", text),
    "bold name": lambda text: _DRUG.sub(lambda m: f"**{m[0]}**", text),
    "sentence before": lambda text: f"Contact the prescriber today.\n\n{text}",
    "sentence after": lambda text: f"{text}\n\nBlood counts continue as before.",
    "list": lambda text: f"- Contact the prescriber today.\n- {text}" if _one_line(text) else text,
    "table": lambda text: f"| Advice |\n|---|\n| {text} |" if _one_line(text) and "|" not in text else text,
    "paragraph": lambda text: f"<p>{text}</p>" if _one_line(text) and "<" not in text else text,
    "object": lambda text: json.dumps({"answer": text}, ensure_ascii=False) if _one_line(text) else text,
    "lines": lambda text: text.replace(" ", "\n", 3).replace("\n", " ", 2) if _one_line(text) else text,
}

_NOT = (
    (r"^(Give|Use|Take|Prescribe|Hold|Stop|Discontinue|Avoid|Check|Wait)\b", r"Do not \1"),
    (r"\b(should|must|can|may|could|would|ought to|is to)\b(?! not)", r"\1 not"),
    (r"\b(is|are)\b(?! not)", r"\1 not"),
)


def negated(text: str) -> str | None:
    """Return the text with one "not" put in, at the first place that takes one; None when there is no such place."""
    for pattern, replacement in _NOT:
        changed = re.sub(pattern, replacement, text, count=1)
        if changed != text:
            return changed[:7] + changed[7:8].lower() + changed[8:] if changed.startswith("Do not ") else changed
    return None
