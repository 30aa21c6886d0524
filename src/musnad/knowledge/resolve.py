"""One name, several places: which one an article means, or why it cannot be told."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from musnad.knowledge.model import NEAR, PLACE_TYPES, Entry
from musnad.knowledge.said import Given, Named, Said, said

# Scores are powers of ten of population. A place of a country that the article is about counts as if it had a thousand
# times its people (a far town that shares the name of a capital as if it had thirty times); the winner must stand ten
# times above the next, else both fit.
_COUNTRY_NAMED = 3.0
_FAR = 0.5
_MARGIN = 1.0
_UNKNOWN_POPULATION = {"country": 6.0, "province": 5.5, "district": 4.0, "city": 4.0}
_LEAST_POPULATION = 3.0
_ONE_CITY = 0.2  # degrees
_KIND_BONUS = {"PCLI": 1.5, "PPLC": 1.5}


@dataclass(frozen=True, slots=True)
class Context:
    """What an article says that helps to place its names.

    `countries` counts how often each country (ISO alpha-3) is named or implied elsewhere in the article by names
    that have one meaning; `outlet` is the country of the outlet, a weak hint.
    """

    countries: Mapping[str, int] = field(default_factory=dict)
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place meant, or None where two fit; `reason` says why; `alternatives` are the others, best first."""

    entry: Entry | None
    reason: Said
    alternatives: tuple[Entry, ...] = ()


def resolve_place(candidates: Sequence[Entry], context: Context | None = None) -> Resolution:
    """Choose among places of one name by the countries an article names, then population; abstain when two fit."""
    places = [entry for entry in candidates if entry.type in PLACE_TYPES]
    if not places:
        return Resolution(None, said("place.none"))
    if len(places) == 1:
        return Resolution(places[0], said("place.only"))
    context = context or Context()
    scored = sorted(((_score(entry, context), -i, entry) for i, entry in enumerate(places)), reverse=True)
    (best, _, first), (second, _, next_best) = scored[0], scored[1]
    ranked = tuple(entry for _, _, entry in scored)
    if _same_spot(first, next_best) and places.index(next_best) < places.index(first):
        first, next_best, ranked = next_best, first, (next_best, first, *ranked[2:])
    if best - second < _MARGIN and not _same_spot(first, next_best):
        return Resolution(None, said("two", *map(_described, ranked[:2])), ranked)
    return Resolution(first, _reason(first, next_best, context), ranked[1:])


def resolve_actor(candidates: Sequence[Entry], context: Context | None = None) -> Resolution:
    """Choose among actors of one name (مجلس الشعب) by the countries an article names; abstain when two fit."""
    if not candidates:
        return Resolution(None, said("actor.none"))
    if len(candidates) == 1:
        return Resolution(candidates[0], said("actor.only"))
    context = context or Context()
    weights = [
        (context.countries.get(entry.country or "", 0) + (entry.country == context.outlet), -position)
        for position, entry in enumerate(candidates)
    ]
    order = sorted(range(len(candidates)), key=weights.__getitem__, reverse=True)
    ranked = tuple(candidates[position] for position in order)
    best, second = weights[order[0]][0], weights[order[1]][0]
    if best == second:
        return Resolution(None, said("two", *map(_described, ranked[:2])), ranked)
    return Resolution(ranked[0], said("actor.named", Named(ranked[0].country or "")), ranked[1:])


def _score(entry: Entry, context: Context) -> float:
    unknown = _UNKNOWN_POPULATION.get(entry.precision or "", _LEAST_POPULATION)
    score = math.log10(entry.population) if entry.population else unknown
    score += _KIND_BONUS.get(entry.feature or "", 0.0)
    named = context.countries.get(entry.country or "", 0)
    if named:
        total = sum(context.countries.values())
        bonus = _COUNTRY_NAMED * (0.5 + 0.5 * named / total) + (0.5 if named == max(context.countries.values()) else 0)
        prominent = entry.country in NEAR or entry.feature in _KIND_BONUS
        score += bonus if prominent else _FAR * bonus
    if context.outlet and entry.country == context.outlet:
        score += 0.5
    return score


def _same_spot(one: Entry, other: Entry) -> bool:
    """A city and the province or quarter of its name, or one city listed twice: the first is meant."""
    if one.country != other.country:
        return False
    if one.precision != other.precision:
        return True
    north = abs((one.latitude or 0.0) - (other.latitude or 0.0))
    east = abs((one.longitude or 0.0) - (other.longitude or 0.0))
    return max(north, east) < _ONE_CITY


def _reason(first: Entry, next_best: Entry, context: Context) -> Said:
    country = first.country or ""
    if context.countries.get(country) and not context.countries.get(next_best.country or ""):
        return said("place.named", Named(country), Named(next_best.country or ""))
    if first.country == next_best.country:
        return said("place.usual", Named(country))
    return said("place.larger", _described(next_best))


def _described(entry: Entry) -> Given:
    """A place with its province and country, which is not said of a country."""
    around: list[Given] = [entry.admin1] if entry.admin1 and entry.admin1 != entry.name_en else []
    if entry.country and entry.kind != "country":
        around.append(Named(entry.country))
    return said("place.described", entry, said("list", *around)) if around else entry
