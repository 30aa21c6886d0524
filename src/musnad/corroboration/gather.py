"""One event told by many: reports of different articles gathered into clusters, each join with its grounds.

Two tellings are compared by the two accounts that are most alike; how likely it is that they are one event is a
logistic sum of what they share (weigh.py has the features). Clusters grow from the likeliest pair down, as long as the
mean likelihood over the pairs between two clusters stays high (average linkage); so membership depends on the set of
tellings alone, not on the order in which they arrived.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from musnad.corroboration.told import Told
from musnad.corroboration.weigh import Seen, likelihood, rarities, seen

# How likely a pair must be one event to join two clusters, and how likely their pairs on average. Fitted on pairs read
# one by one and swept on four story days: benchmarks/gather.py prints the sweep.
JOIN = 0.7
AVERAGE = 0.4
# Two clusters of deeds whose tellings name towns and buildings, and mostly others, are two events (cosine of how often
# each is named); of words and talks, a capital is named for its government.
SAME_PLACES = 0.6
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
# Of the pairs between two large clusters so many of each side are compared.
_SIDE = 8
# Types that different reporters give to one deed: an agreement reached at a talk, a withdrawal that is a rejection.
_GROUPS = {"AGREE": "CONSULT", "COOPERATE": "CONSULT", "RETREAT": "REJECT", "CONCEDE": "REJECT", "SANCTION": "REJECT"}
# Tellings are looked up within blocks of so many days, each by its rarest tokens there: what a block's crowd shares
# says little, and would cost the square of the crowd.
_BLOCK, _MOST_BLOCKS = 7, 6
_RAREST, _CROWD = 20, 150


@dataclass(frozen=True, slots=True)
class Join:
    """Two tellings of one event: how likely that is, and the tokens that weighed most."""

    first: int
    second: int
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Tellings of one event, by number, and the joins that hold them together."""

    members: tuple[int, ...]
    joins: tuple[Join, ...]


Pair = tuple[int, int, float]


def by_content(telling: Told) -> tuple[int, str]:
    """An order of tellings that does not depend on when they arrived, as their numbers of one day do."""
    return telling.published, telling.id


def gather(tellings: Sequence[Told], weights: Mapping[str, float] | None = None) -> list[Cluster]:
    """All clusters, also of one, by their least member; `weights` are those of `rarities`, where they are at hand."""
    weights = rarities(tellings) if weights is None else weights
    tellings = sorted(tellings, key=by_content)
    views = [seen(t, weights) for t in tellings]
    places = [t.places if t.type in _DEEDS else frozenset() for t in tellings]
    groups, used = _linked(places, _pairs(views), lambda i, j: likelihood(views[i], views[j]))
    joins: dict[int, list[Join]] = defaultdict(list)
    home = {m: g for g, members in enumerate(groups) for m in members}
    for i, j, score in used:
        shared = _shared(views[i], views[j], weights)
        joins[home[i]].append(Join(tellings[i].number, tellings[j].number, round(score, 3), shared))
    clusters = [
        Cluster(tuple(sorted(tellings[m].number for m in members)), tuple(joins[g])) for g, members in enumerate(groups)
    ]
    return sorted(clusters, key=lambda c: c.members)


def _pairs(views: Sequence[Seen]) -> list[Pair]:
    """The pairs that may join two clusters, the likeliest first."""
    found = [(i, j, score) for i, j in _candidates(views) if (score := likelihood(views[i], views[j], JOIN)) >= JOIN]
    return sorted(found, key=lambda p: (-p[2], p[0], p[1]))


def _candidates(views: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """Pairs of kin types whose days meet and that share one of the rarest tokens of both, each once."""
    blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, view in enumerate(views):
        told = view.told
        for block in range(told.low // _BLOCK, told.high // _BLOCK + 1)[:_MOST_BLOCKS]:
            blocks[_GROUPS.get(told.type, told.type), block].append(i)
    for (_, block), members in blocks.items():
        here: set[tuple[int, int]] = set()
        for shared in _postings(views, members):
            here.update(combinations(shared, 2))
        for i, j in here:
            a, b = views[i].told, views[j].told
            # Two plans meet in several blocks: the first of them has the pair.
            if a.low <= b.high and b.low <= a.high and max(a.low, b.low) // _BLOCK == block:
                yield i, j


def _postings(views: Sequence[Seen], members: Sequence[int]) -> Iterator[list[int]]:
    """For each token those of a block's tellings that have it among their rarest."""
    times = Counter(t for i in members for t in views[i].tokens)
    by_token: dict[str, list[int]] = defaultdict(list)
    for i in members:
        known = sorted((times[t], t) for t in views[i].tokens if times[t] > 1)
        for _, token in known[:_RAREST]:
            by_token[token].append(i)
    return (shared for shared in by_token.values() if 1 < len(shared) <= _CROWD)


def _linked(
    places: Sequence[frozenset[str]], scored: Sequence[Pair], compare: Callable[[int, int], float]
) -> tuple[list[list[int]], list[Pair]]:
    """Groups by average linkage from the likeliest pair down, and the pairs that joined them."""
    group = list(range(len(places)))
    members: dict[int, list[int]] = {i: [i] for i in group}
    where = [Counter(p) for p in places]
    refused: set[tuple[int, int, int, int]] = set()
    used = []
    for i, j, score in scored:
        a, b = sorted((group[i], group[j]))
        if a == b:
            continue
        state = a, b, len(members[a]), len(members[b])
        if state in refused:
            continue
        large = len(members[a]) + len(members[b]) > 2
        if _elsewhere(where[a], where[b]) or (large and _average(members[a], members[b], compare) < AVERAGE):
            refused.add(state)
            continue
        for m in members[b]:
            group[m] = a
        members[a] = sorted(members[a] + members.pop(b))
        where[a].update(where[b])
        used.append((i, j, score))
    return list(members.values()), used


def _elsewhere(one: Counter[str], other: Counter[str]) -> bool:
    """Whether two clusters both name small places, and mostly others."""
    if not one or not other:
        return False
    shared = sum(times * other[place] for place, times in one.items())
    lengths = sum(n * n for n in one.values()) * sum(n * n for n in other.values())
    return shared < SAME_PLACES * math.sqrt(lengths)


def _average(one: Sequence[int], other: Sequence[int], compare: Callable[[int, int], float]) -> float:
    """The mean likelihood over the pairs between two clusters, of large ones over a fixed choice of their members."""
    mine, theirs = _some(one), _some(other)
    return sum(compare(i, j) for i in mine for j in theirs) / (len(mine) * len(theirs))


def _some(members: Sequence[int]) -> Sequence[int]:
    return members if len(members) <= _SIDE else [members[k * len(members) // _SIDE] for k in range(_SIDE)]


def _shared(one: Seen, other: Seen, weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(set(one.tokens).intersection(other.tokens), key=lambda t: (-weights[t], t))[:6])
