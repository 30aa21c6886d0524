"""Calibrate the scores on articles the model never saw, and print the reliability table.

    python -m training.calibrate FOLD_FOLDER ADAPTED [--out calibration.json]
    python -m training.calibrate --check

FOLD_FOLDER holds tagger.pt and held_out.json of a run that kept articles out; these are read. For each kind of
proposal the log odds of its probability are stretched and shifted (Platt 1999) so that of proposals scored .8, eight
of ten are right. ``--check`` prints how well the scores of the shipped model hold on training/unseen.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from musnad.analysis.proposals import Proposals
from musnad.analysis.tagger import tagger
from musnad.analysis.tagger_read import linked
from musnad.arabic import lay_out
from training import generalise, labels
from training.measure import _at, _over, _stands, from_torch

Observed = dict[str, list[tuple[float, bool]]]
FEWEST = 40  # kinds seen less often keep their own probabilities
BINS = 10
FOLDS = 10


def observe(gold: dict[str, Any], made: Proposals, seen: Observed) -> None:
    """Note the probability of each proposal and whether it is right."""
    wanted = {(*_at(m), e["type"]) for e in gold["entities"].values() for m in e["mentions"]}
    for p in made.mentions:
        seen["mention"].append((p.score, (p.start, p.end, p.label) in wanted))
    for head, proposals, spans in (
        ("time", made.times, [_at(t["span"]) for t in gold["times"]]),
        ("source", made.sources, [_at(s["source"]) for s in gold["statements"] if s["source"]]),
    ):
        for p in proposals:
            seen[head].append((p.score, any(_over((p.start, p.end), s) for s in spans)))
    _observe_cues(gold, made, seen)
    _observe_triggers(gold, made, seen)


def _observe_cues(gold: dict[str, Any], made: Proposals, seen: Observed) -> None:
    for p in made.cues:
        head = (p.start, p.end)
        if p.feature("cue") == "none":
            near = [
                s for s in gold["statements"] if not s["cue"] and s["source"] and 0 <= p.start - s["source"]["end"] <= 2
            ]
        else:
            near = [s for s in gold["statements"] if s["cue"] and _over(_at(s["cue"]), head)]
        seen["cue"].append((p.score, bool(near)))
        if not near:
            continue
        if label := p.feature("label_score"):
            seen["cue.label"].append((float(label), any(s["act"] == p.label for s in near)))
        contents = [{i for c in s["content"] for i in range(*_at(c))} for s in near]
        for link in linked(made.links, head, "content"):
            own = set(range(*link.tail))
            seen["frame.content"].append((link.score, any(len(own & c) >= 0.8 * len(own) for c in contents)))
        for link in linked(made.links, head, "source"):
            right = any(s["source"] and _over(_at(s["source"]), link.tail) for s in near)
            seen["frame.source"].append((link.score, right))
        fillers = {
            "originator": [x for s in near if s["chain"] for x in _stands(gold, s["chain"][-1])],
            "medium": [x for s in near for link in s["chain"][:-1] for x in _stands(gold, link)],
            "target": [x for s in near if s.get("target") for x in _participant(gold, s["target"])],
        }
        _observe_roles(made, head, fillers, seen)


def _participant(gold: dict[str, Any], value: Any) -> list[tuple[int, int]]:
    return _stands(gold, {"entity": value} if isinstance(value, str) else value)


def _observe_triggers(gold: dict[str, Any], made: Proposals, seen: Observed) -> None:
    reports = [(e, r) for e in gold["events"] for r in e["reports"]]
    for p in made.triggers:
        head = (p.start, p.end)
        near = [(e, r) for e, r in reports if _over(_at(r["trigger"]), head)]
        seen["trigger"].append((p.score, bool(near)))
        if not near:
            continue
        if label := p.feature("label_score"):
            seen["trigger.label"].append((float(label), any(e["type"] == p.label for e, _ in near)))
        events = [e for e, _ in near]
        fillers = {
            "actor": [x for e in events for a in e["actors"] for x in _stands(gold, a)],
            "recipient": [x for e in events for a in e["recipients"] for x in _stands(gold, a)],
            "place": [x for e in events if e.get("place") for x in _participant(gold, e["place"])],
            "time": [_at(gold["times"][e["time"]]["span"]) for e in events if e.get("time") is not None],
            "same": [_at(r["trigger"]) for e in events for r in e["reports"] if not _over(_at(r["trigger"]), head)],
        }
        _observe_roles(made, head, fillers, seen)


def _observe_roles(
    made: Proposals, head: tuple[int, int], fillers: dict[str, list[tuple[int, int]]], seen: Observed
) -> None:
    for role, spans in fillers.items():
        for link in linked(made.links, head, role):
            seen[f"role.{role}"].append((link.score, any(_over(link.tail, s) for s in spans)))


def fit(observed: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift of the log odds that make the outcomes most likely (Newton's method, a weak prior on slope 1)."""
    p = np.clip(np.asarray([x for x, _ in observed]), 1e-6, 1 - 1e-6)
    right = np.asarray([y for _, y in observed], float)
    x = np.stack([np.log(p / (1 - p)), np.ones_like(p)], axis=1)
    weights = np.array([1.0, 0.0])
    prior, strength = np.array([1.0, 0.0]), np.diag([2.0, 0.5])

    def loss(w: np.ndarray) -> float:
        z = x @ w
        return float((np.logaddexp(0, z) - right * z).sum() + 0.5 * (w - prior) @ strength @ (w - prior))

    for _ in range(50):
        q = 1 / (1 + np.exp(-np.clip(x @ weights, -60, 60)))
        gradient = x.T @ (q - right) + strength @ (weights - prior)
        curvature = (x * (q * (1 - q))[:, None]).T @ x + strength
        step, size = np.linalg.solve(curvature, gradient), 1.0
        while loss(weights - size * step) > loss(weights) and size > 1e-4:
            size /= 2
        weights = weights - size * step
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def reliability(observed: list[tuple[float, bool]]) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and (mean score, share right, count) of each tenth of the scale."""
    rows, error = [], 0.0
    for i in range(BINS):
        some = [(p, y) for p, y in observed if i / BINS <= p < (i + 1) / BINS or (i == BINS - 1 and p >= 1)]
        if some:
            mean, share = float(np.mean([p for p, _ in some])), float(np.mean([y for _, y in some]))
            error += abs(mean - share) * len(some) / len(observed)
            rows.append((mean, share, len(some)))
    return error, rows


def cross_fitted(by_article: list[Observed], head: str) -> list[tuple[float, bool]]:
    """Calibrated scores where each tenth of the articles is calibrated by the others, so that the error is honest."""
    found = []
    for part in range(FOLDS):
        other = [x for i, seen in enumerate(by_article) if i % FOLDS != part for x in seen[head]]
        slope, shift = fit(other) if len(other) >= FEWEST / 2 else (1.0, 0.0)
        for seen in by_article[part::FOLDS]:
            p = np.clip([x for x, _ in seen[head]], 1e-6, 1 - 1e-6)
            q = 1 / (1 + np.exp(-np.clip(slope * np.log(p / (1 - p)) + shift, -60, 60))) if len(p) else []
            found += [(float(a), y) for a, (_, y) in zip(q, seen[head], strict=True)]
    return found


def check() -> None:
    """The reliability of the shipped model's scores on the articles kept for figures alone."""
    model, seen = tagger(1), defaultdict(list)
    for article in labels.articles(generalise.FOLDER):
        observe(article, model.propose(lay_out(article["text"])), seen)
    for head in sorted(seen):
        print(f"{head:18} {len(seen[head]):5}  error {reliability(seen[head])[0]:.3f}")
    show([x for observed in seen.values() for x in observed])


