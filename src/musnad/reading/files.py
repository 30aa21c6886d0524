"""Files, standard input, archives and addresses: whatever is named on a command line → documents or errors."""

import gzip
import io
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from musnad.errors import BrokenArchive, InputError, MissingInput, NotText, TooLarge
from musnad.reading import feeds, tables, warc
from musnad.reading.decode import decode, decode_as, wide_encoding
from musnad.reading.document import document
from musnad.reading.fetch import fetch
from musnad.reading.html import looks_like_html, page
from musnad.reading.rows import rows
from musnad.record import Document, Origin

MOST_BYTES = 100_000_000  # of one article, page or row; a JSONL file may be of any size
_PEEK = 4096
_JSONL = (".jsonl", ".ndjson")
_HTML = (".html", ".htm", ".xhtml")
_TABLES = (".csv", ".tsv")
_GZIP, _ZIP, _PARQUET, _WARC = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"WARC/"
_TAR, _TAR_AT = b"ustar", 257
_INSIDE = (".txt", ".csv", ".tsv", ".xml", ".rss", ".atom", ".warc", ".parquet", *_HTML, *_JSONL)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says about the inputs: used where they do not say it themselves; `encoding` overrules them."""

    outlet: str | None = None
    published: date | str | None = None
    encoding: str | None = None
    allow_private: bool = False
    most_bytes: int = MOST_BYTES
    columns: Mapping[str, str] = field(default_factory=dict)  # of CSV and Parquet, by field


def documents(source: str, given: Given = Given()) -> Iterator[Document | InputError]:
    """The documents of one source: a path, `-` for standard input, or an http(s) address.

    Plain text and a page are one document, JSONL one a row, an archive (.gz, .zip) what its files are. What cannot
    be read comes as the error, in its place, so that a batch goes on.
    """
    try:
        if "://" in source:
            yield from _from_web(source, given)
        elif source == "-":
            yield from _stream(sys.stdin.buffer, "stdin", given)
        else:
            yield from _file(Path(source), given)
    except InputError as error:
        yield error


def _from_web(url: str, given: Given) -> Iterator[Document | InputError]:
    got = fetch(url, allow_private=given.allow_private)
    now = datetime.now(UTC)
    name = PurePosixPath(url.rstrip("/")).stem or url
    if feeds.looks_like_feed(got.body):
        yield from feeds.entries(got.body, name=url, **_meta(given))
    elif got.content_type in ("text/html", "application/xhtml+xml") or looks_like_html(got.body):
        yield page(
            got.body, name=url, charset=got.charset, encoding=given.encoding, id=name,
            outlet=given.outlet, published=given.published, url=got.url, fetched=now,
        )  # fmt: skip
    else:
        yield _plain(got.body, url, name, given, charset=got.charset, url=got.url, fetched=now)


def _file(path: Path, given: Given) -> Iterator[Document | InputError]:
    if path.is_dir():
        raise MissingInput(str(path), "a folder, not a file", f"name its files: {path}/*.txt")
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, str(path), given)
    except OSError as error:
        raise MissingInput(str(path), error.strerror or str(error)) from error


def _stream(stream: BinaryIO, name: str, given: Given) -> Iterator[Document | InputError]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    start = buffered.peek(_PEEK)[:_PEEK]
    if start.startswith(_GZIP):
        yield from _gzip(buffered, name, given)
    elif start.startswith(_ZIP):
        yield from _zip(buffered, name, given)
    elif start.startswith(_PARQUET):
        yield from tables.from_parquet(io.BytesIO(_whole(buffered, name, given)), name=name, **_said(given))
    elif start.startswith(_WARC):
        yield from warc.pages(buffered, name=name, most_bytes=given.most_bytes, **_meta(given))
    elif start[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        yield from _tar(buffered, name, given)
    elif feeds.looks_like_feed(start):
        yield from feeds.entries(_whole(buffered, name, given), name=name, **_meta(given))
    elif PurePosixPath(name).suffix.lower() in _TABLES:
        text, _ = _text(_whole(buffered, name, given), name, given)
        yield from tables.from_csv(text, name=name, **_said(given))
    elif _is_jsonl(name, start):
        yield from _rows(buffered, start, name, given)
    else:
        yield _one(_whole(buffered, name, given), name, given)


def _whole(stream: BinaryIO, name: str, given: Given) -> bytes:
    data = stream.read(given.most_bytes + 1)
    if len(data) > given.most_bytes:
        raise TooLarge(name, f"more than {given.most_bytes:,} bytes at once")
    return data


def _meta(given: Given) -> dict[str, Any]:
    return {"outlet": given.outlet, "published": given.published}


def _said(given: Given) -> dict[str, Any]:
    return {**_meta(given), "columns": given.columns}


def _is_jsonl(name: str, start: bytes) -> bool:
    suffix = PurePosixPath(name.removesuffix(".gz")).suffix.lower()
    if suffix in _JSONL:
        return True
    return suffix not in (".txt", *_HTML) and start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0")[:1] == b"{"


def _rows(stream: BinaryIO, start: bytes, name: str, given: Given) -> Iterator[Document | InputError]:
    stem = stem_of(name)
    lines: Iterator[bytes]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or wide_encoding(start):  # a line end is two bytes there
        text = _text(stream.read(given.most_bytes), name, given)
        lines = (line.encode("utf-8", "surrogatepass") for line in text[0].split("\n"))
    else:
        lines = _lines(stream, given.most_bytes)
    yield from rows(
        lines, name=name, stem=stem, encoding=given.encoding,
        outlet=given.outlet, published=given.published, limit=given.most_bytes,
    )  # fmt: skip


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines of a stream; of one beyond the limit only its start, so that it is refused and not held."""
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
        yield line


