"""Overviews of a store: outlets' habits, an actor's words and deeds, who speaks of or acts on whom, a map's points."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Float, case, cast, func, select

from musnad.store import database
from musnad.store.schema import actors, clusters, documents, entities, events, families, links, participants, statements
from musnad.store.store import Store

_FEW = 12


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet's habits: shares between 0 and 1, the mean length of its chains, whom it quotes most."""

    outlet: str | None
    articles: int
    statements: int
    anonymous: float
    agency: float
    copies: float
    chain: float
    quoted: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """How often one actor speaks of, or acts on, another."""

    source: str
    target: str
    kind: str
    times: int


def outlets(store: Store) -> list[Outlet]:
    """All outlets, the largest first."""
    d, s = documents.c, statements.c
    base = (
        select(
            d.outlet,
            func.count().label("articles"),
            func.sum(case((d.byline.is_not(None), 1), else_=0)).label("agency"),
            func.sum(case((families.c.document.is_not(None), 1), else_=0)).label("copies"),
        )
        .outerjoin(families, families.c.document == d.number)
        .group_by(d.outlet)
    )
    said = (
        select(
            d.outlet,
            func.count().label("statements"),
            func.sum(case((s.anonymous == s.links, 1), else_=0)).label("anonymous"),
            func.avg(cast(s.links, Float)).label("chain"),
        )
        .join(statements, s.document == d.number)
        .group_by(d.outlet)
    )
    with database.reading(store.engine, store.name) as connection:
        by_outlet = {row.outlet: row for row in connection.execute(said)}
        rows = connection.execute(base).all()
    found = []
    for row in rows:
        says = by_outlet.get(row.outlet)
        count = says.statements if says else 0
        found.append(
            Outlet(
                row.outlet,
                row.articles,
                count,
                says.anonymous / count if says and count else 0.0,
                row.agency / row.articles,
                row.copies / row.articles,
                round(float(says.chain), 2) if says and count else 0.0,
            )
        )
    return sorted(found, key=lambda o: (-o.articles, o.outlet or ""))


def outlet_of(store: Store, name: str, limit: int = _FEW) -> Outlet | None:
    """One outlet by its name, with whom it quotes most; None where no article is of it."""
    found = next((o for o in outlets(store) if o.outlet == name), None)
    return replace(found, quoted=tuple(quoted_by(store, name, limit))) if found else None


def quoted_by(store: Store, outlet: str, limit: int = _FEW) -> list[tuple[str, int]]:
    """Whom an outlet quotes most: actor and times."""
    s = statements.c
    query = (
        select(s.speaker, func.count().label("times"))
        .join(documents, documents.c.number == s.document)
        .where(documents.c.outlet == outlet, s.speaker.is_not(None))
        .group_by(s.speaker)
        .order_by(func.count().desc(), s.speaker)
        .limit(limit)
    )
    with database.reading(store.engine, store.name) as connection:
        return [(row.speaker, row.times) for row in connection.execute(query)]


def edges(store: Store, limit: int = 300) -> list[Edge]:
    """Who speaks of whom (a statement's target) and who acts on whom, the most frequent first."""
    s = statements.c
    spoken = (
        select(s.speaker.label("source"), s.target.label("target"), func.count().label("times"))
        .where(s.speaker.is_not(None), s.target.is_not(None), s.speaker != s.target)
        .group_by(s.speaker, s.target)
    )
    doer, done = participants.alias(), participants.alias()
    acted = (
        select(doer.c.actor.label("source"), done.c.actor.label("target"), func.count().label("times"))
        .join(done, (done.c.event == doer.c.event) & (done.c.role == "recipient"))
        .where(
            doer.c.role == "actor", doer.c.actor.is_not(None), done.c.actor.is_not(None), doer.c.actor != done.c.actor
        )
        .group_by(doer.c.actor, done.c.actor)
    )
    found = []
    with database.reading(store.engine, store.name) as connection:
        for kind, query in (("speaks of", spoken), ("acts on", acted)):
            rows = connection.execute(query.order_by(func.count().desc()).limit(limit))
            found += [Edge(r.source, r.target, kind, r.times) for r in rows]
    return sorted(found, key=lambda e: (-e.times, e.source, e.target, e.kind))[:limit]


def points(store: Store, limit: int = 2000) -> list[dict[str, Any]]:
    """Places of events with their coordinates and how many events of each type and status lie there."""
    e = events.c
    query = (
        select(e.place, e.latitude, e.longitude, e.type, e.status, func.count().label("times"))
        .where(e.latitude.is_not(None))
        .group_by(e.place, e.latitude, e.longitude, e.type, e.status)
        .order_by(func.count().desc(), e.place, e.type, e.status)
        .limit(limit)
    )
    with database.reading(store.engine, store.name) as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def spoken_of(store: Store, actor: str) -> list[tuple[date | None, str]]:
    """Whom an actor's statements are aimed at: day of publication and the target's actor id, a pair a statement."""
    s = statements.c
    query = (
        select(documents.c.published, s.target)
        .join(documents, documents.c.number == s.document)
        .where(s.speaker == actor, s.target.is_not(None))
    )
    with database.reading(store.engine, store.name) as connection:
        return [(row.published, row.target) for row in connection.execute(query)]


def clusters_of(store: Store, actor: str) -> set[str]:
    """The clusters of events in which an actor is a doer."""
    p = participants.c
    query = (
        select(clusters.c.cluster)
        .join(participants, p.event == clusters.c.event)
        .where(p.actor == actor, p.role == "actor")
    )
    with database.reading(store.engine, store.name) as connection:
        return set(connection.scalars(query))


def profile(store: Store, actor: str) -> dict[str, Any] | None:
    """One actor: names, country, and how often it speaks, passes on, is spoken of, acts, is acted on."""
    s, p = statements.c, participants.c
    with database.reading(store.engine, store.name) as connection:
        row = connection.execute(select(actors).where(actors.c.actor == actor)).mappings().one_or_none()
        if row is None:
            return None

        def times(query: Any) -> int:
            return connection.scalar(query) or 0

        counted = {
            "articles": times(select(func.count(entities.c.document.distinct())).where(entities.c.actor == actor)),
            "says": times(select(func.count()).where(s.speaker == actor)),
            "passes_on": times(
                select(func.count())
                .select_from(links)
                .join(statements, s.number == links.c.statement)
                .where(links.c.actor == actor, links.c.place < s.links - 1)
            ),
            "spoken_of": times(select(func.count()).where(s.target == actor)),
            "acts": times(select(func.count()).where(p.actor == actor, p.role == "actor")),
            "acted_on": times(select(func.count()).where(p.actor == actor, p.role == "recipient")),
        }
    return {k: v for k, v in row.items() if k != "names"} | counted
