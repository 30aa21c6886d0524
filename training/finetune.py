"""Fine-tune the whole tagger on labelled articles.

    python -m training.finetune ADAPTED OUT [--hold 0.2 | --all | --silver] [--extra FILES] [--without FILES]
        [--epochs 15] [--plain 3] [--start FOLDER] [--rate 1.0] [--train 157]

ADAPTED holds tokenizer.json, kept.npy and the adapted encoder (adapt.pt or encoder.npz). With ``--hold`` whole
outlets are kept out, to be measured on; with ``--all`` every article is learnt from, but for those of the labels
``--without``; with ``--silver`` only what the product labelled itself, to ``--start`` the others from. A run that was
cut off goes on after its last whole epoch.
"""

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from musnad.analysis.tagger import END, distances
from musnad.analysis.tagger_windows import Window
from training import corpus, labels, layout, store
from training.augment import Exchange
from training.features import NOTHING, Example, Maker, examples
from training.mixed import Master, computing_type, warm_then_linear
from training.tagger import WEIGHTS, Tagger, pointer_loss, role_loss, tag_losses

SEED = 11
PIECES_A_BATCH = 768
BODY_RATE, HEAD_RATE, WORD_RATE = 2.5e-4, 1e-3, 1e-4
DEPTH_DECAY = 0.95
SHORTEST, LONGEST = 160, 382
EXCHANGED_ARTICLES, EXCHANGED_NAMES = 0.5, 0.4  # share of articles an epoch with other names, and of their names
HIDDEN_PIECES = 0.05


