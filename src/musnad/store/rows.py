"""A record as rows of the schema, and back."""

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from musnad.arabic import fold_text
from musnad.arabic.index import index_words
from musnad.record import Entity, Event, Reason, Record, Statement, from_json, to_json
from musnad.store.schema import BITS

Row = dict[str, Any]
# Who speaks in `why` where an analyst changed a value.
ANALYST = "analyst"


@dataclass(slots=True)
class Rows:
    """The rows of one document, by table, and the words of its text and of each statement for the full-text indexes.

    They cost most of what storing an article costs, and can be made where it was analysed: as `rows_of` makes them
    the document has number 0, and `numbered` puts them in their place in a store.
    """

    document: Row
    record: Row
    words: str
    content_words: list[str] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    actors: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    participants: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The document's key."""
        return str(self.document["key"])

    @property
    def made_by(self) -> tuple[str, str]:
        """The engine and the versions that analysed it."""
        return self.record["engine"], self.record["version"]

    def as_read(self) -> Record:
        """The record that the rows were made of."""
        return unpack(self.record["json"], self.document["text"])

    def numbered(self, number: int) -> None:
        """Give the document, numbered 0 until now, its number, and to all that counts from it."""
        base = number << BITS
        self.document["number"] = self.record["document"] = number
        for rows in (self.entities, self.statements, self.events):
            for row in rows:
                row["number"] += base
                row["document"] = number
        for row in self.links:
            row["statement"] += base
        for row in self.participants:
            row["event"] += base
        for row in self.reports:
            row["event"] += base
            if row["statement"] is not None:
                row["statement"] += base


def actor_of(entity: Entity) -> str:
    """One name for an entity over all documents: its Wikidata or GeoNames id, else type and folded name."""
    if entity.wikidata:
        return entity.wikidata
    if entity.geonames and entity.type == "GPE":
        return f"geonames:{entity.geonames}"
    return f"{entity.type}:{fold_text(entity.name_ar)}"


def plain_name(name: str) -> str:
    """A name for comparing: folded, small, words with one space between, without points and hyphens."""
    return " ".join(re.findall(r"\w+", fold_text(name).lower()))


def version_of(versions: dict[str, str]) -> str:
    """Versions as one string, equal for equal versions."""
    return " ".join(f"{name}={versions[name]}" for name in sorted(versions))


