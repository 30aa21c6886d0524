"""An event as one article tells it: the tokens, days and accounts by which it is compared with others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from sys import intern

from musnad.arabic import Page, lay_out
from musnad.arabic.index import index_words
from musnad.corroboration.figures import Figure, figures
from musnad.corroboration.words import Turn, leads_elsewhere, stem, turn_of
from musnad.record import Entity, Event, Record, Statement, Status
from musnad.store.rows import actor_of, days_of

# An event told without its day lies a few days before its report, a plan without its day within a month after.
_BEFORE, _AFTER, _PLAN_AHEAD = 3, 1, 30
_LONGEST = 31
_EXACT = frozenset({"city", "sub-city", "district"})
_CONTEXT = 160
_WINDOW, _BESIDE = 14, 5


@dataclass(frozen=True, slots=True)
class Account:
    """One report of an event: its status, on whose word (the originator's actor or words; None: the article itself).

    `evidence` is what the article says there, with its code points; `denies`: its words are a denial (نفت …);
    `words` are those around the trigger, without endings (a tuple: a set of them is eight times as large), and `near`
    those of them that stand beside it;
    `trigger` is the word for the event itself; `blames` whom its words accuse: as named, and as a state is compared.
    """

    status: Status
    by: str | None
    start: int
    end: int
    evidence: str
    denies: bool = False
    words: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    trigger: frozenset[str] = frozenset()
    blames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it. Days are proleptic ordinals; `due` is what its own time spans.

    `place` is named in the event's own sentence, with its `point` where it is small enough for two to be apart;
    `places` are all small places named there. `turn`: it cancels or postpones something planned.
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
    places: frozenset[str]
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
        trigger, evidence = report.trigger, page.text[start:end]
        words, near, word = (_words(page, trigger.start, trigger.end, reach) for reach in (_WINDOW, _BESIDE, 0))
        blames = _blames(record, statement) if statement is not None else ()
        yield Account(report.status, by, start, end, evidence, denies, tuple(sorted(words)), near, word, blames)


def _blames(record: Record, statement: Statement) -> tuple[str, ...]:
    """Whom an accusation is aimed at: اتهم س ص بالهجوم; a building that was struck is nobody."""
    entity = record.entities.get(statement.target or "") if statement.act == "accuse" else None
    if entity is None or entity.type in ("FAC", "LOC"):
        return ()
    return actor_of(entity), *_actors(record, [statement.target])


def _words(page: Page, start: int, end: int, reach: int) -> frozenset[str]:
    """The words of a trigger and so many on either side of it within its sentence."""
    at, sentence = page.tokens_in(start, end), page.sentences[page.sentence_at(start)]
    left, right = max(sentence.first, at[0] - reach), min(sentence.last, at[-1] + 1 + reach)
    # One string a word, however many articles have it.
    return frozenset(intern(stem(w)) for w in index_words(page.text[page.starts[left] : page.ends[right - 1]]))


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
    if place and not _stands(place, accounts):
        place = None  # the place of another sentence is often that of another event
    places = frozenset(intern(actor_of(e)) for e in record.entities.values() if _small(e) and _stands(e, accounts))
    tokens = {f"p:{p}" for p in places}
    for entity in _entities(record, event, place):
        tokens.add(intern(f"a:{actor_of(entity)}"))
        if entity.country:
            tokens.add(intern(f"c:{entity.country}"))
    if place:
        tokens.add(intern(f"p:{actor_of(place)}"))
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
        point=_point(place),
        places=places,
        tokens=frozenset(tokens),
        accounts=accounts,
        tolls=tolls,
        turn=_turn(event),
    )


def _stands(entity: Entity, accounts: tuple[Account, ...]) -> bool:
    """Whether any account names the entity."""
    return any(a.start <= m.start and m.end <= a.end for m in entity.mentions for a in accounts)


def _small(entity: Entity) -> bool:
    """A town, a building: what lies at one spot."""
    return entity.type == "FAC" or (entity.place is not None and entity.place.precision in _EXACT)


def _point(place: Entity | None) -> tuple[float, float] | None:
    """Where a place lies that is small enough for two of them to be apart; a country or province holds many."""
    if place is None or place.place is None or place.place.precision not in _EXACT:
        return None
    return place.place.latitude, place.place.longitude


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
