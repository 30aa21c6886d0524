"""What is taken out of a store, within the caller's transaction: the record of an article, an article, a person."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from musnad.record import Record
from musnad.store import database
from musnad.store.masking import Masked, without
from musnad.store.rows import Rows, actor_of, indexed, unpack
from musnad.store.schema import (
    BITS,
    actors,
    clusters,
    conflicts,
    decisions,
    documents,
    entities,
    events,
    evidence,
    forgotten,
    joins,
    links,
    participants,
    records,
    reports,
    statements,
)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An entry of the log: that an article or a person was forgotten, never which; `what` is a digest."""

    number: int
    kind: str
    what: str
    reason: str
    author: str
    made: datetime


def digest_of(actor: str) -> str:
    """By what a forgotten person is known again."""
    return hashlib.sha256(f"person:{actor}".encode()).hexdigest()


def log(connection: Connection, kind: str, whats: Iterable[str], reason: str, author: str) -> None:
    """Write down that something was forgotten, by its digests."""
    now = datetime.now(UTC)
    rows = [{"kind": kind, "what": what, "reason": reason, "author": author, "made": now} for what in whats]
    if rows:
        connection.execute(insert(forgotten), rows)


def remove_record(connection: Connection, number: int) -> None:
    """Take out what the analysis made of a document; the document, its evidence and decisions stay."""
    low, high = number << BITS, (number + 1) << BITS
    contents = connection.execute(
        select(statements.c.number, statements.c.content).where(statements.c.document == number)
    )
    database.unindex_texts(connection, "contents", [(n, indexed(content)) for n, content in contents])
    connection.execute(delete(links).where(links.c.statement >= low, links.c.statement < high))
    for table in (participants, reports):
        connection.execute(delete(table).where(table.c.event >= low, table.c.event < high))
    for table in (statements, events, entities, records):
        connection.execute(delete(table).where(table.c.document == number))


def _remove_quoted(connection: Connection, number: int) -> None:
    """Take out the words that comparing articles copied from it; the next `musnad corroborate` makes them anew."""
    low, high = number << BITS, ((number + 1) << BITS) - 1
    for table, one, other in ((joins, "first", "second"), (conflicts, "one_event", "other_event")):
        touched = or_(table.c[one].between(low, high), table.c[other].between(low, high))
        connection.execute(delete(table).where(touched))


def remove_document(connection: Connection, key: str) -> bool:
    """Take out an article with all that hangs on it; returns whether it was there."""
    row = connection.execute(select(documents.c.number, documents.c.text).where(documents.c.key == key)).one_or_none()
    if row is None:
        return False
    low, high = row.number << BITS, ((row.number + 1) << BITS) - 1
    named_there = list(connection.scalars(select(entities.c.actor).where(entities.c.document == row.number)))
    remove_record(connection, row.number)
    _remove_unnamed(connection, named_there)
    _remove_quoted(connection, row.number)
    connection.execute(delete(clusters).where(clusters.c.event.between(low, high)))
    database.unindex_texts(connection, "articles", [(row.number, indexed(row.text))])
    connection.execute(delete(evidence).where(evidence.c.document == row.number))
    connection.execute(delete(documents).where(documents.c.number == row.number))
    connection.execute(delete(decisions).where(decisions.c.document_key == key))
    return True


def _remove_unnamed(connection: Connection, ids: Sequence[str]) -> None:
    """Take out those of the actors whom no article names any longer."""
    for portion in database.portions(ids):
        left = exists().where(entities.c.actor == actors.c.actor)
        connection.execute(delete(actors).where(actors.c.actor.in_(portion), ~left))


def documents_of(connection: Connection, persons: Sequence[str]) -> list[tuple[int, Record]]:
    """The articles in which any of these actors occurs: number and record."""
    query = (
        select(documents.c.number, records.c.json, documents.c.text)
        .join(records, records.c.document == documents.c.number)
        .where(documents.c.number.in_(select(entities.c.document).where(entities.c.actor.in_(persons))))
    )
    return [(row.number, unpack(row.json, row.text)) for row in connection.execute(query)]


def named(rows: Rows, digests: set[str]) -> bool:
    """Whether any of the persons whose digests are given occurs in an article."""
    return bool(digests) and any(e["type"] == "PER" and digest_of(e["actor"]) in digests for e in rows.entities)


def masked(record: Record, digests: set[str]) -> Masked | None:
    """The record without those persons whose digests are given; None where none of them occurs in it."""
    keys = [k for k, e in record.entities.items() if e.type == "PER" and digest_of(actor_of(e)) in digests]
    return without(record, keys) if keys else None


def mask_document(connection: Connection, number: int, old: Record, new: Masked) -> None:
    """Bring an article's own row, evidence and decisions in line with its masked record; other rows are to be made."""
    remove_record(connection, number)
    _remove_quoted(connection, number)
    connection.execute(delete(evidence).where(evidence.c.document == number))
    database.unindex_texts(connection, "articles", [(number, indexed(old.document.text))])
    document = new.record.document
    changed = {"key": document.key, "text": document.text, "sha256": document.sha256}
    title = new.mask(old.document.title) if old.document.title else document.text.split("\n", 1)[0][:500]
    connection.execute(update(documents).where(documents.c.number == number).values(title=title, **changed))
    database.index_texts(connection, "articles", [(number, indexed(document.text))])
    gone = {s.id for s in old.statements} - {s.id for s in new.record.statements}
    mine = decisions.c.document_key == old.document.key
    connection.execute(delete(decisions).where(mine, decisions.c.subject.in_(gone)))
    for row in connection.execute(select(decisions.c.number, decisions.c.detail).where(mine)).all():
        values = {"detail": _masked_detail(row.detail, new), "document_key": document.key}
        connection.execute(update(decisions).where(decisions.c.number == row.number).values(values))


def _masked_detail(detail: str, new: Masked) -> str:
    made = {k: new.mask(v) if isinstance(v, str) else v for k, v in json.loads(detail).items()}
    return json.dumps(made, ensure_ascii=False)


def remove_actors(connection: Connection, persons: Sequence[str]) -> None:
    """Take actors out of the list of those whom the store knows."""
    connection.execute(delete(actors).where(actors.c.actor.in_(persons)))
