"""Files, standard input, archives and addresses: whatever is named on a command line → documents or errors."""

import gzip
import io
import re
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from musnad.errors import BrokenArchive, InputError, MissingInput, NotText, TooLarge
from musnad.reading import feeds, tables, warc
from musnad.reading.decode import Decoded, decode, decode_as, narrow, wide_encoding
from musnad.reading.document import document
from musnad.reading.fetch import fetch
from musnad.reading.html import looks_like_html, page
from musnad.reading.rows import Rows, is_object
from musnad.record import Document, Origin

MOST_BYTES = 100_000_000  # of one article, page or row; a JSONL file may be of any size
_PEEK = 4096
_JSONL = (".jsonl", ".ndjson")
_HTML = (".html", ".htm", ".xhtml")
_TABLES = (".csv", ".tsv")
_GZIP, _ZIP, _PARQUET, _WARC = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"WARC/"
_TAR, _TAR_AT = b"ustar", 257
_ARRAY = re.compile(rb"\[\s*\{")
# What stands beside articles in an archive and is passed over without a word; all else is read or refused by name.
_BESIDE = (
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".bmp", ".tif", ".tiff", ".css", ".js", ".map", ".woff",
    ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".m4a", ".webm", ".ogg", ".avi", ".mov", ".cdx", ".cdxj",
)  # fmt: skip
_OFFICE = ("[Content_Types].xml", "META-INF/manifest.xml")
_NOTHING = "an archive without files that could be articles"
_DEEPEST = 5  # archives in one another: more than anybody packs, and an end to those that hold themselves


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says about the inputs: used where they do not say it themselves; `encoding` overrules them."""

    outlet: str | None = None
    published: date | str | None = None
    encoding: str | None = None
    allow_private: bool = False
    most_bytes: int = MOST_BYTES
    columns: Mapping[str, str] = field(default_factory=dict)  # of CSV, Parquet and JSON, by field
    within: int = 0  # archives that what is read lies in


def documents(source: str, given: Given = Given()) -> Iterator[Document | InputError]:
    """The documents of one source: a path, `-` for standard input, or an http(s) address.

    Plain text and a page are one document, JSONL and CSV one a row, an archive (.gz, .zip, .tar, and one in another)
    what its files are. What cannot be read comes as the error, in its place, so that a batch goes on.
    """
    try:
        if not source:  # Path("") would be the present folder
            raise MissingInput("''", "no name of a file, folder or address")
        if "://" in source:
            yield from _from_web(source, given)
        elif source == "-":
            if sys.stdin is None:
                raise MissingInput("stdin", "closed")
            yield from _stream(sys.stdin.buffer, "stdin", given)
        else:
            yield from _file(Path(source), given)
    except InputError as error:
        yield error


def _from_web(url: str, given: Given) -> Iterator[Document | InputError]:
    got = fetch(url, allow_private=given.allow_private)
    now = datetime.now(UTC)
    name = PurePosixPath(url.rstrip("/")).stem or url
    path = url.partition("#")[0].partition("?")[0]
    if feeds.looks_like_feed(got.body):
        yield from feeds.entries(
            got.body, name=url, charset=got.charset, encoding=given.encoding, fetched=now, **_meta(given)
        )
    elif got.content_type in ("text/html", "application/xhtml+xml") or looks_like_html(got.body):
        yield page(
            got.body, name=url, charset=got.charset, encoding=given.encoding, id=name,
            outlet=given.outlet, published=given.published, url=got.url, fetched=now,
        )  # fmt: skip
    elif _holds_many(got.body[:_PEEK], path):
        yield from _stream(io.BytesIO(got.body), path, given)
    else:
        yield _plain(got.body, url, name, given, charset=got.charset, url=got.url, fetched=now)


def _holds_many(start: bytes, name: str) -> bool:
    """Whether an input is an archive or a table rather than one article."""
    packed = start.startswith((_GZIP, _ZIP, _PARQUET, _WARC)) or start[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR
    return packed or PurePosixPath(name).suffix.lower() in _TABLES or _is_jsonl(name, start) or _is_json(name, start)


def _file(path: Path, given: Given) -> Iterator[Document | InputError]:
    if path.is_dir():
        raise MissingInput(str(path), "a folder, not a file", f"name its files ({path}/*.txt), or musnad ingest {path}")
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, str(path), given)
    except OSError as error:
        raise MissingInput(str(path), error.strerror or str(error)) from error


def _stream(stream: BinaryIO, name: str, given: Given) -> Iterator[Document | InputError]:
    buffered: Any = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)
    start = buffered.peek(_PEEK)[:_PEEK]
    if given.within > _DEEPEST:
        raise BrokenArchive(name, f"more than {_DEEPEST} archives in one another")
    if start.startswith(_GZIP):
        yield from _gzip(buffered, name, given)
    elif start.startswith(_ZIP):
        yield from _zip(buffered, name, given)
    elif start.startswith(_PARQUET):
        data = buffered if _on_disk(buffered) else io.BytesIO(_whole(buffered, name, given))
        yield from tables.from_parquet(data, name=name, **_said(given))
    elif start.startswith(_WARC):
        yield from warc.pages(buffered, name=name, most_bytes=given.most_bytes, **_meta(given))
    elif start[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        yield from _tar(buffered, name, given)
    elif feeds.looks_like_feed(start):
        whole = _whole(buffered, name, given)
        yield from feeds.entries(whole, name=name, encoding=given.encoding, **_meta(given))
    elif PurePosixPath(name).suffix.lower() in _TABLES:
        yield from tables.from_csv(_text(_whole(buffered, name, given), name, given), name=name, **_said(given))
    elif _is_json(name, start):
        yield from _json(_whole(buffered, name, given), name, given)
    elif _is_jsonl(name, start):
        yield from _rows(buffered, start, name, given)
    else:
        yield _one(_whole(buffered, name, given), name, given)


def _whole(stream: IO[bytes], name: str, given: Given) -> bytes:
    data = stream.read(given.most_bytes + 1)
    if len(data) > given.most_bytes:
        raise TooLarge(name, f"more than {given.most_bytes:,} bytes at once", "split it; JSONL may be of any size")
    return data


def _on_disk(stream: Any) -> bool:
    """Whether a stream is a file in which one can go back, so that it need not be held whole."""
    return isinstance(stream.raw, io.FileIO) and stream.seekable()


def _meta(given: Given) -> dict[str, Any]:
    return {"outlet": given.outlet, "published": given.published}


def _said(given: Given) -> dict[str, Any]:
    return {**_meta(given), "columns": given.columns}


def _is_jsonl(name: str, start: bytes) -> bool:
    suffix = PurePosixPath(name.removesuffix(".gz")).suffix.lower()
    if suffix in _JSONL:
        return True
    return suffix not in (".txt", *_HTML) and start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0")[:1] == b"{"


def _is_json(name: str, start: bytes) -> bool:
    """Whether an input is one JSON value rather than one a line: an array, or an object that goes over lines."""
    suffix = PurePosixPath(name.removesuffix(".gz")).suffix.lower()
    begun = narrow(start).lstrip(b"\xef\xbb\xbf \r\n\t")
    if suffix in (".txt", *_HTML) or not begun.startswith((b"[", b"{")):
        return False
    if begun.startswith(b"["):
        return suffix == ".json" or _ARRAY.match(begun) is not None
    # Of a long first line nothing is known yet: what is called .json is then read whole.
    first, end, _ = begun.partition(b"\n")
    return not is_object(first) if end and suffix not in _JSONL else suffix == ".json"


def _json(data: bytes, name: str, given: Given) -> Iterator[Document | InputError]:
    lines = data.split(b"\n")
    if len(lines) > 1 and is_object(lines[0]):
        yield from _rows_of(name, given).of_lines(lines, given.most_bytes)
    else:
        yield from _rows_of(name, given).of_json(_text(data, name, given))


def _rows_of(name: str, given: Given) -> Rows:
    return Rows(name, stem_of(name), given.encoding, given.outlet, given.published, given.columns)


def _rows(stream: BinaryIO, start: bytes, name: str, given: Given) -> Iterator[Document | InputError]:
    lines: Iterator[bytes]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or wide_encoding(start):  # a line end is two bytes there
        text = _text(_whole(stream, name, given), name, given).text
        lines = (line.encode("utf-8", "surrogatepass") for line in text.split("\n"))
    else:
        lines = _lines(stream, given.most_bytes)
    yield from _rows_of(name, given).of_lines(lines, given.most_bytes)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines of a stream; of one beyond the limit only its start, so that it is refused and not held."""
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
        yield line


