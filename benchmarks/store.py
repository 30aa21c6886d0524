"""What the store costs and how fast it answers: records of real articles, replayed with edits.

    python benchmarks/store.py SOURCE_STORE [--count 150000] [--store PATH|postgresql://…] [--analysed 60]

SOURCE_STORE is a store that holds analysed articles (musnad ingest). Their records are replayed, so that what is timed
is the store alone; the analysis beside it is timed in the same run on `--analysed` of the articles, with each engine.
Costs are processor time of this process; of PostgreSQL only the client's. A store given by `--store` stays, and where
it holds `--count` articles already, only the questions are asked. Prints figures; asserts nothing.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from replay import replayed

from musnad.analysis.compose import analyse
from musnad.engines.ingest import BATCH
from musnad.store import Store
from musnad.store.search import Wanted, count_by, find_actors, search

MARKS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 150_000)


def filled(source: Store, store: Store, count: int) -> dict[int, tuple[float, float]]:
    """Fill a store in transactions of the size that ingest uses; processor and clock seconds within `add`, at marks."""
    marks: dict[int, tuple[float, float]] = {}
    done, processor, clock = 0, 0.0, 0.0
    replay = replayed(source, count)
    while batch := list(islice(replay, BATCH)):
        records = [record for record, _ in batch]
        origins = {record.document.key: origin for record, origin in batch}
        begun, now = time.process_time(), time.perf_counter()
        store.add(records, origins)
        processor += time.process_time() - begun
        clock += time.perf_counter() - now
        crossed = [m for m in (*MARKS, count) if done < m <= done + len(batch)]
        done += len(batch)
        for mark in crossed:
            marks[mark] = (processor * mark / done, clock * mark / done)
            each, by_clock = processor / done * 1000, clock / done * 1000
            print(f"{mark:>9,} articles  {each:.2f} ms of processor each, {by_clock:.2f} ms by the clock", flush=True)
    return marks


def analysed(source: Store, count: int, engine: str) -> float:
    """Seconds of processor time that the analysis of an article takes."""
    documents = [r.document for r in islice(source.records(newest_first=True), 0, count * 20, 20)]
    for document in documents[:3]:  # tables load on first use
        analyse(document, engine=engine)
    begun = time.process_time()
    for document in documents:
        analyse(document, engine=engine)
    return (time.process_time() - begun) / len(documents)


def timed(what: Callable[[], object], times: int = 200) -> str:
    """Median and 99th percentile of a call by the clock and by this process's processor, in milliseconds."""
    clock, processor = [], []
    for _ in range(times):
        start, now = time.process_time(), time.perf_counter()
        what()
        clock.append((time.perf_counter() - now) * 1000)
        processor.append((time.process_time() - start) * 1000)
    line = ""
    for name, took in (("clock", sorted(clock)), ("processor", sorted(processor))):
        line += f"{name} p50 {statistics.median(took):7.1f}  p99 {took[int(len(took) * 0.99) - 1]:7.1f}   "
    return line + "ms"


def ask(store: Store) -> None:
    """Time the usual questions."""
    chance = random.Random(1)
    words = ["قال", "الرئيس", "سوريا", "إطلاق", "النار", "اتفاق", "الأتراك", "مجلس", "الأمن", "روسيا"]
    people = [name for name in ("ترامب", "بوتين", "أردوغان", "السيسي") if find_actors(store, name)]

    def word() -> str:
        return chance.choice(words)

    for label, question in {
        "newest first": lambda: search(store, "articles", Wanted(text=word())),
        "newest first, two words": lambda: search(store, "articles", Wanted(text=f"{word()} {word()}")),
        "newest first, a phrase": lambda: search(store, "articles", Wanted(text='"مجلس الأمن"')),
        "newest first, statements": lambda: search(store, "statements", Wanted(text=word())),
        "ranked, common word": lambda: search(store, "articles", Wanted(text=word()), ranked=True),
        "speaker, count by month": lambda: count_by(store, "statements", Wanted(by=chance.choice(people)), "month"),
        "type, count by month": lambda: count_by(store, "events", Wanted(type="ASSAULT"), "month"),
        "word, count by month": lambda: count_by(store, "articles", Wanted(text=word()), "month"),
        "events by type and status": lambda: search(store, "events", Wanted(type="ASSAULT", status="planned")),
        "who said what of whom": lambda: search(store, "statements", Wanted(by=chance.choice(people), about="روسيا")),
    }.items():
        print(f"{label:28} {timed(question)}", flush=True)


def size_of(store: Store, where: str) -> int:
    """Bytes on the disk."""
    if store.dialect == "sqlite":
        return sum(p.stat().st_size for p in Path(where).parent.glob(Path(where).name + "*"))
    with store.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def costs(source: Store, store: Store, where: str, count: int, sample: int) -> None:
    """Fill the store and print what that cost beside the analysis, how cost grows, and the size."""
    marks = filled(source, store, count)
    each = marks[count][0] / count
    analysis = {engine: analysed(source, sample, engine) for engine in ("grammar", "model")}
    for engine, one in analysis.items():
        print(f"store {each * 1000:.2f} ms, {engine} {one * 1000:.1f} ms an article: {each / one:.1%}")
    for small, large in ((1_000, 100_000), (10_000, 100_000)):
        if large in marks:
            few, many = marks[small][0] / small, marks[large][0] / large
            whole = (many + analysis["grammar"]) / (few + analysis["grammar"])
            print(f"{small:,} to {large:,} articles: an ingest with grammar {whole:.2f} × linear, ", end="")
            print(f"the store alone {many / few:.2f} by processor")
    raw = sum(len(record.document.text.encode("utf-8", "surrogatepass")) for record, _ in replayed(source, count))
    size = size_of(store, where)
    print(f"{size / 2**30:.2f} GiB for {raw / 2**30:.2f} GiB of text: {size / raw:.1f} times the raw text")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("--count", type=int, default=150_000)
    parser.add_argument("--store")
    parser.add_argument("--analysed", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store(given.source, create=False) as source:
        with Store(Path(folder) / "warm.db") as warm:  # what is compiled and kept once is no part of the first thousand
            warm.add([record for record, _ in replayed(source, 300)])
        engine = next(source.records()).engine
        where = given.store or str(Path(folder) / "bench.db")
        with Store(where) as store:
            print(f"{store.dialect}, records of engine {engine} replayed to {given.count:,}", flush=True)
            if store.counts()["documents"] < given.count:
                costs(source, store, where, given.count, given.analysed)
            ask(store)


if __name__ == "__main__":
    main()
