"""Claims with their provenance: W3C PROV-O as JSON-LD."""

import hashlib
from typing import Any

from musnad.export.told import link_name
from musnad.record import Record, Statement
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
        "prov:value": s.wording,
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
