"""From scores of words and pairs to spans: constrained best paths, for many rows at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
FORBIDDEN = -1e4


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def sigmoid(scores: Floats) -> Floats:
    """The logistic function, element by element."""
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(scores, -60, 60)))
    return result


def transitions(labels: Sequence[str], size: int) -> Floats:
    """Which label may follow which, shape (size, size): 0 or FORBIDDEN; I-x only after B-x or I-x."""
    table = np.zeros((size, size), np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            for i, before in enumerate(labels):
                if before not in (f"B-{label[2:]}", label):
                    table[i, j] = FORBIDDEN
    table[len(labels) :, :] = FORBIDDEN
    table[:, len(labels) :] = FORBIDDEN
    return table


@dataclass(frozen=True, slots=True)
class Row:
    """One row to decode: log probabilities (words, labels), the labels, and how much easier than O a label is made."""

    scores: Floats
    labels: tuple[str, ...]
    ease: float = 0.0


def best_paths(rows: Sequence[Row]) -> list[NDArray[np.int64]]:
    """The best allowed label sequence of every row; one pass over the words for all rows together."""
    if not rows:
        return []
    words = max(len(r.scores) for r in rows)
    size = max(len(r.labels) for r in rows)
    scores = np.full((len(rows), words, size), FORBIDDEN, np.float32)
    tables: dict[tuple[str, ...], Floats] = {}
    allowed = np.zeros((len(rows), size, size), np.float32)
    for n, row in enumerate(rows):
        count = len(row.scores)
        scores[n, :count, : len(row.labels)] = row.scores
        scores[n, :count, 0] -= row.ease
        scores[n, count:, 0] = 0.0
        if row.labels not in tables:
            tables[row.labels] = transitions(row.labels, size)
        allowed[n] = tables[row.labels]
        for j, label in enumerate(row.labels):
            if label.startswith("I-"):
                scores[n, 0, j] = FORBIDDEN
    best = scores[:, 0]
    back = np.zeros((len(rows), words, size), np.int64)
    for t in range(1, words):
        reached = best[:, :, None] + allowed
        back[:, t] = reached.argmax(axis=1)
        best = np.take_along_axis(reached, back[:, t][:, None, :], axis=1)[:, 0] + scores[:, t]
    at = best.argmax(axis=1)
    paths = np.zeros((len(rows), words), np.int64)
    each = np.arange(len(rows))
    for t in range(words - 1, -1, -1):
        paths[:, t] = at
        at = back[each, t, at]
    return [paths[n, : len(row.scores)] for n, row in enumerate(rows)]


def spans(path: NDArray[np.int64], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first word, last word exclusive, label) of each span of a path."""
    found: list[tuple[int, int, str]] = []
    begun: tuple[int, str] | None = None
    for i, number in enumerate(path):
        label = labels[number]
        if label.startswith("I-") and begun:
            continue
        if begun:
            found.append((begun[0], i, begun[1]))
            begun = None
        if label.startswith("B-"):
            begun = (i, label[2:])
    if begun:
        found.append((begun[0], len(path), begun[1]))
    return found


def best_stretch(start: Floats, end: Floats, none: int) -> tuple[int, int, float]:
    """The likeliest (first word, last word exclusive, probability), given log probabilities of starts and ends.

    `none` is the word that stands for no stretch: what the others share is the probability that there is one, and
    where its ends are doubtful it still is one. The probability is the geometric mean of its start's and end's. A
    stretch does not hold `none`. Linear in the number of words.
    """
    best, begin, begun, highest = (none, none, 0.0), none, -np.inf, -np.inf
    if np.exp(start[none]) + np.exp(end[none]) > 1.0:
        return best
    for i in range(len(start)):
        if i == none:
            begun = -np.inf
            continue
        if start[i] > begun:
            begun, begin = float(start[i]), i
        if begun + end[i] > highest:
            highest = float(begun + end[i])
            best = (begin, i + 1, float(np.exp(highest / 2)))
    return best


def runs(active: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of True as (first, last exclusive)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], active, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
