"""Whom a name stands for in a store: actors by any of their names, outlets in any spelling."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from musnad.errors import UsageError
from musnad.store import database
from musnad.store.rows import plain_name
from musnad.store.schema import actors, documents
from musnad.store.store import Store

_MOST = 1000
_SOME = 10


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity over all documents."""

    actor: str
    type: str
    name_ar: str
    name_en: str
    country: str | None
    sector: str | None


def find_actors(store: Store, name: str, limit: int = 20) -> list[Actor]:
    """The actors known by a name: whole names first, then names that contain its words."""
    words = plain_name(name)
    whole = or_(
        actors.c.actor == name,
        actors.c.names.startswith(f" {words} |", autoescape=True),
        actors.c.names.endswith(f"| {words} ", autoescape=True),
    )
    part = actors.c.names.contains(f" {words} ", autoescape=True)
    query = select(actors).where(or_(whole, part)).order_by(whole.desc(), func.length(actors.c.names), actors.c.actor)
    with database.reading(store.engine, store.name) as connection:
        rows = connection.execute(query.limit(limit)).all()
    return [Actor(r.actor, r.type, r.name_ar, r.name_en, r.country, r.sector) for r in rows]


def persons_named(store: Store, name: str) -> list[Actor]:
    """The persons whose whole name this is, in Arabic or English, or whose actor id."""
    words = plain_name(name)
    found = [a for a in find_actors(store, name, _MOST) if a.type == "PER"]
    return [a for a in found if a.actor == name or words in (plain_name(a.name_ar), plain_name(a.name_en))]


def actor_names(store: Store, ids: Iterable[str], *, english: bool = False) -> dict[str, str]:
    """The name of each actor id."""
    column = actors.c.name_en if english else actors.c.name_ar
    query = select(actors.c.actor, column.label("name")).where(actors.c.actor.in_(sorted(set(ids))))
    with database.reading(store.engine, store.name) as connection:
        return {row.actor: row.name for row in connection.execute(query)}


def ids_of(store: Store, name: str, *, must: bool = True) -> list[str]:
    """The actor ids that a name stands for; an actor's own id is that actor alone."""
    with database.reading(store.engine, store.name) as connection:
        if connection.scalar(select(actors.c.actor).where(actors.c.actor == name)) is not None:
            return [name]
    found = [a.actor for a in find_actors(store, name, _MOST)]
    if not found and must:
        raise UsageError(name, "nobody in this store bears that name", "try another spelling")
    return found


def outlets_of(store: Store, name: str) -> list[str]:
    """The outlets of a name, in any spelling; raises UsageError where the store has none of it."""
    with database.reading(store.engine, store.name) as connection:
        if connection.scalar(select(documents.c.number).where(documents.c.outlet == name).limit(1)) is not None:
            return [name]
        known = [o for o in connection.scalars(select(documents.c.outlet).distinct()) if o]
    found = [o for o in known if plain_name(o) == plain_name(name)]
    if not found:
        some = ", ".join(sorted(known)[:_SOME]) or "none"
        raise UsageError(
            name, "no outlet in this store bears that name", f"it has {some}; musnad search --count outlet"
        )
    return found
