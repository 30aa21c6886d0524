"""A store copied row by row into an empty one: backup, restore, and the way from SQLite to PostgreSQL."""

from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text

from musnad.errors import StoreError
from musnad.store import database, schema
from musnad.store.rows import indexed
from musnad.store.store import Store

_PORTION = 2000
_OWN = (schema.about, schema.sessions)  # of one store: its version, the logins of its server
_INDEXED = {"documents": ("articles", "text"), "statements": ("contents", "content")}


def copy_store(source: Store, target: str | Path) -> int:
    """Copy every row of one state of the source into an empty store at `target`; returns the number of rows.

    Raises StoreError where the target holds anything already. All or nothing.
    """
    count = 0
    with Store(target) as into, database.reading(source.engine, source.name) as reading:
        held = [name for name, rows in into.counts().items() if rows and name not in {t.name for t in _OWN}]
        if held:
            what = "articles" if "documents" in held else ", ".join(held)
            raise StoreError(into.name, f"it holds {what} already", "copy into an empty store")
        with database.writing(into.engine, into.name) as writing:
            database.drop_word_indexes(writing)
            for table in schema.metadata.sorted_tables:
                if table in _OWN:
                    continue
                rows = reading.execution_options(yield_per=_PORTION).execute(select(table)).mappings()
                for portion in rows.partitions(_PORTION):
                    writing.execute(insert(table), [dict(row) for row in portion])
                    if table.name in _INDEXED:
                        index, column = _INDEXED[table.name]
                        texts = [(row["number"], indexed(row[column])) for row in portion]
                        database.index_texts(writing, index, texts)
                    count += len(portion)
            database.create(writing)
            if into.dialect == "postgresql":
                _set_sequences(writing)
    return count


def _set_sequences(connection: Connection) -> None:
    """Rows were copied with their numbers; the next one must come after them."""
    for table in (schema.evidence, schema.decisions, schema.forgotten, schema.conflicts, schema.tokens):
        last = connection.scalar(select(func.max(table.c.number)))
        if last:
            connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'), :last)"), {"last": last}
            )
