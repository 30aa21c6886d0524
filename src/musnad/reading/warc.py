"""WARC: the pages, feeds and plain texts of a web archive, each with its address and the day it was fetched."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from musnad.errors import BrokenArchive, InputError, TooLarge
from musnad.reading.decode import decode
from musnad.reading.document import document
from musnad.reading.feeds import KINDS, entries, looks_like_feed
from musnad.reading.html import page
from musnad.record import Document, Origin

_HTML = ("text/html", "application/xhtml+xml")
_XML = ("application/xml", "text/xml", *KINDS)
_TEXT = "text/plain"
_HEAD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)


def pages(stream: BinaryIO, *, name: str, most_bytes: int, **given: Any) -> Iterator[Document | InputError]:
    """The articles of the responses of a WARC stream (plain or gzipped); what is no article comes as the error.

    Answers of other kinds (pictures, styles, scripts) and other than 200 are passed over.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    count = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
            count += 1
            url = str(record.headers.get("WARC-Target-URI") or f"{name}#{count}")
            try:
                yield from _articles(record, url, most_bytes, given)
            except InputError as error:
                yield error
    except Exception as error:  # the library raises bare exceptions for damage of any kind
        yield BrokenArchive(name, f"damaged after {count} records: {error}")


def _articles(record: Any, url: str, most_bytes: int, given: dict[str, Any]) -> Iterator[Document | InputError]:
    answer, body = _answer(record, url, most_bytes)
    kind = (answer.http_content_type or "").lower()
    if answer.http_headers is None or answer.http_headers.status_code != 200:
        return
    charset, fetched = answer.http_charset, record.record_date
    if kind in _HTML:
        yield page(body, name=url, charset=charset, id=url, url=url, fetched=fetched, **given)
    elif kind in _XML and looks_like_feed(body):
        yield from entries(body, name=url, charset=charset, fetched=fetched, **given)
    elif kind == _TEXT:
        decoded = decode(body, url, declared=charset)
        origin = Origin(body, _TEXT, fetched)
        yield document(decoded.text, name=url, id=url, url=url, notes=decoded.notes, origin=origin, **given)


def _answer(record: Any, url: str, most_bytes: int) -> tuple[Any, bytes]:
    """An answer and its body, unpacked as servers had packed it.

    One that breaks off is refused, or half an article would look like a whole one. It is taken from the archive whole
    and unpacked apart from it, so that damage within leaves the next ones readable.
    """
    from fastwarc.warc import ArchiveIterator

    said = record.content_length
    if said > most_bytes:
        raise TooLarge(url, f"more than {most_bytes:,} bytes at once")
    whole: bytes = record.reader.read(said)
    if len(whole) < said:
        raise BrokenArchive(url, f"breaks off after {len(whole):,} of {said:,} bytes")
    apart = _HEAD % said + whole + b"\r\n\r\n"
    try:
        answer = next(iter(ArchiveIterator(BytesIO(apart), parse_http=True, auto_decode="all")))
        return answer, answer.reader.read(most_bytes)
    except Exception as error:  # as above
        raise BrokenArchive(url, f"damaged: {error}") from error
