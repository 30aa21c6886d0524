"""Whether articles that arrive in two halves give the events they give when they arrive at once; and what growth costs.

    python benchmarks/halves.py STORE --days 2018-04-07 2018-04-20 [--grown]

Records are taken from STORE as they are, of the articles of these days: every second one into a new store, which is
corroborated, then the others, which is corroborated again; all of them into another. It prints how many clusters are
the same in both, member by member. `--grown`: what it costs to compare the articles of each tenth of the days among
themselves, and all with all. (One tenth against all would say how dense the news was in it, not how cost grows.)
"""

import argparse
import tempfile
import time
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from musnad.corroboration.copies import families, pairs
from musnad.corroboration.gather import gather
from musnad.corroboration.passages import passages
from musnad.corroboration.run import corroborate, load
from musnad.record import Record
from musnad.store import Store, database, schema
from musnad.store.rows import unpack


def main() -> None:
    """Print both, or the growth alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--days", nargs=2, type=date.fromisoformat, required=True)
    parser.add_argument("--grown", action="store_true")
    arguments = parser.parse_args()
    first, last = arguments.days
    with Store(arguments.store, create=False) as store:
        if arguments.grown:
            days = (last - first).days + 1
            edges = [first + timedelta(days=round(days * tenth / 10)) for tenth in range(11)]
            apart = [seconds(store, one, other - timedelta(days=1)) for one, other in pairwise(edges)]
            together = seconds(store, first, last)
            print(f"ten tenths apart {sum(apart):.1f} s of processor, together {together:.1f} s:", end=" ")
            print(f"{together / sum(apart):.2f} × linear")
            return
        records = records_of(store, first, last)
    with tempfile.TemporaryDirectory() as folder:
        halves = membership(Path(folder) / "halves.db", [records[::2], records[1::2]])
        whole = membership(Path(folder) / "whole.db", [records])
    print(
        f"{len(records)} articles: {len(whole)} events at once, {len(halves)} in halves, {len(whole & halves)} the same"
    )


def records_of(store: Store, first: date, last: date) -> list[Record]:
    """The records of these days, in the order of their articles."""
    d, r = schema.documents.c, schema.records.c
    low, high = first.toordinal() << schema.BITS, (last.toordinal() + 1) << schema.BITS
    query = select(r.json, d.text).join(schema.documents, r.document == d.number).where(d.number.between(low, high))
    with database.reading(store.engine, store.name) as connection:
        return [unpack(row.json, row.text) for row in connection.execute(query.order_by(d.number))]


def membership(path: Path, arrivals: list[list[Record]]) -> set[frozenset[str]]:
    """The clusters of a store, as sets of events' ids, after it was corroborated with each arrival."""
    with Store(path) as store:
        for records in arrivals:
            store.add(records)
            corroborate(store)
        c, found = schema.clusters.c, defaultdict(set)
        with database.reading(store.engine, store.name) as connection:
            for row in connection.execute(select(c.cluster, c.event_id)):
                found[row.cluster].add(row.event_id)
    return {frozenset(events) for events in found.values()}


def seconds(store: Store, first: date, last: date) -> float:
    """The processor time that comparing the articles of these days with one another takes, once they are loaded."""
    loaded = load(store, first, last)
    begun = time.process_time()
    passages(loaded.texts, families(pairs(loaded.texts)))
    gather(loaded.tellings)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
