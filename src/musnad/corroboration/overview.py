"""One event with all its tellings, and on how many independent media and originators it stands."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from musnad.corroboration.found import Conflict, conflicts
from musnad.store import Store, database, schema

_UNNAMED = "article "  # opens what stands for the origin of an article that names no medium


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of an event: who prints it, on whose word, which status, in which words; `origin` of a copy."""

    event: str
    article: str
    outlet: str | None
    origin: str
    published: date | None
    type: str
    status: str
    trigger: str
    by: str | None
    act: str | None


def passed_on_by(origin: str | None, outlet: str | None) -> str | None:
    """The medium whose words a report is a copy of; None of the outlet's own, and where no medium is named."""
    return None if not origin or origin == outlet or origin.startswith(_UNNAMED) else origin


@dataclass(frozen=True, slots=True)
class Joined:
    """Why two tellings are one event: the score and the tokens that weighed most."""

    one: str
    other: str
    score: float
    shared: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of the actors and places among the tokens."""
        return tuple(token[2:] for token in self.shared if token[:2] in ("a:", "p:"))


@dataclass(frozen=True, slots=True)
class Independent:
    """On what an event stands: media that are no copies of one another, and originators that are named or described."""

    articles: int
    media: int
    originators: int


@dataclass(frozen=True, slots=True)
class Overview:
    """An event across articles, its tellings oldest first."""

    cluster: str
    independent: Independent
    tellings: tuple[Telling, ...]
    joins: tuple[Joined, ...]
    conflicts: tuple[Conflict, ...]


def cluster_of(store: Store, name: str) -> str | None:
    """The cluster by its own id, by one that was merged into another, or by the id of an event in it."""
    c, m = schema.clusters.c, schema.merged.c
    with database.reading(store.engine, store.name) as connection:
        for _ in range(100):  # a merge of merges; never a ring, since a living cluster is looked for first
            found = connection.scalar(select(c.cluster).where((c.cluster == name) | (c.event_id == name)).limit(1))
            if found is not None:
                return str(found)
            into = connection.scalar(select(m.into).where(m.cluster == name))
            if into is None:
                return None
            name = str(into)
    return None


def overview(store: Store, name: str) -> Overview | None:
    """All that is known of an event; None where nothing bears that id."""
    cluster = cluster_of(store, name)
    if cluster is None:
        return None
    c, e, r = schema.clusters.c, schema.events.c, schema.reports.c
    d, s = schema.documents.c, schema.statements.c
    query = (
        select(
            c.event, c.event_id, d.key, d.outlet, d.byline, d.number, d.published, e.type, r.status, r.trigger,
            s.speaker, s.speaker_words, s.act, c.origin,
        )
        .join(schema.events, e.number == c.event)
        .join(schema.reports, r.event == c.event)
        .join(schema.documents, d.number == e.document)
        .outerjoin(schema.statements, s.number == r.statement)
        .where(c.cluster == cluster)
        .order_by(d.number, c.event, r.place)
    )  # fmt: skip
    j = schema.joins.c
    inside = select(c.event).where(c.cluster == cluster)
    with database.reading(store.engine, store.name) as connection:
        rows = connection.execute(query).all()
        ids = {row.event: row.event_id for row in rows}
        joins = [
            Joined(ids[row.first], ids[row.second], row.score, tuple(json.loads(row.shared)))
            for row in connection.execute(select(schema.joins).where(j.first.in_(inside), j.second.in_(inside)))
            if row.first in ids and row.second in ids  # one marked wrong is gone before the next run
        ]
    tellings = []
    for row in rows:
        origin = row.origin or row.byline or row.outlet
        tellings.append(
            Telling(
                row.event_id, row.key, row.outlet, origin or f"{_UNNAMED}{row.key[:12]}", row.published, row.type,
                row.status, row.trigger, row.speaker or row.speaker_words, row.act,
            )
        )  # fmt: skip
    independent = Independent(
        len({t.article for t in tellings}), len({t.origin for t in tellings}), len({t.by for t in tellings if t.by})
    )
    return Overview(
        cluster, independent, tuple(tellings), tuple(joins), tuple(conflicts(store, cluster=cluster, limit=1000))
    )
