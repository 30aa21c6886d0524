"""Learning aids of the events layer: gold articles as scenes, and a ridge-penalised logistic fit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from musnad.analysis.article import Article
from musnad.analysis.events.scene import Scene
from musnad.analysis.named import Names
from musnad.record import Event, Record, from_json

Features = Mapping[str, float]


@dataclass(frozen=True)
class Lesson:
    """One annotated article: its name, its outlet, the scene of its gold layers, its gold events."""

    name: str
    outlet: str
    scene: Scene
    events: tuple[Event, ...]


def lessons(folder: Path) -> list[Lesson]:
    """All `*.gold.json` of a folder, by name."""
    found = []
    for path in sorted(folder.glob("*.gold.json")):
        record = from_json(json.loads(path.read_text(encoding="utf-8")))
        name = path.name.removesuffix(".gold.json")
        found.append(Lesson(name, name.partition("-")[0], scene_of(record), record.events))
    return found


def scene_of(record: Record) -> Scene:
    """The scene of a record's own names, times and statements."""
    article = Article.of(record.document)
    return Scene(article, Names.of(record.entities), record.times, record.statements)


def fit(rows: Sequence[Features], hits: Sequence[bool], penalty: float = 1.0, rounds: int = 25) -> dict[str, float]:
    """Logistic regression with a ridge penalty (Newton's method); features seen fewer than five times are dropped."""
    seen: dict[str, int] = {}
    for row in rows:
        for name in row:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, n in seen.items() if n >= 5)
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                x[i, column[name]] = value
    y = np.asarray(hits, dtype=float)
    ridge = np.full(len(names), penalty)
    if "bias" in column:
        ridge[column["bias"]] = 1e-3
    w = np.zeros(len(names))
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-5:
            break
    return {name: float(w[i]) for name, i in column.items()}
