"""Reading back which articles are copies of one another, and which paragraphs were lifted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from musnad.corroboration.copies import agency_of
from musnad.store import Store, database, schema


@dataclass(frozen=True, slots=True)
class Copy:
    """One printing of a text."""

    article: str
    outlet: str | None
    byline: str | None
    published: date | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Family:
    """A text in all its printings, the earliest first; `origin` is the agency they name, else the earliest's outlet."""

    origin: str | None
    members: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """A paragraph with its code points in an article, and where it stands in the earlier article of another outlet."""

    article: str
    outlet: str | None
    published: date | None
    start: int
    end: int
    words: str
    source: str
    source_outlet: str | None
    source_published: date | None
    source_start: int
    source_end: int


def families(store: Store, limit: int = 20) -> list[Family]:
    """Families of copies, the largest first."""
    f, size = schema.families.c, func.count().label("size")
    largest = select(f.family).group_by(f.family).order_by(size.desc(), f.family).limit(limit)
    with database.reading(store.engine, store.name) as connection:
        numbers = list(connection.scalars(largest))
    return _families(store, numbers)


def family_of(store: Store, key: str) -> Family | None:
    """The family of an article by its key; None where it has no copies."""
    f, d = schema.families.c, schema.documents.c
    query = select(f.family).join(schema.documents, d.number == f.document).where(d.key == key)
    with database.reading(store.engine, store.name) as connection:
        number = connection.scalar(query)
    return _families(store, [number])[0] if number is not None else None


def _families(store: Store, numbers: Sequence[int]) -> list[Family]:
    f, d = schema.families.c, schema.documents.c
    query = (
        select(f.family, d.key, d.outlet, d.byline, d.published, d.title)
        .join(schema.documents, d.number == f.document)
        .where(f.family.in_(numbers))
        .order_by(d.number)
    )
    members: dict[int, list[Copy]] = defaultdict(list)
    with database.reading(store.engine, store.name) as connection:
        for row in connection.execute(query):
            members[row.family].append(Copy(*row[1:]))
    return [Family(agency_of(m.byline for m in members[n]) or members[n][0].outlet, tuple(members[n])) for n in numbers]


def lifted(store: Store, key: str) -> list[Lifted]:
    """The paragraphs that an article has from others, and those that others have from it, in the order of the text."""
    p, d, source = schema.passages.c, schema.documents.c, schema.documents.alias()
    query = (
        select(
            d.key, d.outlet, d.published, p.start, p.end, d.text, source.c.key.label("source"),
            source.c.outlet.label("source_outlet"), source.c.published.label("source_published"),
            p.source_start, p.source_end,
        )
        .join(schema.documents, d.number == p.article)
        .join(source, source.c.number == p.source)
        .where((d.key == key) | (source.c.key == key))
        .order_by(d.number, p.start)
    )  # fmt: skip
    with database.reading(store.engine, store.name) as connection:
        return [Lifted(*row[:5], row.text[row.start : row.end].strip(), *row[6:]) for row in connection.execute(query)]
