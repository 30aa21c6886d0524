"""Records as JSON: the form of the gold annotations with the product's additions."""

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from musnad.errors import RecordError
from musnad.record.values import (
    SCHEMA,
    Abstention,
    Document,
    Entity,
    Event,
    Link,
    Participant,
    Place,
    Reason,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Time,
)

Json = dict[str, Any]
_ALWAYS = {"actors", "recipients"}  # gold annotations give them even where they are empty


def to_json(record: Record) -> Json:
    """The record as JSON values; fields at their default are left out, so that what is there was meant."""
    document = record.document
    head: Json = {
        "schema": SCHEMA,
        "id": document.id,
        "key": document.key,
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "sha256": document.sha256,
        "engine": record.engine,
        "versions": record.versions,
        "text": document.text,
    }
    if document.notes:
        head["notes"] = list(document.notes)
    if record.byline is not None:
        head["byline"] = record.byline
    if record.abstained:
        head["abstained"] = _plain(record.abstained)
    entities = {key: {k: v for k, v in _plain(e).items() if k != "key"} for key, e in record.entities.items()}
    return head | {
        "entities": entities,
        "times": _plain(record.times),
        "statements": _plain(record.statements),
        "events": _plain(record.events),
    }


def dumps(record: Record, *, indent: int | None = None) -> str:
    """The record as one JSON text: byte-identical for equal records."""
    return json.dumps(to_json(record), ensure_ascii=False, indent=indent)


@cache
def _fields(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a kind of value, empty where it is plain: attribute, name in JSON, the value that is left out."""
    if not is_dataclass(kind):
        return ()
    return tuple((f.name, f.name.rstrip("_"), MISSING if f.name in _ALWAYS else f.default) for f in fields(kind))


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if _fields(kind):
        made = {}
        for name, shown, unwritten in _fields(kind):
            item = getattr(value, name)
            if unwritten is MISSING or item != unwritten:
                made[shown] = _plain(item)
        return made
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    return value


def from_json(data: Json) -> Record:
    """A record from its JSON values; also from a gold annotation, which lacks the additions.

    Raises RecordError where a field is missing, of the wrong kind, or a span is not the text's.
    """
    name = str(data.get("id") or "record")
    try:
        return _record(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(name, f"not a record: {error!r}", f"expected the schema {SCHEMA}") from error


def _record(data: Json) -> Record:
    if data.get("schema", SCHEMA) != SCHEMA:
        raise ValueError(f"schema {data['schema']!r}")
    document = Document(
        text=data["text"],
        id=data.get("id"),
        outlet=data.get("outlet"),
        published=date.fromisoformat(data["published"]) if data.get("published") else None,
        title=data.get("title"),
        url=data.get("url"),
        language=data.get("language", "ar"),
        notes=tuple(data.get("notes", ())),
    )
    read = _Reader(document)
    return Record(
        document=document,
        entities={key: read.entity(key, e) for key, e in data["entities"].items()},
        times=tuple(read.time(t) for t in data["times"]),
        statements=tuple(read.statement(s) for s in data["statements"]),
        events=tuple(read.event(e) for e in data["events"]),
        byline=data.get("byline"),
        engine=data.get("engine", "unknown"),
        versions=dict(data.get("versions", {})),
        abstained=_abstained(data),
    )


def _abstained(data: Json) -> tuple[Abstention, ...]:
    return tuple(Abstention(**a) for a in data.get("abstained", ()))


def _why(data: Json) -> tuple[Reason, ...]:
    return tuple(Reason(**r) for r in data.get("why", ()))


class _Reader:
    """Rebuilds values from JSON and checks every span against the document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def span(self, data: Json) -> Span:
        span = self.document.span(data["start"], data["end"])
        if span.text != data["text"]:
            raise ValueError(f"[{span.start}, {span.end}) reads {span.text!r}, not {data['text']!r}")
        return span

    def optional(self, data: Json | None) -> Span | None:
        return self.span(data) if data else None

    def spans(self, data: Iterable[Json]) -> tuple[Span, ...]:
        return tuple(self.span(s) for s in data)

    def participant(self, data: Json) -> Participant:
        return Participant(entity=data["entity"]) if "entity" in data else Participant(span=self.span(data["span"]))

    def entity(self, key: str, data: Json) -> Entity:
        place = data.get("place")
        return Entity(
            key=key,
            type=data["type"],
            name_ar=data["name_ar"],
            name_en=data["name_en"],
            mentions=self.spans(data["mentions"]),
            country=data.get("country"),
            sector=data.get("sector"),
            sectors=tuple(data.get("sectors", ())),
            kind=data.get("kind"),
            wikidata=data.get("wikidata"),
            geonames=data.get("geonames"),
            roles=tuple(Role(r["title"], self.span(r["span"])) for r in data.get("roles", ())),
            aliases=tuple(data.get("aliases", ())),
            romanised=data.get("romanised"),
            place=Place(**place) if place else None,
            why=_why(data),
            abstained=_abstained(data),
        )

    def time(self, data: Json) -> Time:
        return Time(
            self.span(data["span"]), data["type"], data["value"], data.get("precision"), _why(data), _abstained(data)
        )

    def link(self, data: Json) -> Link:
        return Link(data.get("entity"), self.optional(data.get("anonymous")), data.get("for"), data.get("kind"))

    def statement(self, data: Json) -> Statement:
        addressee = data.get("addressee")
        if isinstance(addressee, str):
            addressee = {"entity": addressee}
        return Statement(
            id=data["id"],
            cue=self.optional(data.get("cue")),
            source=self.optional(data.get("source")),
            chain=tuple(self.link(link) for link in data["chain"]),
            content=self.spans(data["content"]),
            directness=data["directness"],
            act=data["act"],
            target=data.get("target"),
            addressee=self.participant(addressee) if addressee else None,
            setting=self.optional(data.get("setting")),
            within=data.get("within"),
            confidence=data.get("confidence"),
            why=_why(data),
            english=data.get("english"),
            abstained=_abstained(data),
        )

    def event(self, data: Json) -> Event:
        return Event(
            id=data["id"],
            type=data["type"],
            reports=tuple(Report(self.span(r["trigger"]), r["status"], r.get("statement")) for r in data["reports"]),
            mode=data.get("mode"),
            actors=tuple(self.participant(p) for p in data["actors"]),
            recipients=tuple(self.participant(p) for p in data["recipients"]),
            place=data.get("place"),
            time=data.get("time"),
            confidence=data.get("confidence"),
            why=_why(data),
            english=data.get("english"),
            abstained=_abstained(data),
        )
