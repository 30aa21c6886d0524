"""How much a string looks like Arabic, letter by letter: the measure by which encodings are told apart.

A general detector mistakes windows-1256 for its Latin neighbours on short texts; which Arabic letter follows which
is far stronger evidence and fits in a table of 40 × 40 numbers (letters.tsv, counted on news).
"""

import re
from functools import cache

from musnad.datafiles import rows

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
CLASSES = ["_", ".", "~", *LETTERS]
STRANGE_COST = 12.0  # nats for a character that Arabic news hardly prints: box drawing, Latin with diacritics, U+FFFD
_USUAL = frozenset("«»“”‘’„–—…•،؛؟٪٫٬×÷°€£©®\u200c\u200d\u200e\u200f" + "٠١٢٣٤٥٦٧٨٩" + "ـ")
# Letters of Persian and Urdu, and presentation forms, do occur in Arabic news, seldom: they tell nothing either way.
_SELDOM = re.compile("[پچژگڤکیھہےۀۆٱٹڈڑں\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_ـ]")  # tatweel lengthens a letter and is none


@cache
def _class_of(character: str) -> str:
    if character in LETTERS:
        return character
    if character.isspace():
        return "_"
    if "\u064b" <= character <= "\u0652" or character == "\u0670":
        return "~"
    if " " < character < "\x7f" or character in _USUAL or _SELDOM.match(character):
        return "."
    return ""


def classes_of(text: str) -> list[str]:
    """The class of each character; an empty one where it is strange."""
    return [_class_of(c) for c in text]


@cache
def _costs() -> dict[tuple[str, str], float]:
    header, *body = rows("reading/letters.tsv")
    return {(row[0], second): int(cost) / 10 for row in body for second, cost in zip(header[1:], row[1:], strict=True)}


def strangeness(text: str) -> float:
    """How little a text looks like Arabic news, in nats a character that is not ASCII; infinite without any.

    Arabic lies near 3; the same bytes under a wrong encoding beyond 5.
    """
    costs = _costs()
    total, counted = 0.0, 0
    before = "_"
    for character in text:
        now = _class_of(character)
        if not now:
            total += STRANGE_COST
            counted += 1
            before = "."
            continue
        if character > "\xa0":
            total += costs[before, now]
            counted += 1
        before = now
    return total / counted if counted else float("inf")


def arabic_share(text: str) -> float:
    """The share of Arabic letters among all letters (0–1); 0 where there are none."""
    letters = len(_LETTER.findall(text))
    return len(_ARABIC.findall(text)) / letters if letters else 0.0
