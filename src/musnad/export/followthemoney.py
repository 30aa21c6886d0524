"""FollowTheMoney: entities as `ftm` reads them, and the statements behind each of their values.

Written without that package; a test has it validate and read back what is written here.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from musnad.export.told import Coded, chain_of, coded, name_of
from musnad.record import Entity, Record, Statement
from musnad.store.rows import actor_of

DATASET = "musnad"
_SCHEMAS = {
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "Address",
    "LOC": "Address",
    "FAC": "Address",
    "NORP": "LegalEntity",
}
_SHORT = 60  # letters of a content that serve as a note's name
Ftm = dict[str, Any]


def entities(record: Record) -> Iterator[Ftm]:
    """The article, its named entities, a Note for each statement and an Event for each event, with their evidence.

    The model has no place for the chain of a claim: it stands in the `summary` of Note and Event, the speech act or
    the status in `keywords`, and the article behind it in `proof`.
    """
    document = record.document
    article = f"musnad-{document.key[:40]}"
    yield _entity(
        article,
        "Article",
        title=[document.title],
        publishedAt=[document.published.isoformat() if document.published else None],
        publisher=[document.outlet],
        sourceUrl=[document.url],
        language=["ara"],
        bodyText=[document.text],
    )
    for e in record.entities.values():
        yield _named(e, article)
    for s in record.statements:
        yield _note(record, s, article)
    for one in coded(record, every_status=True):
        yield _event(record, one, article)


def entity_lines(records: Iterable[Record]) -> Iterator[str]:
    """The entities of all records as JSON lines, each id once."""
    seen: set[str] = set()
    for record in records:
        for entity in entities(record):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield json.dumps(entity, ensure_ascii=False)


def statement_lines(records: Iterable[Record]) -> Iterator[str]:
    """One JSON line for each value of each entity, with the article that it comes from as its `origin`.

    Here, other than among the entities, what several articles say of one person stands side by side.
    """
    for record in records:
        seen = record.document.published.isoformat() if record.document.published else None
        for entity in entities(record):
            for line in _statements(entity, record.document.key, seen):
                yield json.dumps(line, ensure_ascii=False)


def _statements(entity: Ftm, origin: str, seen: str | None) -> Iterator[Ftm]:
    """Each value as a statement, then the entity's own, whose value is a digest of the others (FtM's `id`)."""
    ids = []
    for prop, values in entity["properties"].items():
        for value in values:
            made = _statement(entity, prop, value, origin, seen)
            ids.append(made["id"])
            yield made
    yield _statement(entity, "id", hashlib.sha1("".join(sorted(ids)).encode()).hexdigest(), origin, seen)


def _statement(entity: Ftm, prop: str, value: str, origin: str, seen: str | None) -> Ftm:
    key = f"{DATASET}.{entity['id']}.{prop}.{value}"
    return {
        "canonical_id": entity["id"],
        "entity_id": entity["id"],
        "prop": prop,
        "schema": entity["schema"],
        "value": value,
        "dataset": DATASET,
        "lang": None,
        "original_value": None,
        "first_seen": seen,
        "last_seen": seen,
        "external": False,
        "origin": origin,
        "id": hashlib.sha1(key.encode("utf-8", "surrogatepass")).hexdigest(),  # the key FtM itself would make
    }


def _named(e: Entity, article: str) -> Ftm:
    schema = _SCHEMAS[e.type]
    named: dict[str, list[str | None]] = (
        {"full": [e.name_ar, e.name_en]} if schema == "Address" else {"name": [e.name_ar, e.name_en]}
    )
    if e.wikidata and schema != "Address":
        named["wikidataId"] = [e.wikidata]
    codes = " ".join(c for c in (e.country, e.sector) if c)
    return _entity(_id(e), schema, proof=[article], notes=[f"PLOVER {codes}" if codes else None], **named)


def _note(record: Record, s: Statement, article: str) -> Ftm:
    speaker = record.entities.get(s.chain[-1].entity or "") if s.chain else None
    target = record.entities.get(s.target or "")
    content = s.wording
    return _entity(
        f"musnad-{s.id}",
        "Note",
        name=[content if len(content) <= _SHORT else f"{content[: _SHORT - 1]}…"],
        description=[content],
        summary=[f"On the word of: {chain_of(record, s)}" if s.chain else None],
        keywords=[s.act, s.directness],
        entity=[_id(e) for e in (speaker, target) if e],
        proof=[article],
    )


def _event(record: Record, one: Coded, article: str) -> Ftm:
    event, days, chain = one.event, one.days, chain_of(record, one.statement)
    involved = [p for p in (*event.actors, *event.recipients) if p.entity]
    actors = [record.entities[p.entity] for p in involved if p.entity in record.entities]
    place = record.entities.get(event.place or "")
    names = [" and ".join(name_of(record, p) for p in members) for members in (event.actors, event.recipients)]
    return _entity(
        f"musnad-{event.id}",
        "Event",
        name=[" → ".join(n for n in (names[0], event.type, names[1]) if n)],
        startDate=[days[0].isoformat() if days else None],
        endDate=[days[1].isoformat() if days else None],
        involved=[_id(a) for a in actors if _SCHEMAS[a.type] != "Address"],
        location=[place.name_en if place else None],
        summary=[f"On the word of: {chain}" if chain else "On the article's own word"],
        description=[one.evidence.text],
        keywords=[event.type, one.status, *([event.mode] if event.mode else [])],
        proof=[article],
    )


def _id(entity: Entity) -> str:
    digest = hashlib.sha256(actor_of(entity).encode("utf-8", "surrogatepass")).hexdigest()
    return f"musnad-{digest[:40]}"


def _entity(identity: str, schema: str, **properties: list[str | None]) -> Ftm:
    kept = {name: [v for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {k: v for k, v in kept.items() if v}}
