"""The unlabelled news and the labelled articles on disk."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpus" / "news-2013-2018.jsonl.gz"
GOLD = SHARED / "gold"


def articles(path: Path = CORPUS) -> Iterator[dict[str, Any]]:
    """The articles of the corpus, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def text_of(article: dict[str, Any]) -> str:
    """The text on which labels stand: headline, newline, body."""
    return f"{article['title']}\n{article['text']}"


def gold(part: str) -> list[dict[str, Any]]:
    """The labelled articles of gold/train or gold/dev, each with its ``text``, by name."""
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted((GOLD / part).glob("*.gold.json"))]


def held_out_texts() -> set[str]:
    """Beginnings of the bodies of gold/dev: no corpus article that contains one is trained on."""
    return {_letters(line) for a in gold("dev") for line in a["text"].split("\n") if len(_letters(line)) >= 60}


def is_held_out(article: dict[str, Any], held_out: set[str]) -> bool:
    """Whether a corpus article shares a line, or the beginning of one, with gold/dev."""
    whole = _letters(text_of(article))
    return any(line[:120] in whole for line in held_out)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
