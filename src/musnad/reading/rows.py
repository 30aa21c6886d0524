"""Articles in JSONL, one object a line: `text`, and where known `id`, `title`, `outlet`, `published`, `url`."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from musnad.errors import BadRow, InputError, TooLarge
from musnad.reading.decode import decode, decode_as
from musnad.reading.document import document
from musnad.record import Document, Origin

_FIELDS = ("id", "title", "outlet", "published", "url")


def rows(
    lines: Iterable[bytes],
    *,
    name: str,
    stem: str,
    encoding: str | None = None,
    outlet: str | None = None,
    published: str | date | None = None,
    limit: int,
) -> Iterator[Document | InputError]:
    """A document or the error of each line that is not blank; `outlet` and `published` stand in where a row has none.

    `limit` is in bytes a line; a row without an id is called `stem` and its number.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            if len(line) > limit:
                raise TooLarge(where, f"a row of more than {limit:,} bytes")
            decoded = decode_as(line, encoding, where) if encoding else decode(line, where)
            row = parse(decoded.text, where)
            given: dict[str, Any] = {k: v for k in _FIELDS if (v := row.get(k)) is not None}
            yield document(
                row["text"],
                name=where,
                notes=decoded.notes,
                origin=Origin(line, "application/x-ndjson"),
                **({"id": f"{stem}-{number}", "outlet": outlet, "published": published} | given),
            )
        except InputError as error:
            yield error


def parse(line: str, where: str) -> dict[str, Any]:
    """The object of one line, its fields of the right kinds; raises BadRow."""
    try:
        row = json.loads(line)
    except RecursionError:
        raise BadRow(where, "JSON nested too deeply") from None
    except ValueError as error:
        raise BadRow(where, f"not JSON: {error}", "one object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadRow(where, "no field 'text' with a string", 'each line is {"id": …, "text": …}')
    if isinstance(row.get("id"), int):
        row["id"] = str(row["id"])
    for field in _FIELDS:
        if row.get(field) is not None and not isinstance(row[field], str):
            raise BadRow(where, f"the field {field!r} is not a string")
    return row
