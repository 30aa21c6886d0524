"""`musnad forget`, `versions`, `backup` and `restore`: looking after a store."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.commands.telling import result, show

if TYPE_CHECKING:
    from musnad.store import Store


@click.command(short_help="Remove an article or a person for good.")
@click.argument("key", required=False)
@click.option("--person", metavar="NAME", help="Forget a person instead: their whole name, or their actor id.")
@click.option("--reason", help="Why; it is kept in the log.")
@click.option("--author", help="Who decides; it is kept in the log.")
@click.option("--log", "show_log", is_flag=True, help="Show what was forgotten, when, by whom and why.")
@options.store
def forget(
    key: str | None, person: str | None, reason: str | None, author: str | None, show_log: bool, where: str
) -> None:
    """Remove the article with this KEY for good, with its record, evidence and decisions; or a person.

    Only a digest stays, so that the article is not taken in again. Of a person, the mentions, statements and parts in
    events go from every article, the name becomes █ in the texts, and articles that come later are masked likewise.
    """
    from musnad.errors import UsageError
    from musnad.store import Store
    from musnad.store.articles import key_of

    with Store(where, create=False) as store:
        if show_log:
            for entry in store.forgotten():
                made = f"{entry.made:%Y-%m-%d %H:%M}"
                show(f"{entry.number}  {made}  {entry.author}  {entry.kind}  {entry.what[:12]}  {entry.reason}")
            return
        if (key is None) == (person is None):
            raise UsageError("forget", "neither or both of KEY and --person", "musnad forget KEY, or --person NAME")
        if not reason or not author:
            raise UsageError("forget", "the log needs to know why and who", "--reason WHY --author WHO")
        if person is not None:
            _forget_person(store, person, reason, author)
        elif key is not None:
            key = key_of(store, key)
            store.forget(key, reason=reason, author=author)
            result(f"{key} is forgotten")


def _forget_person(store: "Store", name: str, reason: str, author: str) -> None:
    from musnad.errors import UsageError
    from musnad.store.search import find_actors, persons_named

    persons = persons_named(store, name)
    if not persons:
        near = ", ".join(a.name_ar for a in find_actors(store, name, 5) if a.type == "PER")
        raise UsageError(name, "no person in this store has this whole name", f"perhaps: {near}" if near else "")
    articles = store.forget_person([p.actor for p in persons], reason=reason, author=author)
    result(f"{articles} articles no longer name them")


@click.command(short_help="Write the whole store into one file, while it is in use.")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@options.store
def backup(path: Path, where: str) -> None:
    """Write the whole store into one SQLite file, while it is in use."""
    from musnad.store import Store
    from musnad.store.copying import copy_store

    with Store(where, create=False) as store:
        rows = copy_store(store, path)
    result(f"{path}: {rows} rows")


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.store
def restore(path: Path, where: str) -> None:
    """Fill an empty store from a backup."""
    from musnad.store import Store
    from musnad.store.copying import copy_store
    from musnad.store.database import shown

    with Store(path, create=False) as kept:
        rows = copy_store(kept, where)
    result(f"{shown(where)}: {rows} rows")


@click.command(short_help="Show how an article changed, version by version.")
@click.argument("url")
@options.as_json
@options.store
def versions(url: str, as_json: bool, where: str) -> None:
    """Show the versions of an article: all that came from one URL, or from the address of the article with a KEY."""
    from musnad.errors import UsageError
    from musnad.store import Store
    from musnad.store.articles import address_of, key_of, versions_of

    with Store(where, create=False) as store:
        address = url if "://" in url else address_of(store, key_of(store, url))
        found = versions_of(store, address) if address else []
        if not found:
            raise UsageError(url, "no article of this address is stored", "musnad search shows keys")
    for n, version in enumerate(found, 1):
        if as_json:
            click.echo(json.dumps(asdict(version), ensure_ascii=False, default=str))
            continue
        head = f"{n} of {len(found)}  {version.published or '—'}  {version.added:%Y-%m-%d %H:%M}  {version.title}"
        show(head, f"  {version.document_key[:12]}  {version.characters} characters")
        for sign, line in version.changed:
            show(f"  {sign} {line}")
