"""How people spell their Arabic names in Latin letters: used when the artefact is built.

From arabic-name-romanizer (MIT; its index is from Wikidata and an Algerian name corpus, both CC0, and DziriNames, MIT),
from the persons table, whose Arabic and English names are laid side by side, and from foreign_names.csv.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import as_file, files

from rapidfuzz import fuzz

from musnad.knowledge.romanise import by_rule
from musnad.knowledge.tables import TABLES, key_of, read_table, split, tables

# The press of the Arab east spells by English custom; other countries' spellings are taken where it has none.
_EAST = frozenset("EG SA AE QA KW BH OM YE IQ JO PS SY LB SD LY".split())
_MANY_BEARERS = 20  # people of a name whose own custom outweighs one known person's
_LEAST_ALIKE = 60  # per cent of consonants in common
_PERSIAN = frozenset({"IR", "PK", "AF"})
_ARTICLES = ("al-", "el-", "al ", "el ", "al", "el")


def press_spellings(spelt: dict[str, str]) -> dict[str, str]:
    """Folded Arabic name → its most usual Latin spelling, without the article; foreign_names.csv wins."""
    found: dict[str, str] = {}
    usual = _romanizer_units(spelt)
    for name, spellings in usual.items():
        best = min(spellings.items(), key=lambda item: (-item[1], item[0]))[0]
        if spellings.total() > 2 or _plausible(name, best):
            found[name] = best[:1].upper() + best[1:]
    for arabic, latin in _side_by_side():
        name = key_of(arabic, spelt)
        rare = usual.get(name, Counter()).total() < _MANY_BEARERS
        if rare and " " not in name and not name.startswith("ال"):
            found[name] = latin
    for row in read_table(TABLES / "foreign_names.csv"):
        for arabic in split(row["arabic"]):
            found[key_of(arabic, spelt)] = row["latin"]
    return {key: latin for key, latin in found.items() if key and latin}


def _romanizer_units(spelt: dict[str, str]) -> dict[str, Counter[str]]:
    """Folded name without the article → how many people spell it how, in the best group of countries that has it."""
    counts: dict[str, tuple[Counter[str], Counter[str], Counter[str]]] = defaultdict(
        lambda: (Counter(), Counter(), Counter())
    )
    with as_file(files("arabic_name_romanizer") / "resources" / "names.sqlite3") as path:
        database = sqlite3.connect(path)
        for key, latin, country, count in database.execute("SELECT arabic_key, latin, country, count FROM units"):
            tier = 0 if country in _EAST else 2 if country in _PERSIAN else 1
            name, bare = _without_article(key_of(key, spelt), latin)
            counts[name][tier][bare] += count
        database.close()
    return {key: next(tier for tier in tiers if tier) for key, tiers in counts.items()}


def _without_article(name: str, latin: str) -> tuple[str, str]:
    """السيسي, El-Sisi → سيسي, Sisi: the romaniser writes the article in one way."""
    if not name.startswith("ال") or len(name) < 5:
        return name, latin
    lowered = latin.lower()
    article = next((article for article in _ARTICLES if lowered.startswith(article)), "")
    bare = latin[len(article) :].lstrip("- ")
    return name[2:], bare[:1].upper() + bare[1:]


def _plausible(name: str, latin: str) -> bool:
    """Whether a spelling seen once or twice has vowels and the name's consonants, so that slips are left out."""
    skeletons = [re.sub(r"[^b-df-hj-np-tv-xz]", "", text.lower()) for text in (by_rule(name), latin)]
    return bool(re.search("[aeiou]", latin.lower())) and fuzz.ratio(*skeletons) >= _LEAST_ALIKE


def _side_by_side() -> Iterator[tuple[str, str]]:
    """Words of persons' Arabic and English names that stand in the same place of names of the same length."""
    for _, rows in tables("persons.csv"):
        for row in rows:
            arabic, latin = split(row["arabic"])[0].split(), row["english"].split()
            if len(arabic) == len(latin):
                yield from zip(arabic, latin, strict=True)
