"""What the store costs and how fast it answers: records of real articles replayed under other dates and outlets.

    python benchmarks/store.py SOURCE_STORE [--count 150000] [--store PATH|postgresql://…]

SOURCE_STORE is a store that holds analysed articles; its records are replayed, so that what is timed is the store alone
and not the analysis (that is the engine named in the records). Prints seconds, ratios and percentiles; asserts nothing.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from musnad.record import Record
from musnad.store import Store
from musnad.store.search import Wanted, count_by, search

BATCH = 500


def replayed(records: list[Record], count: int) -> Iterator[Record]:
    """The records again and again, each round under other days and outlets, so that every document is new."""
    for n in range(count):
        record = records[n % len(records)]
        round_ = n // len(records)
        document = record.document
        day = document.published + timedelta(days=37 * round_) if document.published else None
        yield replace(
            record, document=replace(document, outlet=f"{document.outlet} {round_}", published=day, origin=None)
        )


def filled(store: Store, records: list[Record], count: int) -> list[tuple[int, float]]:
    """Fill a store; seconds at each tenth of the way."""
    marks = [(0, 0.0)]
    start, batch = time.perf_counter(), []
    for n, record in enumerate(replayed(records, count), 1):
        batch.append(record)
        if len(batch) == BATCH or n == count:
            store.add(batch)
            batch = []
        if n % max(1, count // 10) == 0:
            marks.append((n, time.perf_counter() - start))
    return marks


def timed(what: Callable[[], object], times: int = 40) -> str:
    """Median and 99th percentile of a call, in milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return f"p50 {statistics.median(took):7.1f} ms   p99 {took[int(len(took) * 0.99) - 1]:7.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("--count", type=int, default=150_000)
    parser.add_argument("--store")
    given = parser.parse_args()
    with Store(given.source, create=False) as source:
        records = list(source.records())
    print(f"{len(records)} records of engine {records[0].engine}, replayed to {given.count:,}")
    with tempfile.TemporaryDirectory() as folder:
        where = given.store or str(Path(folder) / "bench.db")
        with Store(where) as store:
            marks = filled(store, records, given.count)
            total = marks[-1][1]
            print(f"filled in {total:.0f} s, {total / given.count * 1000:.2f} ms an article")
            first, last = marks[1][1], marks[-1][1] - marks[-2][1]
            print(f"the last tenth cost {last / first:.2f} times the first")
            raw = sum(len(r.document.text.encode()) for r in records) * given.count / len(records)
            if "://" not in where:
                size = sum(p.stat().st_size for p in Path(where).parent.glob(Path(where).name + "*"))
                print(f"{size / 2**30:.2f} GiB, {size / raw:.1f} times the raw text")
            ask(store)


def ask(store: Store) -> None:
    """Time the usual questions."""
    chance = random.Random(1)
    words = ["قال", "الرئيس", "سوريا", "إطلاق", "النار", "اتفاق", "الأتراك", "مجلس", "الأمن", "روسيا"]

    def word() -> str:
        return chance.choice(words)

    for label, question in {
        "newest first": lambda: search(store, "articles", Wanted(text=word())),
        "newest first, two words": lambda: search(store, "articles", Wanted(text=f"{word()} {word()}")),
        "statements, newest first": lambda: search(store, "statements", Wanted(text=word())),
        "ranked, common word": lambda: search(store, "articles", Wanted(text=word()), ranked=True),
        "filter and count by month": lambda: count_by(store, "statements", Wanted(by="ترامب"), "month"),
        "events by type and status": lambda: search(store, "events", Wanted(type="ASSAULT", status="planned")),
    }.items():
        print(f"{label:28} {timed(question)}")


if __name__ == "__main__":
    main()
