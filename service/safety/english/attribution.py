"""Closed lists of English that tell whose words or whose case a sentence tells: a source's, a study's, another's."""

from __future__ import annotations

from service.safety.english.wordlist import words

#: Who speaks in an attributed sentence. "Experts", "guidelines" and "many centres" in general are no issuer.
ISSUERS = words(
    "label labelling labeling monograph compendium protocol leaflet text texts page pages article "
    "information update sheet summary table summary carrier mirror prospectus product pathology "
    "consensus abstract alert criteria scale chapter service society college agency guideline authority "
    "university hospitals institute network foundation unit report paper"
)
DESCRIBING = words(
    "describes described describe states stated state reports reported report lists listed list gives "
    "gave gives mentions mentioned notes noted reads read quotes quoted cites cited attributes "
    "attributed warns warned puts put recorded kept accepts uses used left reduced withdrew "
    "interrupts refused stops stopped restarted raised tested disagree disagrees differ differs "
    "contradicts counts counted sets goes extends runs"
)
RECOMMENDING = words(
    "advises advised advise recommends recommended recommend suggests suggested suggest asks ask "
    "asked calls call called allows allow allowed prefers preferred says"
)
STUDY = words(
    "trial trials study studies cohort cohorts series randomised randomized arm arms meta-analysis "
    "placebo participants subjects investigators enrolled case-series registry retrospective "
    "prospective publication reports abstract"
)
OTHER_PEOPLE = words(
    "mother father brother sister wife husband friend neighbour neighbor colleague uncle aunt cousin "
    "son daughter partner grandmother grandfather twin roommate"
)
OTHER_PEOPLE_PHRASES = (
    ("another", "patient"),
    ("other", "patients"),
    ("other", "patient"),
    ("someone", "else"),
    ("somebody", "else"),
)
ECHO = (
    *((verb, what) for verb in ("asked", "wondered", "enquired", "inquired") for what in ("about", "whether", "if")),
    ("question", "mentions"),
    ("question", "says"),
    ("question", "states"),
    ("question", "gives"),
    ("question", "asks"),
    ("question", "was", "whether"),
    ("question", "is", "whether"),
    ("question", "about"),
    ("question", "whether"),
    ("asked", "whether"),
    ("asks", "whether"),
    ("question", "proposes"),
    ("you", "asked"),
    ("you", "ask"),
    ("you", "mention"),
    ("you", "mentioned"),
    ("you", "wrote"),
    ("you", "propose"),
    ("you", "quoted"),
    ("your", "question"),
    ("question", "quotes"),
)
ELSEWHERE = (
    ("other", "diseases"),
    ("other", "indications"),
    ("other", "conditions"),
    ("another", "population"),
    ("another", "indication"),
    ("general", "dosing"),
    ("general", "use"),
    ("kidney", "transplant"),
    ("kidney", "transplantation"),
    ("renal", "transplant"),
    ("renal", "transplantation"),
    ("not", "after", "liver", "injury"),
    ("not", "apply", "after"),
    ("not", "apply", "here"),
    ("outside", "this", "guideline"),
    ("outside", "this", "topic"),
)
