"""Articles in JSON: one object a line (JSONL) or an array: `text`, and where known `id`, `title`, `outlet` …"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from musnad.errors import BadRow, InputError, TooLarge
from musnad.reading.days import day_of
from musnad.reading.decode import Decoded, decode, decode_as
from musnad.reading.document import document
from musnad.record import Document, Origin

_FIELDS = ("id", "title", "outlet", "published", "url")


@dataclass(frozen=True, slots=True)
class Rows:
    """What holds for all rows of an input.

    `outlet` and `published` stand in where a row has none; `columns` says under which name a row has a field; `stem`
    and its number are what a row without an id is called.
    """

    name: str
    stem: str
    encoding: str | None = None
    outlet: str | None = None
    published: str | date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def of_lines(self, lines: Iterable[bytes], limit: int) -> Iterator[Document | InputError]:
        """A document or the error of each line that is not blank; `limit` is in bytes a line."""
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{self.name}:{number}"
            try:
                if len(line) > limit:
                    raise TooLarge(where, f"a row of more than {limit:,} bytes")
                decoded = decode_as(line, self.encoding, where) if self.encoding else decode(line, where)
                origin = Origin(line, "application/x-ndjson")
                yield self._document(_loaded(decoded.text, where), where, number, decoded.notes, origin)
            except InputError as error:
                yield error

    def of_json(self, decoded: Decoded) -> Iterator[Document | InputError]:
        """The documents of a JSON file: of an array one an element, else of the one object it is."""
        found = _loaded(decoded.text, self.name)
        for number, row in enumerate(found if isinstance(found, list) else [found], 1):
            where = f"{self.name}:{number}"
            origin = Origin(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"), "application/json")
            try:
                yield self._document(row, where, number, decoded.notes, origin)
            except InputError as error:
                yield error

    def _document(self, found: Any, where: str, number: int, notes: tuple[str, ...], origin: Origin) -> Document:
        row = _checked(found, where, self.columns)
        given: dict[str, Any] = {k: v for k in _FIELDS if (v := row.get(k)) is not None}
        if "published" in given:
            given["published"] = day_of(given["published"]) or given["published"]
        usual = {"id": f"{self.stem}-{number}", "outlet": self.outlet, "published": self.published}
        return document(row["text"], name=where, notes=notes, origin=origin, **(usual | given))


def is_object(line: bytes) -> bool:
    """Whether a line is a JSON object of its own."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _loaded(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise BadRow(where, "JSON nested too deeply") from None
    except ValueError as error:
        raise BadRow(where, f"not JSON: {error}", "one object a line, or an array of objects") from error


def _checked(row: Any, where: str, columns: Mapping[str, str]) -> dict[str, Any]:
    """A row with its fields under our names and of the right kinds; raises BadRow."""
    if isinstance(row, dict):
        row |= {name: row[column] for name, column in columns.items() if column in row}
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        text = columns.get("text", "text")
        raise BadRow(
            where, f"no field {text!r} with a string", 'each line is {"id": …, "text": …}, or --map text=FIELD'
        )
    if isinstance(row.get("id"), int):
        row["id"] = str(row["id"])
    for name in _FIELDS:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise BadRow(where, f"the field {columns.get(name, name)!r} is not a string")
    return row
