"""WARC: the pages of a web archive, each with its address and the day it was fetched."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from musnad.errors import BrokenArchive, InputError
from musnad.reading.html import page
from musnad.record import Document

_HTML = ("text/html", "application/xhtml+xml")


def pages(stream: BinaryIO, *, name: str, most_bytes: int, **given: Any) -> Iterator[Document | InputError]:
    """The HTML responses of a WARC stream (plain or gzipped); what is no article comes as the error."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    count = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            count += 1
            url = str(record.headers.get("WARC-Target-URI") or f"{name}#{count}")
            headers = record.http_headers
            kind = (record.http_content_type or "").lower()
            if kind not in _HTML or headers is None or headers.status_code != 200:
                continue
            try:
                yield page(
                    record.reader.read(most_bytes),
                    name=url,
                    charset=record.http_charset,
                    id=url,
                    url=url,
                    fetched=record.record_date,
                    **given,
                )
            except InputError as error:
                yield error
    except Exception as error:  # the library raises bare exceptions for damage of any kind
        yield BrokenArchive(name, f"damaged after {count} records: {error}")
