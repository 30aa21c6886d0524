"""Finding known names in a folded text, word by word, past the clitics written together with them."""

import re
from collections.abc import Iterator, Mapping, Set

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: blanks, or one joining mark (بي.بي.سي, سان-دوني). Never a line end.
_JOINTS = frozenset({" ", "  ", ".", "-", "–", "‐", "‑", "_", "'", "’", ". ", " - "})
_WORDS_KEPT = 200_000
_LONGEST_NAME = 80  # characters that are looked at from one given start


def words_of(folded: str, spellings: Mapping[str, str]) -> str:
    """The key of a folded name: its words in one spelling each, one blank between them."""
    return " ".join(respell(word, spellings) for word in _WORD.findall(folded))


def respell(word: str, spellings: Mapping[str, str]) -> str:
    """One spelling for words that the press spells in several ways (أميركي is أمريكي)."""
    for variant, usual in spellings.items():
        if variant in word:
            return word.replace(variant, usual)
    return word


def without_clitics(word: str) -> Iterator[tuple[int, str]]:
    """The word, and what is left of it without و ف and ب ل ك before it: (letters taken off, name's first word).

    In للجيش the first lam is the preposition: the name starts at the second one and reads الجيش.
    """
    yield 0, word
    starts = [0]
    if len(word) > 3 and (word[0] == "و" or (word[0] == "ف" and _long_enough(word[1:]))):
        yield 1, word[1:]
        starts.append(1)
    for start in starts:
        rest = word[start:]
        if len(rest) > 3 and (rest[0] in "بل" or (rest[0] == "ك" and _long_enough(rest[1:]))):
            yield start + 1, rest[1:]
            if rest.startswith("لل"):
                yield start + 1, "ا" + rest[1:]
                yield start + 1, "ال" + rest[1:]  # للاذقية is ل and اللاذقية


def _long_enough(rest: str) -> bool:
    """ف and ك before a short word are mostly its own first letter: فاطمة is not ف and أطمة."""
    return len(rest) > 4 or rest.startswith("ال")


class Scanner:
    """Finds the longest known names of a text, left to right, none over another.

    A dictionary of forms and one of first words with the length in words of the longest form they begin: linear in
    the text, a few dictionary look-ups a word, and word-aligned by construction.
    """

    def __init__(
        self, forms: Mapping[str, object], spellings: Mapping[str, str], outside: Set[str] = frozenset()
    ) -> None:
        """`outside` are the forms whose first word stands outside the name (مدينة درعا)."""
        self._forms, self._heads, self._spellings, self._outside = forms, heads_of(forms), spellings, outside
        self._known: dict[str, tuple[tuple[int, str, int], ...]] = {}
        self._respelt: dict[str, str] = {}

    def find(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, form) of each match; offsets are code points of the folded text."""
        spans = [match.span() for match in _WORD.finditer(folded)]
        known, at, count = self._known, 0, len(spans)
        if len(known) > _WORDS_KEPT:
            known.clear()
            self._respelt.clear()
        while at < count:
            start, end = spans[at]
            word = folded[start:end]
            readings = known.get(word)
            if readings is None:
                readings = known[word] = self._readings(word)
            if not readings:
                at += 1
                continue
            best_length, best_skip, best_form = 0, 0, ""
            for skip, head, longest in readings:
                length, form = self._longest(folded, spans, at, head, longest)
                if length > best_length:
                    best_length, best_skip, best_form = length, skip, form
            if best_form in self._outside:
                if self._reaches_beyond(folded, spans, at + 1, best_length):
                    at += 1  # الملك سلمان بن عبد العزيز: the name goes on
                    continue
                start, best_skip = spans[at + 1][0], 0
            if best_length:
                yield start + best_skip, spans[at + best_length - 1][1], best_form
            at += best_length or 1

    def _reaches_beyond(self, folded: str, spans: list[tuple[int, int]], at: int, length: int) -> bool:
        """Whether a name from word `at` on ends later than one of `length` words that starts a word earlier."""
        head = self._spelt(folded[slice(*spans[at])])
        longest, _ = self._longest(folded, spans, at, head, self._heads.get(head, 0))
        return longest + 1 > length

    def longest_at(self, folded: str, at: int) -> tuple[str, int]:
        """The longest name that begins at an offset, and where it ends; ("", at) where none does."""
        window = _WORD.finditer(folded, at, at + _LONGEST_NAME)
        spans = [match.span() for match in window]
        if not spans or spans[0][0] != at:
            return "", at
        head = self._spelt(folded[slice(*spans[0])])
        length, form = self._longest(folded, spans, 0, head, self._heads.get(head, 0))
        return (form, spans[length - 1][1]) if length else ("", at)

    def _readings(self, word: str) -> tuple[tuple[int, str, int], ...]:
        found = []
        for skip, rest in without_clitics(word):
            head = respell(rest, self._spellings)
            if head in self._heads:
                found.append((skip, head, self._heads[head]))
        return tuple(found)

    def _longest(self, folded: str, spans: list[tuple[int, int]], at: int, head: str, longest: int) -> tuple[int, str]:
        """The longest form that starts with `head` at word `at`: (its length in words or 0, the form)."""
        found, form = (1, head) if head in self._forms else (0, "")
        joined = head
        for other in range(at + 1, min(at + longest, len(spans))):
            if folded[spans[other - 1][1] : spans[other][0]] not in _JOINTS:
                break
            joined += " " + self._spelt(folded[spans[other][0] : spans[other][1]])
            if joined in self._forms:
                found, form = other - at + 1, joined
        return found, form

    def _spelt(self, word: str) -> str:
        spelt = self._respelt.get(word)
        if spelt is None:
            spelt = self._respelt[word] = respell(word, self._spellings)
        return spelt


def heads_of(forms: Mapping[str, object]) -> dict[str, int]:
    """First word of every form → number of words of the longest form that it begins."""
    heads: dict[str, int] = {}
    for form in forms:
        head, words = form.split(" ", 1)[0], form.count(" ") + 1
        if heads.get(head, 0) < words:
            heads[head] = words
    return heads
