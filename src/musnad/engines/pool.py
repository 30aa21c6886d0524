"""Many articles on one machine: a pool of processes that is rebuilt when a worker dies."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from musnad.engines.work import Batch, Result, analyse_batch
from musnad.errors import Unanalysed, UsageError

# Batches under way at once, a worker: enough to keep it busy, few enough to bound memory and what a crash repeats.
_AHEAD = 3
_TRIES = 2
_BARREN = 8


def one_by_one(batches: Iterable[Batch], engine: str) -> Iterator[list[Result]]:
    """In this process, batch after batch."""
    for batch in batches:
        yield analyse_batch(batch, engine)


def pooled(batches: Iterable[Batch], engine: str, workers: int) -> Iterator[list[Result]]:
    """In `workers` processes; results in the order of the batches.

    When a worker is killed the pool is rebuilt and what was under way is done again. A batch that was under way at two
    deaths is done article by article, so that an article that kills its worker is refused by name and the rest is read.
    """
    if workers <= 1:
        yield from one_by_one(batches, engine)
        return
    source = iter(batches)
    waiting: deque[tuple[Batch, int]] = deque()  # batches and how often a worker died over them
    more = True
    barren = 0  # pools in a row that died without one result
    while more or waiting:
        with _executor(workers) as pool:
            under_way: deque[tuple[Batch, int, Future[list[Result]]]] = deque()
            try:
                while True:
                    while len(under_way) < workers * _AHEAD and (waiting or more):
                        if not waiting:
                            batch = next(source, None)
                            if batch is None:
                                more = False
                                break
                            waiting.append((batch, 0))
                        batch, deaths = waiting.popleft()
                        if deaths >= _TRIES:
                            batch, deaths = _apart(batch, waiting)
                        under_way.append((batch, deaths, pool.submit(analyse_batch, batch, engine)))
                    if not under_way:
                        return
                    batch, deaths, future = under_way[0]
                    results = future.result()
                    under_way.popleft()
                    barren = 0
                    yield results
            except BrokenProcessPool:
                barren += 1
                if barren > _BARREN:
                    raise UsageError(
                        f"{workers} workers",
                        "they die as soon as they start",
                        "a script must call this under if __name__ == '__main__'",
                    ) from None
                # Which of them killed it is not known: the first is the likeliest, all are done again.
                again = [(b, d + (i < workers)) for i, (b, d, _) in enumerate(under_way)]
                waiting.extendleft(reversed(again))
                while waiting and len(waiting[0][0]) == 1 and waiting[0][1] > _TRIES:
                    barren = 0
                    yield [_killer(waiting.popleft()[0])]


def _apart(batch: Batch, waiting: deque[tuple[Batch, int]]) -> tuple[Batch, int]:
    """The first article of a batch alone; the others follow, each alone."""
    waiting.extendleft(([d], _TRIES) for d in reversed(batch[1:]))
    return batch[:1], _TRIES


def _killer(batch: Batch) -> Result:
    document = batch[0]
    return Unanalysed(document.id or document.key[:12], "its worker died over it more than once", "read it alone")


def _executor(workers: int) -> ProcessPoolExecutor:
    # Forked workers would share locks and the model's threads with this process.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
