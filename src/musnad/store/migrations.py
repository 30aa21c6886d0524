"""From an older schema to this one, a step a version."""

from collections.abc import Callable

from sqlalchemy import Connection, update

from musnad.store.schema import VERSION, about

# STEPS[n] brings version n to n + 1. A step only uses SQL of its own, never today's schema, which goes on changing.
STEPS: dict[int, Callable[[Connection], None]] = {}


def migrate(connection: Connection, found: int) -> None:
    """Bring a store of version `found` up to date within the caller's transaction."""
    for version in range(found, VERSION):
        STEPS[version](connection)
    connection.execute(update(about).where(about.c.name == "schema").values(value=str(VERSION)))
