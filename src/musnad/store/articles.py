"""Articles by key and by address: several versions of one address are kept, and shown as what they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import pairwise

from sqlalchemy import select

from musnad.errors import UsageError
from musnad.store import database
from musnad.store.schema import documents
from musnad.store.store import Store

_LEAST_KEY = 6  # letters of a key that may stand for the whole


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an address: what it is and, paragraph by paragraph, what the version before did not have or had.

    `changed` holds ("+", new paragraph) and ("-", paragraph that went), in the order of the text.
    """

    document_key: str
    published: date | None
    added: datetime
    title: str
    characters: int
    changed: tuple[tuple[str, str], ...] = ()


def key_of(store: Store, begun: str) -> str:
    """The key of the one article whose key begins so; raises UsageError where none or several do."""
    key = documents.c.key
    if len(begun) < _LEAST_KEY:
        raise UsageError(begun, "too short for a key", f"at least its first {_LEAST_KEY} letters")
    query = select(key).where(key >= begun, key < begun + "g").order_by(key).limit(2)  # keys are hexadecimal
    with database.reading(store.engine, store.name) as connection:
        found = list(connection.scalars(query))
    if not found:
        raise UsageError(begun, "no article with this key is in the store", "musnad search shows keys")
    if len(found) > 1:
        raise UsageError(begun, "several keys begin so", "give more of it")
    return str(found[0])


def versions_of(store: Store, url: str) -> list[Version]:
    """The versions of an address, oldest first, each with what changed since the one before."""
    d = documents.c
    query = (
        select(d.key, d.published, d.added, d.title, d.text)
        .where(d.url == url)
        .order_by(d.added, d.published, d.number)
    )
    with database.reading(store.engine, store.name) as connection:
        rows = connection.execute(query).all()
    texts = [row.text for row in rows]
    changes = [() for _ in texts[:1]] + [_changed(old, new) for old, new in pairwise(texts)]
    return [
        Version(row.key, row.published, row.added, row.title or "", len(row.text), changed)
        for row, changed in zip(rows, changes, strict=True)
    ]


def _changed(old: str, new: str) -> tuple[tuple[str, str], ...]:
    before, after = ([line for line in text.splitlines() if line.strip()] for text in (old, new))
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", line) for line in before[a:b]] + [("+", line) for line in after[c:d]]
    return tuple(found)


def address_of(store: Store, key: str) -> str | None:
    """The address that an article came from."""
    with database.reading(store.engine, store.name) as connection:
        return connection.scalar(select(documents.c.url).where(documents.c.key == key))


def version_numbers(store: Store, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For those of the articles whose address has several versions: which of how many each is, the oldest being 1."""
    wanted = set(keys)
    d = documents.c
    by_address: dict[str, list[str]] = defaultdict(list)
    with database.reading(store.engine, store.name) as connection:
        urls = {
            url
            for portion in database.portions(sorted(wanted))
            for url in connection.scalars(select(d.url).where(d.key.in_(portion), d.url.is_not(None)))
        }
        for portion in database.portions(sorted(urls)):
            query = select(d.url, d.key).where(d.url.in_(portion)).order_by(d.added, d.published, d.number)
            for row in connection.execute(query):
                by_address[row.url].append(row.key)
    return {
        key: (n, len(versions))
        for versions in by_address.values()
        if len(versions) > 1
        for n, key in enumerate(versions, 1)
        if key in wanted
    }
