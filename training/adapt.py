"""Task-adaptive pre-training: hide whole words of unlabelled news and let the pruned encoder guess them.

    python -m training.adapt OUT [--minutes 50] [--resume] [--start FOLDER]

The schedule runs on the clock, so that the rate has come down to zero when the minutes are over. With ``--start`` it
goes on from the encoder of that folder, with its pieces.
"""

import argparse
import shutil
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from musnad.analysis.tagger_text import cut
from musnad.arabic import lay_out
from training import corpus, pieces, store
from training.e5 import E5File
from training.encoder import Encoder, from_e5
from training.mixed import Master, computing_type, warm_then_linear

LENGTH, BATCH, SEED = 128, 16, 7
LEAST = 3  # pieces seen less often in the corpus are dropped
HIDDEN_SHARE = 0.2
RATE = 2e-4
SAVE_EVERY = 240.0


def prepare(out: Path, start: Path | None) -> None:
    """Write tokenizer.json and kept.npy (pruned here, or those of ``start``), and the corpus cut by them."""
    held_out = corpus.held_out_texts()
    texts = [corpus.text_of(a) for a in corpus.articles() if not corpus.is_held_out(a, held_out)]
    if start:
        for name in ("tokenizer.json", "kept.npy"):
            shutil.copy(start / name, out / name)
    else:
        prune(out, texts)
    cut_up(out, texts)


def prune(out: Path, texts: list[str]) -> None:
    """Keep the pieces of the vocabulary that the corpus needs."""
    file = E5File()
    whole = pieces.full(file)
    counts = pieces.count(whole, texts, len(file.pieces))
    kept = pieces.choose(file, counts, LEAST)
    tokenizer = pieces.build([file.pieces[i] for i in kept], file.scores[kept])
    tokenizer.save(str(out / "tokenizer.json"))
    np.save(out / "kept.npy", np.append(kept, pieces.mask_row(file)))
    print(f"{len(kept)} pieces kept, {counts.sum()} subwords with all of them")


def cut_up(out: Path, texts: list[str]) -> None:
    """The texts as pieces, the number of its word and of its article with each: corpus.npz."""
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    ids, chunks, articles = [], [], []
    for number, text in enumerate(texts):
        p = cut(lay_out(text), tokenizer)
        ids.append(p.ids.astype(np.uint16))
        chunks.append(p.chunks.astype(np.int32))
        articles.append(np.full(len(p.ids), number, np.int32))
    np.savez(
        out / "corpus.npz", ids=np.concatenate(ids), chunks=np.concatenate(chunks), articles=np.concatenate(articles)
    )
    unknown = sum(int((i == pieces.UNKNOWN).sum()) for i in ids)
    total = sum(map(len, ids))
    print(f"{len(texts)} articles, {total} subwords, {unknown} unknown", flush=True)


