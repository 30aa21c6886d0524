"""Killing what writes, at random moments: nothing acknowledged is lost, nothing is there twice, the store opens.

    python -m tests.soak [--moments 50] [--seed 1]        (make soak)

Four ways to ingest are disturbed in turn by SIGKILL: a writer into SQLite, a client of PostgreSQL, a worker of the
pool, a worker of a Dask cluster. A killed writer is run again, as a person would. Then a disk that fills (a small
tmpfs; mounting it needs root). Prints one line a moment; the exit status is 1 where anything was lost.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import text
from tests.postgres import binaries, emptied, server

from musnad.engines import ingest
from musnad.errors import StoreError
from musnad.record import Document, Origin, Record
from musnad.store import Added, Store
from musnad.store.rows import Rows
from musnad.store.search import Wanted, count

WAYS = ("sqlite", "postgresql", "pool", "dask")
ARTICLES = 400
_READY = "ready"
_PATIENCE = 600  # seconds for one ingest on a busy machine


def articles(amount: int) -> list[Document]:
    """Made-up articles, each with a statement and an event."""
    return [
        Document(
            f"زيارة رقم {n}\n" + f"قال وزير الداخلية سليم حداد إن وفدا من {n} أعضاء سيزور دمشق غدا. " * 3,
            outlet="الميدان",
            published=date(2021, 3, 1 + n % 28),
        )
        for n in range(amount)
    ]


class Acknowledging(Store):
    """A store that writes down every article of which `add` said that it is kept."""

    log: Path

    def add(self, batch: Iterable[Record | Rows], origins: Mapping[str, Origin] | None = None) -> Added:
        """Put records in, then write their keys down."""
        offered = list(batch)
        keys = [one.key if isinstance(one, Rows) else one.document.key for one in offered]
        added = super().add(offered, origins)
        with self.log.open("a", encoding="utf-8") as log:
            log.writelines(key + "\n" for key in keys)
        return added


def ingest_all(where: str, log: Path, way: str, amount: int) -> None:
    """What the disturbed process does."""
    with Acknowledging(where) as store:
        store.log = log
        how: dict[str, object] = {"workers": 2} if way == "pool" else {}
        if way != "dask":
            log.with_suffix(f".{_READY}").touch()
            ingest(store, articles(amount), engine="grammar", **how)  # type: ignore[arg-type]
            return
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
            log.with_suffix(f".{_READY}").touch()
            ingest(store, articles(amount), engine="grammar", scheduler=str(cluster.scheduler_address))


@contextmanager
def running(where: str, log: Path, way: str, amount: int) -> Iterator[subprocess.Popen[bytes]]:
    """An ingest in a process of its own that has come as far as its first article."""
    ready = log.with_suffix(f".{_READY}")
    ready.unlink(missing_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.soak", "--ingest", where, str(log), way, str(amount)],
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parent.parent,
    )
    try:
        until = time.monotonic() + _PATIENCE
        while not ready.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        yield process
    finally:
        process.kill()
        process.wait()


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a pool or cluster in it has started to work."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    found = [int(p) for p in children.read_text().split()] if children.exists() else []
    for task in Path(f"/proc/{process.pid}/task").glob("*/children"):
        found += [int(p) for p in task.read_text().split()]
    return sorted({p for p in found if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()})


def disturbed(where: str, folder: Path, way: str, moment: float, amount: int = ARTICLES) -> str:
    """Ingest, kill after `moment` seconds, look, go on to the end, look again; returns what happened.

    Raises AssertionError where something acknowledged is lost, or anything is there twice.
    """
    log = folder / "acknowledged.log"
    log.unlink(missing_ok=True)
    log.touch()
    with running(where, log, way, amount) as process:
        time.sleep(moment)
        what = way
        if way in ("sqlite", "postgresql"):
            process.kill()
            process.wait()
        else:
            workers = workers_of(process)
            for worker in workers[:1]:
                os.kill(worker, signal.SIGKILL)
            what = f"{way} worker" if workers else f"{way} (over)"
            assert process.wait(_PATIENCE) == 0, "the ingest did not survive its worker"
    kept = check(where, log)
    if way in ("sqlite", "postgresql"):
        with running(where, log, way, amount) as process:
            assert process.wait(_PATIENCE) == 0, "the ingest did not go on after the kill"
    assert check(where, log) == amount, "not everything is there in the end"
    return f"{what:12} killed after {moment:5.2f} s: {kept:4} kept, all {amount} in the end"


def check(where: str, log: Path) -> int:
    """That the store opens and holds what it acknowledged, once, in all its parts; returns how many articles."""
    acknowledged = set(log.read_text(encoding="utf-8").split())
    with Store(where) as store:
        found = [record.document.key for record in store.records()]
        assert len(found) == len(set(found)) == store.counts()["documents"], "an article is there twice"
        assert acknowledged <= set(found), f"{len(acknowledged - set(found))} acknowledged articles are lost"
        assert count(store, "articles", Wanted(text="زيارة")) == len(found), "the index does not agree"
        if store.dialect == "sqlite":
            with store.engine.connect() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    return len(found)


@contextmanager
def small_disk(folder: Path, megabytes: int = 4) -> Iterator[Path]:
    """A tmpfs of that size; raises OSError where it may not be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        raise OSError(mounted.stderr.decode().strip() or "mount failed")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)


