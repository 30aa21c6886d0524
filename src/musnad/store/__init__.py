"""The store: SQLite by default, PostgreSQL for a team; one schema."""

from musnad.store.store import Added, Decision, Store

__all__ = ["Added", "Decision", "Store"]
