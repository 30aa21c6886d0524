"""Reading back what corroboration found."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

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


def as_told(store: Store, found: Sequence[Conflict]) -> list[dict[str, Any]]:
    """Contradictions for those outside: days as dates, the article of each side by its key."""
    d, numbers = schema.documents.c, sorted({s.document for c in found for s in (c.one, c.other)})
    keys: dict[int, str] = {}
    with database.reading(store.engine, store.name) as connection:
        for portion in database.portions(numbers):
            query = select(d.number, d.key).where(d.number.in_(portion))
            keys.update({row.number: row.key for row in connection.execute(query)})
    rows: list[dict[str, Any]] = []
    for c in found:
        sides = [asdict(s) for s in (c.one, c.other)]
        for side in sides:
            side |= {"article": keys.get(side.pop("document")), "event": str(side["event"])}
            side["published"] = date.fromordinal(side["published"]) if side["published"] else None
        rows.append({"number": c.number, "cluster": c.cluster, "kind": c.kind, "sides": sides})
    return rows


def names_in(found: Iterable[Conflict]) -> set[str]:
    """What may be actors' ids in contradictions: by whom an account is, and whom its claim names.

    An id can hold spaces, and a claim several ids: both the whole of it and its words are tried.
    """
    sides = [side for c in found for side in (c.one, c.other)]
    return {i for s in sides for i in (s.by, s.claim.removeprefix(NOT), *s.claim.split()) if i}
