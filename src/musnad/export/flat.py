"""Records as flat tables: articles, statements, links, events, participants, reports, entities, times."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from musnad.errors import UsageError
from musnad.record import Record
from musnad.store.rows import actor_of

Row = dict[str, Any]
# The columns of each table, in order; docs/exports.md explains them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        "article", "id", "outlet", "published", "byline", "title", "url", "language", "sha256", "engine", "text",
    ),
    "entities": (
        "article", "entity", "actor", "type", "name_ar", "name_en", "country", "sector", "wikidata", "geonames",
        "latitude", "longitude", "mentions",
    ),
    "statements": (
        "article", "statement", "act", "directness", "source", "cue", "cue_start", "cue_end", "content",
        "content_start", "content_end", "target", "addressee", "setting", "within", "confidence", "english",
    ),
    "links": ("article", "statement", "place", "entity", "actor", "words", "start", "end", "for", "kind"),
    "events": (
        "article", "event", "type", "mode", "status", "trigger", "trigger_start", "trigger_end", "time", "place",
        "actor_place", "country", "latitude", "longitude", "confidence", "english",
    ),
    "participants": ("article", "event", "role", "entity", "actor", "words", "start", "end"),
    "reports": ("article", "event", "trigger", "start", "end", "status", "statement"),
    "times": ("article", "start", "end", "words", "type", "value"),
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(record: Record) -> Iterator[tuple[str, Row]]:
    """The rows of one record, each with the table it belongs to."""
    document = record.document
    key = document.key
    yield "articles", {
        "article": key, "id": document.id, "outlet": document.outlet, "published": document.published,
        "byline": record.byline, "title": document.title, "url": document.url, "language": document.language,
        "sha256": document.sha256, "engine": record.engine, "text": document.text,
    }  # fmt: skip
    for e in record.entities.values():
        yield "entities", {
            "article": key, "entity": e.key, "actor": actor_of(e), "type": e.type, "name_ar": e.name_ar,
            "name_en": e.name_en, "country": e.country, "sector": e.sector, "wikidata": e.wikidata,
            "geonames": e.geonames, "latitude": e.place.latitude if e.place else None,
            "longitude": e.place.longitude if e.place else None, "mentions": len(e.mentions),
        }  # fmt: skip
    for t in record.times:
        yield "times", {
            "article": key, "start": t.span.start, "end": t.span.end, "words": t.span.text, "type": t.type,
            "value": t.value,
        }  # fmt: skip
    yield from _statement_rows(record, key)
    yield from _event_rows(record, key)


def _statement_rows(record: Record, key: str) -> Iterator[tuple[str, Row]]:
    for s in record.statements:
        addressee = s.addressee
        yield "statements", {
            "article": key, "statement": s.id, "act": s.act, "directness": s.directness,
            "source": s.source.text if s.source else None, "cue": s.cue.text if s.cue else None,
            "cue_start": s.cue.start if s.cue else None, "cue_end": s.cue.end if s.cue else None,
            "content": s.wording, "content_start": s.content[0].start,
            "content_end": s.content[-1].end, "target": s.target,
            "addressee": (addressee.entity or (addressee.span.text if addressee.span else None)) if addressee else None,
            "setting": s.setting.text if s.setting else None, "within": s.within, "confidence": s.confidence,
            "english": s.english,
        }  # fmt: skip
        for place, link in enumerate(s.chain):
            words = link.anonymous
            entity = record.entities.get(link.entity or "")
            yield "links", {
                "article": key, "statement": s.id, "place": place, "entity": link.entity,
                "actor": actor_of(entity) if entity else None,
                "words": words.text if words else None, "start": words.start if words else None,
                "end": words.end if words else None, "for": link.for_, "kind": link.kind,
            }  # fmt: skip


def _event_rows(record: Record, key: str) -> Iterator[tuple[str, Row]]:
    for e in record.events:
        place = record.entities.get(e.place or "")
        point = place.place if place else None
        trigger = e.reports[0].trigger
        yield "events", {
            "article": key, "event": e.id, "type": e.type, "mode": e.mode, "status": e.status,
            "trigger": trigger.text, "trigger_start": trigger.start, "trigger_end": trigger.end,
            "time": record.times[e.time].value if e.time is not None else None, "place": e.place,
            "actor_place": actor_of(place) if place else None, "country": place.country if place else None,
            "latitude": point.latitude if point else None, "longitude": point.longitude if point else None,
            "confidence": e.confidence, "english": e.english,
        }  # fmt: skip
        for role, members in (("actor", e.actors), ("recipient", e.recipients)):
            for m in members:
                entity = record.entities.get(m.entity or "")
                yield "participants", {
                    "article": key, "event": e.id, "role": role, "entity": m.entity,
                    "actor": actor_of(entity) if entity else None, "words": m.span.text if m.span else None,
                    "start": m.span.start if m.span else None, "end": m.span.end if m.span else None,
                }  # fmt: skip
        for r in e.reports:
            yield "reports", {
                "article": key, "event": e.id, "trigger": r.trigger.text, "start": r.trigger.start,
                "end": r.trigger.end, "status": r.status, "statement": r.statement,
            }  # fmt: skip


def csv_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_csv(records: Iterable[Record], folder: Path) -> dict[str, int]:
    """One CSV a table (UTF-8 with a mark, so that spreadsheets know it); returns rows by table."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(COLUMNS, 0)
    files = {name: (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") for name in COLUMNS}
    try:
        writers = {name: csv.DictWriter(f, COLUMNS[name]) for name, f in files.items()}
        for writer in writers.values():
            writer.writeheader()
        for record in records:
            for table, row in rows(record):
                writers[table].writerow({k: csv_cell(v) for k, v in row.items()})
                counts[table] += 1
    finally:
        for file in files.values():
            file.close()
    return counts


def write_parquet(records: Iterable[Record], folder: Path, portion: int = 5000) -> dict[str, int]:
    """One Parquet file a table, and the records themselves; needs the extra `analytics`; returns rows by table."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("parquet", "Parquet needs pyarrow", "pip install 'musnad[analytics]'") from error
    from musnad.record import dumps

    folder.mkdir(parents=True, exist_ok=True)
    schemas = {name: _schema(pyarrow, columns) for name, columns in COLUMNS.items()}
    schemas["records"] = pyarrow.schema([("article", pyarrow.string()), ("record", pyarrow.string())])
    writers = {n: parquet.ParquetWriter(folder / f"{n}.parquet", s, compression="zstd") for n, s in schemas.items()}
    waiting: dict[str, list[Row]] = {name: [] for name in schemas}
    counts = dict.fromkeys(schemas, 0)

    def flush(name: str) -> None:
        writers[name].write_table(pyarrow.Table.from_pylist(waiting[name], schema=schemas[name]))
        waiting[name].clear()

    try:
        for record in records:
            own = ("records", {"article": record.document.key, "record": dumps(record)})
            for table, row in (*rows(record), own):
                waiting[table].append(row)
                counts[table] += 1
                if len(waiting[table]) >= portion:
                    flush(table)
        for name in schemas:
            flush(name)
    finally:
        for writer in writers.values():
            writer.close()
    return counts


def _schema(pyarrow: Any, columns: Iterable[str]) -> Any:
    names = tuple(columns)
    kinds = {"published": pyarrow.date32(), "confidence": pyarrow.float64()}
    kinds |= {name: pyarrow.float64() for name in ("latitude", "longitude")}
    numbers = {c for c in names if c in ("start", "end", "mentions", "geonames") or c.endswith(("_start", "_end"))}
    if "statement" in names and "kind" in names:  # links: the place in the chain
        numbers.add("place")
    return pyarrow.schema([(c, kinds.get(c, pyarrow.int64() if c in numbers else pyarrow.string())) for c in names])
