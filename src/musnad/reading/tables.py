"""CSV and Parquet: a row a document, its columns named as a row of JSONL's fields or mapped to them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from musnad.errors import BadRow, InputError, NotText, UsageError
from musnad.reading.days import day_of
from musnad.reading.document import document
from musnad.record import Document

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


def from_csv(text: str, *, name: str, columns: Mapping[str, str], **given: Any) -> Iterator[Document | InputError]:
    """The documents of a CSV with a header; comma, semicolon or tab, whichever the header has most of."""
    csv.field_size_limit(_LONGEST_CELL)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
    _check(name, reader.fieldnames or (), columns)
    number = 1
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield BadRow(f"{name}:{number}", f"not CSV: {error}")
            return
        if row is None:
            return
        yield _document(row, f"{name}:{number}", columns, given)


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
    text = columns.get("text", "text")
    if text not in header:
        raise BadRow(name, f"no column {text!r}", f"--map text=COLUMN; it has {', '.join(header)}")


def _document(
    row: Mapping[str, Any], where: str, columns: Mapping[str, str], given: Mapping[str, Any]
) -> Document | InputError:
    values = {field: row.get(columns.get(field, field)) for field in FIELDS}
    text = values.pop("text")
    try:
        if not isinstance(text, str):
            raise BadRow(where, "no text")
        published = values.pop("published")
        day = published if isinstance(published, date) else day_of(str(published)) if published else None
        if published and day is None:
            raise BadRow(where, f"{str(published)[:40]!r} is no date of publication")
        said = {k: str(v) for k, v in values.items() if v not in (None, "")}
        return document(
            text, name=where, **({"id": where} | dict(given) | {"published": day or given.get("published")} | said)
        )
    except InputError as error:
        return error
