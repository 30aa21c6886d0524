"""Articles, statements and events: searched, counted, and one by one."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from sqlalchemy import Select, select
from starlette.exceptions import HTTPException

from musnad.errors import UsageError
from musnad.record import Record, to_json
from musnad.render.grounds import grounds
from musnad.serve import shapes
from musnad.serve.answers import answered, cursor, hit_row, named, store_of, uncursor
from musnad.serve.wanted import WantedQuery
from musnad.store import Store, database, schema
from musnad.store.articles import versions_of
from musnad.store.rows import actor_of
from musnad.store.search import PER, Kind, Per, Wanted, count, count_by, search
from musnad.store.views import clusters_of, dated, members_of, sizes_of

router = APIRouter(prefix="/api/v1", tags=["Articles, statements, events"])
Kinds = Literal["articles", "statements", "events"]
KINDS: tuple[Kind, ...] = ("articles", "statements", "events")
Key = Annotated[str, Path(max_length=80)]
# Of ranked results nobody reads on for ever; each page finds the ones before it again.
_MOST_RANKED = 2000


class Searched(WantedQuery):
    """A search and which page of it."""

    limit: int = Field(20, ge=1, le=500, description="Results a page")
    cursor: str | None = Field(None, max_length=200, description="`next` of the page before")
    ranked: bool = Field(False, description="The best first instead of the newest (needs q)")

    def page(self, store: Store, kind: Kind) -> dict[str, Any]:
        """One page of results and the cursor of the next."""
        wanted, ranked = self.wanted(), self.ranked and bool(self.q)
        before, skip = None, 0
        if given := uncursor(self.cursor, str, int):
            if given[0] != ("ranked" if ranked else "newest") or given[1] < 0:
                raise UsageError("cursor", "it is of another list", "take it from `next` of the page before")
            before, skip = (None, given[1]) if ranked else (given[1], 0)
        hits = search(store, kind, wanted, limit=self.limit, before=before, ranked=ranked, skip=skip)
        following = None
        if len(hits) == self.limit:
            at = skip + len(hits)
            following = cursor("newest", hits[-1].number) if not ranked else cursor("ranked", at)
            following = None if ranked and at >= _MOST_RANKED else following
        rows = [hit_row(h) for h in hits]
        if kind == "events":
            _complete(store, rows)
        return {"results": rows, "next": following, "names": named(store, _ids(rows))}


def _ids(rows: list[dict[str, Any]]) -> list[str]:
    """The actor ids that rows name."""
    ones = [r[f] for r in rows for f in ("speaker", "target", "place", "byline") if r.get(f)]
    return [*ones, *(i for r in rows for f in ("actors", "recipients") for i in r.get(f, ()))]


def _complete(store: Store, rows: list[dict[str, Any]]) -> None:
    """Events with their cluster and who takes part."""
    numbers = [int(r["number"]) for r in rows]
    clusters, members = clusters_of(store, numbers), members_of(store, numbers)
    for number, row in zip(numbers, rows, strict=True):
        row["cluster"] = clusters.get(number)
        row.update(members[number])


@router.get("/articles", summary="Articles", responses={200: {"model": shapes.Page[shapes.ArticleRow]}})
def articles(request: Request, searched: Annotated[Searched, Query()]) -> Response:
    """Articles that match, the newest first."""
    return answered(request, searched.page(store_of(request), "articles"))


@router.get("/statements", summary="Statements", responses={200: {"model": shapes.Page[shapes.StatementRow]}})
def statements(request: Request, searched: Annotated[Searched, Query()]) -> Response:
    """Statements that match, with their originators, the newest first."""
    return answered(request, searched.page(store_of(request), "statements"))


@router.get("/events", summary="Events", responses={200: {"model": shapes.Page[shapes.EventRow]}})
def events(request: Request, searched: Annotated[Searched, Query()]) -> Response:
    """Events that match, each as one article reports it, the newest article first."""
    return answered(request, searched.page(store_of(request), "events"))


class SearchedIn(Searched):
    """A search in one of three."""

    into: Kinds = Field("articles", alias="in", description="What to search")


@router.get(
    "/search",
    summary="Search",
    responses={200: {"model": shapes.Page[shapes.ArticleRow | shapes.StatementRow | shapes.EventRow]}},
)
def searching(request: Request, searched: Annotated[SearchedIn, Query()]) -> Response:
    """Articles, statements or events: the three lists at one address, as `musnad search` has it."""
    return answered(request, searched.page(store_of(request), searched.into))


class Counted(WantedQuery):
    """A search to be counted."""

    per: Per | None = Field(None, description="Also how many per month, outlet, actor, type, status or kind")


@router.get("/counts/{kind}", summary="How many", responses={200: {"model": shapes.Counts}})
def counts(request: Request, kind: Kinds, filters: Annotated[Counted, Query()]) -> Response:
    """How many results a search has, and if asked how many per month (in order) or per another value (most first).

    `type` is the act of statements, `kind` what kind of source the originator is, `actor` the speaker, doer or agency.
    """
    store, wanted = store_of(request), filters.wanted()
    kept = request.app.state.kept
    body: dict[str, Any] = {"total": kept.get(("count", kind, wanted), lambda: count(store, kind, wanted))}
    if filters.per:
        body[filters.per] = kept.get(("per", kind, wanted, filters.per), lambda: _per(store, kind, wanted, filters.per))
        if filters.per == "actor":
            body["names"] = named(store, [v["value"] for v in body["actor"]])
    return answered(request, body)


def _per(store: Store, kind: Kind, wanted: Wanted, per: Any) -> list[dict[str, Any]]:
    return [{"value": value, "count": times} for value, times in count_by(store, kind, wanted, per)]


@router.get("/facets/{kind}", summary="All counts at once", responses={200: {"model": shapes.Facets}})
def facets(request: Request, kind: Kinds, filters: Annotated[WantedQuery, Query()]) -> Response:
    """How many results a search has per month, outlet, actor and so on: all that /counts tells, in one answer."""
    store, wanted = store_of(request), filters.wanted()

    def made() -> dict[str, Any]:
        found = {per: _per(store, kind, wanted, per) for per in PER[kind]}
        names = named(store, [v["value"] for v in found["actor"]])
        return {"total": count(store, kind, wanted), "facets": found, "names": names}

    return answered(request, request.app.state.kept.get(("facets", kind, wanted), made))


# -- one by one ------------------------------------------------------------------------------------------------


@router.get("/articles/{key}", summary="One article", responses={200: {"model": shapes.Article}})
def article(request: Request, key: Key) -> Response:
    """An article with its whole record, what was decided about it, its versions and copies, and its events' clusters.

    The record has the corrections of analysts; what they marked wrong is in it too, its ids under `wrong`.

    The form of the record: `musnad schema` prints it.
    """
    store = store_of(request)
    found = store.judged(key)
    if found is None:
        raise HTTPException(404, f"no article {key!r} in this store")
    record, url = found.record, found.record.document.url
    versions = versions_of(store, url) if url else []
    body = {
        "record": to_json(record),
        "grounds": grounds(record),
        "wrong": sorted(found.wrong),
        "decisions": [asdict(d) for d in store.decisions(key)],
        "versions": [{"article": v.document_key, "published": v.published, "added": v.added} for v in versions],
        "actors": {e.key: actor_of(e) for e in record.entities.values()},
    }
    return answered(request, body | _around(store, record))


def _around(store: Store, record: Record) -> dict[str, Any]:
    """The clusters of a record's events and the family of its copies."""
    d, e, c, f = schema.documents.c, schema.events.c, schema.clusters.c, schema.families.c
    first = select(f.family).join(schema.documents, d.number == f.document).where(d.key == record.document.key)
    copies = (
        select(d.key.label("article"), d.outlet, d.published, d.title, (f.document == f.family).label("first"))
        .join(schema.families, f.document == d.number)
        .where(f.family == first.scalar_subquery())
        .order_by(d.number)
        .limit(200)
    )
    clusters = (
        select(e.id, c.cluster)
        .join(schema.clusters, c.event == e.number)
        .join(schema.documents, d.number == e.document)
        .where(d.key == record.document.key)
    )
    with database.reading(store.engine, store.name) as connection:
        of = {row.id: row.cluster for row in connection.execute(clusters)}
        members = [dict(row) for row in connection.execute(copies).mappings()]
    if not members:
        return {"clusters": of, "family": None}
    origin = next((m["article"] for m in members if m["first"]), None)
    others = [m for m in members if m["article"] != record.document.key]
    return {"clusters": of, "family": {"of": origin, "copies": [{k: m[k] for k in m if k != "first"} for m in others]}}


