"""An event as one article tells it: the tokens, days and accounts by which it is compared with others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from musnad.arabic import Page, lay_out
from musnad.arabic.index import index_words
from musnad.corroboration.figures import Figure, figures
from musnad.corroboration.words import Turn, leads_elsewhere, stem, turn_of
from musnad.record import Entity, Event, Record, Statement, Status
from musnad.store.rows import actor_of, days_of

# An event told without its day lies a few days before its report, a plan without its day within a month after.
_BEFORE, _AFTER, _PLAN_AHEAD = 3, 1, 30
_LONGEST = 31
_CONTEXT = 160
_WINDOW = 14


@dataclass(frozen=True, slots=True)
class Account:
    """One report of an event: its status, on whose word (the originator's actor or words; None: the article itself).

    `evidence` is what the article says there, with its code points; `denies`: its words are a denial (نفت …);
    `words` are those near the trigger, without endings.
    """

    status: Status
    by: str | None
    start: int
    end: int
    evidence: str
    denies: bool = False
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it. Days are proleptic ordinals; `due` is what its own time spans.

    `turn`: it cancels or postpones something planned.
    """

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
    turn: Turn | None = None


def told(record: Record, document: int, bits: int) -> Iterator[Told]:
    """The events of a record as told; none where the article has no date, since nothing then says when."""
    if record.document.published is None or not record.events:
        return
    page = lay_out(record.document.text)
    counted = list(figures(page))
    statements = {s.id: s for s in record.statements}
    for i, event in enumerate(record.events):
        accounts = tuple(_accounts(record, event, page, statements))
        if accounts:
            yield _told(record, event, accounts, counted, document, (document << bits) + i)


def _accounts(record: Record, event: Event, page: Page, statements: dict[str, Statement]) -> Iterator[Account]:
    """The reports of an event, without those in lines that only lead to other articles."""
    for report in event.reports:
        sentence = page.sentences[page.sentence_at(report.trigger.start)]
        if leads_elsewhere(page.text[sentence.start : sentence.end]):
            continue
        statement = statements.get(report.statement or "")
        by = None
        if statement is not None and statement.chain:
            link = statement.chain[-1]
            entity = record.entities.get(link.entity or "")
            by = actor_of(entity) if entity else link.anonymous.text if link.anonymous else None
        start, end = _around(page, report.trigger.start, report.trigger.end)
        denies = statement is not None and statement.act == "deny"
        words = _near(page, report.trigger.start, report.trigger.end, sentence.first, sentence.last)
        yield Account(report.status, by, start, end, page.text[start:end], denies, words)


def _near(page: Page, start: int, end: int, first: int, last: int) -> frozenset[str]:
    """The words of a trigger's surroundings within its sentence."""
    at = page.tokens_in(start, end)
    left, right = max(first, at[0] - _WINDOW), min(last, at[-1] + 1 + _WINDOW)
    return frozenset(stem(w) for w in index_words(page.text[page.starts[left] : page.ends[right - 1]]))


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
    tokens = {f"w:{w}" for a in accounts for w in a.words}
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
        turn=_turn(event),
    )


def _turn(event: Event) -> Turn | None:
    return next((turn for r in event.reports if (turn := turn_of(r.trigger.text))), None)


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
        if "planned" in statuses and due[1] <= published.toordinal():
            # What lies ahead is not over: the day was read from something else in the sentence.
            return due[0] - 1, published.toordinal() + _PLAN_AHEAD, due
        return due[0] - 1, due[1] + 1, due
    day = published.toordinal()
    if statuses & {"planned", "called_for", "possible"}:
        return day - 1, day + _PLAN_AHEAD, None
    return day - _BEFORE, day + _AFTER, None
