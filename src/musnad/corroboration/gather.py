"""One event told by many: reports of different articles gathered into clusters, each join with its grounds.

Two tellings are compared by the cosine of their weighted tokens (actors, countries, place, trigger, words around it;
inverse document frequency), if their type is the same and their days can be. Clusters grow from the best pair down, as
long as the average over all pairs between two clusters stays high (average linkage); so membership depends on the set
of tellings alone, not on the order in which they arrived.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.corroboration.told import Told

# What a token of each kind weighs beside its rarity.
WEIGHTS = {"a": 1.4, "c": 0.5, "p": 1.2, "t": 1.0, "w": 0.8}
# Swept on story days of the corpus (benchmarks/gather.py): below it joins go wrong, above it accounts stay apart.
JOIN = 0.38
AVERAGE = 0.55  # of JOIN: how far the average between two clusters may lie below
# Two events of one article are told apart by the article itself; only the same words bring them together.
SAME_ARTICLE = 0.8
_BUCKET = 7
_MOST_BUCKETS = 8
_CROWD = 300


@dataclass(frozen=True, slots=True)
class Join:
    """Two tellings of one event: the score of the pair and the tokens that weighed most."""

    first: int
    second: int
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Tellings of one event, by number, and the joins that hold them together."""

    members: tuple[int, ...]
    joins: tuple[Join, ...]


def gather(tellings: Sequence[Told]) -> list[Cluster]:
    """All clusters, also of one, by their least member."""
    weights = _weights(tellings)
    scored = _pairs(tellings, weights)
    groups, used = _linked(len(tellings), scored)
    clusters = []
    for members in groups:
        inside = set(members)
        joins = tuple(
            Join(tellings[i].number, tellings[j].number, round(score, 3), _shared(tellings[i], tellings[j], weights))
            for i, j, score in used
            if i in inside
        )
        clusters.append(Cluster(tuple(sorted(tellings[m].number for m in members)), joins))
    return sorted(clusters, key=lambda c: c.members)


def _weights(tellings: Sequence[Told]) -> dict[str, float]:
    """The weight of each token: its kind's times its rarity, counted over articles."""
    seen = Counter(token for tokens in _by_document(tellings) for token in tokens)
    documents = max(1, len({t.document for t in tellings}))
    return {token: WEIGHTS[token[0]] * math.log(1 + documents / n) for token, n in seen.items()}


def _by_document(tellings: Sequence[Told]) -> list[set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for telling in tellings:
        found[telling.document] |= telling.tokens
    return list(found.values())


def _pairs(tellings: Sequence[Told], weights: dict[str, float]) -> list[tuple[int, int, float]]:
    """Pairs that score at least AVERAGE × JOIN, best first."""
    norms = [math.sqrt(sum(weights[t] ** 2 for t in telling.tokens)) or 1.0 for telling in tellings]
    postings: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        for bucket in _buckets(telling):
            for token in telling.tokens:
                postings[telling.type, bucket, token].append(i)
    found: dict[tuple[int, int], float] = {}
    for i, telling in enumerate(tellings):
        dots: dict[int, float] = defaultdict(float)
        buckets = _buckets(telling)
        for token in telling.tokens:
            others = {j for b in buckets for j in _few(postings[telling.type, b, token]) if j < i}
            weight = weights[token] ** 2
            for j in others:
                dots[j] += weight
        for j, dot in dots.items():
            other = tellings[j]
            # Tokens of crowded postings were skipped; the score of what may join is computed whole.
            if dot < 0.2 * JOIN * norms[i] * norms[j] or other.low > telling.high or telling.low > other.high:
                continue
            score = sum(weights[t] ** 2 for t in telling.tokens & other.tokens) / (norms[i] * norms[j])
            score *= _fit(telling, other)
            if score >= AVERAGE * JOIN:
                found[j, i] = score
    return sorted(((i, j, s) for (i, j), s in found.items()), key=lambda p: (-p[2], p[0], p[1]))


def _fit(a: Told, b: Told) -> float:
    """Less than 1 where what both say speaks against one event: other actors, other recipients, another mode."""
    fit = 1.0
    for mine, theirs in ((a.actors, b.actors), (a.recipients, b.recipients)):
        if mine and theirs and not mine & theirs:
            fit *= 0.85
    if a.mode and b.mode and a.mode != b.mode:
        fit *= 0.9
    if a.document == b.document:
        fit *= JOIN / SAME_ARTICLE
    return fit


def _few(numbers: list[int]) -> list[int]:
    return numbers if len(numbers) <= _CROWD else []


def _buckets(telling: Told) -> list[int]:
    return list(range(telling.low // _BUCKET, telling.high // _BUCKET + 1))[:_MOST_BUCKETS]


def _linked(
    count: int, scored: Sequence[tuple[int, int, float]]
) -> tuple[list[list[int]], list[tuple[int, int, float]]]:
    """Groups by average linkage from the best pair down, and the pairs that joined them."""
    group = list(range(count))
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    between: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j, score in scored:
        between[i][j] = between[j][i] = score
    used = []
    for i, j, score in scored:
        if score < JOIN:
            break
        a, b = group[i], group[j]
        if a == b:
            continue
        average = between[a].get(b, 0.0) / (len(members[a]) * len(members[b]))
        if average < AVERAGE * JOIN:
            continue
        if len(members[a]) < len(members[b]):
            a, b = b, a
        for m in members[b]:
            group[m] = a
        members[a] += members.pop(b)
        for other, total in between.pop(b).items():
            del between[other][b]
            if other != a:
                between[a][other] = between[other][a] = between[a].get(other, 0.0) + total
        used.append((i, j, score))
    return list(members.values()), used


def _shared(a: Told, b: Told, weights: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(a.tokens & b.tokens, key=lambda t: (-weights[t], t))[:6])
