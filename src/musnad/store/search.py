"""Searching a store: articles, statements and events by words and by who, what, where, when and on whose word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, Table, and_, exists, false, func, literal_column, select, union

from musnad.arabic.index import index_words
from musnad.errors import UsageError
from musnad.record import ACTS, EVENT_TYPES, STATUSES, LinkKind, Record
from musnad.store import database
from musnad.store.naming import Actor, actor_names, find_actors, ids_of, outlets_of, persons_named
from musnad.store.near import around, within
from musnad.store.query import Either, Term, parse
from musnad.store.schema import (
    BITS,
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
    """How many results a month (all, in order), or of another of PER (the `limit` with most first).

    `actor` is the speaker or doer, `type` the act of statements, `kind` the speaker's. Raises UsageError for what
    results of this kind do not have.
    """
    if by == "month":  # a series with its newest months cut off would look like one that ends there
        return _months(store, kind, wanted)
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
    _check(wanted)
    table = _TABLES[kind]
    conditions = _of_document(store, table, wanted)
    said = _of_statement(store, wanted)
    done = _of_event(store, wanted)
    if said:
        few = bool(wanted.by or wanted.through or wanted.about)
        conditions.append(_some(kind, "statements", said, few=few))
    if done:
        few = bool(wanted.actor or wanted.recipient or wanted.place or wanted.near or wanted.box)
        few = few or bool(wanted.happened_since or wanted.happened_until)
        conditions.append(_some(kind, "events", done, few=few))
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


def _some(kind: Kind, other: Kind, conditions: list[ColumnElement[bool]], *, few: bool) -> ColumnElement[bool]:
    """The conditions themselves, or that some statement or event of the same article fulfils them.

    Where `few` can, a list of their articles is made once; asked of each article, two names cost most of a minute over
    18,698 articles. What most articles have is asked of each article, newest first, and soon found.
    """
    if kind == other:
        return and_(*conditions)
    if few or kind != "articles":
        return documents.c.number.in_(select(_TABLES[other].c.document).where(*conditions))
    return exists().where(_TABLES[other].c.document == documents.c.number, *conditions)


def _of_document(store: Store, table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    shift: int = BITS if table is documents else 2 * BITS
    if wanted.since:
        conditions.append(table.c.number >= wanted.since.toordinal() << shift)
    if wanted.until:
        conditions.append(table.c.number < (wanted.until.toordinal() + 1) << shift)
        conditions.append(table.c.number >= 1 << shift)  # what has no date comes before all days, and is not of them
    if wanted.outlet:
        conditions.append(documents.c.outlet.in_(outlets_of(store, wanted.outlet)))
    if wanted.agency:
        conditions.append(documents.c.byline.in_(ids_of(store, wanted.agency)))
    if wanted.added_since:
        moment = wanted.added_since
        conditions.append(documents.c.added >= (moment if moment.tzinfo else moment.replace(tzinfo=UTC)))
    return conditions


def _of_statement(store: Store, wanted: Wanted) -> list[ColumnElement[bool]]:
    c = statements.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.by:
        conditions.append(c.speaker.in_(ids_of(store, wanted.by)))
    if wanted.through:
        # A list of its own, made once: asked anew of each statement, it cost minutes.
        whole = statements.alias()
        passing = select(links.c.statement).join(whole, whole.c.number == links.c.statement)
        passing = passing.where(links.c.actor.in_(ids_of(store, wanted.through)), links.c.place < whole.c.links - 1)
        conditions.append(c.number.in_(passing))
    if wanted.about:
        ids = ids_of(store, wanted.about, must=False)
        names = {wanted.about, *(a.name_ar for a in find_actors(store, wanted.about) if a.actor in ids)}
        aimed = statements.alias()
        aimed_at = select(aimed.c.number).where(aimed.c.target.in_(ids))
        conditions.append(c.number.in_(union(aimed_at, _worded(store, names))))
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
                participants.c.role == role, participants.c.actor.in_(ids_of(store, name))
            )
            conditions.append(c.number.in_(taking_part))
    if wanted.type:
        conditions.append(c.type == wanted.type.upper())
    if wanted.status:
        conditions.append(c.status == wanted.status)
    if wanted.place:
        conditions.append(c.place.in_(ids_of(store, wanted.place)))
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


def _worded(store: Store, names: Iterable[str]) -> Select[Any]:
    """The numbers of statements in whose content any of the names stands, in any spelling, as words of their own."""
    terms = sorted({words for name in names if (words := tuple(index_words(name)))})
    if not terms:
        return select(statements.alias().c.number).where(false())
    found, match, _ = database.matching("contents", Either(tuple(map(Term, terms))), store.dialect)
    return select(next(iter(found.c))).select_from(found).where(match)


def _check(wanted: Wanted) -> None:
    """Refuse what no statement or event can be: a misspelt value would find nothing and look like an answer."""
    for name, value, values in (
        ("act", wanted.act, ACTS),
        ("status", wanted.status, STATUSES),
        ("type", wanted.type and wanted.type.upper(), EVENT_TYPES),
        ("kind", wanted.kind, get_args(LinkKind)),
    ):
        if value and value not in values:
            raise UsageError(f"{name} {value}", "there is none", f"one of {', '.join(values)}")
    for first, last in (("since", "until"), ("happened_since", "happened_until")):
        one, other = getattr(wanted, first), getattr(wanted, last)
        for name, day in ((first, one), (last, other)):
            if day is not None and not isinstance(day, date):
                raise UsageError(name, f"{day!r} is no date", "give a datetime.date")
        if one and other and one > other:
            raise UsageError(f"{first} {one}", f"is after {last} {other}")


__all__ = [
    "PER", "Actor", "Hit", "Kind", "Per", "Wanted", "actor_names", "count", "count_by", "find_actors", "narrowed",
    "persons_named", "records_of", "search",
]  # fmt: skip
