"""Windows of a text for the encoder: whole sentences where they fit, with some context on the left."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musnad.analysis.tagger_text import Pieces
from musnad.arabic.page import Page


@dataclass(frozen=True, slots=True)
class Window:
    """Words [first, last) of the page are read; what is said of words [core, last) is kept."""

    first: int
    core: int
    last: int


def _length(pieces: Pieces, first: int, last: int) -> int:
    return int(pieces.last[last - 1] - pieces.first[first]) + 1 if last > first else 0


def _stretches(page: Page, pieces: Pieces, most: int) -> list[tuple[int, int]]:
    """Sentences as (first word, last word), those longer than `most` pieces cut between words."""
    found: list[tuple[int, int]] = []
    for sentence in page.sentences:
        first = sentence.first
        while first < sentence.last:
            last = sentence.last
            if _length(pieces, first, last) > most:
                low, high = first + 1, last
                while low < high:
                    middle = (low + high + 1) // 2
                    if _length(pieces, first, middle) <= most:
                        low = middle
                    else:
                        high = middle - 1
                last = low
            found.append((first, last))
            first = last
    return found


def windows(page: Page, pieces: Pieces, *, most: int, context: int) -> list[Window]:
    """Pack stretches greedily into windows of at most `most` pieces, `context` of which may repeat what came before.

    Every word that belongs to a sentence is in the core of exactly one window. Linear in the text's length.
    """
    packed: list[tuple[int, int, int]] = []  # first word, last word, index of the first stretch
    stretches = _stretches(page, pieces, most - context)
    for i, (first, last) in enumerate(stretches):
        if packed and _length(pieces, packed[-1][0], last) <= most - (context if len(packed) > 1 else 0):
            packed[-1] = (packed[-1][0], last, packed[-1][2])
        else:
            packed.append((first, last, i))
    found: list[Window] = []
    for first, last, index in packed:
        before = index
        while before > 0 and _length(pieces, stretches[before - 1][0], last) <= most:
            if _length(pieces, stretches[before - 1][0], first) > context:
                break
            before -= 1
        found.append(Window(stretches[before][0], first, last))
    return found


def sentence_numbers(page: Page) -> NDArray[np.int64]:
    """The number of the sentence of each word, shape (words,)."""
    firsts = np.asarray([s.first for s in page.sentences], np.int64)
    numbers: NDArray[np.int64] = np.searchsorted(firsts, np.arange(len(page.starts)), side="right") - 1
    return np.maximum(numbers, 0)
