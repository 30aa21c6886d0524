"""RSS and Atom: each entry a document, its text what the feed itself carries."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from musnad.errors import InputError, NotText
from musnad.reading.days import day_of
from musnad.reading.document import document
from musnad.record import Document

_START = (b"<?xml", b"<rss", b"<feed", b"<rdf:RDF")
_MARKS = (b"<rss", b"<feed", b"<rdf:RDF")


def looks_like_feed(start: bytes) -> bool:
    """Whether bytes begin as RSS or Atom does."""
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:2000]
    return head.startswith(_START) and any(mark in head for mark in _MARKS)


def entries(
    data: bytes, *, name: str, outlet: str | None = None, published: date | str | None = None
) -> Iterator[Document | InputError]:
    """The documents of a feed, in its order; an entry without Arabic text comes as the error.

    Raises NotText where the feed cannot be taken apart and holds no entries.
    """
    import feedparser

    feed = feedparser.parse(data)
    if feed.bozo and not feed.entries:
        raise NotText(name, f"no feed: {feed.get('bozo_exception')}")
    for number, entry in enumerate(feed.entries, 1):
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
            )
        except InputError as error:
            yield error


def _day(entry: Any) -> date | None:
    for name in ("published", "updated"):
        if name in entry:
            parsed = entry.get(f"{name}_parsed")
            return date(parsed.tm_year, parsed.tm_mon, parsed.tm_mday) if parsed else day_of(entry[name])
    return None


def _text(entry: Any) -> str:
    contents = [c.get("value", "") for c in entry.get("content", ())] or [entry.get("summary", "")]
    return _plain(max(contents, key=len))


def _plain(html: str) -> str:
    """The text of a piece of HTML, a line a block."""
    if "<" not in html:
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
