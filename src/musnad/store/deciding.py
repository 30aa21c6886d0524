"""The decisions of analysts as the store keeps them, and the rows of an article as they leave it."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from musnad.record import Record
from musnad.store import database
from musnad.store.judged import Decision, judged
from musnad.store.rows import Rows, rows_of, unpack
from musnad.store.schema import decisions, documents, records


def judged_rows(connection: Connection, taken: Sequence[tuple[int, Rows]], there: Collection[int]) -> list[Rows]:
    """The rows of documents that get these numbers as analysts judged them; the record itself is kept as it was read.

    Documents whose number is `there` keep their own row. Where an article is masked, that comes first: its decisions
    are masked with it.
    """
    decided = standing(connection, [rows.key for _, rows in taken])
    made = []
    for number, read in taken:
        rows = read
        if read.key in decided:
            after = judged(read.as_read(), decided[read.key])
            rows = rows_of(after.record, after.wrong)
            rows.record = read.record
        rows.numbered(number)
        if number in there:
            rows.document = {}
        made.append(rows)
    return made


def unpacked(connection: Connection, key: str) -> tuple[int, Record] | None:
    """A document's number and its record as it was read."""
    query = (
        select(documents.c.number, records.c.json, documents.c.text)
        .join(records, records.c.document == documents.c.number)
        .where(documents.c.key == key)
    )
    row = connection.execute(query).one_or_none()
    return (row.number, unpack(row.json, row.text)) if row else None


def standing(connection: Connection, keys: Sequence[str] | None = None) -> dict[str, list[Decision]]:
    """The decisions that stand, of some articles or of all, oldest first."""
    query = select(decisions).where(decisions.c.undone.is_(None)).order_by(decisions.c.number)
    found: dict[str, list[Decision]] = {}
    for portion in [None] if keys is None else database.portions(keys):
        asked = query if portion is None else query.where(decisions.c.document_key.in_(portion))
        for row in connection.execute(asked).mappings():
            found.setdefault(row["document_key"], []).append(decision(row))
    return found


def decision(row: Mapping[Any, Any]) -> Decision:
    """A decision from its row."""
    return Decision(**{**row, "detail": json.loads(row["detail"])})
