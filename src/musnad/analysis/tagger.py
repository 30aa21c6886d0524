"""The learned tagger: one encoder with several heads proposes names, times, attribution and events.

`tagger().propose(page)` gives `Proposals` with by="tagger". Only onnxruntime, tokenizers and numpy are needed; the
model lies in `model/` beside this file, its making in `training/` of the source tree.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from musnad.analysis.proposals import Proposals
from musnad.analysis.tagger_files import FOLDER, available
from musnad.analysis.tagger_read import Labels, Reader, WindowScores
from musnad.analysis.tagger_text import Pieces, cut
from musnad.analysis.tagger_windows import Window, sentence_numbers, windows
from musnad.arabic.page import Page
from musnad.errors import ModelError

MODEL_FOLDER = FOLDER
MOST_PIECES = 382  # a window; with <s> and </s> 384
CONTEXT_PIECES = 64  # of it that repeat what came before
PIECES_A_BATCH = 1536  # bounds the memory of a batch, whatever the text's length
BEGIN, PAD, END = 0, 1, 2
DISTANCE_BUCKETS = 24
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Scorer(Protocol):
    """(ids, mask, first, last, sentence, distances) -> scores of tags and of pairs.

    Shapes (batch, words, tags) and (batch, words, words, pairs).
    """

    def __call__(
        self, ids: Ints, mask: Ints, first: Ints, last: Ints, sentence: Ints, distances: Ints
    ) -> tuple[Floats, Floats]: ...


@lru_cache(maxsize=64)
def distances(words: int) -> Ints:
    """Signed distances between words in logarithmic buckets, shape (words, words)."""
    distance = np.arange(words)[None, :] - np.arange(words)[:, None]
    size = np.abs(distance).astype(np.float64)
    half = DISTANCE_BUCKETS // 2
    scaled = np.where(size < 6, size, 6 + np.log2(np.maximum(size / 6, 1.0)))
    bucket = np.minimum(np.floor(scaled), half - 1).astype(np.int64)
    result: Ints = np.where(distance < 0, bucket, bucket + half)
    return result


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one size.

    ids and mask (batch, pieces); first and last piece and sentence of each word (batch, words).
    """

    windows: tuple[Window, ...]
    ids: Ints
    mask: Ints
    first: Ints
    last: Ints
    sentence: Ints

    @property
    def inputs(self) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
        """What a scorer is given."""
        return self.ids, self.mask, self.first, self.last, self.sentence, distances(self.first.shape[1])


def pad(pieces: Pieces, sentences: Ints, some: list[Window]) -> Batch:
    """Lay windows side by side, each between <s> and </s>."""
    bounds = [(int(pieces.first[w.first]), int(pieces.last[w.last - 1]) + 1) for w in some]
    # A single word may be longer than a window: its beginning is read.
    bounds = [(a, min(b, a + MOST_PIECES)) for a, b in bounds]
    longest = max(b - a for a, b in bounds) + 2
    words = max(w.last - w.first for w in some)
    ids = np.full((len(some), longest), PAD, np.int64)
    mask = np.zeros((len(some), longest), np.int64)
    first, last = np.zeros((len(some), words), np.int64), np.zeros((len(some), words), np.int64)
    sentence = np.zeros((len(some), words), np.int64)
    for row, (w, (a, b)) in enumerate(zip(some, bounds, strict=True)):
        size, count = b - a, w.last - w.first
        ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = BEGIN, pieces.ids[a:b], END
        mask[row, : size + 2] = 1
        first[row, :count] = np.minimum(pieces.first[w.first : w.last] - a + 1, size)
        last[row, :count] = np.minimum(pieces.last[w.first : w.last] - a + 1, size)
        sentence[row, :count] = sentences[w.first : w.last]
    return Batch(tuple(some), ids, mask, first, last, sentence)


def batches(page: Page, pieces: Pieces) -> Iterator[Batch]:
    """The windows of a page, a bounded number of pieces at a time, in the order of the text."""
    pending: list[Window] = []
    longest = 0
    sentences = sentence_numbers(page)
    for window in windows(page, pieces, most=MOST_PIECES, context=CONTEXT_PIECES):
        if window.last <= window.first:
            continue
        size = min(int(pieces.last[window.last - 1] - pieces.first[window.first]) + 1, MOST_PIECES) + 2
        # A window much shorter than the others would be mostly padding: it goes alone.
        apart = size < 0.7 * longest or longest < 0.7 * size
        if pending and (apart or (len(pending) + 1) * max(longest, size) > PIECES_A_BATCH):
            yield pad(pieces, sentences, pending)
            pending, longest = [], 0
        pending.append(window)
        longest = max(longest, size)
    if pending:
        yield pad(pieces, sentences, pending)


class Tagger:
    """A tokenizer, a scorer and what its columns mean."""

    def __init__(self, tokenizer: Any, scorer: Scorer, labels: Labels) -> None:
        self.tokenizer, self.scorer, self.labels = tokenizer, scorer, labels

    def propose(self, page: Page) -> Proposals:
        """What the model suggests about a text; spans in code points of `page.text`, scores calibrated (0–1)."""
        reader = Reader(page, self.labels)
        pieces = cut(page, self.tokenizer)
        if not len(pieces.ids):
            return Proposals()
        for batch in batches(page, pieces):
            tags, pairs = self.scorer(*batch.inputs)
            reader.take(
                [
                    WindowScores(w, tags[row, : w.last - w.first], pairs[row, : w.last - w.first, : w.last - w.first])
                    for row, w in enumerate(batch.windows)
                ]
            )
        return reader.proposals()


class OnnxScorer:
    """The shipped model under onnxruntime, on the CPU."""

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Blocked threads must not burn the core that the grammar runs on.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(
        self, ids: Ints, mask: Ints, first: Ints, last: Ints, sentence: Ints, distances: Ints
    ) -> tuple[Floats, Floats]:
        fed = {"ids": ids, "mask": mask, "first": first, "last": last, "sentence": sentence, "distances": distances}
        tags, pairs = self.session.run(["tags", "pairs"], fed)
        return tags, pairs


@lru_cache(maxsize=4)
def tagger(threads: int = 1, folder: Path = MODEL_FOLDER) -> Tagger:
    """The shipped tagger, loaded on first use and kept: one session a process and number of threads.

    Raises ModelError if no model is installed.
    """
    from tokenizers import Tokenizer

    if not available(folder):
        raise ModelError(str(folder), "no tagger is installed here", "use --engine grammar, or build it: make model")
    labels = Labels.read(
        json.loads((folder / "labels.json").read_text(encoding="utf-8")),
        json.loads((folder / "calibration.json").read_text(encoding="utf-8")),
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return Tagger(tokenizer, OnnxScorer(folder / "tagger.onnx", threads), labels)
