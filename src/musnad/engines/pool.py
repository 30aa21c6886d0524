"""Many articles on one machine: a pool of processes that is rebuilt when a worker dies."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from musnad.engines.work import Batch, How, Result, analyse_batch
from musnad.errors import Unanalysed, UsageError

Done = TypeVar("Done")

# Batches under way at once, a worker: enough to keep it busy, few enough to bound memory and what a crash repeats.
_AHEAD = 3
_TRIES_ALONE = 2
_STARTS = 3  # a worker may be killed while it starts; one that cannot start dies each time


def one_by_one(batches: Iterable[Batch], how: How) -> Iterator[list[Result]]:
    """In this process, batch after batch."""
    for batch in batches:
        yield analyse_batch(batch, how)


def pooled(batches: Iterable[Batch], how: How, workers: int) -> Iterator[list[Result]]:
    """In `workers` processes; results in the order of the batches.

    When a worker is killed, what was under way is done again, each batch alone, and then a new pool goes on. So an
    article that kills its worker is refused by name, and the rest is read. Raises UsageError where no worker starts.
    """
    if workers <= 1:
        yield from one_by_one(batches, how)
        return
    source = iter(batches)
    more, starts = True, 0
    while more:
        under_way: deque[tuple[Batch, Future[list[Result]]]] = deque()
        try:
            with _executor(workers) as pool, _left(pool):
                starts += 1
                for started in [_submitted(pool, int) for _ in range(workers)]:
                    started.result()
                starts = 0
                while True:
                    while more and len(under_way) < workers * _AHEAD:
                        batch = next(source, None)
                        if batch is None:
                            more = False
                        else:
                            # Remembered first: submitting to a pool that has just died raises too.
                            under_way.append((batch, Future()))
                            under_way[-1] = (batch, _submitted(pool, analyse_batch, batch, how))
                    if not under_way:
                        return
                    results = under_way[0][1].result()
                    under_way.popleft()
                    yield results
        except BrokenProcessPool:
            if starts == _STARTS:
                reason = "they die as soon as they start"
                raise UsageError(f"{workers} workers", reason, "a script must guard its code by __name__") from None
            for batch, _ in under_way:
                yield _alone(batch, how)


def _alone(batch: Batch, how: How) -> list[Result]:
    """One batch in a process of its own; if that dies too, article by article."""
    for _ in range(_TRIES_ALONE if len(batch) == 1 else 1):
        try:
            with _executor(1) as pool:
                return _submitted(pool, analyse_batch, batch, how).result()
        except BrokenProcessPool:
            continue
    if len(batch) == 1:
        subject = batch[0].id or batch[0].key[:12]
        return [Unanalysed(subject, "its worker died over it, more than once", "read it alone, with more memory")]
    return [result for document in batch for result in _alone([document], how)]


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., Done], *given: object) -> Future[Done]:
    """`pool.submit`, which in Python 3.11 says by an OSError that the pool died while it started one more worker."""
    try:
        return pool.submit(work, *given)
    except OSError as error:
        raise BrokenProcessPool(str(error)) from error


@contextmanager
def _left(pool: ProcessPoolExecutor) -> Iterator[None]:
    """When its user stops or fails, what a pool is at and what waits in it is not done first: nothing is kept of it."""
    try:
        yield
    except BaseException:
        workers = list((pool._processes or {}).values())  # terminate_workers, from Python 3.14 on
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        raise


def _executor(workers: int) -> ProcessPoolExecutor:
    # Forked workers would share locks and the model's threads with this process.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_ignore_interrupts)


def _ignore_interrupts() -> None:
    """A terminal sends Ctrl-C to workers too; the process that gave them work says what becomes of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
