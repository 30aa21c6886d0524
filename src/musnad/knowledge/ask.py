"""Answers to `who` and `where`: the entry meant, why, and what else it could be."""

from dataclasses import dataclass
from datetime import date

from musnad.arabic import fold_text
from musnad.knowledge.base import Knowledge, knowledge
from musnad.knowledge.model import PLACE_TYPES, Entry, Role, Tenure
from musnad.knowledge.resolve import Context, resolve_place
from musnad.knowledge.said import Given, Named, Said, said
from musnad.knowledge.scan import without_clitics


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something else that the question could mean, with what speaks for it (terms of office, or people and country)."""

    entry: Entry
    notes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The entry meant (None where it cannot be told), the reason, and the alternatives, likeliest first."""

    query: str
    entry: Entry | None
    reason: Said
    alternatives: tuple[Alternative, ...] = ()


def where(text: str, context: Context | None = None, base: Knowledge | None = None) -> Answer:
    """Which place a name means: طرابلس is Tripoli in Libya, with Tripoli in Lebanon as the alternative."""
    base = base or knowledge()
    for skip, name in _without_clitics(text):
        places = [entry for entry in base.lookup(name) if entry.type in PLACE_TYPES]
        if places:
            found = resolve_place(places, context)
            others = tuple(Alternative(entry, (_size(entry),)) for entry in found.alternatives)
            reason = said("clitic", found.reason, text[:skip]) if skip else found.reason
            return Answer(text, found.entry, reason, others)
    return Answer(text, None, said("place.none"))


def who(text: str, on: date | None = None, base: Knowledge | None = None) -> Answer:
    """Whom a name or an office means: وزير الخارجية الأميركي on 2016-08-31 is John Kerry."""
    base = base or knowledge()
    actors = [entry for entry in base.lookup(text) if entry.type not in PLACE_TYPES]
    persons = base.persons_by_surname(text)
    if not actors and (office := _office(text, base)):
        return _holder(text, *office, on, base)
    if len(persons) > 1:
        return _of_one_surname(text, persons, on, base)
    if len(actors) == 1:
        return Answer(text, actors[0], said("actor.only"), _terms(actors[0], base))
    if actors:
        others = tuple(Alternative(entry, (_country(entry),)) for entry in actors)
        return Answer(text, None, said("actor.several"), others)
    place = where(text, base=base)
    if place.entry or place.alternatives:
        return place
    return Answer(text, None, said("nobody"))


def _office(text: str, base: Knowledge) -> tuple[Role, str] | None:
    """The role and what it is of (country code or actor key) that a text words: وزير الدفاع الروسي."""
    words = text.split()
    for length in range(len(words), 0, -1):
        role = base.role(" ".join(words[:length]))
        if not role:
            continue
        starts = [length] if length < len(words) else range(1, len(words))
        for start in starts:  # الأمين العام للأمم المتحدة is a title as a whole, and says of whom
            of = _complement(" ".join(words[start:]), base)
            if of:
                return role, of
        bodies = base.bodies_of(role.key)
        if length == len(words) and len(bodies) == 1:  # البابا
            return role, bodies[0]
    return None


def _complement(text: str, base: Knowledge) -> str | None:
    if not text:
        return None
    country = base.nationality(text)
    if country:
        return country
    for _, name in _without_clitics(text):
        for entry in base.lookup(name):
            return entry.country if entry.type == "GPE" else entry.key
    return None


def _holder(text: str, role: Role, of: str, on: date | None, base: Knowledge) -> Answer:
    terms = base.tenures(role.key, of)
    if not terms and role.key == "head" and (president := base.role_of_key("president")):  # رئيس فرنسا
        role, terms = president, base.tenures(president.key, of)
    others = tuple(
        Alternative(entry, (_term(tenure),))
        for tenure in terms
        if (entry := base.entry(tenure.person)) and (on is None or not tenure.holds(on))
    )
    office = said("office", role, Named(of))
    if not terms:
        return Answer(text, None, said("holder.none", office))
    if on is None:
        return Answer(text, None, said("holder.undated", office), others)
    holders = base.holder(role.key, of, on)
    if len(holders) == 1:
        tenure = next(t for t in terms if t.person == holders[0].key and t.holds(on))
        return Answer(text, holders[0], said("office.held", office, _term(tenure)), others)
    if holders:
        both = tuple(Alternative(entry, (said("office.on", office, on),)) for entry in holders)
        return Answer(text, None, said("holder.two", on), both + others)
    return Answer(text, None, said("holder.none_on", on, office), others)


def _of_one_surname(text: str, persons: tuple[Entry, ...], on: date | None, base: Knowledge) -> Answer:
    notes = [(entry, base.offices(entry.key)) for entry in persons]
    in_office = [entry for entry, terms in notes if on and any(tenure.holds(on) for tenure in terms)]
    others = tuple(
        Alternative(entry, tuple(_office_term(t, base) for t in terms) or (said("office.none"),))
        for entry, terms in notes
    )
    if on and len(in_office) == 1:
        rest = tuple(other for other in others if other.entry != in_office[0])
        return Answer(text, in_office[0], said("surname.one", on), rest)
    return Answer(text, None, said("surname.several"), others)


def _terms(entry: Entry, base: Knowledge) -> tuple[Alternative, ...]:
    return tuple(Alternative(entry, (_office_term(tenure, base),)) for tenure in base.offices(entry.key))


def _office_term(tenure: Tenure, base: Knowledge) -> Said:
    role = base.role_of_key(tenure.role)
    return said("office.held", said("office", role or tenure.role, Named(tenure.of)), _term(tenure))


def _term(tenure: Tenure) -> Said:
    return said("term", tenure.start or said("term.unknown"), tenure.end or said("term.now"))


def _country(entry: Entry) -> Said:
    return said("list", Named(entry.country)) if entry.country else said("actor.stateless")


def _size(entry: Entry) -> Said:
    around: list[Given] = [entry.admin1] if entry.admin1 else []
    if entry.country:
        around.append(Named(entry.country))
    people = said("place.people", entry.population) if entry.population else said("place.uncounted")
    return said("list", *around, people)


def _without_clitics(text: str) -> list[tuple[int, str]]:
    """The name as given, then its folded readings without the clitics of its first word."""
    first, blank, rest = fold_text(text).partition(" ")
    return [(0, text), *((skip, word + blank + rest) for skip, word in without_clitics(first) if skip)]
