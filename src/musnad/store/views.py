"""What pictures of a store show, under the filters of a search: who speaks of or acts on whom, where, and when."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import Select, and_, func, or_, select

from musnad.store import database
from musnad.store.schema import BITS, actors, clusters, documents, entities, events, families, participants, statements
from musnad.store.search import Wanted, narrowed
from musnad.store.store import Store

Only = Literal["speaks of", "acts on"]


def day_of(number: int) -> date | None:
    """The day of publication that the number of a statement or event tells."""
    ordinal = number >> 2 * BITS
    return date.fromordinal(ordinal) if ordinal else None


@dataclass(frozen=True, slots=True)
class Edge:
    """How often one actor speaks of, or acts on, another, and when first and last."""

    source: str
    target: str
    kind: Only
    times: int
    first: date | None
    last: date | None


@dataclass(slots=True)
class Network:
    """The strongest edges, how many there are in all, and the actors at their ends."""

    edges: list[Edge]
    total: int
    nodes: list[dict[str, Any]]


def network(
    store: Store,
    wanted: Wanted,
    *,
    only: Only | None = None,
    focus: str | None = None,
    least: int = 1,
    limit: int = 300,
) -> Network:
    """Who speaks of whom (a statement's target) and who acts on whom, the most frequent first.

    `focus` keeps the edges from or to one actor, `least` those that occur so many times.
    """
    kinds: dict[Only, tuple[Select[Any], Sequence[Any]]] = {
        "speaks of": _spoken(store, wanted),
        "acts on": _acted(store, wanted),
    }
    found: list[Edge] = []
    with database.reading(store.engine, store.name) as connection:
        for kind, (counted, ends) in kinds.items():
            if only not in (None, kind):
                continue
            query = counted.having(func.count() >= least) if least > 1 else counted
            if focus:
                query = query.where(or_(*(end == focus for end in ends)))
            found += [
                Edge(r.source, r.target, kind, r.times, day_of(r.first), day_of(r.last))
                for r in connection.execute(query)
            ]
    found.sort(key=lambda e: (-e.times, e.source, e.target, e.kind))
    shown = found[:limit]
    return Network(shown, len(found), _ends(store, shown))


def _spoken(store: Store, wanted: Wanted) -> tuple[Select[Any], Sequence[Any]]:
    s = statements.c
    counted = [func.count().label("times"), func.min(s.number).label("first"), func.max(s.number).label("last")]
    query = select(s.speaker.label("source"), s.target.label("target"), *counted)
    query = narrowed(store, "statements", wanted, query, with_documents=False)
    query = query.where(s.speaker.is_not(None), s.target.is_not(None), s.speaker != s.target)
    return query.group_by(s.speaker, s.target), (s.speaker, s.target)


def _acted(store: Store, wanted: Wanted) -> tuple[Select[Any], Sequence[Any]]:
    doer, done, n = participants.alias(), participants.alias(), events.c.number
    counted = [func.count().label("times"), func.min(n).label("first"), func.max(n).label("last")]
    query = select(doer.c.actor.label("source"), done.c.actor.label("target"), *counted)
    query = narrowed(store, "events", wanted, query, with_documents=False)
    query = query.join(doer, and_(doer.c.event == n, doer.c.role == "actor"))
    query = query.join(done, and_(done.c.event == n, done.c.role == "recipient"))
    query = query.where(doer.c.actor.is_not(None), done.c.actor.is_not(None), doer.c.actor != done.c.actor)
    return query.group_by(doer.c.actor, done.c.actor), (doer.c.actor, done.c.actor)


def _ends(store: Store, edges: Sequence[Edge]) -> list[dict[str, Any]]:
    out, into = Counter[str](), Counter[str]()
    for edge in edges:
        out[edge.source] += edge.times
        into[edge.target] += edge.times
    known = actor_rows(store, [*out, *into])
    return [known[a] | {"out": out[a], "in": into[a]} for a in sorted(known, key=lambda a: (-out[a] - into[a], a))]


def actor_rows(store: Store, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Both names, type, country and sector of actors, by id."""
    a, wanted = actors.c, sorted(set(ids))
    columns = (a.actor, a.type, a.name_ar, a.name_en, a.country, a.sector)
    found: dict[str, dict[str, Any]] = {}
    if not wanted:
        return found
    with database.reading(store.engine, store.name) as connection:
        for portion in database.portions(wanted):
            query = select(*columns).where(a.actor.in_(portion))
            found.update({row["actor"]: dict(row) for row in connection.execute(query).mappings()})
    return found


# -- where -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Spot:
    """A place on the map with how many events of each type and status lie there, printed between two days."""

    place: str
    latitude: float
    longitude: float
    events: int = 0
    types: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None


def spots(store: Store, wanted: Wanted) -> list[Spot]:
    """The places of events that have coordinates, the most eventful first."""
    e = events.c
    query = select(
        e.place, e.latitude, e.longitude, e.type, e.status, func.count().label("times"),
        func.min(e.number).label("first"), func.max(e.number).label("last"),
    )  # fmt: skip
    query = narrowed(store, "events", wanted, query, with_documents=False)
    query = query.where(e.latitude.is_not(None), e.place.is_not(None))
    query = query.group_by(e.place, e.latitude, e.longitude, e.type, e.status)
    found: dict[str, Spot] = {}
    with database.reading(store.engine, store.name) as connection:
        for row in connection.execute(query):
            spot = found.setdefault(row.place, Spot(row.place, row.latitude, row.longitude))
            spot.events += row.times
            spot.types[row.type] = spot.types.get(row.type, 0) + row.times
            spot.statuses[row.status] = spot.statuses.get(row.status, 0) + row.times
            spot.first = min(filter(None, (spot.first, day_of(row.first))), default=None)
            spot.last = max(filter(None, (spot.last, day_of(row.last))), default=None)
    return sorted(found.values(), key=lambda s: (-s.events, s.place))


def kinds_of(store: Store, places: Sequence[str]) -> dict[str, str | None]:
    """What kind of place each is as most articles that name it say: country, province, city, airport …"""
    e, wanted = entities.c, sorted(set(places))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with database.reading(store.engine, store.name) as connection:
        for portion in database.portions(wanted):
            query = (
                select(e.actor, e.kind, func.count().label("times"))
                .where(e.actor.in_(portion), e.kind.is_not(None))
                .group_by(e.actor, e.kind)
            )
            for row in connection.execute(query):
                found[row.actor][row.kind] += row.times
    return {place: found[place].most_common(1)[0][0] if found[place] else None for place in wanted}


# -- when ------------------------------------------------------------------------------------------------------


def dated(
    store: Store, wanted: Wanted, *, limit: int = 1000, before: tuple[date, int] | None = None
) -> list[dict[str, Any]]:
    """Events by the first of their own days, the latest first; those without a day are left out.

    `before` is the first day and number of the last row of the page before.
    """
    e, d = events.c, documents.c
    query: Select[Any] = select(
        e.number, e.id, d.key.label("article"), d.outlet, d.published, e.type, e.mode, e.status, e.trigger, e.time,
        e.first_day, e.last_day, e.place, clusters.c.cluster,
    )  # fmt: skip
    query = narrowed(store, "events", wanted, query).outerjoin(clusters, clusters.c.event == e.number)
    query = query.where(e.first_day.is_not(None)).order_by(e.first_day.desc(), e.number.desc()).limit(limit)
    if before is not None:
        day, number = before
        query = query.where(e.first_day <= day, or_(e.first_day < day, e.number < number))
    with database.reading(store.engine, store.name) as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def clusters_of(store: Store, numbers: Sequence[int]) -> dict[int, str]:
    """The cluster of each event that is in one."""
    found: dict[int, str] = {}
    with database.reading(store.engine, store.name) as connection:
        for portion in database.portions(numbers):
            query = select(clusters.c.event, clusters.c.cluster).where(clusters.c.event.in_(portion))
            found.update({row.event: row.cluster for row in connection.execute(query)})
    return found


def sizes_of(store: Store, names: Sequence[str]) -> dict[str, int]:
    """How many articles' tellings each cluster holds."""
    found: dict[str, int] = {}
    wanted = sorted(set(names))
    with database.reading(store.engine, store.name) as connection:
        for portion in database.portions(wanted):
            query = (
                select(clusters.c.cluster, func.count().label("times"))
                .where(clusters.c.cluster.in_(portion))
                .group_by(clusters.c.cluster)
            )
            found.update({row.cluster: row.times for row in connection.execute(query)})
    return found


def members_of(store: Store, numbers: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """Who takes part in each event: actors and recipients, as ids, or as words where they have no name."""
    p = participants.c
    found: dict[int, dict[str, list[str]]] = {n: {"actors": [], "recipients": []} for n in numbers}
    with database.reading(store.engine, store.name) as connection:
        for portion in database.portions(numbers):
            query = select(participants).where(p.event.in_(portion)).order_by(p.event, p.role, p.place)
            for row in connection.execute(query):
                found[row.event][f"{row.role}s"].append(row.actor or row.words or "")
    return found


# -- who -------------------------------------------------------------------------------------------------------


def mentioned(store: Store, kind: dict[str, str], limit: int = 5000) -> list[tuple[str, int]]:
    """The actors that most articles' entities are, with how many; `kind` fixes type, country or sector."""
    e, times = entities.c, func.count().label("times")
    query = select(e.actor, times).group_by(e.actor).order_by(times.desc(), e.actor).limit(limit)
    if kind:
        these = select(actors.c.actor).where(*(actors.c[name] == value for name, value in kind.items()))
        query = query.where(e.actor.in_(these))
    with database.reading(store.engine, store.name) as connection:
        return [(row.actor, row.times) for row in connection.execute(query)]


def named_in(store: Store, ids: Sequence[str]) -> dict[str, int]:
    """How many articles' entities each actor is."""
    e = entities.c
    query = select(e.actor, func.count().label("times")).where(e.actor.in_(sorted(set(ids)))).group_by(e.actor)
    with database.reading(store.engine, store.name) as connection:
        return {row.actor: row.times for row in connection.execute(query)}


def quoted_by_all(store: Store, limit: int = 12) -> dict[str | None, list[tuple[str, int]]]:
    """Whom each outlet quotes most: actor and times."""
    s, d = statements.c, documents.c
    counted = (
        select(d.outlet, s.speaker, func.count().label("times"))
        .join(documents, d.number == s.document)
        .where(s.speaker.is_not(None))
        .group_by(d.outlet, s.speaker)
        .subquery()
    )
    order = func.row_number().over(partition_by=counted.c.outlet, order_by=(counted.c.times.desc(), counted.c.speaker))
    placed = select(counted, order.label("place")).subquery()
    query = select(placed).where(placed.c.place <= limit).order_by(placed.c.outlet, placed.c.place)
    found: dict[str | None, list[tuple[str, int]]] = defaultdict(list)
    with database.reading(store.engine, store.name) as connection:
        for row in connection.execute(query):
            found[row.outlet].append((row.speaker, row.times))
    return dict(found)


def copied_from(store: Store, outlet: str, limit: int = 20) -> list[tuple[str | None, int]]:
    """In which outlets the texts that an outlet copies were printed first."""
    d, f, first = documents.c, families.c, documents.alias()
    times = func.count().label("times")
    query = (
        select(first.c.outlet, times)
        .select_from(families)
        .join(documents, d.number == f.document)
        .join(first, first.c.number == f.family)
        .where(d.outlet == outlet, f.family != f.document)
        .group_by(first.c.outlet)
        .order_by(times.desc(), first.c.outlet)
        .limit(limit)
    )
    with database.reading(store.engine, store.name) as connection:
        return [(row.outlet, row.times) for row in connection.execute(query)]


# -- clusters --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gathered:
    """A cluster of which `times` events match, the first and last of them by number."""

    cluster: str
    times: int
    first: int
    last: int


def gathered(store: Store, wanted: Wanted, *, least: int, largest: bool, limit: int = 5000) -> list[Gathered]:
    """Clusters with at least so many events that match, the newest first, or the largest."""
    e, c = events.c, clusters.c
    times, last = func.count().label("times"), func.max(e.number).label("last")
    query = select(c.cluster, times, func.min(e.number).label("first"), last)
    query = narrowed(store, "events", wanted, query, with_documents=False).join(clusters, c.event == e.number)
    query = query.group_by(c.cluster).having(func.count() >= least)
    query = query.order_by(*((times.desc(), last.desc()) if largest else (last.desc(),))).limit(limit)
    with database.reading(store.engine, store.name) as connection:
        return [Gathered(*row) for row in connection.execute(query)]


@dataclass(frozen=True, slots=True)
class Printings:
    """In how many articles of how many independent media a cluster is told, and from which day to which."""

    articles: int
    media: int
    first: date | None
    last: date | None


def printed_in(store: Store, names: Sequence[str]) -> dict[str, Printings]:
    """How each cluster was printed; its media are those that are no copies of one another."""
    c, d = clusters.c, documents.c
    query = (
        select(
            c.cluster, func.count(d.number.distinct()),
            func.count(func.coalesce(c.origin, d.byline, d.outlet, d.key).distinct()), func.min(d.published),
            func.max(d.published),
        )
        .join(events, events.c.number == c.event)
        .join(documents, d.number == events.c.document)
        .where(c.cluster.in_(sorted(set(names))))
        .group_by(c.cluster)
    )  # fmt: skip
    with database.reading(store.engine, store.name) as connection:
        return {row[0]: Printings(*row[1:]) for row in connection.execute(query)}
