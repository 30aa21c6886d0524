"""What analysts decided, put on a record: the one place where a mark of wrong or a correction changes what is shown.

A record stays in the store as it was read; its rows, and all that is searched, counted, exported or compared across
articles, are made of the judged one. So a decision outlives a new analysis, and undoing it brings the reading back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args

from musnad.errors import UsageError
from musnad.record import EVENT_TYPES, MODES, Entity, Event, Link, Participant, Reason, Record, Span, Statement, Time
from musnad.record.values import ACTS, GAP, Directness, Status
from musnad.store.rows import ANALYST, days_of, plain_name

ACTIONS = ("wrong", "right", "correct", "note", "merge", "split")
_NONE = ("", "-", "—")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an analyst decided about a statement, an event or an entity; it outlives a new analysis."""

    number: int
    document_key: str
    subject: str
    action: str
    detail: dict[str, Any]
    author: str
    made: datetime
    undone: datetime | None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with every correction made, and the ids of what in it is marked as wrong."""

    record: Record
    wrong: frozenset[str] = frozenset()

    @property
    def shown(self) -> Record:
        """The record without what is marked as wrong; what hung on a wrong statement is then on nobody's word."""
        if not self.wrong:
            return self.record
        return replace(
            self.record,
            statements=tuple(self._freed(s) for s in self.record.statements if s.id not in self.wrong),
            events=tuple(self._without(e) for e in self.record.events if e.id not in self.wrong),
        )

    def _freed(self, statement: Statement) -> Statement:
        return replace(statement, within=None) if statement.within in self.wrong else statement

    def _without(self, event: Event) -> Event:
        if all(r.statement not in self.wrong for r in event.reports):
            return event
        reports = tuple(replace(r, statement=None) if r.statement in self.wrong else r for r in event.reports)
        return replace(event, reports=reports)


def checked(record: Record | None, decision: Decision) -> None:
    """Raise UsageError for a decision that nobody could have made: without an author, of no event, empty, unfitting."""
    subject, other = decision.subject, decision.detail.get("with")
    if not decision.author.strip():
        raise UsageError("author", "nobody is named", "say who decides")
    if decision.action == "note" and not str(decision.detail.get("text", subject)).strip():
        raise UsageError(subject, "the note is empty", "say something")
    for event in (subject, other) if decision.action == "merge" else (subject,) if decision.action == "split" else ():
        if not str(event).startswith("e-"):
            raise UsageError(str(event), "no event, and only events are merged or split", "musnad search --in events")
    if decision.action == "merge" and other == subject:
        raise UsageError(subject, "an event cannot be merged with itself")
    if decision.action == "correct" and record:
        corrected(record, decision)


def judged(record: Record, decisions: Iterable[Decision]) -> Judged:
    """A record after the decisions that stand, oldest first; one that no longer fits a new analysis changes nothing."""
    wrong: set[str] = set()
    for decision in decisions:
        if decision.action == "wrong":
            wrong.add(decision.subject)
        elif decision.action == "right":
            wrong.discard(decision.subject)
        elif decision.action == "correct":
            try:
                record = corrected(record, decision)
            except UsageError:
                continue
    return Judged(record, frozenset(wrong))


def corrected(record: Record, decision: Decision) -> Record:
    """A record with one field of a statement or an event corrected, and in its `why` by whom and when.

    Raises UsageError where the record holds no such subject, or the value is none that the field can have.
    """
    name, value = str(decision.detail.get("field", "")), str(decision.detail.get("value", "")).strip()
    note = f"corrected by {decision.author} on {decision.made:%Y-%m-%d}: {name}, was {{}}; now {value or '—'}"

    def marked(subject: Any, was: str) -> Any:
        return replace(subject, why=(*subject.why, Reason(ANALYST, 1.0, note.replace("{}", was or "—"))))

    for i, statement in enumerate(record.statements):
        if statement.id == decision.subject:
            was, changed = _of(_STATEMENT, name)(record, statement, value)
            return replace(record, statements=_put(record.statements, i, marked(changed, was)))
    for i, event in enumerate(record.events):
        if event.id == decision.subject:
            if name == "time":
                was, changed, times = _timed(record, event, value)
                record = replace(record, times=times)
            else:
                was, changed = _of(_EVENT, name)(record, event, value)
            return replace(record, events=_put(record.events, i, marked(changed, was)))
    raise UsageError(decision.subject, "the article has no statement or event of this id", "musnad search shows ids")


def _put(values: tuple[Any, ...], at: int, value: Any) -> tuple[Any, ...]:
    return (*values[:at], value, *values[at + 1 :])


Change = Callable[[Record, Any, str], tuple[str, Any]]


def _of(fields: dict[str, Change], name: str) -> Change:
    if name not in fields:
        known = [*fields, *(_EVENT_TIME if fields is _EVENT else ())]
        raise UsageError(name, "no field that can be corrected", f"one of: {', '.join(known)}")
    return fields[name]


def _one_of(name: str, values: Sequence[str]) -> Change:
    def change(_record: Record, subject: Any, value: str) -> tuple[str, Any]:
        return str(getattr(subject, name)), replace(subject, **{name: _known(name, values, value)})

    return change


