"""`musnad forget`, `backup` and `restore`: looking after a store."""

from pathlib import Path

import click

from musnad.commands import options


@click.command()
@click.argument("key")
@click.option("--reason", required=True, help="Why; it is kept in the log.")
@click.option("--author", required=True, help="Who decides; it is kept in the log.")
@options.store
def forget(key: str, reason: str, author: str, where: str) -> None:
    """Remove the article with this KEY for good, with its record, evidence and decisions.

    Only a digest stays, so that the article is not taken in again.
    """
    from musnad.errors import UsageError
    from musnad.store import Store

    with Store(where, create=False) as store:
        if not store.forget(key, reason=reason, author=author):
            raise UsageError(key, "no article with this key is in the store", "musnad search shows keys")
    click.echo(f"{key} is forgotten")


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@options.store
def backup(path: Path, where: str) -> None:
    """Write the whole store into one SQLite file, while it is in use."""
    from musnad.store import Store
    from musnad.store.copying import copy_store

    with Store(where, create=False) as store:
        rows = copy_store(store, path)
    click.echo(f"{path}: {rows} rows")


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.store
def restore(path: Path, where: str) -> None:
    """Fill an empty store from a backup."""
    from musnad.store import Store
    from musnad.store.copying import copy_store

    with Store(path, create=False) as kept:
        rows = copy_store(kept, where)
    click.echo(f"{where}: {rows} rows")