def _one(data: bytes, name: str, given: Given) -> Document:
    if PurePosixPath(name).suffix.lower() in _HTML or looks_like_html(data):
        return page(
            data, name=name, encoding=given.encoding, id=stem_of(name), outlet=given.outlet, published=given.published
        )
    return _plain(data, name, stem_of(name), given)


def _plain(
    data: bytes,
    name: str,
    id: str,
    given: Given,
    *,
    charset: str | None = None,
    url: str | None = None,
    fetched: datetime | None = None,
) -> Document:
    text, notes = _text(data, name, given, charset)
    return document(
        text,
        name=name,
        id=id,
        outlet=given.outlet,
        published=given.published,
        url=url,
        notes=notes,
        origin=Origin(data, "text/plain", fetched),
    )


def _text(data: bytes, name: str, given: Given, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    decoded = decode_as(data, given.encoding, name) if given.encoding else decode(data, name, declared=charset)
    return decoded.text, decoded.notes


def _gzip(stream: BinaryIO, name: str, given: Given) -> Iterator[Document | InputError]:
    try:
        with gzip.GzipFile(fileobj=stream) as inner:
            yield from _stream(inner, name.removesuffix(".gz"), given)  # type: ignore[arg-type]
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenArchive(name, f"damaged: {error}") from error


def _zip(stream: BinaryIO, name: str, given: Given) -> Iterator[Document | InputError]:
    whole = stream.read(given.most_bytes + 1)
    if len(whole) > given.most_bytes:
        raise TooLarge(name, f"an archive of more than {given.most_bytes:,} bytes")
    try:
        archive = zipfile.ZipFile(io.BytesIO(whole))
    except (zipfile.BadZipFile, ValueError, OSError) as error:  # ValueError: offsets that point before its start
        raise BrokenArchive(name, f"damaged: {error}") from error
    members = [m for m in archive.infolist() if _is_wanted(m.filename)]
    if not members:
        raise NotText(name, "an archive without files that could be articles", ", ".join(_INSIDE))
    for member in members:
        inside = f"{name}/{member.filename}"
        try:
            if member.flag_bits & 1:
                raise BrokenArchive(inside, "asks for a password")
            with archive.open(member) as inner:
                yield from _stream(inner, inside, given)  # type: ignore[arg-type]
        except InputError as error:
            yield error
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, zlib.error, NotImplementedError) as error:
            yield BrokenArchive(inside, f"damaged: {error}")


def _is_wanted(member: str) -> bool:
    return member.lower().removesuffix(".gz").endswith(_INSIDE)


def _tar(stream: BinaryIO, name: str, given: Given) -> Iterator[Document | InputError]:
    """The files of a TAR, read as a stream; links and devices are passed over, nothing is written to disk."""
    count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                inner = archive.extractfile(member) if member.isfile() and _is_wanted(member.name) else None
                if inner is None:
                    continue
                count += 1
                inside = f"{name}/{member.name}"
                try:
                    # A member of a stream cannot be peeked into: it is taken whole, within the limit of one input.
                    yield from _stream(io.BytesIO(_whole(inner, inside, given)), inside, given)  # type: ignore[arg-type]
                except InputError as error:
                    yield error
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BrokenArchive(name, f"damaged: {error}") from error
    if not count:
        raise NotText(name, "an archive without files that could be articles", ", ".join(_INSIDE))


def stem_of(name: str) -> str:
    """The id of a file's article: its name without folders and suffixes."""
    return PurePosixPath(name.replace("\\", "/")).name.removesuffix(".gz").rsplit(".", 1)[0] or "text"
