"""The API's views across articles: events gathered, contradictions, and what became of plans."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from starlette.exceptions import HTTPException

from musnad.corroboration.actor import plans
from musnad.corroboration.followups import FollowUp, follow_ups, is_due
from musnad.corroboration.found import Conflict, as_told, conflicts, names_in
from musnad.corroboration.overview import Joined, overview
from musnad.serve import shapes_across as shapes
from musnad.serve.answers import answered, heavy, named, page_of, store_of
from musnad.serve.shapes import Page
from musnad.serve.wanted import WantedQuery
from musnad.store import Store, database, schema
from musnad.store.views import gathered, members_of, printed_in

router = APIRouter(prefix="/api/v1", tags=["Across articles"])
State = Literal["occurred", "under way", "denied", "cancelled", "postponed", "open", "silent"]
_MOST = 100_000


# -- contradictions --------------------------------------------------------------------------------------------


class Opposed(BaseModel):
    """Which contradictions, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["happened", "actor", "place", "toll", "said"] | None = Field(
        None, description="What the accounts differ in"
    )
    cluster: str | None = Field(None, max_length=80)
    outlet: str | None = Field(None, max_length=200, description="One of the sides was printed by this outlet")
    since: date | None = Field(None, description="The later side was published on this day or later")
    until: date | None = None
    limit: int = Field(50, ge=1, le=500)
    cursor: str | None = Field(None, max_length=200)


@router.get("/contradictions", summary="Contradictions", responses={200: {"model": Page[shapes.Contradiction]}})
@heavy
def contradictions(request: Request, opposed: Annotated[Opposed, Query()]) -> Response:
    """Accounts of one event that exclude each other, the latest first, both sides with words and originator."""
    store, o = store_of(request), opposed
    found: list[Conflict] = request.app.state.kept.get(
        ("conflicts", o.kind, o.cluster), lambda: conflicts(store, kind=o.kind, cluster=o.cluster, limit=_MOST)
    )
    since, until = o.since or date.min, o.until or date.max
    wanted = [
        c
        for c in found
        if since <= date.fromordinal(max(c.one.published, c.other.published, 1)) <= until
        and (o.outlet is None or o.outlet in (c.one.outlet, c.other.outlet))
    ]
    page, following = page_of(wanted, o.cursor, o.limit)
    rows, names = as_told(store, page), named(store, names_in(page))
    return answered(request, {"results": rows, "next": following, "total": len(wanted), "names": names})


# -- follow-ups ------------------------------------------------------------------------------------------------


