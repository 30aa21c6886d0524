"""An article's text laid out for the grammar: folded copy, tokens, quotations, sentences, paragraphs."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain, repeat
from operator import sub
from sys import intern

from musnad.arabic.fold import Folded, fold, is_control
from musnad.arabic.quotes import Quotation, quotations
from musnad.arabic.words import TOKEN

# A full stop ends a sentence unless a letter or digit follows at once (1.5, أ.ف.ب) or a lone letter precedes it.
# The pattern begins with the marks themselves, which are found many times faster than alternatives are tried.
_STOP = re.compile(r"[.!؟?…\n](?:(?<=\n)\n*|(?<=[.!؟?…])[.!؟?…]*(?=[\s\"»”'’)\]]|$)|(?<=[^\W\d_]{3}\.)(?=[^\W\d_]{3}))")
_INITIAL = re.compile(r"(?:^|[\s(.])[^\W\d_]\.$")
# A line that opens with one of these, or follows a comma or a word that ends no sentence, goes on with the line
# before; so does a line of a few words where the next one opens with a preposition, or where the one before is longer
# and both lack their stop: pages put links on lines of their own.
_GOES_ON = re.compile(r"[.،,:؛)»]")
_OPEN = re.compile(
    r"(?:[،,]|(?:^|\s)و?ب?(?:إلى|الى|على|من|في|عن|مع|بين|خلال|ضد|تحت|نحو|منذ|عبر|حول|بشأن|بحسب|حسب|لدى|أمام"
    r"|[أإا]ن(?:ه|ها|هم)?|لأن(?:ه|ها)?|التي|الذي|الذين|هذه|أي|كل|غير|قد|لم|لن|مما|حتى|دون|كما|حيث|كان|كانت|ليس))$"
)
_TIES = re.compile(r"(?:إلى|الى|على|من|في|عن|قد|[.،,])(?=\s|$)")
_FEW = 4
# Lines no longer than this, and so many of them, are lines that something wrapped, not paragraphs.
_WRAPPED, _LEAST_WRAPPED = 100, 8
_STOPS = tuple('.!؟?…:»"”')
_CLOSING = re.compile(r"[\"»”'’)\]]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: code points [start, end) of the text, tokens [first, last) of the page, its paragraph's number."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Page:
    """An article's text laid out for the grammar.

    `forms` are the folded tokens, `starts` and `ends` their code points in `text` (vowel signs inside or after a
    word belong to it). `tokens_at` has for each code point, and for the end of the text, the token that covers it or
    the first one after it. Paragraph 0 is the first line: the headline.
    """

    text: str
    folded: Folded
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tokens_at: list[int]
    quotations: tuple[Quotation, ...]
    sentences: tuple[Sentence, ...]

    def token_at(self, offset: int) -> int:
        """The token that covers the offset, or the first one after it (len(forms) past the last)."""
        return self.tokens_at[offset] if offset < len(self.tokens_at) else len(self.forms)

    def inside(self, token: int, skip: int) -> int:
        """The code point at which a token's letters begin once `skip` folded letters (its clitics) are left out."""
        if not skip:
            return self.starts[token]
        return self.folded.original(self.folded.folded(self.starts[token]) + skip)

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that overlap code points [start, end)."""
        first, last = self.tokens_at[start], self.tokens_at[end - 1]
        return range(first, last + (last < len(self.starts) and self.starts[last] < end))

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that covers the offset, or the last one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start) - 1)


def lay_out(text: str) -> Page:
    """Lay a text out; linear in its length."""
    folded = fold(text)
    tokens = list(TOKEN.finditer(folded.text))
    # Interned: a word is looked up in many tables, which find the very same string faster than an equal one.
    forms = tuple([intern(match.group()) for match in tokens])
    if folded.origin is None:  # the common case: nothing was dropped, so nothing needs to be trimmed
        starts, ends = [match.start() for match in tokens], [match.end() for match in tokens]
    else:
        starts, ends = _places(text, folded.origin, tokens)
    quoted = quotations(text)
    sentences = tuple(_sentences(text, quoted, starts))
    return Page(text, folded, forms, tuple(starts), tuple(ends), _tokens_at(ends, len(text)), quoted, sentences)


def _tokens_at(ends: list[int], length: int) -> list[int]:
    """For each code point of a text of this length, and for its end, how many tokens have ended."""
    lengths = map(sub, (*ends, length + 1), (0, *ends))
    return list(chain.from_iterable(map(repeat, range(len(ends) + 1), lengths)))


def _places(text: str, origin: list[int], tokens: list[re.Match[str]]) -> tuple[list[int], list[int]]:
    """Where folded tokens stand in the text: with the vowel signs in and after them, without controls and spaces."""
    firsts, lasts = [match.start() for match in tokens], [match.end() for match in tokens]
    starts, ends = list(map(origin.__getitem__, firsts)), list(map(origin.__getitem__, lasts))
    letters = list(map(sub, lasts, firsts))
    for i in [i for i, length in enumerate(map(sub, ends, starts)) if length != letters[i]]:
        start, end = starts[i], ends[i]
        while end - start > letters[i] and (is_control(text[end - 1]) or text[end - 1].isspace()):
            end -= 1
        ends[i] = max(end, start + 1)  # the second letter of a ligature stands where the first does
    return starts, ends


def _inner_breaks(text: str) -> set[int]:
    """Where line breaks stand inside a sentence; never that after the headline."""
    lines = [(m.start(), m.end(), m.group().strip()) for m in re.finditer(r"[^\n]+", text)]
    lines = [line for line in lines if line[2]]
    wrapped = len(lines) > _LEAST_WRAPPED and all(len(line[2]) <= _WRAPPED for line in lines[1:])
    inner, begun, first = set(), False, lines[1][0] if len(lines) > 1 else 0
    for (_, before_end, before), (start, end, line), (_, _, following) in zip(
        lines, lines[1:], lines[2:], strict=False
    ):
        stops, few = line.endswith(_STOPS), _is_few(line)
        quoted = line.endswith(":") and following[0] in '«"“'
        open_before = begun and not (_is_few(before) or before.endswith(_STOPS))
        if _GOES_ON.match(following) or _OPEN.search(line) or quoted:
            inner.add(end)
        if start > first and few and not stops and (_TIES.match(following) or open_before):
            inner.update((end, before_end))
        if start > first and wrapped and not stops:
            inner.add(end)
        begun = begun or (stops and not few)
    return inner


def _is_few(line: str) -> bool:
    """Whether a line holds a few words, as a link does; an address is none."""
    return len(line.split()) <= _FEW and "://" not in line


def _sentences(text: str, quoted: tuple[Quotation, ...], starts: list[int]) -> list[Sentence]:
    """Sentences end at a stop outside closed quotations, and at every line end."""
    found: list[Sentence] = []
    outer = [q for q in quoted if q.depth == 0 and q.closed]
    outer_starts = [q.start for q in outer]
    begin, paragraph = 0, 0
    inner = _inner_breaks(text)

    def close(end: int) -> None:
        nonlocal begin
        left = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        right = begin + len(text[begin:end].rstrip())
        if right > left:
            found.append(Sentence(left, right, bisect_left(starts, left), bisect_left(starts, right), paragraph))
        begin = end

    for match in _STOP.finditer(text):
        if "\n" in match.group():
            if match.start() in inner:
                continue
            close(match.start())
            begin = match.end()
            paragraph += 1
            continue
        i = bisect_right(outer_starts, match.start()) - 1
        if i >= 0 and match.end() < outer[i].inner_end:
            continue
        if match.group() == "." and _INITIAL.search(text[max(0, match.start() - 3) : match.end()]):
            continue
        if match.group() in ("..", "…") and found and begin == match.start():
            continue
        close(_CLOSING.match(text, match.end()).end())  # type: ignore[union-attr]  # matches the empty string too
    close(len(text))
    return found
