"""Finding known names in a folded text, word by word, past the clitics written together with them."""

import re
from collections.abc import Container, Iterator, Mapping, Set
from functools import lru_cache

from musnad.arabic.kept import kept

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: blanks, or one joining mark (بي.بي.سي, سان-دوني). Never a line end.
_JOINTS = frozenset({" ", "  ", ".", "-", "–", "‐", "‑", "_", "'", "’", ". ", " - "})
_WORDS_KEPT = 200_000
_NOTHING: tuple[tuple[int, str, int], ...] = ()
_LONG_TEXT = 400  # characters
_SHORTEST = 3  # letters of a word that is a name alone behind a clitic, or of one that may carry a clitic
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

    In للجيش the first lam is the preposition: the name starts at the second one and reads الجيش. What is left may be
    two letters long (وتل أبيب), which the scanner takes for the beginning of a longer name alone.
    """
    yield 0, word
    starts = [0]
    if len(word) >= _SHORTEST and (word[0] == "و" or (word[0] == "ف" and _long_enough(word[1:]))):
        yield 1, word[1:]
        starts.append(1)
    for start in starts:
        rest = word[start:]
        if len(rest) >= _SHORTEST and (rest[0] in "بل" or (rest[0] == "ك" and _long_enough(rest[1:]))):
            yield start + 1, rest[1:]
            if rest.startswith("لل"):
                yield start + 1, "ا" + rest[1:]
                yield start + 1, "ال" + rest[1:]  # للاذقية is ل and اللاذقية


def _long_enough(rest: str) -> bool:
    """ف and ك before a short word are mostly its own first letter: فاطمة is not ف and أطمة."""
    return len(rest) > 4 or rest.startswith("ال")


class Reader:
    """Words in one spelling and without their clitics, each worked out once; shared by the scanners of one knowledge.

    `spelt(word)` is a word in one spelling; `readings(word)` the word whole and without clitics, in one spelling:
    (letters taken off, what is left). Both are asked so often that they are the look-ups themselves.
    """

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = spellings
        self._variants = re.compile("|".join(map(re.escape, spellings)) or "(?!)")
        self.spelt = kept(self.respelt)
        self.readings = kept(self._read)

    def _read(self, word: str) -> tuple[tuple[int, str], ...]:
        return tuple([(skip, self.respelt(rest)) for skip, rest in without_clitics(word)])

    def respelt(self, word: str) -> str:
        """A word in one spelling, worked out anew."""
        return respell(word, self._spellings) if self._variants.search(word) else word


class Scanner:
    """Finds the longest known names of a text, left to right, none over another.

    A dictionary of forms and one of first words with the length in words of the longest form they begin: linear in
    the text, a few dictionary look-ups a word, and word-aligned by construction.
    """

    def __init__(self, forms: Mapping[str, object], reader: Reader, outside: Set[str] = frozenset()) -> None:
        """`outside` are the forms whose first word stands outside the name (مدينة درعا)."""
        self._forms, self._heads, self._reader, self._outside = forms, heads_of(forms), reader, outside
        self._known: dict[str, tuple[tuple[int, str, int], ...]] = {}  # letters taken off, first word, words

    def find(self, folded: str, among: Container[str] | None = None) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, form) of each match, of those forms alone that are `among` some, where these are given.

        Offsets are code points of the folded text.
        """
        forms = self._forms if among is None else among
        spans, words, distinct = words_in(folded)
        known, after = self._known, 0
        if len(known) > _WORDS_KEPT:
            known.clear()
        heads, readings = self._heads, self._reader.readings
        for word in distinct.difference(known):  # its readings that begin a form, and the longest form's words
            found = [(skip, head, heads[head]) for skip, head in readings(word) if head in heads]
            known[word] = tuple(found) if found else _NOTHING
        for at in [at for at, word in enumerate(words) if known[word]]:
            if at < after:
                continue
            best_length, best_skip, best_form = 0, 0, ""
            for skip, head, longest in known[words[at]]:
                if longest == 1:  # a word that begins no longer form is one itself
                    length, form = int(head in forms), head
                else:
                    length, form = self._longest(folded, spans, words, at, head, longest, forms)
                if length > best_length and (length > 1 or not skip or len(words[at]) - skip >= _SHORTEST):
                    best_length, best_skip, best_form = length, skip, form
            start = spans[at][0]
            if best_form in self._outside:
                if self._reaches_beyond(folded, spans, words, at + 1, best_length):
                    continue  # الملك سلمان بن عبد العزيز: the name goes on
                start, best_skip = spans[at + 1][0], 0
            if best_length:
                yield start + best_skip, spans[at + best_length - 1][1], best_form
                after = at + best_length

    def _reaches_beyond(
        self, folded: str, spans: list[tuple[int, int]], words: list[str], at: int, length: int
    ) -> bool:
        """Whether a name from word `at` on ends later than one of `length` words that starts a word earlier."""
        head = self._reader.spelt(words[at])
        longest, _ = self._longest(folded, spans, words, at, head, self._heads.get(head, 0), self._forms)
        return longest + 1 > length

    def longest_at(self, folded: str, at: int) -> tuple[str, int]:
        """The longest name that begins at an offset, and where it ends; ("", at) where none does."""
        window = _WORD.finditer(folded, at, at + _LONGEST_NAME)
        spans = [match.span() for match in window]
        if not spans or spans[0][0] != at:
            return "", at
        words = [folded[start:end] for start, end in spans]
        head = self._reader.spelt(words[0])
        length, form = self._longest(folded, spans, words, 0, head, self._heads.get(head, 0), self._forms)
        return (form, spans[length - 1][1]) if length else ("", at)

    def _longest(
        self,
        folded: str,
        spans: list[tuple[int, int]],
        words: list[str],
        at: int,
        head: str,
        longest: int,
        forms: Container[str],
    ) -> tuple[int, str]:
        """The longest form that starts with `head` at word `at`: (its length in words or 0, the form)."""
        found, form = (1, head) if head in forms else (0, "")
        joined, spelt = head, self._reader.spelt
        for other in range(at + 1, min(at + longest, len(spans))):
            if folded[spans[other - 1][1] : spans[other][0]] not in _JOINTS:
                break
            joined += " " + spelt(words[other])
            if joined in forms:
                found, form = other - at + 1, joined
        return found, form


def words_in(folded: str) -> tuple[list[tuple[int, int]], list[str], frozenset[str]]:
    """Where a folded text has words, the words, and each once; remembered of a long text: several scanners ask."""
    return _words_in(folded) if len(folded) > _LONG_TEXT else _words_in.__wrapped__(folded)


@lru_cache(maxsize=2)
def _words_in(folded: str) -> tuple[list[tuple[int, int]], list[str], frozenset[str]]:
    words = _WORD.findall(folded)
    return [match.span() for match in _WORD.finditer(folded)], words, frozenset(words)


def heads_of(forms: Mapping[str, object]) -> dict[str, int]:
    """First word of every form → number of words of the longest form that it begins."""
    heads = {form: 1 for form in forms if " " not in form}
    for form in forms:
        blanks = form.count(" ")
        if blanks:
            head = form[: form.index(" ")]
            if heads.get(head, 0) <= blanks:
                heads[head] = blanks + 1
    return heads
