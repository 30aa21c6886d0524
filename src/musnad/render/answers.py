"""Answers of who and where in words, English or Arabic, from a table that translators can edit (answers.tsv)."""

from collections.abc import Iterator
from functools import cache

from musnad.datafiles import read_table
from musnad.knowledge import Entry, Knowledge, Role
from musnad.knowledge.ask import Answer
from musnad.knowledge.said import Given, Named, Said, said
from musnad.render.plain import left_to_right
from musnad.render.words import Language, listed, words

_MOST_ALTERNATIVES = 10


def lines(answer: Answer, language: Language, base: Knowledge) -> Iterator[str]:
    """The entry meant, why, and what else it could be, ten at most."""
    if answer.entry:
        yield _line(answer.entry, language, base)
    yield f"  {worded(answer.reason, language, base)}"
    for other in answer.alternatives[:_MOST_ALTERNATIVES]:
        notes = ("؛ " if language == "ar" else "; ").join(worded(note, language, base) for note in other.notes)
        if other.entry != answer.entry:  # else one more office of the one meant
            notes = worded(said("or", _line(other.entry, language, base), notes), language, base)
        yield f"  {notes}"
    if (more := len(answer.alternatives) - _MOST_ALTERNATIVES) > 0:
        yield f"  {worded(said('more', more), language, base)}"


def worded(given: Given, language: Language, base: Knowledge) -> str:
    """What is said, with names of entries, offices and countries in the language; dates and free words as they are."""
    match given:
        case Said("list", parts):
            return listed((worded(part, language, base) for part in parts), language)
        case Said(key, parts):
            return _table(language)[key].format(*(worded(part, language, base) for part in parts))
        case Named(key):
            return _named(key, language, base)
        case Entry() | Role():
            return given.name_ar if language == "ar" else given.name_en
        case int():
            return f"{given:,}"
    return str(given)


def _line(entry: Entry, language: Language, base: Knowledge) -> str:
    """Who or what an entry is: both names, kind, country and sector, identifiers and point."""
    w = words(language)
    own = entry.kind == "country"  # Syria is not in Syria
    country = "" if own or not entry.country else _named(entry.country, language, base)
    sector = w[f"sector:{entry.sector}"] if entry.sector else ""
    what = listed(filter(None, (w[entry.type], country, sector)), language)
    ids = [entry.wikidata, f"geonames:{entry.geonames}" if entry.geonames else None]
    if entry.latitude is not None and entry.longitude is not None:
        point = f"{entry.latitude:.4f} {entry.longitude:.4f}"
        kind = f" ({_table(language)[f'point.{entry.precision}']})" if entry.precision else ""
        ids.append(left_to_right(point) + kind)
    names = (entry.name_ar, entry.name_en) if language == "ar" else (entry.name_en, entry.name_ar)
    return " · ".join(part for part in (*names, what, *ids) if part)


def _named(key: str, language: Language, base: Knowledge) -> str:
    if code := words(language).get(f"country:{key}"):
        return code
    entry = base.entry(key) or base.entry(key.lower())
    return worded(entry, language, base) if entry else key


@cache
def _table(language: Language) -> dict[str, str]:
    return {row["key"]: row[language] for row in read_table("render/answers.tsv")}
