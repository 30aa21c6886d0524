"""Searching a store: articles, statements and events by words and by who, what, where, when and on whose word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, literal_column, or_, select

from musnad.errors import UsageError
from musnad.record import Record
from musnad.store import database
from musnad.store.near import around, within
from musnad.store.query import parse
from musnad.store.rows import plain_name
from musnad.store.schema import (
    BITS,
    actors,
    documents,
    events,
    links,
    participants,
    statements,
)
from musnad.store.store import Store

Kind = Literal["articles", "statements", "events"]
Per = Literal["month", "outlet", "actor", "type", "status", "kind"]
# By what results can be counted.
PER: dict[Kind, tuple[Per, ...]] = {
    "articles": ("month", "outlet", "actor"),
    "statements": ("month", "outlet", "actor", "type", "kind"),
    "events": ("month", "outlet", "actor", "type", "status"),
}
# Of a common word five thousand matches and more are no ranking anybody reads: the newest of them are ranked. Ten
# thousand cost PostgreSQL 93 ms of processor, five thousand half of that (benchmarks/store.py at 150,000 articles).
RANKED = 5_000
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; every condition given must hold.

    Actors, places and agencies are given by any Arabic or English name the store knows, or by its own actor id.
    `about` is the statement's target, or the name in its content. `near` is (latitude, longitude, kilometres), `box`
    (west, south, east, north) in degrees; a box whose west lies east of its east crosses the date line. Dates are
    inclusive. `added_since` is when the store took the article in.
    """

    text: str | None = None
    by: str | None = None
    through: str | None = None
    about: str | None = None
    actor: str | None = None
    recipient: str | None = None
    act: str | None = None
    status: str | None = None
    type: str | None = None
    place: str | None = None
    near: tuple[float, float, float] | None = None
    outlet: str | None = None
    agency: str | None = None
    kind: str | None = None
    only_anonymous: bool = False
    since: date | None = None
    until: date | None = None
    happened_since: date | None = None
    happened_until: date | None = None
    country: str | None = None
    box: tuple[float, float, float, float] | None = None
    added_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its number in the store (a cursor for the next page), its document and its own fields."""

    number: int
    document_key: str
    outlet: str | None
    published: date | None
    title: str
    id: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity over all documents."""

    actor: str
    type: str
    name_ar: str
    name_en: str
    country: str | None
    sector: str | None


_TABLES: dict[Kind, Table] = {"articles": documents, "statements": statements, "events": events}
_FIELDS: dict[Kind, Sequence[str]] = {
    "articles": ("url", "byline"),
    "statements": (
        "act", "directness", "content", "speaker", "speaker_words", "speaker_kind", "target", "links", "confidence",
        "corrected",
    ),
    "events": (
        "type", "mode", "status", "trigger", "time", "first_day", "last_day", "place", "country", "latitude",
        "longitude", "confidence", "corrected",
    ),
}  # fmt: skip


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


def search(
    store: Store,
    kind: Kind,
    wanted: Wanted,
    *,
    limit: int = 20,
    before: int | None = None,
    ranked: bool = False,
    skip: int = 0,
) -> list[Hit]:
    """Results newest first (page on with `before`, the last hit's number), or the best of the newest when `ranked`.

    `skip` leaves out the first, to page on among ranked ones.

    Raises UsageError for a search that cannot be read, or a name that nobody in the store bears.
    """
    table = _TABLES[kind]
    if not 1 <= limit <= _MOST:
        raise UsageError(f"limit {limit}", f"not between 1 and {_MOST}")
    number = table.c.number
    columns: list[ColumnElement[Any]] = [number.label("n"), documents.c.key, documents.c.outlet, documents.c.published]
    columns += [documents.c.title, *([table.c.id.label("own")] if kind != "articles" else [])]
    columns += [table.c[name] for name in _FIELDS[kind]]
    # Only what is shown is looked up: the others that match are numbers out of an index, and are sorted as such.
    found = narrowed(store, kind, wanted, select(number.label("n")), with_documents=False)
    found = found if before is None else found.where(number < before)
    newest = found.order_by(_order(store, kind, wanted).desc())
    if ranked and wanted.text:
        _, _, rank = database.matching(_index(kind), parse(wanted.text), store.dialect)
        some = newest.add_columns(rank.label("rank")).limit(RANKED).subquery()
        best = select(some).order_by(some.c.rank, some.c.n.desc()).limit(limit).offset(skip or None).subquery()
        order: list[ColumnElement[Any]] = [best.c.rank, best.c.n.desc()]
    else:
        best = newest.limit(limit).offset(skip or None).subquery()
        order = [best.c.n.desc()]
    query = select(*columns).select_from(best).join(table, number == best.c.n)
    if kind != "articles":
        query = query.join(documents, documents.c.number == table.c.document)
    query = query.order_by(*order)
    with database.reading(store.engine, store.name) as connection:
        rows = connection.execute(query).mappings().all()
    return [
        Hit(r["n"], r["key"], r["outlet"], r["published"], r["title"], r.get("own"), {f: r[f] for f in _FIELDS[kind]})
        for r in rows
    ]


