"""The day of publication that a page prints in words, where its metadata give none in numbers."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from musnad.reading.days import day_of

_ABOUT_DAYS = re.compile(r"(?i)date|publish|time|pubdate|posted|تاريخ")
# Around an article stand today's date, the dates of other articles and of comments.
_AROUND = ("header", "footer", "nav", "aside")
_LONGEST = 80  # characters of "نشر في الخميس, 01 سبتمبر 2016 - 10:30 بتوقيت القاهرة"; a longer text is no date


def printed_day(html: str) -> tuple[date, str] | None:
    """The one day that a page's meta elements, or elements marked as dates, name in words; and these words.

    Where several days stand on the page, those inside its article count; where they still differ, none.
    """
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    metas = [(m.get("content"), m) for m in tree.iter("meta") if _marked(m)]
    marked = [(words, e) for e in tree.body.iter(*_ELEMENTS) for words in _words(e)] if tree.body is not None else []
    for found in (metas, [m for m in marked if _within(m[1])], [m for m in marked if not _around(m[1])]):
        days = {day: " ".join(words.split()) for words, _ in found if words and (day := day_of(words))}
        if days:
            return next(iter(days.items())) if len(days) == 1 else None
    return None


_ELEMENTS = ("time", "span", "div", "p", "b", "small", "li", "td", "em", "strong", "label", "abbr")


def _words(element: Any) -> Iterator[str]:
    if element.tag == "time" or _marked(element):
        for words in (element.get("datetime"), element.text_content()):
            if words and len(words.strip()) <= _LONGEST:
                yield words


def _marked(element: Any) -> bool:
    return any(_ABOUT_DAYS.search(element.get(name) or "") for name in ("name", "property", "itemprop", "class", "id"))


def _within(element: Any) -> bool:
    """Whether an element belongs to the article itself."""
    for above in element.iterancestors():
        if above.tag in ("article", "main") or above.get("itemtype", "").endswith("Article"):
            return not any(a.tag in ("aside", "nav") for a in element.iterancestors())
    return False


def _around(element: Any) -> bool:
    return any(above.tag in _AROUND for above in element.iterancestors())
