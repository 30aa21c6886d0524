"""A person taken out of a record: what they said goes, their name becomes █, and every offset stays."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from musnad.arabic import fold, fold_text
from musnad.record import Entity, Record, from_json, to_json

MASK = "█"
_HEAD = ("schema", "id", "outlet", "url", "language", "engine", "versions", "published")  # no words of the article
_GONE = {"reason": "a person who was forgotten"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Masked:
    """A record without a person, and their names (folded), for masking what else was written of the article."""

    record: Record
    names: re.Pattern[str]

    def mask(self, words: str) -> str:
        """The words with every name of the person masked."""
        return _masked(words, self.names)


def without(record: Record, keys: Collection[str]) -> Masked:
    """The record without the entities of these keys: without their mentions, statements and parts in events.

    Statements in whose chain they stand are left out. The text keeps its length, so that all spans stay where they are;
    the document's key, being a digest of the text, becomes another.
    """
    gone = [record.entities[key] for key in keys]
    names = _pattern(gone)
    text = _masked(record.document.text, names, [(m.start, m.end) for e in gone for m in e.mentions])
    data = _cut(to_json(record), set(keys))
    data = {k: v if k in _HEAD else _reworded(v, text, names) for k, v in data.items() if k not in ("key", "sha256")}
    return Masked(from_json(data | {"text": text}), names)


def _pattern(entities: Iterable[Entity]) -> re.Pattern[str]:
    """The names in every spelling, in Arabic also after a clitic."""
    forms: set[str] = set()
    for e in entities:
        forms |= {e.name_ar, e.name_en, e.romanised or "", *e.aliases, *(m.text for m in e.mentions)}
    words = [r"\s+".join(map(re.escape, fold_text(form).split())) for form in forms if form.strip()]
    ordered = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)|(?<=\b[وفبلك]))(?:{ordered})(?!\w)")


def _masked(words: str, names: re.Pattern[str], places: Iterable[tuple[int, int]] = ()) -> str:
    """The words with these places and all names hidden, each character by one."""
    folded = fold(words)
    found = [(folded.original(m.start()), folded.original(m.end())) for m in names.finditer(folded.text)]
    made = list(words)
    for start, end in (*places, *found):
        made[start:end] = (c if c.isspace() else MASK for c in words[start:end])
    return "".join(made)


def _reworded(value: Any, text: str, names: re.Pattern[str]) -> Any:
    """Spans with the words that now stand there, all other words with the names masked."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            return value | {"text": text[value["start"] : value["end"]]}
        return {k: _reworded(v, text, names) for k, v in value.items()}
    if isinstance(value, list):
        return [_reworded(v, text, names) for v in value]
    return _masked(value, names) if isinstance(value, str) else value


def _cut(data: Json, keys: set[str]) -> Json:
    """The JSON of a record without some entities and all that hangs on them."""
    kept = [s for s in data["statements"] if not any(link.get("entity") in keys for link in s["chain"])]
    ids = {s["id"] for s in kept}
    return data | {
        "byline": None if data.get("byline") in keys else data.get("byline"),
        "entities": {k: e for k, e in data["entities"].items() if k not in keys},
        "statements": [_statement(s, keys, ids) for s in kept],
        "events": [_event(e, keys, ids) for e in data["events"]],
    }


def _statement(statement: Json, keys: set[str], ids: set[str]) -> Json:
    made = dict(statement)
    addressee = made.get("addressee") or {}
    for field, entity in (("target", made.get("target")), ("addressee", addressee.get("entity"))):
        if entity in keys:
            del made[field]
            made["abstained"] = [*made.get("abstained", ()), {"field": field, **_GONE}]
    if made.get("within") not in ids:
        made.pop("within", None)
    made["chain"] = [{k: v for k, v in link.items() if k != "for" or v not in keys} for link in made["chain"]]
    return made


def _event(event: Json, keys: set[str], ids: set[str]) -> Json:
    made = dict(event)
    for field in ("actors", "recipients"):
        made[field] = [p for p in event[field] if p.get("entity") not in keys]
        if len(made[field]) < len(event[field]):
            made["abstained"] = [*made.get("abstained", ()), {"field": field, **_GONE}]
    made["reports"] = [{k: v for k, v in report.items() if k != "statement" or v in ids} for report in event["reports"]]
    return made
