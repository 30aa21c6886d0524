"""Records of real articles replayed: as many as wanted, none like another, without analysing anything again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from musnad.record import Document, Origin, Record, content_id
from musnad.store import Store

DAYS_APART = 37  # between two rounds over the same articles


def replayed(source: Store, count: int) -> Iterator[tuple[Record, Origin]]:
    """`count` records with the bytes they would have been read from, round after round over the source.

    From the second round on each article appears later and with an added last paragraph, the headline of the article
    before it; ids hang on the document, so they are made anew.
    """
    made, round_, before = 0, 0, ""
    while made < count:
        for record in source.records():
            if made == count:
                return
            yield _edited(record, round_, before)
            before = record.document.text.split("\n", 1)[0]
            made += 1
        round_ += 1


def _edited(record: Record, round_: int, addition: str) -> tuple[Record, Origin]:
    document = record.document
    if round_:
        document = replace(
            document,
            text=f"{document.text}\n{addition} ({round_})",
            id=f"{document.id}-{round_}",
            published=document.published + timedelta(DAYS_APART * round_) if document.published else None,
            url=f"{document.url}?{round_}" if document.url else None,
        )
    row = {"id": document.id, "outlet": document.outlet, "url": document.url, "text": document.text}
    origin = Origin(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"), "application/json")
    return (_renamed(record, document) if round_ else record), origin


def _renamed(record: Record, document: Document) -> Record:
    ids = {s.id: content_id("s", document.key, s.cue, s.source, *s.content) for s in record.statements}
    statements = tuple(replace(s, id=ids[s.id], within=ids.get(s.within or "")) for s in record.statements)
    events = tuple(
        replace(
            e,
            id=content_id("e", document.key, *(r.trigger for r in e.reports)),
            reports=tuple(replace(r, statement=ids.get(r.statement or "")) for r in e.reports),
        )
        for e in record.events
    )
    return replace(record, document=document, statements=statements, events=events)
