"""The store: SQLite by default, PostgreSQL for a team; one schema."""

from musnad.store.judged import Decision
from musnad.store.store import Added, Store

__all__ = ["Added", "Decision", "Store"]
