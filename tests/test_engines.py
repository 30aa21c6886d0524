"""Many articles into a store: by one process, by a pool, by a Dask cluster; nothing lost when a worker dies."""

import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from musnad.engines import Summary, ingest, pool
from musnad.engines import cluster as engines_cluster
from musnad.engines.work import How, Rows
from musnad.errors import NotArabic, UsageError
from musnad.reading import documents
from musnad.record import Document, to_json
from musnad.store import Store


def articles(count: int) -> list[Document]:
    return [
        Document(
            f"زيارة رقم {n}\nقال وزير الداخلية سليم حداد إن وفدا من {n} أعضاء سيزور دمشق غدا.",
            id=f"a{n}",
            outlet="الميدان",
            published=date(2021, 3, 1 + n % 28),
        )
        for n in range(count)
    ]


def contents(where: Path, inputs: list[Document], **how: object) -> list[str]:
    with Store(where) as store:
        summary = ingest(store, inputs, engine="grammar", **how)  # type: ignore[arg-type]
        assert (summary.new, summary.refused) == (len(inputs), [])
        return sorted(str(to_json(r)) for r in store.records())


@pytest.fixture(scope="module")
def one_process(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return contents(tmp_path_factory.mktemp("one") / "m.db", articles(150))


def test_a_pool_writes_what_one_process_writes(tmp_path: Path, one_process: list[str]) -> None:
    assert contents(tmp_path / "m.db", articles(150), workers=2) == one_process


def test_a_cluster_writes_what_one_process_writes(tmp_path: Path, one_process: list[str]) -> None:
    with cluster() as scheduler:
        assert contents(tmp_path / "m.db", articles(150), scheduler=scheduler) == one_process


class cluster:  # noqa: N801 - used as a context manager
    """A scheduler and two worker processes on this machine."""

    def __enter__(self) -> str:
        try:
            from distributed import LocalCluster
        except ImportError:
            if os.environ.get("CI") == "true":
                pytest.fail("Dask is not installed, and CI must test it")
            pytest.skip("Dask (the extra musnad[cluster]) is not installed")
        self.cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
        return str(self.cluster.scheduler_address)

    def __exit__(self, *_: object) -> None:
        self.cluster.close()


def test_a_second_run_analyses_nothing_again(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        ingest(store, articles(40), engine="grammar")
        again = ingest(store, articles(50), engine="grammar")
    assert (again.same, again.new) == (40, 10)


def test_what_cannot_be_read_is_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        summary = ingest(store, [*articles(3), NotArabic("b.txt", "hardly any Arabic letters")], engine="grammar")
    assert (summary.new, [e.subject for e in summary.refused], summary.seen) == (3, ["b.txt"], 4)


@pytest.mark.parametrize("age", [0.0, 0.6], ids=["while it starts", "at work"])
def test_a_killed_worker_is_replaced_and_nothing_is_lost(tmp_path: Path, one_process: list[str], age: float) -> None:
    stop = threading.Event()

    def kill_one() -> None:
        import multiprocessing

        while not stop.is_set():
            workers = multiprocessing.active_children()
            if workers:
                time.sleep(age)
                os.kill(workers[0].pid or 0, signal.SIGKILL)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill_one)
    killer.start()
    try:
        assert contents(tmp_path / "m.db", articles(150), workers=2) == one_process
    finally:
        stop.set()
        killer.join()


def test_a_pool_that_dies_while_it_starts_a_worker_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    # Python 3.11 closes a dying pool's pipe before it calls the pool broken; a worker being started then trips over it.
    living = pool._executor

    def dying(workers: int) -> ProcessPoolExecutor:
        monkeypatch.setattr(pool, "_executor", living)
        started = living(workers)
        started._call_queue._reader.close()  # type: ignore[attr-defined]
        return started

    monkeypatch.setattr(pool, "_executor", dying)
    results = [r for part in pool.pooled([[d] for d in articles(5)], How("grammar"), 2) for r in part]
    assert [isinstance(r, Rows) for r in results] == [True] * 5


def _dies(batch: list[Document], how: How) -> list[str]:
    if any("قاتل" in d.text for d in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return [d.id or "" for d in batch]


def test_an_article_that_kills_its_worker_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "analyse_batch", _dies)
    deadly = Document("نص قاتل", id="deadly")
    batches = [[d] for d in articles(5)] + [[*articles(2), deadly]] + [[d] for d in articles(5)]
    results = [r for part in pool.pooled(batches, How("grammar"), 2) for r in part]
    assert sum(isinstance(r, str) for r in results) == 12
    assert next(str(r) for r in results if not isinstance(r, str)).startswith("deadly")


def test_no_workers_are_a_usage_error(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store, pytest.raises(UsageError):
        ingest(store, [], workers=0)


def test_a_cluster_that_does_not_answer_is_told_so(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with Store(tmp_path / "m.db") as store, pytest.raises(UsageError, match="no scheduler answers"):
        ingest(store, articles(1), scheduler="tcp://127.0.0.1:1")


def test_progress_sees_the_counts_grow(tmp_path: Path) -> None:
    seen: list[int] = []

    def note(summary: Summary) -> None:
        seen.append(summary.new)

    with Store(tmp_path / "m.db") as store:
        ingest(store, articles(70), engine="grammar", progress=note)
    assert seen == sorted(seen)
    assert seen[-1] == 70


def test_the_bytes_an_article_was_read_from_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("قال الوزير إن الوفد وصل إلى العاصمة أمس.".encode("windows-1256"))
    with Store(tmp_path / "m.db") as store:
        ingest(store, documents(str(path)), engine="grammar", workers=2)
        (record,) = store.records()
        assert [o.bytes for o in store.evidence(record.document.key)] == [path.read_bytes()]


def test_a_table_of_ones_own_actors_reaches_the_workers(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    header = "key,type,arabic,english,country,sector,sectors,kind,wikidata,source"
    table.write_text(f"{header}\nhaddad,PER,سليم حداد,Salim Haddad of ours,LBN,GOV,,,,mine\n", encoding="utf-8")
    with Store(tmp_path / "m.db") as store:
        ingest(store, articles(40), engine="grammar", actors=table, workers=2)
        names = {e.name_en for r in store.records() for e in r.entities.values()}
    assert "Salim Haddad of ours" in names


def test_an_article_that_kills_the_workers_of_a_cluster_is_refused_by_name() -> None:
    distributed = pytest.importorskip("distributed")

    class Future:
        def __init__(self, batch: list[Document]) -> None:
            self.batch = batch

        def result(self) -> list[str]:
            if any(d.id == "deadly" for d in self.batch):
                raise distributed.KilledWorker("analyse_batch", None, 3)
            return [d.id or "" for d in self.batch]

    batch = [*articles(2), Document("نص قاتل", id="deadly")]
    found = engines_cluster._results(batch, Future(batch), Future, "tcp://127.0.0.1:1")
    assert found[:2] == ["a0", "a1"]
    assert str(found[2]).startswith("deadly: its workers died over it")


def test_a_cluster_without_workers_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(engines_cluster, "_PATIENCE", 0.1)
    empty = distributed.LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1")
    with empty, Store(tmp_path / "m.db") as store, pytest.raises(UsageError, match="no workers"):
        ingest(store, articles(1), engine="grammar", scheduler=str(empty.scheduler_address))
