"""CSV and Parquet: a row a document, its columns named as a row of JSONL's fields or mapped to them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from musnad.errors import BadRow, InputError, NotText, UsageError
from musnad.reading.days import day_of
from musnad.reading.decode import Decoded
from musnad.reading.document import document
from musnad.record import Document, Origin

FIELDS = ("id", "text", "title", "outlet", "published", "url")
_LONGEST_CELL = 100_000_000


def mapping(given: Iterable[str]) -> dict[str, str]:
    """`field=column` pairs as a mapping; raises UsageError for a field that a document does not have."""
    found = {}
    for pair in given:
        field, _, column = pair.partition("=")
        if field not in FIELDS or not column:
            raise UsageError(f"--map {pair}", "not FIELD=COLUMN", "fields are " + ", ".join(FIELDS))
        found[field] = column
    return found


def from_csv(
    decoded: Decoded, *, name: str, columns: Mapping[str, str], **given: Any
) -> Iterator[Document | InputError]:
    """The documents of a CSV with a header; comma, semicolon or tab, whichever the header has most of.

    A row with more or fewer cells than the header, or with quotation marks that do not fit, is refused: a text that a
    comma or a quotation mark has cut would look like an article.
    """
    text = decoded.text.removeprefix("\ufeff")
    csv.field_size_limit(_LONGEST_CELL)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] | None = None
    number = 0
    while True:
        begun = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            number += 1
            yield BadRow(f"{name}:{number}", f"not CSV from line {begun} on: {error}", 'double a " inside quotes')
            continue
        if cells is None:
            break
        if not cells:
            continue
        number += 1
        where = f"{name}:{number}"
        if header is None:
            header = [cell.strip() for cell in cells]
            _check(name, header, columns)
        elif len(cells) != len(header):
            reason = f"{len(cells)} cells in line {begun} under {len(header)} columns"
            yield BadRow(where, reason, "quote cells that hold the separator")
        else:
            row = dict(zip(header, cells, strict=True))
            yield _document(row, where, columns, given | {"notes": decoded.notes})
    if header is None:
        _check(name, (), columns)


def from_parquet(data: Any, *, name: str, columns: Mapping[str, str], **given: Any) -> Iterator[Document | InputError]:
    """The documents of a Parquet file (a path or an open binary file), in portions; needs the extra `analytics`."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(name, "Parquet needs pyarrow", "pip install 'musnad[analytics]'") from error
    try:
        file = parquet.ParquetFile(data)
        _check(name, file.schema_arrow.names, columns)
        wanted = [columns.get(f, f) for f in FIELDS]
        number = 0
        for batch in file.iter_batches(1000, columns=[c for c in wanted if c in file.schema_arrow.names]):
            for row in batch.to_pylist():
                number += 1
                yield _document(row, f"{name}:{number}", columns, given)
    except (pyarrow.ArrowException, OSError) as error:
        raise NotText(name, f"not Parquet: {error}") from error


def _check(name: str, header: Iterable[str], columns: Mapping[str, str]) -> None:
    for column in {"text": "text"} | dict(columns):
        wanted = columns.get(column, column)
        if wanted not in header:
            raise BadRow(name, f"no column {wanted!r}", f"--map {column}=COLUMN; it has {', '.join(header) or 'none'}")


def _document(
    row: Mapping[str, Any], where: str, columns: Mapping[str, str], given: Mapping[str, Any]
) -> Document | InputError:
    values = {field: row.get(columns.get(field, field)) for field in FIELDS}
    text = values.pop("text")
    try:
        if not isinstance(text, str):
            raise BadRow(where, "no text in it")
        published = values.pop("published")
        day = published if isinstance(published, date) else day_of(str(published)) if published else None
        if published and day is None:
            raise BadRow(where, f"{str(published)[:40]!r} is no date of publication", "write it as YYYY-MM-DD")
        said = {k: str(v) for k, v in values.items() if v not in (None, "")}
        made = {"id": where} | dict(given) | {"published": day or given.get("published")} | said
        origin = Origin(json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace"), "application/json")
        return document(text, name=where, origin=origin, **made)
    except InputError as error:
        return error
