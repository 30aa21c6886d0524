"""Checking the tables: every row's evidence, and every clash that a reader of the artefact would stumble over."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from musnad.errors import KnowledgeError
from musnad.knowledge import artefact
from musnad.knowledge.model import PLACE_TYPES, Entry, Tenure
from musnad.knowledge.tables import (
    NON_STATES,
    TABLES,
    Row,
    actor_entry,
    digest,
    key_of,
    read_table,
    spellings,
    split,
    tables,
)

_WIKIDATA = re.compile(r"Q[1-9]\d*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_HELD_BY_SEVERAL = frozenset({"ambassador", "spokesperson", "foreign-ministry-spokesperson", "vice-president"})
_ROLES_OF = frozenset({"country", "org", "none"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a row: `error` breaks a look-up, `warning` makes one doubtful."""

    level: str
    table: str
    row: str
    message: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the facts of one row come from, as the row says."""

    table: str
    row: str
    source: str


def check(folder: Path = TABLES) -> list[Finding]:
    """All findings, by table and row; an empty list is a clean bill."""
    found = [*_actors(folder), *_persons(folder), *_peoples(folder), *_roles(folder), *_holders(folder)]
    found += [*_places(folder), *_clashes(folder), *_artefact(folder)]
    return sorted(found, key=lambda finding: (finding.level, finding.table, finding.row, finding.message))


def evidence(folder: Path = TABLES) -> list[Evidence]:
    """The source of every row of the tables that name actors, persons, holders and places."""
    listed = [*tables("actors_*.csv", folder), *tables("persons.csv", folder), *tables("holders.csv", folder)]
    listed += [*tables("countries.csv", folder), *tables("places_extra.csv", folder)]
    return [Evidence(name, _name(row), row["source"]) for name, rows in listed for row in rows]


def _name(row: Row) -> str:
    return row.get("key") or " ".join((row.get("person", ""), row.get("role", ""), row.get("of", ""))).strip()


def _keys(folder: Path, pattern: str) -> dict[str, str]:
    return {row["key"]: name for name, rows in tables(pattern, folder) for row in rows}


def _countries(folder: Path) -> frozenset[str]:
    return frozenset(row["iso3"] for row in read_table(folder / "countries.csv")) | NON_STATES


def _entity(name: str, row: Row, countries: frozenset[str]) -> Iterator[Finding]:
    """What holds for every row that stands for somebody or something."""
    try:
        entry = actor_entry(row, name)
    except KnowledgeError as error:
        yield Finding("error", name, _name(row), error.reason)
        return
    if entry.country and entry.country not in countries:
        yield Finding("error", name, entry.key, f"country {entry.country!r} is unknown")
    if entry.wikidata and not _WIKIDATA.fullmatch(entry.wikidata):
        yield Finding("error", name, entry.key, f"Wikidata id {entry.wikidata!r} is malformed")
    if not row.get("source", "general"):
        yield Finding("error", name, entry.key, "no source is given")
    if entry.name_en == entry.name_ar:
        yield Finding("warning", name, entry.key, "no English name is given")


def _actors(folder: Path) -> Iterator[Finding]:
    countries = _countries(folder)
    for name, rows in tables("actors_*.csv", folder):
        for row in rows:
            yield from _entity(name, row, countries)


def _persons(folder: Path) -> Iterator[Finding]:
    countries = _countries(folder)
    for name, rows in tables("persons.csv", folder):
        for row in rows:
            yield from _entity(name, {**row, "type": "PER"}, countries)


def _peoples(folder: Path) -> Iterator[Finding]:
    countries = _countries(folder)
    for name, rows in tables("peoples.csv", folder):
        for row in rows:
            yield from _entity(name, {**row, "type": "NORP"}, countries)
    for name, rows in tables("adjectives.csv", folder):
        for row in rows:
            if row["country"] not in countries:
                yield Finding("error", name, row["arabic"], f"country {row['country']!r} is unknown")


def _roles(folder: Path) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name, rows in tables("roles.csv", folder):
        for row in rows:
            if row["of"] not in _ROLES_OF:
                yield Finding("error", name, row["key"], f"complement {row['of']!r} is unknown")
            for form in split(row["arabic"]):
                key = key_of(form, spellings())
                if seen.setdefault(key, row["key"]) != row["key"]:
                    yield Finding("warning", name, row["key"], f"{form} is {seen[key]} already")


def _holders(folder: Path) -> Iterator[Finding]:
    persons, roles = _keys(folder, "persons.csv"), _keys(folder, "roles.csv")
    bodies = _countries(folder) | set(_keys(folder, "actors_*.csv"))
    terms: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for name, rows in tables("holders.csv", folder):
        for row in rows:
            for column, known in (("person", persons), ("role", roles), ("of", bodies)):
                if row[column] not in known:
                    yield Finding("error", name, _name(row), f"{column} {row[column]!r} is unknown")
            for column in ("start", "end"):
                if row[column] and not _DATE.fullmatch(row[column]):
                    yield Finding("error", name, _name(row), f"{column} {row[column]!r} is no ISO 8601 date")
            if row["end"] and row["end"] < row["start"][: len(row["end"])]:
                yield Finding("error", name, _name(row), "ends before it starts")
            if not row["source"]:
                yield Finding("error", name, _name(row), "no source is given")
            terms[row["role"], row["of"]].append(Tenure(*(row[c] for c in ("person", "role", "of", "start", "end"))))
    for (role, _), office in terms.items():
        if role in _HELD_BY_SEVERAL:
            continue
        yield from _overlaps(sorted(office, key=lambda tenure: tenure.start))


def _overlaps(office: list[Tenure]) -> Iterator[Finding]:
    """Two holders of one office for more than the day of handing over."""
    for one, other in pairwise(office):
        if one.person != other.person and (not one.end or other.start < one.end[: len(other.start)]):
            yield Finding(
                "warning",
                "holders.csv",
                f"{one.role} of {one.of}",
                f"{one.person} (to {one.end or 'now'}) and {other.person} (from {other.start}) overlap",
            )


def _places(folder: Path) -> Iterator[Finding]:
    countries = _countries(folder) | {"", "-", "SUN", "YUG", "CSK"}  # disputed; states that are no more
    for name in ("countries.csv", "places_extra.csv"):
        for row in read_table(folder / name):
            if row.get("country", "") not in countries:
                yield Finding("error", name, row["key"], f"country {row['country']!r} is unknown")
            if row["wikidata"] and not _WIKIDATA.fullmatch(row["wikidata"]):
                yield Finding("error", name, row["key"], f"Wikidata id {row['wikidata']!r} is malformed")
            for column, limit in (("lat", 90), ("lon", 180)):
                if row[column] and abs(float(row[column])) > limit:
                    yield Finding("error", name, row["key"], f"{column} {row[column]} is out of range")


def _clashes(folder: Path) -> Iterator[Finding]:
    """Keys given twice, and names that mean two entries of one country, so that no context can tell them apart."""
    seen: dict[str, str] = {}
    claims: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for name, row in _rows(folder):
        if seen.setdefault(row["key"], name) != name:
            yield Finding("error", name, row["key"], f"the key stands in {seen[row['key']]} already")
        entry = Entry(row["key"], row.get("type") or "PER", "", "", country=row.get("country") or None)
        for form in split(row["arabic"]):
            if not form.startswith("?"):
                claims[key_of(form, spellings())].append((name, entry))
    for form, claimed in sorted(claims.items()):
        first = claimed[0][1]
        for name, entry in claimed[1:]:
            joined = entry.type in PLACE_TYPES and first.type in PLACE_TYPES  # one place of two tables: see build.py
            if entry.key != first.key and entry.country == first.country and not joined:
                yield Finding("warning", name, entry.key, f"{form} is {first.key} too, of the same country")


def _rows(folder: Path) -> Iterable[tuple[str, Row]]:
    keys: set[str] = set()
    for pattern in ("actors_*.csv", "persons.csv", "peoples.csv", "places_extra.csv"):
        for name, rows in tables(pattern, folder):
            for row in rows:
                yield (f"{name} (twice)" if row["key"] in keys else name), row
                keys.add(row["key"])


def _artefact(folder: Path) -> Iterator[Finding]:
    try:
        header, _ = artefact.read()
    except KnowledgeError as error:
        yield Finding("error", artefact.ARTEFACT.name, "", error.reason)
        return
    if header["tables"] != digest(folder):
        yield Finding(
            "error", artefact.ARTEFACT.name, "", "was built from other tables than these: run `make knowledge`"
        )
