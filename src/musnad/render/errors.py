"""Errors and notes in the reader's language, from a table that translators can edit (errors.tsv)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from musnad.datafiles import read_table
from musnad.errors import MusnadError
from musnad.render.plain import clean
from musnad.render.words import Language

# LEFT-TO-RIGHT ISOLATE for commands, FIRST STRONG ISOLATE for what varies, POP DIRECTIONAL ISOLATE (UAX #9): in a line
# of Arabic they keep `--engine` and `a/b.txt` in one piece.
_LEFT_TO_RIGHT, _EITHER, _POP = "\u2066", "\u2068", "\u2069"
_MARKS = dict.fromkeys(map(ord, (_LEFT_TO_RIGHT, _EITHER, _POP)))
_NAME = re.compile(r"\{(\w+)\}")
_PIECE = re.compile(rf"`([^`]*)`|{_NAME.pattern}")
_ERRNO = re.compile(r"\[Errno -?\d+\] ")


def worded(error: MusnadError, language: Language, *, marked: bool = False) -> str:
    """An error in one line: its subject as it is, what is wrong with it, what would help.

    `marked` sets what is not Arabic in Unicode isolates, for terminals and pages; files and pipes go without.
    """
    if language == "en":
        return str(error)
    mend = f" ({_arabic(error.mend)})" if error.mend else ""
    line = f"{_isolated(error.subject)}: {_arabic(error.reason)}{mend}"
    return line if marked else line.translate(_MARKS)


def phrase(text: str, language: Language, *, marked: bool = False) -> str:
    """A note, or one half of an error, in a language; what has no row in the table stays English."""
    if language == "en":
        return text
    return _arabic(text) if marked else _arabic(text).translate(_MARKS)


def passed_on(text: str, *, marked: bool = False) -> str:
    """What a library says, in Arabic; what has no row in the table stays as it is."""
    return _value(text) if marked else _value(text).translate(_MARKS)


def _arabic(text: str) -> str:
    found = _found(text, _table())
    return _filled(*found) if found else _isolated(text)


def _found(text: str, table: "_Table") -> tuple[str, dict[str, str]] | None:
    """The Arabic of a text, and what varies in it."""
    if text in table.exact:
        return table.exact[text], {}
    matches = ((arabic, match) for pattern, arabic in table.patterns if (match := pattern.fullmatch(text)))
    return next(((arabic, match.groupdict()) for arabic, match in matches), None)


def _filled(arabic: str, values: Mapping[str, str]) -> str:
    def piece(found: re.Match[str]) -> str:
        if found[1] is None:
            return _value(values[found[2]])
        command = _NAME.sub(lambda name: clean(values[name[1]]), found[1])
        return f"{_LEFT_TO_RIGHT}{command}{_POP}"

    return _PIECE.sub(piece, arabic)


def _value(text: str) -> str:
    """What an error passes on: in Arabic where it is what the system said, never where it is a word of the user's."""
    found = _found(_ERRNO.sub("", text, count=1), _table(ours=False))
    return _filled(*found) if found else _isolated(text)


def _isolated(text: str) -> str:
    return f"{_EITHER}{clean(text)}{_POP}"


@dataclass(frozen=True, slots=True)
class _Table:
    """The Arabic of what has nothing that varies, by its English; and of what has, the most literal first."""

    exact: dict[str, str]
    patterns: list[tuple[re.Pattern[str], str]]


@cache
def _table(*, ours: bool = True) -> _Table:
    """What we say, or what others say; an error may give the system's words for its own reason."""
    exact, patterns = {}, []
    for row in read_table("render/errors.tsv"):
        own = row["of"] == "ours"
        literal, *rest = _NAME.split(row["en"])  # literal, name, literal, name …
        if not rest and (ours or not own):
            exact[literal] = row["ar"]
        if not rest or own != ours:
            continue
        groups = "".join(f"(?P<{name}>.*?){re.escape(said)}" for name, said in zip(rest[::2], rest[1::2], strict=True))
        length = len(literal) + sum(map(len, rest[1::2]))
        patterns.append((length, re.compile(re.escape(literal) + groups, re.DOTALL), row["ar"]))
    patterns.sort(key=lambda p: -p[0])
    return _Table(exact, [(pattern, arabic) for _, pattern, arabic in patterns])
