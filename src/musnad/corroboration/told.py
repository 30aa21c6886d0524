"""An event as one article tells it: the tokens, days and accounts by which it is compared with others."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from sys import intern

from musnad.arabic import Page, lay_out
from musnad.arabic.index import index_words
from musnad.corroboration.claims import Claim, Mentions, claim, compared, voices
from musnad.corroboration.figures import Figure, figures
from musnad.corroboration.words import Turn, leads_elsewhere, stem, turn_of
from musnad.knowledge import knowledge
from musnad.record import Entity, Event, Record, Statement, Status
from musnad.store.rows import actor_of, days_of

# An event told without its day lies a few days before its report, a plan without its day within a month after.
_BEFORE, _AFTER, _PLAN_AHEAD = 3, 1, 30
_LONGEST, _LONG_AGO = 31, 10
_EXACT = frozenset({"city", "sub-city", "district"})
_CONTEXT = 160
_WINDOW, _BESIDE = 14, 5
# Which events leave behind what is counted; others are counted with the nearest of any type.
_COUNTED = {"killed": ("ASSAULT",), "wounded": ("ASSAULT",), "detained": ("COERCE",)}


@dataclass(frozen=True, slots=True)
class Account:
    """One report of an event: its status, on whose word (the originator's actor or words; None: the article itself).

    `evidence` is what the article says there, with its code points; `words` are those around the trigger, without
    endings (a tuple: a set of them is eight times as large), and `near` those of them that stand beside it; `trigger`
    is the word for the event itself. `claim`: what its words claim of the doer; `voices`: on whose word, as actors are
    compared; `places`: the small places it names; `past`: it names a time long before its article.
    """

    status: Status
    by: str | None
    start: int
    end: int
    evidence: str
    words: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    trigger: frozenset[str] = frozenset()
    claim: Claim | None = None
    voices: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    past: bool = False


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


@dataclass(frozen=True, slots=True)
class _Article:
    """A record with what is looked up in it again and again."""

    record: Record
    page: Page
    mentions: Mentions
    spots: list[tuple[int, int, frozenset[str]]]
    statements: dict[str, Statement]
    triggers: list[tuple[int, int, str]]


def told(record: Record, document: int, bits: int) -> Iterator[Told]:
    """The events of a record as told; none where the article has no date, since nothing then says when."""
    if record.document.published is None or not record.events:
        return
    page = lay_out(record.document.text)
    triggers = sorted((r.trigger.start, r.trigger.end, e.id) for e in record.events for r in e.reports)
    article = _Article(
        record, page, Mentions.of(record), _spots(record), {s.id: s for s in record.statements}, triggers
    )
    tolls = _tolls(article)
    for i, event in enumerate(record.events):
        accounts = tuple(_accounts(article, event))
        if accounts:
            yield _told(article, event, accounts, tuple(tolls.get(event.id, ())), document, (document << bits) + i)


def _spots(record: Record) -> list[tuple[int, int, frozenset[str]]]:
    """Where small places are named, by start; a town that speaks or acts is its government, and no spot.

    A building named after its town (ميناء طرابلس) is both: another article names the town alone.
    """
    acting = {p.entity for e in record.events for p in e.actors}
    acting |= {link.entity for s in record.statements for link in s.chain}
    found = []
    for key, entity in record.entities.items():
        if _small(entity) and not (entity.type == "GPE" and key in acting):
            found += [(m.start, m.end, _spot(entity)) for m in entity.mentions]
    return sorted(found, key=lambda spot: spot[:2])


def _spot(entity: Entity) -> frozenset[str]:
    town = _town(entity.name_ar, entity.country) if entity.type == "FAC" and not entity.geonames else None
    return frozenset(intern(i) for i in (actor_of(entity), town) if i)


@lru_cache(maxsize=4096)
def _town(building: str, country: str | None) -> str | None:
    """The town in a building's name, as actors are compared; None where none or several fit (مطار حلب الدولي)."""
    known, words = knowledge(), building.split()
    for first, last in ((a, b) for a in range(1, len(words)) for b in range(len(words), a, -1)):
        towns = [
            e.geonames
            for e in known.lookup(" ".join(words[first:last]))
            if e.type == "GPE" and e.precision in _EXACT and e.geonames and country in (None, e.country)
        ]
        if towns:
            return f"geonames:{towns[0]}" if len(towns) == 1 else None
    return None


def _accounts(article: "_Article", event: Event) -> Iterator[Account]:
    """The reports of an event, without those in lines that only lead to other articles."""
    record, page = article.record, article.page
    for report in event.reports:
        sentence = page.sentences[page.sentence_at(report.trigger.start)]
        if leads_elsewhere(page.text[sentence.start : sentence.end]):
            continue
        statement = article.statements.get(report.statement or "")
        by = None
        if statement is not None and statement.chain:
            link = statement.chain[-1]
            entity = record.entities.get(link.entity or "")
            by = actor_of(entity) if entity else link.anonymous.text if link.anonymous else None
        trigger = report.trigger
        start, end = _around(page, trigger.start, trigger.end)
        words, near, word = (_words(page, trigger.start, trigger.end, reach) for reach in (_WINDOW, _BESIDE, 0))
        yield Account(
            report.status, by, start, end, page.text[start:end], tuple(sorted(words)), near, word,
            claim(record, page, report, statement, article.mentions), voices(record, statement, article.mentions),
            frozenset(p for p, events in _spots_in(article, start, end) if event.id in events),
            _past(record, start, end),
        )  # fmt: skip


def _past(record: Record, start: int, end: int) -> bool:
    """Whether a time named between two code points ended long before the article was published."""
    published = record.document.published or date.min
    spans = [days_of(t.value) for t in record.times if start <= t.span.start < end]
    return any(days and published - days[1] > timedelta(days=_LONG_AGO) for days in spans)


def _spots_in(article: "_Article", start: int, end: int) -> Iterator[tuple[str, set[str]]]:
    """The small places named in code points [start, end), each with the events whose place it may be.

    That is the event told last before it, or where none is the first after it: «ضربات تأتي بعد هجوم في دوما» does not
    say where the strikes are.
    """
    triggers = article.triggers[
        bisect_left(article.triggers, (start, 0, "")) : bisect_left(article.triggers, (end, 0, ""))
    ]
    for at, stop, ids in article.spots:
        if start <= at and stop <= end and triggers:
            before = [t for t in triggers if t[0] < at] or triggers[:1]
            last = before[-1]
            beside = {last[2]}
            for earlier in reversed(before[:-1]):  # «تنفيذ ضربات على …»
                if article.page.text[earlier[1] : last[0]].strip(" ال"):
                    break
                beside.add(earlier[2])
                last = earlier
            yield from ((place, beside) for place in ids)


def _tolls(article: "_Article") -> dict[str, list[Figure]]:
    """The figures of each event, by its id.

    A figure is of every event of its kind in its sentence; where that names several spots, of the nearest alone.
    """
    found: dict[str, list[Figure]] = defaultdict(list)
    page = article.page
    type_of = {e.id: e.type for e in article.record.events}
    for figure in figures(page):
        sentence = page.sentences[page.sentence_at(figure.start)]
        types = _COUNTED.get(figure.kind)
        near = [
            (max(start - figure.end, figure.start - end, 0), event)
            for start, end, event in article.triggers
            if sentence.start <= start < sentence.end and (types is None or type_of[event] in types)
        ]
        spots = {ids for start, end, ids in article.spots if sentence.start <= start and end <= sentence.end}
        for event in {e for _, e in near} if len(spots) < 2 else [e for _, e in sorted(near)[:1]]:
            found[event].append(figure)
    return found


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
    article: "_Article",
    event: Event,
    accounts: tuple[Account, ...],
    tolls: tuple[Figure, ...],
    document: int,
    number: int,
) -> Told:
    record = article.record
    published = record.document.published or date.min
    value = record.times[event.time].value if event.time is not None else None
    low, high, due = _days(value, published, {a.status for a in accounts})
    actors = compared(record.entities, [p.entity for p in event.actors])
    recipients = compared(record.entities, [p.entity for p in event.recipients])
    place = record.entities.get(event.place or "")
    if place and not _stands(place, accounts):
        place = None  # the place of another sentence is often that of another event
    places = frozenset().union(*(a.places for a in accounts))
    tokens = {f"p:{p}" for p in places}
    for entity in _entities(record, event, place):
        tokens.add(intern(f"a:{actor_of(entity)}"))
        if entity.country:
            tokens.add(intern(f"c:{entity.country}"))
    if place:
        tokens.update(intern(f"{kind}:{spot}") for spot in _spot(place) for kind in "ap")
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
