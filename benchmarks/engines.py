"""What more workers bring: one process, a pool of two, a Dask cluster of two workers, the same articles in one run.

    python benchmarks/engines.py CORPUS.jsonl.gz [--articles 640] [--engine grammar] [--rounds 3]

Each way ingests the articles into a store of its own, several rounds in turn, and the best round of each counts;
workers are started and warm before the clock runs. Two workers need two idle cores: elsewhere the ratios say nothing,
and `load` tells how busy the machine was. A multiple of 64 articles gives two workers the same number of batches.
"""

import argparse
import gzip
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from musnad.engines.cluster import on_cluster
from musnad.engines.ingest import BATCH
from musnad.engines.pool import pooled
from musnad.engines.work import Batch, How, Result
from musnad.reading import document
from musnad.record import Document
from musnad.store import Store

WARM = 4  # batches that every way analyses before the clock starts: tables load, the pool and the connection are up


def articles(corpus: Path, count: int) -> list[Document]:
    """Articles from all over the file."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = rows[:: max(1, len(rows) // count)][:count]
    return [document(r["text"], title=r.get("title"), published=r["published"], outlet=r["outlet"]) for r in chosen]


def seconds(way: Callable[[Iterator[Batch]], Iterator[list[Result]]], documents: list[Document]) -> float:
    """Seconds from the first warm batch's end until every record of the rest is in a store."""
    warm = [[replace(d, id="warm") for d in documents[:BATCH]]] * WARM
    batches = [documents[i : i + BATCH] for i in range(0, len(documents), BATCH)]
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "m.db") as store:
        results = way(iter([*warm, *batches]))
        for _ in islice(results, WARM):
            pass
        begun = ended = time.perf_counter()
        for part in results:
            store.add([r for r in part if not isinstance(r, Exception)])
            ended = time.perf_counter()  # before a pool lets its workers go, which takes a second once
        return ended - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=640)
    parser.add_argument("--engine", default="grammar")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    from distributed import LocalCluster

    documents, how = articles(given.corpus, given.articles), How(given.engine)
    took: dict[str, list[float]] = defaultdict(list)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        ways = {
            "one process": lambda batches: pooled(batches, how, 1),
            "two workers": lambda batches: pooled(batches, how, 2),
            "Dask, two workers": lambda batches: on_cluster(batches, how, cluster.scheduler_address),
        }
        for _ in range(given.rounds):
            for name, way in ways.items():
                took[name].append(seconds(way, documents))
                print(f"{name:20} {took[name][-1]:7.2f} s   load {os.getloadavg()[0]:.1f}", flush=True)
    one, two, dask = (min(took[name]) for name in ways)
    print(f"engine {given.engine}, {len(documents)} articles: two workers {one / two:.2f} × one process, ", end="")
    print(f"Dask {two / dask:.2f} × the pool")


if __name__ == "__main__":
    main()
