"""Which names of an article stand for one entity."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from musnad.analysis.names.echoes import parts_of
from musnad.analysis.names.found import Finds, Found
from musnad.analysis.names.offices import Office
from musnad.knowledge import Context, Entry

_ALIKE = 84  # per cent of letters in common between two spellings of one foreign name
_LONG = 5
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def link(finds: Finds, holders: dict[int, list[Office]]) -> dict[str, Entry | None]:
    """Give every name its key; keys of unknown entities begin with "?". The entry of each key.

    `holders` are the offices beside the name that begins at a token.
    """
    entries: dict[str, Entry | None] = {}
    settled = {f.candidates[0].key for f in finds.all if len(f.candidates) == 1}
    for f in finds.all:
        entry = _meant(finds, f, settled, holders.get(f.first, []))
        if entry is not None:
            f.key = entry.key
            entries[entry.key] = entry
    _join_persons(finds, entries)
    _join_others(finds, entries)
    return entries


def _meant(finds: Finds, f: Found, settled: set[str], offices: Sequence[Office]) -> Entry | None:
    """The entry that a name means here; None where none is known or two fit."""
    if len(f.candidates) < 2:
        return f.candidates[0] if f.candidates else None
    if f.label in _PLACES:
        context = Context(finds.countries)
        return finds.article.knowledge.resolve_place(f.candidates, context).entry
    ranked = sorted(((_fit(finds, e, settled, offices), -i) for i, e in enumerate(f.candidates)), reverse=True)
    return f.candidates[-ranked[0][1]]


def _fit(finds: Finds, entry: Entry, settled: set[str], offices: Sequence[Office]) -> float:
    score = 4.0 if entry.key in settled else 0.0
    score += 3.0 * any(_holds(finds, office, entry) for office in offices)
    score += 2.0 * any(office.country and office.country == entry.country for office in offices)
    if entry.country and finds.countries:
        score += 1.5 * finds.countries[entry.country] / finds.countries.total()
    return score


def _holds(finds: Finds, office: Office, entry: Entry) -> bool:
    """Whether the tables say that a person held the office at the article's date."""
    on = finds.article.published
    if on is None or office.country is None:
        return False
    return any(e.key == entry.key for e in finds.article.knowledge.holder(office.role.key, office.country, on))


def _join_persons(finds: Finds, entries: dict[str, Entry | None]) -> None:
    """Gather the names of unknown persons: full names first, then surnames and spellings like them."""
    known: list[tuple[list[str], str]] = []
    for f in finds.all:
        if f.label == "PER" and f.key:
            known.append((parts_of(f.name, 0, len(f.name)), f.key))
    unknown = sorted(
        (f for f in finds.all if f.label == "PER" and not f.key),
        key=lambda f: (-len(parts_of(f.name, 0, len(f.name))), f.first),
    )
    for f in unknown:
        parts = parts_of(f.name, 0, len(f.name))
        key = next((key for other, key in known if _same_person(parts, other)), None)
        if key is None:
            key = "?" + f.name
            entries[key] = None
        f.key = key
        known.append((parts, key))


def _same_person(parts: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a name may be a shorter or otherwise spelt form of another."""
    if len(parts) > len(other):
        parts, other = other, parts
    if parts == other:
        return True
    if len(parts) == 1:
        return any(_alike(parts[0], o) for o in (other[-1], " ".join(other[-2:]))) or (
            len(other) > 1 and parts[0] == other[0]
        )
    return _alike(parts[-1], other[-1]) and _alike(parts[0], other[0])


def _alike(one: str, other: str) -> bool:
    one, other = one.removeprefix("ال"), other.removeprefix("ال")
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG and fuzz.ratio(one, other) >= _ALIKE


def _join_others(finds: Finds, entries: dict[str, Entry | None]) -> None:
    """Gather the names of unknown organisations and places: the same words but for ال."""
    for f in finds.all:
        if f.key:
            continue
        key = next((g.key for g in finds.all if g.key and g.label == f.label and _same_words(f.name, g.name)), "")
        if not key:
            key = "?" + f.name
            while key in entries:  # the same words with another type
                key += "?"
            entries[key] = None
        f.key = key


def _same_words(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    first, *rest = name.split()
    return " ".join([first.removeprefix("ال").removeprefix("ل"), *rest])