@dataclass(slots=True)
class Batch:
    """Some windows as tensors; ``frames`` are (row, cue, (words, pointers)), ``roles`` (row, head, role, answers)."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    sentence: Tensor
    tags: dict[str, Tensor]
    weight: Tensor
    frames: list[tuple[int, int, np.ndarray]]
    roles: list[tuple[int, int, int, np.ndarray]]


def cut_windows(example: Example, most: int, random: np.random.Generator) -> list[Window]:
    """Whole sentences packed up to ``most`` pieces, the first window shorter at random."""
    found: list[Window] = []
    first, limit = 0, int(random.integers(most // 2, most + 1))
    page, pieces = example.page, example.pieces
    for sentence in page.sentences:
        start, last = sentence.first, sentence.last
        if last <= start:
            continue
        if start > first and pieces.last[last - 1] - pieces.first[first] + 1 > limit:
            found.append(Window(first, first, start))
            first, limit = start, most
        while pieces.last[last - 1] - pieces.first[first] + 1 > limit:
            end = first + 1
            while pieces.last[end] - pieces.first[first] + 1 <= limit:
                end += 1
            found.append(Window(first, first, end))
            first = end
    if first < len(page.starts):
        found.append(Window(first, first, len(page.starts)))
    return found


def pointed(pointers: dict[str, set[int]], at: int, window: Window, words: int) -> np.ndarray:
    """Where each pointer of a cue points, shape (words, pointers): shares of one; the cue itself for nothing; none
    where the answer lies outside the window."""
    out = np.zeros((words, len(layout.POINTERS)), np.float32)
    for column, name in enumerate(layout.POINTERS):
        answers = pointers[name] or {at}
        inside = [word - window.first for word in answers if window.first <= word < window.last]
        if len(inside) == len(answers):
            out[inside, column] = 1.0 / len(inside)
    return out


def collate(windows: list[tuple[Example, Window]]) -> Batch:
    """Pad windows into one batch."""
    longest = max(e.pieces.last[w.last - 1] - e.pieces.first[w.first] + 3 for e, w in windows)
    words = max(w.last - w.first for _, w in windows)
    shape = (len(windows), longest)
    ids, mask = np.ones(shape, np.int64), np.zeros(shape, np.int64)
    first, last = np.zeros((len(windows), words), np.int64), np.zeros((len(windows), words), np.int64)
    sentence = np.zeros((len(windows), words), np.int64)
    tags = {name: np.full((len(windows), words), NOTHING, np.int64) for name in layout.TAGS}
    frames, roles = [], []
    for row, (e, w) in enumerate(windows):
        start, end = e.pieces.first[w.first], e.pieces.last[w.last - 1] + 1
        size, count = end - start, w.last - w.first
        ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = 0, e.pieces.ids[start:end], 2
        mask[row, : size + 2] = 1
        first[row, :count] = e.pieces.first[w.first : w.last] - start + 1
        last[row, :count] = e.pieces.last[w.first : w.last] - start + 1
        for name, answers in e.tags.items():
            tags[name][row, :count] = answers[w.first : w.last]
        sentence[row, :count] = e.sentences[w.first : w.last]
        for at, pointers in e.frames.items():
            if w.first <= at < w.last:
                frames.append((row, at - w.first, pointed(pointers, at, w, words)))
        for at, by_role in e.roles.items():
            if w.first <= at < w.last:
                roles += [(row, at - w.first, role, a[w.first : w.last]) for role, a in by_role.items()]
    as_tensor = torch.from_numpy
    weight = torch.tensor([e.weight for e, _ in windows], dtype=torch.float32)
    return Batch(
        as_tensor(ids),
        as_tensor(mask),
        as_tensor(first),
        as_tensor(last),
        as_tensor(sentence),
        {n: as_tensor(t) for n, t in tags.items()},
        weight,
        frames,
        roles,
    )


def hide(batch: Batch, mask_id: int, random: np.random.Generator) -> Batch:
    """Hide some pieces, so that the model leans on what stands around a word."""
    drawn = torch.from_numpy(random.random(batch.ids.shape) < HIDDEN_PIECES) & (batch.ids > END)
    batch.ids[drawn] = mask_id
    return batch


def epoch_batches(data: list[Example], random: np.random.Generator) -> list[list[tuple[Example, Window]]]:
    """Windows of one epoch, like lengths together, in random order."""
    found = []
    for e in data:
        most = int(random.integers(SHORTEST, LONGEST + 1))
        found += [(e, w) for w in cut_windows(e, most, random)]
    lengths = [e.pieces.last[w.last - 1] - e.pieces.first[w.first] + 1 for e, w in found]
    order = np.argsort(np.asarray(lengths) + random.uniform(0, 24, len(found)), kind="stable")
    batches: list[list[tuple[Example, Window]]] = [[]]
    for i in order:
        if batches[-1] and (len(batches[-1]) + 1) * (lengths[i] + 2) > PIECES_A_BATCH:
            batches.append([])
        batches[-1].append(found[i])
    return [batches[i] for i in random.permutation(len(batches))]


def stack(rows: list[np.ndarray], width: int) -> Tensor:
    """Rows of unequal length as one tensor, padded with NOTHING."""
    out = np.full((len(rows), width), NOTHING, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def loss_of(model: Tagger, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum of all losses, and each by name."""
    words = batch.first.shape[1]
    tag_scores, pair_scores = model(
        batch.ids, batch.mask, batch.first, batch.last, batch.sentence, torch.from_numpy(distances(words))
    )
    losses = tag_losses(tag_scores, batch.tags, batch.weight)
    size = len(layout.POINTERS)
    if batch.frames:
        rows = torch.tensor([r for r, _, _ in batch.frames])
        heads = torch.tensor([h for _, h, _ in batch.frames])
        answers = torch.from_numpy(np.stack([a for *_, a in batch.frames]))
        beyond = (batch.tags["mention"][rows] == NOTHING)[..., None] * -1e4
        losses["frame"] = pointer_loss(pair_scores[rows, heads][..., :size] + beyond, answers, batch.weight[rows])
    if batch.roles:
        rows = torch.tensor([r for r, *_ in batch.roles])
        heads = torch.tensor([h for _, h, _, _ in batch.roles])
        columns = torch.tensor([size + c for _, _, c, _ in batch.roles])
        answers = stack([a for *_, a in batch.roles], words)
        losses["roles"] = role_loss(
            pair_scores[rows, heads].gather(2, columns[:, None, None].expand(-1, words, 1))[..., 0],
            answers,
            batch.weight[rows],
        )
    total = sum(WEIGHTS[name.split(".")[0]] * loss for name, loss in losses.items())
    return total, {name: float(loss.detach()) for name, loss in losses.items()}  # type: ignore[return-value]


