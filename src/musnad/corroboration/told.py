"""An event as one article tells it: the tokens, days and accounts by which it is compared with others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from musnad.arabic import Page, lay_out
from musnad.arabic.index import index_form, index_words
from musnad.corroboration.figures import Figure, figures
from musnad.record import Entity, Event, Record, Status
from musnad.store.rows import actor_of, days_of

# An event told without its day lies a few days before its report, a plan without its day within a month after.
_BEFORE, _AFTER, _PLAN_AHEAD = 3, 1, 30
_LONGEST = 31
_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class Account:
    """One report of an event: its status, on whose word (the originator's actor or words; None: the article itself).

    `evidence` is what the article says there, with its code points.
    """

    status: Status
    by: str | None
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it. Days are proleptic ordinals; `due` is what its own time spans."""

    number: int
    id: str
    document: int
    outlet: str | None
    published: int
    type: str
    mode: str | None
    low: int
    high: int
    due: tuple[int, int] | None
    actors: frozenset[str]
    recipients: frozenset[str]
    place: str | None
    point: tuple[float, float] | None
    tokens: frozenset[str]
    accounts: tuple[Account, ...]
    tolls: tuple[Figure, ...]


def told(record: Record, document: int, bits: int) -> Iterator[Told]:
    """The events of a record as told; none where the article has no date, since nothing then says when."""
    if record.document.published is None or not record.events:
        return
    page = lay_out(record.document.text)
    counted = list(figures(page))
    originators = {s.id: s.chain[-1] for s in record.statements if s.chain}
    for i, event in enumerate(record.events):
        accounts = []
        for report in event.reports:
            link = originators.get(report.statement or "")
            by = None
            if link is not None:
                entity = record.entities.get(link.entity or "")
                by = actor_of(entity) if entity else link.anonymous.text if link.anonymous else None
            start, end = _around(page, report.trigger.start, report.trigger.end)
            accounts.append(Account(report.status, by, start, end, page.text[start:end]))
        yield _told(record, event, tuple(accounts), counted, document, (document << bits) + i)


def _around(page: Page, start: int, end: int) -> tuple[int, int]:
    """The sentence of a trigger, or of a long one the stretch around it."""
    sentence = page.sentences[page.sentence_at(start)]
    left, right = max(sentence.start, start - _CONTEXT), min(sentence.end, end + _CONTEXT)
    first, last = page.tokens_in(left, right)[0], page.tokens_in(left, right)[-1]
    return max(left, page.starts[first]), min(max(page.ends[last], end), sentence.end)


def _told(
    record: Record, event: Event, accounts: tuple[Account, ...], counted: list[Figure], document: int, number: int
) -> Told:
    published = record.document.published or date.min
    value = record.times[event.time].value if event.time is not None else None
    low, high, due = _days(value, published, {a.status for a in accounts})
    actors = _actors(record, [p.entity for p in event.actors])
    recipients = _actors(record, [p.entity for p in event.recipients])
    place = record.entities.get(event.place or "")
    words = {w for a in accounts for w in index_words(a.evidence)}
    tokens = {f"w:{w}" for w in words} | {
        f"t:{index_form(index_words(r.trigger.text)[-1])}" for r in event.reports if index_words(r.trigger.text)
    }
    for entity in _entities(record, event, place):
        tokens.add(f"a:{actor_of(entity)}")
        if entity.country:
            tokens.add(f"c:{entity.country}")
    if place:
        tokens.add(f"p:{actor_of(place)}")
    tolls = tuple(f for f in counted if any(a.start <= f.start and f.end <= a.end for a in accounts))
    return Told(
        number=number,
        id=event.id,
        document=document,
        outlet=record.document.outlet,
        published=published.toordinal(),
        type=event.type,
        mode=event.mode,
        low=low,
        high=high,
        due=due,
        actors=actors,
        recipients=recipients,
        place=actor_of(place) if place else None,
        point=(place.place.latitude, place.place.longitude) if place and place.place else None,
        tokens=frozenset(tokens),
        accounts=accounts,
        tolls=tolls,
    )


def _entities(record: Record, event: Event, place: Entity | None) -> list[Entity]:
    keys = [p.entity for p in (*event.actors, *event.recipients) if p.entity]
    found = [record.entities[k] for k in keys if k in record.entities]
    return [*found, *([place] if place else [])]


def _actors(record: Record, keys: list[str | None]) -> frozenset[str]:
    """Who took part, a country for its capital and people, so that موسكو, روسيا and الروس are one."""
    found = set()
    for key in keys:
        entity = record.entities.get(key or "")
        if entity is None:
            continue
        state = entity.country and (entity.type in ("GPE", "NORP") or entity.sector in ("GOV", "MIL"))
        found.add(str(entity.country) if state else actor_of(entity))
    return frozenset(found)


def _days(value: str | None, published: date, statuses: set[Status]) -> tuple[int, int, tuple[int, int] | None]:
    """From when to when the event can lie, and what its own time spans."""
    days = days_of(value)
    if days and days[1] - days[0] <= timedelta(days=_LONGEST):
        due = days[0].toordinal(), days[1].toordinal()
        return due[0] - 1, due[1] + 1, due
    day = published.toordinal()
    if statuses & {"planned", "called_for", "possible"}:
        return day - 1, day + _PLAN_AHEAD, None
    return day - _BEFORE, day + _AFTER, None
