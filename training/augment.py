"""Other names in the same sentences: labelled articles with their names exchanged for names of the same type.

What an unseen outlet brings is above all names nobody has labelled. The names come from the labelled articles
themselves and from the tables of who and where.
"""

import csv
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

TABLES = Path(__file__).resolve().parents[1] / "src" / "musnad" / "knowledge" / "tables"
TYPES = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP")
FROM_ARTICLES = 0.5  # share of new names drawn from labelled articles, where they are as frequent as in the news
LONGEST = 60


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def pools(articles: list[dict[str, Any]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Names by type as the labelled articles have them (with repetition), and as the tables have them."""
    seen: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for entity in article["entities"].values():
            seen[entity["type"]] += [m["text"] for m in entity["mentions"]]
    listed: dict[str, set[str]] = defaultdict(set)
    for path in sorted(TABLES.glob("*.csv")):
        for row in _rows(path):
            kind = row.get("type") or {"persons": "PER", "countries": "GPE"}.get(path.stem, "")
            names = f"{row.get('arabic') or ''}|{row.get('short') or ''}".replace("?", "").split("|")
            if kind in TYPES:
                listed[kind].update(n.strip() for n in names if 2 < len(n.strip()) <= LONGEST)
    return dict(seen), {k: sorted(v) for k, v in listed.items()}


class Exchange:
    """Draws articles with exchanged names."""

    def __init__(self, articles: list[dict[str, Any]]) -> None:
        self.seen, self.listed = pools(articles)

    def draw(self, kind: str, random: np.random.Generator) -> str:
        """A name of a type."""
        pool = self.seen.get(kind, [])
        if (not pool or random.random() > FROM_ARTICLES) and self.listed.get(kind):
            pool = self.listed[kind]
        return pool[int(random.integers(len(pool)))]

    def __call__(self, article: dict[str, Any], share: float, random: np.random.Generator) -> dict[str, Any]:
        """The article with about ``share`` of its names exchanged, each the same way throughout."""
        new: dict[tuple[str, str], str] = {}
        cuts: list[tuple[int, int, str]] = []
        for entity in article["entities"].values():
            for mention in entity["mentions"]:
                key = (entity["type"], mention["text"])
                if key not in new:
                    exchanged = random.random() < share and mention["text"][:1] != "ل"
                    new[key] = self.draw(entity["type"], random) if exchanged else mention["text"]
                # after بـ or لـ the article's alef is not written, so that such a mention keeps its own name
                if new[key] != mention["text"]:
                    cuts.append((mention["start"], mention["end"], new[key]))
        return shifted(article, sorted(cuts)) if cuts else article


def shifted(article: dict[str, Any], cuts: list[tuple[int, int, str]]) -> dict[str, Any]:
    """The article with stretches replaced and every span moved along."""
    text, pieces, at, kept = article["text"], [], 0, []
    starts, moves, moved = [0], [(0, 0, 0)], 0
    for start, end, name in cuts:
        if start < at:
            continue
        pieces += [text[at:start], name]
        kept.append((start, end, len(name)))
        at = end
        starts.append(start)
        moves.append((end, moved, len(name)))
        moved += len(name) - (end - start)
    pieces.append(text[at:])
    new_text = "".join(pieces)

    def place(offset: int, is_end: bool) -> int:
        # An end belongs to the stretch before it.
        i = bisect_right(starts, offset - 1 if is_end else offset) - 1
        end, before, length = moves[i]
        start = starts[i]
        if i == 0:
            return offset
        if offset >= end:
            return offset + before + length - (end - start)
        if is_end:
            return start + before + length
        return start + before + min(offset - start, length - 1)

    def moved_span(value: Any) -> Any:
        if isinstance(value, dict):
            if value.keys() >= {"start", "end", "text"}:
                start, end = place(value["start"], False), place(value["end"], True)
                return {"start": start, "end": max(end, start + 1), "text": new_text[start : max(end, start + 1)]}
            return {k: moved_span(v) for k, v in value.items()}
        return [moved_span(v) for v in value] if isinstance(value, list) else value

    return {k: new_text if k == "text" else moved_span(v) for k, v in article.items()}