def _row(store: Store, query: Select[Any], missing: str) -> dict[str, Any]:
    with database.reading(store.engine, store.name) as connection:
        row = connection.execute(query.limit(1)).mappings().one_or_none()
    if row is None:
        raise HTTPException(404, missing)
    return dict(row) | {"number": str(row["number"])}


def _printed() -> list[Any]:
    d = schema.documents.c
    return [d.key.label("article"), d.outlet, d.published, d.title]


@router.get("/statements/{id}", summary="One statement", responses={200: {"model": shapes.OneStatement}})
def statement(request: Request, id: Key) -> Response:
    """A statement by its id (s-…), with its chain, the outermost medium first, and what was decided about it."""
    store, s, k = store_of(request), schema.statements.c, schema.links.c
    columns = [c for c in schema.statements.c if c.name not in ("document", "anonymous")]
    query = select(*columns, *_printed()).join(schema.documents, schema.documents.c.number == s.document)
    row = _row(store, query.where(s.id == id), f"no statement {id!r} in this store")
    links = select(k.place, k.actor, k.words, k.kind).where(k.statement == int(row["number"])).order_by(k.place)
    with database.reading(store.engine, store.name) as connection:
        chain = [dict(r) for r in connection.execute(links).mappings()]
    names = named(store, [row["speaker"], row["target"], *(link["actor"] for link in chain)])
    body = {"statement": row, "chain": chain, "decisions": _decided(store, row["article"], id), "names": names}
    return answered(request, body)


