"""The values of who and where: entries, matches in a text, offices and their holders."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})

# Countries whose small towns Arabic papers name as a matter of course.
NEAR = frozenset(
    {"SYR", "IRQ", "YEM", "LBY", "EGY", "PSE", "ISR", "LBN", "JOR", "SAU", "ARE", "QAT", "KWT", "BHR", "OMN"}
    | {"SDN", "SSD", "TUN", "DZA", "MAR", "MRT", "SOM", "DJI", "COM", "ESH"}
)

# PLOVER's `resolution` of a place (manual 2.0, location object): the finest area that its point stands for.
RESOLUTIONS = {"country": 1, "province": 2, "district": 3, "city": 4, "sub-city": 5}


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor, person, people or place of the tables.

    `حلب` is the entry with key `gn.170063`, type GPE, name_en Aleppo, country SYR, latitude 36.2, precision `city`.
    `country` is ISO 3166-1 alpha-3 or a PLOVER code (UNO EUR IGO NGO IMG ISM MNC); `sector` is the primary PLOVER
    sector and `sectors` the others; `feature` is a GeoNames feature code; `population` counts people; `precision`
    says what the point stands for (a key of RESOLUTIONS). None where unknown.
    """

    key: str
    type: str
    name_ar: str
    name_en: str
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    kind: str | None = None
    wikidata: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    feature: str | None = None
    population: int | None = None
    precision: str | None = None

    @property
    def resolution(self) -> int | None:
        """PLOVER's code: 5 sub-city, 4 city, 3 district, 2 province, 1 country; None where it is no place."""
        return RESOLUTIONS.get(self.precision or "")


class Match(NamedTuple):
    """A known name in a folded text: code points [start, end) without clitics, and the entries it may mean.

    Candidates stand in order of how usual each is; more than one means that the form alone does not tell.
    """

    start: int
    end: int
    candidates: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A title or office: `وزير الخارجية` is foreign-minister, sector GOV, of a country.

    `of` says what it takes as complement: `country`, `org` or `none`.
    """

    key: str
    name_ar: str
    name_en: str
    sector: str | None
    of: str


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A title in a folded text: code points [start, end) without clitics."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office of a country or body, from when to when.

    `start` and `end` are ISO 8601 dates as precise as is known (`2013`, `2013-02`, `2013-02-01`), both included;
    an empty `end` means still in office when the table was made.
    """

    person: str
    role: str
    of: str
    start: str
    end: str

    def holds(self, on: date) -> bool:
        """Whether the office was held at the day; a date known by its year or month alone counts as a whole."""
        day = on.isoformat()
        return self.start <= day and (not self.end or day[: len(self.end)] <= self.end)
