"""Puts the rows of many records into the tables."""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from musnad.record import Origin
from musnad.store import database
from musnad.store.rows import Rows
from musnad.store.schema import (
    actors,
    documents,
    entities,
    events,
    evidence,
    links,
    participants,
    records,
    reports,
    statements,
)


def insert_rows(connection: Connection, made: list[Rows]) -> None:
    """Put the rows of documents and records into their tables and the full-text indexes."""
    now = datetime.now(UTC)

    def put(table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            connection.execute(insert(table), rows)

    put(documents, [r.document | {"added": now} for r in made if r.document])
    put(records, [r.record for r in made])
    people = {row["actor"]: row for one in made for row in one.actors}
    if people:
        add = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
        connection.execute(add(actors).on_conflict_do_nothing(), list(people.values()))
    for table, name in (
        (entities, "entities"),
        (statements, "statements"),
        (links, "links"),
        (events, "events"),
        (participants, "participants"),
        (reports, "reports"),
    ):
        put(table, [row for rows in made for row in getattr(rows, name)])
    database.index_texts(connection, "articles", [(r.document["number"], r.words) for r in made if r.document])
    contents = [(s["number"], words) for r in made for s, words in zip(r.statements, r.content_words, strict=True)]
    database.index_texts(connection, "contents", contents)


def keep_evidence(connection: Connection, made: list[Rows], origins: Mapping[str, Origin]) -> None:
    """Keep the bytes, by document key, that new documents were read from."""
    rows = []
    for one in made:
        origin = origins.get(one.document["key"]) if one.document else None
        if origin:
            rows.append(
                {
                    "document": one.document["number"],
                    "url": one.document["url"],
                    "fetched": origin.fetched,
                    "media_type": origin.media_type,
                    "sha256": hashlib.sha256(origin.bytes).hexdigest(),
                    "bytes": zlib.compress(origin.bytes),
                }
            )
    if rows:
        connection.execute(insert(evidence), rows)
