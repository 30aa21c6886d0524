"""Words as a search index wants them: one entry a word, so that phrases keep their places."""

import re
from functools import cache

from musnad.arabic.fold import fold
from musnad.arabic.kept import kept
from musnad.arabic.words import TOKEN
from musnad.datafiles import lines

_LEAST = 3
_LEAST_BEGUN = 2
_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)")


@cache
def _whole_words() -> frozenset[str]:
    return frozenset(lines("arabic/data/whole_words.txt"))


def is_whole(word: str) -> bool:
    """Whether the first letter of a folded word (و ف ب ل ك) belongs to it by nature and is no clitic: وزير, لقاء."""
    return word in _whole_words()


@kept
def index_form(word: str) -> str:
    """A folded word without conjunction, preposition and article: أتراك for الأتراك, وأتراك and وللأتراك.

    A first letter that belongs to the word stays (وزير, كبير, لبنان): data/whole_words.txt has them. At least three
    letters remain.
    """
    if word in _whole_words():
        return word
    rest = word
    if len(rest) > _LEAST + 1 and rest[0] in "وف":
        after = rest[1:]
        if after in _whole_words():
            return after
        rest = after
    if len(rest) >= _LEAST + 2 and rest.startswith("ال"):
        return rest[2:]
    if len(rest) >= _LEAST + 2 and rest.startswith("لل"):
        return rest[2:]
    if len(rest) >= _LEAST + 3 and rest[0] in "بك" and rest[1:3] == "ال":
        return rest[3:]
    if len(rest) > _LEAST + 1 and rest[0] in "بل" and rest not in _whole_words():
        return rest[1:]
    return rest


def index_beginnings(text: str) -> list[str]:
    """What words that begin so begin with in the index: الأت* is also the beginning of أتراك."""
    words = index_words(text)
    if len(words) != 1:
        return words[-1:]
    raw = "".join(m for m in TOKEN.findall(fold(text).text) if m[0].isalnum())
    bare = _ARTICLE.sub("", raw)
    return list(dict.fromkeys((*words, *([bare] if len(bare) >= _LEAST_BEGUN else []))))


def index_words(text: str) -> list[str]:
    """The words of a text in order, folded and without clitics; punctuation is left out. Linear."""
    return [index_form(m) for m in TOKEN.findall(fold(text).text) if m[0].isalnum()]
