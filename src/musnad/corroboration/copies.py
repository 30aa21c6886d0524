"""Copies: articles that print one text, whole or in part.

Candidates by MinHash with banding (Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3) over
shingles of three folded words; every pair is then verified on the shingles themselves.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from musnad.arabic.index import index_words

SHINGLE = 3
PERMUTATIONS, ROWS = 128, 2
_SEED = 20160831
# Chosen on edited corpus articles (benchmarks/copies.py): with a fifth of the words replaced, eight articles in
# ten still share so many of their shingles; two articles on one story with the same background mostly do not.
ALIKE = 0.27
# A shortened or extended copy: nearly all of the smaller one stands in the larger one.
CONTAINED = 0.75
LEAST_SHINGLES = 12
# What an outlet prints in more articles than this is its own formula (a disclaimer, links to other stories).
FORMULA = 5
# A band that more articles share is a phrase of the trade (a dateline, a disclaimer), and tells nothing.
_CROWD = 200


Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that share words: `jaccard` of their shingles, `contained` the share of the smaller in the larger."""

    first: int
    second: int
    jaccard: float
    contained: float


def shingles(text: str) -> frozenset[str]:
    """The sets of three words side by side, folded and without clitics."""
    words = index_words(text)
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def hashed(text: str) -> Hashes:
    """The shingles of a text as sorted hashes, each once."""
    (hashes,) = RMinHash.hash_token_sets([list(shingles(text))])
    return np.unique(np.array(hashes, dtype=np.uint64))


def pairs(
    texts: Iterable[tuple[int, str | None, str]], *, alike: float = ALIKE, contained: float = CONTAINED
) -> list[Pair]:
    """All pairs of texts, given as (number, outlet, text), that are copies of one another, by numbers.

    Linear in the texts but for what is truly alike; shingles are kept as hashes, eight bytes each.
    """
    numbers, sets = _compared(texts)
    signatures: list[Hashes] = []
    for at in range(0, len(sets), _PORTION):
        portion = [s.tolist() for s in sets[at : at + _PORTION]]
        matrix = RMinHash.digest_matrix_from_token_hash_sets(portion, PERMUTATIONS, _SEED)
        signatures.append(np.array(matrix.to_rows(), dtype=np.uint32))
    found = []
    for i, j in sorted(_candidates(signatures)):
        shared = len(np.intersect1d(sets[i], sets[j], assume_unique=True))
        jaccard = shared / (len(sets[i]) + len(sets[j]) - shared)
        part = shared / min(len(sets[i]), len(sets[j]))
        if jaccard >= alike or part >= contained:
            first, second = sorted((numbers[i], numbers[j]))
            found.append(Pair(first, second, jaccard, part))
    return sorted(found, key=lambda p: (p.first, p.second))


_PORTION = 4096


def _compared(texts: Iterable[tuple[int, str | None, str]]) -> tuple[list[int], list[Hashes]]:
    """The numbers of the texts and their shingles, the formulas of each outlet left out, and what is then too short."""
    numbers: list[int] = []
    sets: list[Hashes] = []
    by_outlet: dict[str | None, list[int]] = defaultdict(list)
    for number, outlet, text in texts:
        by_outlet[outlet].append(len(sets))
        numbers.append(number)
        sets.append(hashed(text))
    for members in by_outlet.values():
        if len(members) > FORMULA:
            values, times = np.unique(np.concatenate([sets[i] for i in members]), return_counts=True)
            formulas = values[times > FORMULA]
            for i in members:
                sets[i] = np.setdiff1d(sets[i], formulas, assume_unique=True)
    kept = [i for i, s in enumerate(sets) if len(s) >= LEAST_SHINGLES]
    return [numbers[i] for i in kept], [sets[i] for i in kept]


def _candidates(portions: list[Hashes]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    if not portions:
        return found
    signatures = np.concatenate(portions)
    for at in range(0, PERMUTATIONS, ROWS):
        bands: dict[bytes, list[int]] = defaultdict(list)
        for i, row in enumerate(np.ascontiguousarray(signatures[:, at : at + ROWS])):
            bands[row.tobytes()].append(i)
        for members in bands.values():
            if 1 < len(members) <= _CROWD:
                found.update((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
    return found


def families(found: Sequence[Pair]) -> dict[int, int]:
    """The family of every number that has a copy: the least number among all that hang together."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for pair in found:
        a, b = root(pair.first), root(pair.second)
        parent[max(a, b)] = min(a, b)
    return {number: root(number) for number in sorted(parent)}


def agency_of(named: Iterable[str | None]) -> str | None:
    """The agency that most copies of a text name, of equals the one named first; None where none names any."""
    counted = Counter(agency for agency in named if agency).most_common(1)
    return counted[0][0] if counted else None
