"""POLECAT's 40 columns, tab-separated, with Musnad's columns after them."""

from collections.abc import Iterable, Iterator, Sequence

from musnad.export.told import Coded, chain_of, coded, entity_of, name_of
from musnad.record import Entity, Participant, Record

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
ADDED = ("Status", "Chain", "Confidence", "Evidence", "Evidence Start", "Evidence End", "Article Key")
_NONE = "None"


def lines(records: Iterable[Record], *, every_status: bool = False) -> Iterator[str]:
    """The file's lines, the header first: `None` where nothing is known, `; ` between several."""
    yield "\t".join((*COLUMNS, *ADDED))
    for record in records:
        for one in coded(record, every_status=every_status):
            yield "\t".join(_cell(v) for v in _row(record, one))


def _cell(value: object) -> str:
    """One cell: no tab or line end, `None` for nothing."""
    if value is None or value in ("", ()):
        return _NONE
    if isinstance(value, (list, tuple)):
        return "; ".join(" ".join(str(v).split()) for v in value) or _NONE
    return " ".join(str(value).split())


def _row(record: Record, one: Coded) -> list[object]:
    event, document = one.event, record.document
    place = record.entities.get(event.place or "")
    return [
        event.id, one.days[0] if one.days else document.published, one.code.type, one.code.mode, one.code.score,
        one.code.quad_name, None,
        *_participants(record, event.actors),
        *_participants(record, event.recipients),
        *_place(place),
        document.outlet, document.published,
        *(_names(record, types) for types in (("PER",), ("ORG",), ("GPE", "LOC", "FAC"))),
        document.language, record.versions.get("musnad"),
        one.status, chain_of(record, one.statement), event.confidence, one.evidence.text, one.evidence.start,
        one.evidence.end, document.key,
    ]  # fmt: skip


def _participants(record: Record, members: Sequence[Participant]) -> list[object]:
    """Name, country, COW, primary sector, sectors, title, name raw, Wikipedia id (Wikidata's, where we have it)."""
    known = [e for m in members if (e := entity_of(record, m))]
    sectors = [s for e in known for s in (e.sector, *e.sectors) if s]
    return [
        [name_of(record, m) for m in members],
        _each(known, "country"),
        None,
        known[0].sector if known else None,
        list(dict.fromkeys(sectors)),
        [r.title for e in known for r in e.roles[:1]],
        [e.name_ar for e in known] + [m.span.text for m in members if m.span],
        _each(known, "wikidata"),
    ]


def _each(entities: list[Entity], field: str) -> list[str]:
    return list(dict.fromkeys(str(v) for e in entities if (v := getattr(e, field))))


def _place(place: Entity | None) -> list[object]:
    if place is None:
        return [None] * 10
    point = place.place
    city = place.name_en if point and point.precision == "city" else None
    return [
        place.name_en, city, None, point.admin1 if point else None, place.country,
        point.latitude if point else None, point.longitude if point else None, place.geonames, place.name_ar,
        point.precision if point else None,
    ]  # fmt: skip


def _names(record: Record, types: tuple[str, ...]) -> list[str]:
    return [e.name_en for e in record.entities.values() if e.type in types]
