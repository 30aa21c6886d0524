"""The map, places, and the network of who speaks of or acts on whom."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from musnad.serve import shapes_across as shapes
from musnad.serve.answers import answered, heavy, page_of, store_of
from musnad.serve.lists import Searched
from musnad.serve.shapes import Page
from musnad.serve.wanted import WantedQuery
from musnad.store.rows import plain_name
from musnad.store.search import Wanted, count
from musnad.store.views import Only, Spot, actor_rows, kinds_of, network, spots

router = APIRouter(prefix="/api/v1", tags=["Map and network"])
_ONLY: dict[str | None, Only | None] = {None: None, "speaks": "speaks of", "acts": "acts on"}


class Drawn(WantedQuery):
    """Which part of the network is drawn."""

    only: Literal["speaks", "acts"] | None = Field(None, description="Only who speaks of whom, or who acts on whom")
    focus: str | None = Field(None, max_length=300, description="Id of an actor: only edges from or to it")
    least: int = Field(1, ge=1, le=100_000, description="Edges that occur so many times")
    limit: int = Field(300, ge=1, le=5000, description="Edges at most")


@router.get("/network", summary="Who speaks of or acts on whom", responses={200: {"model": shapes.Network}})
@heavy
def drawn(request: Request, filters: Annotated[Drawn, Query()]) -> Response:
    """Actors and how often one speaks of another (a statement's target) or acts on another (an event's recipient).

    The most frequent first, over the statements and events that match.
    """
    store, wanted, f = store_of(request), filters.wanted(), filters
    found = request.app.state.kept.get(
        ("network", wanted, f.only, f.focus, f.least, f.limit),
        lambda: network(store, wanted, only=_ONLY[f.only], focus=f.focus, least=f.least, limit=f.limit),
    )
    return answered(request, asdict(found))


class Mapped(WantedQuery):
    """Which events are put on the map."""

    limit: int = Field(2000, ge=1, le=5000, description="Places at most, the most eventful")


def _spots(request: Request, wanted: Wanted) -> list[Spot]:
    store = store_of(request)
    found: list[Spot] = request.app.state.kept.get(("spots", wanted), lambda: spots(store, wanted))
    return found


@router.get("/map", summary="Where events happen, as GeoJSON", responses={200: {"model": shapes.Map}})
@heavy
def mapped(request: Request, filters: Annotated[Mapped, Query()]) -> Response:
    """One point a place, with how many of the events that match happen there, by type and by status.

    A point of precision `country` or `province` stands for all of it, not for a spot.
    """
    store, wanted = store_of(request), filters.wanted()
    found = _spots(request, wanted)
    shown = found[: filters.limit]
    total = request.app.state.kept.get(("count", "events", wanted), lambda: count(store, "events", wanted))
    ids = [s.place for s in shown]
    known = actor_rows(store, ids)
    kinds = request.app.state.kept.get(("kinds", *ids), lambda: kinds_of(store, ids))
    body = {
        "type": "FeatureCollection",
        "features": [_feature(s, known.get(s.place, {}), kinds.get(s.place)) for s in shown],
        "places": len(found),
        "total": total,
        "placed": sum(s.events for s in found),
    }
    return answered(request, body)


def _feature(spot: Spot, known: dict[str, Any], precision: str | None) -> dict[str, Any]:
    told = asdict(spot)
    longitude, latitude = told.pop("longitude"), told.pop("latitude")
    names = {"name_ar": known.get("name_ar", spot.place), "name_en": known.get("name_en", spot.place)}
    properties = told | names | {"country": known.get("country"), "precision": precision}
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "id": spot.place, "geometry": point, "properties": properties}


class Placed(WantedQuery):
    """Which places, and which page of them."""

    name: str | None = Field(None, max_length=300, description="Part of an Arabic or English name")
    limit: int = Field(50, ge=1, le=500)
    cursor: str | None = Field(None, max_length=200)


@router.get("/places", summary="Places of events", responses={200: {"model": Page[shapes.PlaceRow]}})
@heavy
def places(request: Request, filters: Annotated[Placed, Query()]) -> Response:
    """Places with how many of the events that match happen there, the most eventful first."""
    store = store_of(request)
    found = _spots(request, filters.wanted())
    if filters.name:
        words = plain_name(filters.name)
        known = actor_rows(store, [s.place for s in found])
        found = [s for s in found if s.place in known and _bears(known[s.place], words)]
    page, following = page_of(found, filters.cursor, filters.limit)
    known = actor_rows(store, [s.place for s in page])
    rows = [_place(s, known[s.place]) for s in page if s.place in known]
    return answered(request, {"results": rows, "next": following, "total": len(found), "names": {}})


def _bears(row: dict[str, Any], words: str) -> bool:
    return any(words in plain_name(row[name]) for name in ("name_ar", "name_en"))


def _place(spot: Spot, known: dict[str, Any]) -> dict[str, Any]:
    of = {name: known[name] for name in ("actor", "name_ar", "name_en", "country")}
    return of | {"latitude": spot.latitude, "longitude": spot.longitude, "events": spot.events}


@router.get("/places/{place:path}", summary="One place", responses={200: {"model": shapes.Place}})
@heavy
def place(request: Request, place: Annotated[str, Path(max_length=300)]) -> Response:
    """A place with its events by type and status and the newest of them; all of them: /events?place=ID."""
    store = store_of(request)
    known = actor_rows(store, [place])
    spot = next((s for s in _spots(request, Wanted(place=place)) if s.place == place), None) if known else None
    if spot is None:
        raise HTTPException(404, f"no place {place!r} with events and coordinates in this store")
    newest = Searched.model_validate({"place": place}).page(store, "events")
    told = {k: v for k, v in asdict(spot).items() if k in ("types", "statuses", "first", "last")}
    precision = kinds_of(store, [place])[place]
    rest = {"precision": precision, "newest": newest["results"], "names": newest["names"]}
    return answered(request, _place(spot, known[place]) | told | rest)
