"""How many edited articles are found as copies of their originals, by kind of edit; deterministic.

    python benchmarks/copies.py ARTICLES.jsonl[.gz] [--count 200] [--judged]

Every edit is made on `--count` articles of the file; originals, edits and all other articles of the file are searched
together. An edit is found when it is paired with its own original. `--judged` counts instead how many of the pairs that
were read (tests/judged/copies.tsv) are still found, of copies and of others.
"""

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from musnad.corroboration.copies import pairs

JUDGED = Path(__file__).resolve().parent.parent / "tests" / "judged" / "copies.tsv"
_SEED = 6
_LEAST_WORDS = 120
_MOST_ARTICLES = 3000

Edit = Callable[[str, str, random.Random], str]


def replaced(share: float) -> Edit:
    """Replace a share of the words by words of another article."""

    def edit(text: str, other: str, chance: random.Random) -> str:
        foreign = other.split()
        return " ".join(chance.choice(foreign) if chance.random() < share else w for w in text.split())

    return edit


def added(text: str, other: str, chance: random.Random) -> str:
    """Add a paragraph of another article at the end."""
    return f"{text}\n{' '.join(other.split()[:60])}"


def halved(text: str, other: str, chance: random.Random) -> str:
    """Keep the first half of the words."""
    words = text.split()
    return " ".join(words[: len(words) // 2])


def headed(text: str, other: str, chance: random.Random) -> str:
    """Put the headline of another article in place of its own."""
    return f"{' '.join(other.split()[:10])}\n{' '.join(text.split()[10:])}"


EDITS: dict[str, Edit] = {
    "3 % of the words": replaced(0.03),
    "10 % of the words": replaced(0.10),
    "20 % of the words": replaced(0.20),
    "a paragraph added": added,
    "half cut": halved,
    "another headline": headed,
}


def main() -> None:
    """Print the recall of each edit, and the time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--judged", action="store_true")
    arguments = parser.parse_args()
    opened = gzip.open if arguments.articles.suffix == ".gz" else open
    with opened(arguments.articles, "rt", encoding="utf-8") as lines:
        if arguments.judged:
            judged([json.loads(line) for line in lines])
            return
        rows = [json.loads(line) for line, _ in zip(lines, range(_MOST_ARTICLES), strict=False)]
    chance = random.Random(_SEED)
    long = [i for i, row in enumerate(rows) if len(row["text"].split()) >= _LEAST_WORDS]
    chosen = chance.sample(long, min(arguments.count, len(long)))
    texts = [(i, row["outlet"], row["text"]) for i, row in enumerate(rows)]
    for name, edit in EDITS.items():
        edits = [
            (len(rows) + n, "edited", edit(rows[i]["text"], rows[chance.choice(long)]["text"], chance))
            for n, i in enumerate(chosen)
        ]
        begun = time.perf_counter()
        found = {(p.first, p.second) for p in pairs([*texts, *edits])}
        recall = sum((i, len(rows) + n) in found for n, i in enumerate(chosen)) / len(chosen)
        print(f"{name:20} {recall:.3f}  ({time.perf_counter() - begun:.1f} s, {len(texts) + len(edits)} articles)")


def judged(rows: list[dict[str, str]]) -> None:
    """How many of the pairs that were read are found among their articles."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    read = [line.split("\t") for line in lines if not line.startswith("#")]
    named = {article for _, *articles in read for article in articles}
    numbers = {row["id"]: n for n, row in enumerate(rows) if row["id"] in named}
    found = {
        (p.first, p.second) for p in pairs((numbers[r["id"]], r["outlet"], r["text"]) for r in rows if r["id"] in named)
    }
    for verdict, what in (("1", "copies"), ("0", "others")):
        these = [tuple(sorted((numbers[a], numbers[b]))) for v, a, b in read if v == verdict]
        print(f"{what}: {sum(pair in found for pair in these)} of {len(these)} found")


if __name__ == "__main__":
    main()
