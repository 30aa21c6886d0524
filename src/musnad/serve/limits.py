"""Bounds on what callers may cost: requests a minute, seconds a query, heavy work at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, event
from starlette.exceptions import HTTPException

# A list answers within a tenth of a second; what takes longer than this is a mistake or an attack.
QUERY_SECONDS = 30
_STEPS = 20_000  # of SQLite's machine between two looks at the clock: a few milliseconds
_MOST_CALLERS = 20_000


class Bucket:
    """At most `burst` at once and then `rate` a second for each caller."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, caller: str) -> float:
        """Seconds after which the caller may come again; 0 where it may go on now."""
        now = monotonic()
        with self._lock:
            left, since = self._left.pop(caller, (float(self.burst), now))
            left = min(self.burst, left + (now - since) * self.rate)
            wait = 0.0 if left >= 1 else (1 - left) / self.rate
            self._left[caller] = (left - 1 if not wait else left, now)
            if len(self._left) > _MOST_CALLERS:  # the one who was silent longest has a full bucket by now
                del self._left[next(iter(self._left))]
        return wait

    def must(self, caller: str) -> None:
        """Raise 429 for a caller who must wait."""
        if wait := self.take(caller):
            raise HTTPException(429, "too many requests", {"Retry-After": str(int(wait) + 1)})


class AtOnce:
    """Heavy work of which only so much is done at the same time; the others are told to come again."""

    def __init__(self, most: int) -> None:
        self._free = BoundedSemaphore(most)

    @contextmanager
    def work(self, patience: float = 10.0) -> Iterator[None]:
        """Wait a while for a place, else raise 503."""
        if not self._free.acquire(timeout=patience):
            raise HTTPException(503, "busy with other requests of this kind", {"Retry-After": "10"})
        try:
            yield
        finally:
            self._free.release()


def bound_queries(engine: Engine, seconds: float = QUERY_SECONDS) -> None:
    """Break off every reading of the engine that takes longer; writers of ours are never broken off."""
    engine.dispose()  # connections made before know nothing of the bound
    sqlite = engine.dialect.name == "sqlite"

    def connected(connection: Any, record: Any) -> None:
        connection.set_progress_handler(lambda: monotonic() > record.info.get("until", float("inf")), _STEPS)

    def begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        if sqlite:
            connection.connection.info["until"] = float("inf") if writing else monotonic() + seconds
        elif not writing:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")

    if sqlite:
        event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
