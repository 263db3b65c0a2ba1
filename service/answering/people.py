"""Whom and what a word names that acts or tells: people by what they are to one another, and texts."""

from __future__ import annotations

from service.safety.text.tokens import Kind, Token

#: A group a line, each under its first word.
_PEOPLE = """
patient person people
clinician
doctor physician
specialist
pharmacist
nurse
prescriber
team
clinic
service
mother
recipient
"""
PATIENT, CLINICIAN, YOU = "patient", "clinician", "you"
#: What tells what is to be done, and does it not itself.
_SOURCES = "article label guideline source page text table protocol leaflet sheet monograph update summary".split()
_WHO = {f"{word}{s}": group.split()[0] for group in _PEOPLE.split("\n") for word in group.split() for s in ("", "s")}
_TEXTS = {f"{word}{s}": f"text:{word}" for word in _SOURCES for s in ("", "s")}


def named(token: Token) -> str:
    """Return whom a word names; empty for the rest."""
    word = token.text.lower().removesuffix("'s").removesuffix("\u2019s")
    if word == YOU:
        return YOU
    return (_WHO.get(word) or _TEXTS.get(word, "")) if token.kind is Kind.WORD else ""


def is_text(who: str) -> bool:
    """Return whether what a word names is a text, which tells of what is to be done."""
    return who in _TEXTS.values()
