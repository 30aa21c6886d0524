"""Learn how the roles of an event are given out together: a conditional likelihood over all ways to do it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from musnad.analysis.events.compose import Sighting, gathered
from musnad.analysis.events.fitting import Floats, Table, minimum
from musnad.analysis.events.learning import Lesson, same
from musnad.analysis.events.parties import (
    ACTOR,
    MOST,
    NUMBERS,
    PAIRS,
    RECIPIENT,
    ROLES,
    Features,
    Party,
    kinds_of,
    numbers_of,
    pair_features,
    parties,
    party_features,
)
from musnad.analysis.events.weighing import holding
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.record import Event, Participant

_PENALTY = 10.0
DECISIONS = (*ROLES, *PAIRS, NUMBERS)
Prior = Mapping[str, Mapping[str, float]]


class Told(NamedTuple):
    """A gathered event: its kinds, the features of its parties and of each two, and the gold ways to give out roles.

    `gold` counts the reports that each way would get right; reports whose gold participants are not among the parties
    are left out.
    """

    kinds: tuple[str, ...]
    roles: list[tuple[Features, Features]]
    pairs: list[Features]
    gold: Counter[tuple[int, ...]]


def told(lesson: Lesson) -> list[Told]:
    """The events of an article as the numbers now in use gather them, where some report is gold's and can be right."""
    scene, said = lesson.scene, lesson.proposals
    tagged = TriggerRoles.of(scene.article.page, said.triggers, said.links)
    found = []
    for sightings in gathered(scene, said, tagged):
        kinds = kinds_of([s.trigger.candidate.entry for s in sightings])
        some = parties([s.mention.cast for s in sightings], scene.seats)
        events = (gold_event(lesson, s) for s in sightings)
        ways = (_way(some, event) for event in events if event is not None)
        gold = Counter(way for way in ways if way is not None)
        if gold:
            both = (party_features(p, kinds, len(sightings)) for p in some)
            roles = [(holding(acting), holding(receiving)) for acting, receiving in both]
            pairs = [holding(pair_features(scene, kinds, a, b)) for a, b in combinations(some, 2)]
            found.append(Told(kinds, roles, pairs, gold))
    return found


def gold_event(lesson: Lesson, sighting: Sighting) -> Event | None:
    """The gold event of which a report is, if it is any's."""
    span, kind = sighting.trigger.candidate.span, sighting.trigger.candidate.entry.type
    for event in lesson.events:
        spans = (r.trigger for r in event.reports)
        if event.type == kind and any(s.start < span.end and span.start < s.end for s in spans):
            return event
    return None


def _way(some: Sequence[Party], event: Event) -> tuple[int, ...] | None:
    """How gold gives out the roles among the parties; None where it has others."""
    called = [{row.filler.participant for row in p.rows} for p in some]  # a country and its capital are one party

    def parts(wanted: Sequence[Participant]) -> list[set[int]]:
        """For each of gold's the parties that are it."""
        return [{i for i, names in enumerate(called) if any(same(who, q) for who in names)} for q in wanted]

    acting, receiving = parts(event.actors), parts(event.recipients)
    actors, recipients = set[int]().union(*acting), set[int]().union(*receiving)
    complete = all(acting) and all(receiving) and not actors & recipients
    way = tuple(ACTOR if i in actors else RECIPIENT if i in recipients else 0 for i in range(len(some)))
    return way if complete and max(way.count(ACTOR), way.count(RECIPIENT)) <= MOST else None


def learn_parties(
    examples: Sequence[Told], prior: Prior | None = None, penalty: float = _PENALTY
) -> dict[str, dict[str, float]]:
    """Decision → feature → weight, of the greatest likelihood of the gold ways; the same examples give the same.

    The penalty draws each weight to its `prior`, decision for decision, or to nothing.
    """
    groups: dict[int, list[Told]] = {}
    for example in examples:
        groups.setdefault(len(example.roles), []).append(example)
    likelihood = _Likelihood([_Group(number, groups[number]) for number in sorted(groups)], prior or {}, penalty)
    found = likelihood.named(minimum(likelihood, likelihood.first))
    return {decision: dict((prior or {}).get(decision, {})) | weights for decision, weights in found.items()}


