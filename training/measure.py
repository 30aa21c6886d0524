"""Raw figures of the tagger, before any grammar: what the proposals say against labelled articles.

    python -m training.measure MODEL [--part dev | --held FOLDER | --unseen]

MODEL is the folder of the shipped model, or a folder with tagger.pt (then ``--adapted`` names its tokenizer).
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from musnad.analysis.proposals import LinkProposal, Proposal, Proposals
from musnad.analysis.tagger import Tagger as Runtime
from musnad.analysis.tagger import tagger
from musnad.analysis.tagger_read import Labels, linked
from musnad.arabic import lay_out
from training import corpus, generalise, labels, layout, store
from training.tagger import Tagger

THRESHOLD = 0.5


class TorchScorer:
    """The torch model behind the run-time's interface."""

    def __init__(self, model: Tagger) -> None:
        self.model = model.eval()

    def __call__(self, *inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with torch.inference_mode():
            tags, pairs = self.model(*map(torch.from_numpy, inputs))
        return tags.numpy(), pairs.numpy()


def from_torch(state: Path, adapted: Path, calibration: dict[str, Any] | None = None) -> Runtime:
    """The run-time tagger over a torch checkpoint."""
    model = Tagger(store.encoder(adapted))
    model.load_state_dict(torch.load(state, weights_only=True))
    labels = Labels.read(json.loads(json.dumps(layout.as_json())), calibration or {})
    return Runtime(Tokenizer.from_file(str(adapted / "tokenizer.json")), TorchScorer(model), labels)


class Figures:
    """Counts by name: (right, gold, made), or (right, of) for shares."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def add(self, name: str, right: float, gold: float, made: float | None = None) -> None:
        c = self.counts.setdefault(name, Counter())
        c["right"] += right  # type: ignore[assignment]
        c["gold"] += gold  # type: ignore[assignment]
        if made is not None:
            c["made"] += made  # type: ignore[assignment]

    def value(self, name: str) -> float:
        c = self.counts.get(name, Counter())
        total = c["gold"] + c["made"] if "made" in c else c["gold"]
        return (2 if "made" in c else 1) * c["right"] / total if total else 0.0

    def table(self) -> str:
        lines = []
        for name, c in self.counts.items():
            detail = (
                f"P {c['right'] / max(c['made'], 1):.3f} R {c['right'] / max(c['gold'], 1):.3f}" if "made" in c else ""
            )
            lines.append(f"{name:26} {self.value(name):.3f}  {detail}  ({c['right']:.0f} of {c['gold']:.0f})")
        return "\n".join(lines)


def _over(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _at(span: dict[str, Any]) -> tuple[int, int]:
    return span["start"], span["end"]


def pairs(gold: list[Any], made: list[Any], fits: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    """One-to-one pairs, first come first served."""
    free, found = list(made), []
    for g in gold:
        for m in free:
            if fits(g, m):
                found.append((g, m))
                free.remove(m)
                break
    return found


def _characters(spans: list[tuple[int, int]]) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def compare(gold: dict[str, Any], made: Proposals, figures: Figures, threshold: float = THRESHOLD) -> None:
    """Count one article."""

    def sure(some: list[Proposal]) -> list[Proposal]:
        return [p for p in some if p.score >= threshold]

    wanted = {(*_at(m), e["type"]) for e in gold["entities"].values() for m in e["mentions"]}
    found = {(p.start, p.end, p.label) for p in sure(made.mentions)}
    figures.add("mentions exact, type", len(wanted & found), len(wanted), len(found))
    figures.add("mentions exact", len({w[:2] for w in wanted} & {f[:2] for f in found}), len(wanted), len(found))
    times = pairs(gold["times"], sure(made.times), lambda g, m: _over(_at(g["span"]), (m.start, m.end)))
    figures.add("times overlap", len(times), len(gold["times"]), len(sure(made.times)))
    figures.add(
        "times exact",
        sum(_at(g["span"]) == (m.start, m.end) for g, m in times),
        len(gold["times"]),
        len(sure(made.times)),
    )
    _statements(gold, made, sure(made.cues), sure(made.sources), figures)
    _events(gold, made, sure(made.triggers), figures)


def _statements(
    gold: dict[str, Any], made: Proposals, cues: list[Proposal], sources: list[Proposal], figures: Figures
) -> None:
    real = [c for c in cues if c.feature("cue") != "none"]
    with_cue = [s for s in gold["statements"] if s["cue"]]
    # as the scorer counts them: two statements may share a cue, and one proposal then stands for one of them
    matched = pairs(with_cue, real, lambda g, m: _over(_at(g["cue"]), (m.start, m.end)))
    figures.add("cues overlap", len(matched), len(with_cue), len(real))
    figures.add("act at matched cues", sum(g["act"] == m.label for g, m in matched), len(matched))
    wanted = {_at(s["source"]) for s in gold["statements"] if s["source"]}
    found = {(p.start, p.end) for p in sources}
    figures.add("sources exact", len(wanted & found), len(wanted), len(found))
    figures.add("sources overlap", sum(any(_over(w, f) for f in found) for w in wanted), len(wanted))
    inside = _characters([_at(c) for s in gold["statements"] for c in s["content"]])
    sure_contents = [link.tail for c in cues for link in linked(made.links, (c.start, c.end), "content")]
    outside = _characters(sure_contents)
    figures.add("content characters", len(inside & outside), len(inside), len(outside))
    for g, m in matched:
        head = (m.start, m.end)
        content = _characters([link.tail for link in linked(made.links, head, "content")])
        mine = _characters([_at(c) for c in g["content"]])
        dice = 2 * len(mine & content) / (len(mine) + len(content))
        figures.add("content of cue >= .5", dice >= 0.5, 1)
        figures.add("content of cue >= .9", dice >= 0.9, 1)
        if g["source"]:
            source = linked(made.links, head, "source")
            figures.add("source of cue", bool(source) and any(_over(s.tail, _at(g["source"])) for s in source), 1)
        else:
            figures.add("no source of cue", not linked(made.links, head, "source"), 1)
        if g["chain"]:
            spots = _stands(gold, g["chain"][-1])
            best = linked(made.links, head, "originator")[:1]
            figures.add("originator of cue", bool(best) and any(_over(best[0].tail, s) for s in spots), 1)
            mediums = [_stands(gold, link) for link in g["chain"][:-1]]
            said = [link for link in linked(made.links, head, "medium") if link.score >= 0.5]
            right = [any(_over(link.tail, s) for s in spots for link in said) for spots in mediums]
            figures.add("medium of cue", sum(right), len(right), max(len(said), sum(right)))


def _stands(gold: dict[str, Any], link: dict[str, Any]) -> list[tuple[int, int]]:
    if "entity" in link:
        return [_at(m) for m in gold["entities"][link["entity"]]["mentions"]]
    return [_at(link.get("anonymous") or link["span"])]


def _events(gold: dict[str, Any], made: Proposals, triggers: list[Proposal], figures: Figures) -> None:
    reports = [(e, r) for e in gold["events"] for r in e["reports"]]
    matched = pairs(reports, triggers, lambda g, m: _over(_at(g[1]["trigger"]), (m.start, m.end)))
    typed = [(g, m) for g, m in matched if g[0]["type"] == m.label]
    figures.add("triggers", len(matched), len(reports), len(triggers))
    figures.add("triggers typed", len(typed), len(reports), len(triggers))
    figures.add("status of typed", sum(g[1]["status"] == m.feature("status") for g, m in typed), len(typed))
    moded = [(g, m) for g, m in typed if g[0].get("mode")]
    figures.add("mode of typed", sum(g[0]["mode"] == m.feature("mode") for g, m in moded), len(moded))
    for (event, _), m in typed:
        head = (m.start, m.end)
        for role, people in (("actor", event["actors"]), ("recipient", event["recipients"])):
            links: list[LinkProposal] = [x for x in linked(made.links, head, role) if x.score >= 0.5]
            spots = [_stands(gold, p) for p in people]
            right = sum(any(_over(x.tail, s) for x in links for s in some) for some in spots)
            spare = sum(not any(_over(x.tail, s) for some in spots for s in some) for x in links)
            figures.add(f"{role}s", right, len(people), right + spare)
        if place := event.get("place"):
            best = linked(made.links, head, "place")[:1]
            spots = _stands(gold, {"entity": place} if isinstance(place, str) else place)
            figures.add("place", bool(best) and any(_over(best[0].tail, s) for s in spots), 1)
        if event.get("time") is not None:
            best = linked(made.links, head, "time")[:1]
            figures.add("time", bool(best) and _over(best[0].tail, _at(gold["times"][event["time"]]["span"])), 1)


def measure(model: Runtime, articles: list[dict[str, Any]], threshold: float = THRESHOLD) -> Figures:
    """Figures over all articles."""
    figures = Figures()
    for article in articles:
        compare(article, model.propose(lay_out(article["text"])), figures, threshold)
    return figures


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--adapted", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--held", type=Path, help="a training run: measure on the articles that it kept out")
    parser.add_argument("--unseen", action="store_true", help="measure on training/unseen")
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.adapted:
        model = from_torch(options.model / "tagger.pt", options.adapted)
    else:
        model = tagger(options.threads, options.model)
    articles = corpus.gold(options.part)
    if options.held:
        articles = labels.held(options.held)
    if options.unseen:
        articles = labels.articles(generalise.FOLDER)
    print(f"{len(articles)} articles\n{measure(model, articles, options.threshold).table()}")


if __name__ == "__main__":
    main()
