"""Which pieces of E5's vocabulary Arabic news needs, and the pruned tokenizer built of them."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from training.e5 import E5File

SPECIAL = 4  # <s> <pad> </s> <unk> keep the ids 0 to 3
UNKNOWN = 3
# Not a piece of the pruned tokenizer (no text may produce it) but one more row of the word table, the last.
MASK = "<mask>"
ARABIC_LETTERS = [chr(c) for c in range(0x621, 0x64B)] + [chr(c) for c in range(0x660, 0x66A)]
ASCII = [chr(c) for c in range(0x21, 0x7F)]


def build(pieces: list[str], scores: Iterable[float]) -> Tokenizer:
    """A unigram tokenizer over text that is already normalised: words split at blanks, each with the ``▁`` mark."""
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores), strict=True)), unk_id=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return tokenizer


def full(file: E5File) -> Tokenizer:
    """E5's whole tokenizer."""
    return build(file.pieces, file.scores)


def count(tokenizer: Tokenizer, texts: Iterable[str], size: int) -> np.ndarray:
    """How often each piece occurs, shape (size,)."""
    counts: Counter[int] = Counter()
    batch: list[str] = []

    def flush() -> None:
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            counts.update(encoding.ids)
        batch.clear()

    for text in texts:
        batch.append(text)
        if len(batch) >= 256:
            flush()
    flush()
    out = np.zeros(size, np.int64)
    for piece, n in counts.items():
        out[piece] = n
    return out


def choose(file: E5File, counts: np.ndarray, least: int) -> np.ndarray:
    """Ids to keep, ascending: pieces seen ``least`` times or more, every Arabic letter, digit and ASCII sign."""
    single = set(ARABIC_LETTERS) | set(ASCII) | {"▁"} | {"▁" + c for c in ARABIC_LETTERS + ASCII}
    keep = counts >= least
    keep[:SPECIAL] = True
    for i, piece in enumerate(file.pieces):
        if piece in single:
            keep[i] = True
    keep = keep[: len(file.pieces)]
    keep[file.pieces.index(MASK)] = False
    return np.flatnonzero(keep)


def mask_row(file: E5File) -> int:
    """The row of the word table that stands for a hidden word."""
    return file.pieces.index(MASK)
