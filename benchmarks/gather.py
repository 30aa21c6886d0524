"""Sweep the thresholds of gathering over a store: pairs a reader called one event that are joined, cross-outlet joins.

    python benchmarks/gather.py STORE [--sample 40]

The judged pairs are tests/judged/corroboration_events.tsv: article ids and code points, so the store must hold those
articles of the corpus. A pair counts as joined when an event told at the one place and one told at the other share a
cluster. `--sample` prints random joins across outlets for reading.
"""

import argparse
import random
from collections import defaultdict
from pathlib import Path

from sqlalchemy import select

from musnad.corroboration import gather
from musnad.corroboration.run import _loaded
from musnad.corroboration.told import Told
from musnad.store import Store, database, schema

JUDGED = Path(__file__).resolve().parent.parent / "tests" / "judged" / "corroboration_events.tsv"
SWEEP = ((0.7, 0.4), (0.7, 0.3), (0.6, 0.3))


def main() -> None:
    """Print recall for each pair of thresholds, and a sample of joins where asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--sample", type=int, default=0)
    arguments = parser.parse_args()
    with Store(arguments.store, create=False) as store:
        tellings = _loaded(store)[2]
        with database.reading(store.engine, store.name) as connection:
            d = schema.documents.c
            numbers = {row.id: row.number for row in connection.execute(select(d.id, d.number))}
    if arguments.sample:
        sample(tellings, arguments.sample)
        return
    for gather.JOIN, gather.AVERAGE in SWEEP:
        clusters = gather.gather(tellings)
        joined, total = recall(clusters, tellings, numbers)
        largest = max(len(c.members) for c in clusters)
        print(f"join {gather.JOIN} average {gather.AVERAGE}: {joined}/{total} joined, largest {largest}")


def recall(clusters: list[gather.Cluster], tellings: list[Told], numbers: dict[str | None, int]) -> tuple[int, int]:
    """How many of the judged pairs are joined, of those whose articles are stored."""
    home = {m: i for i, c in enumerate(clusters) for m in c.members}
    told: dict[int, list[Told]] = defaultdict(list)
    for telling in tellings:
        told[telling.document].append(telling)

    def at(article: str, start: str) -> set[int]:
        here = told[numbers[article]]
        return {home[t.number] for t in here if any(a.start <= int(start) < a.end for a in t.accounts)}

    joined = total = 0
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        _, one, start, other, begin = line.split("\t")
        if one in numbers and other in numbers:
            total += 1
            joined += bool(at(one, start) & at(other, begin))
    return joined, total


def sample(tellings: list[Told], count: int) -> None:
    """Print random joins across outlets with what each side says."""
    by_number = {t.number: t for t in tellings}
    joins = [j for c in gather.gather(tellings) for j in c.joins]
    across = [j for j in joins if by_number[j.first].outlet != by_number[j.second].outlet]
    for join in random.Random(7).sample(across, min(count, len(across))):
        one, other = by_number[join.first], by_number[join.second]
        a, b = max(((a, b) for a in one.accounts for b in other.accounts), key=lambda p: len(p[0].near & p[1].near))
        print(
            f"{join.score} {one.type} {other.type}\n  {' '.join(a.evidence.split())}\n  {' '.join(b.evidence.split())}"
        )


if __name__ == "__main__":
    main()
