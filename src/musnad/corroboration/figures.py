"""Figures: how many were killed, wounded, detained, displaced, and the characters that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from musnad.arabic import Page, fold_text, stems, without_enclitic
from musnad.arabic.numbers import cardinal, is_number_word
from musnad.datafiles import rows

_VERB_REACH = 6
_NOUN_REACH = 2
_THOUSANDS = {fold_text(w): n for w, n in (("ألف", 1000), ("آلاف", 1000), ("ألفا", 1000), ("مليون", 10**6))}
_YEAR = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted toll: what kind, how many, and the code points [start, end) from the number to what it counts."""

    kind: str
    value: int
    start: int
    end: int


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Folded word → (kind, noun or verb)."""
    found: dict[str, tuple[str, str]] = {}
    for kind, role, forms in rows("corroboration/data/figures.tsv"):
        for form in forms.split("|"):
            found.setdefault(fold_text(form), (kind, role))
    return found


def figures(page: Page) -> Iterator[Figure]:
    """Every counted toll of a page, by start; linear."""
    for sentence in page.sentences:
        i = sentence.first
        while i < sentence.last:
            form = page.forms[i]
            word = form[1:] if form.startswith("و") and not is_number_word(form) else form  # قتلى وعشرين جريحا
            number = _number(page, i, sentence.last, word) if word[:1].isdigit() or is_number_word(word) else None
            if number is None:
                pair = _dual(form)
                if pair:
                    kind = _kind(page, i, i + 1, sentence.first, sentence.last, pair)
                    if kind:
                        yield Figure(kind, 2, page.starts[i], page.ends[i])
                i += 1
                continue
            value, after = number
            kind = _kind(page, i, after, sentence.first, sentence.last, None)
            if kind:
                last = min(after, sentence.last - 1)
                yield Figure(kind, value, page.starts[i], page.ends[last])
            i = after


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
    for stem in stems(form):
        for text, _ in without_enclitic(stem.text):
            found = words.get(text)
            if found:
                return found
    return None
