"""From an older schema to this one, a step a version."""

import re
from collections.abc import Callable

from sqlalchemy import Connection, text, update

from musnad.errors import StoreError
from musnad.store.schema import VERSION, about


def _rows_by_number(connection: Connection) -> None:
    """To 2: SQLite's numbers become the rows' own, two indexes that others cover go, the log tells persons."""
    connection.execute(text("ALTER TABLE forgotten ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'article'"))
    connection.execute(text("DROP INDEX ix_statements_speaker"))
    connection.execute(text("DROP INDEX ix_events_type"))
    _named_users(connection)
    if connection.dialect.name != "sqlite":
        return
    for table in ("documents", "records", "entities", "statements", "events", "families", "clusters"):
        _rebuild(connection, table, lambda made: made.replace("BIGINT", "INTEGER", 1))
    for table in ("links", "participants", "reports", "joins"):
        _rebuild(connection, table, lambda made: made + " WITHOUT ROWID")


def _rebuild(connection: Connection, table: str, change: Callable[[str], str]) -> None:
    """Copy a table of SQLite into one made by changed words: what it is cannot be altered in place."""
    master = text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type AND sql IS NOT NULL")
    made = str(connection.scalar(master, {"table": table, "type": "table"}))
    indexes = list(connection.scalars(master, {"table": table, "type": "index"}))
    connection.execute(text(change(re.sub(r"^CREATE TABLE \S+", "CREATE TABLE rebuilt", made.strip()))))
    connection.execute(text(f"INSERT INTO rebuilt SELECT * FROM {table} ORDER BY 1"))
    connection.execute(text(f"DROP TABLE {table}"))
    connection.execute(text(f"ALTER TABLE rebuilt RENAME TO {table}"))
    for index in indexes:
        connection.execute(text(index))


def _named_users(connection: Connection) -> None:
    """To 2: users, their sessions and tokens; who undid a decision; when an article came, as an index."""
    sqlite = connection.dialect.name == "sqlite"
    moment, serial = ("DATETIME", "INTEGER") if sqlite else ("TIMESTAMP WITH TIME ZONE", "SERIAL")
    for made in (
        "CREATE TABLE users (name TEXT NOT NULL PRIMARY KEY, role VARCHAR NOT NULL, password TEXT NOT NULL,"
        f" made {moment} NOT NULL)",
        'CREATE TABLE sessions (digest VARCHAR(64) NOT NULL PRIMARY KEY, "user" TEXT NOT NULL,'
        f" made {moment} NOT NULL, ends {moment} NOT NULL)",
        f'CREATE TABLE tokens (number {serial} NOT NULL PRIMARY KEY, "user" TEXT NOT NULL, label TEXT NOT NULL,'
        f" digest VARCHAR(64) NOT NULL UNIQUE, made {moment} NOT NULL)",
        'CREATE INDEX ix_sessions_user ON sessions ("user")',
        'CREATE INDEX ix_tokens_user ON tokens ("user")',
        "ALTER TABLE decisions ADD COLUMN undone_by TEXT",
        "CREATE INDEX ix_documents_added ON documents (added)",
    ):
        connection.execute(text(made))


def _corrected(connection: Connection) -> None:
    """To 3: a corrected statement or event says by whom and when."""
    for table in ("statements", "events"):
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN corrected TEXT"))


def _lifted(connection: Connection) -> None:
    """To 4: which paragraphs are lifted, and from which medium each telling of an event comes."""
    number = "INTEGER" if connection.dialect.name == "sqlite" else "BIGINT"
    rowid = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    for made in (
        f"CREATE TABLE passages (article {number} NOT NULL REFERENCES documents (number) ON DELETE CASCADE,"
        ' start INTEGER NOT NULL, "end" INTEGER NOT NULL,'
        " source BIGINT NOT NULL REFERENCES documents (number) ON DELETE CASCADE, source_start INTEGER NOT NULL,"
        f" source_end INTEGER NOT NULL, PRIMARY KEY (article, start)){rowid}",
        "CREATE INDEX ix_passages_source ON passages (source)",
        "ALTER TABLE clusters ADD COLUMN origin TEXT",
        "UPDATE clusters SET origin = (SELECT COALESCE(f.byline, f.outlet, d.byline, d.outlet) FROM events e"
        " JOIN documents d ON d.number = e.document LEFT JOIN families m ON m.document = d.number"
        " LEFT JOIN documents f ON f.number = m.family WHERE e.number = clusters.event)",
    ):
        connection.execute(text(made))


# STEPS[n] brings version n to n + 1. A step only uses SQL of its own, never today's schema, which goes on changing.
STEPS: dict[int, Callable[[Connection], None]] = {1: _rows_by_number, 2: _corrected, 3: _lifted}


def migrate(connection: Connection, found: int, name: str) -> None:
    """Bring the store `name` of version `found` up to date within the caller's transaction (database.upgrading)."""
    for version in range(found, VERSION):
        STEPS[version](connection)
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreError(name, "rows in it belong to no article", "restore it from a backup")
    connection.execute(update(about).where(about.c.name == "schema").values(value=str(VERSION)))
