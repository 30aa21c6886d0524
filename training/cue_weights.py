"""Learn how likely a word in a frame is a cue from annotated articles; writes data/cue_weights.tsv.

    python -m training.cue_weights ../shared/gold/train

learns from that folder and from the articles read beside it (training/labels): a logistic regression (L2, full batch,
Adam) over the features of attribution/scores.py, one weight a line, in log odds. Prints the F1 of cue tokens on folds
of articles held back. Deterministic; run it again after a change of cues.tsv, of the frames or of the features.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from musnad.analysis.article import Article
from musnad.analysis.attribution.cues import candidates
from musnad.analysis.attribution.scene import Scene
from musnad.analysis.attribution.scores import features
from musnad.analysis.named import Names
from musnad.record import Record, from_json
from training.generalise import as_records
from training.labels import articles

TARGET = Path(__file__).parents[1] / "src/musnad/analysis/data/cue_weights.tsv"
HEADER = (
    "# What speaks for and against a word being an attribution cue: weights in log odds of a logistic regression over\n"
    "# the annotated training articles. Features: attribution/scores.py. Written by training/cue_weights.py.\n"
    "feature\tweight\n"
)
FOLDS = 8
PENALTY = 1.5  # swept 0.5–4 on held-out folds
LEAST_SEEN = 3  # a rarer feature says more about its article than about the language
STEPS = 300
STEP = 0.05
SMALL = 0.01  # a weight that cannot change a decision is left out
THRESHOLD = 0.48


@dataclass(frozen=True)
class Example:
    """A candidate: its article and token, its features, and whether a cue stands there."""

    article: int
    token: int
    features: frozenset[str]
    holds: bool


def records(folder: Path, files: str = "*") -> list[Record]:
    """The annotated articles of a folder and those of training/labels, of the files given alone."""
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.gold.json"))]
    return [from_json(article) for article in gold] + list(as_records(articles(files=files)).values())


def examples(annotated: list[Record]) -> list[Example]:
    """All candidates of all annotated articles."""
    made = []
    for number, record in enumerate(annotated):
        scene = Scene.of(Article.of(record.document), Names.of(record.entities), record.times)
        spans = [s.cue for s in record.statements if s.cue]
        for unit in scene.units:
            for token in range(unit.first, unit.last):
                start, end = scene.page.starts[token], scene.page.ends[token]
                holds = any(s.start < end and start < s.end for s in spans)
                for candidate in candidates(scene, token, unit):
                    made.append(Example(number, token, frozenset(features(scene, candidate.evidence, unit)), holds))
    return made


def fit(some: list[Example]) -> dict[str, float]:
    """The weights, "bias" among them."""
    seen = Counter(f for e in some for f in e.features)
    names = sorted(f for f, n in seen.items() if n >= LEAST_SEEN)
    number = {f: i for i, f in enumerate(names)}
    columns = [[number[f] for f in sorted(e.features) if f in number] for e in some]
    index = np.concatenate([np.array(c, dtype=int) for c in columns])
    row = np.repeat(np.arange(len(some)), [len(c) for c in columns])
    right = np.array([e.holds for e in some], dtype=float)
    weights, mean, square = np.zeros(len(names) + 1), np.zeros(len(names) + 1), np.zeros(len(names) + 1)
    for step in range(1, STEPS + 1):
        logits = np.bincount(row, weights=weights[index], minlength=len(some)) + weights[-1]
        error = 1 / (1 + np.exp(-logits)) - right
        slope = np.append(np.bincount(index, weights=error[row], minlength=len(names)), error.sum())
        slope[:-1] += PENALTY * weights[:-1]
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {"bias": float(weights[-1])} | {f: float(weights[i]) for f, i in number.items()}


def f1(some: list[Example], weights: dict[str, float]) -> tuple[int, int, int]:
    """Right, wrong and missed cue tokens; a token counts by its likeliest reading."""
    best: dict[tuple[int, int], tuple[float, bool]] = {}
    for e in some:
        logit = weights["bias"] + sum(weights.get(f, 0.0) for f in e.features)
        key = (e.article, e.token)
        best[key] = max(best.get(key, (-1e9, e.holds)), (logit, e.holds))
    cut = np.log(THRESHOLD / (1 - THRESHOLD))
    right = sum(holds and logit >= cut for logit, holds in best.values())
    wrong = sum(not holds and logit >= cut for logit, holds in best.values())
    return right, wrong, sum(holds for _, holds in best.values()) - right


def main(folder: str) -> None:
    """Cross-validate, fit on all, write."""
    some = examples(records(Path(folder)))
    totals = [0, 0, 0]
    for fold in range(FOLDS):
        weights = fit([e for e in some if e.article % FOLDS != fold])
        for i, n in enumerate(f1([e for e in some if e.article % FOLDS == fold], weights)):
            totals[i] += n
    print(f"held out: F1 {2 * totals[0] / (2 * totals[0] + totals[1] + totals[2]):.3f} of {len(some)} candidates")
    weights = fit(some)
    kept = {f: w for f, w in weights.items() if abs(w) >= SMALL or f == "bias"}
    lines = [f"{f}\t{w:.3f}" for f, w in sorted(kept.items())]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
