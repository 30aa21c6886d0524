"""Exported records read back: what `musnad export jsonl` and `parquet` write, and what `musnad read` gives as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

from musnad.errors import MissingInput, RecordError, UsageError
from musnad.record import Record
from musnad.record.sound import sound_record


def records_from(path: Path) -> Iterator[Record]:
    """The records of a JSONL file, a `records.parquet`, or the folder that holds one, in their order.

    Raises MissingInput where there is none, RecordError where a line is no record.
    """
    if path.is_dir():
        path = path / "records.parquet"
    if not path.is_file():
        raise MissingInput(str(path), "no such file", "a .jsonl of records, or the folder of a Parquet export")
    yield from _parquet(path) if path.suffix == ".parquet" else _jsonl(path)


def _jsonl(path: Path) -> Iterator[Record]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _record(f"{path}:{number}", line)


def _parquet(path: Path) -> Iterator[Record]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("parquet", "Parquet needs pyarrow", "pip install 'musnad[analytics]'") from error
    file = parquet.ParquetFile(path)
    if "record" not in file.schema_arrow.names:
        raise RecordError(str(path), "has no column `record`", "records.parquet of a Parquet export has one")
    number = 0
    for portion in file.iter_batches(batch_size=500, columns=["record"]):
        for line in portion.column("record").to_pylist():
            number += 1
            yield _record(f"{path}:{number}", line)


def _record(name: str, line: str | bytes) -> Record:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise RecordError(name, f"no JSON: {error}") from error
    if not isinstance(data, dict):
        raise RecordError(name, "not a record: no JSON object")
    try:
        return sound_record(data)
    except RecordError as error:
        raise RecordError(name, error.reason, error.mend) from error
