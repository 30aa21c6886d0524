"""Learning aids of the events layer: gold articles as scenes, and a ridge-penalised logistic fit."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing

from musnad.analysis import attribution, names, times
from musnad.analysis.article import Article
from musnad.analysis.events.scene import Scene
from musnad.analysis.named import Names
from musnad.analysis.proposals import Proposals
from musnad.record import Document, Entity, Event, Participant, from_json

Features = Mapping[str, float]
_LEAST_SEEN = 5


@dataclass(frozen=True)
class Lesson:
    """One annotated article: its name, its outlet, the scene as the layers below lay it out, its gold events.

    The participants and places of the events are keys of the scene's entities where it knows them, so that what is
    learnt fits what the layers below really deliver.
    """

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
        scene = scene_of(record.document)
        same = _same_entities(record.entities, scene.names)
        events = tuple(_translated(event, record.entities, same) for event in record.events)
        found.append(Lesson(name, name.partition("-")[0], scene, events))
    return found


def scene_of(document: Document) -> Scene:
    """A document as the grammar of the layers below reads it."""
    article = Article.of(document)
    proposals = Proposals(mentions=names.propose(article), times=times.propose(article))
    proposals.cues = attribution.propose(article)
    found_times = times.compose(article, proposals)
    found_names = names.compose(article, proposals)
    statements = attribution.compose(article, proposals, found_names, found_times)
    return Scene(article, found_names, found_times, statements)


def _same_entities(gold: Mapping[str, Entity], made: Names) -> dict[str, str]:
    """Gold key → the key of the found entity that shares most of its mentions' characters."""
    owner = {at: key for key, entity in gold.items() for m in entity.mentions for at in range(m.start, m.end)}
    votes: dict[str, Counter[str]] = {}
    for mention in made.mentions:
        for at in range(mention.start, mention.end):
            if at in owner:
                votes.setdefault(owner[at], Counter())[mention.key] += 1
    return {key: min(count.items(), key=lambda item: (-item[1], item[0]))[0] for key, count in votes.items()}


def _translated(event: Event, gold: Mapping[str, Entity], same: Mapping[str, str]) -> Event:
    def known(participant: Participant) -> Participant:
        key = participant.entity
        if key is None:
            return participant
        return Participant(entity=same[key]) if key in same else Participant(span=gold[key].mentions[0])

    place = same.get(event.place) if event.place is not None else None
    actors, recipients = tuple(map(known, event.actors)), tuple(map(known, event.recipients))
    return replace(event, actors=actors, recipients=recipients, place=place)


def fit(
    rows: Sequence[Features],
    hits: Sequence[bool],
    penalty: float = 1.0,
    prior: Mapping[str, float] | None = None,
    rounds: int = 12,
) -> dict[str, float]:
    """Logistic regression with a ridge penalty (Newton's method): feature → weight.

    The penalty draws each weight to its `prior`, or to nothing; features seen fewer than five times are dropped.
    """
    names, x = _matrix(rows)
    y = np.asarray(hits, dtype=float)
    ridge = np.array([1e-3 if name == "bias" else penalty for name in names])
    start = np.array([(prior or {}).get(name, 0.0) for name in names])
    w = start.copy()
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge * (w - start)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-4:
            break
    return dict(prior or {}) | {name: float(w[i]) for i, name in enumerate(names)}


def fit_classes(
    rows: Sequence[Features],
    labels: Sequence[str],
    classes: Sequence[str],
    penalty: float = 1.0,
    prior: Mapping[str, Mapping[str, float]] | None = None,
    rounds: int = 200,
) -> dict[str, dict[str, float]]:
    """Multinomial logistic regression with a ridge penalty (accelerated gradient): class → feature → weight.

    The penalty draws each weight to its `prior` (class → feature → weight), or to nothing.
    """
    names, x = _matrix(rows)
    y = np.array([[label == c for c in classes] for label in labels], dtype=float)
    ridge = np.array([[1e-2 if name == "bias" else penalty] for name in names])
    step = 1 / (0.5 * float(np.linalg.norm(x, 2)) ** 2 + penalty)
    start = np.array([[(prior or {}).get(c, {}).get(name, 0.0) for c in classes] for name in names])
    w = ahead = start.copy()
    pace = 1.0
    for _ in range(rounds):
        z = x @ ahead
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        new = ahead - step * (x.T @ (p - y) + ridge * (ahead - start))
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = new + (pace - 1) / faster * (new - w)
        w, pace = new, faster
    found = {c: {name: float(w[i, k]) for i, name in enumerate(names)} for k, c in enumerate(classes)}
    for c, rules in (prior or {}).items():
        for name, weight in rules.items():
            found[c].setdefault(name, weight)
    return found


def _matrix(rows: Sequence[Features]) -> tuple[list[str], "np.typing.NDArray[np.float64]"]:
    """The features worth a weight, by name, and one row of their values for each of `rows`."""
    seen: dict[str, int] = {}
    for row in rows:
        for name in row:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, n in seen.items() if n >= _LEAST_SEEN)
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                x[i, column[name]] = value
    return names, x