def _one(data: bytes, name: str, given: Given) -> Document:
    start = narrow(data[:_PEEK])
    if PurePosixPath(name).suffix.lower() in _HTML or looks_like_html(start):
        return page(
            data, name=name, encoding=given.encoding, id=stem_of(name), outlet=given.outlet, published=given.published
        )
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml"):
        raise NotText(name, "XML, but neither RSS nor Atom nor a page", "only these are read")
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
    decoded = _text(data, name, given, charset)
    return document(
        decoded.text,
        name=name,
        id=id,
        outlet=given.outlet,
        published=given.published,
        url=url,
        notes=decoded.notes,
        origin=Origin(data, "text/plain", fetched),
    )


def _text(data: bytes, name: str, given: Given, charset: str | None = None) -> Decoded:
    return decode_as(data, given.encoding, name) if given.encoding else decode(data, name, declared=charset)


def _inside(given: Given) -> Given:
    return replace(given, within=given.within + 1)


def _gzip(stream: BinaryIO, name: str, given: Given) -> Iterator[Document | InputError]:
    try:
        with gzip.GzipFile(fileobj=stream, mode="rb") as inner:  # a stream within another has no mode
            yield from _stream(inner, name.removesuffix(".gz"), _inside(given))  # type: ignore[arg-type]
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenArchive(name, f"damaged: {error}") from error