def filled_disk(folder: Path, amount: int = ARTICLES) -> str:
    """Ingest onto a disk that fills, look, make room, go on to the end; returns what happened."""
    log = folder / "acknowledged.log"
    log.unlink(missing_ok=True)
    log.touch()
    with small_disk(folder, 12) as disk:
        where, ballast = str(disk / "m.db"), disk / "ballast"
        Store(where).close()
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        ballast.write_bytes(bytes(max(0, free - 1_200_000)))
        said = ""
        try:
            ingest_all(where, log, "sqlite", amount)
        except StoreError as error:
            said = str(error)
        assert "free some space" in said, f"no clear error: {said!r}"
        acknowledged = len(log.read_text(encoding="utf-8").split())
        assert acknowledged < amount
        ballast.unlink()
        kept = check(where, log)
        ingest_all(where, log, "sqlite", amount)
        assert check(where, log) == amount
    return f"disk full after {acknowledged} acknowledged, {kept} kept, all {amount} in the end: {said}"


def soak(moments: int, seed: int) -> int:
    """All ways at random moments, then the disk; returns how often something was lost."""
    chance, failed = random.Random(seed), 0
    ways = [way for way in WAYS if way != "postgresql" or binaries()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lengths = {}
        for n in range(moments):
            way = ways[n % len(ways)]
            with own_store(folder, way, n) as where:
                if way not in lengths:  # how long an ingest takes here when nobody disturbs it
                    begun = time.monotonic()
                    with running(where, folder / "acknowledged.log", way, ARTICLES) as process:
                        begun = time.monotonic()
                        process.wait(_PATIENCE)
                    lengths[way] = time.monotonic() - begun
            with own_store(folder, way, n + moments) as where:
                try:
                    print(disturbed(where, folder, way, chance.uniform(0, lengths[way])), flush=True)
                except AssertionError as error:
                    failed += 1
                    print(f"{way}: {error}", flush=True)
        try:
            print(filled_disk(folder))
        except AssertionError as error:
            failed += 1
            print(f"disk full: {error}")
        except OSError as error:
            print(f"disk full: skipped, no small disk can be mounted ({error})")
    print(f"{moments} moments, seed {seed}: {failed} failed")
    return failed


@contextmanager
def own_store(folder: Path, way: str, n: int) -> Iterator[str]:
    """The address of an empty store."""
    if way == "postgresql":
        with server() as address:
            emptied(address)
            yield address
    else:
        yield str(folder / f"{n}.db")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ingest", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ingest:
        where, log, way, amount = given.ingest
        ingest_all(where, Path(log), way, int(amount))
    else:
        sys.exit(1 if soak(given.moments, given.seed) else 0)


if __name__ == "__main__":
    main()
