"""Many articles on a Dask cluster: the same work, the same order of results."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from musnad.engines.work import Batch, How, Result, analyse_batch
from musnad.errors import UsageError

_AHEAD = 4
_DEATHS_ALLOWED = 3


def on_cluster(batches: Iterable[Batch], how: How, scheduler: str) -> Iterator[list[Result]]:
    """On the cluster whose scheduler listens at `scheduler` (tcp://host:port); results in the order of the batches.

    Dask does a batch again when its worker dies. Raises UsageError where the extra `cluster` is not installed or
    nothing answers at the address.
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
        under_way: deque[Any] = deque()
        for batch in batches:
            under_way.append(client.submit(analyse_batch, batch, how, pure=False, retries=_DEATHS_ALLOWED))
            if len(under_way) >= _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"])):
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
