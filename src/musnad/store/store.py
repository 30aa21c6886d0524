"""The store: documents, their records, and the decisions of analysts, in SQLite or PostgreSQL."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, func, insert, inspect, select, update

from musnad.errors import StoreError
from musnad.record import Origin, Record
from musnad.store import database, deciding, forgetting, inserting
from musnad.store.forgetting import Forgotten
from musnad.store.judged import Decision, Judged, checked, judged
from musnad.store.migrations import migrate
from musnad.store.rows import Rows, rows_of, unpack, version_of
from musnad.store.schema import (
    BITS,
    VERSION,
    about,
    decisions,
    documents,
    evidence,
    forgotten,
    metadata,
    records,
)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch: how many documents were new, replaced by a new analysis, or there already."""

    new: int = 0
    replaced: int = 0
    same: int = 0


class Store:
    """A store of articles and records.

    Opening creates the schema where it is missing (with `create=False` it refuses) and brings an older one up to date.
    `add` acknowledges by returning: what it took is then on disk. One writer at a time; others wait.
    Readers never wait.
    """

    def __init__(self, where: str | Path = "musnad.db", *, create: bool = True) -> None:
        self.name = database.shown(where)
        self.engine = database.connect(where)
        self.dialect = self.engine.dialect.name
        if not create and self.dialect == "sqlite" and not Path(self.engine.url.database or "").exists():
            raise self._missing()  # before SQLite makes the file
        try:
            self._open(create=create)
        except Exception:
            self.engine.dispose()
            raise

    def _missing(self) -> StoreError:
        return StoreError(self.name, "there is no such store", "musnad ingest makes one")

    def _open(self, *, create: bool) -> None:
        with database.reading(self.engine, self.name) as connection:
            found = self._version(connection)
        if found == VERSION:
            return
        if found is None and not create:
            raise self._missing()  # an empty database, or one of something else
        if found is not None and found > VERSION:
            raise StoreError(
                self.name, f"its schema is version {found}, this Musnad knows {VERSION}", "use a newer Musnad"
            )
        with database.upgrading(self.engine, self.name) as connection:
            found = self._version(connection)
            if found is None:
                database.create(connection)
                connection.execute(insert(about).values(name="schema", value=str(VERSION)))
            elif found < VERSION:
                migrate(connection, found, self.name)

    @staticmethod
    def _version(connection: Connection) -> int | None:
        if not inspect(connection).has_table(about.name):
            return None
        value = connection.scalar(select(about.c.value).where(about.c.name == "schema"))
        return int(value) if value is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    # -- writing ---------------------------------------------------------------------------------------------

    def add(self, batch: Iterable[Record | Rows], origins: Mapping[str, Origin] | None = None) -> Added:
        """Put records in, or the rows made of them (`rows_of`), all or none of them; on return they are on disk.

        A document that is there already (same outlet, date, address and text) is left alone when its engine and
        version are the same, and its record replaced otherwise. `origins` gives the bytes they were read from, by
        document key; a document may carry its own. Rows are used up: they get their numbers.
        """
        new = replaced = same = 0
        batch = list(batch)
        carried = {r.document.key: r.document.origin for r in batch if isinstance(r, Record) and r.document.origin}
        made_of = (r if isinstance(r, Rows) else rows_of(r) for r in batch)
        offered = list({rows.key: rows for rows in made_of}.values())
        with database.writing(self.engine, self.name) as connection:
            keys = [rows.key for rows in offered]
            known, gone = self._known(connection, keys), self._gone(connection, keys)
            persons = set(connection.scalars(select(forgotten.c.what).where(forgotten.c.kind == "person")))
            following: dict[int, int] = {}
            taken: list[tuple[int, Rows]] = []
            for rows in offered:
                there = known.get(rows.key)
                if rows.key in gone or (there and (there[1], there[2]) == rows.made_by):
                    same += 1
                    continue
                if there:
                    number = there[0]
                    replaced += 1
                else:
                    number = self._next(connection, rows.document["published"], following)
                    new += 1
                record = rows.as_read() if forgetting.named(rows, persons) else None
                masked = forgetting.masked(record, persons) if record else None
                if record and masked:
                    reason = "names a person who was forgotten"
                    forgetting.log(connection, "article", [rows.key], reason, "musnad")
                    if there:
                        forgetting.mask_document(connection, number, record, masked)
                elif there:
                    forgetting.remove_record(connection, number)
                taken.append((number, rows_of(masked.record) if masked else rows))
            made = deciding.judged_rows(connection, taken, there={number for number, _, _ in known.values()})
            inserting.insert_rows(connection, made)
            inserting.keep_evidence(connection, made, carried | dict(origins or {}))
        return Added(new, replaced, same)

    @staticmethod
    def _known(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, str, str]]:
        found: dict[str, tuple[int, str, str]] = {}
        for portion in database.portions(keys):
            query = (
                select(documents.c.key, documents.c.number, records.c.engine, records.c.version)
                .outerjoin(records, records.c.document == documents.c.number)
                .where(documents.c.key.in_(portion))
            )
            found.update(
                {row.key: (row.number, row.engine or "", row.version or "") for row in connection.execute(query)}
            )
        return found

    @staticmethod
    def _gone(connection: Connection, keys: Sequence[str]) -> set[str]:
        """Those of the keys that are to stay forgotten."""
        found: set[str] = set()
        for portion in database.portions(keys):
            query = select(forgotten.c.what).where(forgotten.c.what.in_(portion))
            found.update(connection.scalars(query))
        return found

    @staticmethod
    def _next(connection: Connection, published: date | None, following: dict[int, int]) -> int:
        """The next free number of a publication day."""
        day = published.toordinal() if published else 0
        if day not in following:
            low = day << BITS
            last = connection.scalar(
                select(func.max(documents.c.number)).where(documents.c.number.between(low, low + (1 << BITS) - 1))
            )
            following[day] = low if last is None else last + 1
        number = following[day]
        following[day] += 1
        return number

    def forget(self, key: str, *, reason: str, author: str) -> bool:
        """Remove an article for good with all that hangs on it; only a digest and the reason stay in the log.

        The article is not taken in again. Returns whether it was there.
        """
        with database.writing(self.engine, self.name) as connection:
            if not forgetting.remove_document(connection, key):
                return False
            forgetting.log(connection, "article", [key], reason, author)
        database.wipe(self.engine, self.name)
        return True

    def forget_person(self, persons: Sequence[str], *, reason: str, author: str) -> int:
        """Take persons (actor ids) out of every article for good; returns how many articles named them.

        Their statements go, their parts in events are emptied, their names become █ in the text; the bytes such an
        article was read from go too. What is added later is masked likewise. Only digests stay in the log.
        """
        digests = {forgetting.digest_of(p) for p in persons}
        with database.writing(self.engine, self.name) as connection:
            found = forgetting.documents_of(connection, persons)
            anew: list[tuple[int, Rows]] = []
            for number, record in found:
                masked = forgetting.masked(record, digests)
                if masked:
                    forgetting.mask_document(connection, number, record, masked)
                    anew.append((number, rows_of(masked.record)))
                    reason = masked.mask(reason)  # the log would keep the name that is to go
            made = deciding.judged_rows(connection, anew, there={number for number, _ in anew})
            inserting.insert_rows(connection, made)
            forgetting.remove_actors(connection, persons)
            forgetting.log(connection, "person", sorted(digests), reason, author)
            # Read from its source again, such an article would come back whole.
            forgetting.log(connection, "article", [r.document.key for _, r in found], reason, author)
        database.wipe(self.engine, self.name)
        return len(found)

    def forgotten(self) -> list[Forgotten]:
        """The log of what was forgotten, oldest first."""
        with database.reading(self.engine, self.name) as connection:
            rows = connection.execute(select(forgotten).order_by(forgotten.c.number)).mappings().all()
        return [Forgotten(**row) for row in rows]

    # -- decisions -------------------------------------------------------------------------------------------

    def decide(self, document_key: str, subject: str, action: str, detail: dict[str, Any], *, author: str) -> int:
        """Write down a decision, and show the article so; returns its number, by which it can be undone.

        `wrong` leaves a statement or event out of all that is searched, counted and exported, `right` takes it in
        again, `correct` changes a field (detail: field and value). Raises UsageError for a field or value that cannot
        be.
        """
        with database.writing(self.engine, self.name) as connection:
            now = datetime.now(UTC)
            there = deciding.unpacked(connection, document_key)
            before = deciding.standing(connection, [document_key]).get(document_key, [])
            stands = judged(there[1], before).record if there else None
            checked(stands, Decision(0, document_key, subject, action, detail, author, now, None))
            made = connection.execute(
                insert(decisions)
                .values(
                    document_key=document_key,
                    subject=subject,
                    action=action,
                    detail=json.dumps(detail, ensure_ascii=False),
                    author=author,
                    made=now,
                )
                .returning(decisions.c.number)
            ).scalar_one()
            self._show(connection, document_key)
        return int(made)

    def undo(self, number: int, *, author: str | None = None) -> bool:
        """Take a decision back; it stays in the history, with who took it back. Returns whether it stood."""
        with database.writing(self.engine, self.name) as connection:
            done = connection.execute(
                update(decisions)
                .where(decisions.c.number == number, decisions.c.undone.is_(None))
                .values(undone=datetime.now(UTC), undone_by=author)
                .returning(decisions.c.document_key)
            ).scalar_one_or_none()
            if done is not None:
                self._show(connection, done)
        return done is not None

    def _show(self, connection: Connection, key: str) -> None:
        """Make the rows of an article anew after its decisions changed."""
        there = deciding.unpacked(connection, key)
        if there:
            forgetting.remove_record(connection, there[0])
            rows = rows_of(there[1])
            inserting.insert_rows(connection, deciding.judged_rows(connection, [(there[0], rows)], there={there[0]}))

    def decisions(self, document_key: str | None = None, *, history: bool = False) -> list[Decision]:
        """The decisions that stand (with `history` also those undone), oldest first."""
        query = select(decisions).order_by(decisions.c.number)
        if document_key is not None:
            query = query.where(decisions.c.document_key == document_key)
        if not history:
            query = query.where(decisions.c.undone.is_(None))
        with database.reading(self.engine, self.name) as connection:
            return [deciding.decision(row) for row in connection.execute(query).mappings()]

    # -- reading ---------------------------------------------------------------------------------------------

    def finished(self, keys: Sequence[str], engine: str, versions: dict[str, str]) -> set[str]:
        """Those of the keys whose documents this engine in these versions has analysed, or that are to be forgotten."""
        with database.reading(self.engine, self.name) as connection:
            known, gone = self._known(connection, keys), self._gone(connection, keys)
        return gone | {k for k, (_, by, of) in known.items() if (by, of) == (engine, version_of(versions))}

    def record(self, key: str) -> Record | None:
        """The record of a document by its key, as analysts judged it: corrected, and without what is marked wrong."""
        found = self.judged(key)
        return found.shown if found else None

    def judged(self, key: str) -> Judged | None:
        """The record of a document with its corrections, and what in it is marked wrong still there and named."""
        with database.reading(self.engine, self.name) as connection:
            there = deciding.unpacked(connection, key)
            standing = deciding.standing(connection, [key])
        return judged(there[1], standing.get(key, ())) if there else None

    def as_read(self, key: str) -> Record | None:
        """The record of a document as the analysis made it, before what analysts corrected."""
        with database.reading(self.engine, self.name) as connection:
            there = deciding.unpacked(connection, key)
        return there[1] if there else None

    def records(self, *, newest_first: bool = False) -> Iterator[Record]:
        """Every record as analysts judged it, in date order, in portions so that any number of them fits in memory."""
        order = records.c.document.desc() if newest_first else records.c.document
        last: int | None = None
        while True:
            query = (
                select(records.c.document, records.c.json, documents.c.text, documents.c.key)
                .join(documents, documents.c.number == records.c.document)
                .order_by(order)
                .limit(database.PORTION)
            )
            if last is not None:
                query = query.where(records.c.document < last if newest_first else records.c.document > last)
            with database.reading(self.engine, self.name) as connection:
                rows = connection.execute(query).all()
                standing = deciding.standing(connection, [row.key for row in rows])
            if not rows:
                return
            for row in rows:
                record = unpack(row.json, row.text)
                yield judged(record, standing[row.key]).shown if row.key in standing else record
            last = rows[-1].document

    def evidence(self, key: str) -> list[Origin]:
        """The bytes that a document was read from, oldest first."""
        query = (
            select(evidence.c.bytes, evidence.c.media_type, evidence.c.fetched)
            .join(documents, documents.c.number == evidence.c.document)
            .where(documents.c.key == key)
            .order_by(evidence.c.number)
        )
        with database.reading(self.engine, self.name) as connection:
            return [Origin(zlib.decompress(r.bytes), r.media_type, r.fetched) for r in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with database.reading(self.engine, self.name) as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
            }
