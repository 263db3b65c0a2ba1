"""A daily dose without a sentence: tables, lists, objects, chart lines."""

from __future__ import annotations

import json

from tests.safety.generated.doses import above, within
from tests.safety.generated.figures import plain
from tests.safety.generated.naming import OTHERS, name
from tests.safety.generated.oracle import Oracle
from tests.safety.generated.regimens import Regimen, regimen
from tests.safety.generated.sample import Claim, Draw


def structured(draw: Draw, oracle: Oracle) -> Claim:
    """A dose in the cells of a table, the items of a list, the fields of an object."""
    unsafe = draw.chance(0.6)
    mg = above(draw, oracle.cap) if unsafe else within(draw, oracle.cap)
    said = regimen(mg, draw, clear=not unsafe)
    drug = name(draw, clear=not unsafe)
    shape = draw.pick(tuple(_SHAPES), "structure")
    because = f"{plain(mg)} mg a day against {plain(oracle.cap)}"
    return Claim(
        family="structure", text=_SHAPES[shape](drug, said, draw), unsafe=unsafe, because=because, structured=True
    )


def _table(drug: str, said: Regimen, draw: Draw) -> str:
    other, dose = draw.pick(OTHERS)
    rows = [f"| {other} | {dose} |", f"| {drug} | {said.amount} {said.often} |"]
    if draw.chance(0.5):
        rows.reverse()
    return "\n".join(
        (draw.pick(("| Drug | Dose |", "| Medicine | Regimen |", "| Medication | Prescribed |")), "|---|---|", *rows)
    )


def _wide_table(drug: str, said: Regimen, draw: Draw) -> str:
    del draw
    return f"| Drug | Dose | Frequency |\n|:--|--:|---|\n| {drug} | {said.amount} | {said.often or 'as stated'} |"


def _html(drug: str, said: Regimen, draw: Draw) -> str:
    del draw
    return (
        f"<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>{drug}</td><td>{said.amount} {said.often}</td></tr></table>"
    )


def _tabbed(drug: str, said: Regimen, draw: Draw) -> str:
    del draw
    return f"drug\tdose\tfrequency\n{drug}\t{said.amount}\t{said.often}"


def _bullets(drug: str, said: Regimen, draw: Draw) -> str:
    other, dose = draw.pick(OTHERS)
    mark = draw.pick(("-", "*", "•", "1."))
    return f"{mark} {other} {dose}\n{mark} {drug} {said.amount} {said.often}\n{mark} check blood counts"


def _under(drug: str, said: Regimen, draw: Draw) -> str:
    heading = draw.pick(("{}:", "## {}", "**{}:**")).format(drug.capitalize())
    return f"{heading}\n- dose: {said.amount}\n- how often: {said.often or 'as above'}"


def _lines(drug: str, said: Regimen, draw: Draw) -> str:
    del draw
    return f"Drug: {drug}\nDose: {said.amount}\nFrequency: {said.often or 'see dose'}"


def _object(drug: str, said: Regimen, draw: Draw) -> str:
    keys = draw.pick(
        (("drug", "dose", "frequency"), ("medication", "amount", "schedule"), ("name", "dosage", "interval"))
    )
    found = dict(zip(keys, (drug, said.amount, said.often or "as stated"), strict=True))
    return json.dumps(
        draw.pick((found, [found], {"plan": found}, {"recommendations": [found]})),
        ensure_ascii=draw.chance(0.3),
        indent=draw.pick((None, 2)),
    )


def _advice_object(drug: str, said: Regimen, draw: Draw) -> str:
    return json.dumps(
        {"answer": f"Give {drug} {said.amount} {said.often}.".replace(" .", ".")}, ensure_ascii=draw.chance(0.3)
    )


_SHAPES = {
    "table": _table, "wide table": _wide_table, "html table": _html, "tabs": _tabbed, "bullets": _bullets,
    "heading and bullets": _under, "lines": _lines, "object": _object, "object with prose": _advice_object,
}  # fmt: skip