class Followed(BaseModel):
    """Which plans, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    on: date | None = Field(None, description="The day from which to look; today if not given")
    state: State | None = None
    due: Literal["this-week", "overdue", "all"] = "all"
    type: str | None = Field(None, max_length=20, description="PLOVER event type")
    actor: str | None = Field(None, max_length=300, description="Id of an actor who is to do it")
    steps: int = Field(50, ge=0, le=1000, description="How many reports of each history, the latest; `told` counts all")
    limit: int = Field(200, ge=1, le=1000)
    cursor: str | None = Field(None, max_length=200)


def day_of(request: Request, on: date | None) -> date:
    """The day from which to look: today if none is given; the last of a store whose articles all lie in the future."""
    n, today, store = schema.documents.c.number, date.today(), store_of(request)
    if on is not None:
        return on
    with database.reading(store.engine, store.name) as connection:
        first = connection.scalar(select(func.min(n)).where(n >= 1 << schema.BITS))
        if first is None or first >> schema.BITS <= today.toordinal():
            return today
        return date.fromordinal((connection.scalar(select(func.max(n))) or first) >> schema.BITS)


def plans_on(request: Request, day: date) -> list[FollowUp]:
    """Every plan known on a day."""
    store = store_of(request)
    found: list[FollowUp] = request.app.state.kept.get(("plans", day), lambda: follow_ups(store, day))
    return found


def brief(plan: FollowUp, steps: int) -> dict[str, Any]:
    """A plan with the latest steps of its history, and how many there are in all."""
    told, history = asdict(plan), plan.history
    latest = [asdict(s) for s in history[len(history) - min(steps, len(history)) :]]
    return told | {"history": latest, "told": len(history)}


@router.get("/follow-ups", summary="What became of plans", responses={200: {"model": shapes.FollowUps}})
@heavy
def followed(request: Request, wanted: Annotated[Followed, Query()]) -> Response:
    """What was planned, its due days, its history in phases and in reports, and its state on a day.

    The next due first, those without a day last. `counts` tells how many plans are in each state before `state` is
    asked for; `silent` are those overdue.
    """
    day = day_of(request, wanted.on)
    known: Sequence[FollowUp] = plans_on(request, day)
    if wanted.actor:
        known = plans(store_of(request), wanted.actor, known)
    if wanted.type:
        known = [f for f in known if f.type == wanted.type.upper()]
    known = [f for f in known if is_due(f, wanted.due, day)]
    found = [f for f in known if wanted.state in (None, f.state)]
    page, following = page_of(found, wanted.cursor, wanted.limit)
    rows = [brief(f, wanted.steps) for f in page]
    counts = Counter(f.state for f in known)
    body: dict[str, Any] = {
        "results": rows,
        "next": following,
        "total": len(found),
        "counts": counts,
        "on": day,
        "names": {},
    }
    return answered(request, body)


# -- clusters --------------------------------------------------------------------------------------------------


class Gathered(WantedQuery):
    """Clusters of events of a search, and which page of them."""

    least: int = Field(2, ge=1, le=1000, description="So many of the matching events at least")
    order: Literal["newest", "largest"] = "newest"
    limit: int = Field(20, ge=1, le=200)
    cursor: str | None = Field(None, max_length=200)


@router.get(
    "/clusters", summary="Events as all articles tell them", responses={200: {"model": Page[shapes.ClusterRow]}}
)
@heavy
def clusters(request: Request, filters: Annotated[Gathered, Query()]) -> Response:
    """Events gathered across articles: those whose reports match, told by `least` of them, the newest or largest first.

    What is told of each is its first report; `articles` and independent `media` count all its reports. At most 5,000
    are listed.
    """
    store, wanted = store_of(request), filters.wanted()
    key = ("clusters", wanted, filters.least, filters.order)
    found = request.app.state.kept.get(
        key, lambda: gathered(store, wanted, least=filters.least, largest=filters.order == "largest")
    )
    page, following = page_of(found, filters.cursor, filters.limit)
    printed, rows = printed_in(store, [g.cluster for g in page]), []
    first = _first_events(store, [g.first for g in page])
    for one in page:
        counted = printed.get(one.cluster)
        shares = {"articles": counted.articles, "media": counted.media} if counted else {"articles": 1, "media": 1}
        days = {"earliest": counted.first, "latest": counted.last} if counted else {}
        rows.append({"cluster": one.cluster, **first.get(one.first, {}), "matching": one.times, **shares, **days})
    names = named(store, [row.get("place") for row in rows])
    return answered(request, {"results": rows, "next": following, "total": len(found), "names": names})


def _first_events(store: Store, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    e, d = schema.events.c, schema.documents.c
    columns = (e.number, e.id, e.type, e.mode, e.status, e.trigger, e.time, e.first_day, e.last_day, e.place, d.title)
    query = select(*columns).join(schema.documents, d.number == e.document).where(e.number.in_(numbers))
    with database.reading(store.engine, store.name) as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return {
        row["number"]: {k: v for k, v in row.items() if k not in ("number", "id")} | {"event": row["id"]}
        for row in rows
    }


@router.get(
    "/clusters/{cluster}", summary="One event as all articles tell it", responses={200: {"model": shapes.Cluster}}
)
@heavy
def cluster(request: Request, cluster: Annotated[str, Path(max_length=80)]) -> Response:
    """One event by its cluster's id (c-…), also one that was merged into another, or by an event's (e-…).

    All its tellings with the grounds of each join, on how many independent media and originators it stands, the
    contradictions within it, what was decided about it, and what became of it if it was planned.
    """
    store = store_of(request)
    told = overview(store, cluster)
    if told is None:
        raise HTTPException(404, f"no event {cluster!r} in this store")
    name = told.cluster
    tellings = _tellings(store, name)
    # The first report that says what the row says: who denies an event is not on whose word it happened.
    reports = {(t.event, t.status): t for t in reversed(told.tellings)}
    for row in tellings:
        report = reports.get((row["id"], row["status"]))
        if report:
            row |= {"by": report.by, "act": report.act, "origin": report.origin}
    rows, names = as_told(store, told.conflicts), named(store, names_in(told.conflicts))
    plan = next((f for f in plans_on(request, day_of(request, None)) if f.cluster == name), None)
    people = [i for t in tellings for i in (t["place"], t.get("by"), t.get("origin"), *t["actors"], *t["recipients"])]
    people += [key for join in told.joins for key in join.named]
    body = {
        "cluster": name,
        "tellings": tellings,
        "independent": told.independent.media,
        "articles": told.independent.articles,
        "media": told.independent.media,
        "originators": told.independent.originators,
        "joins": _joins(told.joins, {t["id"]: t["number"] for t in tellings}),
        "contradictions": rows,
        "decisions": _decisions(store, {name, *(t["id"] for t in tellings)}),
        "follow_up": brief(plan, steps=0) if plan else None,
        "names": named(store, people) | names,
    }
    return answered(request, body)


def _tellings(store: Store, name: str) -> list[dict[str, Any]]:
    c, e, d = schema.clusters.c, schema.events.c, schema.documents.c
    query = (
        select(
            e.number, e.id, e.type, e.mode, e.status, e.trigger, e.time, e.first_day, e.last_day, e.place,
            e.confidence, d.key.label("article"), d.outlet, d.published, d.title, d.url,
        )
        .join(schema.clusters, c.event == e.number)
        .join(schema.documents, d.number == e.document)
        .where(c.cluster == name)
        .order_by(e.number)
    )  # fmt: skip
    with database.reading(store.engine, store.name) as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    members = members_of(store, [r["number"] for r in rows])
    return [row | members[row["number"]] | {"number": str(row["number"])} for row in rows]


def _joins(joins: Sequence[Joined], numbers: dict[str, str]) -> list[dict[str, Any]]:
    """The grounds of each join, its tellings by their numbers."""
    return [{"first": numbers[j.one], "second": numbers[j.other], "score": j.score, "shared": j.shared} for j in joins]


def _decisions(store: Store, subjects: set[str]) -> list[dict[str, Any]]:
    """What was decided about any of them, those undone too."""
    return [
        asdict(d) for d in store.decisions(history=True) if d.subject in subjects or d.detail.get("with") in subjects
    ]
