"""The words of time, loaded once from data/times.tsv."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from musnad.arabic import fold_text, stems
from musnad.arabic.kept import kept
from musnad.arabic.months import months
from musnad.datafiles import rows

Key = tuple[str, ...]


class Word(NamedTuple):
    """A word or fixed phrase of time at some token: its category and value, `skip` letters of clitics before it.

    `definite` says whether it carries ال; `last` is the token after it.
    """

    category: str
    value: str
    skip: int
    definite: bool
    last: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word, longest first; single words are phrases of one word."""

    phrases: dict[str, list[tuple[Key, str, str]]]

    def at(self, forms: tuple[str, ...], i: int, stop: int) -> list[Word]:
        """Every reading of token `i` as a word of time, longest phrase first."""
        found: list[Word] = []
        for key, category, value, skip, definite in _openings(forms[i]):
            last = i + len(key)
            if last <= stop and (len(key) == 1 or forms[i + 1 : last] == key[1:]):
                found.append(Word(category, value, skip, definite, last))
        found.sort(key=lambda w: (-(w.last - i), w.skip))
        return found


@kept
def _openings(form: str) -> tuple[tuple[Key, str, str, int, bool], ...]:
    """The phrases that may begin with a word: their words, category and value, letters of clitics, with ال or not."""
    found: list[tuple[Key, str, str, int, bool]] = []
    for stem in stems(form):
        if stem.proclitics.endswith("ال") or "س" in stem.proclitics or "ك" in stem.proclitics:
            continue
        for text, definite in ((stem.text, False), (stem.text[2:], True)):
            if definite and not stem.text.startswith("ال"):
                continue
            for key, category, value in lexicon().phrases.get(text, ()):
                found.append((key, category, value, stem.skip, definite))
    return tuple(found)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once a process."""
    phrases: dict[str, list[tuple[Key, str, str]]] = {}
    weak: set[str] = set()
    table = rows("analysis/data/times.tsv")
    weak = {fold_text(f) for category, _, forms in table if category == "weak-month" for f in forms.split("|")}
    table += [["month", str(number), name] for name, number in months().items()]
    for category, value, forms in table:
        for form in forms.split("|"):
            key = tuple(fold_text(form).split())
            if category == "month" and key[0] in weak and len(key) == 1:
                continue
            kept = phrases.setdefault(key[0], [])
            if (key, category, value) not in kept:
                kept.append((key, category, value))
    for kept in phrases.values():
        kept.sort(key=lambda entry: -len(entry[0]))
    return Lexicon(phrases)


@kept
def words_of(category: str) -> frozenset[str]:
    """The single words of a category, folded."""
    return frozenset(k[0] for some in lexicon().phrases.values() for k, c, _ in some if c == category and len(k) == 1)


# The categories with which an expression of time can begin; the others only stand beside one.
_OPENING = frozenset(
    "month weak-month weekday day daypart season unit edge these few about set every ref ref-after-in then long"
    " holiday reign-of noon ref-after-until hours decade era hijri-month own-unit".split()
)


@cache
def opening_words() -> frozenset[str]:
    """The first words, folded and without ال, of everything that can open an expression of time."""
    return frozenset(
        first for first, kept in lexicon().phrases.items() if any(category in _OPENING for _, category, _ in kept)
    )
