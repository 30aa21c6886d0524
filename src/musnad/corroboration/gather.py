"""One event told by many: reports of different articles gathered into clusters, each join with its grounds.

Two tellings are compared by the two accounts that are most alike: the weighted tokens (words near the trigger, actors,
countries, place; inverse document frequency) that they share, if their types are kin and their days can be one.
Clusters grow from the best pair down, as long as the average over all pairs between two clusters stays high (average
linkage); so membership depends on the set of tellings alone, not on the order in which they arrived.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from musnad.corroboration.told import Account, Told

# What a token of each kind weighs beside its rarity.
WEIGHTS = {"a": 1.0, "c": 0.3, "p": 1.2, "w": 1.0}
# Beyond this rarity a token is a slip of the pen or a name nobody else prints: it weighs no more.
RAREST = 4.0
# How much the shorter account counts against the longer one (0.5: cosine, 1: containment), and the least length.
SHORTER, LEAST_NORM = 0.7, 7.0
# Swept on story days of the corpus (benchmarks/gather.py): of 80 judged pairs 0.36 / 0.1 joins 62, 0.36 / 0.2 joins 51,
# 0.4 / 0.12 joins 46; of joins that score less than 0.34 most were wrong when read, of those above 0.5 few.
JOIN = 0.36
AVERAGE = 0.1  # of JOIN: how far the average between two clusters may lie below
# Two events of one article are told apart by the article itself; only the same words bring them together.
SAME_ARTICLE = 0.8
# Types that different reporters give to one deed: an agreement reached at a talk, a withdrawal that is a rejection.
_GROUPS = {"AGREE": "CONSULT", "COOPERATE": "CONSULT", "RETREAT": "REJECT", "CONCEDE": "REJECT", "SANCTION": "REJECT"}
_OTHER_TYPE = 0.8
# So many articles that share nothing are thought of beside those stored, or a store of two would know no rare word.
_UNSEEN = 50
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
    """The weight of each token that two articles share: its kind's times its rarity; none for what all print."""
    seen = Counter(token for tokens in _by_document(tellings) for token in tokens)
    documents = len({t.document for t in tellings}) + _UNSEEN
    return {token: WEIGHTS[token[0]] * min(RAREST, math.log(documents / n)) for token, n in seen.items() if n > 1}


def _by_document(tellings: Sequence[Told]) -> list[set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for telling in tellings:
        found[telling.document] |= telling.tokens
    return list(found.values())


Vector = tuple[frozenset[str], float]


def _vectors(telling: Told, weights: dict[str, float]) -> list[Vector]:
    """Each different account of a telling as its tokens that weigh anything, with the length of the vector."""
    common = {t for t in telling.tokens if not t.startswith("w:")}
    sets = {frozenset(t for t in ({f"w:{w}" for w in a.words} | common) if t in weights) for a in telling.accounts}
    return [(s, max(LEAST_NORM, math.sqrt(sum(weights[t] ** 2 for t in s)))) for s in sorted(sets, key=sorted)]


def _pairs(tellings: Sequence[Told], weights: dict[str, float]) -> list[tuple[int, int, float]]:
    """Pairs whose best two accounts score at least AVERAGE × JOIN, best first."""
    vectors = [_vectors(t, weights) for t in tellings]
    postings: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    keys = [frozenset().union(*(s for s, _ in v)) for v in vectors]
    for i, telling in enumerate(tellings):
        for bucket in _buckets(telling):
            for token in keys[i]:
                postings[_group(telling), bucket, token].append(i)
    found: dict[tuple[int, int], float] = {}
    for i, telling in enumerate(tellings):
        group, buckets = _group(telling), _buckets(telling)
        dots: dict[int, float] = defaultdict(float)
        for token in sorted(keys[i]):
            weight = weights[token] ** 2
            for j in {j for b in buckets for j in _few(postings[group, b, token]) if j < i}:
                dots[j] += weight
        for j, dot in dots.items():
            other = tellings[j]
            # Tokens of crowded postings were skipped; the score of what may join is computed whole.
            if dot < _LEAST_SHARED or other.low > telling.high or telling.low > other.high:
                continue
            score = _alike(vectors[i], vectors[j], weights) * _fit(telling, other)
            if score >= AVERAGE * JOIN:
                found[j, i] = score
    return sorted(((i, j, s) for (i, j), s in found.items()), key=lambda p: (-p[2], p[0], p[1]))


# What two tellings must share in rare tokens before they are compared at all: one token of middling rarity.
_LEAST_SHARED = 8.0


def _alike(mine: Sequence[Vector], theirs: Sequence[Vector], weights: dict[str, float]) -> float:
    """The likeness of the two accounts that are most alike."""
    best = 0.0
    for tokens, norm in mine:
        for others, length in theirs:
            shared = sum(weights[t] ** 2 for t in tokens & others)
            shorter, longer = min(norm, length), max(norm, length)
            best = max(best, shared / (shorter ** (2 * SHORTER) * longer ** (2 - 2 * SHORTER)))
    return min(1.0, best)


def likeness(tellings: Sequence[Told]) -> Callable[[Account, Account], float]:
    """How alike two accounts are by their words, 0 to 1."""
    weights = _weights(tellings)
    kept: dict[frozenset[str], Vector] = {}

    def vector(account: Account) -> Vector:
        if account.words not in kept:
            tokens = frozenset(f"w:{w}" for w in account.words if f"w:{w}" in weights)
            kept[account.words] = tokens, max(LEAST_NORM, math.sqrt(sum(weights[t] ** 2 for t in tokens)))
        return kept[account.words]

    return lambda one, other: _alike([vector(one)], [vector(other)], weights)


def _group(telling: Told) -> str:
    return _GROUPS.get(telling.type, telling.type)


def _fit(a: Told, b: Told) -> float:
    """Less than 1 where what both say speaks against one event: other actors, other recipients, another mode."""
    fit = 1.0 if a.type == b.type else _OTHER_TYPE
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
    return tuple(sorted((t for t in a.tokens & b.tokens if t in weights), key=lambda t: (-weights[t], t))[:6])
