"""RSS and Atom: each entry a document, its text what the feed itself carries."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from musnad.errors import InputError, NotText
from musnad.reading.days import day_of
from musnad.reading.decode import decode, decode_as, narrow
from musnad.reading.document import document
from musnad.record import Document, Origin

KINDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_START = (b"<?xml", b"<rss", b"<feed", b"<rdf:RDF")
_MARKS = (b"<rss", b"<feed", b"<rdf:RDF")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")


def looks_like_feed(start: bytes) -> bool:
    """Whether bytes begin as RSS or Atom does."""
    head = narrow(start).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(_START) and any(mark in head for mark in _MARKS)


def entries(
    data: bytes,
    *,
    name: str,
    outlet: str | None = None,
    published: date | str | None = None,
    charset: str | None = None,
    encoding: str | None = None,
    fetched: datetime | None = None,
) -> Iterator[Document | InputError]:
    """The documents of a feed, in its order; an entry without Arabic text comes as the error.

    `outlet` stands before the feed's own title, `published` in for a date that an entry lacks. `charset` is what a
    server declared, `encoding` what the caller insists on. Raises NotText where the feed cannot be taken apart and
    holds no entries.
    """
    import feedparser

    if encoding:
        decoded = decode_as(data, encoding, name)
    else:
        said = _DECLARED.search(narrow(data[:1000]))
        decoded = decode(data, name, declared=said[1].decode() if said else charset)
    whole = _DECLARATION.sub("", decoded.text, count=1).lstrip().encode("utf-8", "replace")
    feed = feedparser.parse(whole)
    if feed.bozo and not feed.entries:
        raise NotText(name, f"no feed: {feed.get('bozo_exception')}")
    for number, (entry, piece) in enumerate(zip(feed.entries, _pieces(whole, len(feed.entries)), strict=True), 1):
        where = f"{name}#{number}"
        try:
            yield document(
                _text(entry),
                name=where,
                title=_plain(entry.get("title", "")),
                id=entry.get("id") or entry.get("link") or where,
                outlet=outlet or _plain(feed.feed.get("title", "")) or None,
                published=_day(entry) or published,
                url=entry.get("link"),
                notes=decoded.notes,
                origin=Origin(piece, "application/xml", fetched),
            )
        except InputError as error:
            yield error


def _pieces(whole: bytes, count: int) -> list[bytes]:
    """The XML of each entry, as evidence; the whole feed where entries cannot be told apart."""
    from lxml import etree

    try:
        root = etree.fromstring(whole, etree.XMLParser(recover=True, no_network=True, resolve_entities=False))
    except etree.XMLSyntaxError:
        root = None
    found = [] if root is None else list(root.iter("{*}item", "{*}entry"))
    if len(found) != count:
        return [whole] * count
    return [etree.tostring(one, encoding="utf-8", with_tail=False) for one in found]


def _day(entry: Any) -> date | None:
    """The day as it is written there: told in UTC, an article of the early morning would be of the day before."""
    for name in ("published", "updated"):
        parsed = entry.get(f"{name}_parsed")
        found = day_of(entry.get(name)) or (date(*parsed[:3]) if parsed else None)
        if found:
            return found
    return None


def _text(entry: Any) -> str:
    contents = [c.get("value", "") for c in entry.get("content", ())] or [entry.get("summary", "")]
    return _plain(max(contents, key=len))


def _plain(html: str) -> str:
    """The text of a piece of HTML, a line a block."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(f"<div>{html}</div>")
    except (ValueError, TypeError):
        return html.strip()
    for node in tree.iter("script", "style"):
        node.drop_tree()
    for node in tree.iter("p", "br", "div", "li", "h1", "h2", "h3"):
        node.tail = "\n" + (node.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)
