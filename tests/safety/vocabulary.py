"""A small vocabulary written by hand, so that the reading tests do not hang on a topic's files."""

from __future__ import annotations

from corpus.model import Analyte, Drug, Sign, Vocabulary

SMALL = Vocabulary(
    drugs=(
        Drug(id="azathioprine", names=("azathioprine", "Imuran", "Imurel", "AZA", "硫唑嘌呤"), relation="governed"),
        Drug(id="mercaptopurine", names=("mercaptopurine", "6-MP"), relation="relative", equivalent_factor=2.08),
        Drug(id="allopurinol", names=("allopurinol",), relation="interacting"),
        Drug(id="mesalamine", names=("mesalamine", "mesalazine"), relation="other"),
    ),
    analytes=(
        Analyte(id="ALT", names=("ALT", "alanine aminotransferase"), unit="U/L"),
        Analyte(id="AST", names=("AST",), unit="U/L"),
        Analyte(id="bilirubin", names=("bilirubin", "bili"), unit="µmol/L"),
    ),
    symptoms=(Sign(id="jaundice", names=("jaundice",)), Sign(id="ruq-pain", names=("right upper quadrant pain",))),
    conditions=(Sign(id="pregnancy", names=("pregnant", "pregnancy")),),
    units={"U/L": ("IU/L", "units/L"), "µkat/L": ("ukat/L",), "mg/dL": (), "µmol/L": ("umol/L",)},
    panels={"LFTs": ("ALT", "AST", "bilirubin"), "liver tests": ("ALT", "AST", "bilirubin")},
)
