"""Reading back what corroboration found."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from musnad.corroboration.contradictions import NOT, Kind, Side
from musnad.store import Store, database, schema


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction as it was found, with the cluster in which it stands."""

    number: int
    cluster: str
    kind: Kind
    one: Side
    other: Side


def conflicts(store: Store, *, kind: str | None = None, cluster: str | None = None, limit: int = 100) -> list[Conflict]:
    """Contradictions, the latest first."""
    c = schema.conflicts.c
    query = select(c.number, c.cluster, c.kind, c.sides).order_by(c.published.desc(), c.number).limit(limit)
    if kind:
        query = query.where(c.kind == kind)
    if cluster:
        query = query.where(c.cluster == cluster)
    with database.reading(store.engine, store.name) as connection:
        rows = connection.execute(query).all()
    found = []
    for row in rows:
        one, other = (Side(**side) for side in json.loads(row.sides))
        found.append(Conflict(row.number, row.cluster, row.kind, one, other))
    return found


def names_in(found: Iterable[Conflict]) -> set[str]:
    """What may be actors' ids in contradictions: by whom an account is, and whom its claim names.

    An id can hold spaces, and a claim several ids: both the whole of it and its words are tried.
    """
    sides = [side for c in found for side in (c.one, c.other)]
    return {i for s in sides for i in (s.by, s.claim.removeprefix(NOT), *s.claim.split()) if i}
