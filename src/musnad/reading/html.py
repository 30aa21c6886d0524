"""Web pages: the article out of the page, by trafilatura, with the date, outlet and headline of its metadata."""

import re
import warnings
from datetime import date, datetime

from musnad.errors import EmptyInput, NotText
from musnad.reading.decode import decode, decode_as
from musnad.reading.document import document
from musnad.reading.printed import printed_day
from musnad.record import Document, Origin

# The prescan of HTML: a charset is declared in the first kilobyte or nowhere.
_PRESCAN = 1024
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# Comments are atomic groups: a run of them can be read in one way only, not in exponentially many.
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?>\s*<!--.*?-->)*)\s*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_NO_LATER = date(2100, 1, 1).isoformat()  # not today's date: the same page gives the same record tomorrow


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return bool(_START.match(data.removeprefix(b"\xef\xbb\xbf")[:_PRESCAN]))


def page(
    data: bytes,
    *,
    name: str,
    charset: str | None = None,
    encoding: str | None = None,
    id: str | None = None,
    outlet: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    fetched: datetime | None = None,
) -> Document:
    """The article of a page; `outlet` and `published` stand in where the page does not say its own.

    `charset` is what the server declared, `encoding` what the caller insists on. Raises EmptyInput where the page
    holds no article, and what `decode` and `document` raise.
    """
    if encoding:
        decoded = decode_as(data, encoding, name)
    else:
        declared = _CHARSET.search(data[:_PRESCAN])
        decoded = decode(data, name, declared=charset or (declared.group(1).decode() if declared else None))
    title, body, meta = _extract(decoded.text, name, url)
    day, notes = meta["date"], decoded.notes
    if not day and (printed := printed_day(decoded.text)):
        day = printed[0].isoformat()
        notes += (f"publication date as the page prints it: {printed[1]}",)
    return document(
        body,
        name=name,
        title=title,
        id=id,
        outlet=meta["sitename"] or outlet or meta["hostname"],
        published=day or published,
        url=url or meta["url"],
        notes=notes,
        origin=Origin(data, "text/html", fetched),
    )


def _extract(html: str, name: str, url: str | None) -> tuple[str | None, str, dict[str, str | None]]:
    from trafilatura import bare_extraction

    # A strange time zone in a page's metadata is nothing that a reader of our messages could mend.
    warnings.filterwarnings("ignore", module=r"dateutil\.parser")
    try:
        found = bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            # Only dates that the page's metadata give: the search of its text would be a guess.
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _NO_LATER},
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise NotText(name, f"the page could not be taken apart: {error}") from error
    if isinstance(found, dict) or found is None or not (found.text or "").strip():
        raise EmptyInput(name, "the page holds no article")
    title, body = found.title, str(found.text).strip()
    if title and body.startswith(title):
        body = body[len(title) :].lstrip()
    own = found.sitename if found.sitename != found.hostname else None  # an address stands in for a missing name
    return title, body, {"sitename": own, "hostname": found.hostname, "date": found.date, "url": found.url}
