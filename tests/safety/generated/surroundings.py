"""What stands around a claim and in it: sound company, layout, markup, characters that cannot be seen."""

from __future__ import annotations

import html
import json
import re

from tests.safety.generated.sample import Claim, Draw

#: Sound in any answer about the topic, with or without a patient.
SOUND = (
    "Contact the prescriber today.", "Look for viral hepatitis, alcohol and other hepatotoxic drugs.",
    "Record the reaction in the notes.", "Ask about jaundice, fatigue, nausea and vomiting.",
    "Obtain AST, ALT, ALP, GGT, bilirubin and clotting tests.", "This does not replace clinical judgement.",
    "Discuss alternatives with a specialist.", "Blood counts continue as before.", "Thank you for your question.",
    "Her vital signs are stable.", "The ultrasound scan was normal.", "Please see the leaflet for details.",
    "Hepatitis serology is pending.", "The next appointment is on 12 May 2025.",
    "She is 34 years old and works as a teacher.", "A gastroenterologist should be told.",
    "Liver injury can be caused by many drugs.", "The source is a review of drug-induced liver injury, page 180.",
    "Paracetamol should be kept to a minimum.", "Alcohol is best avoided.",
    "He lives with his wife and two children.", "The family has been informed.", "I hope this helps.",
    "Let me know if anything is unclear.",
)  # fmt: skip


def around(claim: Claim, draw: Draw) -> str:
    """Return the claim's text in drawn surroundings; what hides characters is kept for texts that must be caught."""
    text = claim.text
    layout = draw.weighted(_LAYOUTS)
    if not claim.structured and draw.chance(0.35):
        text = _inside(text, draw, hide=claim.unsafe, cut=layout == "alone")
    if claim.structured and layout not in _ROOMY:
        layout = "amid sentences"
    draw.form.append(f"layout: {layout}")
    return _laid_out(text, layout, draw, joint="\n\n" if claim.structured else " ")


def _inside(text: str, draw: Draw, *, hide: bool, cut: bool) -> str:
    if cut and draw.chance(0.1):
        draw.form.append("letters: no full stop")
        return text.rstrip(".")
    name, change = draw.pick((*_SEEN.items(), *(_HIDDEN.items() if hide else ())))
    changed = change(text, draw)
    if changed != text:
        draw.form.append(f"letters: {name}")
    return changed


def _split_number(mark: str) -> object:
    return lambda text, draw: re.sub(r"(\d)(\d)", rf"\1{mark}\2", text, count=1)


def _bold(text: str, draw: Draw) -> str:
    mark = draw.pick(("**", "_", "__"))
    return re.sub(r"(?<![\w,.])(\d+)(?![\w,.])", rf"{mark}\1{mark}", text, count=1)


def _bold_word(text: str, draw: Draw) -> str:
    words = text.split(" ")
    at = draw.pick(range(len(words)))
    if words[at].isalpha():
        words[at] = f"**{words[at]}**"
    return " ".join(words)


def _wide(text: str, draw: Draw) -> str:
    del draw
    return re.sub(r"\d", lambda m: chr(ord(m.group()) + 0xFEE0), text)


_SEEN = {
    "capitals": lambda text, draw: text if re.search(r"[µμ(]|\dg|\b(g|gm)\b", text) else text.upper(),
    "lower case": lambda text, draw: text.lower(),
    "no-break spaces": lambda text, draw: re.sub(r"(\d) ", "\\1\u00a0", text),
    "narrow no-break spaces": lambda text, draw: re.sub(r"(\d) ", "\\1\u202f", text),
    "double spaces": lambda text, draw: text.replace(" ", "  "),
    "bold figure": _bold,
    "bold word": _bold_word,
    "tags": lambda text, draw: f"<strong>{html.escape(text)}</strong>",
    "shouted": lambda text, draw: text.rstrip(".") + "!",
}  # fmt: skip
_HIDDEN = {
    "zero-width space in the figure": _split_number("\u200b"),
    "soft hyphen in the figure": _split_number("\u00ad"),
    "word joiner in the figure": _split_number("\u2060"),
    "tag in the figure": _split_number("<b></b>"),
    "bold mark in the figure": _split_number("**"),
    "comment in the figure": _split_number("<!-- -->"),
    "full-width digits": _wide,
    "entities": lambda text, draw: re.sub(r"\d", lambda m: f"&#{ord(m.group())};", text),
    "escaped entities": lambda text, draw: re.sub(r"\d", lambda m: f"&amp;#{ord(m.group())};", text),
    "Cyrillic letters": lambda text, draw: text.replace("a", "а").replace("o", "о"),
    "Cyrillic em": lambda text, draw: text.replace("mg", "мg"),
    "zero-width space in the name": lambda text, draw: re.sub(r"(?i)aza", "az\u200ba", text),
    "letter O for zero": lambda text, draw: re.sub(r"(\d)0", r"\1O", text),
    "Arabic-Indic digits": lambda text, draw: re.sub(r"\d", lambda m: chr(ord(m.group()) + 0x630), text),
    "bold digits": lambda text, draw: re.sub(r"\d", lambda m: chr(ord(m.group()) - 48 + 0x1D7CE), text),
}  # fmt: skip

_LAYOUTS = (
    (10, "alone"), (6, "amid sentences"), (2, "line of a list"), (2, "item of a list"), (1, "quoted object"),
    (1, "paragraph"), (1, "heading"), (2, "long answer"), (1, "long answer in a list"),
    (1, "wrapped lines"), (1, "letter"),
)  # fmt: skip
#: Layouts that leave a table or an object whole.
_ROOMY = ("alone", "amid sentences", "long answer", "letter")


def _laid_out(text: str, layout: str, draw: Draw, *, joint: str) -> str:
    before, after = draw.shuffled(SOUND, 2)
    if layout == "amid sentences":
        return draw.pick((f"{before}{joint}{text}", f"{text}{joint}{after}", f"{before}{joint}{text}{joint}{after}"))
    if layout in ("line of a list", "item of a list"):
        mark = draw.pick(("- ", "* ", "• ") if layout.startswith("line") else ("1. ", "2) ", "a) "))
        return f"{mark}{before}\n{mark}{text}\n{mark}{after}"
    if layout == "quoted object":
        return json.dumps({draw.pick(("text", "answer", "advice", "content")): text}, ensure_ascii=draw.chance(0.3))
    if layout == "paragraph":
        return f"<p>{before}</p><p>{text}</p>"
    if layout == "heading":
        return f"## Plan\n\n{text}\n\n## Notes\n\n{after}"
    if layout in ("long answer", "long answer in a list"):
        lines = draw.shuffled(SOUND, 12)
        lines.insert(draw.pick(range(len(lines))), text)
        joint = "\n- " if layout.endswith("list") else draw.pick((joint, "\n\n"))
        return ("- " if layout.endswith("list") else "") + joint.join(lines)
    if layout == "wrapped lines":
        words = text.split(" ")
        width = draw.pick((4, 6, 9))
        return "\n".join(" ".join(words[i : i + width]) for i in range(0, len(words), width))
    if layout == "letter":
        return f"Dear colleague,\n\n{text}\n\nWith best wishes"
    return text
