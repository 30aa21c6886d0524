"""What a body or place that no table knows is called in English: المجلس العسكري is Military Council.

Word by word from names_english.tsv, for those who do not read Arabic; a name with a word that is in no table has no
English, and is put in Latin letters instead (knowledge/romanise.py).
"""

from functools import cache
from typing import NamedTuple

from musnad.arabic import fold_text
from musnad.datafiles import read_table
from musnad.knowledge import Knowledge
from musnad.knowledge.romanise import romanise

_LONGEST = 2  # words of one entry
_MOST_WORDS = 12  # of a name
_THE = "ال"
_HEADS = ("of", "after", "named")
_PLACES = frozenset({"GPE", "LOC"})


class _Part(NamedTuple):
    """English of some words, and the kind of the noun that heads them."""

    text: str
    kind: str

    @property
    def follows_of(self) -> bool:
        """Whether a noun before it needs of: Council of Experts, Office of the Prime Minister."""
        return self.kind == "people" or self.text.startswith("the ")


def in_english(known: Knowledge, arabic: str) -> str | None:
    """The name in English; None where a word of it is in no table."""
    words, states = arabic.split()[:1], list[str]()
    for word in arabic.split()[1:]:
        state = None if _key(word) in _table()["adj"] else known.nationality(word)
        if state is None:
            words.append(word)
        else:
            states.append(state)
    made = _phrase(known, words) if 0 < len(words) <= _MOST_WORDS else None
    if made is None or not states:
        return made.text if made else None
    state_entry = known.entry(states[0].lower())
    return f"{made.text} ({state_entry.name_en})" if state_entry is not None and len(states) == 1 else None


def _phrase(known: Knowledge, words: list[str]) -> _Part | None:
    """A noun with its adjectives, what it governs, and what follows."""
    length, kind, head = _noun(words)
    if not head:
        return None
    rest = words[length:]
    alone = words[0].startswith(_THE) or not rest or not _noun(rest)[2]  # it governs nothing that the table knows
    adjectives, rest = _adjectives(rest) if alone and kind != "people" else ([], rest)
    inner = None
    if rest and not words[0].startswith(_THE) and not rest[0].startswith("ل"):
        taken = _governed(known, rest, kind)
        if taken is None:
            return None
        inner, rest = taken
        if inner.kind == "people":
            more, rest = _adjectives(rest)
            adjectives += more
    text = " ".join([*reversed(adjectives), head])
    if inner is not None:
        text = f"{text} of {inner.text}" if kind == "of" or inner.follows_of else f"{inner.text} {text}"
    return _joined(known, _Part(text, kind), rest)


def _joined(known: Knowledge, made: _Part, rest: list[str]) -> _Part | None:
    """A phrase with what follows behind و or ل."""
    if not rest:
        return made
    word, *others = rest
    for letters in ("و", "لل", "ل"):
        further = _phrase(known, [word.removeprefix(letters), *others]) if word.startswith(letters) else None
        if further is not None:
            whole = "of the" if letters == "لل" and further.kind in _HEADS else "for"
            return made._replace(text=f"{made.text} {'and' if letters == 'و' else whole} {further.text}")
    return None


def _governed(known: Knowledge, words: list[str], kind: str) -> tuple[_Part, list[str]] | None:
    """What a noun governs, and the words left: a phrase of the table, else a place or a name of its own."""
    for end in range(len(words), 0, -1):
        made = _phrase(known, words[:end])
        if made is not None:
            return made, words[end:]
    name = " ".join(words)
    place = next((entry.name_en for entry in known.lookup(name) if entry.type in _PLACES), None)
    if place is None and kind != "named":
        return None
    return _Part(place or romanise(name), "name"), []


def _noun(words: list[str]) -> tuple[int, str, str]:
    """How many words the longest noun at the beginning has, its kind and its English; "" where there is none."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        name = _key(" ".join(words[:length]))
        for kind in (*_HEADS, "people", "noun"):
            if name in _table()[kind]:
                return length, kind, _table()[kind][name]
    return 0, "", ""


def _adjectives(words: list[str]) -> tuple[list[str], list[str]]:
    """The adjectives at the beginning, in English, and the words left."""
    found: list[str] = []
    for word in words:
        english = _table()["adj"].get(_key(word))
        if english is None:
            break
        found.append(english)
    return found, words[len(found) :]


def _key(words: str) -> str:
    return fold_text(words).removeprefix(_THE)


@cache
def _table() -> dict[str, dict[str, str]]:
    """Kind → word, folded and without ال → English."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in (*_HEADS, "people", "noun", "adj")}
    for row in read_table("analysis/data/names_english.tsv"):
        found[row["kind"]].setdefault(_key(row["arabic"]), row["english"])
    return found
