"""Claims with their provenance: W3C PROV-O as JSON-LD, and FollowTheMoney entities with statements."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from musnad.export.told import Coded, chain_of, coded, link_name, name_of
from musnad.record import Entity, Record, Statement
from musnad.store.rows import actor_of

_CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "musnad": "urn:musnad:",
}


def prov(record: Record) -> dict[str, Any]:
    """The claims of an article as PROV-O: each statement an entity derived from the article, attributed link by link.

    The originator is prov:wasAttributedTo; every medium before it prov:hadPrimarySource's path, as qualified
    delegation from the outer to the inner link. Where a claim stands is an oa:TextPositionSelector in code points.
    """
    article = f"musnad:article/{record.document.key}"
    graph: list[dict[str, Any]] = [
        {
            "@id": article,
            "@type": "prov:Entity",
            "rdfs:label": record.document.title,
            "prov:generatedAtTime": record.document.published.isoformat() if record.document.published else None,
            "prov:wasAttributedTo": _agent_id(record.document.outlet) if record.document.outlet else None,
        }
    ]
    agents: dict[str, dict[str, Any]] = {}
    for s in record.statements:
        graph.append(_claim(record, s, article, agents))
    if record.document.outlet:
        identity = _agent_id(record.document.outlet)
        agents.setdefault(
            identity, {"@id": identity, "@type": "prov:Organization", "rdfs:label": record.document.outlet}
        )
    return {"@context": _CONTEXT, "@graph": [_full(n) for n in (*graph, *agents.values())]}


def _claim(record: Record, s: Statement, article: str, agents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    chain = []
    for link in s.chain:
        entity = record.entities.get(link.entity or "")
        words = link_name(record, link)
        identity = f"musnad:actor/{_digest(actor_of(entity))}" if entity else f"musnad:unnamed/{_digest(s.id + words)}"
        kind = "prov:Person" if entity and entity.type == "PER" else "prov:Organization" if entity else "prov:Agent"
        agents.setdefault(identity, {"@id": identity, "@type": kind, "rdfs:label": words})
        chain.append(identity)
    return {
        "@id": f"musnad:statement/{s.id}",
        "@type": "prov:Entity",
        "prov:value": " … ".join(c.text for c in s.content),
        "prov:wasDerivedFrom": article,
        "prov:wasAttributedTo": chain[-1] if chain else None,
        "prov:qualifiedDelegation": [
            {"@type": "prov:Delegation", "prov:agent": outer, "prov:hadActivity": f"musnad:passing-on/{s.id}/{place}"}
            for place, outer in enumerate(chain[:-1])
        ],
        "musnad:act": s.act,
        "musnad:within": f"musnad:statement/{s.within}" if s.within else None,
        "oa:hasSelector": [
            {"@type": "oa:TextPositionSelector", "oa:start": c.start, "oa:end": c.end} for c in s.content
        ],
    }


def _full(node: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in node.items() if v not in (None, [])}


def _agent_id(outlet: str) -> str:
    return f"musnad:outlet/{_digest(outlet)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


_SCHEMAS = {
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "Address",
    "LOC": "Address",
    "FAC": "Address",
    "NORP": "LegalEntity",
}


def ftm(record: Record) -> Iterator[dict[str, Any]]:
    """FollowTheMoney entities: the article, its named entities, and an Event for each event with its evidence.

    The model has no place for the chain of a claim: it stands in the Event's `summary`, and its status in `keywords`.
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
    for one in coded(record, every_status=True):
        yield _event(record, one, article)


def _named(e: Entity, article: str) -> dict[str, Any]:
    schema = _SCHEMAS[e.type]
    named: dict[str, list[str | None]] = (
        {"full": [e.name_ar, e.name_en]} if schema == "Address" else {"name": [e.name_ar, e.name_en]}
    )
    if e.wikidata and schema != "Address":
        named["wikidataId"] = [e.wikidata]
    coded = " ".join(c for c in (e.country, e.sector) if c)
    return _entity(_ftm_id(e), schema, proof=[article], notes=[f"PLOVER {coded}" if coded else None], **named)


def _event(record: Record, one: Coded, article: str) -> dict[str, Any]:
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
        involved=[_ftm_id(a) for a in actors if _SCHEMAS[a.type] != "Address"],
        location=[place.name_en if place else None],
        summary=[f"On the word of: {chain}" if chain else "On the article's own word"],
        description=[one.evidence.text],
        keywords=[event.type, one.status, *([event.mode] if event.mode else [])],
        proof=[article],
    )


def _ftm_id(entity: Entity) -> str:
    return f"musnad-{_digest(actor_of(entity))}"


def _entity(identity: str, schema: str, **properties: list[str | None]) -> dict[str, Any]:
    kept = {name: [v for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {k: v for k, v in kept.items() if v}}


def ftm_lines(records: Iterable[Record]) -> Iterator[str]:
    """The entities of all records as JSON lines, each id once."""
    seen: set[str] = set()
    for record in records:
        for entity in ftm(record):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield json.dumps(entity, ensure_ascii=False)
