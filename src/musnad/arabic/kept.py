"""What is said of words, kept: some thousand words make up most of any text."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_MOST = 65536


class _Kept(dict[str, T]):
    """Word → what a function says of it, asked for once; emptied when it holds too many."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, word: str) -> T:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = self.function(word)
        return found


def kept(function: Callable[[str], T]) -> Callable[[str], T]:
    """The same function of a word, which remembers what it said of some ten thousands of words.

    A dictionary alone: `functools.lru_cache` takes twice the time to find a word and holds one more object for each,
    over which the garbage collector goes again and again.
    """
    return _Kept(function).__getitem__