@router.get("/events/{id}", summary="One event of one article", responses={200: {"model": shapes.OneEvent}})
def event(request: Request, id: Key) -> Response:
    """An event by its id (e-…) as its article reports it, with its cluster and what was decided about it."""
    store, e = store_of(request), schema.events.c
    columns = [c for c in schema.events.c if c.name != "document"]
    query = select(*columns, *_printed()).join(schema.documents, schema.documents.c.number == e.document)
    row = _row(store, query.where(e.id == id), f"no event {id!r} in this store")
    _complete(store, [row])
    body = {"event": row, "decisions": _decided(store, row["article"], id), "names": named(store, _ids([row]))}
    return answered(request, body)


def _decided(store: Store, article: str, subject: str) -> list[dict[str, Any]]:
    return [asdict(d) for d in store.decisions(article) if d.subject == subject]


# -- by day ----------------------------------------------------------------------------------------------------


class Dated(WantedQuery):
    """Events of a search, by day."""

    limit: int = Field(1000, ge=1, le=5000, description="Events a page")
    cursor: str | None = Field(None, max_length=200, description="`next` of the page before")


@router.get("/timeline", summary="Events by day", responses={200: {"model": shapes.Page[shapes.TimelineRow]}})
def timeline(request: Request, filters: Annotated[Dated, Query()]) -> Response:
    """Events by their own day, the latest first; one row a cluster, and those without a day are left out.

    `total` counts the events that match, also those without a day and those that share a cluster.
    """
    store, wanted = store_of(request), filters.wanted()
    before = None
    if given := uncursor(filters.cursor, int, int):
        if not 1 <= given[0] <= date.max.toordinal():
            raise UsageError("cursor", "it is of another list", "take it from `next` of the page before")
        before = (date.fromordinal(given[0]), given[1])
    found = dated(store, wanted, limit=filters.limit, before=before)
    following = cursor(found[-1]["first_day"].toordinal(), found[-1]["number"]) if len(found) == filters.limit else None
    sizes = sizes_of(store, [row["cluster"] for row in found if row["cluster"]])
    rows, seen = [], set()
    for row in found:
        if row["cluster"] and row["cluster"] in seen:
            continue
        seen.add(row["cluster"])
        event = row.pop("id")
        rows.append(row | {"event": event, "number": str(row["number"]), "tellings": sizes.get(row["cluster"], 1)})
    total = request.app.state.kept.get(("count", "events", wanted), lambda: count(store, "events", wanted))
    names = named(store, [row["place"] for row in rows])
    return answered(request, {"results": rows, "next": following, "total": total, "names": names})
