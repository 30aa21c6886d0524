"""Answers that cost much, kept while they are good enough."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import text

from musnad.store import Store, database

_MOST = 300
# An answer may be given again, though the store has changed, for so many times the seconds that it took to make;
# so what is cheap is always fresh, and what is dear costs at most a twentieth of the server's time.
_AGAIN = 20.0
_LONGEST, _CHEAP = 120.0, 0.1


@dataclass(slots=True)
class _Answer:
    value: Any = None
    stamp: Any = None
    made: float = 0.0
    took: float = 0.0
    lock: Lock = field(default_factory=Lock)


class Kept:
    """Values by key, each made by one thread while the others who want it wait."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._lock = Lock()
        self._watch = Lock()
        self._watching: Any = None

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value of a key: as it was made, while the store is the same or the value is young for its price."""
        with self._lock:
            answer = self._answers.setdefault(key, _Answer())
            self._answers.move_to_end(key)
            while len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        with answer.lock:
            stamp, now = self.stamp(), monotonic()
            young = answer.took > _CHEAP and now - answer.made < min(answer.took * _AGAIN, _LONGEST)
            if answer.stamp is None or (answer.stamp != stamp and not young):
                answer.value = make()
                answer.stamp, answer.made, answer.took = stamp, monotonic(), monotonic() - now
            return answer.value

    def stamp(self) -> Any:
        """Something that changes whenever anything in the store does."""
        if self._store.dialect == "postgresql":
            with database.reading(self._store.engine, self._store.name) as connection:
                return connection.scalar(text("SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)"))
        with self._watch:  # SQLite counts the changes that others than this very connection made
            if self._watching is None:
                self._watching = self._store.engine.raw_connection()
            return self._watching.driver_connection.execute("PRAGMA data_version").fetchone()[0]

    def close(self) -> None:
        """Let go of the connection that watches."""
        with self._watch:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
