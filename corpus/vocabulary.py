"""The reader of vocabulary.yaml: drugs, analytes, symptoms, conditions and how all of them are written."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping

from corpus.build import Maker, build, fields, refuse, suggestion
from corpus.model import Analyte, Drug, Interval, Sign, Vocabulary
from corpus.patterns import check_terms
from corpus.yaml_lines import Fields, Node, at, items_of, load

_LISTS: Mapping[str, type[Drug | Analyte | Sign]] = {
    "drugs": Drug,
    "analytes": Analyte,
    "symptoms": Sign,
    "conditions": Sign,
}

#: The unit of a ratio; it needs no spelling.
UNITLESS = ""

#: The spelling of an id: a word or a short name as readers see it, without YAML's or the condition language's signs.
_ID = re.compile(r"[^\s*,:{}\[\]](?:[^*,:{}\[\]]*[^\s*,:{}\[\]])?")

#: A name is a few words.
MAX_NAME = 100
_PIECE = re.compile(r"\d+|[^\W\d_]+|[^\w\s-]")
#: A word of so many letters or fewer is no plural: an abbreviation ends in s as it likes.
_SHORTEST_PLURAL = 3


def read_vocabulary(text: str, label: str) -> Vocabulary:
    """Read and check vocabulary.yaml.

    Raises:
        TopicError: an unknown key, an id or a name that stands for two things, a unit that is not spelled in `units`,
            a factor or an interval that cannot be, or not exactly one governed drug.
    """
    keys = [f.name for f in dataclasses.fields(Vocabulary)]
    node = fields(load(text, file=label), "vocabulary.yaml", required=list(_LISTS), allowed=keys)
    vocabulary = build(
        Vocabulary, node, "vocabulary.yaml", makers={key: _maker(key, cls) for key, cls in _LISTS.items()}
    )
    _check_ids(node, vocabulary)
    for key, entries in (("drugs", vocabulary.drugs), ("analytes", vocabulary.analytes)):
        _check_names(node.entries[key], entries)
    _check_governed(node.entries["drugs"], vocabulary.drugs)
    for item, drug in zip(items_of(node.entries["drugs"]), vocabulary.drugs, strict=True):
        _check_drug(item, drug, vocabulary)
    for item, analyte in zip(items_of(node.entries["analytes"]), vocabulary.analytes, strict=True):
        _check_analyte(item, analyte, vocabulary)
    for key, signs in (("symptoms", vocabulary.symptoms), ("conditions", vocabulary.conditions)):
        for item, sign in zip(items_of(node.entries[key]), signs, strict=True):
            check_terms(at(item, "terms"), sign.terms)
            if sign.measured_as is not None:
                _check_known(at(item, "measured_as"), "analyte", sign.measured_as, (a.id for a in vocabulary.analytes))
            if sign.below_years is not None and (key != "conditions" or sign.below_years <= 0):
                refuse(
                    at(item, "below_years"), "'below_years' is an age above 0 and stands in an entry of 'conditions'"
                )
    _check_unit_names(at(node, "units"), vocabulary)
    _check_panels(node, vocabulary)
    return vocabulary


def _maker(key: str, cls: type[Drug | Analyte | Sign]) -> Maker:
    def make(node: Node) -> object:
        what = f"an entry of '{key}'"
        return tuple(build(cls, item, what) for item in items_of(node))

    return make


def _check_ids(node: Fields, vocabulary: Vocabulary) -> None:
    seen: set[str] = set()
    for key in _LISTS:
        entries: tuple[Drug | Analyte | Sign, ...] = getattr(vocabulary, key)
        groups = {group for entry in entries for group in entry.groups}
        for item, entry in zip(items_of(node.entries[key]), entries, strict=True):
            place = at(item, "id")
            if not _ID.fullmatch(entry.id):
                raise refuse(place, f"'{entry.id}' is no id: write a word or a short name without * , : and brackets")
            if entry.id in seen:
                raise refuse(place, f"the id '{entry.id}' stands twice in the vocabulary: rename one")
            if entry.id in groups and entry.id not in entry.groups:
                raise refuse(place, f"'{entry.id}' is also a group that it does not belong to: add it, or rename one")
            if not entry.names:
                raise refuse(at(item, "names"), f"'{entry.id}' has no names: list at least how readers call it")
            seen.add(entry.id)


def _check_names(node: Node, entries: Iterable[Drug | Analyte]) -> None:
    """Refuse one name for two entries, compared as texts are read: letter case, hyphens and a plural s do not tell."""
    owners: dict[tuple[str, ...], str] = {}
    for item, entry in zip(items_of(node), entries, strict=True):
        places = ((at(item, "id"), entry.id), *zip(items_of(at(item, "names")), entry.names, strict=True))
        for place, name in places:
            if len(name) > MAX_NAME:
                raise refuse(place, f"a name of more than {MAX_NAME} characters: give what readers write")
            owner = owners.setdefault(_as_read(name), entry.id)
            if owner != entry.id:
                raise refuse(place, f"'{name}' names both '{owner}' and '{entry.id}': remove it from one")


def _as_read(name: str) -> tuple[str, ...]:
    """A name as the pieces that texts are cut into, without hyphens and without the s that a reader may add."""
    pieces = _PIECE.findall(unicodedata.normalize("NFKC", name).casefold())
    last = pieces[-1] if pieces else ""
    return (*pieces[:-1], last.removesuffix("s") if len(last) > _SHORTEST_PLURAL else last)


def _check_governed(node: Node, drugs: tuple[Drug, ...]) -> None:
    governed = [drug.id for drug in drugs if drug.relation == "governed"]
    if len(governed) != 1:
        found = " and ".join(governed) or "none"
        raise refuse(node, f"exactly one drug has relation: governed, the one the rules are about; here it is {found}")


def _check_drug(node: Node, drug: Drug, vocabulary: Vocabulary) -> None:
    if drug.equivalent_factor is not None and drug.equivalent_factor <= 0:
        raise refuse(at(node, "equivalent_factor"), "'equivalent_factor' must be above 0")
    _check_interval(at(node, "plausible_mg_per_day"), drug.plausible_mg_per_day)
    if drug.overdose is not None:
        place = at(node, "overdose")
        if drug.overdose.above_mg_per_day <= 0:
            raise refuse(at(place, "above_mg_per_day"), "'above_mg_per_day' must be above 0")
        _check_known(at(place, "sign"), "symptom", drug.overdose.sign, (s.id for s in vocabulary.symptoms))


def _check_known(node: Node, kind: str, name: str, known: Iterable[str]) -> None:
    ids = tuple(known)
    if name not in ids:
        raise refuse(node, f"there is no {kind} '{name}': {suggestion(name, ids)}")


def _check_analyte(node: Node, analyte: Analyte, vocabulary: Vocabulary) -> None:
    units = at(node, "units")
    spelled = {*vocabulary.units, UNITLESS}
    if analyte.unit not in spelled:
        known = suggestion(analyte.unit, vocabulary.units)
        raise refuse(at(node, "unit"), f"the unit '{analyte.unit}' is not spelled under units: {known}")
    for unit, factor in analyte.units.items():
        if unit not in spelled:
            known = suggestion(unit, vocabulary.units)
            raise refuse(at(units, unit), f"the unit '{unit}' is not spelled under units: {known}")
        if factor <= 0 or (unit == analyte.unit and factor != 1):
            raise refuse(at(units, unit), f"the factor of '{unit}' must be above 0, and 1 for the analyte's own unit")
    for unit, precision in analyte.precision.items():
        place = at(node, "precision", unit)
        if unit != analyte.unit and unit not in analyte.units:
            raise refuse(place, f"'{unit}' is no unit of {analyte.id}: add its factor under units")
        if precision <= 0:
            raise refuse(place, f"the precision of '{unit}' must be above 0")
    _check_interval(at(node, "plausible"), analyte.plausible)
    _check_interval(at(node, "plausible_upper_limit"), analyte.plausible_upper_limit)


def _check_interval(node: Node, interval: Interval | None) -> None:
    if interval is None or interval.low is None or interval.high is None:
        return
    if interval.low >= interval.high:
        raise refuse(node, "low must be below high")


def _check_unit_names(node: Node, vocabulary: Vocabulary) -> None:
    owners: dict[str, str] = {}
    for unit, spellings in vocabulary.units.items():
        for spelling in (unit, *spellings):
            owner = owners.setdefault(spelling, unit)
            if owner != unit:
                raise refuse(at(node, unit), f"'{spelling}' is written for both '{owner}' and '{unit}': remove one")


def _check_panels(node: Fields, vocabulary: Vocabulary) -> None:
    analytes = {analyte.id for analyte in vocabulary.analytes}
    for name, members in vocabulary.panels.items():
        for place, member in zip(items_of(at(node, "panels", name)), members, strict=True):
            if member not in analytes:
                raise refuse(place, f"there is no analyte '{member}': {suggestion(member, analytes)}")
