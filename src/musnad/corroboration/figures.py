"""Figures: how many were killed, wounded, detained, displaced, and the characters that say so."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from musnad.arabic import Page, fold_text, stems, without_enclitic
from musnad.arabic.numbers import cardinal, is_number_word
from musnad.corroboration.words import stem
from musnad.datafiles import rows

_VERB_REACH = 6
_NOUN_REACH = 2
_BOUND_REACH = 5
_AGREEING, _LEAST_ADJECTIVE = ("ا", "ين", "يه"), 4
_LEAST_WORD = 3
_THOUSANDS = {fold_text(w): n for w, n in (("ألف", 1000), ("آلاف", 1000), ("ألفا", 1000), ("مليون", 10**6))}
_YEAR = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted toll: what kind, how many, and the code points [start, end) from the number to what it counts.

    `of` are the words for whom alone it counts (children, soldiers, a nation; none: whoever), `low` and `high` between
    what the toll lies by its own words: «أكثر من 40» is 40 and more.
    """

    kind: str
    value: int
    start: int
    end: int
    of: frozenset[str] = frozenset()
    low: float = 0.0
    high: float = math.inf


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Folded word → (kind, noun or verb)."""
    found: dict[str, tuple[str, str]] = {}
    for kind, role, forms in rows("corroboration/data/figures.tsv"):
        if kind != "whoever" and role not in ("before", "after"):
            for form in forms.split("|"):
                found.setdefault(fold_text(form), (kind, role))
    return found


@cache
def _whoever() -> frozenset[str]:
    """Folded nouns for people of any sort."""
    listed = [forms.split("|") for kind, _, forms in rows("corroboration/data/figures.tsv") if kind == "whoever"]
    return frozenset(fold_text(form) for forms in listed for form in forms)


@cache
def _bounds() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What says that a number is no exact one: which bound, on which side of the number, folded phrases."""
    table = rows("corroboration/data/figures.tsv")
    return tuple(
        (kind, side, tuple(fold_text(form) for form in forms.split("|")))
        for kind, side, forms in table
        if side in ("before", "after")
    )


def figures(page: Page) -> Iterator[Figure]:
    """Every counted toll of a page, by start; linear."""
    for sentence in page.sentences:
        i = sentence.first
        while i < sentence.last:
            form = page.forms[i]
            word = form[1:] if form.startswith("و") and not is_number_word(form) else form  # قتلى وعشرين جريحا
            number = _number(page, i, sentence.last, word) if word[:1].isdigit() or is_number_word(word) else None
            pair = _dual(form) if number is None else None
            value, after = number or (2, i + 1)
            if number is None and pair is None:
                i = after
                continue
            kind = _kind(page, i, after, sentence.first, sentence.last, pair)
            if kind and not _part(page, i, after, sentence.first, sentence.last):
                yield _figure(page, kind, value, (i, after), (sentence.first, sentence.last), counted=pair is not None)
            i = after


def _figure(
    page: Page, kind: str, value: int, at: tuple[int, int], inside: tuple[int, int], *, counted: bool
) -> Figure:
    """The figure of a number's tokens within those of its sentence; `counted`: the number is also what it counts."""
    (i, after), (first, stop) = at, inside
    last = i if counted else min(after, stop - 1)
    low, high = _between(page, value, (max(first, i - _BOUND_REACH), i), (after, min(after + _BOUND_REACH, stop)))
    return Figure(kind, value, page.starts[i], page.ends[last], _of(page, last, stop), low, high)


def _between(page: Page, value: int, before: tuple[int, int], after: tuple[int, int]) -> tuple[float, float]:
    """Between what a toll lies, by the words before and after its number."""
    sides = {"before": " ".join(page.forms[slice(*before)]), "after": " ".join(page.forms[slice(*after)])}
    for bound, side, phrases in _bounds():
        words = f" {sides[side]} "
        near = any(words.endswith(f"{p} ") if side == "before" else f" {p} " in words for p in phrases)
        if near:
            return {"least": (value, math.inf), "most": (0, value), "about": (value * 0.8, value * 1.2)}[bound]
    return value, value


def _of(page: Page, noun: int, stop: int) -> frozenset[str]:
    """For whom alone a number counts, by the noun beside it and the adjectives that agree with that."""
    found = [] if page.forms[noun] in _whoever() or not page.forms[noun].isalpha() else [_bare(page.forms[noun])]
    for at in range(noun + 1, min(noun + 1 + _NOUN_REACH, stop)):
        form = page.forms[at]
        if form.startswith("و") or not form.endswith(_AGREEING) or len(form) < _LEAST_ADJECTIVE or form in _whoever():
            break
        found.append(_bare(form))
    return frozenset(f for f in found if len(f) >= _LEAST_WORD)


def _bare(noun: str) -> str:
    """A noun without its endings: فلسطينيا and فلسطينيين are one."""
    return stem(stem(noun))


def _part(page: Page, i: int, after: int, first: int, stop: int) -> bool:
    """Whether a number counts some of others: «خمسة … اثنان منهم», «ستة من القتلى», «من بين القتلى 18 عنصرا»."""
    following = [_said(form) for form in page.forms[after : min(after + 2, stop)]]
    if following and following[0] and following[0][0] == "part":
        return True
    if len(following) == 2 and page.forms[after] == "من" and following[1] and following[1][1] == "noun":
        return page.forms[after + 1].startswith("ال")
    before = page.forms[max(first, i - _VERB_REACH) : i]
    for word, counted in pairwise(before):
        kind = _said(counted)
        if word in ("بين", "وبين") and kind and kind[1] == "noun":
            return True
    return False


def _number(page: Page, i: int, stop: int, word: str) -> tuple[int, int] | None:
    form = word.replace(",", "")
    read = (int(form), i + 1) if form.isdigit() and len(form) <= 9 else cardinal(page, i, stop, word)
    if read is None:
        return None
    value, after = read
    if after < stop and page.forms[after] in _THOUSANDS and value < 1000:
        value, after = value * _THOUSANDS[page.forms[after]], after + 1
    return None if form.isdigit() and value in _YEAR and len(form) == 4 else (value, after)


def _dual(form: str) -> str | None:
    """The kind of a counted noun in the dual, which is a number by itself: قتيلين, جنديين."""
    found = _words().get(form)
    return found[0] if found and found[1] == "dual" else None


def _kind(page: Page, i: int, after: int, first: int, stop: int, noun: str | None) -> str | None:
    """What a number counts: by the noun beside it, else by the verb before it."""
    counted = noun
    for at in range(after, min(after + _NOUN_REACH, stop)):
        found = _said(page.forms[at])
        if counted is None and found and found[1] in ("noun", "dual"):
            counted = found[0]
    if counted and counted != "people":
        return counted
    if counted is None:
        return None
    for at in range(i - 1, max(first, i - _VERB_REACH) - 1, -1):
        found = _said(page.forms[at])
        if found and found[0] != "people":
            return None if found[0] == "part" else found[0]  # «مقتل 30 شخصا بينهم 16 طفلا»
    return None


def _said(form: str) -> tuple[str, str] | None:
    words = _words()
    for part in stems(form):
        for text, _ in without_enclitic(part.text):
            found = words.get(text)
            if found:
                return found
    return None
