"""Whether a record that comes from outside is of the kinds its classes name, and speaks only of what it holds."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from musnad.errors import RecordError
from musnad.record.form import Json, from_json
from musnad.record.values import Participant, Record


def sound_record(data: Json) -> Record:
    """A record from its JSON like `from_json`, which trusts what Musnad wrote itself, with every value looked at.

    Raises RecordError where a value is of another kind than its field, or means an entity, time or statement that the
    record does not have.
    """
    record = from_json(data)
    wrong = _misfit(record, Record, "record") or next(_unknown(record), None)
    if wrong:
        raise RecordError(str(data.get("id") or "record"), f"not a record: {wrong}", "musnad schema tells its form")
    return record


@cache
def _kinds(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(f.name, hints[f.name]) for f in fields(kind)]


def _misfit(value: Any, kind: Any, where: str) -> str | None:
    """Where in a value something is not of the kind that stands there, or None."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return None if isinstance(value, str) and value in args else f"{where} is {value!r}"
    if origin in (Union, UnionType):
        given = [one for one in args if one is not NoneType]
        return None if value is None else _misfit(value, given[0], where)
    if origin is tuple and isinstance(value, tuple):
        return next((m for v in value if (m := _misfit(v, args[0], where))), None)
    if origin is dict and isinstance(value, dict):
        inside = (_misfit(k, args[0], where) or _misfit(v, args[1], f"{where} {k}") for k, v in value.items())
        return next(filter(None, inside), None)
    if is_dataclass(kind) and isinstance(kind, type) and isinstance(value, kind):
        found = (_misfit(getattr(value, name), inner, f"{where}.{name}") for name, inner in _kinds(kind))
        return next(filter(None, found), None)
    plain = (int, float) if kind is float else origin or kind
    right = isinstance(value, plain) and (kind is bool or not isinstance(value, bool))
    return None if right else f"{where} is {value!r}"


def _unknown(record: Record) -> Iterator[str]:
    """Entities, times and statements that are spoken of and not there."""
    keys = [record.byline]
    ids = {s.id for s in record.statements}
    statements = []
    for s in record.statements:
        keys += [s.target, s.addressee.entity if s.addressee else None]
        keys += [key for link in s.chain for key in (link.entity, link.for_)]
        statements.append(s.within)
    for e in record.events:
        parties: tuple[Participant, ...] = (*e.actors, *e.recipients)
        keys += [e.place, *(p.entity for p in parties)]
        statements += [r.statement for r in e.reports]
        if e.time is not None and not 0 <= e.time < len(record.times):
            yield f"there is no time {e.time}"
    yield from (f"there is no entity {key!r}" for key in keys if key is not None and key not in record.entities)
    yield from (f"there is no statement {one!r}" for one in statements if one is not None and one not in ids)
