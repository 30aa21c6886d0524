"""Passages: paragraphs that another outlet's earlier article prints too, where the articles as a whole are no copies.

A paragraph is a line, or of a long line some sentences. Those that share shingles of three words are compared by all of
them, so what is found is verified, not estimated.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from musnad.corroboration.copies import FORMULA, Hashes, hashed

# A shorter line is a headline or a formula; a longer one is cut at its sentences.
LEAST_WORDS, LONG_WORDS = 20, 60
# How much of a paragraph must stand in the other article: a word in ten replaced leaves seven shingles in ten.
LIFTED = 0.7
# Of the shingles one in so many is looked up; what more paragraphs share is a phrase of the trade.
_SAMPLED, _CROWD = 4, 40
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^.!?؟؛]+[.!?؟؛]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph by its article's number and code points, and the paragraph of the earliest article it stands in."""

    article: int
    start: int
    end: int
    source: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    article: int
    outlet: str | None
    start: int
    end: int


def passages(texts: Iterable[tuple[int, str | None, str]], family: dict[int, int] | None = None) -> list[Passage]:
    """The lifted paragraphs of texts given as (number, outlet, text) in the order of their numbers, the earliest first.

    Articles of one `family` (families of copies.py) or one outlet are not compared. Linear in the texts but for what
    many print.
    """
    family = family or {}
    paragraphs: list[_Paragraph] = []
    hashes: list[Hashes] = []
    for number, outlet, text in texts:
        for start, end in _parts(text):
            paragraphs.append(_Paragraph(number, outlet, start, end))
            hashes.append(hashed(text[start:end]))
    of_article: dict[int, list[int]] = defaultdict(list)
    for i, paragraph in enumerate(paragraphs):
        of_article[paragraph.article].append(i)
    found = []
    for i, others in _candidates(paragraphs, hashes):
        mine = paragraphs[i]
        for article in sorted({paragraphs[j].article for j in others}):
            if family.get(article, article) == family.get(mine.article, mine.article):
                continue
            if at := _standing(hashes[i], [(j, hashes[j]) for j in of_article[article]]):
                source = paragraphs[at[0]].start, paragraphs[at[-1]].end
                found.append(Passage(mine.article, mine.start, mine.end, article, *source))
                break
    return found


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The code points of each paragraph that is long enough to be lifted."""
    for line in _LINE.finditer(text):
        start, words = line.start(), 0
        for sentence in _SENTENCE.finditer(text, line.start(), line.end()):
            words += sentence[0].count(" ") + 1
            if words >= LONG_WORDS or sentence.end() == line.end():
                if words >= LEAST_WORDS:
                    yield start, sentence.end()
                start, words = sentence.end(), 0


def _candidates(paragraphs: Sequence[_Paragraph], hashes: Sequence[Hashes]) -> Iterator[tuple[int, Collection[int]]]:
    """Each paragraph with those of earlier articles of other outlets that share two sampled shingles with it."""
    values = np.concatenate([h[h % _SAMPLED == 0] for h in hashes]) if hashes else np.array([], dtype=np.uint64)
    owners = np.repeat(np.arange(len(hashes)), [int((h % _SAMPLED == 0).sum()) for h in hashes])
    order = np.lexsort((owners, values))
    bounds = np.flatnonzero(np.diff(values[order])) + 1
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for group in np.split(owners[order], bounds):
        if 1 < len(group) <= _CROWD:
            members = group.tolist()
            for n, j in enumerate(members[1:], 1):
                shared[j].update(
                    i
                    for i in members[:n]
                    if paragraphs[i].article < paragraphs[j].article and paragraphs[i].outlet != paragraphs[j].outlet
                )
    for i in sorted(shared):
        near = [j for j, times in shared[i].items() if times > 1]
        if near:
            yield i, near


def _standing(mine: Hashes, theirs: Sequence[tuple[int, Hashes]]) -> list[int]:
    """The paragraphs of an article in which a paragraph stands, side by side; none where too little of it does."""
    parts = [(j, len(np.intersect1d(mine, other, assume_unique=True))) for j, other in theirs]
    together = np.unique(np.concatenate([other for _, other in theirs]))
    if len(np.intersect1d(mine, together, assume_unique=True)) < LIFTED * len(mine):
        return []
    return [j for j, n in parts if n * FORMULA >= len(mine)] or [max(parts, key=lambda p: p[1])[0]]