def show(pooled: list[tuple[float, bool]]) -> float:
    """Print the reliability table of all kinds together; returns its error."""
    error, rows = reliability(pooled)
    print(f"all {len(pooled)} proposals: expected calibration error {error:.3f}\nscore  right  count")
    for mean, share, count in rows:
        print(f"{mean:.2f}   {share:.2f}   {count}")
    return error


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fold", type=Path, nargs="?")
    parser.add_argument("adapted", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.check:
        check()
        return
    model = from_torch(options.fold / "tagger.pt", options.adapted)
    held = labels.held(options.fold)
    by_article: list[Observed] = []
    for article in held:
        by_article.append(defaultdict(list))
        observe(article, model.propose(lay_out(article["text"])), by_article[-1])
    slopes, pooled = {}, []
    for head in sorted({h for seen in by_article for h in seen}):
        observed = [x for seen in by_article for x in seen[head]]
        if len(observed) >= FEWEST:
            slopes[head] = fit(observed)
        adjusted = cross_fitted(by_article, head)
        pooled += adjusted
        before, after = reliability(observed)[0], reliability(adjusted)[0]
        print(f"{head:18} {len(observed):5}  error {before:.3f} -> {after:.3f}  {slopes.get(head)}")
    error = show(pooled)
    out = options.out or options.fold / "calibration.json"
    out.write_text(
        json.dumps(
            {"slopes": slopes, "outlets": sorted({a["outlet"] for a in held}), "error": round(error, 4)}, indent=1
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
