"""What an analyst opens in the morning."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import func, select

from musnad.corroboration.followups import is_due
from musnad.corroboration.found import as_told, conflicts, names_in
from musnad.serve import shapes_across as shapes
from musnad.serve.across import brief, day_of, plans_on
from musnad.serve.answers import answered, heavy, named, store_of
from musnad.serve.lists import KINDS, Searched
from musnad.store import Store, database, schema
from musnad.store.search import Wanted, count

router = APIRouter(prefix="/api/v1", tags=["Across articles"])
_WEEK = timedelta(days=7)
_FEW = 5


@router.get("/today", summary="What is new, due and overdue", responses={200: {"model": shapes.Today}})
@heavy
def today(
    request: Request,
    seen: Annotated[datetime | None, Query(description="The moment of the last visit")] = None,
    on: Annotated[date | None, Query(description="The day from which to look; today if not given")] = None,
) -> Response:
    """What the store took in since the last visit, the latest contradictions, the plans due this week and overdue.

    Without `seen`: the last seven days in which something was taken in. `now` is what to send as `seen` next time.
    """
    store, day = store_of(request), day_of(request, on)
    latest = request.app.state.kept.get(("added",), lambda: _latest(store))
    since = seen.replace(tzinfo=seen.tzinfo or UTC) if seen else (latest or datetime.now(UTC)) - _WEEK
    wanted = Wanted(added_since=since.replace(microsecond=0) if seen is None else since)
    kept = request.app.state.kept
    totals = {k: kept.get(("count", k, wanted), lambda k=k: count(store, k, wanted)) for k in KINDS}
    newest = {
        kind: Searched.model_validate({"added_since": since, "limit": 12 if kind == "articles" else _FEW}).page(
            store, kind
        )
        for kind in KINDS
    }
    plans = plans_on(request, day)
    due = [f for f in plans if is_due(f, "this-week", day)]
    overdue = [f for f in reversed(plans) if is_due(f, "overdue", day)]
    opposed = conflicts(store, limit=_FEW)
    rows, names = as_told(store, opposed), named(store, names_in(opposed))
    for page in newest.values():
        names |= page["names"]
    body: dict[str, Any] = {
        "now": (latest or datetime.now(UTC)).isoformat(),
        "seen": since.isoformat(),
        "on": day,
        **{str(kind): total for kind, total in totals.items()},
        "newest": {kind: page["results"] for kind, page in newest.items()},
        "contradictions": {"total": _count(store), "results": rows},
        "due": {"total": len(due), "results": [brief(f, steps=1) for f in due[:_FEW]]},
        "overdue": {"total": len(overdue), "results": [brief(f, steps=1) for f in overdue[:_FEW]]},
        "names": names,
    }
    return answered(request, body)


def _latest(store: Store) -> datetime | None:
    """When the store took in its latest article."""
    with database.reading(store.engine, store.name) as connection:
        latest: datetime | None = connection.scalar(select(func.max(schema.documents.c.added)))
        return latest


def _count(store: Store) -> int:
    with database.reading(store.engine, store.name) as connection:
        return connection.scalar(select(func.count()).select_from(schema.conflicts)) or 0
