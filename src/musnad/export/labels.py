"""Decisions of analysts as training labels: what was read, what they said of it, and who said so when.

One JSON object a line, article by article; only decisions that stand. It holds offsets and ids, and of
the words only those that the label is about, so that labels can be kept apart from the articles.
"""

import json
from collections.abc import Iterator
from typing import Any

from musnad.record import Event, Record, Span, Statement
from musnad.store import Decision, Store

FORM = "musnad-labels/1"


def lines(store: Store) -> Iterator[str]:
    """Each standing decision as a line; `layer` is statement, event, pair (merge, split) or entity."""
    last: Record | None = None
    for decision in sorted(store.decisions(), key=lambda d: (d.document_key, d.number)):
        if last is None or last.document.key != decision.document_key:
            last = store.as_read(decision.document_key)
        yield json.dumps(_label(decision, last), ensure_ascii=False)


def _label(decision: Decision, record: Record | None) -> dict[str, Any]:
    layer, read = _read(decision.subject, record)
    if decision.action in ("merge", "split"):
        layer = "pair"
    return {
        "schema": FORM,
        "article": decision.document_key,
        "sha256": record.document.sha256 if record else None,
        "engine": record.engine if record else None,
        "layer": layer,
        "subject": decision.subject,
        "verdict": decision.action,
        "detail": decision.detail,
        "read": read,
        "author": decision.author,
        "made": decision.made.isoformat(timespec="seconds"),
    }


def _read(subject: str, record: Record | None) -> tuple[str, dict[str, Any] | None]:
    """The layer of a subject and what was read there; None where today's analysis reads it otherwise."""
    if record:
        for statement in record.statements:
            if statement.id == subject:
                return "statement", _statement(statement)
        for event in record.events:
            if event.id == subject:
                return "event", _event(record, event)
        if subject in record.entities:
            entity = record.entities[subject]
            names = {"type": entity.type, "name_ar": entity.name_ar, "name_en": entity.name_en}
            return "entity", names | {"mentions": [_span(m) for m in entity.mentions]}
    return {"s": "statement", "e": "event"}.get(subject.partition("-")[0], "entity"), None


def _statement(s: Statement) -> dict[str, Any]:
    links = [{"entity": k.entity, "anonymous": _span(k.anonymous), "kind": k.kind} for k in s.chain]
    return {
        "cue": _span(s.cue), "source": _span(s.source), "content": [_span(c) for c in s.content], "act": s.act,
        "directness": s.directness, "chain": links, "target": s.target, "confidence": s.confidence,
    }  # fmt: skip


def _event(record: Record, e: Event) -> dict[str, Any]:
    reports = [{"trigger": _span(r.trigger), "status": r.status, "statement": r.statement} for r in e.reports]
    roles = {
        name: [{"entity": p.entity, "span": _span(p.span)} for p in members]
        for name, members in (("actors", e.actors), ("recipients", e.recipients))
    }
    time = record.times[e.time].value if e.time is not None else None
    told = {"type": e.type, "mode": e.mode, "status": e.status, "reports": reports}
    return told | roles | {"place": e.place, "time": time, "confidence": e.confidence}


def _span(span: Span | None) -> dict[str, Any] | None:
    return {"start": span.start, "end": span.end, "text": span.text} if span else None
