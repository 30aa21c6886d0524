"""What an article and the tables say of an entity: country, sector, titles, names, place."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from musnad.analysis.names.countries import country_around
from musnad.analysis.names.english import in_english
from musnad.analysis.names.found import NOT_ABOUT, Finds, Found, called
from musnad.analysis.names.guess import country_beside, country_near
from musnad.analysis.names.lexicon import facilities, sectors, words
from musnad.analysis.names.offices import Office
from musnad.knowledge import Entry
from musnad.knowledge.romanise import romanise
from musnad.record import Abstention, Entity, Place, Reason, Role

_SLUG = re.compile(r"[^a-z0-9]+")
_STATES = frozenset({"PCLI", "PPLC", "PCLD", "TERR"})
_OPEN = frozenset(
    {"GPE", "LOC", "NORP"}
)  # the tables leave the country of Jerusalem, the Gulf, the Kurds open on purpose
_OF_A_STATE = frozenset({"PER", "ORG", "FAC"})
_OWN_NAMES = frozenset({"PER", "GPE", "LOC"})  # one name, one spelling, whoever bears it
_NEAR = 6  # tokens
_TRIED = 3  # names of one entity


class _Guess(NamedTuple):
    value: str | None
    score: float
    rule: str


def describe(finds: Finds, key: str, entry: Entry | None, names: Sequence[Found], held: Sequence[Office]) -> Entity:
    """The entity of a key from its names and the offices beside them."""
    article = finds.article
    spans = tuple(article.span(f.proposal.start, f.proposal.end) for f in names)
    written = [called(article, f.proposal) for f in names]
    longest = max(written, key=len)
    why = [reason for f in names[:1] for reason in f.reasons]
    country = _country(finds, entry, names, held)
    sector = _sector(finds, entry, names, held)
    why += [Reason(g.rule, g.score, g.value or "") for g in (country, sector) if g.value and g.rule != "table"]
    abstained = _abstained(entry, names, country.value)
    name = entry.name_ar if entry else longest
    romanised = romanise(name, whole=entry is not None or names[0].label in _OWN_NAMES)
    aliases = tuple(dict.fromkeys(one for one in written if one != name))
    label = names[0].label
    return Entity(
        key=key,
        type=label,
        name_ar=name,
        name_en=entry.name_en if entry else _in_english(finds, label, name) or romanised,
        mentions=spans,
        country=country.value,
        sector=sector.value,
        sectors=entry.sectors if entry else (),
        kind=entry.kind if entry else "person" if label == "PER" else None,
        wikidata=entry.wikidata if entry else None,
        geonames=entry.geonames if entry else None,
        roles=tuple(_role(finds, office) for office in held),
        aliases=aliases,
        romanised=romanised,
        place=_place(entry),
        why=tuple(why),
        abstained=abstained,
    )


def _in_english(finds: Finds, label: str, name: str) -> str | None:
    return in_english(finds.article.knowledge, name) if label in ("ORG", "FAC") else None


def slug(name: str) -> str:
    """An ASCII key for an unknown entity out of its name in Latin letters."""
    return _SLUG.sub("-", romanise(name, whole=False).lower()).strip("-") or "unnamed"


def _role(finds: Finds, office: Office) -> Role:
    page = finds.article.page
    start, end = page.inside(office.first, office.skip), page.ends[office.last - 1]
    span = finds.article.span(start, end)
    return Role(span.text, span)


def _place(entry: Entry | None) -> Place | None:
    if entry is None or entry.latitude is None or entry.longitude is None:
        return None
    return Place(entry.latitude, entry.longitude, entry.precision or "unknown", entry.admin1)


def _abstained(entry: Entry | None, names: Sequence[Found], country: str | None) -> tuple[Abstention, ...]:
    if entry is not None:
        return ()
    if len(names[0].candidates) > 1:
        fitting = " and ".join(f"{e.name_en} ({e.country})" for e in names[0].candidates[:2])
        field = "geonames" if names[0].label in ("GPE", "LOC", "FAC") else "wikidata"
        return (Abstention(field, f"two fit: {fitting}"),)
    if country is None and names[0].label in _OF_A_STATE:
        return (Abstention("country", "no state that the article names is likely enough"),)
    return ()


def _country(finds: Finds, entry: Entry | None, names: Sequence[Found], held: Sequence[Office]) -> _Guess:
    if entry is not None and entry.country:
        return _Guess(entry.country, 1.0, "table")
    if entry is not None and entry.type in _OPEN:
        own = country_beside(finds, names)
        return _Guess(own, 0.7, "grammar:near") if own else _Guess(None, 0.0, "")
    for office in held:
        if office.country:
            return _Guess(office.country, 0.9, "grammar:title")
    for f in names:
        for i in range(f.first, f.last):
            if country := finds.nationality(finds.article.page.forms[i]):
                return _Guess(country, 0.95, "grammar:adjective")
    if names[0].label in ("ORG", "FAC") and (inner := _inner_country(finds, names)):
        return _Guess(inner, 0.8, "grammar:inside")
    near = country_near(finds, names)
    if near is not None:
        return _Guess(near, 0.7, "grammar:near")
    likely = country_around(finds, names[0], names[0].label, titled=bool(held))
    return _Guess(likely.country, likely.score, "grammar:around") if likely else _Guess(None, 0.0, "")


def _inner_country(finds: Finds, names: Sequence[Found]) -> str | None:
    """The country of a place inside a name: مشفى حلب الجامعي."""
    for f in names[:_TRIED]:
        inner = finds.article.knowledge.lookup(f.name.partition(" ")[2])
        # كتائب الفجر is not of the country of the paper الفجر
        body = inner and inner[0].type == "ORG" and inner[0].sector not in NOT_ABOUT
        if names[0].label == "ORG" and body and inner[0].country:
            return inner[0].country  # لجنة الأمم المتحدة
        for word in f.name.split()[1:]:
            countries = {
                e.country for e in finds.article.knowledge.lookup(word) if e.type == "GPE" and _telling_place(finds, e)
            }
            if len(countries) == 1:
                return countries.pop()
    return None


def _telling_place(finds: Finds, entry: Entry) -> bool:
    """Whether a place in a name tells where it is: one of a country that the article names, or known everywhere."""
    return entry.feature in _STATES or finds.countries[entry.country or ""] > 0


def _sector(finds: Finds, entry: Entry | None, names: Sequence[Found], held: Sequence[Office]) -> _Guess:
    if entry is not None and entry.sector:
        return _Guess(entry.sector, 1.0, "table")
    if names[0].label == "GPE":
        if entry is not None and entry.feature in _STATES and any(_acts(finds, f) for f in names):
            return _Guess("GOV", 0.7, "grammar:acts")
        return _Guess(None, 0.0, "")
    for office in held:
        if office.sector:
            police = office.sector == "MIL" and any(_beside(finds, f, "police_near") for f in names)
            return _Guess("COP" if police else office.sector, 0.85, "grammar:title")
    if names[0].label == "PER":
        written = any(finds.before(f) in words("writer") for f in names)
        return _Guess("JRN", 0.8, "grammar:writer") if written else _Guess(None, 0.0, "")
    table = {"ORG": sectors(), "FAC": facilities()}.get(names[0].label, {})
    for f in names:
        for word in _telling(f):
            if sector := table.get(word.removeprefix("ال")) or table.get(word.removeprefix("ل")):
                return _Guess(sector, 0.8, "grammar:head")
    return _Guess(None, 0.0, "")


def _telling(f: Found) -> list[str]:
    """The words of a name that tell its sector, the most telling first: in مجلس الوزراء the second."""
    first, *rest = f.name.split()
    second_tells = f.label == "ORG" and first.removeprefix("ال") in words("second_tells")
    return [*rest[:1], first] if second_tells else [first, *rest[: f.label == "ORG"]]


def _beside(finds: Finds, f: Found, kind: str) -> bool:
    """Whether a word of a kind stands a few words before or after a name."""
    forms = finds.article.page.forms
    return any(form in words(kind) for form in forms[max(0, f.first - _NEAR) : f.last + _NEAR])


def _acts(finds: Finds, f: Found) -> bool:
    """Whether a state's or capital's name stands where a government is meant, not where something happens."""
    page = finds.article.page
    if f.proposal.start != page.starts[f.first] and page.text[f.proposal.start - 1] == "ب":
        return False
    return not (f.first and page.forms[f.first - 1] in words("locative"))