def pack(record: Record) -> bytes:
    """The record compressed; its text is left out, and spans are their two offsets (the document has the words)."""
    data = to_json(record)
    del data["text"]
    plain = _SPAN.sub(r"[\1,\2]", json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return zlib.compress(plain.encode("utf-8", "surrogatepass"))


# Within a JSON string the quotation marks would be escaped, so this finds spans alone.
_SPAN = re.compile(r'\{"start":(\d+),"end":(\d+),"text":"(?:[^"\\]|\\.)*"\}')


def unpack(packed: bytes, text: str) -> Record:
    """The record of a packed row and its document's text; also as schema 1 packed it, with the words of spans."""
    return from_json(unpacked(packed, text))


def unpacked(packed: bytes, text: str) -> Row:
    """The JSON values of a packed record."""
    data: Row = _worded(json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass")), text)
    return data | {"text": text}


def _worded(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {k: _worded(v, text) for k, v in value.items()}
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[0], int):
            return {"start": value[0], "end": value[1], "text": text[value[0] : value[1]]}
        return [_worded(v, text) for v in value]
    return value


def days_of(value: str | None) -> tuple[date, date] | None:
    """The first and last day that a TIMEX3 value spans; None for durations, sets and vague references.

    2016-08-30 → one day, 2016-W36 → Monday to Sunday, 2016-09, 2016-SU, 2016, 2016-H2, 2016-Q1, and ranges with /.
    """
    if not value:
        return None
    first, _, last = value.partition("/")
    begun, ended = _days(first.split("T")[0]), _days((last or first).split("T")[0])
    return (begun[0], ended[1]) if begun and ended else None


_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def _days(value: str) -> tuple[date, date] | None:
    try:
        if len(value) == 10:
            day = date.fromisoformat(value)
            return day, day
        year = int(value[:4])
        rest = value[5:]
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if rest in _SEASONS:
            return _months(year, *_SEASONS[rest])
        if rest[0] == "W":
            monday = date.fromisocalendar(year, int(rest[1:3]), 1)
            return monday, monday + timedelta(days=6)
        if rest[0] in "HQ":
            size = 6 if rest[0] == "H" else 3
            return _months(year, (int(rest[1]) - 1) * size + 1, int(rest[1]) * size)
        return _months(year, int(rest), int(rest))
    except (ValueError, IndexError, OverflowError):
        return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """The first and last day of months first to last; 13 and 14 are those of the next year."""
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(days=1)


def indexed(text: str) -> str:
    """A text as the full-text index takes it."""
    return " ".join(index_words(text))


def rows_of(record: Record, wrong: frozenset[str] = frozenset()) -> Rows:
    """All rows of a record, its document numbered 0, without the statements and events that are wrong.

    What is left out keeps its number, so that taking it in again moves nothing.
    """
    document = record.document
    rows = Rows(
        document={
            "number": 0,
            "key": document.key,
            "id": document.id,
            "outlet": document.outlet,
            "byline": _actor(record, record.byline),
            "published": document.published,
            "title": document.title or document.text.split("\n", 1)[0][:500],
            "url": document.url,
            "text": document.text,
            "sha256": document.sha256,
        },
        record={
            "document": 0,
            "engine": record.engine,
            "version": version_of(record.versions),
            "json": pack(record),
        },
        words=indexed(document.text),
    )
    for i, entity in enumerate(record.entities.values()):
        rows.entities.append(_entity(entity, i))
        rows.actors.append(_actor_row(entity))
    numbers = {s.id: i for i, s in enumerate(record.statements) if s.id not in wrong}
    for statement in record.statements:
        if statement.id in numbers:
            _add_statement(rows, record, statement, numbers[statement.id])
    for i, event in enumerate(record.events):
        if event.id not in wrong:
            _add_event(rows, record, event, i, numbers)
    return rows


def _marks(why: Sequence[Reason]) -> str | None:
    """By whom and when what was corrected, as a row tells it; None where nothing was."""
    return "; ".join(r.note for r in why if r.by == ANALYST) or None


def _actor(record: Record, key: str | None) -> str | None:
    entity = record.entities.get(key) if key else None
    return actor_of(entity) if entity else None


def _entity(entity: Entity, number: int) -> Row:
    return {
        "number": number,
        "document": 0,
        "key": entity.key,
        "actor": actor_of(entity),
        "type": entity.type,
        "name_ar": entity.name_ar,
        "name_en": entity.name_en,
        "country": entity.country,
        "sector": entity.sector,
        "kind": entity.kind,
        "wikidata": entity.wikidata,
        "geonames": entity.geonames,
        "latitude": entity.place.latitude if entity.place else None,
        "longitude": entity.place.longitude if entity.place else None,
        "mentions": len(entity.mentions),
    }


def _actor_row(entity: Entity) -> Row:
    return {
        "actor": actor_of(entity),
        "type": entity.type,
        "name_ar": entity.name_ar,
        "name_en": entity.name_en,
        "names": f" {plain_name(entity.name_ar)} | {plain_name(entity.name_en)} ",
        "country": entity.country,
        "sector": entity.sector,
    }


def _add_statement(rows: Rows, record: Record, s: Statement, number: int) -> None:
    last = s.chain[-1] if s.chain else None
    rows.content_words.append(indexed(s.wording))
    rows.statements.append(
        {
            "number": number,
            "document": 0,
            "id": s.id,
            "act": s.act,
            "directness": s.directness,
            "content": s.wording,
            "speaker": _actor(record, last.entity) if last else None,
            "speaker_words": last.anonymous.text if last and last.anonymous else None,
            "speaker_kind": last.kind if last else None,
            "target": _actor(record, s.target),
            "links": len(s.chain),
            "anonymous": sum(link.anonymous is not None for link in s.chain),
            "confidence": s.confidence,
            "corrected": _marks(s.why),
        }
    )
    for place, link in enumerate(s.chain):
        rows.links.append(
            {
                "statement": number,
                "place": place,
                "actor": _actor(record, link.entity),
                "words": link.anonymous.text if link.anonymous else None,
                "kind": link.kind,
            }
        )


def _add_event(rows: Rows, record: Record, event: Event, number: int, statements: dict[str, int]) -> None:
    value = record.times[event.time].value if event.time is not None else None
    days = days_of(value)
    place = record.entities.get(event.place) if event.place else None
    rows.events.append(
        {
            "number": number,
            "document": 0,
            "id": event.id,
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "trigger": event.reports[0].trigger.text,
            "time": value,
            "first_day": days[0] if days else None,
            "last_day": days[1] if days else None,
            "place": actor_of(place) if place else None,
            "country": place.country if place else None,
            "latitude": place.place.latitude if place and place.place else None,
            "longitude": place.place.longitude if place and place.place else None,
            "confidence": event.confidence,
            "corrected": _marks(event.why),
        }
    )
    for role, members in (("actor", event.actors), ("recipient", event.recipients)):
        for at, member in enumerate(members):
            rows.participants.append(
                {
                    "event": number,
                    "role": role,
                    "place": at,
                    "actor": _actor(record, member.entity),
                    "words": member.span.text if member.span else None,
                }
            )
    for at, report in enumerate(event.reports):
        rows.reports.append(
            {
                "event": number,
                "place": at,
                "trigger": report.trigger.text,
                "status": report.status,
                "statement": statements.get(report.statement) if report.statement else None,
            }
        )
