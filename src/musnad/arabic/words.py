"""Words and what is written together with them."""

import re
from typing import NamedTuple

from musnad.arabic.kept import kept

# On folded text: a run of letters, a number (1,200 and 3.5 are one), or one other visible character.
TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,٫٬]\d+)*|[^\s\w]|_")


class Stem(NamedTuple):
    """One way to read a word: `skip` letters of clitics before it, and the `text` that is left.

    وللجيش reads as itself, as للجيش after و, as الجيش after ول (where the article's alef is not written, so that
    the name starts at the second lam), and as جيش after ولل.
    """

    skip: int
    text: str
    proclitics: str


_PROCLITICS = frozenset("وفبكلسا")  # the first letters of all of them


@kept
def stems(form: str) -> tuple[Stem, ...]:
    """All ways to take proclitics (و ف، then س ب ل ك، then ال) off a folded word, the whole word first.

    At least two letters always remain. Which of them is meant, the word lists decide.
    """
    found = [Stem(0, form, "")]
    if form[:1] not in _PROCLITICS:
        return tuple(found)
    starts = [0]
    if len(form) > 2 and form[0] in "وف":
        found.append(Stem(1, form[1:], form[0]))
        starts.append(1)
    for start in starts:
        rest = form[start:]
        if len(rest) > 2 and rest[0] in "بكلس":
            found.append(Stem(start + 1, rest[1:], form[: start + 1]))
        if len(rest) > 3 and rest.startswith("لل"):
            found.append(Stem(start + 1, "ا" + rest[1:], form[: start + 1]))
            found.append(Stem(start + 2, rest[2:], form[: start + 1] + "ال"))
        if len(rest) > 4 and rest[0] in "بكل" and rest[1:3] == "ال":
            found.append(Stem(start + 3, rest[3:], form[: start + 3]))
        elif len(rest) > 3 and rest.startswith("ال"):
            found.append(Stem(start + 2, rest[2:], form[: start + 2]))
    return tuple(found)


_ENCLITICS = ("هما", "كما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي")


@kept
def without_enclitic(form: str) -> tuple[tuple[str, str], ...]:
    """The word whole, then every way to take an object or possessive pronoun off it: (stem, pronoun) pairs."""
    if not form.endswith(_ENCLITICS):
        return ((form, ""),)
    found = [(form, "")]
    for pronoun in _ENCLITICS:
        if form.endswith(pronoun) and len(form) - len(pronoun) >= 2:
            stem = form[: -len(pronoun)]
            found.append((stem, pronoun))
            if stem.endswith("ت"):  # زيارته is زيارة with a pronoun
                found.append((stem[:-1] + "ه", pronoun))
    return tuple(found)
