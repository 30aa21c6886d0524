"""GeoJSON of events, and GEXF of who speaks of or acts on whom."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as Xml

from musnad.export.told import chain_of, coded, name_of
from musnad.record import Record
from musnad.store.rows import actor_of

_GEXF = "http://gexf.net/1.3"
_CONTROL = dict.fromkeys(c for c in range(32) if c not in (9, 10, 13))


def geojson(records: Iterable[Record]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946) of the events whose place has coordinates; `precision` says what the point is."""
    features = []
    for record in records:
        for one in coded(record, every_status=True):
            place = record.entities.get(one.event.place or "")
            if place is None or place.place is None:
                continue
            features.append(
                {
                    "type": "Feature",
                    "id": one.event.id,
                    "geometry": {"type": "Point", "coordinates": [place.place.longitude, place.place.latitude]},
                    "properties": {
                        "type": one.event.type,
                        "mode": one.event.mode,
                        "status": one.status,
                        "place_ar": place.name_ar,
                        "place_en": place.name_en,
                        "precision": place.place.precision,
                        "actors": [name_of(record, p) for p in one.event.actors],
                        "recipients": [name_of(record, p) for p in one.event.recipients],
                        "chain": chain_of(record, one.statement),
                        "outlet": record.document.outlet,
                        "published": record.document.published.isoformat() if record.document.published else None,
                        "article": record.document.key,
                        "trigger": one.evidence.text,
                    },
                }
            )
    return {"type": "FeatureCollection", "features": features}


def gexf(records: Iterable[Record]) -> str:
    """A directed graph in GEXF 1.3: nodes are actors, edges `speaks of` and `acts on` weighted by how often."""
    names: dict[str, tuple[str, str]] = {}
    edges: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        ids = {key: actor_of(e) for key, e in record.entities.items()}
        names |= {ids[k]: (e.name_en, e.type) for k, e in record.entities.items()}
        for s in record.statements:
            speaker = ids.get(s.chain[-1].entity or "") if s.chain else None
            if speaker and s.target in ids and ids[s.target] != speaker:
                edges[speaker, ids[s.target], "speaks of"] += 1
        for e in record.events:
            doers = [ids[p.entity] for p in e.actors if p.entity in ids]
            others = [ids[p.entity] for p in e.recipients if p.entity in ids]
            edges.update((a, b, "acts on") for a in doers for b in others if a != b)
    return _gexf(names, edges)


def _gexf(names: dict[str, tuple[str, str]], edges: Counter[tuple[str, str, str]]) -> str:
    root = Xml.Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    graph = Xml.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    attributes = Xml.SubElement(graph, "attributes", {"class": "node"})
    Xml.SubElement(attributes, "attribute", {"id": "type", "title": "type", "type": "string"})
    used = sorted({end for a, b, _ in edges for end in (a, b)})
    nodes = Xml.SubElement(graph, "nodes")
    for actor in used:
        label, kind = names[actor]
        node = Xml.SubElement(nodes, "node", {"id": _clean(actor), "label": _clean(label)})
        values = Xml.SubElement(node, "attvalues")
        Xml.SubElement(values, "attvalue", {"for": "type", "value": kind})
    drawn = Xml.SubElement(graph, "edges")
    for number, ((a, b, kind), times) in enumerate(sorted(edges.items())):
        Xml.SubElement(
            drawn,
            "edge",
            {
                "id": str(number),
                "source": _clean(a),
                "target": _clean(b),
                "label": kind,
                "kind": kind,
                "weight": str(times),
            },
        )
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return text.translate(_CONTROL)


def compact(value: Any) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def dumps(value: Any) -> str:
    """JSON with Arabic letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