def _known(name: str, values: Sequence[str], value: str) -> Any:
    if value not in values:
        raise UsageError(value, f"no value of {name}", f"one of: {', '.join(values)}")
    return value


def _entity(record: Record, value: str) -> Entity | None:
    """The entity that bears a name in the article, in Arabic or English, or by its key."""
    words = plain_name(value)
    for key, entity in record.entities.items():
        names = (entity.name_ar, entity.name_en, *entity.aliases, *(m.text for m in entity.mentions))
        if value == key or any(plain_name(n) == words for n in names):
            return entity
    return None


def _named(record: Record, value: str) -> Entity:
    found = _entity(record, value)
    if found is None:
        known = ", ".join(sorted(e.name_ar for e in record.entities.values())[:12])
        raise UsageError(value, "the article names nobody and no place so", f"one of: {known}")
    return found


def _standing(record: Record, value: str, near: int) -> Span:
    """Words as they stand in the article, where they come again those nearest to what is corrected."""
    text, at = record.document.text, -1
    if value:
        before, behind = text.rfind(value, 0, near + len(value)), text.find(value, near)
        at = min((i for i in (before, behind) if i >= 0), key=lambda i: abs(i - near), default=-1)
    if at < 0:
        raise UsageError(value, "these words do not stand in the article", "give them as the article has them")
    return record.document.span(at, at + len(value))


def _speaks_at(statement: Statement) -> int:
    return (statement.source or statement.cue or statement.content[0]).start


def _name(record: Record, key: str | None) -> str:
    return record.entities[key].name_ar if key in record.entities else ""


def _link(record: Record, link: Link) -> str:
    return link.anonymous.text if link.anonymous else _name(record, link.entity)


def _originator(record: Record, statement: Statement, value: str) -> tuple[str, Statement]:
    before = statement.chain[:-1]
    was = _link(record, statement.chain[-1]) if statement.chain else ""
    found = _entity(record, value)
    last = (
        Link(found.key) if found else Link(anonymous=_standing(record, value, _speaks_at(statement)), kind="anonymous")
    )
    return was, replace(statement, chain=(*before, last))


def _target(record: Record, statement: Statement, value: str) -> tuple[str, Statement]:
    key = None if value in _NONE else _named(record, value).key
    return _name(record, statement.target), replace(statement, target=key)


def _content(record: Record, statement: Statement, value: str) -> tuple[str, Statement]:
    spans = tuple(_standing(record, part.strip(), statement.content[0].start) for part in value.split(GAP))
    return statement.wording, replace(statement, content=spans)


def _status(_record: Record, event: Event, value: str) -> tuple[str, Event]:
    status = _known("status", get_args(Status), value)
    return event.status, replace(event, reports=tuple(replace(r, status=status) for r in event.reports))


def _place(record: Record, event: Event, value: str) -> tuple[str, Event]:
    key = None if value in _NONE else _named(record, value).key
    return _name(record, event.place), replace(event, place=key)


def _type(_record: Record, event: Event, value: str) -> tuple[str, Event]:
    kind = _known("type", EVENT_TYPES, value)
    mode = event.mode if event.mode in MODES.get(kind, ()) else None  # a visit that is an assault is none any more
    return event.type, replace(event, type=kind, mode=mode)


def _mode(_record: Record, event: Event, value: str) -> tuple[str, Event]:
    mode = None if value in _NONE else _known("mode", sorted(MODES.get(event.type, ())) or _NONE[1:2], value)
    return event.mode or "", replace(event, mode=mode)


def _members(name: str) -> Change:
    """Who took part, several with a comma between."""

    def change(record: Record, event: Any, value: str) -> tuple[str, Any]:
        was = [_name(record, p.entity) if p.entity else p.span.text for p in getattr(event, name)]
        names = [] if value in _NONE else [v.strip() for v in value.replace("،", ",").split(",")]
        members = []
        for one in names:
            found = _entity(record, one)
            members.append(
                Participant(found.key)
                if found
                else Participant(span=_standing(record, one, event.reports[0].trigger.start))
            )
        return "، ".join(was), replace(event, **{name: tuple(members)})

    return change


def _timed(record: Record, event: Event, value: str) -> tuple[str, Event, tuple[Time, ...]]:
    was = (record.times[event.time].value or "") if event.time is not None else ""
    if value in _NONE:
        return was, replace(event, time=None), record.times
    if days_of(value) is None:
        raise UsageError(value, "no days that can be read", "2016-08-30, 2016-W36, 2016-09 or a range with /")
    span = record.times[event.time].span if event.time is not None else event.reports[0].trigger
    return was, replace(event, time=len(record.times)), (*record.times, Time(span, "DATE", value))


_STATEMENT: dict[str, Change] = {
    "act": _one_of("act", ACTS),
    "directness": _one_of("directness", get_args(Directness)),
    "originator": _originator,
    "target": _target,
    "content": _content,
}
_EVENT: dict[str, Change] = {
    "type": _type,
    "status": _status,
    "mode": _mode,
    "place": _place,
    "actors": _members("actors"),
    "recipients": _members("recipients"),
}
_EVENT_TIME = ("time",)
