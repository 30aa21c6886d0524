"""Proposals of names → the entities of one article."""

from collections import Counter

from musnad.analysis.article import Article
from musnad.analysis.named import Mention, Names
from musnad.analysis.names.byline import byline
from musnad.analysis.names.describe import describe, slug
from musnad.analysis.names.found import Finds, Found, called
from musnad.analysis.names.link import link
from musnad.analysis.names.nominals import nominals
from musnad.analysis.names.offices import Office, beside, offices
from musnad.analysis.proposals import Proposals
from musnad.knowledge import Entry
from musnad.record import Entity


def compose(article: Article, proposals: Proposals) -> Names:
    """Choose names that do not overlap, gather those that stand for one entity, and say what is known of it."""
    finds = Finds.of(article, proposals.mentions)
    titles = offices(finds)
    holders: dict[int, list[Office]] = {}
    for office, person in beside(finds, titles):
        holders.setdefault(person.first, []).append(office)
    entries = link(finds, holders)
    keys = _keys(finds, entries)
    for f in finds.all:
        f.key = keys[f.key]
    held = _held(finds, holders)
    entities = _entities(finds, {keys[key]: entry for key, entry in entries.items()}, held)
    mentions = tuple(Mention(f.proposal.start, f.proposal.end, f.key) for f in finds.all)
    beside_names = {office.first for found in holders.values() for office in found}
    described = nominals(finds, entities, titles, beside_names, held)
    return Names(entities, mentions, described, byline(article, mentions, entities))


def _held(finds: Finds, holders: dict[int, list[Office]]) -> dict[str, list[Office]]:
    """The offices of each person's key, each office once."""
    titles: dict[str, set[tuple[str, str | None, str | None]]] = {}
    found: dict[str, list[Office]] = {}
    for f in finds.all:
        if f.first in holders:
            offices = found.setdefault(f.key, [])
            seen = titles.setdefault(f.key, set())
            for office in holders[f.first]:
                title = (office.role.key, office.country, office.body.key if office.body else None)
                if title not in seen:
                    seen.add(title)
                    offices.append(office)
    return found


def _entities(finds: Finds, entries: dict[str, Entry | None], held: dict[str, list[Office]]) -> dict[str, Entity]:
    groups: dict[str, list[Found]] = {}
    for f in finds.all:
        groups.setdefault(f.key, []).append(f)
    return {key: describe(finds, key, entries[key], names, held.get(key, [])) for key, names in groups.items()}


def _keys(finds: Finds, entries: dict[str, Entry | None]) -> dict[str, str]:
    """The final key of every entity: the table's, or the name in Latin letters, numbered where it is taken."""
    keys = {key: key for key, entry in entries.items() if entry is not None}
    taken = set(keys.values())
    longest: dict[str, str] = {}
    for f in finds.all:
        text = called(finds.article, f.proposal)
        if len(text) > len(longest.get(f.key, "")):
            longest[f.key] = text
    numbers: Counter[str] = Counter()
    for key, entry in entries.items():
        if entry is None:
            base = unique = slug(longest.get(key, key))
            while unique in taken:
                numbers[base] += 1
                unique = f"{base}-{numbers[base] + 1}"
            taken.add(unique)
            keys[key] = unique
    return keys
