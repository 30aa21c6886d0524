"""The tables of who and where: CSV files that people read and review, one a kind, all values checked on the way in."""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from musnad.arabic import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.model import Entry
from musnad.knowledge.scan import words_of

TABLES = Path(__file__).with_name("tables")
ENTITY_TYPES = frozenset({"PER", "ORG", "GPE", "LOC", "FAC", "NORP"})
SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "SPY",
        "REB",
        "PRM",
        "PTY",
        "UAF",
        "UNK",
        "AGR",
        "CVL",
        "JRN",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
        "BUS",
        "EDU",
        "ELI",
        "LAB",
        "CRM",
    ]
)
NON_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"})

Row = Mapping[str, str]


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV table; lines that start with `#` are comments. Raises KnowledgeError where it is no table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        said = (isinstance(error, OSError) and error.strerror) or error  # the path is told already
        raise KnowledgeError(str(path), f"cannot be read: {said}", "give a CSV file in UTF-8") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = []
    for number, row in enumerate(csv.DictReader(lines), start=2):
        if None in row or None in row.values():
            raise KnowledgeError(f"{path.name}, row {number}", "has more or fewer values than the header")
        rows.append({column: value.strip() for column, value in row.items()})
    return rows


def tables(pattern: str, folder: Path = TABLES) -> list[tuple[str, list[dict[str, str]]]]:
    """All tables whose names fit the pattern, by name: (file name, rows)."""
    return [(path.name, read_table(path)) for path in sorted(folder.glob(pattern))]


def split(values: str) -> tuple[str, ...]:
    """The values of a cell, which `|` keeps apart."""
    return tuple(value.strip() for value in values.split("|") if value.strip())


def digest(folder: Path = TABLES) -> str:
    """SHA-256 over the names and contents of all tables: the artefact says from which it was built."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        total.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Folded spellings of one word that the press writes in two ways → the one used as key (spellings.csv)."""
    rows = sorted(read_table(TABLES / "spellings.csv"), key=lambda row: fold_text(row["variant"]))
    return {fold_text(row["variant"]): fold_text(row["usual"]) for row in rows}


def key_of(name: str, spelt: Mapping[str, str]) -> str:
    """The key under which a name is kept and looked up: folded, in one spelling, one blank between words."""
    return words_of(fold_text(name), spelt)


def actor_entry(row: Row, where: str) -> Entry:
    """The entry of one row of an actors table; raises KnowledgeError where the row cannot stand for one."""
    names = split(row.get("arabic", ""))
    if not names or not row.get("key"):
        raise KnowledgeError(where, "has no key or no Arabic name", "fill in `key` and `arabic`")
    kind_of_name = row.get("type", "")
    if kind_of_name not in ENTITY_TYPES:
        raise KnowledgeError(where, f"type {kind_of_name!r} is unknown", f"use {' '.join(sorted(ENTITY_TYPES))}")
    sector = row.get("sector", "")
    if sector and sector not in SECTORS:
        raise KnowledgeError(where, f"sector {sector!r} is no PLOVER sector", f"use {' '.join(sorted(SECTORS))}")
    return Entry(
        key=row["key"],
        type=kind_of_name,
        name_ar=names[0].lstrip("?"),
        name_en=row.get("english") or names[0].lstrip("?"),
        country=row.get("country") or None,
        sector=sector or None,
        sectors=split(row.get("sectors", "")),
        kind=row.get("kind") or None,
        wikidata=row.get("wikidata") or None,
    )


def written_apart_or_together(forms: Iterable[str]) -> list[str]:
    """The forms and the ways the press joins or parts their words: عبد الفتاح is also عبدالفتاح."""
    found: dict[str, None] = {}
    for form in forms:
        found[form] = None
        found[form.replace("عبد ال", "عبدال")] = None
        found[" ".join(_apart(word) for word in form.split(" "))] = None
    return list(found)


def _apart(word: str) -> str:
    return f"عبد {word[3:]}" if word.startswith("عبدال") and len(word) > 7 else word
