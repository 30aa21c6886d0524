"""Arabic names in Latin letters: as the press spells the known ones, plainly after IJMES for the rest.

IJMES is the transliteration of the International Journal of Middle East Studies, here without its dots, bars and
ayns. Vowels that Arabic does not write are guessed, so an unknown name is readable rather than exact.
"""

import re
from functools import lru_cache

from musnad.arabic import fold_text
from musnad.knowledge.base import Knowledge, knowledge

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ڨ": "g", "ک": "k", "ی": "y",
}  # fmt: skip
_LONG = {"ا": "a", "ى": "a", "ٰ": "a"}
_SHORT = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u064b": "an", "\u064c": "un", "\u064d": "in"}
_SHADDA, _SUKUN, _HAMZAS, _AYN = "\u0651", "\u0652", "ءأإؤئآٱ", "ع"
_INITIAL = {"أ": "a", "إ": "i", "آ": "a", "ا": "a", "ٱ": "a", "ع": "a"}
_VOWELS = frozenset("aiu")
_NO_VOWEL = "-"
_AFTER_GLIDE = frozenset("اآىةوي\u064e\u064f\u0650\u0651")  # before these و and ي are consonants
_PARTICLES = {"بن": "bin", "ابن": "ibn", "بنت": "bint", "ال": "al", "ابو": "abu", "ام": "umm", "دي": "de", "فان": "van",
              "فون": "von", "و": "and"}  # fmt: skip
_ARTICLE = re.compile(r"A[dlnrstz]h?-")  # some who are called سهلي write Al-Sehly: the article is not said twice
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*")


def romanise(arabic: str, *, whole: bool = True) -> str:
    """A name in Latin letters: محمد بن سلمان is Mohammed bin Salman, الشهري is al-Shehri.

    A name that the tables know whole is given back in its usual spelling; otherwise word by word, in the spelling
    most people of that name use, and by rule where nobody is known. Text in other scripts stays as it is. Without
    `whole` every name is put word by word: a ministry that is not the one of the tables must not be called like it.
    """
    return _romanised(arabic.strip(), whole)


@lru_cache(maxsize=4096)
def _romanised(arabic: str, whole: bool) -> str:
    base = knowledge()
    known = base.usual_name(arabic) if whole else None
    if known:
        return known
    words = _WORD.findall(arabic)
    if not words:
        return arabic
    parts: list[str] = []
    at = 0
    while at < len(words):
        length = 2 if base.press_spelling(" ".join(words[at : at + 2])) and at + 1 < len(words) else 1
        parts.append(_unit(" ".join(words[at : at + length]), base, first=not parts))
        at += length
    name = " ".join(parts)
    return name[:1].upper() + name[1:] if not name.startswith("al-") else name


def _unit(word: str, base: Knowledge, first: bool) -> str:
    folded = fold_text(word)
    if folded in _PARTICLES:
        particle = _PARTICLES[folded]
        return particle.capitalize() if first else particle
    usual = base.press_spelling(word)
    # ألكسندر is written with a hamza, so its ال is no article; without one, what follows must be a name by itself.
    if word[0] in "اٱ" and folded.startswith("ال") and len(folded) > 4:
        rest = word[2:].lstrip(_SUKUN)
        if base.press_spelling(rest) or not usual:
            return "al-" + _ARTICLE.sub("", _unit(rest, base, first=True))
    return usual or by_rule(word).capitalize()


def by_rule(word: str) -> str:
    """One word letter by letter, vowel signs respected where written: بَكر is bakr, شهبندر is shahbandar."""
    if not any(letter in _CONSONANTS or letter in _LONG or letter in _HAMZAS + _AYN for letter in word):
        return word
    out: list[str] = []
    for position, letter in enumerate(word):
        following = word[position + 1] if position + 1 < len(word) else ""
        out.append(_letter(letter, following, out, position))
    return _filled([piece for piece in out if piece])


def _letter(letter: str, following: str, before: list[str], position: int) -> str:
    """The Latin letters of one Arabic letter, given the next one and what stands before it."""
    if letter in _SHORT:
        return _SHORT[letter]
    if letter == _SHADDA:
        return before[-1] if before else ""
    if letter == _SUKUN:
        return _NO_VOWEL
    if letter == "ة":
        return "a" if not before or before[-1] not in _VOWELS else ""
    if position == 0 and letter in _INITIAL:
        return (
            ""
            if letter in "اأ" and following == "و"
            else "i"
            if letter == "ا" and following == "ي"
            else _INITIAL[letter]
        )
    if letter in _LONG or letter == "آ":
        return _LONG.get(letter, "a")
    if letter in "وي" and (not following or following not in _AFTER_GLIDE) and (position > 0 or following):
        initial_glide = position == 0 or (position == 1 and not before[0])
        if not initial_glide or before:
            return "u" if letter == "و" else "i"
    return _CONSONANTS.get(letter, "")


def _filled(pieces: list[str]) -> str:
    """Vowels put between consonants that Arabic syllables keep apart: never three together, never two at the start."""
    name = ""
    run = 0  # consonants since the last vowel
    for index, piece in enumerate(pieces):
        if piece == _NO_VOWEL:
            continue
        if piece[0] in _VOWELS:
            name += "" if name.endswith(piece) else piece
            run = 0
            continue
        last = index + 1 == len(pieces)
        next_is_vowel = not last and pieces[index + 1][0] in _VOWELS
        forbidden = index > 0 and pieces[index - 1] == _NO_VOWEL
        if run and not forbidden and (run == 2 or not next_is_vowel or not _has_vowel(name)):
            name += "a"
            run = 0
        name += piece
        run += 1
    return name


def _has_vowel(name: str) -> bool:
    return any(letter in _VOWELS for letter in name)
