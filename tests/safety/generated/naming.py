"""What the drugs of the first topic are called, and where a name stands beside its dose."""

from __future__ import annotations

from tests.safety.generated.regimens import Regimen
from tests.safety.generated.sample import Draw

GOVERNED = (
    "azathioprine", "azathioprine", "azathioprine", "azathioprine", "Azathioprine", "Imuran", "AZA", "Azasan",
    "Imurel",
)  # fmt: skip
MISSPELT = ("azathioprin", "azathiopirne", "azathoprine", "azathiaprine", "azathioprene", "azathiprine", "Immuran")
RELATIVE = ("mercaptopurine", "6-MP", "6-mercaptopurine", "Purinethol")
UNFACTORED = ("tioguanine", "thioguanine", "6-thioguanine")
FIXES = ("allopurinol", "febuxostat", "Zyloric", "Adenuric")
#: Other drugs with a usual dose: none of them interacts with what the topic is about.
OTHERS = (
    ("prednisolone", "40 mg daily"), ("metformin", "500 mg twice daily"), ("paracetamol", "1 g four times a day"),
    ("hydroxychloroquine", "200 mg twice a day"), ("ursodiol", "300 mg three times daily"),
    ("omeprazole", "20 mg once daily"), ("levothyroxine", "100 micrograms daily"), ("amlodipine", "5 mg daily"),
    ("gabapentin", "300 mg three times a day"), ("metoprolol", "200 mg daily"), ("folic acid", "5 mg once a week"),
    ("amoxicillin", "500 mg three times daily"), ("ibuprofen", "400 mg three times a day"),
    ("sertraline", "200 mg daily"), ("vitamin D", "1,000 units daily"), ("budesonide", "9 mg every morning"),
    ("naproxen", "500 mg twice daily"), ("ciprofloxacin", "500 mg twice daily"),
)  # fmt: skip


def name(draw: Draw, *, clear: bool) -> str:
    """Return a name of the governed drug; misspelt now and then where the text is not meant to be clear."""
    if not clear and draw.chance(0.08):
        return draw.pick(MISSPELT, "name")
    return draw.pick(GOVERNED)


def placed(said: Regimen, drug: str, draw: Draw) -> str:
    """Return drug and regimen as one noun phrase."""
    amount, often = said.amount, said.often
    shapes = [
        "{drug} {amount} {often}",
        "{drug} {amount} {often}",
        "{drug} at {amount} {often}",
        "{drug} ({amount} {often})",
    ]
    if not said.drug_first:
        shapes += ["{amount} of {drug} {often}", "{amount} of {drug} {often}"]
    text = draw.pick(shapes).format(drug=drug, amount=amount, often=often)
    return text.replace(" )", ")").replace(" /d", "/d").strip()


def sentence(text: str) -> str:
    """Return the text with a capital and a full stop."""
    text = text.strip()
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!" else text + "."
