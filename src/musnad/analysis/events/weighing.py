"""Weighing features: a logistic model whose weights stand in a table that people can read."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, groupby, islice, repeat
from math import exp, log

from musnad.datafiles import read_columns

_SUMS_KEPT = 65536


@dataclass(frozen=True, slots=True)
class Weights:
    """One number a feature; a feature without one weighs nothing."""

    values: dict[str, float]

    def logit(self, features: Mapping[str, float]) -> float:
        """The sum of feature times weight; of features at 0, which many are, no weight is looked up."""
        weight = self.values.get
        return sum([value * weight(name, 0.0) for name, value in features.items() if value], 0.0)

    def probability(self, features: Mapping[str, float]) -> float:
        """The logistic of the sum, 0–1."""
        return squash(self.logit(features))


@dataclass(frozen=True, slots=True)
class Jury:
    """Several decisions over the same features, weighed together: feature → its weight in each of them.

    A feature without weight in any is looked up once and left out, which is most of them.
    """

    columns: dict[str, tuple[float, ...]]
    nothing: tuple[float, ...]
    known: dict[tuple[Hashable, ...], tuple[float, ...]] = field(default_factory=dict, compare=False, repr=False)
    _listed: dict[tuple[Hashable, ...], list[tuple[float, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _opened: "_Opened" = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_opened", _Opened(self.columns))

    def logits(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """For each decision the sum of feature times weight."""
        if len(self.nothing) != 3:
            return self.sums(self.rows(features).values())
        first = second = third = 0.0
        row_of = self.columns.get
        for name, value in features.items():
            if value and (row := row_of(name)) is not None:
                one, two, three = row
                first += value * one
                second += value * two
                third += value * three
        return first, second, third

    def rows(self, features: Mapping[str, float]) -> dict[str, Sequence[float]]:
        """Feature times weight in each decision, of the features that have one."""
        columns = self.columns
        return {
            name: row if value == 1.0 else [value * weight for weight in row]
            for name, value in features.items()
            if value and (row := columns.get(name)) is not None
        }

    def scaled(self, features: Mapping[str, float]) -> list[Sequence[float]]:
        """The same without the names of the features."""
        row_of = self.columns.get
        found: list[Sequence[float]] = []
        for name, value in features.items():
            if value and (row := row_of(name)) is not None:
                found.append(row if value == 1.0 else [value * weight for weight in row])
        return found

    def sums(self, rows: Iterable[Sequence[float]]) -> tuple[float, ...]:
        """The rows added up; those of three decisions, which most are, by plain addition in half the time."""
        if len(self.nothing) == 3:
            first = second = third = 0.0
            for one, two, three in rows:
                first += one
                second += two
                third += three
            return first, second, third
        return tuple(map(sum, zip(*rows, strict=True))) or self.nothing

    def listed(self, features: Iterable[str]) -> list[tuple[float, ...]]:
        """The weights of features that all count once, of those that have any."""
        return [row for row in map(self.columns.get, features) if row is not None]

    def rows_of(self, named: Callable[..., Iterable[str]], *about: Hashable) -> list[tuple[float, ...]]:
        """What `listed` says of the features that a function names of its arguments; remembered by them."""
        key = (named, *about)
        found = self._listed.get(key)
        if found is None:
            if len(self._listed) >= _SUMS_KEPT:
                self._listed.clear()
            found = self._listed[key] = self.listed(named(*about))
        return found

    def listed_words(self, words: Iterable[tuple[str, str]]) -> list[tuple[float, ...]]:
        """What `listed` says of features that are made of an opening and a word, found without joining the two."""
        opened = self._opened
        return [row for opening, word in words if (row := opened[opening].get(word)) is not None]

    def total(self, features: Iterable[str]) -> tuple[float, ...]:
        """For each decision the sum of the weights of features that all count once."""
        return self.sums(self.listed(features))

    def weight(self, feature: str) -> tuple[float, ...]:
        """The weight of one feature in each decision."""
        return self.columns.get(feature, self.nothing)

    def keep(self, key: tuple[Hashable, ...], sums: tuple[float, ...]) -> tuple[float, ...]:
        """Remember a sum of weights that is asked for again and again, in `known`."""
        if len(self.known) >= _SUMS_KEPT:
            self.known.clear()
        self.known[key] = sums
        return sums


class _Opened(dict[str, dict[str, tuple[float, ...]]]):
    """The opening of a feature → the rest of all that open so → their weights; made for each opening when asked for."""

    __slots__ = ("columns",)

    def __init__(self, columns: Mapping[str, tuple[float, ...]]) -> None:
        super().__init__()
        self.columns = columns

    def __missing__(self, opening: str) -> dict[str, tuple[float, ...]]:
        rest = {name.removeprefix(opening): row for name, row in self.columns.items() if name.startswith(opening)}
        self[opening] = rest
        return rest


def holding(features: Mapping[str, float]) -> dict[str, float]:
    """The features that hold, without those at 0."""
    return {name: value for name, value in features.items() if value}


def squash(logit: float) -> float:
    """The logistic function, safe for any float."""
    return 1 / (1 + exp(-logit)) if logit >= 0 else exp(logit) / (1 + exp(logit))


def log_odds(chance: float, least: float) -> float:
    """The inverse of `squash`, for chances from ``least`` to 1 − ``least``."""
    chance = min(max(chance, least), 1 - least)
    return log(chance / (1 - chance))


@cache
def weights(name: str) -> Weights:
    """The learnt weights of the decision `name` (rows of `data/events_weights.tsv` and `events_blend.tsv`)."""
    return Weights(all_weights().get(name, {}))


@cache
def jury(*names: str) -> Jury:
    """The learnt weights of several decisions, in the order in which they are named."""
    tables = [weights(name).values for name in names]
    features = dict.fromkeys(chain.from_iterable(tables))
    columns = zip(*(map(table.get, features, repeat(0.0)) for table in tables), strict=True)
    return Jury(dict(zip(features, columns, strict=True)), (0.0,) * len(names))


@cache
def all_weights() -> dict[str, dict[str, float]]:
    """Decision → feature → weight."""
    found: dict[str, dict[str, float]] = {}
    for table in ("events_weights.tsv", "events_blend.tsv"):
        columns = read_columns(f"analysis/data/{table}")
        numbers = {text: float(text) for text in set(columns["weight"])}  # few, so that most are at hand in memory
        told = zip(columns["feature"], map(numbers.__getitem__, columns["weight"]), strict=True)
        for decision, rows in groupby(columns["decision"]):
            found.setdefault(decision, {}).update(islice(told, len(list(rows))))
    return found


def replace(learnt: dict[str, dict[str, float]]) -> None:
    """Use other weights than the shipped ones from now on in the decisions given, as cross-validation does."""
    weights.cache_clear()
    jury.cache_clear()
    all_weights().update(learnt)