def _order(store: Store, kind: Kind, wanted: Wanted) -> ColumnElement[Any]:
    """The index's own row number where there is a text, so that SQLite reads it backwards and stops early."""
    if wanted.text and store.dialect == "sqlite" and kind != "events":
        found, _, _ = database.matching(_index(kind), parse(wanted.text), store.dialect)
        return found.c.rowid
    return _TABLES[kind].c.number


def records_of(store: Store, wanted: Wanted) -> Iterator[Record]:
    """The records of all articles that match, newest first, a page at a time; of a whole store in date order."""
    if wanted == Wanted():
        yield from store.records()
        return
    before: int | None = None
    while hits := search(store, "articles", wanted, limit=200, before=before):
        for hit in hits:
            record = store.record(hit.document_key)
            if record is not None:
                yield record
        before = hits[-1].number


def count(store: Store, kind: Kind, wanted: Wanted) -> int:
    """How many results there are."""
    query = narrowed(store, kind, wanted, select(func.count()), with_documents=False)
    with database.reading(store.engine, store.name) as connection:
        return connection.scalar(query) or 0


def count_by(store: Store, kind: Kind, wanted: Wanted, by: Per, limit: int = 100) -> list[tuple[str | None, int]]:
    """How many results a month (in order), or of another of PER (most first).

    `actor` is the speaker or doer, `type` the act of statements, `kind` the speaker's. Raises UsageError for what
    results of this kind do not have.
    """
    if by == "month":
        return _months(store, kind, wanted)[:limit]
    column = _counted(kind, by)
    counted = select(column.label("value"), func.count().label("times"))
    query = narrowed(store, kind, wanted, counted, with_documents=by == "outlet")
    if getattr(column, "table", None) is participants:
        query = query.join(participants, participants.c.event == events.c.number).where(participants.c.role == "actor")
    query = query.group_by(column).order_by(func.count().desc(), column)
    with database.reading(store.engine, store.name) as connection:
        return [(row.value, row.times) for row in connection.execute(query.limit(limit))]


def _months(store: Store, kind: Kind, wanted: Wanted) -> list[tuple[str | None, int]]:
    """Results a month, in order; the day stands in the number itself, so that an index alone can answer."""
    shift: ColumnElement[Any] = literal_column(
        str(BITS if kind == "articles" else 2 * BITS)
    )  # no parameter, or PostgreSQL cannot group
    day = _TABLES[kind].c.number.op(">>")(shift)
    query = narrowed(store, kind, wanted, select(day.label("day"), func.count().label("times")), with_documents=False)
    months: Counter[str] = Counter()
    with database.reading(store.engine, store.name) as connection:
        for row in connection.execute(query.group_by(day)):
            months[f"{date.fromordinal(row.day):%Y-%m}" if row.day else ""] += row.times
    return [(month or None, times) for month, times in sorted(months.items())]


def _counted(kind: Kind, by: Per) -> Any:
    column = {
        "articles": {"outlet": documents.c.outlet, "actor": documents.c.byline},
        "statements": {
            "outlet": documents.c.outlet, "actor": statements.c.speaker, "type": statements.c.act,
            "kind": statements.c.speaker_kind,
        },
        "events": {
            "outlet": documents.c.outlet, "actor": participants.c.actor, "type": events.c.type,
            "status": events.c.status,
        },
    }[kind].get(by)  # fmt: skip
    if column is None:
        raise UsageError(f"count {kind} per {by}", "they have none", f"one of {', '.join(PER[kind])}")
    return column


def _index(kind: Kind) -> str:
    return "contents" if kind == "statements" else "articles"


