"""Quotation marks as the press really prints them: nested, of mixed shapes, turned round, never closed."""

import re
from dataclasses import dataclass

# The pattern begins with the marks themselves, which are found many times faster than alternatives are tried.
_MARK = re.compile(
    "[\"«»“”„‟‹›＂'`‘’](?:(?<=[\"«»“”„‟‹›＂])|(?<=')'|(?<=`)`|(?<!\\w['‘’])(?<=['‘’])(?=\\w)|(?<=\\w['‘’])(?!\\w))"
)
_SHAPES = {
    "«": "angle", "»": "angle", "‹": "small angle", "›": "small angle",
    "“": "curly", "”": "curly", "„": "curly", "‟": "curly", '"': "straight", "＂": "straight",
    "''": "straight", "``": "straight", "'": "single", "‘": "single", "’": "single",
}  # fmt: skip
_OPENERS, _CLOSERS = frozenset("«“„‹‘"), frozenset("»”›’")
_BEFORE_OPENING = frozenset(" \t\n\xa0([{:،,-–—ـ؛…/")
_AFTER_CLOSING = frozenset(" \t\n\xa0)]}:،,.-–—؛;!؟?…/")
_MARK_CHARACTERS = frozenset("\"«»“”„‟‹›＂'`‘’")
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `start` and `end` take in the marks, `inner_start` and `inner_end` do not.

    `depth` is 0 for an outermost quotation. `closed` is False where the closing mark is missing: the quotation then
    runs to the end of its paragraph. Offsets are code points.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    end: int
    shape: str


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, by start; a quotation never crosses a line end.

    One pass with a stack per line: linear in the number of marks. A mark's side is read from what stands beside it
    first (a mark after a space and before a letter opens), then from its shape, since papers print »…« and «…«.
    """
    found: list[Quotation] = []
    start = 0
    for line_end in [m.start() for m in re.finditer("\n", text)] + [len(text)]:
        _pair_up(text, start, line_end, found)
        start = line_end + 1
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _pair_up(text: str, start: int, end: int, found: list[Quotation]) -> None:
    open_marks: list[_Open] = []
    line = text[start:end]
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        shape = _SHAPES[mark]
        inside = next((i for i in range(len(open_marks) - 1, -1, -1) if open_marks[i].shape == shape), None)
        if _opens(line, match.start() - start, mark, one_is_open=inside is not None):
            if len(open_marks) < _DEEPEST:
                open_marks.append(_Open(match.start(), match.end(), shape))
        elif inside is not None:
            opened = open_marks[inside]
            del open_marks[inside:]  # marks opened within and never closed are noise
            if not text[opened.end : match.start()].strip():  # so are marks with nothing between them
                continue
            found.append(Quotation(opened.start, match.end(), opened.end, match.start(), inside, True))
    for depth, opened in enumerate(open_marks):
        last = len(text[opened.end : end].rstrip()) + opened.end
        if opened.shape != "single" and last > opened.end:
            found.append(Quotation(opened.start, last, opened.end, last, depth, False))


def _opens(line: str, at: int, mark: str, *, one_is_open: bool) -> bool:
    after = at + len(mark)
    before = line[at - 1] if at else " "
    following = line[after] if after < len(line) else " "
    if before in _MARK_CHARACTERS:  # «"…: the outer mark's neighbour decides for both
        before = " " if before in _OPENERS or not one_is_open else before
    can_open = before in _BEFORE_OPENING and following not in _AFTER_CLOSING
    can_close = following in _AFTER_CLOSING and before not in _BEFORE_OPENING
    if can_open != can_close:
        return can_open
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS:
        return False
    return not one_is_open
