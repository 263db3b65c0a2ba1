"""Whether a statement sends the patient to be seen: today, or to hospital now."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.measures import WEEKDAYS
from service.safety.english.wordlist import words

_TODAY = words(
    "today tonight now immediately urgent urgently asap stat straightaway straight-away same-day promptly instantly "
    "at-once forthwith morning afternoon evening hour hours minutes emergency day"
)
_TODAY_PHRASES = ("same day", "at once", "straight away", "right away", "without delay", "this morning", "out of hours")
_SEEN = words(
    "seen see sees review reviewed reviews assess assessed assessment examine examined examination clinic hospital "
    "doctor doctors appointment attend attends come comes contact contacts ring rings call calls phone phones gp "
    "telephone specialist hepatology hepatologist gastroenterology gastroenterologist team unit ward slot visit admit "
    "admitted admission prescriber consultant registrar nurse helpline line evaluation evaluated referral refer "
    "referred report count counts bloods blood fbc cbc speak speaks bleep bleeped assessed medical advice surgery "
    "physician eyes"
)
_HOSPITAL = words(
    "hospital emergency emergencies ambulance casualty resus poison poisons crisis admit admitted admission admissions "
    "999 911 112 icu hdu itu paramedic paramedics er ed a&e ae"
)
_HOSPITAL_PHRASES = (
    "a & e",
    "acute take",
    "on call",
    "med reg",
    "acute medical",
    "blue light",
    "emergency department",
    "acute medicine",
)
_LATER = WEEKDAYS | words("tomorrow week weeks month months next")
_NOW = words("now today tonight immediately")


def seen_today(said: Sequence[str]) -> bool:
    """Whether the words have somebody see the patient, or hear of the case, on the same day."""
    heard = " ".join(said).split()
    text = " ".join(heard)
    soon = bool(_TODAY & set(heard)) or any(phrase in text for phrase in _TODAY_PHRASES)
    return to_hospital(said) or (soon and bool(_SEEN & set(heard)) and not _put_off(heard))


def to_hospital(said: Sequence[str]) -> bool:
    """Whether the words send the patient to hospital or call the emergency services."""
    heard = " ".join(said).split()
    text = " ".join(heard)
    return (bool(_HOSPITAL & set(heard)) or any(phrase in text for phrase in _HOSPITAL_PHRASES)) and not _put_off(heard)


_APPOINTED = words(
    "appt appointment appointments clinic slot review reviewed visit come seen see examined gp surgery bloods"
)


def put_off(said: Sequence[str]) -> bool:
    """Whether the words have the patient seen later: "clinic in two weeks", "routine appointment made"."""
    heard = set(" ".join(said).split())
    return bool(_APPOINTED & heard) and bool(heard & (_LATER | {"routine", "fortnight"}))


def _put_off(heard: Sequence[str]) -> bool:
    """As in "hospital on Monday, not now"."""
    denied = any(heard[i - 1] == "not" for i, word in enumerate(heard) if word in _NOW and i)
    return denied and bool(_LATER & set(heard))
