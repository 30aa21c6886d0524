"""Learning aids of the events layer: annotated articles as scenes, told in the words of the layers below."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from musnad.analysis import attribution, names, times
from musnad.analysis.article import Article
from musnad.analysis.events.scene import Scene
from musnad.analysis.named import Names
from musnad.analysis.proposals import Proposals
from musnad.arabic.page import Page
from musnad.record import Entity, Event, Participant, Record, Span


@dataclass(frozen=True)
class Lesson:
    """One annotated article: the scene as the layers below lay it out, its gold events.

    The participants and places of the events are keys of the scene's entities where it knows them, and their times
    indexes of the scene's, so that what is learnt fits what the layers below really deliver. `proposals` are all that
    the layers were given.
    """

    scene: Scene
    events: tuple[Event, ...]
    proposals: Proposals

    @cached_property
    def triggers(self) -> frozenset[int]:
        """The tokens at which its gold reports stand."""
        page = self.scene.article.page
        return frozenset(page.token_at(r.trigger.start) for e in self.events for r in e.reports)


Tag = Callable[[Page], Proposals]


def lesson(record: Record, tag: Tag | None = None) -> Lesson:
    """An annotated article as a lesson, with the tagger's proposals where there is one to ask."""
    article = Article.of(record.document)
    scene, proposals = scene_of(article, tag(article.page) if tag else Proposals())
    keys = _same_entities(record.entities, scene.names)
    events = (translated(event, record.entities, keys, scene.names) for event in record.events)
    timed = tuple(replace(event, time=same_time(record, event, scene)) for event in events)
    return Lesson(scene, timed, proposals)


def same_time(record: Record, event: Event, scene: Scene) -> int | None:
    """The index of the first found time that means what the event's gold time means."""
    value = record.times[event.time].value if event.time is not None else None
    return next((i for i, t in enumerate(scene.times) if value is not None and t.value == value), None)


def same(a: Participant, b: Participant) -> bool:
    """Whether two participants are one: the same entity, or overlapping spans."""
    if a.span is not None and b.span is not None:
        return a.span.start < b.span.end and b.span.start < a.span.end
    return a.entity is not None and a.entity == b.entity


def scene_of(article: Article, told: Proposals) -> tuple[Scene, Proposals]:
    """An article as the layers below read it, by grammar and what else is proposed, and all that was proposed."""
    proposals = Proposals(mentions=names.propose(article), times=times.propose(article))
    proposals.cues = attribution.propose(article)
    proposals.add(told)
    found_times = times.compose(article, proposals)
    found_names = names.compose(article, proposals)
    statements = attribution.compose(article, proposals, found_names, found_times)
    return Scene(article, found_names, found_times, statements), proposals


def _same_entities(gold: Mapping[str, Entity], made: Names) -> dict[str, str]:
    """Gold key → the key of the found entity that shares most of its mentions' characters."""
    owner = {at: key for key, entity in gold.items() for m in entity.mentions for at in range(m.start, m.end)}
    votes: dict[str, Counter[str]] = {}
    for mention in made.mentions:
        for at in range(mention.start, mention.end):
            if at in owner:
                votes.setdefault(owner[at], Counter())[mention.key] += 1
    return {key: min(count.items(), key=lambda item: (-item[1], item[0]))[0] for key, count in votes.items()}


def translated(event: Event, gold: Mapping[str, Entity], keys: Mapping[str, str], made: Names) -> Event:
    """A gold event in the keys of the found entities; unnamed participants whom a found name covers are that name."""

    def known(participant: Participant) -> Participant:
        key = participant.entity
        if key is None:
            named = _named_in(participant.span, made) if participant.span is not None else None
            return Participant(entity=named) if named is not None else participant
        return Participant(entity=keys[key]) if key in keys else Participant(span=gold[key].mentions[0])

    place = keys.get(event.place) if event.place is not None else None
    actors, recipients = tuple(map(known, event.actors)), tuple(map(known, event.recipients))
    return replace(event, actors=actors, recipients=recipients, place=place)


def _named_in(span: Span, made: Names) -> str | None:
    """The found entity whose name makes up most of a span that gold takes for nobody named, if any."""
    for mention in made.mentions:
        if 2 * (min(mention.end, span.end) - max(mention.start, span.start)) > span.end - span.start:
            return mention.key
    return None
