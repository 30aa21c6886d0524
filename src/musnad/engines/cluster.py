"""Many articles on a Dask cluster: the same work, the same order of results."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import Any

from musnad.engines.work import Batch, How, Result, analyse_batch
from musnad.errors import MusnadError, Unanalysed, UsageError

_AHEAD = 4
_DEATHS_ALLOWED = 3
_PATIENCE = 30  # seconds for the first worker to come


def on_cluster(batches: Iterable[Batch], how: How, scheduler: str) -> Iterator[list[Result]]:
    """On the cluster whose scheduler listens at `scheduler` (tcp://host:port); results in the order of the batches.

    Dask does a batch again when its worker dies; an article that kills one after the other is refused by name. Raises
    UsageError where the extra `cluster` is not installed, nothing answers at the address or no worker is there, and
    MusnadError where the cluster is lost or its workers are of another kind.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(scheduler, "a cluster needs Dask", "pip install 'musnad[cluster]'") from error
    try:
        client: Any = Client(scheduler, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(scheduler, f"no scheduler answers: {error}", "dask scheduler; dask worker ADDRESS") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise UsageError(scheduler, "its scheduler has no workers", f"dask worker {scheduler}") from error

        def submit(batch: Batch) -> Any:
            return client.submit(analyse_batch, batch, how, pure=False, retries=_DEATHS_ALLOWED)

        under_way: deque[tuple[Batch, Any]] = deque()
        for batch in batches:
            under_way.append((batch, submit(batch)))
            if len(under_way) >= _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"])):
                yield _results(*under_way.popleft(), submit, scheduler)
        while under_way:
            yield _results(*under_way.popleft(), submit, scheduler)


def _results(batch: Batch, future: Any, submit: Callable[[Batch], Any], scheduler: str) -> list[Result]:
    """What became of a batch; where it killed its workers, of each of its articles alone."""
    from distributed import KilledWorker

    try:
        found: list[Result] = future.result()
        return found
    except KilledWorker:
        if len(batch) > 1:
            return [r for document in batch for r in _results([document], submit([document]), submit, scheduler)]
        subject = batch[0].id or batch[0].key[:12]
        return [Unanalysed(subject, "its workers died over it, one after the other", "read it alone, with more memory")]
    except (CancelledError, OSError) as error:
        mend = "run the same command again: what was stored is not done twice"
        raise MusnadError(scheduler, f"the cluster was lost: {error or type(error).__name__}", mend) from error
    except Exception as error:  # no article makes the work itself raise
        reason = f"its workers cannot do the work: {type(error).__name__}: {error}"
        raise MusnadError(scheduler, reason, "the same version of Musnad on every machine") from error
