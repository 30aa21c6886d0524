"""Gathering over a store against pairs of reports that were read: how many are joined, and how many rightly.

    python benchmarks/gather.py STORE [--sweep] [--sample 40 [--seed 7]] [--days 2018-04-07 2018-04-14 …]

Of pairs a reader called one event (tests/judged/corroboration_events.tsv) it prints how many are joined, by story; of
joins that were read (corroboration_joins.tsv) how many are right among those it still makes. Both hold ids and code
points, so the store must hold those articles of the corpus. A pair counts as joined when an event told at the one place
and one told at the other share a cluster. `--sample` prints random joins across outlets for reading; `--days` limits
all to stretches of days, given as first and last.
"""

import argparse
import random
from collections import defaultdict
from datetime import date
from pathlib import Path

from sqlalchemy import select

from musnad.corroboration import gather
from musnad.corroboration.run import load
from musnad.corroboration.told import Told
from musnad.store import Store, database, schema

JUDGED = Path(__file__).resolve().parent.parent / "tests" / "judged"
SWEEP = ((0.7, 0.4), (0.7, 0.3), (0.6, 0.3), (0.8, 0.5))


def main() -> None:
    """Print what of the judged pairs and joins is joined, or a sample of joins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--days", nargs="+", type=date.fromisoformat, default=[date.min, date.max])
    arguments = parser.parse_args()
    days = list(zip(arguments.days[::2], arguments.days[1::2], strict=True))
    with Store(arguments.store, create=False) as store:
        tellings = [t for first, last in days for t in load(store, first, last).tellings]
        with database.reading(store.engine, store.name) as connection:
            d = schema.documents.c
            numbers = {row.id: row.number for row in connection.execute(select(d.id, d.number))}
    if arguments.sample:
        sample(tellings, {n: i for i, n in numbers.items()}, arguments.sample, arguments.seed)
        return
    for gather.JOIN, gather.AVERAGE in SWEEP if arguments.sweep else SWEEP[:1]:
        clusters = gather.gather(tellings)
        print(f"join {gather.JOIN} average {gather.AVERAGE}, largest {max(len(c.members) for c in clusters)}")
        for name in ("corroboration_events.tsv", "corroboration_joins.tsv"):
            for group, (joined, total) in scored(clusters, tellings, numbers, name).items():
                print(f"  {GROUPS.get(group, group)}: {joined} of {total} joined")


GROUPS = {"1": "joins read and right", "0": "joins read and wrong"}


def scored(
    clusters: list[gather.Cluster], tellings: list[Told], numbers: dict[str | None, int], name: str
) -> dict[str, tuple[int, int]]:
    """How many judged pairs are joined, by their first column, of those whose articles are compared."""
    home = {m: i for i, c in enumerate(clusters) for m in c.members}
    told: dict[int, list[Told]] = defaultdict(list)
    for telling in tellings:
        told[telling.document].append(telling)

    def at(article: str, start: str) -> set[int]:
        return {
            home[t.number] for t in told[numbers[article]] if any(a.start <= int(start) < a.end for a in t.accounts)
        }

    found: dict[str, tuple[int, int]] = {}
    for line in (JUDGED / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        group, one, start, other, begin = line.split("\t")
        if numbers.get(one) in told and numbers.get(other) in told:
            joined, total = found.get(group, (0, 0))
            found[group] = joined + bool(at(one, start) & at(other, begin)), total + 1
    return found


def sample(tellings: list[Told], articles: dict[int, str | None], count: int, seed: int) -> None:
    """Print random joins across outlets as lines of the judged list, the verdict left open, and what they say."""
    by_number = {t.number: t for t in tellings}
    joins = [j for c in gather.gather(tellings) for j in c.joins]
    across = [j for j in joins if by_number[j.first].outlet != by_number[j.second].outlet]
    for join in random.Random(seed).sample(across, min(count, len(across))):
        one, other = by_number[join.first], by_number[join.second]
        a, b = max(((a, b) for a in one.accounts for b in other.accounts), key=lambda p: len(p[0].near & p[1].near))
        print(f"?\t{articles[one.document]}\t{a.start}\t{articles[other.document]}\t{b.start}")
        for told, account in ((one, a), (other, b)):
            print(f"  {join.score} {told.type} {' '.join(account.trigger)}: {' '.join(account.evidence.split())}")


if __name__ == "__main__":
    main()
