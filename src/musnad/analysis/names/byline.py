"""The agency or writer whom the dateline or the foot of an article names."""

import re

from musnad.analysis.article import Article
from musnad.analysis.named import Mention
from musnad.record import Entity

# After the agency of a dateline; a source of the first sentence is followed by a verb or preposition instead.
_AFTER = re.compile(r"\s*[)\]»\"]?\s*(?:[-–—_ـ:/|،,\n]|$)")
_BEFORE = re.compile(r"[(\[«\"/،,|–—_\-ـ\n:]\s*$|\s(?:م|هـ)\s$|^$")
_SPACED = re.compile(r"\)\s")  # (CNN) أعلن: no mark, so nothing but places and a date may stand before it
_FURTHEST = 90  # characters from the start of the line to the agency's name
_MOST_BEFORE = 12
_WRITER = re.compile(r"(?:كتب|كتبت)\s*[-–—:]?\s*$")


def byline(article: Article, mentions: tuple[Mention, ...], entities: dict[str, Entity]) -> str | None:
    """The key of the agency in `القاهرة - رويترز` or `(أ ف ب)` at either end of the body; None where there is none."""
    text = article.text
    body = text.find("\n") + 1
    lines = [line for line in _lines(text, body) if line[1] > line[0]]
    for start, end in lines[:3]:
        for m in mentions:
            if start <= m.start < min(end, start + _FURTHEST) and _stands_apart(text, m, start, end, entities[m.key]):
                return m.key
    for start, end in lines[-1:]:
        for m in mentions:
            foot = text[m.end : end].strip(' .)]»"\t')
            if m.start >= max(start, end - 40) and not foot and _agency(entities[m.key]):
                before = text[max(start, m.start - 2) : m.start]
                if m.start == start or _BEFORE.search(before):
                    return m.key
    return None


def _lines(text: str, start: int) -> list[tuple[int, int]]:
    found = []
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found.append((start, end))
        start = end + 1
    return found


def _agency(entity: Entity) -> bool:
    return entity.type == "ORG" and entity.sector == "JRN"


def _stands_apart(text: str, m: Mention, start: int, end: int, entity: Entity) -> bool:
    before = text[start : m.start]
    if entity.type == "PER":
        return bool(_WRITER.search(before)) and bool(_AFTER.match(text[m.end : end] + "\n"))
    after = text[m.end : end] + "\n"
    if not _agency(entity) or not _BEFORE.search(before) or len(before.split()) > _MOST_BEFORE:
        return False
    if _AFTER.match(after):
        return True
    return bool(_SPACED.match(after)) and "،" in before and len(before.split()) <= _MOST_BEFORE // 2
