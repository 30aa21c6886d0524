"""Folding: one spelling for the many spellings of one Arabic word, with a map back to the text as printed."""

import re
import sys
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from musnad.arabic.kept import kept

# Letters that the press writes for one another. Folding is for comparing only; nothing folded is ever shown.
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ئ": "ي", "ێ": "ي", "ۍ": "ي",
    "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ۏ": "و",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۃ": "ه",
    "ک": "ك", "ڪ": "ك", "ګ": "ك", "گ": "ك", "ڭ": "ك", "ڤ": "ف", "ڨ": "ق", "پ": "ب", "چ": "ج", "ژ": "ز", "ڑ": "ر",
    "ٹ": "ت", "ڈ": "د", "ں": "ن",
}  # fmt: skip
_DIGITS = {chr(base + d): str(d) for base in (0x0660, 0x06F0) for d in range(10)}
# Digits that are no numerals (², ①): str.isdigit holds for them and int() does not, so that they must not stay.
_ORNAMENTAL = (
    (0xB2, 0xB3), (0xB9, 0xB9), (0x1369, 0x1371), (0x19DA, 0x19DA), (0x2070, 0x2070), (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468), (0x2474, 0x247C), (0x2488, 0x2490), (0x24EA, 0x24EA), (0x24F5, 0x24FD), (0x24FF, 0x24FF),
    (0x2776, 0x277E), (0x2780, 0x2788), (0x278A, 0x2792), (0x10A40, 0x10A43), (0x10E60, 0x10E68), (0x11052, 0x1105A),
    (0x1F100, 0x1F10A),
)  # fmt: skip
_DIGITS |= {chr(c): str(unicodedata.digit(chr(c))) for first, last in _ORNAMENTAL for c in range(first, last + 1)}
_LATIN = {chr(c): chr(c).lower() for c in range(0x250) if len(chr(c).lower()) == 1 and chr(c).lower() != chr(c)}
_SAME_LENGTH = {**_LETTERS, **_DIGITS, **_LATIN, "\xa0": " "}
_OTHERWISE = frozenset(_SAME_LENGTH)

# Marks that carry no letter: vowel signs, Quranic marks, tatweel, bidi and joining controls, BOM, soft hyphen.
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u0640"
CONTROLS = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
_RESHAPED = re.compile(f"[{MARKS}{CONTROLS}]+|[{_PRESENTATION}]")
_CONTROL_CHARACTERS = frozenset(re.findall(f"[{CONTROLS}]", "".join(map(chr, range(0x10000)))))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy of a text and the way back: character i of `text` stands at `origin[i]` of the original.

    `origin` has one entry more than `text` has characters (the original's length); it is None where both
    have the same offsets, which is the common case.
    """

    text: str
    origin: list[int] | None

    def original(self, offset: int) -> int:
        """The code point of the original at which the folded `offset` stands."""
        return offset if self.origin is None else self.origin[offset]

    def folded(self, offset: int) -> int:
        """The first folded offset that stands at or after `offset` of the original."""
        return offset if self.origin is None else bisect_left(self.origin, offset)


def fold(text: str) -> Folded:
    """Fold a text: no vowel signs, tatweel or controls; one form for each letter; ASCII digits; small Latin letters.

    Linear in the text's length. Offsets are code points.
    """
    if not _RESHAPED.search(text):
        return Folded(_one_for_one(text), None)
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _RESHAPED.finditer(text):
        start = match.start()
        if start > at:
            pieces.append(text[at:start])
            origin.extend(range(at, start))
        at = match.end()
        # A presentation form is one character for one or more letters (ﻻ is lam and alef).
        letters = _letters_of(text[start]) if at - start == 1 else ""
        if letters:
            pieces.append(letters)
            origin.extend([start] * len(letters))
    pieces.append(text[at:])
    origin.extend(range(at, len(text) + 1))
    return Folded(_one_for_one("".join(pieces)), origin)


def _one_for_one(text: str) -> str:
    """A text without letters that are written for others; it has few of them: `translate` would be slower."""
    if _OTHERWISE.isdisjoint(text):
        return text
    for letter in _OTHERWISE.intersection(text):
        text = text.replace(letter, _SAME_LENGTH[letter])
    return text


@lru_cache(maxsize=1024)
def _letters_of(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return "" if plain == character else re.sub(f"[{MARKS}{CONTROLS}\\s]", "", plain)


@kept
def fold_text(text: str) -> str:
    """The folded text alone: the key under which word lists and tables are looked up."""
    return sys.intern(fold(text).text if _RESHAPED.search(text) else _one_for_one(text))


def is_control(character: str) -> bool:
    """Whether a character is invisible and only steers direction or joining."""
    return character in _CONTROL_CHARACTERS