def _zip(stream: Any, name: str, given: Given) -> Iterator[Document | InputError]:
    try:
        archive = zipfile.ZipFile(stream if _on_disk(stream) else io.BytesIO(_whole(stream, name, given)))
    except (zipfile.BadZipFile, ValueError, OSError) as error:  # ValueError: offsets that point before its start
        raise BrokenArchive(name, f"damaged: {error}") from error
    if any(office in archive.namelist() for office in _OFFICE):
        raise NotText(name, "an office document", "save it as plain text or HTML")
    members = [m for m in archive.infolist() if not m.is_dir() and _is_wanted(m.filename)]
    if not members:
        raise NotText(name, _NOTHING)
    for member in members:
        inside = f"{name}/{member.filename}"
        try:
            if member.flag_bits & 1:
                raise BrokenArchive(inside, "asks for a password")
            with archive.open(member) as inner:
                yield from _stream(inner, inside, _inside(given))  # type: ignore[arg-type]
        except InputError as error:
            yield error
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, zlib.error, NotImplementedError) as error:
            yield BrokenArchive(inside, f"damaged: {error}")


def _is_wanted(member: str) -> bool:
    """Whether a file of an archive is looked at: all but hidden ones and what goes with pages."""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    return not any(p.startswith((".", "__MACOSX")) for p in parts if p != "..") and not member.lower().endswith(_BESIDE)


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
                    data = io.BytesIO(_whole(inner, inside, given))
                    yield from _stream(data, inside, _inside(given))
                except InputError as error:
                    yield error
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BrokenArchive(name, f"damaged: {error}") from error
    if not count:
        raise NotText(name, _NOTHING)


def stem_of(name: str) -> str:
    """The id of a file's article: its name without folders and suffixes."""
    return PurePosixPath(name.replace("\\", "/")).name.removesuffix(".gz").rsplit(".", 1)[0] or "text"
