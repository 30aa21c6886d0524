"""Weighing features: a logistic model whose weights stand in a table that people can read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp

from musnad.datafiles import read_table

_SUMS_KEPT = 65536


@dataclass(frozen=True, slots=True)
class Weights:
    """One number a feature; a feature without one weighs nothing."""

    values: dict[str, float]
    sums: dict[tuple[str, ...], float] = field(default_factory=dict, compare=False, repr=False)

    def sum_of(self, features: tuple[str, ...]) -> float:
        """The sum of the weights of features that all count once; remembered, since the same ones come again."""
        found = self.sums.get(features)
        if found is None:
            if len(self.sums) >= _SUMS_KEPT:
                self.sums.clear()
            get = self.values.get
            found = self.sums[features] = sum(get(name, 0.0) for name in features)
        return found

    def logit(self, features: Mapping[str, float]) -> float:
        """The sum of feature times weight."""
        get = self.values.get
        total = 0.0
        for name, value in features.items():
            total += value * get(name, 0.0)
        return total

    def probability(self, features: Mapping[str, float]) -> float:
        """The logistic of the sum, 0–1."""
        return squash(self.logit(features))


def squash(logit: float) -> float:
    """The logistic function, safe for any float."""
    return 1 / (1 + exp(-logit)) if logit >= 0 else exp(logit) / (1 + exp(logit))


@cache
def weights(name: str) -> Weights:
    """The learnt weights of the decision `name` (rows of `data/events_weights.tsv`)."""
    return Weights(all_weights().get(name, {}))


@cache
def all_weights() -> dict[str, dict[str, float]]:
    """Decision → feature → weight."""
    found: dict[str, dict[str, float]] = {}
    for row in read_table("analysis/data/events_weights.tsv"):
        found.setdefault(row["decision"], {})[row["feature"]] = float(row["weight"])
    return found


def replace(learnt: dict[str, dict[str, float]]) -> None:
    """Use other weights than the shipped ones from now on, as cross-validation does."""
    weights.cache_clear()
    now = all_weights()
    now.clear()
    now.update(learnt)