def standardise(model: Tagger, data: list[Example], random: np.random.Generator) -> None:
    """Set the heads' centre and scale from the word states of some batches."""
    states = []
    with torch.inference_mode():
        for windows in epoch_batches(data, random)[:12]:
            batch = collate(windows)
            found = model.states(batch.ids, batch.mask, batch.first, batch.last)
            states.append(found[batch.tags["mention"] != NOTHING])
    every = torch.cat(states)
    with torch.no_grad():
        model.centre.copy_(every.mean(0))
        model.scale.copy_(1.0 / every.std(0))


def optimiser(model: Tagger) -> Master:
    """Rates fall towards the bottom of the encoder; the word table moves least."""
    encoder = model.encoder
    groups = [
        ([*encoder.word.parameters()], WORD_RATE, 0.0),
        ([*encoder.position.parameters(), *encoder.norm.parameters()], WORD_RATE, 0.0),
    ]
    depth = len(encoder.layers)
    for i, layer in enumerate(encoder.layers):
        groups.append(([*layer.parameters()], BODY_RATE * DEPTH_DECAY ** (depth - 1 - i), 0.01))
    groups.append(([p for n, p in model.named_parameters() if not n.startswith("encoder.")], HEAD_RATE, 0.01))
    return Master(groups)


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how hard to learn: ``plain`` of the epochs, the last ones, show the articles as they are."""

    epochs: int
    plain: int = 0
    peak: float = 1.0
    seed: int = SEED


def save(path: Path, master: Master, averages: list[Tensor], epoch: int, steps: int) -> None:
    """Write what it takes to go on after an epoch, whole or not at all."""
    state = {
        "copies": [copy for _, copy in master.pairs],
        "averages": averages,
        "optimiser": master.optimiser.state_dict(),
        "epoch": epoch,
        "steps": steps,
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def load(path: Path, master: Master, averages: list[Tensor]) -> tuple[int, int]:
    """Take a saved state up; returns the epochs and steps that are done."""
    state = torch.load(path, weights_only=True)
    with torch.no_grad():
        for (parameter, copy), saved in zip(master.pairs, state["copies"], strict=True):
            copy.copy_(saved)
            parameter.copy_(saved)
        for average, saved in zip(averages, state["averages"], strict=True):
            average.copy_(saved)
    master.optimiser.load_state_dict(state["optimiser"])
    return state["epoch"], state["steps"]


def named(model: Tagger, master: Master, averages: list[Tensor]) -> dict[str, Tensor]:
    """The averages under the names of the parameters they stand for."""
    written = {id(p): a for (p, _), a in zip(master.pairs, averages, strict=True)}
    return {n: written[id(p)].clone() for n, p in model.named_parameters()}


def train(
    model: Tagger,
    articles: list[dict[str, Any]],
    tokenizer: Tokenizer,
    course: Course,
    out: Path,
    *,
    fresh: bool = True,
) -> None:
    """Train in place; the model ends in float32 with the average of its last steps.

    Each epoch draws from a seed of its own; ``out``/progress.pt is where a run that was cut off goes on.
    """
    data, exchange = examples(articles, tokenizer), Exchange(articles)
    if fresh:
        standardise(model.eval(), data, np.random.default_rng(course.seed))
    model.train()
    master = optimiser(model)
    model.encoder.to(computing_type())
    averages = [copy.clone() for _, copy in master.pairs]
    progress = out / "progress.pt"
    done, steps = load(progress, master, averages) if progress.exists() else (0, 0)
    rate, begun = warm_then_linear(0.08), time.monotonic()
    for epoch in range(done, course.epochs):
        torch.manual_seed(course.seed * 1000 + epoch)
        random = np.random.default_rng((course.seed, epoch))
        plain = epoch >= course.epochs - course.plain
        shown = data if plain else exchanged(data, articles, exchange, tokenizer, random)
        sums: dict[str, list[float]] = {}
        batches = epoch_batches(shown, random)
        for i, windows in enumerate(batches):
            batch = collate(windows)
            if not plain:
                batch = hide(batch, model.encoder.config.vocabulary - 1, random)
            total, each = loss_of(model, batch)
            total.backward()
            master.step(course.peak * rate((epoch + i / len(batches)) / course.epochs))
            steps += 1
            master.average_into(averages, min(0.99, steps / (steps + 10)))
            for name, value in each.items():
                sums.setdefault(name, []).append(value)
        save(progress, master, averages, epoch + 1, steps)
        losses = "  ".join(f"{n} {np.mean(v):.3f}" for n, v in sums.items() if not n.startswith("skip"))
        print(f"epoch {epoch + 1}  {(time.monotonic() - begun) / 60:.1f} min  {steps} steps  {losses}", flush=True)
    model.encoder.float()
    model.load_state_dict(named(model, master, averages))
    model.eval()


def exchanged(
    data: list[Example],
    articles: list[dict[str, Any]],
    exchange: Exchange,
    tokenizer: Tokenizer,
    random: np.random.Generator,
) -> list[Example]:
    """The articles of an epoch, some of them with other names."""
    return [
        Maker(exchange(article, EXCHANGED_NAMES, random), tokenizer).make()
        if random.random() < EXCHANGED_ARTICLES
        else example
        for article, example in zip(articles, data, strict=True)
    ]


def held_out(articles: list[dict[str, Any]], share: float, seed: int = 3) -> set[str]:
    """Whole outlets, drawn until they hold ``share`` of the articles."""
    outlets = sorted({a["outlet"] for a in articles})
    np.random.default_rng(seed).shuffle(outlets)
    found: set[str] = set()
    while sum(a["outlet"] in found for a in articles) < share * len(articles):
        found.add(outlets[len(found)])
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("adapted", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold", type=float, default=0.2)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--silver", action="store_true")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument(
        "--plain", type=int, default=0, help="so many last epochs without exchanged names, hidden pieces"
    )
    parser.add_argument("--train", type=int, default=10**6, help="learn from this many articles only")
    parser.add_argument("--extra", metavar="FILES", help="also learn from these of training/labels: '*' for all")
    parser.add_argument("--without", metavar="FILES", help="keep these of training/labels out, to be measured on")
    parser.add_argument("--start", type=Path, help="go on from the tagger.pt of this folder, at --rate")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of all learning rates")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.from_file(str(options.adapted / "tokenizer.json"))
    data = corpus.gold("train")
    out = set() if options.all or options.silver else held_out(data, options.hold)
    if options.without:
        out |= {a["id"] for a in labels.articles(files=options.without)}
    every = labels.articles(labels.SILVER) if options.silver else data
    if options.extra:
        every += labels.articles(files=options.extra)
    kept = [a for a in every if a["outlet"] not in out and a["id"] not in out]
    if options.train < len(kept):
        kept = [kept[i] for i in np.random.default_rng(5).permutation(len(kept))[: options.train]]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "held_out.json").write_text(json.dumps(sorted(out)), encoding="utf-8")
    model = Tagger(store.encoder(options.adapted))
    print(
        f"{len(kept)} articles to learn from, {len(every) - len(kept)} of {len(out)} outlets or articles held out",
        flush=True,
    )
    if options.start:
        model.load_state_dict(torch.load(options.start / "tagger.pt", weights_only=True))
    course = Course(options.epochs, options.plain, options.rate, options.seed)
    train(model, kept, tokenizer, course, options.out, fresh=not options.start)
    torch.save(model.state_dict(), options.out / "tagger.pt")


if __name__ == "__main__":
    main()
