"""Opening a store, and the few things that SQLite and PostgreSQL do differently."""

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    TableClause,
    column,
    create_engine,
    event,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.types import NullType

from musnad.errors import StoreError
from musnad.store import schema
from musnad.store.query import Query, as_fts5, as_tsquery

WAIT_SECONDS = 120
# The two full-text indexes: what they index and the table whose numbers they carry.
INDEXES = {"articles": schema.documents, "contents": schema.statements}
_MISTAKES = (DataError, IntegrityError, ProgrammingError)  # ours, not the disk's or the network's
_LOCK = 7_130_553  # any number, the same for every writer of PostgreSQL

T = TypeVar("T")
PORTION = 500


def address_of(store: str | Path) -> str:
    """The SQLAlchemy address of a path or a PostgreSQL URL."""
    name = str(store)
    if name.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + name.split("://", 1)[1]
    if "://" in name:
        if name.startswith(("postgresql+psycopg://", "sqlite://")):
            return name
        raise StoreError(shown(name), "no kind of store that Musnad knows", "a file path or postgresql://…")
    return f"sqlite:///{name}"


def shown(store: str | Path) -> str:
    """A store's name for messages and logs: without its password."""
    return re.sub(r"(?<=://)([^/@:]*):[^/@]*@", r"\1:***@", str(store))


def connect(store: str | Path) -> Engine:
    """An engine for the store, its schema not yet looked at; raises StoreError where the address cannot be one."""
    try:
        return _engine(address_of(store))
    except ModuleNotFoundError as error:
        raise StoreError(shown(store), "PostgreSQL needs psycopg", "pip install 'musnad[postgres]'") from error
    except (ArgumentError, ValueError) as error:
        raise StoreError(shown(store), "no address of a store", "postgresql://user@host:port/name") from error


def _engine(address: str) -> Engine:
    if address.startswith("sqlite"):
        engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(address, pool_pre_ping=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we begin ourselves
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "mmap_size=268435456",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Set the journal to WAL, after whoever else opens the same older file; here SQLite itself does not wait."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("upgrading"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # or a table that is rebuilt takes others' rows along
    writing = options.get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction that no other writer shares: a second one waits. Errors of the database become StoreError."""
    with _explaining(name), engine.connect().execution_options(writing=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        yield connection


@contextmanager
def upgrading(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction to change the schema in, over a connection of its own."""
    with _explaining(name), engine.connect().execution_options(writing=True, upgrading=True) as connection:
        connection.detach()
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            yield connection


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction for reading; it sees one state of the store while others write."""
    with _explaining(name), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def _explaining(name: str) -> Iterator[None]:
    """Errors of the database as StoreError; mistakes of ours stay what they are."""
    try:
        yield
    except DatabaseError as error:
        if isinstance(error, _MISTAKES):
            raise
        raise _explained(name, error) from error


def _explained(name: str, error: DatabaseError) -> StoreError:
    said = str(error.orig or error).strip().splitlines()[0]
    mend = ""
    if "full" in said or "No space" in said:
        mend = "free some space; what was acknowledged before is safe"
    elif "locked" in said:
        mend = f"another writer held it for more than {WAIT_SECONDS} s; try again"
    elif "unable to open" in said or "readonly" in said:
        mend = "check that the folder exists and may be written to"
    elif "connection" in said and "failed" in said:
        mend = "check that the server runs and can be reached, and the address"
    elif "not a database" in said:
        mend = "this file is no Musnad store"
    return StoreError(name, said, mend)


def portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in their order, so many at a time as a query may ask for at once."""
    return (values[at : at + PORTION] for at in range(0, len(values), PORTION))


def create(connection: Connection) -> None:
    """All tables and both full-text indexes, where they are missing."""
    schema.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for index in INDEXES:
            connection.execute(
                text(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS search_{index} USING fts5("
                    "words, content='', tokenize=\"unicode61 remove_diacritics 0\")"
                )
            )
        return
    for index, indexed in INDEXES.items():
        connection.execute(
            text(
                f"CREATE TABLE IF NOT EXISTS search_{index} (number bigint PRIMARY KEY"
                f" REFERENCES {indexed.name}(number) ON DELETE CASCADE, words tsvector NOT NULL)"
            )
        )
        connection.execute(text(f"CREATE INDEX IF NOT EXISTS search_{index}_words ON search_{index} USING gin (words)"))


def drop_word_indexes(connection: Connection) -> None:
    """Take PostgreSQL's full-text indexes away; after many rows, `create` makes them anew in a fraction of the time."""
    if connection.dialect.name == "postgresql":
        for index in INDEXES:
            connection.execute(text(f"DROP INDEX search_{index}_words"))


def index_texts(connection: Connection, index: str, texts: Sequence[tuple[int, str]]) -> None:
    """Put numbered texts (their index words, with a space between) into a full-text index."""
    if not texts:
        return
    rows = [{"number": number, "words": words} for number, words in texts]
    if connection.dialect.name == "sqlite":
        statement = text(f"INSERT INTO search_{index}(rowid, words) VALUES (:number, :words)")
    else:
        statement = text(f"INSERT INTO search_{index}(number, words) VALUES (:number, to_tsvector('simple', :words))")
    connection.execute(statement, rows)


def unindex_texts(connection: Connection, index: str, texts: Sequence[tuple[int, str]]) -> None:
    """Take texts out again; SQLite's index keeps no copy, so it must be told the words that were put in."""
    if not texts:
        return
    if connection.dialect.name == "sqlite":
        removal = f"INSERT INTO search_{index}(search_{index}, rowid, words) VALUES ('delete', :number, :words)"
    else:
        removal = f"DELETE FROM search_{index} WHERE number = :number"
    connection.execute(text(removal), [{"number": number, "words": words} for number, words in texts])


def wipe(engine: Engine, name: str) -> None:
    """Overwrite what deleted rows left in SQLite's pages and indexes; PostgreSQL vacuums on its own."""
    if engine.dialect.name != "sqlite":
        return
    with writing(engine, name) as connection:
        for index in INDEXES:
            connection.execute(text(f"INSERT INTO search_{index}(search_{index}) VALUES ('optimize')"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def matching(index: str, query: Query, dialect: str) -> tuple[TableClause, ColumnElement[bool], ColumnElement[Any]]:
    """The full-text index as a table to join by its only column, the condition that a row matches, and its rank.

    The less the rank, the better the match.
    """
    if dialect == "sqlite":
        found = table(f"search_{index}", column("rowid"))
        # As Boolean the match would be compared with 1 and the planner would scan the whole index.
        match = literal_column(f"search_{index}", type_=NullType()).op("MATCH")(as_fts5(query))
        return found, match, literal_column(f"search_{index}.rank", type_=NullType())
    found = table(f"search_{index}", column("number"))
    words = literal_column(f"search_{index}.words", type_=NullType())
    wanted = func.to_tsquery("simple", as_tsquery(query))
    return found, words.op("@@")(wanted), -func.ts_rank_cd(words, wanted)
