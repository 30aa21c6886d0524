"""What two tellings share, weighed: the tokens of an account by their rarity, and how alike two accounts are."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from musnad.corroboration.told import Account, Told

# What a token of each kind weighs beside its rarity: actors, their countries, places, words.
WEIGHTS = {"a": 1.0, "c": 0.3, "p": 1.2, "w": 1.0}
# What a word farther from the trigger weighs beside one next to it: it may speak of another event of the sentence.
FAR = 0.5
# Beyond this rarity a token is a slip of the pen or a name nobody else prints: it weighs no more.
RAREST = 4.0
# How much the shorter account counts against the longer one (0.5: cosine, 1: containment), and the least length.
SHORTER, LEAST_NORM = 0.7, 7.0
# So many articles that share nothing are thought of beside those stored, or a store of two would know no rare word.
_UNSEEN = 50

# What speaks for and against one event, as logits: fitted on pairs that were read one by one. Those that were not one
# event were not kept, so the fit cannot be repeated from here; benchmarks/gather.py measures what it gives.
# `words`: how alike the two accounts are; `beside`: words shared next to the triggers, of _BESIDE at most; `people`:
# actors and recipients that both name, of two at most; `place`: the same small place.
LOGIT = {"base": -3.13, "words": 1.46, "mode": 0.8, "people": 0.82, "place": 0.81, "beside": 3.47, "type": -0.97}
# What the fit had too few pairs to tell, and no reader would doubt: places or actors that exclude each other, and two
# events that one article itself tells apart.
_APART = {"place": -0.8, "people": -0.5, "article": -1.5}
_BESIDE = 6

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A telling as it is compared: each account as a vector with its length and the words beside its trigger."""

    told: Told
    accounts: tuple[tuple[Vector, float, frozenset[str]], ...]
    tokens: tuple[str, ...]
    beside: frozenset[str]
    people: frozenset[str]


def seen(telling: Told, weights: Mapping[str, float]) -> Seen:
    """A telling ready for comparing; accounts of the same words are one."""
    views: dict[frozenset[str], tuple[Vector, float, frozenset[str]]] = {}
    for account in telling.accounts:
        vector = vector_of(account, telling.tokens, weights)
        views.setdefault(frozenset(vector), (vector, length(vector), account.near))
    accounts = tuple(views.values())
    tokens = tuple(sorted({t for words in views for t in words}))
    beside = frozenset().union(*(near for _, _, near in accounts))
    return Seen(telling, accounts, tokens, beside, telling.actors | telling.recipients)


def likelihood(one: Seen, other: Seen, least: float = 0.0) -> float:
    """How likely two tellings are one event whose days can be one, 0 to 1; 0 where that is surely below `least`.

    What costs little comes first: most pairs cannot reach `least` however alike their words are.
    """
    bound = math.log(least / (1 - least)) if least else -math.inf
    logit = LOGIT["base"] + _named(one, other)
    reached = logit + LOGIT["words"] + LOGIT["beside"] * min(len(one.beside & other.beside) / _BESIDE, 1)
    if reached < bound:
        return 0.0
    pairs = [(v, w, (m, n), len(near & far)) for v, m, near in one.accounts for w, n, far in other.accounts]
    logit += LOGIT["beside"] * min(max(n for *_, n in pairs) / _BESIDE, 1)
    if logit + LOGIT["words"] < bound:
        return 0.0
    logit += LOGIT["words"] * max(alike(v, w, norms) for v, w, norms, _ in pairs)
    return 1 / (1 + math.exp(-logit))


def _named(one: Seen, other: Seen) -> float:
    """What speaks for one event apart from the words: who, where, how, in which article."""
    a, b = one.told, other.told
    logit = LOGIT["people"] * min(len(one.people & other.people), 2)
    if a.mode and a.mode == b.mode:
        logit += LOGIT["mode"]
    if a.type != b.type:
        logit += LOGIT["type"]
    if one.people and other.people and one.people.isdisjoint(other.people):
        logit += _APART["people"]
    if a.document == b.document:
        logit += _APART["article"]
    if a.places and b.places:
        logit += LOGIT["place"] if a.places & b.places else _APART["place"]
    return logit


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points in degrees (haversine)."""
    (la, lo), (lb, lp) = (map(math.radians, a), map(math.radians, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def rarities(tellings: Sequence[Told]) -> dict[str, float]:
    """The weight of each token that two articles share: its kind's times its rarity; none for what all print."""
    seen: Counter[str] = Counter()
    documents: dict[int, set[str]] = defaultdict(set)
    for telling in tellings:
        documents[telling.document] |= telling.tokens
        documents[telling.document].update(intern(f"w:{w}") for a in telling.accounts for w in a.words)
    for tokens in documents.values():
        seen.update(tokens)
    count = len(documents) + _UNSEEN
    return {t: WEIGHTS[t[0]] * min(RAREST, math.log(count / n)) for t, n in seen.items() if n > 1}


def vector_of(account: Account, tokens: Iterable[str], weights: Mapping[str, float]) -> dict[str, float]:
    """An account as its tokens that weigh anything: its words, and what its event names."""
    found = {t: w for word in account.words if (w := weights.get(t := intern(f"w:{word}")))}
    for t in found:
        if account.near and t[2:] not in account.near:
            found[t] *= FAR
    return found | {t: weights[t] for t in tokens if t in weights}


def length(vector: Vector) -> float:
    """The length of a vector, at least that of an account of a few words."""
    return max(LEAST_NORM, math.sqrt(sum(w * w for w in vector.values())))


def alike(one: Vector, other: Vector, norms: tuple[float, float]) -> float:
    """How alike two accounts are, 0 to 1; a short one that stands in a long one is more alike than by the cosine."""
    if len(one) > len(other):
        one, other = other, one
    shared = sum(w * other[t] for t, w in one.items() if t in other)
    shorter, longer = min(norms), max(norms)
    return min(1.0, shared / math.pow(shorter, 2 * SHORTER) / math.pow(longer, 2 - 2 * SHORTER))


def likeness(weights: Mapping[str, float]) -> Callable[[Account, Account], float]:
    """How alike two accounts are by their words, 0 to 1."""
    kept: dict[Account, tuple[dict[str, float], float]] = {}

    def of(account: Account) -> tuple[dict[str, float], float]:
        if account not in kept:
            vector = vector_of(account, (), weights)
            kept[account] = vector, length(vector)
        return kept[account]

    def compare(one: Account, other: Account) -> float:
        (mine, norm), (theirs, size) = of(one), of(other)
        return alike(mine, theirs, (norm, size))

    return compare