class _Group:
    """The examples with so many parties: which ways there are, how often gold takes each, how many have each role."""

    def __init__(self, number: int, examples: Sequence[Told]) -> None:
        self.examples, self.parties = examples, number
        every = (w for w in product(range(3), repeat=number) if max(w.count(ACTOR), w.count(RECIPIENT)) <= MOST)
        ways = list(every)
        column = {way: i for i, way in enumerate(ways)}
        taken = np.array(ways, dtype=int).reshape(len(ways), number)
        acting, receiving = (taken == ACTOR).astype(float), (taken == RECIPIENT).astype(float)
        twos = np.array(list(combinations(range(number), 2)), dtype=int).reshape(-1, 2)
        i, j = twos[:, 0], twos[:, 1]
        against = acting[:, i] * receiving[:, j] + receiving[:, i] * acting[:, j]
        self.singles = (acting, receiving)
        self.twos = (acting[:, i] * acting[:, j], receiving[:, i] * receiving[:, j], against)
        self.gold = np.zeros((len(examples), len(ways)))
        for row, example in enumerate(examples):
            for way, reports in example.gold.items():
                self.gold[row, column[way]] = reports
        how_many = [(way.count(ACTOR), way.count(RECIPIENT)) for way in ways]
        self.numbers = [(example.kinds, *counts) for example in examples for counts in how_many]


class _Likelihood:
    """Minus the logarithm of the likelihood of gold with a ridge penalty, and its slope, as `minimum` asks for."""

    def __init__(self, groups: Sequence[_Group], prior: Prior, penalty: float = _PENALTY) -> None:
        self.groups, self.penalty = groups, penalty
        every = [example for group in groups for example in group.examples]
        self.roles = [Table([pair[role] for e in every for pair in e.roles]) for role in (0, 1)]
        self.pairs = Table([features for e in every for features in e.pairs])
        # Many ways share their numbers, so each is looked up once.
        known: dict[tuple[tuple[str, ...], int, int], int] = {}
        self.number = np.array([known.setdefault(key, len(known)) for group in groups for key in group.numbers])
        self.numbers = Table([dict.fromkeys(numbers_of(*key), 1.0) for key in known], least=1)
        sizes = [len(table.names) for table in self._tables()]
        self.ends = np.cumsum(sizes)
        tables = zip(DECISIONS, self._tables(), strict=True)
        self.first = np.array([prior.get(name, {}).get(f, 0.0) for name, table in tables for f in table.names])

    def _tables(self) -> tuple[Table, ...]:
        """The features of each decision, in the order of `DECISIONS`."""
        return (*self.roles, self.pairs, self.pairs, self.pairs, self.numbers)

    def named(self, weights: Floats) -> dict[str, dict[str, float]]:
        """The weights by decision and feature."""
        parts = zip(DECISIONS, self._tables(), np.split(weights, self.ends[:-1]), strict=True)
        return {name: dict(zip(table.names, map(float, part), strict=True)) for name, table, part in parts}

    def __call__(self, weights: Floats) -> tuple[float, Floats]:
        parts = np.split(weights, self.ends[:-1])
        single = [table.times(part[:, None])[:, 0] for table, part in zip(self.roles, parts[:2], strict=True)]
        both = self.pairs.times(np.stack(parts[2:5], axis=1))
        numbers = self.numbers.times(parts[5][:, None])[:, 0][self.number]
        loss = 0.5 * self.penalty * float(((weights - self.first) ** 2).sum())
        slopes: list[list[Floats]] = [[], [], [], []]
        at = [0, 0, 0]
        for group in self.groups:
            rows, ways = group.gold.shape
            ends = (at[0] + rows * group.parties, at[1] + rows * group.twos[0].shape[1], at[2] + rows * ways)
            z = numbers[at[2] : ends[2]].reshape(rows, ways)
            for odds, mask in zip(single, group.singles, strict=True):
                z = z + odds[at[0] : ends[0]].reshape(rows, group.parties) @ mask.T
            two = both[at[1] : ends[1]].reshape(rows, -1, 3) if ends[1] > at[1] else np.zeros((rows, 0, 3))
            for column, mask in enumerate(group.twos):
                z = z + two[:, :, column] @ mask.T
            lost, slope = _softmax(z, group.gold)
            loss += lost
            for role, mask in enumerate(group.singles):
                slopes[role].append((slope @ mask).ravel())
            slopes[2].append(np.stack([(slope @ mask).ravel() for mask in group.twos], axis=1))
            slopes[3].append(slope.ravel())
            at = list(ends)
        acting, receiving, twos, counts = map(np.concatenate, slopes)
        found = [self.roles[0].back(acting[:, None])[:, 0], self.roles[1].back(receiving[:, None])[:, 0]]
        found += list(self.pairs.back(twos).T)
        by_number = np.bincount(self.number, counts, self.numbers.shape[0]).astype(float)
        found.append(self.numbers.back(by_number[:, None])[:, 0])
        return loss, np.concatenate(found) + self.penalty * (weights - self.first)


def _softmax(z: Floats, gold: Floats) -> tuple[float, Floats]:
    """The loss of gold counts (rows, ways) under scores of the same shape, and its slope."""
    z = z - z.max(axis=1, keepdims=True)
    chance = np.exp(z)
    chance /= chance.sum(axis=1, keepdims=True)
    total = gold.sum(axis=1, keepdims=True)
    return -float((gold * np.log(chance + 1e-12)).sum()), chance * total - gold
