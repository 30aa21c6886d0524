"""One actor across articles: whom it spoke of and who spoke of it, in which roles, and which of its plans were kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from musnad.corroboration.followups import FollowUp
from musnad.store import Store, database, overviews, schema
from musnad.store.rows import actor_of, unpack

# A role stands in many articles; the newest of them tell it.
ARTICLES = 60


@dataclass(frozen=True, slots=True)
class Role:
    """A title as articles give it, in how many of them, and from which day to which."""

    title: str
    times: int
    first: date | None
    last: date | None


def spoke_of(store: Store, actor: str) -> list[tuple[str, str, int]]:
    """Month, whom the actor's statements are aimed at, and how many of them, in order."""
    found = Counter((f"{day:%Y-%m}" if day else "—", target) for day, target in overviews.spoken_of(store, actor))
    return [(month, target, times) for (month, target), times in sorted(found.items())]


def spoken_of_by(store: Store, actor: str, limit: int = 20) -> list[tuple[str, int]]:
    """Whose statements are aimed at the actor, and how many, the most first."""
    s, times = schema.statements.c, func.count().label("times")
    query = select(s.speaker, times).where(s.target == actor, s.speaker.is_not(None)).group_by(s.speaker)
    with database.reading(store.engine, store.name) as connection:
        return [(r.speaker, r.times) for r in connection.execute(query.order_by(times.desc(), s.speaker).limit(limit))]


def roles(store: Store, actor: str, articles: int = ARTICLES) -> list[Role]:
    """The actor's titles in the newest articles that give any, the most frequent first."""
    e, d, r = schema.entities.c, schema.documents.c, schema.records.c
    query = (
        select(d.published, d.text, r.json)
        .join(schema.entities, e.document == d.number)
        .join(schema.records, r.document == d.number)
        .where(e.actor == actor)
        .order_by(d.number.desc())
        .limit(articles)
    )
    found: dict[str, list[date | None]] = {}
    with database.reading(store.engine, store.name) as connection:
        rows = connection.execute(query).all()
    for row in rows:
        record = unpack(row.json, row.text)
        mine = (e for e in record.entities.values() if actor_of(e) == actor)
        for title in sorted({role.title for entity in mine for role in entity.roles}):
            found.setdefault(title, []).append(row.published)
    told = [Role(t, len(days), _end(days, first=True), _end(days, first=False)) for t, days in found.items()]
    return sorted(told, key=lambda role: (-role.times, role.title))


def _end(days: Sequence[date | None], *, first: bool) -> date | None:
    known = [d for d in days if d]
    return (min(known) if first else max(known)) if known else None


def plans(store: Store, actor: str, known: Sequence[FollowUp]) -> list[FollowUp]:
    """Those of the known follow-ups in which the actor is to do something."""
    mine = overviews.clusters_of(store, actor)
    return [f for f in known if f.cluster in mine]