class Guesser(nn.Module):
    """The encoder with a head that guesses hidden pieces; the word table is tied."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden
        self.dense, self.norm = nn.Linear(size, size), nn.LayerNorm(size)
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocabulary))
        self.scale = nn.Parameter(torch.tensor(1.0))

    def forward(self, ids: Tensor, mask: Tensor, hidden: Tensor, answers: Tensor) -> Tensor:
        states = self.encoder(ids, mask).reshape(-1, self.encoder.config.hidden)[hidden]
        states = self.norm(functional.gelu(self.dense(states))) * self.scale
        return functional.cross_entropy((states @ self.encoder.word.weight.T + self.bias).float(), answers)


class Batches:
    """Random batches of stretches of articles with whole words hidden."""

    def __init__(self, folder: Path, vocabulary: int, seed: int) -> None:
        data = np.load(folder / "corpus.npz")
        self.ids, self.chunks, self.articles = data["ids"], data["chunks"], data["articles"]
        self.vocabulary, self.random = vocabulary, np.random.default_rng(seed)
        self.order = np.zeros(0, np.int64)

    def _starts(self) -> np.ndarray:
        """Starts of stretches of LENGTH - 2 pieces, none across two articles, from a new random offset a pass."""
        bounds = np.flatnonzero(np.diff(self.articles, prepend=-1, append=-1))
        step = LENGTH - 2
        starts = [np.arange(a + self.random.integers(-step + 20, 1), b - 19, step) for a, b in pairwise(bounds)]
        firsts = np.repeat(bounds[:-1], [len(s) for s in starts])
        found = np.maximum(np.concatenate(starts), firsts)
        self.random.shuffle(found)
        return found

    def next(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """ids, mask, indices of hidden places in the flat batch, their answers."""
        if len(self.order) < BATCH:
            self.order = np.concatenate([self.order, self._starts()])
        starts, self.order = self.order[:BATCH], self.order[BATCH:]
        ids = np.ones((BATCH, LENGTH), np.int64)
        mask = np.zeros((BATCH, LENGTH), np.int64)
        hidden = np.zeros((BATCH, LENGTH), bool)
        for row, start in enumerate(starts):
            end = min(start + LENGTH - 2, len(self.ids))
            end = start + int(np.searchsorted(self.articles[start:end], self.articles[start], side="right"))
            some = self.ids[start:end]
            ids[row, 0], ids[row, 1 : len(some) + 1], ids[row, len(some) + 1] = 0, some, 2
            mask[row, : len(some) + 2] = 1
            words = self.chunks[start:end] - self.chunks[start]
            drawn = self.random.random(words.max() + 1) < HIDDEN_SHARE
            hidden[row, 1 : len(some) + 1] = drawn[words]
        answers = ids[hidden]
        fate = self.random.random(len(answers))
        shown = np.where(fate < 0.8, self.vocabulary - 1, answers)
        shown = np.where(fate > 0.9, self.random.integers(4, self.vocabulary - 1, len(answers)), shown)
        ids[hidden] = shown
        flat = torch.from_numpy(np.flatnonzero(hidden))
        return torch.from_numpy(ids), torch.from_numpy(mask), flat, torch.from_numpy(answers)


def save(model: Guesser, master: Master, path: Path, spent: float, steps: int) -> None:
    """Write a checkpoint whole or not at all."""
    copies = {id(p): c for p, c in master.pairs}
    state = {name: copies[id(p)] for name, p in model.named_parameters()}
    partial = path.with_suffix(".part")
    torch.save({"model": state, "optimiser": master.optimiser.state_dict(), "spent": spent, "steps": steps}, partial)
    partial.replace(path)


def run(out: Path, minutes: float, resume: bool, start: Path | None) -> None:
    """Adapt until the minutes are over."""
    torch.manual_seed(SEED)
    model = Guesser(store.encoder(start, 0.0) if start else from_e5(E5File(), np.load(out / "kept.npy"), dropout=0.0))
    model.train()
    checkpoint = out / "adapt.pt"
    spent, steps, saved = 0.0, 0, None
    if resume and checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        spent, steps = saved["spent"], saved["steps"]
    # master copies are taken in float32, then the module itself takes what the CPU is fast at
    body = list(model.encoder.parameters())
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    master = Master([(body, RATE, 0.01), (head, 5 * RATE, 0.0)])
    if saved:
        master.optimiser.load_state_dict(saved["optimiser"])
    model.to(computing_type())
    batches = Batches(out, model.encoder.config.vocabulary, SEED + steps)
    rate = warm_then_linear(0.05)
    before = time.monotonic()
    begun, last, losses, seen = before - spent, before, [], 0
    while (spent := time.monotonic() - begun) < minutes * 60:
        ids, mask, hidden, answers = batches.next()
        loss = model(ids, mask, hidden, answers)
        loss.backward()
        master.step(rate(spent / (minutes * 60)))
        steps += 1
        losses.append(float(loss.detach()))
        seen += int(mask.sum())
        if steps % 25 == 0:
            print(
                f"{steps} steps  {spent / 60:.1f} min  loss {np.mean(losses[-25:]):.3f}  "
                f"{seen / (time.monotonic() - before):.0f} subwords/s",
                flush=True,
            )
        if time.monotonic() - last > SAVE_EVERY:
            save(model, master, checkpoint, spent, steps)
            last = time.monotonic()
    save(model, master, checkpoint, spent, steps)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--start", type=Path, help="go on from the encoder of this folder")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    if not (options.out / "corpus.npz").exists():
        prepare(options.out, options.start)
    run(options.out, options.minutes, options.resume, options.start)


if __name__ == "__main__":
    main()
