"""The API's views across articles: events gathered, contradictions, follow-ups, actors, outlets, map and network."""

import json
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from starlette.exceptions import HTTPException

from musnad.corroboration.followups import follow_ups
from musnad.corroboration.found import conflicts
from musnad.serve.api import answered, named, store_of
from musnad.store import Store, database, overviews, schema

router = APIRouter(prefix="/api/v1")


@router.get("/contradictions", summary="Accounts that exclude each other, the latest first")
def contradictions(
    request: Request,
    kind: Literal["happened", "actor", "place", "toll"] | None = None,
    cluster: Annotated[str | None, Query(max_length=80)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Response:
    store = store_of(request)
    found = conflicts(store, kind=kind, cluster=cluster, limit=limit)
    keys = _keys(store, [s.document for c in found for s in (c.one, c.other)])
    results = []
    for c in found:
        both = [asdict(s) | {"article": keys.get(s.document)} for s in (c.one, c.other)]
        for side in both:
            side["published"] = date.fromordinal(side["published"])
            side["event"] = str(side["event"])
            del side["document"]
        results.append({"number": c.number, "cluster": c.cluster, "kind": c.kind, "sides": both})
    claims = [part for c in found for s in (c.one, c.other) for part in (s.by or "", *s.claim.split())]
    return answered(request, {"results": results, "names": named(store, [p for p in claims if p])})


def _keys(store: Store, numbers: list[int]) -> dict[int, str]:
    d = schema.documents.c
    with database.reading(store.engine, store.name) as connection:
        return dict(
            connection.execute(select(d.number, d.key).where(d.number.in_(sorted(set(numbers))))).tuples().all()
        )


@router.get("/follow-ups", summary="What was planned and what became of it")
def followed(
    request: Request,
    on: date | None = None,
    state: Literal["occurred", "under way", "denied", "postponed", "open", "silent"] | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Response:
    found = follow_ups(store_of(request), on or date.today())
    wanted = [f for f in found if state is None or f.state == state]
    return answered(request, {"results": [asdict(f) for f in wanted[:limit]], "total": len(wanted)})


@router.get("/clusters/{cluster}", summary="One event as all articles tell it, with the grounds of each join")
def cluster(request: Request, cluster: str) -> Response:
    store = store_of(request)
    c, e, d, j = schema.clusters.c, schema.events.c, schema.documents.c, schema.joins.c
    with database.reading(store.engine, store.name) as connection:
        into = connection.scalar(select(schema.merged.c.into).where(schema.merged.c.cluster == cluster))
        cluster = into or cluster
        rows = (
            connection.execute(
                select(
                    e.number,
                    e.id,
                    e.type,
                    e.mode,
                    e.status,
                    e.trigger,
                    e.time,
                    e.place,
                    d.key,
                    d.outlet,
                    d.published,
                    d.title,
                )
                .join(schema.clusters, c.event == e.number)
                .join(schema.documents, d.number == e.document)
                .where(c.cluster == cluster)
                .order_by(e.number)
            )
            .mappings()
            .all()
        )
        if not rows:
            raise HTTPException(404, f"no event {cluster!r} in this store")
        numbers = [r["number"] for r in rows]
        joins = connection.execute(select(j.first, j.second, j.score, j.shared).where(j.first.in_(numbers))).all()
        family = dict(
            connection.execute(
                select(schema.families.c.document, schema.families.c.family).where(
                    schema.families.c.document.in_([n >> schema.BITS for n in numbers])
                )
            )
            .tuples()
            .all()
        )
    tellings = [dict(r) | {"number": str(r["number"]), "article": r["key"]} for r in rows]
    independent = {family.get(n >> schema.BITS, n >> schema.BITS) for n in numbers}
    body: dict[str, Any] = {
        "cluster": cluster,
        "tellings": tellings,
        "independent": len(independent),
        "joins": [
            {"first": str(x.first), "second": str(x.second), "score": x.score, "shared": json.loads(x.shared)}
            for x in joins
        ],
        "names": named(store, [r["place"] for r in rows if r["place"]]),
    }
    return answered(request, body)


@router.get("/actors/{actor}", summary="One actor: how often it speaks, is spoken of, acts")
def actor(request: Request, actor: str) -> Response:
    found = overviews.profile(store_of(request), actor)
    if found is None:
        raise HTTPException(404, f"no actor {actor!r} in this store")
    return answered(request, found)


@router.get("/outlets", summary="Outlets and their habits of sourcing")
def outlets(request: Request) -> Response:
    return answered(request, {"results": [asdict(o) for o in overviews.outlets(store_of(request))]})


@router.get("/outlets/{outlet}", summary="One outlet, and whom it quotes")
def outlet(request: Request, outlet: str) -> Response:
    store = store_of(request)
    found = overviews.outlet_of(store, outlet)
    if found is None:
        raise HTTPException(404, f"no outlet {outlet!r} in this store")
    return answered(request, asdict(found) | {"names": named(store, [a for a, _ in found.quoted])})


@router.get("/network", summary="Who speaks of or acts on whom")
def network(request: Request, limit: Annotated[int, Query(ge=1, le=5000)] = 300) -> Response:
    store = store_of(request)
    found = overviews.edges(store, limit)
    ids = [i for e in found for i in (e.source, e.target)]
    return answered(request, {"edges": [asdict(e) for e in found], "names": named(store, ids)})


@router.get("/map", summary="Places of events")
def places(request: Request) -> Response:
    store = store_of(request)
    found = overviews.points(store)
    return answered(request, {"points": found, "names": named(store, [p["place"] for p in found if p["place"]])})
