"""Actors and outlets."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from musnad.corroboration import actor as across
from musnad.corroboration.sayings import most_printed
from musnad.serve import shapes_across as shapes
from musnad.serve.across import brief, day_of, plans_on
from musnad.serve.answers import answered, heavy, named, page_of, store_of
from musnad.serve.shapes import Page
from musnad.store import Store, overviews
from musnad.store.search import Wanted, count_by, find_actors
from musnad.store.views import actor_rows, copied_from, mentioned, named_in, quoted_by_all

router = APIRouter(prefix="/api/v1", tags=["Actors and outlets"])
_MOST = 1000


class Looked(BaseModel):
    """Which actors, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, max_length=300, description="Any Arabic or English name, or part of one")
    type: str | None = Field(None, max_length=4, description="PER, ORG, GPE, LOC, FAC, NORP")
    country: str | None = Field(None, max_length=3, description="ISO 3166 alpha-3")
    sector: str | None = Field(None, max_length=3, description="PLOVER sector, as GOV")
    limit: int = Field(20, ge=1, le=200)
    cursor: str | None = Field(None, max_length=200)


@router.get("/actors", summary="Actors", responses={200: {"model": Page[shapes.ActorRow]}})
@heavy
def actors(request: Request, looked: Annotated[Looked, Query()]) -> Response:
    """Actors by name, the best match first; without a name those of the given kind, the most mentioned first.

    `articles` counts the entities of articles that are this actor.
    """
    store, given = store_of(request), {"type": looked.type, "country": looked.country, "sector": looked.sector}
    kind = {k: v.upper() for k, v in given.items() if v}
    if looked.name:
        matching = [asdict(a) for a in find_actors(store, looked.name, _MOST)]
        found = [a for a in matching if all(a[k] == v for k, v in kind.items())]
        page, following = page_of(found, looked.cursor, looked.limit)
        times = named_in(store, [a["actor"] for a in page])
        rows = [a | {"articles": times.get(a["actor"], 0)} for a in page]
    else:
        key = ("actors", *sorted(kind.items()))
        counted = request.app.state.kept.get(key, lambda: mentioned(store, kind))
        part, following = page_of(counted, looked.cursor, looked.limit)
        known = actor_rows(store, [a for a, _ in part])
        rows = [known[a] | {"articles": times} for a, times in part if a in known]
    return answered(request, {"results": rows, "next": following, "names": {}})


ActorId = Annotated[str, Path(max_length=300)]
Many = Annotated[int, Query(ge=1, le=200, description="Of each list")]


@router.get("/actors/{actor:path}/plans", summary="An actor's plans", responses={200: {"model": shapes.Plans}})
@heavy
def plans(
    request: Request,
    actor: ActorId,
    on: Annotated[date | None, Query(description="The day as of which plans are judged; today if not given")] = None,
    limit: Many = 20,
) -> Response:
    """What the actor was to do and what became of it; with their histories: /follow-ups?actor=ID."""
    mine = across.plans(store_of(request), actor, plans_on(request, day_of(request, on)))
    rows = [brief(f, steps=0) for f in mine[:limit]]
    return answered(request, {"plans": rows, "plans_by_state": Counter(f.state for f in mine)})


@router.get("/actors/{actor:path}/sayings", summary="What an actor said", responses={200: {"model": shapes.Sayings}})
@heavy
def said(request: Request, actor: ActorId, limit: Many = 20) -> Response:
    """Each statement of an actor once, with all its printings: those that most outlets printed first."""
    store = store_of(request)

    def made() -> list[dict[str, Any]]:
        return [asdict(s) for s in most_printed(store, actor, limit)]

    return answered(request, {"sayings": request.app.state.kept.get(("sayings", actor, limit), made)})


@router.get("/actors/{actor:path}", summary="One actor", responses={200: {"model": shapes.Actor}})
@heavy
def actor(request: Request, actor: ActorId, limit: Many = 20) -> Response:
    """An actor: names, roles, how often it speaks, passes on, is spoken of, acts and is acted on; of whom it spoke in
    which month, and who spoke of it. Its plans and sayings, which take longer: /actors/ID/plans and /actors/ID/sayings.

    The rows behind the numbers: /statements?by=ID, /statements?about=ID, /events?actor=ID, /events?recipient=ID.
    """
    store = store_of(request)
    found = request.app.state.kept.get(("actor", actor, limit), lambda: _told(store, actor, limit))
    if found is None:
        raise HTTPException(404, f"no actor {actor!r} in this store")
    return answered(request, found)


def _told(store: Store, actor: str, limit: int) -> dict[str, Any] | None:
    profile = overviews.profile(store, actor)
    if profile is None:
        return None
    of, by, said = across.spoke_of(store, actor), across.spoken_of_by(store, actor, limit), Wanted(by=actor)
    return profile | {
        "roles": [asdict(r) for r in across.roles(store, actor)][:limit],
        "said": {
            "months": _values(count_by(store, "statements", said, "month", _MOST)),
            "acts": _values(count_by(store, "statements", said, "type")),
        },
        "spoke_of": [{"month": m, "target": t, "times": n} for m, t, n in of],
        "of_it": [{"speaker": speaker, "times": times} for speaker, times in by],
        "names": named(store, [actor, *(t for _, t, _ in of), *(s for s, _ in by)]),
    }


def _values(found: list[tuple[str | None, int]]) -> list[dict[str, Any]]:
    return [{"value": value, "count": times} for value, times in found]


# -- outlets ---------------------------------------------------------------------------------------------------


def _outlets(request: Request) -> list[overviews.Outlet]:
    store = store_of(request)
    found: list[overviews.Outlet] = request.app.state.kept.get(("outlets",), lambda: overviews.outlets(store))
    return found


@router.get("/outlets", summary="Outlets", responses={200: {"model": Page[shapes.OutletRow]}})
@heavy
def outlets(request: Request) -> Response:
    """Outlets and their habits, the largest first: shares of unnamed sources, agency copy and copies, mean length of
    chains, and whom they quote most.
    """
    store = store_of(request)
    quoted = request.app.state.kept.get(("quoted",), lambda: quoted_by_all(store))
    rows = [asdict(o) | {"quoted": quoted.get(o.outlet, [])} for o in _outlets(request)]
    names = named(store, [actor for row in rows for actor, _ in row["quoted"]])
    return answered(request, {"results": rows, "next": None, "total": len(rows), "names": names})


@router.get("/outlets/{outlet:path}", summary="One outlet", responses={200: {"model": shapes.Outlet}})
@heavy
def outlet(
    request: Request,
    outlet: Annotated[str, Path(max_length=200)],
    limit: Annotated[int, Query(ge=1, le=200, description="Of each list")] = 20,
) -> Response:
    """An outlet's habits, its articles by month, its events by type, whom it quotes and whose texts it copies."""
    store = store_of(request)
    found = next((o for o in _outlets(request) if o.outlet == outlet), None)
    if found is None:
        raise HTTPException(404, f"no article of {outlet!r} in this store")

    def made() -> dict[str, Any]:
        wanted, quoted = Wanted(outlet=outlet), overviews.quoted_by(store, outlet, limit)
        return asdict(found) | {
            "quoted": quoted,
            "months": _values(count_by(store, "articles", wanted, "month", _MOST)),
            "types": _values(count_by(store, "events", wanted, "type")),
            "copied_from": [{"outlet": o, "times": n} for o, n in copied_from(store, outlet, limit)],
            "names": named(store, [actor for actor, _ in quoted]),
        }

    return answered(request, request.app.state.kept.get(("outlet", outlet, limit), made))