def narrowed(
    store: Store, kind: Kind, wanted: Wanted, query: Select[Any], *, with_documents: bool = True
) -> Select[Any]:
    """A query over the kind's table with every condition of a search; tables joined once each.

    `documents` is joined too; without `with_documents` only where a condition needs it, which counts faster.
    """
    table = _TABLES[kind]
    conditions = _of_document(store, table, wanted)
    said = _of_statement(store, wanted)
    done = _of_event(store, wanted)
    if said:
        conditions.append(_some(kind, "statements", said))
    if done:
        conditions.append(_some(kind, "events", done))
    found = _index(kind) if wanted.text else None
    other = bool(done) if kind == "statements" else bool(said) or found is not None
    query = query.select_from(table)
    if kind != "articles" and (with_documents or other or wanted.outlet or wanted.agency or wanted.added_since):
        query = query.join(documents, documents.c.number == table.c.document)
    if found and wanted.text:
        words, match, _ = database.matching(found, parse(wanted.text), store.dialect)
        on = documents.c.number if kind != "statements" else statements.c.number
        query = query.join(words, next(iter(words.c)) == on).where(match)
    return query.where(and_(*conditions)) if conditions else query


def _some(kind: Kind, other: Kind, conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """The conditions themselves, or that some statement or event of the same article fulfils them."""
    if kind == other:
        return and_(*conditions)
    return exists().where(_TABLES[other].c.document == documents.c.number, *conditions)


def _of_document(store: Store, table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    shift: int = BITS if table is documents else 2 * BITS
    if wanted.since:
        conditions.append(table.c.number >= wanted.since.toordinal() << shift)
    if wanted.until:
        conditions.append(table.c.number < (wanted.until.toordinal() + 1) << shift)
    if wanted.outlet:
        conditions.append(documents.c.outlet == wanted.outlet)
    if wanted.agency:
        conditions.append(documents.c.byline.in_(_ids(store, wanted.agency)))
    if wanted.added_since:
        moment = wanted.added_since
        conditions.append(documents.c.added >= (moment if moment.tzinfo else moment.replace(tzinfo=UTC)))
    return conditions


def _of_statement(store: Store, wanted: Wanted) -> list[ColumnElement[bool]]:
    c = statements.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.by:
        conditions.append(c.speaker.in_(_ids(store, wanted.by)))
    if wanted.through:
        passing = select(links.c.statement).where(
            links.c.actor.in_(_ids(store, wanted.through)), links.c.place < c.links - 1
        )
        conditions.append(c.number.in_(passing.correlate(statements)))
    if wanted.about:
        ids = _ids(store, wanted.about, must=False)
        words = [
            name
            for name in {wanted.about, *(a.name_ar for a in find_actors(store, wanted.about) if a.actor in ids)}
            if name
        ]
        conditions.append(
            or_(c.target.in_(ids), *(c.content.contains(name, autoescape=True) for name in sorted(words)))
        )
    if wanted.act:
        conditions.append(c.act == wanted.act)
    if wanted.kind:
        conditions.append(c.speaker_kind == wanted.kind)
    if wanted.only_anonymous:
        conditions.append(c.anonymous == c.links)
    return conditions


def _of_event(store: Store, wanted: Wanted) -> list[ColumnElement[bool]]:
    c = events.c
    conditions: list[ColumnElement[bool]] = []
    for role, name in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if name:
            taking_part = select(participants.c.event).where(
                participants.c.role == role, participants.c.actor.in_(_ids(store, name))
            )
            conditions.append(c.number.in_(taking_part))
    if wanted.type:
        conditions.append(c.type == wanted.type.upper())
    if wanted.status:
        conditions.append(c.status == wanted.status)
    if wanted.place:
        conditions.append(c.place.in_(_ids(store, wanted.place)))
    if wanted.near:
        conditions += around(*wanted.near)
    if wanted.box:
        conditions += within(*wanted.box)
    if wanted.country:
        conditions.append(c.country == wanted.country.upper())
    if wanted.happened_since:
        conditions.append(c.last_day >= wanted.happened_since)
    if wanted.happened_until:
        conditions.append(c.first_day <= wanted.happened_until)
    return conditions


def _ids(store: Store, name: str, *, must: bool = True) -> list[str]:
    """The actor ids that a name stands for; an actor's own id is that actor alone."""
    with database.reading(store.engine, store.name) as connection:
        if connection.scalar(select(actors.c.actor).where(actors.c.actor == name)) is not None:
            return [name]
    found = [a.actor for a in find_actors(store, name, _MOST)]
    if not found and must:
        raise UsageError(name, "nobody in this store bears that name", "try another spelling")
    return found


__all__ = [
    "PER", "Actor", "Hit", "Kind", "Per", "Wanted", "actor_names", "count", "count_by", "find_actors", "narrowed",
    "records_of", "search",
]  # fmt: skip
