"""Overviews of a store: outlets' habits, an actor's words and deeds."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Float, case, cast, func, select

from musnad.store import database
from musnad.store.schema import actors, clusters, documents, entities, families, links, participants, statements
from musnad.store.search import find_actors
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


def best_known(store: Store, name: str) -> dict[str, Any] | None:
    """The profile of the actor of a name, or of an id, that most articles have; None where nobody bears it."""
    profiles = [p for a in find_actors(store, name) if (p := profile(store, a.actor))]
    return max(profiles, key=lambda p: (p["articles"], p["actor"]), default=None)
