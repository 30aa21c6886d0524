"""A text as the encoder reads it: pieces of the unigram tokenizer, aligned with the words of the page."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musnad.arabic.fold import CONTROLS, MARKS
from musnad.arabic.page import Page

_DROPPED = re.compile(f"[{MARKS}{CONTROLS}]")
# Persian letters that look the same as Arabic ones: the encoder's pieces have the Arabic ones.
_SAME = {"ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه"}
# A run without a blank is cut here, so that no input makes one chunk of unbounded length.
_CHUNK = re.compile(r"\S{1,80}")
_CHUNKS_AT_ONCE = 2048


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What the encoder reads for one character: nothing for marks and controls, else its NFKC form."""
    if character.isspace():
        return " "
    if _DROPPED.match(character) or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    if character.isdigit() and character.isdecimal():
        return str(unicodedata.decimal(character))
    return _SAME.get(character) or unicodedata.normalize("NFKC", character)


def lighten(text: str) -> tuple[str, list[int] | None]:
    """The text without what the encoder does not read, and the origin of each character (None: the same offsets).

    Lighter than `musnad.arabic.fold`: hamzas and final letters stay, since the encoder was trained on them.
    """
    changed = {c: _plain(c) for c in set(text)}
    table = {ord(c): plain for c, plain in changed.items() if plain != c}
    resized = [c for c, plain in changed.items() if len(plain) != 1]
    if not resized:
        return text.translate(table), None
    pattern = re.compile("[" + re.escape("".join(sorted(resized))) + "]")
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        start = match.start()
        pieces.append(text[at:start].translate(table))
        origin.extend(range(at, start))
        plain = changed[match.group()]
        pieces.append(plain)
        origin.extend([start] * len(plain))
        at = match.end()
    pieces.append(text[at:].translate(table))
    origin.extend(range(at, len(text)))
    return "".join(pieces), origin


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece ids of a text, shape (pieces,), and for each word of the page the first and last piece that touch it.

    `chunks` numbers the run between blanks that each piece belongs to.
    """

    ids: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    chunks: NDArray[np.int64]


def _encoded(tokenizer: Any, text: str) -> Iterator[tuple[list[int], list[int], list[int]]]:
    """(ids, starts in `text`, chunk numbers) of the pieces, some thousand chunks at a time."""
    pending: list[tuple[int, str]] = []
    done = 0

    def flush() -> tuple[list[int], list[int], list[int]]:
        encoding = tokenizer.encode([c for _, c in pending], is_pretokenized=True, add_special_tokens=False)
        words = encoding.word_ids
        starts = [pending[w][0] + a for w, (a, _) in zip(words, encoding.offsets, strict=True)]
        return encoding.ids, starts, [done + w for w in words]

    for match in _CHUNK.finditer(text):
        pending.append((match.start(), match.group()))
        if len(pending) == _CHUNKS_AT_ONCE:
            yield flush()
            done += len(pending)
            pending.clear()
    if pending:
        yield flush()


def cut(page: Page, tokenizer: Any) -> Pieces:
    """Cut a page's text into pieces; linear in its length."""
    light, origin = lighten(page.text)
    ids: list[int] = []
    starts: list[int] = []
    chunks: list[int] = []
    for some_ids, some_starts, some_chunks in _encoded(tokenizer, light):
        ids += some_ids
        starts += some_starts
        chunks += some_chunks
    if not ids:
        empty = np.zeros(0, np.int64)
        return Pieces(empty, np.zeros(len(page.starts), np.int64), np.zeros(len(page.starts), np.int64), empty)
    at = np.asarray(starts, np.int64)
    if origin is not None:
        at = np.asarray(origin, np.int64)[at]
    # The piece that covers an offset is the last one that starts at or before it.
    first = np.searchsorted(at, np.asarray(page.starts, np.int64), side="right") - 1
    last = np.searchsorted(at, np.asarray(page.ends, np.int64), side="left") - 1
    first = np.maximum(first, 0)
    return Pieces(np.asarray(ids, np.int64), first, np.maximum(last, first), np.asarray(chunks, np.int64))
