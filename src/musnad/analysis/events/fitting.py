"""Ridge-penalised logistic fits over sparse named features; numpy alone, the same rows give the same weights."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Features = Mapping[str, float]
Floats = NDArray[np.float64]
Objective = Callable[[Floats], tuple[float, Floats]]
_LEAST_SEEN = 5
_MEMORY = 8
_ROUNDS = 50
# So many steps one after another that gain less than this share of the loss: there is no more to gain.
_IDLE, _ENOUGH = 3, 2e-5


class Table:
    """Rows of named features as a sparse matrix; a feature seen fewer than five times is dropped."""

    def __init__(self, rows: Sequence[Features], least: int = _LEAST_SEEN) -> None:
        seen = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, n in seen.items() if n >= least)
        column = {name: i for i, name in enumerate(self.names)}
        cells = [(i, column[k], v) for i, row in enumerate(rows) for k, v in row.items() if k in column]
        self.row = np.array([c[0] for c in cells], dtype=np.int64)
        self.column = np.array([c[1] for c in cells], dtype=np.int64)
        self.value = np.array([c[2] for c in cells], dtype=float)
        self.shape = (len(rows), len(self.names))

    def times(self, weights: Floats) -> Floats:
        """(features, classes) → (rows, classes)."""
        parts = [
            np.bincount(self.row, self.value * weights[self.column, k], self.shape[0]) for k in range(weights.shape[1])
        ]
        return np.stack(parts, axis=1)

    def back(self, slopes: Floats) -> Floats:
        """(rows, classes) → (features, classes): the transposed product."""
        parts = [
            np.bincount(self.column, self.value * slopes[self.row, k], self.shape[1]) for k in range(slopes.shape[1])
        ]
        return np.stack(parts, axis=1)

    def start(self, prior: Mapping[str, Mapping[str, float]] | None, classes: Sequence[str]) -> Floats:
        """The prior weights, or nothing."""
        return np.array([[(prior or {}).get(c, {}).get(name, 0.0) for c in classes] for name in self.names])

    def ridge(self, penalty: float) -> Floats:
        """The penalty of each feature; the bias is hardly held."""
        return np.array([[1e-2 if name == "bias" else penalty] for name in self.names])


def minimum(objective: Objective, start: Floats, rounds: int = _ROUNDS) -> Floats:
    """L-BFGS with backtracking."""
    w = start.copy()
    value, slope = objective(w)
    past: list[tuple[Floats, Floats]] = []
    idle = 0
    for _ in range(rounds):
        step = -_direction(slope, past)
        downhill, length = float(slope @ step), 1.0
        new_value, new_slope = objective(w + step)
        while new_value > value + 1e-4 * length * downhill and length > 1e-8:
            length /= 2
            new_value, new_slope = objective(w + length * step)
        moved, bent = length * step, new_slope - slope
        if float(moved @ bent) > 0:
            past = [*past[1 - _MEMORY :], (moved, bent)]
        gained = value - new_value
        w, value, slope = w + moved, new_value, new_slope
        idle = idle + 1 if gained < _ENOUGH * max(1.0, abs(value)) else 0
        if idle == _IDLE:
            break
    return w


def _direction(slope: Floats, past: Sequence[tuple[Floats, Floats]]) -> Floats:
    q = slope.copy()
    shares = []
    for moved, bent in reversed(past):
        share = float(moved @ q) / float(bent @ moved)
        shares.append(share)
        q -= share * bent
    if past:
        moved, bent = past[-1]
        q *= float(moved @ bent) / float(bent @ bent)
    else:
        q /= max(1.0, float(np.linalg.norm(q)))
    for (moved, bent), share in zip(past, reversed(shares), strict=True):
        q += (share - float(bent @ q) / float(bent @ moved)) * moved
    return q


def fit(
    rows: Sequence[Features],
    hits: Sequence[bool],
    penalty: float = 1.0,
    prior: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Logistic regression: feature → weight. The penalty draws each weight to its `prior`, or to nothing."""
    table = Table(rows)
    y = np.asarray(hits, dtype=float)
    first, ridge = (
        table.start({"": prior or {}}, [""])[:, 0],
        table.ridge(penalty)[:, 0],
    )

    def objective(w: Floats) -> tuple[float, Floats]:
        z = table.times(w[:, None])[:, 0]
        loss = float(np.logaddexp(0, z).sum() - y @ z + 0.5 * (ridge * (w - first) ** 2).sum())
        return loss, table.back((1 / (1 + np.exp(-np.clip(z, -30, 30))) - y)[:, None])[:, 0] + ridge * (w - first)

    w = minimum(objective, first)
    return dict(prior or {}) | {name: float(w[i]) for i, name in enumerate(table.names)}


def fit_classes(
    rows: Sequence[Features],
    labels: Sequence[str],
    classes: Sequence[str],
    penalty: float = 1.0,
    prior: Mapping[str, Mapping[str, float]] | None = None,
) -> dict[str, dict[str, float]]:
    """Multinomial logistic regression: class → feature → weight; the penalty draws each weight to its `prior`."""
    table = Table(rows)
    y = np.array([[label == c for c in classes] for label in labels], dtype=float)
    first, ridge = table.start(prior, classes), table.ridge(penalty)

    def objective(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(first.shape)
        z = table.times(w)
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        loss = -float(np.log((p * y).sum(axis=1) + 1e-12).sum()) + 0.5 * float((ridge * (w - first) ** 2).sum())
        return loss, (table.back(p - y) + ridge * (w - first)).ravel()

    w = minimum(objective, first.ravel()).reshape(first.shape)
    found = {c: {name: float(w[i, k]) for i, name in enumerate(table.names)} for k, c in enumerate(classes)}
    for c, rules in (prior or {}).items():
        for name, weight in rules.items():
            found[c].setdefault(name, weight)
    return found


def fit_choices(cases: Sequence[Sequence[tuple[Features, bool]]], penalty: float = 1.0) -> dict[str, float]:
    """Conditional logistic regression: of each case's candidates, several of which may be right, one is chosen.

    Weights that make the chances of the right ones together as high as can be, against a penalty on each; cases
    without a right or without a wrong candidate teach nothing.
    """
    cases = [case for case in cases if len({right for _, right in case}) == 2]
    table = Table([features for case in cases for features, _ in case])
    right = np.array([hit for case in cases for _, hit in case], dtype=bool)
    sizes = np.array([len(case) for case in cases])
    first, case_of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(cases)), sizes)

    def summed(z: Floats) -> Floats:
        top = np.maximum.reduceat(z, first)
        return np.asarray(top + np.log(np.add.reduceat(np.exp(z - top[case_of]), first)))

    def objective(w: Floats) -> tuple[float, Floats]:
        z = table.times(w[:, None])[:, 0]
        good = np.where(right, z, -np.inf)
        every, hit = summed(z), summed(good)
        loss = float((every - hit).sum() + 0.5 * penalty * (w @ w))
        slope = np.exp(z - every[case_of]) - np.exp(good - hit[case_of])
        return loss, table.back(slope[:, None])[:, 0] + penalty * w

    w = minimum(objective, np.zeros(len(table.names)))
    return {name: float(w[i]) for i, name in enumerate(table.names)}
